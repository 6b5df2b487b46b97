"""The reading view and the concordance show what was counted, as written, and never as markup."""

import re
from html.parser import HTMLParser

import pandas as pd
import pytest
from corpora import make_corpus

import framing as fr
from framing._markup import plain
from framing.display.markup import codes_of
from framing.tokens import Tokens

HOSTILE = ["<script>alert(1)</script> guerre", "<img src=x onerror=alert(1)>", "a\u202eb", "]]>", "<svg/onload=x>",
           "\"><b style='x'>", "&lt;", "\\textbf{x} | _y_ `z`"]
LEXICON = fr.lexicon_from_dict({"war": ["guerre*", "guerre civile"], "civil": ["civile"], "peace": ["paix"]}, lang="fr")


class _Reader(HTMLParser):
    """Collects the elements, the attributes and the text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def _read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    return reader


def _tokens(paragraphs: list[str], **columns: object) -> Tokens:
    return fr.tokenize(make_corpus(paragraphs, "fr", **columns))


def test_every_hit_is_marked_and_the_text_is_whole(demonstration: Tokens) -> None:
    fanal = demonstration.corpus.documents.query("outlet == 'Le Fanal'").index
    view = fr.highlight(demonstration, "generic_news", articles=fanal, per_page=1000)
    assert (view.page, view.n_pages) == (1, 1)
    expected = fr.find_terms(demonstration, "generic_news")
    expected = expected[expected["doc_id"].isin(fanal)]
    pd.testing.assert_frame_equal(view.hits, expected.reset_index(drop=True), check_dtype=False)
    assert view.n_hits == len(expected) > 100
    texts = demonstration.corpus.paragraphs["text"]
    shown = re.sub(r"\[([^\[\]]*) [A-Z0-9+]+\]", r"\1", view.text)
    for key in view.hits[["doc_id", "par_id"]].drop_duplicates().itertuples(index=False):
        assert texts[tuple(key)].replace("\n", " ") in shown.replace("\n", " ")
    assert _read(view.html).names.count("mark") >= len(expected) * 0.9


def test_pages_share_the_paragraphs_out(demonstration: Tokens) -> None:
    whole = fr.highlight(demonstration, "war_peace", per_page=10_000)
    pages = [fr.highlight(demonstration, "war_peace", page=number, per_page=40)
             for number in range(1, -(-whole.n_paragraphs // 40) + 1)]
    assert len(pages) > 3
    pd.testing.assert_frame_equal(pd.concat([page.hits for page in pages], ignore_index=True), whole.hits)
    with pytest.raises(ValueError, match="there is no such page"):
        fr.highlight(demonstration, "war_peace", page=len(pages) + 1, per_page=40)


def test_filters_narrow_the_hits() -> None:
    tokens = _tokens(["« La guerre dure », a déclaré la maire, Lise Roux. La guerre fatigue. Paix."])
    assert fr.highlight(tokens, LEXICON, voice="direct").n_hits == 1
    assert fr.highlight(tokens, LEXICON, voice="narrator").n_hits == 2
    assert fr.highlight(tokens, LEXICON, speaker="Lise Roux").n_hits == 1
    assert fr.highlight(tokens, LEXICON, categories=["peace"]).n_hits == 1
    assert fr.highlight(tokens, LEXICON, articles=["a"]).n_hits == 3
    with pytest.raises(ValueError, match="are not in the corpus"):
        fr.highlight(tokens, LEXICON, articles=["b"])
    with pytest.raises(ValueError, match="`categories` is not a known choice"):
        fr.highlight(tokens, LEXICON, categories=["war", "love"])


def test_overlapping_hits_are_one_mark_that_names_both() -> None:
    view = fr.highlight(_tokens(["La guerre civile."]), LEXICON)
    assert "La [guerre civile WAR+CIV]." in view.text
    reader = _read(view.html)
    assert ("title", "war, civil") in reader.attributes


def test_quoted_and_reported_words_are_styled_and_their_speaker_named() -> None:
    view = fr.highlight(_tokens(["« La guerre dure », a déclaré la maire. Selon le préfet, la paix vient."]), LEXICON)
    assert "font-style:italic" in view.html
    reader = _read(view.html)
    assert {"maire", "préfet"} <= set(reader.words)
    assert "a ¶ 1 (maire, préfet):" in view.text


@pytest.mark.parametrize("hostile", HOSTILE)
def test_text_is_never_markup(hostile: str) -> None:
    corpus = make_corpus({hostile: [f"{hostile} La guerre est là. « Paix », dit {hostile}."]}, "fr", outlet=hostile)
    tokens = fr.tokenize(corpus)
    lexicon = fr.lexicon_from_dict({"war": ["guerre"], "peace": ["paix"]}, lang="fr")
    pages = [fr.highlight(tokens, lexicon, labels={"war": hostile}).html, fr.concordance(tokens, "guerre").to_html()]
    for page in pages:
        reader = _read(page)
        assert set(reader.names) <= {"div", "span", "mark", "sup", "p", "br", "table", "tr", "td", "caption"}
        assert {name for name, _ in reader.attributes} <= {"style", "title", "lang", "class"}
        assert "\u202e" not in page
        assert "guerre" in "".join(reader.words)
    markdown = fr.concordance(tokens, "guerre").to_markdown()
    assert "<script" not in markdown
    assert {len(re.split(r"(?<!\\)\|", line)) for line in markdown.splitlines()} == {6}
    latex = fr.concordance(tokens, "guerre").to_latex()
    assert "\\textbf{x}" not in latex
    assert latex.endswith("\\end{tabular}\n")


def test_plain_spells_out_what_cannot_be_seen() -> None:
    assert plain("a\u202eb\x00<") == "a[U+202E]b\ufffd&lt;"


def test_codes_are_short_and_all_different() -> None:
    codes = codes_of(["conflict", "conflict_of_law", "consent", "é", "--"])
    assert len(set(codes.values())) == 5
    assert codes["conflict"] == "CON"
    assert all(1 <= len(code) <= 3 for code in codes.values())


def test_contexts_are_cut_between_words_and_say_so() -> None:
    tokens = _tokens(["Un deux trois quatre guerre cinq six sept huit."], outlet="Le Quai")
    row = fr.concordance(tokens, "guerre", width=12).table.iloc[0]
    assert (row["left"], row["hit"], row["right"]) == ("… quatre ", "guerre", " cinq six …")
    assert row["outlet"] == "Le Quai"
    whole = fr.concordance(tokens, "guerre", width=500).table.iloc[0]
    assert whole["left"] + whole["hit"] + whole["right"] == "Un deux trois quatre guerre cinq six sept huit."


def test_concordance_is_sorted_by_what_stands_nearest() -> None:
    tokens = _tokens(["La guerre finit.", "Une guerre commence.", "Cette guerre dure."])
    assert fr.concordance(tokens, "guerre", sort="left").table["left"].str.strip().tolist() == ["Cette", "La", "Une"]
    assert fr.concordance(tokens, "guerre", sort="right").table["par_id"].tolist() == [2, 3, 1]
    assert fr.concordance(tokens, "guerre").table["par_id"].tolist() == [1, 2, 3]
    assert len(fr.concordance(tokens, "absent")) == 0
    assert "0 hits" in repr(fr.concordance(tokens, "absent"))


def test_concordance_recounts_to_the_hits(demonstration: Tokens) -> None:
    lexicon = fr.load_lexicon("war_peace")
    lines = fr.concordance(demonstration, lexicon, voice="direct")
    assert len(lines) == len(fr.find_terms(demonstration, lexicon, voice="direct")) > 20
    assert set(lines.table["voice"]) == {"direct"}
    assert lines.table["date"].str.fullmatch(r"2025-\d\d-\d\d").all()
    with pytest.raises(ValueError, match="concordance: `width`"):
        fr.concordance(demonstration, lexicon, width=0)
