"""Which hits are read: matched here, or handed over as a table, and narrowed to what is asked for."""

from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from framing._check import check_choice, check_columns, check_type, message
from framing.lexicon import Lexicon
from framing.matching import Matches
from framing.measures.hits import hits_table
from framing.measures.units import rows_of
from framing.measures.voiced import voiced_matches
from framing.tokens import Tokens
from framing.voice import VOICES, speech_layer

_NEEDED = ("doc_id", "par_id", "category", "voice", "speaker", "start", "end")


@dataclass(frozen=True, eq=False)
class Selection:
    """Hits by paragraph; characters are found for those that are read, and only for them.

    Attributes
    ----------
    rows
        Row of the paragraph of each hit.
    category, voice, speaker
        Of each hit, text.
    source
        The matches, or the table, the hits come from.
    """

    tokens: Tokens
    scheme: Lexicon
    rows: np.ndarray
    category: np.ndarray
    voice: np.ndarray
    speaker: np.ndarray
    source: Matches | pd.DataFrame

    def where(self, keep: np.ndarray) -> "Selection":
        """Return the hits where `keep` is true."""
        source = self.source[keep] if isinstance(self.source, pd.DataFrame) else self.source.keep(keep)
        return replace(self, rows=self.rows[keep], category=self.category[keep], voice=self.voice[keep],
                       speaker=self.speaker[keep], source=source)

    def narrowed(self, where: str, *, categories: Collection[str] | None = None,
                 articles: Collection[str] | None = None, speaker: str | None = None) -> "Selection":
        """Return the hits of some categories, articles, and of one speaker."""
        keep = np.ones(len(self.rows), dtype=bool)
        if categories is not None:
            keep &= np.isin(self.category, list(categories))
        if articles is not None:
            wanted = pd.Index(list(articles))
            unknown = wanted.difference(self.tokens.corpus.documents.index)
            if len(unknown):
                raise ValueError(message(where, f"{len(unknown)} article(s) are not in the corpus",
                                         got=repr(unknown[0])))
            keep &= self.tokens.index.get_level_values("doc_id").isin(wanted)[self.rows]
        if speaker is not None:
            keep &= self.speaker == speaker
        return self.where(keep)

    def counts(self) -> pd.Series:
        """Return the number of hits of each category that has one."""
        return pd.Series(self.category).value_counts()

    def hits_of(self, paragraphs: np.ndarray) -> pd.DataFrame:
        """Return the hits of some paragraphs as `find_terms` gives them."""
        part = self.where(np.isin(self.rows, paragraphs)).source
        table = part if isinstance(part, pd.DataFrame) else hits_table(self.tokens, self.scheme, part)
        return table.reset_index(drop=True)

    def rows_of_hits(self, hits: pd.DataFrame) -> np.ndarray:
        """Return the row of the paragraph of each hit of a table."""
        return self.tokens.index.get_indexer(pd.MultiIndex.from_frame(hits[["doc_id", "par_id"]]))


def select_matches(where: str, tokens: Tokens, scheme: Lexicon, *, roles: Collection[str],
                   voice: str) -> Selection:
    """Match a lexicon: the hits that `find_terms` gives."""
    measured = rows_of(where, tokens, unit="paragraph", roles=roles, voice=voice)
    matches = voiced_matches(tokens, scheme, paragraphs=measured.paragraphs)
    matches = matches.keep(measured.measured[matches.start])
    layer = speech_layer(tokens)
    return Selection(tokens, scheme, tokens.paragraph_of_tokens()[matches.start],
                     scheme.entries["category"].to_numpy(dtype=object)[matches.entry],
                     np.array(VOICES, dtype=object)[layer.voice[matches.start]],
                     np.append(layer.speakers(), "")[layer.span[matches.start]], matches)


def select_hits(where: str, tokens: Tokens, scheme: Lexicon, *, hits: pd.DataFrame, roles: Collection[str],
                voice: str) -> Selection:
    """Take hits that were found before: those of some roles and one voice."""
    measured = rows_of(where, tokens, unit="paragraph", roles=roles, voice=voice)
    check_type(where, "hits", hits, expected=pd.DataFrame, hint="find_terms(tokens, lexicon) gives them")
    check_columns(where, hits, _NEEDED)
    for name in hits["category"].unique():
        check_choice(where, "category of `hits`", name, scheme.categories)
    rows = tokens.index.get_indexer(pd.MultiIndex.from_frame(hits[["doc_id", "par_id"]]))
    if (rows < 0).any():
        stray = hits.loc[rows < 0, ["doc_id", "par_id"]].iloc[0].tolist()
        raise ValueError(message(where, f"{int((rows < 0).sum())} hit(s) are not in these tokens", got=stray,
                                 hint="take hits and tokens of one corpus"))
    category, heard, speaker = (hits[name].to_numpy(dtype=object) for name in ("category", "voice", "speaker"))
    found = Selection(tokens, scheme, rows, category, heard, speaker, hits)
    keep = measured.paragraphs[rows]
    return found.where(keep if voice == "all" else keep & (found.voice == voice))
