"""The pages of the reference: one for each public name, and a table of them in the order in which data walks."""

import importlib
import inspect
from collections.abc import Sequence
from types import MappingProxyType

import framing as fr

# Rooms of the library, by the first part of a module's name. A new room has to be put somewhere.
GROUPS = MappingProxyType({
    "Reading articles": ("reading", "corpus"),
    "Words, actors, voices": ("tokens", "actors", "voice"),
    "Word lists": ("lexicon", "lexicon_files", "scrutiny"),
    "Measures": ("measures",),
    "Comparisons": ("comparison",),
    "Human coding": ("validation",),
    "Charts and figures": ("charts", "figures", "figure_check"),
    "Reading with the numbers": ("display",),
    "Reports and files": ("reporting", "writing"),
    "Models": ("modelling",),
})
# Names of a room that are not on the face: what functions return, and what only some need.
ROOMS = MappingProxyType({
    "tokens": ("Vocabulary",),
    "display": ("Concordance", "EstimateTable", "ReadingView"),
    "analysis": ("Analysis", "analyse", "save_analysis"),
    "summary": ("Findings", "summarise"),
    "notebooks": ("find_notebooks", "run_notebooks", "run_on_corpus", "check_clean", "clean_notebook"),
})
_OF_THE_FACE = "framing"


def grouped_names() -> dict[str, list[str]]:
    """Return every public name under the title of its group."""
    title_of = {room: title for title, rooms in GROUPS.items() for room in rooms}
    found: dict[str, list[str]] = {title: [] for title in GROUPS}
    for name in fr.__all__:
        found[title_of[room_of(name)]].append(name)
    return found


def room_of(name: str) -> str:
    """Return the room a public name lives in."""
    return str(getattr(fr, name).__module__).split(".")[1]


def summary(thing: object) -> str:
    """Return the first sentence of a docstring, on one line."""
    return " ".join((inspect.getdoc(thing) or "").split("\n\n")[0].split())


def pages() -> dict[str, str]:
    """Return the reference: text by file name."""
    found = {f"{name}.rst": page(_OF_THE_FACE, name) for name in fr.__all__}
    for room, names in ROOMS.items():
        found |= {f"{room}.{name}.rst": page(f"{_OF_THE_FACE}.{room}", name) for name in names}
    return {**found, "index.rst": index()}


def page(module: str, name: str) -> str:
    """Return the page of one class or function; its docstring is read when the page is built."""
    thing = getattr(importlib.import_module(module), name)
    directive = "autoclass" if inspect.isclass(thing) else "autofunction"
    options = ["   :members:"] if inspect.isclass(thing) else []
    return "\n".join([name, "=" * len(name), "", f".. {directive}:: {module}.{name}", *options, ""])


def index() -> str:
    """Return the page that lists every name with its first sentence."""
    lines = ["Reference", "=========", "",
             "Every public name, in the order in which data walks: articles, words, measures, comparisons, pictures.",
             "``import framing as fr`` gives them all; each is loaded on first use.", ""]
    for title, names in grouped_names().items():
        lines += [title, "-" * len(title), "", *_listed(_OF_THE_FACE, names, prefix="")]
    lines += ["Rooms behind the face", "---------------------", "",
              "What some of these functions return, and what fewer people need.", ""]
    for room, others in ROOMS.items():
        lines += _listed(f"{_OF_THE_FACE}.{room}", others, prefix=f"{room}.")
    return "\n".join(lines)


def _listed(module: str, names: Sequence[str], *, prefix: str) -> list[str]:
    home = importlib.import_module(module)
    rows = [row for name in names
            for row in (f"   * - :py:obj:`~{module}.{name}`", f"     - {_plain(summary(getattr(home, name)))}")]
    return [".. list-table::", "   :widths: 30 70", "", *rows, "",
            ".. toctree::", "   :hidden:", "", *(f"   {prefix}{name}" for name in names), ""]


def _plain(line: str) -> str:
    """Set what is between single backticks as code; nothing else of a first sentence is markup."""
    return line.replace("`", "``").replace("*", r"\*")
