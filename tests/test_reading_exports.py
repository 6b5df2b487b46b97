"""Exports of press databases and text programs, on the invented ones of data/exports and on small ones built here."""

import io
import zipfile
from pathlib import Path

import pytest

import framing as fr
from framing.reading import read_corpus
from framing.reading.exports.europresse_header import header_fields
from framing.reading.exports.nexis_fields import date_fields, label_of
from framing.reading.exports.prospero import context_fields
from framing.reading.formats import read_source
from framing.reading.outlets import outlet_fields
from framing.reading.records import Record, Refusal, Source
from framing.reading.rich_text import rich_text_paragraphs

EXPORTS = Path(__file__).resolve().parents[1] / "data" / "exports"
LEAD = "Le vieux pont a fermé lundi soir, a annoncé la mairie de Saint-Fiacre."
NEXT = "« Il rouvrira au printemps », a promis une adjointe devant le conseil."


def records(content: str | bytes, name: str = "export.txt") -> list[Record]:
    data = content if isinstance(content, bytes) else content.encode()
    found = read_source(Source(name, data)).found
    assert all(isinstance(item, Record) for item in found), found
    return list(found)


def roles(corpus: fr.Corpus, place: int) -> list[str]:
    return corpus.paragraphs.loc[corpus.documents.index[place], "role"].tolist()


def test_every_invented_export_is_known_by_its_content_under_any_name(tmp_path: Path) -> None:
    expected = {"europresse.HTML": ("europresse", 3), "factiva.htm": ("factiva", 2), "nexis.DOCX": ("nexis", 2),
                "proquest.txt": ("proquest", 2), "iramuteq.txt": ("iramuteq", 2), "feed.xml": ("feed", 2),
                "page.html": ("page", 1), "newsapi.json": ("newsapi", 1), "excel.csv": ("csv", 2)}
    paths = [path for path in sorted(EXPORTS.iterdir()) if path.name != "README.md"]
    assert {path.name for path in paths} == set(expected)
    for path in paths:
        copy = tmp_path / f"{path.stem}.txt"
        copy.write_bytes(path.read_bytes())
        report = read_corpus(copy).report
        assert (report.files["format"].item(), report.n_kept, report.n_refused) == (*expected[path.name], 0)


def test_europresse_keeps_what_stands_around_the_text() -> None:
    corpus = read_corpus(EXPORTS / "europresse.HTML")
    first, second, link = (row for _, row in corpus.documents.iterrows())
    assert corpus.documents.index[0] == "news·20250514·FN·000101"
    assert (first["outlet"], first["source_raw"], first["issue"]) == ("Le Fanal", "Le Fanal, no. 4412", "4412")
    assert (first["section"], str(first["date"]), first["words_declared"], first["pages"]) == (
        "Vallées", "2025-05-14 05:10:00", 128, "3")
    assert first["also_published_in"] == "La Traverse"
    assert roles(corpus, 0) == ["kicker", "title", "standfirst", "body", "body", "body", "body", "signature"]
    assert corpus.paragraphs["text"].iloc[1] == "Le barrage de Montorval fissuré, quatre cents habitants évacués"
    assert "l’exploitant" in corpus.paragraphs["text"].iloc[3]
    assert (second["medium"], second["author"], second["tz"]) == ("web", "Ana Rivel", "+0200")
    assert roles(corpus, 1)[-1] == "boilerplate"
    assert (link["extent"], link["outlet"], link["medium"]) == ("abstract", "Le Méridien", "web")
    assert roles(corpus, 2) == ["title", "note", "boilerplate"]
    counts = fr.frame_terms(fr.tokenize(corpus), "generic_news")
    assert counts.loc[corpus.documents.index[2], "n_words"].sum() == 0


def test_europresse_of_the_table_years_and_of_the_years_between() -> None:
    old = ("<html><body><table><tr><td><span class='DocPublicationName'>Le Fanal, no. 12</span><br>"
           "<span class='DocHeader'>Ville, </span><span class='DocHeader'>jeudi </span>"
           "<span class='DocHeader'>5 octobre 2013</span><span class='DocHeader'>, p. 03</span><br><br>"
           "<span class='TitreArticleVisu'>Le <span style='color:red'>pont</span> ferme</span><br><br>Ana "
           "Riv<br><p></p>"
           f"{LEAD}<p></p>{NEXT}<p></p><b><i>© 2013 Le Fanal.</i></b><p></p>Numéro de document : news·20131005·FN·7<br>"
           "</td></tr></table></body></html>")
    record = records(old)[0]
    assert [(block.text, block.role) for block in record.blocks] == [
        ("Le pont ferme", "title"), (LEAD, None), (NEXT, None)]
    assert {name: record.metadata[name] for name in ("outlet", "section", "date", "pages", "author", "doc_id")} == {
        "outlet": "Le Fanal", "section": "Ville", "date": "5 octobre 2013", "pages": "03", "author": "Ana Riv",
        "doc_id": "news·20131005·FN·7"}
    between = ("<article><header><div><span class='DocPublicationName'>Le Fanal</span></div><div><span "
               "class='DocHeader'>"
               "Ville, mardi 14 mars 2006, p. 16</span></div><div><p>PONTS</p></div><div class='titreArticle'>"
               "<p class='titreArticleVisu'>Titre</p></div><div>Bo Lam</div></header><section>"
               f"<p>{LEAD}</p></div></section><aside><div><p><b>Illustration(s) : </b></p><p>Le pont.</p></div></aside>"
               "<footer><span id='PubliC_lblNodoc'>news·1</span></footer></article>")
    record = records(between)[0]
    assert [(block.text, block.role) for block in record.blocks] == [
        ("Titre", "title"), (LEAD, None), ("Le pont.", "caption")]
    assert (record.metadata["author"], record.metadata["rubric"], record.metadata["doc_id"]) == (
        "Bo Lam", "PONTS", "news·1")


def test_a_second_copy_and_a_social_post_in_europresse() -> None:
    page = ("<article><header><span class='DocPublicationName'>Le Fanal</span></header><div class='docOcurrContainer'>"
            f"<p>{LEAD}</p><p>[Additional Text]:{LEAD}</p><p>{NEXT}</p></div></article>"
            "<article><div class='twitter'><span class='DocPublicationName'>x</span></div></article>")
    article, post = read_source(Source("e.html", page.encode())).found
    assert isinstance(article, Record)
    assert [block.role for block in article.blocks] == [None, "boilerplate", "note", "note"]
    assert isinstance(post, Refusal)


@pytest.mark.parametrize(("header", "date", "section", "words"), [
    ("Journal de 7H;, mardi 9 janvier 2007 295 mots, p. 7", "9 janvier 2007", "Journal de 7H;", 295),
    ("Espace, Ville, lundi 24 novembre 2008 - 01:00 441 mots, p. 5", "24 novembre 2008 01:00", "Espace, Ville", 441),
    ("Thursday, December 22, 2022 13887 mots, p. 819(40)", "December 22, 2022", None, 13887),
    ("21 juillet 2023 - 11:49:55 -0000 1 250 mots", "21 juillet 2023 11:49:55", None, 1250),
    ("Sans date 12 mots", None, "Sans date", 12)])
def test_header_lines_of_europresse(header: str, date: str | None, section: str | None, words: int) -> None:
    fields = header_fields(header)
    assert (fields.get("date"), fields.get("section"), fields.get("words_declared")) == (date, section, words)


def test_factiva_html_and_its_text_twin_give_the_same_paragraphs() -> None:
    html = read_corpus(EXPORTS / "factiva.htm")
    bodies = [html.paragraphs.loc[doc_id].query("role != 'title'")["text"].tolist() for doc_id in html.documents.index]
    assert [len(body) for body in bodies] == [4, 4]
    assert html.documents["words_declared"].tolist() == [121, 88]

    def wrapped(text: str) -> str:
        lines = [""]
        for word in text.split(" "):
            lines = [*lines[:-1], f"{lines[-1]} {word}".strip()] if len(lines[-1]) + len(word) < 70 else [*lines, word]
        return "\n".join(lines)
    saved = "\n".join(
        f"*HD* \t{row['title']}\n*WC* \t{row['words_declared']} words\n*PD* \t14 May 2025\n*SN* \tLa Traverse\n"
        f"*LA* \tFrench\n\n*LP* \n\n\t\n\n{wrapped(body[0].replace('deux', '*deux*'))}\n\n*TD* \n\n"
        + "\n\n".join(map(wrapped, body[1:])) + f"\n\n\n*AN* \t\nDocument {doc_id}\n\n"
        for (doc_id, row), body in zip(html.documents.iterrows(), bodies, strict=True))
    text = records(saved + "© 2025 Factiva, Inc. All rights reserved.\n")
    assert [[block.text for block in record.blocks if block.role is None] for record in text] == bodies
    assert [record.metadata["doc_id"] for record in text] == html.documents.index.tolist()
    assert text[1].metadata["lang"] == "fr"


def test_factiva_without_codes_is_read_by_the_shape_of_its_lines() -> None:
    page = ("<div class='article enArticle'><div>Desk; 1</div><div id='hd'><span class='enHeadline'>2) A headline "
            "</span>"
            "</div><div class='author'>By JO SAMPLE</div><div>118 Wörter</div><div>12 Juni 2023</div><div>10:15</div>"
            "<div>The Daily Example</div><div>DLYEX</div><div>Late Edition</div><div>A6</div><div>Englisch</div>"
            "<div>Copyright 2023.</div><p class='articleParagraph'>First <b>hi</b>t.</p><p "
            "class='articleParagraph'>Second."
            "</p><p>Dokument DLYEX00020230612ej6c00002</p></div>")
    record = records(page)[0]
    assert [block.text for block in record.blocks] == ["A headline", "First hit.", "Second."]
    assert {name: record.metadata.get(name) for name in ("section", "author", "outlet", "edition", "pages", "lang",
                                                         "words_declared", "doc_id")} == {
        "section": "Desk; 1", "author": "JO SAMPLE", "outlet": "The Daily Example", "edition": "Late Edition",
        "pages": "A6", "lang": "en", "words_declared": 118, "doc_id": "DLYEX00020230612ej6c00002"}


def test_factiva_rich_text_ends_before_the_search_summary() -> None:
    lines = ["{\\b Un pont ferme}", "118 mots", "12 juin 2023", "Le Fanal", "FANL", "Fran\\'e7ais", "(c) 2023 Le "
                                                                                                    "Fanal.",
             "La mairie l\\u8217\\'92a ferm\\'e9.", "Document FANL000020230612ej6c00001", "Search Summary", "pont"]
    rtf = "{\\rtf1\\ansi{\\fonttbl{\\f0 Arial;}}" + "".join(f"{{\\pard {line}\\par}}\n" for line in lines) + "}"
    reading = read_source(Source("f.rtf", rtf.encode()))
    assert (reading.format, len(reading.found)) == ("factiva", 1)
    assert [block.text for block in reading.found[0].blocks] == ["Un pont ferme", "La mairie l’a fermé."]


def test_nexis_word_with_a_highlight_and_an_edition() -> None:
    corpus = read_corpus(EXPORTS / "nexis.DOCX")
    assert corpus.documents["outlet"].tolist() == ["The Harbour Dispatch", "The Northgate Ledger"]
    assert corpus.documents["edition"].fillna("").tolist() == ["", "Final Edition"]
    assert [str(date) for date in corpus.documents["date"]] == ["2025-05-14 06:15:00", "2025-05-15 00:00:00"]
    assert roles(corpus, 1) == ["title", "standfirst", "body", "body", "body"]
    assert corpus.documents["load_date"].tolist() == ["May 15, 2025"] * 2


def test_nexis_text_and_html_read_the_same_document() -> None:
    text = ("Download Request\n\n                1 of 2 DOCUMENTS\n\n\n              The Harbour Dispatch\n\n"
            "           January 11, 2010 Monday\n              First Edition;\n               North\n\nA bridge "
            "closes\n\n"
            "BYLINE: Sam Okoro\n\nSECTION: NEWS; Pg. 3\n\nLENGTH: 1,355 words\nThe old bridge closed on Monday "
            "evening, the "
            "town\nsaid, after a crack was found in it.\n\nIt will reopen in spring.\n\nLOAD-DATE: January 12, 2010\n\n"
            "LANGUAGE: FRENCH\n\n             Copyright 2010 The Harbour Dispatch\n\n                2 of 2 "
            "DOCUMENTS\n\n"
            "We are sorry but there is an error in this document and it is not possible to display it.\n")
    article, error = read_source(Source("n.TXT", text.encode())).found
    assert isinstance(article, Record)
    assert isinstance(error, Refusal)
    assert [block.text for block in article.blocks] == [
        "A bridge closes", "The old bridge closed on Monday evening, the town said, after a crack was found in it.",
        "It will reopen in spring."]
    assert article.metadata["edition"] == "First Edition; North"
    assert article.metadata["words_declared"] == 1355
    assert "lang" not in article.metadata
    parts = "".join(f"<DIV CLASS='c5'><P><SPAN>{line}</SPAN></P></DIV><BR>" for line in (
        "1 of 1 DOCUMENTS", "The Harbour Dispatch", "<SPAN>January</SPAN> 11, 2010 Monday", "A bridge closes",
        "LENGTH: 12 words", "DATELINE: PORT, Jan. 11", "<P>The old bridge<BR>closed.</P><P>&nbsp;</P><P>It will "
                                                       "reopen.</P>",
        "LOAD-DATE: January 12, 2010", "Copyright 2010"))
    record = records(f"<HTML><!-- Hide\n<DOC NUMBER=1>\n<DOCFULL> -->{parts}</HTML>")[0]
    assert [block.text for block in record.blocks] == ["A bridge closes", "The old bridge closed.", "It will reopen."]
    assert (record.metadata["dateline"], record.metadata["date"]) == ("PORT, Jan. 11", "January 11, 2010 Monday")


def test_labels_and_dates_of_nexis() -> None:
    assert label_of("LONGUEUR: 143 mots", capitals=True).field == "words"
    assert label_of("Length:\u00a0143 words", capitals=False).value == "143 words"
    assert label_of("LENGTH matters: he said", capitals=True) is None
    assert date_fields("12 April 2013 Tuesday")["date"] == "12 April 2013 Tuesday"
    assert date_fields("in 2000 um 4,5 Prozent") == {}


def test_proquest_heals_the_spaces_of_the_service() -> None:
    corpus = read_corpus(EXPORTS / "proquest.txt")
    assert corpus.documents.index.tolist() == ["900000001", "900000002"]
    assert corpus.documents["outlet"].tolist() == ["The Kestrel Review"] * 2
    assert corpus.documents["medium"].fillna("").tolist() == ["", "web"]
    assert corpus.documents["date"].dt.month.tolist() == [5, 6]
    assert roles(corpus, 0) == ["title", "body", "body", "body", "caption"]


def test_proquest_html_in_a_message_and_an_abstract_alone(tmp_path: Path) -> None:
    page = ("<html><body><div><a name='DocID_MSTAR_5'></a><p>A title</p><p><strong>Author: </strong>Ida Marsh</p>"
            "<p><strong>Full text: </strong><Text WordCount='12'>html&gt;<head><title></title></head><body><p>One.</p>"
            "<p>Two.</p></body></Text></p><p><strong>Publication title: </strong>The Ledger; Northgate</p>"
            "<p><strong>Publication date: </strong>May 8, 2010</p><p><strong>ProQuest document ID: </strong>5</p></div>"
            "<div><a name='DocID_MSTAR_6'></a><p>Another</p><p><strong>Abstract: "
            "</strong>Short.</p></div></body></html>")
    mail = f"From: a@b.example\nSubject: x\nMIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n{page}"
    (tmp_path / "p.eml").write_text(mail, encoding="utf-8")
    corpus = read_corpus(tmp_path / "p.eml")
    assert corpus.documents["title"].tolist() == ["A title", "Another"]
    assert corpus.paragraphs["text"].tolist()[:3] == ["A title", "One.", "Two."]
    assert corpus.documents["outlet"].iloc[0] == "The Ledger"
    assert corpus.documents["extent"].tolist() == ["full text", "abstract"]
    assert "b.example" not in corpus.documents.to_csv()


def test_iramuteq_variables_and_themes() -> None:
    first, second = records("**** *source_LeFanal *date_2023-06-12 *web\n-*theme1\nUn texte.\n-*theme2\nSuite.\n"
                            "0002 *source_b\nDeux.\n")
    assert first.metadata == {"outlet": "LeFanal", "date": "2023-06-12", "web": True, "themes": "theme1; theme2",
                              "extent": "full text"}
    assert [block.text for block in first.blocks] == ["Un texte.", "Suite."]
    assert [block.text for block in second.blocks] == ["Deux."]


def test_a_sentence_that_begins_with_a_year_and_a_star_is_no_corpus() -> None:
    record = records(f"2023 *année* fut sèche.\n\n{LEAD}", "a.txt")[0]
    assert record.blocks[0].text == "2023 *année* fut sèche."
    assert len(records("0001 *a_b *c\nUn.\n0002 *a_d \nDeux.\n")) == 2


def word(*paragraphs: str) -> bytes:
    body = "".join(paragraphs)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/'
                                              f'2006/main"><w:body>{body}</w:body></w:document>')
    return stream.getvalue()


def test_a_plain_word_document() -> None:
    def paragraph(text: str, style: str = "") -> str:
        return f"<w:p><w:pPr><w:pStyle w:val='{style}'/></w:pPr><w:r>{text}</w:r></w:p>"
    data = word(paragraph("<w:t>Un pont ferme</w:t>", "Heading1"), paragraph(f"<w:t>{LEAD}</w:t>"),
                paragraph("<w:t>Ligne</w:t><w:br/><w:t>suite.</w:t><w:del><w:r><w:delText>non</w:delText></w:r>"
                          "</w:del>"),
                paragraph("<w:t>Après</w:t>", "Heading2"),
                f"<w:tbl><w:tr><w:tc>{paragraph('<w:t>Encadré</w:t>')}</w:tc></w:tr></w:tbl>")
    record = records(data, "a.DOCX")[0]
    assert [(block.text, block.role) for block in record.blocks] == [
        ("Un pont ferme", "title"), (LEAD, None), ("Ligne\nsuite.", None), ("Après", "subhead"), ("Encadré", "sidebar")]


def test_rich_text_skips_fonts_pictures_and_fallbacks() -> None:
    rtf = (rb"{\rtf1\ansi\ansicpg1250{\fonttbl{\f0 X;}}{\*\generator Y;}\uc2 a\u8364\'80\'81b\par"
           rb"{\pict 0102}\~c\'9e\par}")
    assert rich_text_paragraphs(rtf) == ["a€b", "cž"]
    with pytest.raises(ValueError, match="nested deeper"):
        rich_text_paragraphs(b"{\\rtf1" + b"{" * 500)


@pytest.mark.parametrize(("printed", "outlet", "rest"), [
    ("Le Fanal (Lyon)", "Le Fanal (Lyon)", {}), ("Le Fanal.fr, no. 202210", "Le Fanal.fr", {"issue": "202210"}),
    ("Le Quai (site web) - Quai", "Le Quai", {"medium": "web"}), ("Law Post, Vol. 14, no "
                                                                  "4", "Law Post", {"issue": "4"}),
    ("The Post(Port) - Final Edition", "The Post (Port)", {"edition": "Final Edition"}), ("", "", {})])
def test_outlet_names(printed: str, outlet: str, rest: dict[str, str]) -> None:
    assert outlet_fields(printed) == {"outlet": outlet, "source_raw": printed, **rest}


def test_europresse_of_2023_pretty_printed() -> None:
    page = f"""<article>
      <header>
        <div class="rdp__DocPublicationName">
          <span class="DocPublicationName">
            Le Progrès (Ville)
            <br />
            Edition du Nord
          </span>
        </div>
        <div class="rdp__DocHeader"> <span class="DocHeader"> Espace, Ville, 21 juillet 2023 - 17:00 UTC +0100
          1 204 mots, p. 14,15 </span> </div>
        <div class="titreArticle">
          <p class="sm-margin-bottomNews"> VILLE </p>
          <p class="titreArticleVisu rdp__articletitle"> Le pont
            ferme </p>
        </div>
        <p class="sm-margin-bottomNews"> Ana Riv </p>
      </header>
      <section><div class="DocText clearfix"><div class="docOcurrContainer">
        <p>{LEAD}<p>INTERTITRE </p></p>
        <p>Cinq<br/>mots. <symbol value="euro"></symbol></p>
        <p><a href="https://lp.example/1">Cet article est paru dans Le Progrès (site web)</a></p>
      </div></div></section>
      <aside><div class="rdp__newsdoc"><p><b>Encadr&#233;(s) : </b></p><div><p>Repères.</p></div></div></aside>
      <footer><div class="publiC-lblNodoc">news&#183;20230721&#183;LP&#183;1</div></footer>
    </article>"""
    record = records(page)[0]
    assert [(block.text, block.role) for block in record.blocks] == [
        ("VILLE", "kicker"), ("Le pont ferme", "title"), (LEAD, None), ("INTERTITRE", None), ("Cinq mots. €", None),
        ("Cet article est paru dans Le Progrès (site web)", None), ("Repères.", "sidebar")]
    wanted = {"outlet": "Le Progrès (Ville)", "edition": "Edition du Nord", "section": "Espace, Ville",
              "author": "Ana Riv", "date": "21 juillet 2023 17:00", "tz": "+0100", "words_declared": 1204,
              "pages": "14,15", "url": "https://lp.example/1", "doc_id": "news·20230721·LP·1"}
    assert {name: record.metadata.get(name) for name in wanted} == wanted


FACTIVA_XML = """\ufeff<?xml version="1.0" encoding="utf-8"?>
<PPSResponse><ppsArticleResponse xmlns="http://global.factiva.com/pps/2.0"><ppsarticleResultSet count="{count}">
<ppsarticle><article><accessionNo>FANL000020110612e76c00001</accessionNo><baseLanguage>FR</baseLanguage>
<copyright>(c) 2011 Le Fanal</copyright>
<headline><paragraph lang="EN">Le <hlt>pont</hlt> ferme</paragraph></headline>
<leadParagraph><paragraph>Le vieux pont a fermé lundi l'<hlt>énerg</hlt>ie
 en moins.</paragraph></leadParagraph>
<tailParagraphs><paragraph>« Il rouvrira », a promis une adjointe.</paragraph><paragraph> </paragraph>
<paragraph>Les riverains attendent.</paragraph></tailParagraphs><pages></pages>
<publicationDate><date>2011-06-12</date></publicationDate><publisherName>Fanal SA</publisherName>
<sourceName>Le Fanal (site web)</sourceName><sourceCode>FANL</sourceCode>
<region code="FRA"><name>France</name></region><region code="EUR"><name>Europe</name></region>
<newsSubject code="GCAT"><name>Ponts &amp; routes</name></newsSubject><wordCount>118</wordCount></article></ppsarticle>
<ppsarticle><article><accessionNo>LAMP000020110613e76d00002</accessionNo><baseLanguage>EN</baseLanguage>
<headline><paragraph>The bridge opens</paragraph></headline>
<leadParagraph><paragraph>The old bridge opened on Tuesday, the mayor said.</paragraph></leadParagraph>
<publicationDate><dateTime>2011-06-13T08:30:00</dateTime></publicationDate><sourceName>The Lamp</sourceName>
</article></ppsarticle>{more}</ppsarticleResultSet></ppsArticleResponse></PPSResponse>"""


def test_factiva_xml_is_read_to_the_last_article(tmp_path: Path) -> None:
    (tmp_path / "answer.xml").write_text(FACTIVA_XML.format(count=2, more=""), encoding="utf-8")
    corpus = read_corpus(tmp_path)
    assert corpus.report.files[["format", "n_found", "n_kept"]].to_numpy().tolist() == [["factiva", 2, 2]]
    assert corpus.report.notes.empty
    one, other = corpus.documents.to_dict("records")
    assert corpus.documents.index.tolist() == ["FANL000020110612e76c00001", "LAMP000020110613e76d00002"]
    assert (one["outlet"], one["medium"], one["lang"], one["source_code"]) == ("Le Fanal", "web", "fr", "FANL")
    assert (one["regions"], one["subjects"], one["words_declared"]) == ("France; Europe", "Ponts & routes", 118)
    assert [str(day) for day in (one["date"], other["date"])] == ["2011-06-12 00:00:00", "2011-06-13 08:30:00"]
    assert corpus.paragraphs.loc[corpus.documents.index[0], "text"].tolist() == [
        "Le pont ferme", "Le vieux pont a fermé lundi l'énergie en moins.", "« Il rouvrira », a promis une adjointe.",
        "Les riverains attendent."]
    assert roles(corpus, 0) == ["title", "body", "body", "body"]


def test_factiva_xml_that_is_damaged_loses_no_article_in_silence() -> None:
    empty = FACTIVA_XML.format(count=4, more="<ppsarticle><status>gone</status></ppsarticle>")
    reading = read_source(Source("answer.xml", empty.encode()))
    assert [type(item) for item in reading.found] == [Record, Record, Refusal]
    assert reading.notes[-1].detail == "4 and 3"
    begun = FACTIVA_XML.format(count=2, more="")
    for cut in range(begun.index("<ppsarticle>"), len(begun), 97):
        found = read_source(Source("answer.xml", begun[:cut].encode())).found
        n_begun = begun[:cut].count("<ppsarticle>")
        assert len(found) == max(1, n_begun) or (len(found) == 1 and isinstance(found[0], Refusal))
    hostile = begun.replace("<PPSResponse>", '<!DOCTYPE PPSResponse [<!ENTITY a "b">]><PPSResponse>', 1)
    (refused,) = read_source(Source("answer.xml", hostile.encode())).found
    assert isinstance(refused, Refusal)


CONTEXT = ["fileCtx0005", "Le pont ferme", "Le Fanal, no. 12", "", "", "02/06/2023", "Le Fanal, no. 12",
           "unknown source", "", "", "", "Processed by a tool on 2023-06-03 10:00:00", "", "n", "n"]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_prospero_pairs(tmp_path: Path, newline: str) -> None:
    folder = tmp_path / "corpus"
    folder.mkdir()
    text = newline.join(["Le pont ferme", ".", LEAD, f"   {NEXT}", ""])
    (folder / "fan1.txt").write_bytes(text.encode("cp1252"))
    (folder / "FAN1.CTX").write_bytes(newline.join(CONTEXT).encode("cp1252"))
    (folder / "fan2.txt").write_bytes(text.replace("Le pont", "Ce pont").encode("cp1252"))
    (folder / "alone.ctx").write_bytes(newline.join(CONTEXT).encode("cp1252"))
    corpus = read_corpus(folder)
    assert (corpus.report.n_found, corpus.report.n_kept, corpus.report.n_refused) == (3, 2, 1)
    assert corpus.report.refused[["source", "reason"]].to_numpy().tolist() == [
        ["alone.ctx", "a Prospéro context without its text (.txt) beside it"]]
    documents = corpus.documents
    assert documents.loc["fan1", ["title", "outlet", "issue"]].tolist() == ["Le pont ferme", "Le Fanal", "12"]
    assert str(documents.loc["fan1", "date"]) == "2023-06-02 00:00:00"
    assert documents.loc["fan2", ["outlet", "date"]].isna().all()
    assert corpus.paragraphs.loc["fan1", "text"].tolist() == ["Le pont ferme", LEAD, NEXT]
    assert roles(corpus, 0) == ["title", "body", "body"]


def test_prospero_says_who_wrote_where_the_context_does() -> None:
    lines = [*CONTEXT]
    lines[2] = "Ana Riv"
    fields = context_fields("\n".join(lines))
    assert (fields["author"], fields["outlet"]) == ("Ana Riv", "Le Fanal")
    assert context_fields("fileCtx0005") == {}
    (refused,) = read_source(Source("a.txt", b"Un pont\n.\n\n")).found
    assert isinstance(refused, Refusal)


def test_a_plain_text_with_a_context_is_joined_too(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"{LEAD}\n\n{NEXT}", encoding="utf-8")
    (tmp_path / "a.ctx").write_text("\n".join(CONTEXT), encoding="utf-8")
    assert read_corpus(tmp_path).documents[["title", "outlet"]].to_numpy().tolist() == [["Le pont ferme", "Le Fanal"]]
