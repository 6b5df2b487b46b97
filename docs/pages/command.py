"""The page of the command: what `framing --help` and the help of each sub-command print."""

import io
from contextlib import redirect_stdout, suppress

from framing.cli import main
from pages import markdown

COMMANDS = ("run", "report", "read", "lexicons", "notebooks")


def page() -> str:
    """Return the page."""
    parts = [markdown.heading("The command"),
             "`framing` is there once the library is installed. Exit status: 0; 2 after an error, which is printed; "
             "130 after Ctrl-C.", _help([])]
    for name in COMMANDS:
        parts += [markdown.heading(f"framing {name}", 2), _help([name])]
    return markdown.blocks(*parts)


def _help(words: list[str]) -> str:
    printed = io.StringIO()
    with redirect_stdout(printed), suppress(SystemExit):
        main([*words, "--help"])
    return f"```text\n{printed.getvalue().rstrip()}\n```"
