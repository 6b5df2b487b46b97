"""The reading view and the concordance show what was counted, as written, and never as markup."""

import re
from html.parser import HTMLParser
from io import StringIO

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
        assert set(reader.names) <= {"div", "span", "mark", "sup", "p", "br", "table", "tr", "td", "th", "caption"}
        assert {name for name, _ in reader.attributes} <= {"style", "title", "lang", "class", "scope"}
        assert "\u202e" not in page
        assert "guerre" in "".join(reader.words)
    markdown = fr.concordance(tokens, "guerre").to_markdown()
    assert "<script" not in markdown
    assert {len(re.split(r"(?<!\\)\|", line)) for line in markdown.splitlines()} == {7}
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
    assert repr(fr.concordance(tokens, "absent")) == "absent: 0 occurrence"
    assert repr(fr.concordance(tokens, "absent", lang="en")) == "absent: 0 hits"
    accents = _tokens(["guerre, émue", "guerre « zone", "guerre fatale", "l’école guerre", "d’une Ecole guerre"])
    assert fr.concordance(accents, "guerre", sort="right").table["par_id"].tolist() == [4, 5, 1, 3, 2]
    assert fr.concordance(accents, "guerre", sort="left").table["par_id"].tolist() == [1, 2, 3, 4, 5]


def test_concordance_is_sorted_by_date_and_outlet() -> None:
    rows = [{"doc_id": "a", "outlet": "Le Quai", "date": "2025-03-01"}, {"doc_id": "b", "outlet": "Le Cap",
             "date": "2025-03-02"}, {"doc_id": "c", "outlet": "Le Cap", "date": "2025-02-01"}, {"doc_id": "d"}]
    tokens = fr.tokenize(fr.corpus_from_frame([{"lang": "fr", "text": "La guerre.", **row} for row in rows]))
    assert fr.concordance(tokens, "guerre", sort="date").table["doc_id"].tolist() == ["d", "c", "a", "b"]
    assert fr.concordance(tokens, "guerre", sort="outlet").table["doc_id"].tolist() == ["d", "b", "c", "a"]
    assert fr.concordance(tokens, "guerre", outlet="Le Cap").table["doc_id"].tolist() == ["b", "c"]
    assert fr.concordance(tokens.corpus, "guerre", articles=["a"]).table["outlet"].tolist() == ["Le Quai"]
    with pytest.raises(ValueError, match="did you mean 'Le Cap'"):
        fr.concordance(tokens, "guerre", outlet="Le Cape")


def test_the_match_is_narrow_and_the_reading_wide() -> None:
    text = "Il pleut. « L’état d’urgence\u00a0», dit-elle, dure ! La ligne de\u00a0front bouge\u202f; rien d’autre."
    tokens = _tokens([text])
    for pattern, hit in (("état d'urgence", "état d’urgence"), ("ligne de front", "ligne de\u00a0front"),
                         ("l'état", "L’état")):
        narrow, sentence, whole = (fr.concordance(tokens, pattern, width=width).table.iloc[0]
                                   for width in (3, "sentence", "paragraph"))
        assert narrow["hit"] == sentence["hit"] == whole["hit"] == hit
        assert text[narrow["start"]:narrow["end"]] == hit
        assert whole["left"] + hit + whole["right"] == text
        assert len(narrow["right"]) < len(sentence["right"]) <= len(whole["right"])
        assert len(sentence["left"]) < len(whole["left"])
    assert sentence["left"] + sentence["hit"] + sentence["right"] == "« L’état d’urgence\u00a0», dit-elle, dure !"
    with pytest.raises(ValueError, match="got 'page'; expected a whole number"):
        fr.concordance(tokens, "ligne", width="page")


def test_concordance_takes_categories_speakers_and_hits(demonstration: Tokens) -> None:
    lexicon = fr.load_lexicon("generic_news")
    lines = fr.concordance(demonstration, "generic_news", categories="conflict", sort="hit")
    hits = fr.find_terms(demonstration, lexicon["conflict"])
    assert len(lines) == len(hits) > 50
    assert lines.table["hit"].str.casefold().is_monotonic_increasing
    assert len(fr.concordance(demonstration, hits=hits.head(7))) == 7
    view = fr.highlight(demonstration, hits=lines.table)
    assert view.n_hits == len(hits)
    # One actor, whatever the articles call it.
    table = fr.speaker_table(demonstration, lexicon)
    actor = table.groupby("speaker")[list(lexicon.categories)].sum().sum(axis=1).drop("unknown").idxmax()
    said = fr.concordance(demonstration, lexicon, speaker=actor)
    assert len(said) == table.loc[(slice(None), actor), list(lexicon.categories)].to_numpy().sum() > 0
    for query, told in (("generic_news", "name of a scheme"), (None, "nothing says what to look for")):
        with pytest.raises(ValueError, match=told):
            fr.concordance(demonstration, query)
    with pytest.raises(ValueError, match="`speaker`"):
        fr.concordance(demonstration, lexicon, speaker="nobody at all")


def test_a_concordance_for_a_paper_and_a_spreadsheet() -> None:
    corpus = make_corpus(["=SUM(1) la guerre & la paix, 50 % d’échecs", "@x guerre"], "fr", outlet="+Le Quai",
                         date="2025-03-01")
    lines = fr.concordance(fr.tokenize(corpus), "guerre")
    table = pd.read_csv(StringIO(lines.to_csv()), keep_default_na=False)
    assert table["left"].tolist() == ["'=SUM(1) la ", "'@x "]
    assert table["outlet"].tolist() == ["'+Le Quai"] * 2
    assert table["hit"].tolist() == lines.table["hit"].tolist()
    latex = lines.to_latex().splitlines()
    assert latex[2] == r"gauche & occurrence & droite & lieu & voix \\"
    assert latex[4] == (r"\raggedleft =SUM(1) la & \textbf{guerre} & \& la paix, 50 \% d’échecs & "
                        r"+Le Quai · 2025-03-01 · a · ¶ 1 & narration \\")
    assert fr.concordance(fr.tokenize(corpus), "guerre", lang="en").to_markdown().startswith("| left | hit | right |")


def test_concordance_recounts_to_the_hits(demonstration: Tokens) -> None:
    lexicon = fr.load_lexicon("war_peace")
    lines = fr.concordance(demonstration, lexicon, voice="direct")
    assert len(lines) == len(fr.find_terms(demonstration, lexicon, voice="direct")) > 20
    assert set(lines.table["voice"]) == {"direct"}
    assert lines.table["date"].str.fullmatch(r"2025-\d\d-\d\d").all()
    with pytest.raises(ValueError, match="concordance: `width`"):
        fr.concordance(demonstration, lexicon, width=0)


def test_a_hostile_speaker_in_hits_that_are_passed_is_text() -> None:
    tokens = _tokens(["La guerre dure. « La guerre dure », a déclaré la maire."])
    speaker = " ".join(HOSTILE)
    hits = fr.find_terms(tokens, LEXICON).assign(speaker=speaker, voice="direct")
    assert len(hits) == 2
    shown = fr.concordance(tokens, hits=hits)
    assert set(shown.table["speaker"]) == {speaker}
    for html in (shown.to_html(), fr.highlight(tokens, LEXICON, hits=hits).html, fr.highlight(tokens, hits=hits).html):
        page = _read(html)
        assert {"script", "img", "svg", "b"}.isdisjoint(page.names)
        assert not [name for name, _ in page.attributes if name.startswith("on")]
        assert "\u202e" not in html
    assert _read(shown.to_html()).words.count(plain(speaker)) == 0
    assert "<script>alert(1)</script>" in "".join(_read(shown.to_html()).words)
    assert "<" not in shown.to_markdown()
    assert r"\\textbf" not in shown.to_latex()
    assert "\\textbackslash{}textbf\\{x\\}" in shown.to_latex()
    defused = fr.concordance(tokens, hits=hits.assign(speaker="=HYPERLINK(\"x\")")).to_csv()
    assert '"=HYPERLINK' not in defused
    assert "HYPERLINK" in defused
    assert set(fr.concordance(tokens, hits=hits.assign(speaker=float("nan"))).table["speaker"]) == {""}


@pytest.mark.parametrize("width", ["paragraph", "sentence"])
def test_contexts_of_a_paragraph_of_a_megabyte_are_cut_around_the_hit(width: str) -> None:
    line = "La guerre dure, " + "et la mer est calme, " * 8
    shown = fr.concordance(_tokens([line * (1_000_000 // len(line)), "La guerre."]), "guerre", width=width)
    assert len(shown) > 5000
    assert shown.table[["left", "right"]].map(len).max().max() < 1510
    middle = shown.table.iloc[2000]
    assert middle["left"].startswith("… ")
    assert middle["right"].endswith(" …")
    assert middle["left"].endswith("La ")
    assert shown.table.iloc[-1][["left", "right"]].tolist() == ["La ", "."]
    assert len(shown._repr_html_().encode()) < 500_000
    assert "les 100 premières montrées, contextes coupés après 1\u202f500 signes" in shown._repr_html_()
    whole = shown.to_html()
    assert 1_000_000 < len(whole.encode()) < 1_600_000
    rows = _read(whole).names.count("tr") - 1
    assert f"les {rows} premières montrées" in whole.replace("\u202f", "")
    short = fr.concordance(_tokens(["La guerre dure."]), "guerre", width=width)
    assert "coupés" not in short.to_html()
