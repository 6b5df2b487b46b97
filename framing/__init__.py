"""framing: how news outlets tell a story, measured paragraph by paragraph, in French and English."""

import importlib
from typing import Any

_HOMES = {
    "corpus": ("Corpus",),
    "tokens": ("Tokens", "tokenize"),
    "lexicon": ("Lexicon", "lexicon_from_dict", "list_lexicons", "load_lexicon", "read_lexicon"),
    "reading": ("ReadReport", "corpus_from_frame", "read_corpus"),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__version__ = "0.1.0"
__all__ = sorted(_HOME_OF)


def __getattr__(name: str) -> Any:
    """Load a public name on first use, so that importing the package stays fast."""
    if name not in _HOME_OF:
        raise AttributeError(f"module 'framing' has no attribute {name!r}")
    return getattr(importlib.import_module(f"framing.{_HOME_OF[name]}"), name)


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
