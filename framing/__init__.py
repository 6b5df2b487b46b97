"""framing: how news outlets tell a story, measured paragraph by paragraph, in French and English."""

import importlib
from typing import Any

_HOMES = {
    "actors": ("load_actors",),
    "charts": ("Chart", "chart_barcode", "chart_heatmap", "chart_pairs", "chart_rates", "chart_trend",
               "chart_voices", "palette"),
    "comparison": ("compare_means", "compare_rates", "cue_shares", "poisson_interval", "rate_ratios", "speaker_shares",
                   "trend", "voice_ratios", "wilson_interval"),
    "corpus": ("Corpus",),
    "display": ("concordance", "explore", "highlight", "to_latex", "to_markdown"),
    "figures": ("check_figures", "save_figure", "write_index"),
    "lexicon": ("Lexicon", "lexicon_from_dict"),
    "lexicon_files": ("list_lexicons", "load_lexicon", "read_lexicon"),
    "measures.evidence": ("evidence",),
    "measures.frames": ("frame_terms",),
    "measures.hits": ("find_terms",),
    "measures.lexical": ("lexical_features",),
    "measures.readability": ("readability",),
    "measures.speakers": ("speaker_table",),
    "measures.tone": ("tone", "tone_balance", "tone_hits"),
    "measures.undefined": ("explain_missing",),
    "measures.voices": ("voice_runs", "voice_words"),
    "modelling": ("FramingVectorizer",),
    "reading": ("ReadReport", "corpus_from_frame", "read_corpus"),
    "reporting": ("report",),
    "tokens": ("Tokens", "tokenize"),
    "voice": ("find_speech", "voice_of_tokens"),
    "writing": ("write_table",),
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
