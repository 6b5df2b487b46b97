"""A document as one HTML page that needs nothing else: no script, no network, readable on paper and on a phone."""

import base64
from collections.abc import Mapping, Sequence

from framing._markup import element, plain
from framing.display.document import Block, Cells, Heading, Items, Paragraph, Picture
from framing.display.tables import NUMBER

POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
STYLE = """
:root{color-scheme:light}
body{margin:0;background:#fff;color:#1a1a1a;font:16px/1.6 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
header,nav,main,footer{max-width:60rem;margin:0 auto;padding:0 16px}
header{padding-top:24px}
h1{font-size:1.7rem;line-height:1.25;margin:0 0 8px}
h2{font-size:1.25rem;margin:40px 0 8px;padding-top:8px;border-top:1px solid #d9d9d6}
h3{font-size:1.05rem;margin:24px 0 4px}
h4{font-size:.95rem;margin:16px 0 4px}
p,li{max-width:45rem;overflow-wrap:anywhere}
h1,h2,h3,h4{overflow-wrap:anywhere}
nav ul{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:4px 20px}
a{color:#1c3f86}
a:focus-visible,[tabindex]:focus-visible{outline:3px solid #5790fc;outline-offset:2px}
.scroll{overflow-x:auto}
table{border-collapse:collapse;font-size:14px}
caption{text-align:left;color:#555;font-size:14px;padding:4px 0}
th,td{text-align:left;vertical-align:top;padding:3px 14px 3px 0;border-bottom:1px solid #d9d9d6;
max-width:22em;overflow-wrap:break-word}
thead th{border-bottom:2px solid #1a1a1a}
th.n,td.n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
figure{margin:16px 0}
figure img{display:block;width:720px;max-width:none;height:auto}
figcaption{font-weight:600;margin-bottom:4px}
footer{color:#555;font-size:14px;padding-top:24px;padding-bottom:40px}
@media (max-width:600px){
.framing-row{display:block!important}
.framing-margin{width:auto!important}
.scroll table{min-width:34rem}
figure img{width:600px}
}
@media print{
body{font-size:10.5pt}
header,nav,main,footer{max-width:none;padding:0}
nav{display:none}
.scroll{overflow:visible}
table{font-size:8.5pt}
th,td{padding-right:8px;max-width:13em}
mark{-webkit-print-color-adjust:exact;print-color-adjust:exact}
figure img{width:100%;max-width:17cm}
h2,h3,h4,div:has(+.framing-row){break-after:avoid}
figure,tr,.framing-row{break-inside:avoid}
}
"""


def write_page(title: str, blocks: Sequence[Block], *, lang: str, words: Mapping[str, str], footer: str) -> str:
    """Write blocks as one page.

    Parameters
    ----------
    title
        Plain text: the heading of level 1.
    blocks
        The document below it.
    lang
        Language of the page.
    words
        `contents` and `scroll`: names, for a screen reader, of the list of contents and of what scrolls sideways.
    footer
        Plain text below everything.
    """
    chapters = [block for block in blocks if isinstance(block, Heading) and block.level == 2]
    sections = {id(block): f"s{number}" for number, block in enumerate(chapters, start=1)}
    links = [element("li", element("a", plain(block.text), href=f"#{sections[id(block)]}")) for block in chapters]
    body = [element("header", element("h1", plain(title))),
            element("nav", element("ul", "".join(links)), aria_label=words["contents"]),
            element("main", "\n".join(_html(block, sections, words) for block in blocks)),
            element("footer", element("p", plain(footer)))]
    head = ('<meta charset="utf-8">', f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
            '<meta name="viewport" content="width=device-width,initial-scale=1">',
            '<meta name="robots" content="noindex">', element("title", plain(title)),
            element("style", STYLE))
    return "\n".join(["<!DOCTYPE html>", f'<html lang="{plain(lang)}">', "<head>", *head, "</head>", "<body>", *body,
                      "</body>", "</html>"]) + "\n"


def _html(block: Block, sections: Mapping[int, str], words: Mapping[str, str]) -> str:
    if isinstance(block, Heading):
        return element(f"h{block.level}", plain(block.text), id=sections.get(id(block), ""))
    if isinstance(block, Paragraph):
        return element("p", plain(block.text))
    if isinstance(block, Items):
        heads = [element("strong", plain(head)) + " " for head in block.heads] or [""] * len(block.items)
        return element("ul", "".join(element("li", head + plain(item))
                                     for head, item in zip(heads, block.items, strict=True)))
    if isinstance(block, Cells):
        return _scrolling(_table(block), block.caption or words["scroll"])
    if isinstance(block, Picture):
        return _figure(block, words)
    return block.html


def _table(block: Cells) -> str:
    classes = ["n" if kind == NUMBER else "" for kind in block.kinds]
    head = "".join(element("th", plain(cell), scope="col", class_=side)
                   for cell, side in zip(block.header, classes, strict=True))
    rows = [element("tr", "".join(element("td", plain(cell), class_=side)
                                  for cell, side in zip(row, classes, strict=True))) for row in block.rows]
    caption = element("caption", plain(block.caption)) if block.caption else ""
    return element("table", caption + element("thead", element("tr", head)) + element("tbody", "\n".join(rows)))


def _figure(block: Picture, words: Mapping[str, str]) -> str:
    data = base64.b64encode(block.chart.render("png")).decode("ascii")
    picture = f'<img alt="{plain(block.chart.alt)}" src="data:image/png;base64,{data}">'
    caption = element("figcaption", plain(block.caption)) if block.caption else ""
    return element("figure", caption + _scrolling(picture, block.caption or words["scroll"]))


def _scrolling(content: str, name: str) -> str:
    """Let what is wider than a phone scroll on its own, by keyboard too."""
    return element("div", content, class_="scroll", tabindex="0", role="region", aria_label=name)
