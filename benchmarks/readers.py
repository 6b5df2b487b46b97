"""Every reader on every sample against its oracle: python benchmarks/readers.py [--trafilatura]

The samples lie beside the repository (../shared/formats). Prints one row per sample: format found, articles found and
expected, values compared and equal, seconds; then every value that differs. With --trafilatura, the saved pages are
also read with that library (benchmark group), for comparison.
"""

import json
import re
import sys
import time
import unicodedata
import warnings
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from framing.corpus import Corpus
from framing.reading import read_corpus

FORMATS = Path(__file__).resolve().parents[2] / "shared/formats"
BODY = ("body", "signature", "boilerplate", "subhead")
COUNTS = {  # articles, where no oracle file says so
    "europresse/SYNTHETIC_europresse_en_ui.html": 1, "factiva/SYNTHETIC_factiva_paste.txt": 1,
    "eventregistry/SYNTHETIC_articles.json": 1, "guardian/SYNTHETIC_content_search.json": 1,
    "nyt/SYNTHETIC_articlesearch.json": 1, "newsapi/SYNTHETIC_newsapi_everything.json": 1,
    "gdelt/SYNTHETIC_doc_artlist.json": 1, "gdelt/SYNTHETIC_gkg_v21.csv": 1,
    "mediacloud/SYNTHETIC_mediacloud_stories.csv": 3, "fourcat/SYNTHETIC_4cat.csv": 1, "newsplease_json/sample.json": 1,
    "tei_txm/SYNTHETIC_tei.xml": 1, "tei_txm/SYNTHETIC_txm_xtz_2023_6_12_le-quotidien-fictif.xml": 1,
    "warc/SYNTHETIC_ccnews.warc": 1, "warc/SYNTHETIC_ccnews.warc.gz": 1, "warc/warcio_example.warc": 1,
    "rss_atom/SYNTHETIC_fr_rss.xml": 1, "rss_atom/traf_feed1.atom": 2, "rss_atom/traf_feed2.rss": 1,
    "rss_atom/fp_item_content_encoded.xml": 1, "rss_atom/traf_feed.json": 25, "docx_pdf/SYNTHETIC_plain.docx": 1,
    "docx_pdf/SYNTHETIC_two_columns.pdf": 0, "html_pages/lanouvellerepublique.fr.martin.html": 0,
    "html_pages/SYNTHETIC_saved.mhtml": 1, "html_pages/SYNTHETIC_saved_cp1252.html": 1,
    "rss_atom/fp_utf-16be-bom.xml": 0, "rss_atom/fp_utf-16le-bom.xml": 0, "frontmatter/SYNTHETIC_article.md": 1,
    "frontmatter/SYNTHETIC_headers.txt": 1, "newsbank/SYNTHETIC_newsbank.txt": 1,
}
# Where the oracle counts otherwise than we do, and why: printed with the difference.
EXPLAINED = {
    ("html_pages/aeb_57d46c9d.html", "url"): "the page declares a shorter address than the one it was fetched from",
    ("newsml_g2/TT_newsmlg2_sample.xml", "n_par"): "the oracle counts <p>; two <blockquote> are text as well",
    ("newsml_g2/businesswire-newsml-20130605006126.xml", "n_par"): "the oracle counts <p> of all components: title and "
                                                                   "contact lines too",
    ("html_pages/aeb_c7e39ac4.html", "n_par"): "all lines of the ground truth are there; three, links of a list, as "
                                            "boilerplate",
}
Check = tuple[str, Any, Any]


def read(path: Path) -> tuple[Corpus | None, float]:
    """Read a sample; `None` where it was refused as a whole."""
    start = time.perf_counter()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            corpus = read_corpus(path, progress=False)
    except ValueError:
        corpus = None
    return corpus, time.perf_counter() - start


def plain(value: Any) -> Any:
    """A value for comparison: no-break spaces as spaces, missing as None."""
    if value is None or (not isinstance(value, list | dict) and pd.isna(value)):
        return None
    return unicodedata.normalize("NFC", value).replace("\u00a0", " ").strip() if isinstance(value, str) else value


def blocks(corpus: Corpus, number: int, roles: tuple[str, ...] = BODY) -> list[str]:
    """Paragraphs of the n-th article with these roles."""
    rows = corpus.paragraphs.loc[corpus.documents.index[number]]
    return [plain(text) for text in rows.loc[rows["role"].isin(roles), "text"]]


def record_checks(corpus: Corpus, number: int, oracle: dict[str, Any]) -> Iterator[Check]:
    """Compare one article with its oracle record, whatever fields the oracle has."""
    row = corpus.documents.iloc[number]
    names = {"outlet": "outlet", "edition": "edition", "issue": "issue", "section": "section", "pages": "pages",
             "title": "title", "kicker": "kicker", "subtitle": "subtitle", "author": "author", "doc_id": "doc_id",
             "id": "doc_id", "words": "words_declared", "HD": "title", "BY": "author", "SE": "section", "ED": "edition",
             "PG": "pages", "SC": "source_code", "PUB": "publisher", "rubric": "rubric", "source": "source_raw",
             "dateline": "dateline", "byline": "author", "words_declared": "words_declared", "lang": "lang", "SN":
             "outlet", "copyright": "rights", "url": "url", "load_date": "load_date"}
    for name, column in names.items():
        if name in oracle and name != "load_date":
            expected = plain(oracle[name])
            found = plain(row.name if column == "doc_id" else row.get(column))
            if name == "source":
                expected = str(expected).replace(" ", "")
                found = {str(plain(row.get(key))).replace(" ", "") for key in ("source_raw", "outlet")}
                found = expected if expected in {part.split(",no.")[0] for part in found} else found
            if name == "pages" and found is None:
                continue
            yield name, found if not isinstance(found, float) else int(found), expected
    if oracle.get("date"):
        found = str(row["date"])[:10]
        expected = str(pd.to_datetime(re.sub(r"(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day.*", "", str(oracle["date"])),
                                      utc=False))[:10]
        yield "date", found, expected
    yield from paragraph_checks(corpus, number, oracle)


def paragraph_checks(corpus: Corpus, number: int, oracle: dict[str, Any]) -> Iterator[Check]:
    """Compare paragraphs: their number, the beginning of the first, all of them where the oracle has them."""
    body = blocks(corpus, number)
    if "n_par" in oracle:
        # Headings are paragraphs of a page, not of an agency item; links and markers were <p> in Europresse only.
        counted = {"page": ("body", "subhead"), "europresse": ("body", "signature", "boilerplate", "caption")}
        roles = counted.get(corpus.documents["source_format"].iloc[0], ("body", "signature"))
        yield "n_par", len(blocks(corpus, number, roles)), oracle["n_par"]
    if "paragraphs" in oracle:
        yield "paragraphs", body, [plain(text) for text in oracle["paragraphs"]]
    if oracle.get("first80") and body:
        yield "first80", body[0][:80].strip(), plain(oracle["first80"])
    if "n_subheads_hl2" in oracle:
        yield "subheads", len(blocks(corpus, number, ("subhead",))), oracle["n_subheads_hl2"]
    if "signature" in oracle:
        yield "signature", blocks(corpus, number, ("signature",)), [oracle["signature"]]
    if "n_body_lines" in oracle:
        yield "body lines", len(blocks(corpus, number, ("body",))), oracle["n_body_lines"]
        yield "captions", len(blocks(corpus, number, ("caption", "boilerplate"))), oracle["n_caption_credit"]
    if oracle.get("also"):
        yield "also", corpus.documents.iloc[number]["also_published_in"].split("; "), oracle["also"]


def oracle_of(name: str) -> dict[str, Any]:
    """The oracle of a sample: number of articles, records, paragraph counts."""
    folder, _, file = name.partition("/")
    oracles: dict[str, Any] = {}
    for path in sorted((FORMATS / folder).glob("expected*.json")):
        content = json.loads(path.read_text(encoding="utf-8"))
        if content.get("file") == file:
            return content["summary"] | {"articles": content["articles"]}
        oracles |= content.get("aeb", content)
    found = oracles.get(file, {})
    if found and "articles" not in found and folder in ("newsml_g2", "ninjs", "html_pages"):
        found = {"articles": [found | {"i": 0}], "n_articles": 0 if "picture item" in found.get("note", "") else 1}
    return found


def checks(name: str, corpus: Corpus | None) -> Iterator[Check]:
    """All that a sample's oracle lets us compare."""
    oracle = oracle_of(name)
    expected = oracle.get("n_articles", oracle.get("n_texts", COUNTS.get(name)))
    if expected is None:
        return
    yield "articles", 0 if corpus is None else len(corpus), expected
    if corpus is None:
        return
    for place, record in enumerate(oracle.get("articles", [])):
        yield from ((f"[{record.get('i', place)}] {what}", found, wanted)
                    for what, found, wanted in record_checks(corpus, record.get("i", place), record))
    if "n_par_all" in oracle:
        yield "n_par_all", [len(blocks(corpus, place)) for place in range(len(corpus))], oracle["n_par_all"]
    if name == "factiva/tiresias_Factiva2.html":
        twin = oracle_of("factiva/tiresias_Factiva.htm")["n_par_all"]
        yield "n_par as the HTML twin", [len(blocks(corpus, place)) for place in range(len(corpus))], twin
    if "total_nonempty_p" in oracle:
        documents = corpus.documents
        yield "with author", int(documents["author"].notna().sum()), oracle["n_author"]
        yield "also published in", int(documents["also_published_in"].notna().sum()), oracle["n_aussi_paru_dans"]
        yield "title only", int(documents["extent"].eq("title only").sum()), oracle["n_zero_paragraph"]
        yield "distinct ids", documents.index.nunique(), oracle["n_unique_doc_id"]


def page_scores(use_trafilatura: bool) -> None:
    """Words of the article body, precision and recall, and snippets, on the saved pages."""
    truth = json.loads((FORMATS / "html_pages/aeb_ground_truth_subset.json").read_text(encoding="utf-8"))
    snippets = json.loads((FORMATS / "html_pages/trafilatura_evaldata_subset.json").read_text(encoding="utf-8"))
    readers = {"framing": _ours}
    if use_trafilatura:
        readers["trafilatura"] = _trafilatura
    for who, reader in readers.items():
        for file, page in truth.items():
            found, wanted = (Counter(re.findall(r"\w+", text.lower()))
                             for text in (reader(FORMATS / "html_pages" / file), page["articleBody"]))
            common = sum((found & wanted).values())
            sys.stdout.write(f"{who:12} {file:24} word precision {common / sum(found.values()):.3f} "
                             f"recall {common / sum(wanted.values()):.3f}\n")
        kept = left = 0
        for page in snippets:
            text = " ".join(reader(FORMATS / "html_pages" / page["file"]).split())
            kept += sum(" ".join(part.split()) in text for part in page["with"])
            left += sum(" ".join(part.split()) not in text for part in page["without"])
        sys.stdout.write(f"{who:12} snippets of the text found {kept}/{sum(len(page['with']) for page in snippets)}, "
                         f"of the rest left out {left}/{sum(len(page['without']) for page in snippets)}\n")


def _ours(path: Path) -> str:
    corpus, _ = read(path)
    if corpus is None:
        return ""
    rows = corpus.paragraphs
    return "\n".join(rows.loc[rows["role"].isin(("body", "standfirst", "subhead", "signature")), "text"])


def _trafilatura(path: Path) -> str:
    import trafilatura

    return trafilatura.extract(path.read_bytes(), include_comments=False, include_tables=False) or ""


def main() -> int:
    """Read every sample and print the table."""
    if not FORMATS.is_dir():
        sys.stdout.write("skipped: the samples are not beside the repository\n")
        return 0
    n_equal = n_compared = n_files = n_lost = 0
    different: list[str] = []
    for path in sorted(FORMATS.rglob("*")):
        name = path.relative_to(FORMATS).as_posix()
        oracle = re.match(r"expected|.*_subset\.json|PROVENANCE|README", path.name)
        if path.is_dir() or oracle:
            continue
        corpus, seconds = read(path)
        compared = list(checks(name, corpus))
        equal = sum(found == expected for _, found, expected in compared)
        articles = next((expected for what, _, expected in compared if what == "articles"), "-")
        found_format = "refused" if corpus is None else corpus.report.files["format"].iloc[0]
        if corpus is not None:
            n_lost += corpus.report.n_found - corpus.report.n_kept - corpus.report.n_refused
        sys.stdout.write(f"{name:70} {found_format:14} articles {0 if corpus is None else len(corpus):5} of "
                         f"{articles!s:>4}  values {equal:4}/{len(compared):<4} {seconds:6.2f} s\n")
        for what, found, expected in compared:
            if found != expected:
                reason = EXPLAINED.get((name, what.partition("] ")[2] or what), "")
                different.append(f"  {name} {what}: {str(found)[:90]!r} for {str(expected)[:90]!r}  {reason}")
        n_equal, n_compared, n_files = n_equal + equal, n_compared + len(compared), n_files + 1
    sys.stdout.write(f"\n{n_files} samples, no crash; {n_equal} of {n_compared} values equal; articles found neither "
                     f"kept nor refused: {n_lost}\n")
    sys.stdout.write("\n".join(different) + "\n\n")
    page_scores("--trafilatura" in sys.argv)
    return 0


if __name__ == "__main__":
    sys.exit(main())
