"""A page of a government site → the notice on it: its catalogue, its body, its attachments; navigation and footers stay out.

The text begins with what the page's catalogue and meta tags state (索引号, 发文字号, 发布日期 …), one line each, as the page words it;
a fragment without a page around it is read as it is.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from silian_kg.document import Attachment
from silian_kg.errors import ReadingError
from silian_kg.reading.encodings import BYTE_ORDER_MARKS, decode, decode_as
from silian_kg.reading.limits import Limits, checked
from silian_kg.reading.lines import line_of, plain
from silian_kg.reading.raw import Raw
from silian_kg.reading.tables import CATALOGUE, Cell, lines_of

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

# Where the systems that run government sites put the body of an article, the surest first.
BODIES = (
    "#UCAP-CONTENT", ".TRS_UEDITOR", ".TRS_Editor", ".trs_editor_view", "#zoomcon", "#Zoom", "#zoom", "#zoomtitle + div", ".Custom_UnionStyle", "#ContentRegion",
    ".bt-content", ".view.TRS_UEDITOR", "#article_content", "#articleContent", "#article-content", "#artical_content", ".article-content", ".article_content",
    ".articleContent", ".artical_content", ".article_con", ".art_con", ".art-content", "#NewsContent", "#news_content", ".news_content", ".news-content", ".newsContent",
    ".pages_content", ".pages-content", ".page-content", "#js_content", ".zwxl-article", ".xxgk_content", ".xxgk-content", ".gkxl_content", ".content_text", ".content-text",
    ".conTxt", ".con_txt", ".con-txt", ".txt_content", ".wenzhang", ".main-content .content", ".detail-content", ".detail_content", ".detailContent", ".ewb-article-info",
    ".infoContent", ".info-content", ".nr_content", ".nrcontent", ".article", "article", "#content", ".content",
)  # fmt: skip
DROPPED = "script, style, noscript, template, iframe, object, embed, svg, canvas, select, button, input, textarea, nav, header, footer, aside, head title"
FURNITURE = (
    "[class*=share], [class*=breadcrumb], [class*=crumb], [class*=toolbar], [class*=qrcode], [class*=pagination], [id*=share], "
    ".tools, .print, .close, .bshare, .jiathis_style, .bdsharebuttonbox, .nav, .footer, .header, .foot, .menu, .sidebar, .related, .xgyd, .xgjd"
)
BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "ucapcontent",
    ]
)
ATTACHED = re.compile(r"\.(?:docx?|xlsx?|pptx?|pdf|ofd|wps|et|zip|rar|7z|rtf|jpe?g|png)(?:[?#]|$)", re.IGNORECASE)
META = {  # the tags that GB/T and the 政府网站发展指引 (国办发〔2017〕47号) prescribe, and how a catalogue words them
    "ArticleTitle": "标题",
    "PubDate": "发布日期",
    "ContentSource": "来源",
}
CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_\-]+)", re.IGNORECASE)
_BLANK = re.compile(r"[ \t\n\r\f]+")
_LABELS = re.compile(rf"(?:{CATALOGUE.pattern.removesuffix('[:：]?')})\s*[:：]")
_LABELLED = re.compile(rf"(?P<key>{CATALOGUE.pattern.removesuffix('[:：]?')})\s*[:：]\s*(?P<value>[^\n\t]*)")
_AFTER_VALUE = re.compile(r"\s*(?:浏览|字号|字体|阅读|打印|分享|点击|保存|【|\[)")
SHORTEST_BODY = 120  # characters; what holds less is no body
DEEPEST = 400  # elements inside elements
MOST_OPEN = 5_000
# Elements that nest; <p>, <li>, <td> and their like close the one before them
_NESTING = re.compile(
    r"<(/?)(?:div|span|table|ul|ol|dl|section|article|main|center|blockquote|font|b|i|u|strong|em|form|fieldset|details|h[1-6]|svg|g|[a-z]+-[a-z]+)\b",
    re.IGNORECASE,
)
MOST_CATALOGUE = 80  # characters of a value


def read_html(data: bytes, *, name: str, encoding: str | None = None, limits: Limits | None = None) -> Raw:
    """Read the bytes of a web page.

    Args:
        data: the bytes.
        name: what messages call the file.
        encoding: of the bytes; None takes a mark, what the page declares, else what it reads as.
        limits: None takes the defaults.

    Raises:
        ReadingError: not of the encoding, without text, or beyond a limit.
    """
    from selectolax.lexbor import LexborHTMLParser

    limits = limits or Limits.from_environment()
    source = _decoded(data, name, encoding)
    checked(source.text, name, Limits(characters=limits.characters * 10))
    _check_open(source.text, name)
    page = LexborHTMLParser(source.text)
    root = page.root
    if root is None:
        raise ReadingError(f"{name}: an empty page; there is nothing to read")
    _check_depth(root, name)
    for node in page.css(DROPPED):
        if node.tag not in ("header", "footer", "nav", "aside") or len(_text(node)) < SHORTEST_BODY * 10:
            node.decompose()
    whole = page.body or root
    is_page = page.css_first("head meta, head link, .nav, #nav, .footer, #footer") is not None
    body, found = _body(page, whole, source.text) if is_page else (whole, "")
    lines = list(_lines(body))
    head = list(_catalogue(page, whole, body, "\n".join(lines))) if is_page else []
    text = "\n".join([*head, *lines])
    if not text.strip():
        raise ReadingError(
            f"{name}: the page holds no text; does it load its body by script? Save the page as the browser shows it"
        )
    notes = list(source.notes)
    if is_page:
        notes.append(f"the body is {found}; navigation and footer left out")
    attachments = tuple(_attachments(body))
    return Raw(checked(text, name, limits), source.encoding, attachments=attachments, notes=tuple(notes))


def _check_open(source: str, name: str) -> None:
    """Refuse a page that opens elements and never closes them, before the parser takes the square of their number in time."""
    depth = 0
    for match in _NESTING.finditer(source):
        depth += -1 if match[1] else 1
        if depth > MOST_OPEN:
            raise ReadingError(
                f"{name}: more than {MOST_OPEN:,} elements are open at once, as on no page; save it again from the browser"
            )


def _check_depth(root: "LexborNode", name: str) -> None:
    """Refuse a page whose elements nest without end: searching it would take time by the square of the depth."""
    level = [root]
    for _ in range(DEEPEST):
        level = [child for node in level for child in node.iter()]
        if not level:
            return
    raise ReadingError(f"{name}: elements nest deeper than {DEEPEST}, as no page does; save it again from the browser")


def _decoded(data: bytes, name: str, encoding: str | None) -> Raw:
    marked = any(data.startswith(mark) for mark, _ in BYTE_ORDER_MARKS)
    declared = CHARSET.search(data[:4096])
    if encoding or marked or declared is None:
        return decode(data, name=name, encoding=encoding)
    label = declared[1].decode("ascii").lower()
    label = "gb18030" if label in ("gb2312", "gbk", "gb_2312-80", "x-gbk", "hz-gb-2312") else label
    try:
        return decode_as(data, label, name)
    except ReadingError:
        raw = decode(data, name=name)
        return Raw(raw.text, raw.encoding, notes=(*raw.notes, f"the page says {label}, but is {raw.encoding}"))


# --- the body ----------------------------------------------------------------------------------------------------------------------


def _body(page: Any, whole: "LexborNode", source: str) -> "tuple[LexborNode, str]":
    """The element that holds the notice, and how it was found."""
    for selector in BODIES:
        nodes = page.css(selector)
        if nodes:
            node = max(nodes, key=lambda each: len(_text(each)))
            if len(_text(node)) >= SHORTEST_BODY and _prose(node):
                return _without_furniture(node), selector
    densest = _densest(whole)
    if densest is not whole and _prose(densest):
        return _without_furniture(densest), "the element with the sentences"
    extracted = _by_trafilatura(source)
    if extracted is not None and len(_text(extracted)) >= SHORTEST_BODY:
        return extracted, "what trafilatura takes for it"
    return _without_furniture(whole), "the whole page"


def _densest(whole: "LexborNode") -> "LexborNode":
    """The innermost element that holds nearly all sentences of the page."""
    node = whole
    while True:
        counts = [(each, _text(each).count("。")) for each in node.iter()]
        most = max((count for _, count in counts), default=0)
        inner = next((each for each, count in counts if most and count == most), None)
        twice = sum(count == most for _, count in counts) == 2  # some pages hold the body once more, for printing
        if most < 0.9 * _text(node).count("。") and not (twice and most >= 5):
            return node
        if (
            inner is None
            or inner.tag in ("p", "span", "table", "tbody", "tr", "td")
            or len(_text(inner)) < SHORTEST_BODY
        ):
            return node
        node = inner


def _prose(node: "LexborNode") -> bool:
    """Whether an element holds sentences, and not only links."""
    text = _text(node)
    return text.count("。") >= 2 and sum(len(_text(link)) for link in node.css("a")) < 0.5 * len(text)


def _without_furniture(node: "LexborNode") -> "LexborNode":
    for each in node.css(FURNITURE):
        if each is not node and len(_text(each)) < SHORTEST_BODY:
            each.decompose()
    return node


def _by_trafilatura(source: str) -> "LexborNode | None":
    from selectolax.lexbor import LexborHTMLParser
    from trafilatura import extract

    found = extract(
        source, output_format="html", include_comments=False, include_tables=True, include_links=True, favor_recall=True
    )
    return LexborHTMLParser(found).body if found else None


def _text(node: "LexborNode") -> str:
    return str(node.text(deep=True, strip=False) or "").strip()


def _attachments(body: "LexborNode") -> Iterator[Attachment]:
    for link in body.css("a[href]"):
        address = link.attributes.get("href") or ""
        if ATTACHED.search(address):
            yield Attachment(_BLANK.sub(" ", _text(link)).strip(), address)


# --- lines -------------------------------------------------------------------------------------------------------------------------


def _lines(root: "LexborNode") -> Iterator[str]:
    """The paragraphs of an element as a browser shows them, without blank ones."""
    pieces: list[str] = []
    stack: list[tuple[Any, bool]] = [(root, False)]
    while stack:
        node, leaving = stack.pop()
        tag = node.tag or "-none"
        if leaving or tag in BLOCKS or tag == "br":
            yield from _flushed(pieces)
            if leaving or tag == "br":
                continue
        if tag == "-text":
            pieces.append(_BLANK.sub(" ", node.text_content or ""))
        elif tag == "table" and node is not root and _is_data(node):
            yield from (text for line in lines_of(_rows(node)) if (text := plain(line).strip()))
        elif not tag.startswith(("-", "!", "_")) or node is root:
            if tag in BLOCKS:
                stack.append((node, True))
            stack.extend((child, False) for child in reversed(list(node.iter(include_text=True))))
    yield from _flushed(pieces)


def _flushed(pieces: list[str]) -> Iterator[str]:
    text = _BLANK.sub(" ", "".join(pieces)).strip(" ")
    pieces.clear()
    if text.strip():
        yield text


def _is_data(table: "LexborNode") -> bool:
    """Whether a table holds data: one that holds another table only places it on the page."""
    return len(table.css("table")) <= 1 and len(table.css("tr")) > 0


def _rows(table: "LexborNode") -> list[list[Cell]]:
    rows: list[list[Cell]] = []
    below: dict[int, tuple[int, int]] = {}  # column → rows still covered from above, width
    for row in table.css("tr"):
        cells: list[Cell] = []
        column = 0
        for cell in (each for each in row.iter() if each.tag in ("td", "th")):
            column = _covered(cells, below, column)
            span, deep = _count(cell, "colspan"), _count(cell, "rowspan")
            cells.append(Cell([line_of(text) for text in _lines(cell)], span))
            if deep > 1:
                below[column] = (deep - 1, span)
            column += span
        _covered(cells, below, column)
        rows.append(cells)
    return rows


def _covered(cells: list[Cell], below: dict[int, tuple[int, int]], column: int) -> int:
    """Add the cells that reach down from above at a column; the column after them."""
    while column in below:
        left, span = below.pop(column)
        cells.append(Cell([], span, continued=True))
        if left > 1:
            below[column] = (left - 1, span)
            column += span
            continue
        column += span
    return column


def _count(cell: "LexborNode", attribute: str) -> int:
    value = cell.attributes.get(attribute) or "1"
    return max(1, min(int(value), 50)) if value.isascii() and value.isdecimal() and len(value) < 4 else 1


# --- the catalogue -----------------------------------------------------------------------------------------------------------------


def _catalogue(page: Any, whole: "LexborNode", body: "LexborNode", text: str) -> Iterator[str]:
    """What stands around the body as label and value, then what the meta tags say and the page does not."""
    seen: set[str] = set()
    inside = set(text.split("\n"))
    for line in _lines(whole):
        if line in inside or len(line) > 600:
            continue
        for match in _entries(line):
            key = re.sub(r"\s", "", match["key"])
            value = _AFTER_VALUE.split(match["value"])[0].strip()
            if value and len(value) <= MOST_CATALOGUE and key not in seen:
                seen.add(key)
                yield f"{key}：{value}"
    for name, key in META.items():
        node = page.css_first(f'meta[name="{name}" i]')
        value = _BLANK.sub(" ", (node.attributes.get("content") or "") if node is not None else "").strip()
        if value and key not in seen and not (key == "标题" and _BLANK.sub("", value) in _BLANK.sub("", text[:600])):
            yield f"{key}：{value}"


def _entries(line: str) -> Iterator[re.Match[str]]:
    """The labels of a line with their values, where several stand on one line."""
    cuts = [*(match.start() for match in _LABELS.finditer(line)), len(line)]
    for start, end in pairwise(cuts):
        match = _LABELLED.match(line, start, end)
        if match:
            yield match
