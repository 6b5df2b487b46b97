"""ReadReport: what was found, kept, refused and noticed while reading."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from framing._check import message
from framing._markup import card, small_table

FILE_COLUMNS = ["source", "format", "encoding", "n_found", "n_kept", "n_refused", "n_paragraphs", "n_without_date",
                "n_single_block"]
REFUSED_COLUMNS = ["source", "item", "reason"]
NOTE_COLUMNS = ["source", "item", "note", "n", "detail"]
SKIPPED_COLUMNS = ["source", "reason"]
LANGUAGE_COLUMNS = ["lang", "origin", "n_articles"]


@dataclass(frozen=True, repr=False, eq=False)
class ReadReport:
    """What a reading found, kept and refused, and what it noticed on the way.

    Parameters
    ----------
    files
        One row per source: `source`, `format`, `encoding`, `n_found`, `n_kept`, `n_refused` (articles; a file
        that could not be read counts as one found and one refused); of the articles kept, `n_paragraphs`,
        `n_without_date` (none given, or none that could be read) and `n_single_block` (40 words or more without a
        paragraph break).
    refused
        One row per refusal: `source`, `item` (row, line or article; empty for a whole file), `reason`.
    notes
        One row per observation: `source`, `item`, `note`, `n` (how often), `detail` (an example).
    skipped
        Files of a folder that were not looked at: `source`, `reason`.
    languages
        Articles per language: `lang`, `origin` (`given`, `detected`, `majority` where the text is too short
        to tell, `unknown`), `n_articles`.

    Raises
    ------
    ValueError
        If the numbers do not add up: every article found is kept or refused by name.

    Examples
    --------
    >>> import framing as fr
    >>> corpus = fr.corpus_from_frame([{"doc_id": "a", "text": "One.", "lang": "en"},
    ...                                {"doc_id": "b", "text": " ", "lang": "en"}])
    >>> corpus.report
    ReadReport: 2 found = 1 kept + 1 refused, from 1 source
      formats: table 1
      paragraphs: 1 (1.0 an article)
      without a date: 1
      languages: en 1 (given)
      refused: no text 1
    >>> corpus.report.refused.to_dict("records")
    [{'source': 'table', 'item': 'row 2 (b)', 'reason': 'no text'}]
    """

    files: pd.DataFrame
    refused: pd.DataFrame
    notes: pd.DataFrame
    skipped: pd.DataFrame
    languages: pd.DataFrame

    def __post_init__(self) -> None:
        wrong = self.files[self.files["n_found"] != self.files["n_kept"] + self.files["n_refused"]]
        if len(wrong):
            raise ValueError(message("ReadReport", "articles found are not articles kept plus refused",
                                     got=wrong.to_dict("records")))
        named = self.refused["source"].value_counts()
        counted = self.files.groupby("source")["n_refused"].sum()
        if not counted.sub(named, fill_value=0).eq(0).all():
            raise ValueError(message("ReadReport", "refusals counted and refusals named differ",
                                     got=f"{self.n_refused} counted, {len(self.refused)} named"))

    @property
    def n_found(self) -> int:
        """Articles found."""
        return int(self.files["n_found"].sum())

    @property
    def n_kept(self) -> int:
        """Articles kept: the articles of the corpus."""
        return int(self.files["n_kept"].sum())

    @property
    def n_refused(self) -> int:
        """Articles, and unreadable files, refused."""
        return int(self.files["n_refused"].sum())

    def joined(self, others: Sequence["ReadReport"]) -> "ReadReport":
        """Return the report of this reading and others together."""
        reports = [self, *others]
        tables = [pd.concat([getattr(report, name) for report in reports], ignore_index=True)
                  for name in ("files", "refused", "notes", "skipped", "languages")]
        return ReadReport(*tables)

    def __repr__(self) -> str:
        sources = f"{len(self.files)} source{'' if len(self.files) == 1 else 's'}"
        lines = [f"ReadReport: {self.n_found:,} found = {self.n_kept:,} kept + {self.n_refused:,} refused, "
                 f"from {sources}"]
        lines.extend(f"  {label}: {text}" for label, text in self._summary() if text)
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        named = {"refused": self.refused, "skipped": self.skipped, "noticed": self.notes}
        return card(repr(self).split("\n"), *(small_table(table, caption=name) for name, table in named.items()
                                              if len(table)))

    def _summary(self) -> list[tuple[str, str]]:
        languages = ", ".join(f"{lang} {n} ({origin})" for lang, origin, n
                              in self.languages.itertuples(index=False))
        notes = self.notes.groupby("note", sort=False)["n"].sum()
        kept = self.files[["n_paragraphs", "n_without_date", "n_single_block"]].sum()
        paragraphs = f"{kept['n_paragraphs']:,} ({kept['n_paragraphs'] / max(1, self.n_kept):.1f} an article)"
        return [("formats", _counted(self.files["format"].value_counts())),
                ("paragraphs", paragraphs),
                ("without a date", f"{kept['n_without_date']:,}" if kept["n_without_date"] else ""),
                ("encodings", _counted(self.files["encoding"].replace("", pd.NA).value_counts())),
                ("languages", languages),
                ("refused", _counted(self.refused["reason"].value_counts())),
                ("skipped", _counted(self.skipped["reason"].value_counts())),
                ("noticed", _counted(notes))]


def _counted(counts: pd.Series, limit: int = 8) -> str:
    shown = [f"{name} {n:,}" for name, n in counts.items()]
    more = [f"and {len(shown) - limit} more"] if len(shown) > limit else []
    return ", ".join(shown[:limit] + more)


def table_of(rows: list[tuple], columns: list[str]) -> pd.DataFrame:
    """Rows → table of the report; text columns stay text when there is no row."""
    table = pd.DataFrame(rows, columns=columns)
    numbers = [column for column in columns if column.startswith("n_") or column == "n"]
    return table.astype({column: "int64" if column in numbers else "str" for column in columns})
