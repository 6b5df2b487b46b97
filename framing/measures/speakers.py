"""Who is given how many words, with which verbs, and what vocabulary stands in their words."""

from collections.abc import Collection

import numpy as np
import pandas as pd

from framing._check import check_type
from framing.actors import actor_of_names, check_actors, load_actors
from framing.corpus import DEFAULT_ROLES
from framing.lexicon import Lexicon, told_apart
from framing.lexicon_files import resolve_lexicon
from framing.measures.polarity import polarity_words
from framing.measures.voiced import voiced_matches
from framing.tokens import Tokens
from framing.voice import DIRECT, REPORTED, SpeechLayer, speech_layer
from framing.voice.inversions import UNLISTED
from framing.voice.roles import paragraphs_with_roles

CUE_PREFIX = "n_cues_"
CAMP = "camp"


def speaker_table(tokens: Tokens, lexicon: Lexicon | str | None = None, *,
                  actors: pd.DataFrame | None = None, polarity: Lexicon | str | None = None,
                  roles: Collection[str] = DEFAULT_ROLES) -> pd.DataFrame:
    """Count the words and cues of each speaker of each article, and the vocabulary in these words.

    Parameters
    ----------
    tokens
        Output of `tokenize`.
    lexicon
        A `Lexicon` or the name of a scheme whose terms are counted in the speaker's words; none by default.
    actors
        Which spellings are one actor, as `load_actors` returns it; the built-in table by default.
    polarity
        A polarity lexicon (`tone`) whose words are counted in the speaker's words, after negation; none by default.
    roles
        Paragraph roles that are read, among title, standfirst and body.

    Returns
    -------
    One row per article and speaker, index `(doc_id, speaker)`; articles in the order of the tokens, the speaker with
    most words first:

    ================ ====== ======================================================= =========
    column           unit   meaning                                                 undefined
    ================ ====== ======================================================= =========
    n_spans          spans  spans of speech                                         never
    n_words          words  direct and reported words                               never
    n_words_direct   words  between quotation marks                                 never
    n_words_reported words  reported without marks                                  never
    n_cues           cues   spans introduced by a cue                               never
    n_cues_<class>   cues   by a cue of this class of `attribution_verbs`, or by an never
                            `unlisted` verb
    <category id>    terms  matches of `lexicon` that begin in the speaker's words; never
                            a category `camp` is the column `camp_terms`
    n_positive       terms  with `polarity`: as in `tone`                           never
    n_negative       terms  with `polarity`: as in `tone`                           never
    camp             text   from `actors`, if the table has the column              empty
    ================ ====== ======================================================= =========

    Speech without a known speaker is the row `unknown`, so that the words of an article's speakers add up to its
    direct and reported words. An article without speech has no row.

    Raises
    ------
    ValueError
        If `actors` gives one form to two actors, or an argument is unknown.

    Notes
    -----
    Higher value => more room for the speaker. Room is not agreement: a long quotation may be there to be refuted.
    Speakers are named by rules, without a parser: see `find_speech` for what they miss. Where quotes stand inside
    reported clauses, a word counts for the innermost span. Sum the columns over articles before making shares
    (`speaker_shares`, `cue_shares`).

    Examples
    --------
    >>> import framing as fr
    >>> corpus = fr.corpus_from_frame([{"doc_id": "a", "par_id": 1, "lang": "fr",
    ...     "text": "« Le pont tient », a déclaré la maire. Selon le Kremlin, tout va bien. Moscou dément un accord."}])
    >>> table = fr.speaker_table(fr.tokenize(corpus))
    >>> table[["n_spans", "n_words", "n_words_direct", "n_cues"]].reset_index().values.tolist()
    [['a', 'gouvernement russe', 2, 5, 0, 2], ['a', 'maire', 1, 3, 3, 1]]
    """
    where = "speaker_table"
    check_type(where, "tokens", tokens, expected=Tokens, hint="tokenize(corpus) makes them")
    actors = load_actors() if actors is None else actors
    check_actors(where, actors)
    layer, measured = speech_layer(tokens), paragraphs_with_roles(where, tokens, roles)
    spans = pd.DataFrame(_of_spans(tokens, layer))
    cues = pd.Series([one.speech.cue_class for one in layer.spans], dtype="str")
    for name in (*resolve_lexicon("attribution_verbs").categories, UNLISTED):
        spans[CUE_PREFIX + name] = (cues == name).astype(np.int64)
    for name, counts in _terms(where, tokens, layer, lexicon, polarity, roles).items():
        spans[name] = counts
    spans.insert(0, "doc_id", tokens.index.get_level_values("doc_id").to_numpy()[layer.rows])
    langs = tokens.corpus.paragraphs["lang"].to_numpy()[layer.rows]
    spans.insert(1, "speaker", pd.Series(actor_of_names(layer.speakers(), langs, actors), dtype="str"))
    spans = spans[measured[layer.rows]]
    table = spans.groupby(["doc_id", "speaker"], sort=False).sum()
    place = pd.Index(tokens.corpus.documents.index).get_indexer(table.index.get_level_values("doc_id"))
    order = np.lexsort((table.index.get_level_values("speaker"), -table["n_words"].to_numpy(), place))
    table = table.iloc[order]
    if CAMP in actors:
        camps = actors.drop_duplicates("actor").set_index("actor")[CAMP]
        table[CAMP] = camps.reindex(table.index.get_level_values("speaker")).fillna("").to_numpy()
    return table


def _of_spans(tokens: Tokens, layer: SpeechLayer) -> dict[str, np.ndarray]:
    """Count the words of each span by voice, and whether a cue introduces it."""
    n_spans = len(layer.spans)
    word = tokens.vocabulary.is_word[tokens.ids] & (layer.span >= 0)

    def words(voice: int) -> np.ndarray:
        return np.bincount(layer.span[word & (layer.voice == voice)], minlength=n_spans)

    direct, reported = words(DIRECT), words(REPORTED)
    cued = np.fromiter((one.speech.cue is not None for one in layer.spans), bool, n_spans)
    return {"n_spans": np.ones(n_spans, dtype=np.int64), "n_words": direct + reported, "n_words_direct": direct,
            "n_words_reported": reported, "n_cues": cued.astype(np.int64)}


def _terms(where: str, tokens: Tokens, layer: SpeechLayer, lexicon: Lexicon | str | None,
           polarity: Lexicon | str | None, roles: Collection[str]) -> dict[str, np.ndarray]:
    """Count the terms and polarity words that begin in each span."""
    counts: dict[str, np.ndarray] = {}

    def in_spans(places: np.ndarray) -> np.ndarray:
        spans = layer.span[places]
        return np.bincount(spans[spans >= 0], minlength=len(layer.spans))

    if lexicon is not None:
        scheme = told_apart(resolve_lexicon(lexicon), {CAMP})
        matches = voiced_matches(tokens, scheme, paragraphs=paragraphs_with_roles(where, tokens, roles))
        category = scheme.entries["category"].to_numpy()[matches.entry]
        counts |= {name: in_spans(matches.start[category == name]) for name in scheme.categories}
    if polarity is not None:
        found = polarity_words(where, tokens, lexicon=polarity, operators="polarity_operators", unit="paragraph",
                               roles=roles, voice="all", by_voice=False, outcomes=("flip", "drop"))
        counts["n_positive"] = in_spans(found.matches.start[found.final_sign > 0])
        counts["n_negative"] = in_spans(found.matches.start[found.final_sign < 0])
    return counts
