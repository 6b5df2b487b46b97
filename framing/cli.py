"""The command `framing`: thin doors to the library."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import MappingProxyType

from tqdm.auto import tqdm

from framing import __version__
from framing._check import message
from framing.analysis import Analysis, analyse, save_analysis
from framing.corpus import DEFAULT_ROLES, Corpus
from framing.estimating import COPIES
from framing.lexicon import Lexicon
from framing.lexicon_files import list_lexicons, load_lexicon, read_lexicon
from framing.reading import read_corpus
from framing.reporting import check_request, report

STEPS = ("reading", "tokens", "voices", "measures", "hits", "comparison", "figures", "writing")
# Hints of the library name arguments of Python; who reads them here types options.
OPTIONS = MappingProxyType({'pass lang="fr"': "pass --lexicon-lang fr",
                            "with lang=": "with --lang, for example --lang fr"})


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one sub-command; return 0, or 2 after an error worded for the reader, or 130 after Ctrl-C."""
    parser = _parser()
    parsed, unknown = parser.parse_known_args(arguments)
    if unknown:
        parser.error(f"framing {parsed.command} does not take {' '.join(unknown)}; "
                     f"framing {parsed.command} --help says what it takes")
    try:
        return int(parsed.work(parsed) or 0)
    except BrokenPipeError:
        # The reader of our output has seen enough (framing read … | head).
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        sys.stderr.write("\nframing: interrupted; files that were finished are whole, no other was begun\n")
        return 130
    except (OSError, ValueError, KeyError, TypeError, ImportError) as error:
        # A KeyError prints its message in quotes; the first argument is the message itself.
        text = str(error.args[0] if isinstance(error, KeyError) else error)
        for argument, option in OPTIONS.items():
            text = text.replace(argument, option)
        sys.stderr.write(f"framing: {text}\n")
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="framing", description="How news outlets tell a story, measured.")
    parser.add_argument("--version", action="version", version=f"framing {__version__}")
    commands = parser.add_subparsers(required=True, dest="command", metavar="COMMAND")

    run = commands.add_parser("run", help="analyse articles: tables, figures and a summary")
    _reading_arguments(run)
    run.add_argument("--out", type=Path, required=True, help="folder for the results")
    _analysis_arguments(run)
    run.set_defaults(work=_run)

    page = commands.add_parser("report", help="analyse articles and write one page to read and send, or Markdown")
    _reading_arguments(page)
    _analysis_arguments(page)
    page.add_argument("--out", type=Path, required=True,
                      help="page to write (report.html), or Markdown with its figures beside it (report.md)")
    page.add_argument("--title", help="title of the page")
    page.add_argument("--paragraphs", type=int, default=2, metavar="N",
                      help="paragraphs shown of each category and group; 0 leaves the articles' text out (default: 2)")
    page.set_defaults(work=_report)

    read = commands.add_parser("read", help="say what would be read, and what refused")
    _reading_arguments(read)
    read.set_defaults(work=_read)

    lexicons = commands.add_parser("lexicons", help="list the built-in schemes")
    lexicons.set_defaults(work=_lexicons)

    notebooks = commands.add_parser(
        "notebooks", help="run every notebook on your own articles",
        description="Run every notebook on your own articles. They are read without options (--lang, --metadata, "
                    "--day-first, --pattern are not taken here): put what the files do not say of themselves into a "
                    "metadata.csv in the folder, with the columns file, outlet, date (2025-02-01) and lang. A lexicon "
                    "file without a column lang is taken to be in the language of most articles.")
    notebooks.add_argument("--corpus", type=Path, required=True, help="file or folder of articles")
    notebooks.add_argument("--out", type=Path, required=True, help="folder for the executed notebooks and figures")
    notebooks.add_argument("--by", help="document column that names the groups (default: outlet)")
    notebooks.add_argument("--lexicon", metavar="NAME_OR_FILE", help="scheme or lexicon file")
    notebooks.set_defaults(work=_notebooks)
    return parser


def _reading_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", type=Path, nargs="+", help="file or folder of articles, or a table")
    parser.add_argument("--lang", help="language of the articles, where nothing in them says it: fr, en, …")
    parser.add_argument("--metadata", type=Path, help="table of metadata, joined on the file name")
    order = parser.add_mutually_exclusive_group()
    order.add_argument("--day-first", dest="dayfirst", action="store_true", default=None,
                       help="read 01/02/2025 as the first of February")
    order.add_argument("--month-first", dest="dayfirst", action="store_false", help="read it as the second of January")
    parser.add_argument("--pattern", help='metadata in the file names, such as "{date}_{outlet}_{title}"')


def _analysis_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--by", help="document column that names the groups (default: outlet)")
    parser.add_argument("--lexicon", action="append", metavar="NAME_OR_FILE",
                        help="scheme or lexicon file; may be repeated (default: generic_news and war_peace)")
    parser.add_argument("--lexicon-lang", metavar="CODE", help="language of a lexicon file without a column lang")
    parser.add_argument("--roles", nargs="+", default=list(DEFAULT_ROLES), metavar="ROLE",
                        help=f"paragraph roles that are measured (default: {' '.join(DEFAULT_ROLES)})")
    parser.add_argument("--duplicates", choices=tuple(COPIES), default="keep",
                        help="articles that are one text: keep all, the first of each group, or weigh them to one")
    parser.add_argument("--words", choices=("en", "fr"),
                        help="language of the summary and the figures (default: that of most paragraphs)")


def _corpus(parsed: argparse.Namespace) -> Corpus:
    return read_corpus(parsed.path if len(parsed.path) > 1 else parsed.path[0], metadata=parsed.metadata,
                       pattern=parsed.pattern, lang=parsed.lang, dayfirst=parsed.dayfirst)


def _run(parsed: argparse.Namespace) -> int:
    written: list[Path] = []
    analysis = _analyse(parsed, lambda analysis: written.extend(save_analysis(analysis, parsed.out)))
    _print_reading(analysis.corpus)
    print(f"{len(written)} files in {parsed.out}; begin with {parsed.out / 'summary.md'}")
    return 0


def _report(parsed: argparse.Namespace) -> int:
    def write(analysis: Analysis) -> None:
        report(analysis, parsed.out, title=parsed.title, paragraphs=parsed.paragraphs)

    check_request(parsed.out, paragraphs=parsed.paragraphs)
    print(_analyse(parsed, write).corpus)
    markdown = parsed.out.suffix.lower() not in (".html", ".htm")
    advice = f"its figures are in {parsed.out.stem}_figures" if markdown else "open it in a browser"
    print(f"{parsed.out}: {parsed.out.stat().st_size / 1000:,.0f} kB; {advice}")
    return 0


def _analyse(parsed: argparse.Namespace, write: Callable[[Analysis], None]) -> Analysis:
    """Read, analyse and write, step by step."""
    lexicons = [_lexicon(name, parsed.lexicon_lang) for name in parsed.lexicon or ("generic_news", "war_peace")]
    with tqdm(total=len(STEPS), disable=None, leave=False) as bar:
        def step(name: str) -> None:
            bar.set_description(name)
            bar.update()

        _check_out(parsed.command, parsed.out, parsed.path)
        step("reading")
        corpus = _corpus(parsed)
        analysis = analyse(corpus, lexicons, by=parsed.by, roles=parsed.roles, duplicates=parsed.duplicates,
                           lang=parsed.words, step=step)
        step("writing")
        write(analysis)
    return analysis


def _check_out(command: str, out: Path, inputs: Sequence[Path]) -> None:
    """Refuse results among the articles: the next reading would take them for articles."""
    for path in inputs:
        if path.is_dir() and out.resolve().is_relative_to(path.resolve()):
            raise ValueError(message(f"framing {command}", "the results would lie among the articles",
                                     got=f"--out {out}", expected=f"a folder outside {path}"))


def _lexicon(name: str, lang: str | None) -> Lexicon:
    path = Path(name)
    return read_lexicon(path, lang=lang) if path.exists() else load_lexicon(name)


def _print_reading(corpus: Corpus) -> None:
    """Say what was read, and which option settles what the articles leave open."""
    print(corpus)
    print(corpus.report)
    if (corpus.report.notes["note"] == "ambiguous date").any():
        print("Dates such as 01/02/2025 were left out: --day-first or --month-first says how to read them.")
    if (corpus.report.languages["origin"] == "unknown").any():
        print("The language of some articles is not known: --lang gives it, for example --lang fr.")


def _read(parsed: argparse.Namespace) -> int:
    corpus = _corpus(parsed)
    _print_reading(corpus)
    for title, table in (("refused", corpus.report.refused), ("noticed", corpus.report.notes)):
        for row in table.itertuples(index=False):
            detail = f" ({row.detail})" if getattr(row, "detail", "") else ""
            reason = row.reason if title == "refused" else row.note
            print(f"{title}: {' '.join(filter(None, [row.source, row.item]))}: {reason}{detail}")
    return 0


def _lexicons(parsed: argparse.Namespace) -> int:
    print(list_lexicons().to_string(index=False))
    return 0


def _notebooks(parsed: argparse.Namespace) -> int:
    # Loaded here: the other commands need nothing of Jupyter.
    from framing.notebooks import run_on_corpus

    _check_out(parsed.command, parsed.out, [parsed.corpus])
    try:
        written = run_on_corpus(parsed.corpus, out=parsed.out, by=parsed.by, lexicon=parsed.lexicon, progress=True)
    except RuntimeError as error:
        # A notebook that failed names itself, the cell and the error; what the others left is there.
        sys.stderr.write(f"framing: {error}\n")
        return 2
    print(f"{len(written)} files in {parsed.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
