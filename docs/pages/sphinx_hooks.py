"""What Sphinx is told about this project: how its docstrings are written, and where its types have their page."""

import re
from typing import Any

import framing as fr
from pages.api import ROOMS
from pages.docstrings import restructured

_SIGNATURE = re.compile(r'(<span class="sig-paren">\(</span>)\s*<dl>\s*(.*?)</dl>', flags=re.DOTALL)
_PAGES = {**{name: f"framing.{room}.{name}" for room, names in ROOMS.items() for name in names},
          **{name: f"framing.{name}" for name in fr.__all__}}


def connect(app: Any) -> None:
    """Connect the hooks below."""
    app.connect("autodoc-process-docstring", write_docstring)
    app.connect("autodoc-skip-member", skip_member)
    app.connect("missing-reference", find_home)
    # After the theme, which makes its navigation at the usual priority.
    app.connect("html-page-context", mend_page, priority=900)


def write_docstring(app: Any, what: str, name: str, thing: object, options: Any, lines: list[str]) -> None:
    """Write a docstring of the library as reStructuredText, in place."""
    lines[:] = restructured("\n".join(lines), names=fr.__all__)


def skip_member(app: Any, what: str, name: str, thing: object, skip: bool, options: Any) -> bool:
    """Leave out what is not written here: fields of named tuples, methods that scikit-learn adds to its kind."""
    text = getattr(thing, "__doc__", None) or ""
    return skip or text.startswith("Alias for field number") or "metadata_routing" in text


def find_home(app: Any, env: Any, node: Any, content: Any) -> Any:
    """Lead a type, which a signature names by the module it is defined in, to the page it has as a public name."""
    target = str(node.get("reftarget", ""))
    page = _PAGES.get(target.rpartition(".")[2])
    if page is None or not target.startswith("framing.") or target == page:
        return None
    return env.domains["py"].resolve_xref(env, node.get("refdoc"), app.builder, "obj", page, node, content)


def mend_page(app: Any, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    """Mend what a screen reader would trip over.

    Headings without a level, parameters as a list without terms, folded cells whose name is not what they show.
    """
    navigation = context.get("furo_navigation_tree", "")
    context["furo_navigation_tree"] = navigation.replace('role="heading"', 'role="heading" aria-level="2"')
    body = _SIGNATURE.sub(_parameters, context.get("body", ""))
    context["body"] = body.replace('<summary aria-label="Toggle hidden content">', "<summary>")


def _parameters(found: re.Match[str]) -> str:
    lines = found[2].replace("<dd>", "<div>").replace("</dd>", "</div>")
    return f'{found[1]}<div class="sig-params">{lines}</div>'
