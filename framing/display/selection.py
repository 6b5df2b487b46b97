"""Which hits are read: matched here, or handed over as a table, and narrowed to what is asked for."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from framing._check import check_choice, check_columns, check_type, message
from framing.actors import actor_of_names, load_actors
from framing.corpus import Corpus
from framing.lexicon import Lexicon
from framing.matching import Matches
from framing.measures.hits import hits_table
from framing.measures.units import rows_of
from framing.measures.voiced import voiced_matches
from framing.tokens import Tokens, tokenize
from framing.voice import VOICES, speech_layer

GIVEN = "hits"
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

    @property
    def matches(self) -> Matches:
        """The matches behind the hits, where they were matched here."""
        if not isinstance(self.source, Matches):
            raise TypeError(message("Selection", "the hits came as a table", expected="hits that were matched here"))
        return self.source

    def where(self, keep: np.ndarray) -> "Selection":
        """Return the hits where `keep` is true."""
        source = self.source[keep] if isinstance(self.source, pd.DataFrame) else self.source.keep(keep)
        return replace(self, rows=self.rows[keep], category=self.category[keep], voice=self.voice[keep],
                       speaker=self.speaker[keep], source=source)

    def narrowed(self, where: str, *, categories: str | Collection[str] | None = None,
                 outlet: str | Collection[str] | None = None, articles: Collection[str] | None = None,
                 speaker: str | Collection[str] | None = None) -> "Selection":
        """Return the hits of some categories, outlets, articles and speakers."""
        keep = np.ones(len(self.rows), dtype=bool)
        if categories is not None:
            names = several(categories)
            for name in names:
                check_choice(where, "categories", name, self.scheme.categories)
            keep &= np.isin(self.category, names)
        if outlet is not None:
            keep &= self._of_articles(self._published_by(where, several(outlet)))
        if articles is not None:
            wanted = pd.Index(several(articles))
            unknown = wanted.difference(self.tokens.corpus.documents.index)
            if len(unknown):
                raise ValueError(message(where, f"{len(unknown)} article(s) are not in the corpus",
                                         got=repr(unknown[0])))
            keep &= self._of_articles(wanted)
        if speaker is not None:
            keep &= np.isin(self.speaker, self._known_as(where, several(speaker)))
        return self.where(keep)

    def _of_articles(self, articles: pd.Index) -> np.ndarray:
        return self.tokens.index.get_level_values("doc_id").isin(articles)[self.rows]

    def _published_by(self, where: str, outlets: list[str]) -> pd.Index:
        documents = self.tokens.corpus.documents
        check_columns(where, documents, ["outlet"])
        printed = documents["outlet"].dropna().astype(str)
        for name in outlets:
            check_choice(where, "outlet", name, set(printed))
        return printed.index[printed.isin(outlets)]

    def _known_as(self, where: str, speakers: list[str]) -> list[str]:
        """Return the names the articles give to some speakers, who may be named as actors (`speaker_table`)."""
        layer = speech_layer(self.tokens)
        named = pd.DataFrame({"name": layer.speakers(), "lang": self.tokens.corpus.paragraphs["lang"].to_numpy()[
            layer.rows]}).drop_duplicates()
        actors = actor_of_names(named["name"].to_numpy(), named["lang"].to_numpy(), load_actors())
        for speaker in speakers:
            check_choice(where, "speaker", speaker, {*named["name"], *actors})
        wanted = named["name"].isin(speakers).to_numpy() | np.isin(actors, speakers)
        return sorted(set(named.loc[wanted, "name"]))

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


def tokens_of(where: str, text: Tokens | Corpus) -> Tokens:
    """Return the tokens of a corpus; tokens are returned as they are."""
    check_type(where, "tokens", text, expected=(Tokens, Corpus), hint="tokenize(corpus) makes tokens")
    return tokenize(text) if isinstance(text, Corpus) else text


def several(names: str | Iterable[str]) -> list[str]:
    """Return one name, or several, as a list."""
    return [names] if isinstance(names, str) else list(names)


def scheme_of_hits(where: str, hits: pd.DataFrame) -> Lexicon:
    """Return a scheme of the categories that hits name, for where nobody passed theirs: a list of names, no more."""
    check_type(where, "hits", hits, expected=pd.DataFrame, hint="find_terms(tokens, lexicon) gives them")
    check_columns(where, hits, _NEEDED)
    if hits.empty:
        raise ValueError(message(where, "there are no hits, and no lexicon names the categories",
                                 hint="pass the lexicon to see an empty view"))
    names = hits["category"].drop_duplicates()
    return Lexicon(GIVEN, pd.DataFrame({"lang": "und", "category": names, "pattern": "hit"}), {})


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
