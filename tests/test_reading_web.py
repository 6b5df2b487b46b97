"""Pages, feeds, services, agencies and TEI, on small samples built here."""

import gzip
import json
from typing import Any

import pytest

import framing as fr
from framing.reading.formats import read_source
from framing.reading.pdf import Line, paragraphs_of_lines
from framing.reading.records import Reading, Record, Refusal, Source
from framing.reading.xml_kinds import root_name

ONE = "The old bridge closed on Monday evening, the town of Port said in a statement."
TWO = "It will reopen in spring, an official promised before the council on Tuesday."
PAGE = (f"<html lang='en'><head><title>A bridge closes | The Post</title><meta property='og:site_name' content='The "
        f"Post'>"
        f"</head><body><nav><p>{'Menu ' * 30}</p></nav><article><h1>A bridge "
        f"closes</h1><p>{ONE}</p><script>alert(1)</script>"
        f"<p>{TWO}</p></article><footer><p>© {'The Post ' * 20}</p></footer></body></html>")


def read(content: Any, name: str = "x.txt") -> Reading:
    text = content if isinstance(content, str | bytes) else json.dumps(content, ensure_ascii=False)
    return read_source(Source(name, text if isinstance(text, bytes) else text.encode()))


def only(content: Any, name: str = "x.txt") -> Record:
    found = read(content, name).found
    assert len(found) == 1, found
    assert isinstance(found[0], Record), found
    return found[0]


def blocks(record: Record) -> list[tuple[str, str | None]]:
    return [(block.text, block.role) for block in record.blocks]


def test_a_page_gives_its_article_and_what_it_declares() -> None:
    data = {"@context": "https://schema.org", "@graph": [{"@type": ["NewsArticle"], "headline": "A bridge &amp; closes",
            "datePublished": "2025-05-23T08:00:00+01:00", "author": [{"name": "Sam Okoro"}, "Ida Marsh"],
            "publisher": {"name": "The Post"}}]}
    page = PAGE.replace("</head>", f"<script type='application/ld+json'>{json.dumps(data)}</script></head>")
    record = only(f"<!-- saved from url=(0021)https://post.example/ -->{page}")
    assert blocks(record) == [("A bridge & closes", "title"), ("A bridge closes", "subhead"), (ONE, None), (TWO, None)]
    assert {name: record.metadata[name] for name in ("title", "outlet", "author", "date", "tz", "url")} == {
        "title": "A bridge & closes", "outlet": "The Post", "author": "Sam Okoro; Ida Marsh",
        "date": "2025-05-23T08:00:00+01:00", "tz": "+01:00", "url": "https://post.example/"}
    assert only(PAGE).metadata["title"] == "A bridge closes"


def test_without_the_extra_the_error_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str, *rest: object) -> object:
        raise ImportError(name)
    monkeypatch.setattr("framing.reading.packages.importlib.import_module", absent)
    for content in (PAGE, "<rss><item/></rss>", b"%PDF-1.4"):
        with pytest.raises(ImportError, match=r"media-framing\[io\]"):
            read(content)


def test_links_and_closing_notes_of_a_page_are_tagged() -> None:
    page = PAGE.replace("</article>", "<ul><li><a href='/a'>The night of the crack</a></li></ul>"
                                      "<p><em>Follow us on </em><a href='/f'><em>a network</em></a>.</p></article>")
    assert blocks(only(page))[-2:] == [("The night of the crack", "boilerplate"), ("Follow us on a network.", "note")]


@pytest.mark.parametrize(("page", "reason"), [
    ("<html><head></head><body><p>{{article.body.content}} and so on</p></body></html>", "drawn by its scripts"),
    ("<html><head></head><body><div>Menu</div></body></html>", "without running text")])
def test_a_page_without_text_is_refused(page: str, reason: str) -> None:
    found = read(page).found
    assert isinstance(found[0], Refusal)
    assert reason in found[0].reason


@pytest.mark.parametrize("fragment", [f"<p>{ONE}</p><p>{TWO}</p>", f"<div>{ONE}<br> <br/>{TWO}</div>",
                                      f"<div>{ONE}</div><div>{TWO}</div>", f"<p>{ONE}<p>{TWO}"])
def test_fragments_give_the_same_paragraphs(fragment: str) -> None:
    assert blocks(only(fragment)) == [(ONE, None), (TWO, None)]


def test_mhtml_and_warc_and_gzip_hold_pages() -> None:
    mhtml = ("From: <Saved by Blink>\r\nSnapshot-Content-Location: https://post.example/a\r\nMIME-Version: 1.0\r\n"
             "Content-Type: multipart/related; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/html\r\n"
             f"Content-Transfer-Encoding: quoted-printable\r\n\r\n{PAGE.replace('=', '=3D')}\r\n--b--\r\n")
    assert only(mhtml).metadata["url"] == "https://post.example/a"
    answer = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{PAGE}".encode()
    missing = b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>no</p>"

    def warc(kind: str, content: bytes) -> bytes:
        head = (f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://post.example/a\r\nWARC-Date: "
                f"2025-05-24T00:00:00Z"
                f"\r\nContent-Length: {len(content)}\r\n\r\n")
        return head.encode() + content + b"\r\n\r\n"
    archive = warc("warcinfo", b"software: x") + warc("response", answer) + warc("response", missing)
    reading = read(gzip.compress(archive[:200]) + gzip.compress(archive[200:]), "crawl.warc.gz")
    assert reading.format == "warc"
    assert [blocks(record)[1] for record in reading.found] == [(ONE, None)]
    assert reading.found[0].metadata["crawled"] == "2025-05-24T00:00:00Z"
    assert "date" not in reading.found[0].metadata
    assert {note.note for note in reading.notes} == {"not read: warcinfo", "not read: answer 404"}


def test_feeds_prefer_the_content_and_flag_the_teaser() -> None:
    feed = ("<?xml version='1.0'?><rss xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel><title>The "
            "Post"
            "</title><language>en-GB</language><item><title>A &amp;amp; B</title><link>https://p.example/1</link>"
            "<pubDate>Mon, 12 Jun 2023 11:49:55 +0200</pubDate><description>Teaser…</description><content:encoded>"
            f"&lt;p&gt;{ONE}&lt;/p&gt;&lt;p&gt;{TWO}&lt;/p&gt;</content:encoded></item>"
            "<item><title>C</title><guid>2</guid><description><![CDATA[<b>Only</b> this.]]></description></item>"
            "</channel></rss>")
    full, teaser = read(feed, "f.txt").found
    assert blocks(full) == [("A & B", "title"), (ONE, None), (TWO, None)]
    assert (full.metadata["tz"], full.metadata["outlet"], full.metadata["doc_id"]) == (
        "+0200", "The Post", "https://p.example/1")
    assert blocks(teaser) == [("C", "title"), ("Only this.", "note")]
    atom = ("<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='en'><title>P</title><entry><title>D</title><id>u</id>"
            "<link "
            "href='https://p.example/d'/><published>2025-01-02T03:04:05Z</published><author><name>Sam</name></author>"
            f"<content type='xhtml'><div "
            f"xmlns='http://www.w3.org/1999/xhtml'><p>{ONE}</p></div></content></entry></feed>")
    record = only(atom)
    assert blocks(record) == [("D", "title"), (ONE, None)]
    assert (record.metadata["author"], record.metadata["date"]) == ("Sam", "2025-01-02T03:04:05Z")


@pytest.mark.parametrize(("answer", "kind", "extent", "role"), [
    ({"articles": {"results": [{"uri": "1", "lang": "eng", "isDuplicate": True, "dateTimePub": "2025-01-02T03:04:05Z",
                                "title": "T", "body": f"{ONE}\n\n{TWO}", "source": {"title": "The Post"},
                                "authors": [{"name": "Sam"}]}]}}, "event registry", "full text", None),
    ({"response": {"results": [{"id": "a", "webTitle": "T", "webPublicationDate": "2025-01-02T03:04:05Z",
                                "fields": {"body": f"<p>{ONE}</p><p>{TWO}</p>", "wordcount": "20"}}]}},
     "guardian", "full text", None),
    ({"response": {"docs": [{"headline": {"main": "T", "print_headline": "P"}, "abstract": ONE, "lead_paragraph": TWO,
                             "pub_date": "2025-01-02T03:04:05+0000", "word_count": "812"}]}},
     "new york times", "abstract", "note"),
    ({"articles": [{"source": {"name": "The Post"}, "title": "T - The Post", "urlToImage": None,
                    "publishedAt": "2025-01-02T03:04:05Z", "content": f"{ONE}\r\n\r\n{TWO}… [+99 chars]"}]},
     "newsapi", "truncated", "note"),
    ({"version": "https://jsonfeed.org/version/1", "items": [{"id": "1", "title": "T", "date_published":
     "2025-01-02T03:04:05Z", "content_html": f"<p>{ONE}</p><p>{TWO}</p>"}]}, "json feed", "full text", None)])
def test_news_services(answer: dict, kind: str, extent: str, role: str | None) -> None:
    reading = read(answer, "x.dat")
    record = reading.found[0]
    assert (reading.format, record.metadata["extent"]) == (kind, extent)
    texts = blocks(record)
    assert texts[0] == ("T", "title")
    assert [text.rstrip("…") for text, _ in texts[1:]] == [ONE, TWO]
    assert {found for _, found in texts[1:]} == {role}
    assert str(record.metadata["date"]).startswith("2025-01-02")


def test_titles_without_texts_are_kept_as_such_and_not_measured(tmp_path) -> None:
    stories = ("id,indexed_date,language,media_name,media_url,publish_date,title,url\n"
               "1,2025-01-03,en,post.example,post.example,2025-01-02,\"A bridge, closed\",https://post.example/1\n")
    (tmp_path / "m.csv").write_text(stories, encoding="utf-8")
    corpus = fr.read_corpus(tmp_path / "m.csv")
    assert corpus.documents["extent"].tolist() == ["title only"]
    assert corpus.paragraphs["role"].tolist() == ["title"]
    assert fr.frame_terms(fr.tokenize(corpus), "generic_news")["n_words"].sum() == 0
    gdelt = only({"articles": [{"title": "T", "seendate": "20250102T143000Z", "domain": "p.example"}]})
    assert (gdelt.metadata["extent"], gdelt.metadata["outlet"]) == ("title only", "p.example")
    row = ["20250102143000-1", "20250102143000", "1", "p.example", "https://p.example/1", *[""] * 21,
           "<PAGE_TITLE>A &amp; B</PAGE_TITLE>"]
    assert only("\t".join(row), "gkg.csv").metadata["title"] == "A & B"
    counts = read("source,count,ratio\np.example,3,0.1\n", "counts.csv").found[0]
    assert isinstance(counts, Refusal)
    assert "counts" in counts.reason


def test_ninjs_takes_one_of_several_bodies() -> None:
    item = {"uri": "u", "type": "text", "versionCreated": "2025-01-02T03:04:05Z", "headlines": [{"value": "T"}],
            "bodies": [{"contentType": "text/plain", "value": f"{ONE} {TWO}"},
                       {"contentType": "application/xhtml+xml", "value": f"<h1>T</h1><p>{ONE}</p><p>{TWO}</p>"}]}
    assert blocks(only(item)) == [("T", "title"), (ONE, None), (TWO, None)]
    flat = {"uri": "u", "versioncreated": "2025-01-02", "headline": "T", "body_text": ONE, "body_xhtml": f"<p>"
                                                                                                         f"{ONE}</p>"}
    assert blocks(only(flat)) == [("T", "title"), (ONE, None)]
    picture = read({"type": "picture", "versionCreated": "2025", "headline": "T"}).found[0]
    assert isinstance(picture, Refusal)


@pytest.mark.parametrize("row", [
    {"id": "1", "lead_paragraph": "Short.", "text": ONE}, {"id": "1", "urlToImage": None, "texte": ONE},
    {"id": "1", "body_text": "x", "versionCreated": "2025", "text": ONE}])
def test_a_table_of_ones_own_is_not_taken_for_a_service(row: dict[str, Any]) -> None:
    reading = read([row], "x.json")
    assert reading.format in ("json", "new york times", "newsapi")
    assert [block.text for block in reading.found[0].blocks] == [ONE]
    assert reading.found[0].metadata["doc_id"] == "1"


NITF = ("<nitf baselang='en'><head><title>T</title></head><body><body.head><hedline><hl1>T</hl1></hedline><byline>By "
        "Sam"
        f"</byline><dateline>PORT</dateline></body.head><body.content><p>{ONE}</p><p> </p><hl2>Later</hl2><p>{TWO}</p>"
        "<p>ab-cd/ef</p></body.content></body></nitf>")


def test_agency_xml() -> None:
    expected = [("T", "title"), (ONE, None), ("Later", "subhead"), (TWO, None), ("ab-cd/ef", "signature")]
    assert blocks(only(f"<?xml version='1.0'?><!DOCTYPE nitf SYSTEM 'nitf.dtd'>{NITF}")) == expected
    item = ("<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/' guid='g' version='{}'><itemMeta><itemClass qcode="
            "'ninat:{}'/><provider qcode='nprov:AVP'/><versionCreated>2025-01-02T03:04:05Z</versionCreated></itemMeta>"
            "<contentMeta><headline>T</headline><language tag='en'/></contentMeta><contentSet><inlineXML>{}</inlineXML>"
            "</contentSet></newsItem>")
    message = (f"<newsMessage>{item.format(1, 'text', NITF)}{item.format(2, 'text', NITF)}"
               f"{item.format(1, 'picture', '')}</newsMessage>")
    earlier, latest, picture = read(message).found
    assert blocks(latest) == expected
    assert (latest.metadata["outlet"], latest.metadata["lang"], latest.metadata["tz"]) == ("AVP", "en", "Z")
    assert isinstance(earlier, Refusal)
    assert isinstance(picture, Refusal)
    old = ("<NewsML Version='1.2'><NewsItem><NewsComponent><NewsLines><HeadLine>T</HeadLine></NewsLines>"
           "<AdministrativeMetadata><Provider><Party "
           "FormalName='AVP'/></Provider></AdministrativeMetadata><ContentItem>"
           f"<DataContent>{NITF}</DataContent></ContentItem></NewsComponent></NewsItem></NewsML>")
    record = only(old)
    assert blocks(record) == expected
    assert record.metadata["outlet"] == "AVP"


def test_tei_and_txm() -> None:
    tei = ("<TEI "
           "xmlns='http://www.tei-c.org/ns/1.0'><teiHeader><fileDesc><titleStmt><title>T</title><author>Sam</author>"
           "</titleStmt><sourceDesc><bibl><title level='j'>Le Fanal, no. 4</title><date when='2025-01-02'/></bibl>"
           "</sourceDesc></fileDesc></teiHeader><text><body><head>T</head><p>One<lb/>two, thr<lb break='no'/>ee.</p>"
           "<note>Away.</note><head>Later</head><p>Four.</p></body></text></TEI>")
    record = only(tei)
    assert blocks(record) == [("T", "title"), ("One two, three.", None), ("Later", "subhead"), ("Four.", None)]
    assert [record.metadata[name] for name in ("outlet", "issue", "date")] == ["Le Fanal", "4", "2025-01-02"]
    txm = ("<?xml version='1.0'?><text identifiant='7' titre='Un <b>pont</b> ferme' date='2025 1 2T00:00:00' "
           "journal='Le Fanal, no. 4' journalClean='Le Fanal'>Un.<lb/>\nDeux &amp; trois.</text>")
    record = only(txm)
    assert blocks(record) == [("Un pont ferme", "title"), ("Un.", None), ("Deux & trois.", None)]
    assert (record.metadata["doc_id"], record.metadata["outlet"], record.metadata["date"]) == (
        "7", "Le Fanal", "2025-1-2T00:00:00")


def test_roots_are_found_behind_what_precedes_them() -> None:
    assert root_name("<!-- a <b> --><!DOCTYPE x [ <!ELEMENT x ANY> ]>\n<ns:rss>") == "rss"
    assert root_name("Titre < 3 > x") == ""


def test_a_pdf_of_one_column_is_read_with_a_warning_and_one_of_two_refused() -> None:
    def pdf(*lines: tuple[int, int, str]) -> bytes:
        stream = "BT /F1 11 Tf " + " ".join(f"1 0 0 1 {x} {y} Tm ({text}) Tj" for x, y, text in lines) + " ET"
        objects = ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                   "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 "
                   "5 0 R >> "
                   ">> >>", f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
                   "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"]
        body, places = "%PDF-1.4\n", []
        for number, content in enumerate(objects, start=1):
            places.append(len(body))
            body += f"{number} 0 obj\n{content}\nendobj\n"
        table = "".join(f"{place:010} 00000 n \n" for place in places)
        return (f"{body}xref\n0 6\n0000000000 65535 f \n{table}trailer\n<< /Size 6 /Root 1 0 R "
                f">>\nstartxref\n{len(body)}\n"
                "%%EOF").encode("latin-1")
    one = pdf((40, 800, "The old bridge closed on Monday eve-"), (40, 786, "ning, the town said."),
              (40, 750, "It will reopen in spring."))
    with pytest.warns(fr._check.FramingWarning, match="read from a PDF"):
        record = only(one, "a.pdf")
    assert [text for text, _ in blocks(record)] == ["The old bridge closed on Monday evening, the town said.",
                                                    "It will reopen in spring."]
    two = pdf(*((x, 800 - 14 * row, "Some words of a column, here and there") for x in (40, 320) for row in range(6)))
    assert "several columns" in read(two, "b.pdf").found[0].reason
    assert paragraphs_of_lines([]) == []
    assert paragraphs_of_lines([Line("a", 0, 10)]) == ["a"]
