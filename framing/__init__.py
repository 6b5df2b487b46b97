"""framing: how news outlets tell a story, measured paragraph by paragraph, in French and English."""

import importlib
from typing import Any

_HOMES = {
    "actors": ("load_actors",),
    "charts": ("Chart", "chart_barcode", "chart_copies", "chart_distinctive", "chart_heatmap", "chart_keyness",
               "chart_pairs", "chart_rates", "chart_ratios", "chart_slope", "chart_trend", "chart_voices", "palette"),
    "comparison": ("Duplicates", "Prior", "article_influence", "benjamini_hochberg", "collocates", "compare_means",
                   "compare_periods", "compare_rates", "compare_with_expected", "cue_shares", "design_effects",
                   "duplicate_weights", "find_duplicates", "first_of_duplicates", "keyness", "leave_term_out",
                   "permutation_test", "poisson_interval", "rate_differences", "rate_model", "rate_ratios",
                   "shared_copy", "smooth_trend", "speaker_shares", "trend", "voice_ratios", "wilson_interval"),
    "corpus": ("Corpus", "concat"),
    "display": ("concordance", "estimate_table", "explore", "highlight", "to_latex", "to_markdown"),
    "figure_check": ("check_figures",),
    "figures": ("save_figure", "write_index"),
    "lexicon": ("Lexicon", "lexicon_from_dict"),
    "lexicon_files": ("list_lexicons", "load_lexicon", "read_lexicon"),
    "measures.evidence": ("evidence",),
    "measures.expected": ("expected_rates", "single_words"),
    "measures.frames": ("frame_terms",),
    "measures.hits": ("find_terms",),
    "measures.lexical": ("lexical_features",),
    "measures.readability": ("readability",),
    "measures.sensitivity": ("category_cooccurrence", "distinct_terms", "term_shares"),
    "measures.speakers": ("speaker_table",),
    "measures.terms": ("DocumentTermMatrix", "document_term_matrix", "function_words"),
    "measures.tone": ("tone", "tone_balance", "tone_hits"),
    "measures.tone_actors": ("tone_about", "tone_about_balance", "tone_about_hits"),
    "measures.undefined": ("explain_missing",),
    "measures.voices": ("voice_runs", "voice_words"),
    "modelling": ("FramingVectorizer",),
    "reading": ("ReadReport", "corpus_from_frame", "read_corpus"),
    "reading.codes": ("read_codes",),
    "reporting": ("report",),
    "scrutiny": ("check_lexicon",),
    "tokens": ("Tokens", "tokenize"),
    "validation": ("agreement", "coding_errors", "coding_sheet", "corrected_differences", "corrected_shares",
                   "false_hits", "score_codes", "term_errors"),
    "voice": ("find_speech", "voice_of_tokens"),
    "writing": ("load_corpus", "load_tokens", "save_corpus", "save_tokens", "write_iramuteq", "write_lexicon",
                "write_readtext", "write_table", "write_txm"),
    "writing.coding_sheets": ("write_coding_sheet",),
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
