"""An OFD (GB/T 33190-2016, the format of official documents) → its text in reading order with pages.

The file is a zip of XML. A page holds text objects; each has a box on the page, and runs of characters with the place of the first and the
steps to the others (DeltaX, DeltaY). Templates, annotations and seals lie under or over the text and are no part of it. Lengths are millimetres.
"""

import posixpath
from collections import Counter
from collections.abc import Iterator
from time import monotonic
from typing import TYPE_CHECKING

from silian_kg.errors import ReadingError
from silian_kg.reading.archives import Package
from silian_kg.reading.glyphs import Glyph, Page, Rule
from silian_kg.reading.layout import lay_out
from silian_kg.reading.limits import Limits, checked
from silian_kg.reading.markup import attribute, child, children, local, parse_xml
from silian_kg.reading.raw import Raw

if TYPE_CHECKING:
    from lxml.etree import _Element

POINTS = 72 / 25.4  # a millimetre
A4 = (210.0, 297.0)
DESCENT = 0.14  # of the size of a font, below the line on which characters stand
MOST_STEPS = 100_000  # of one text object
Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


def read_ofd(data: bytes, *, name: str, limits: Limits | None = None) -> Raw:
    """Read the bytes of an OFD; of several documents in it, all, one after the other.

    Args:
        data: the bytes.
        name: what messages call the file.
        limits: None takes the defaults.

    Raises:
        ReadingError: damaged, encrypted, without text, or beyond a limit.
    """
    limits = limits or Limits.from_environment()
    package = Package(data, name, limits)
    seen: Counter[str] = Counter()
    laid = lay_out(_pages(package, name, limits, seen))
    if not laid.text.strip():
        raise ReadingError(f"{name}: no text on its pages; is it a scan? Run OCR first")
    notes = list(laid.notes)
    for key, what in (
        ("templates", "page templates left out"),
        ("annotations", "annotations and seals left out"),
        ("bare", "pages without text"),
    ):
        if seen[key]:
            notes.append(f"{seen[key]} {what}")
    return Raw(checked(laid.text, name, limits), "ofd", pages=laid.pages, notes=tuple(notes))


def _pages(package: Package, name: str, limits: Limits, seen: Counter[str]) -> Iterator[Page]:
    count = glyphs = 0
    begun = monotonic()
    for document in _documents(package, name):
        root = _tree(package, name, document)
        folder = posixpath.dirname(document)
        if child(root, "Annotations") is not None:
            seen["annotations"] += 1
        common = _size(child(root, "CommonData", "PageArea")) or A4
        for page in children(child(root, "Pages"), "Page"):
            count += 1
            if monotonic() - begun > limits.seconds:
                raise ReadingError(f"{name}: not read in {limits.seconds} s; split it, or set SILIAN_MAX_SECONDS")
            if count > limits.pages:
                raise ReadingError(f"{name}: more than {limits.pages:,} pages; split it, or set SILIAN_MAX_PAGES")
            content = _tree(package, name, _located(package, folder, attribute(page, "BaseLoc") or ""))
            made = _page(content, common, name, limits, seen)
            glyphs += len(made.glyphs)
            if glyphs > limits.characters:
                raise ReadingError(
                    f"{name}: more than {limits.characters:,} characters; split it, or set SILIAN_MAX_CHARACTERS"
                )
            yield made
    if not count:
        raise ReadingError(f"{name}: no pages in it; the file is damaged")


def _documents(package: Package, name: str) -> Iterator[str]:
    """The parts that describe the documents."""
    for body in children(_tree(package, name, "OFD.xml"), "DocBody"):
        root = child(body, "DocRoot")
        if root is not None and root.text:
            yield _located(package, "", root.text.strip())


def _located(package: Package, folder: str, place: str) -> str:
    """A part by its place, which is absolute (/Doc_0/Document.xml) or relative to a folder; one that leaves the package is not found."""
    if place.startswith("/"):
        return place.lstrip("/")
    joined = posixpath.normpath(posixpath.join(folder, place))
    return joined if joined in package else place


def _tree(package: Package, name: str, part: str) -> "_Element":
    return parse_xml(package.read(part), name=name, part=part)


def _numbers(text: str | None) -> list[float]:
    """The numbers of a list; what is none ends it."""
    numbers: list[float] = []
    for word in (text or "").split():
        try:
            number = float(word)
        except ValueError:
            break
        if not -1e6 < number < 1e6:  # not a number, or beyond any page
            break
        numbers.append(number)
    return numbers


def _size(area: "_Element | None") -> tuple[float, float] | None:
    box = child(area, "PhysicalBox")
    numbers = _numbers(box.text if box is not None else None)
    return (numbers[2], numbers[3]) if len(numbers) >= 4 and numbers[2] > 0 and numbers[3] > 0 else None


def _page(root: "_Element", common: tuple[float, float], name: str, limits: Limits, seen: Counter[str]) -> Page:
    width, height = _size(child(root, "Area")) or common
    seen["templates"] += sum(1 for _ in children(root, "Template"))
    page = Page(width * POINTS, height * POINTS, [])
    for layer in children(child(root, "Content"), "Layer"):
        _objects(layer, page, name, limits)
    seen["bare"] += not page.glyphs
    return page


def _objects(parent: "_Element", page: Page, name: str, limits: Limits) -> None:
    """The text and the lines of a layer, and of the blocks in it."""
    for each in parent:
        kind = local(each)
        if kind == "PageBlock":
            _objects(each, page, name, limits)
        elif kind == "TextObject":
            page.glyphs.extend(_text(each, limits))
        elif kind == "PathObject":
            page.rules.extend(_lines(each))
        if len(page.glyphs) > limits.glyphs_per_page:
            raise ReadingError(f"{name}: more than {limits.glyphs_per_page:,} characters on one page; it is no text")


def _placed(element: "_Element") -> tuple[float, float, Matrix]:
    """Where an object's box begins, and how it is turned and scaled in it."""
    box = _numbers(attribute(element, "Boundary"))
    given = _numbers(attribute(element, "CTM"))
    matrix: Matrix = (given[0], given[1], given[2], given[3], given[4], given[5]) if len(given) == 6 else IDENTITY
    return (box[0], box[1], matrix) if len(box) >= 2 else (0.0, 0.0, matrix)


def _text(element: "_Element", limits: Limits) -> Iterator[Glyph]:
    left, top, (a, b, c, d, e, f) = _placed(element)
    size = (_numbers(attribute(element, "Size")) or [4.0])[0] or 4.0
    across = (_numbers(attribute(element, "HScale")) or [1.0])[0]
    slanted = abs(b) > 0.05 * (abs(a) + abs(b)) or attribute(element, "ReadDirection") in ("90", "270")
    x = y = 0.0
    for code in children(element, "TextCode"):
        text = (code.text or "")[: limits.glyphs_per_page]
        x = (_numbers(attribute(code, "X")) or [x])[0]
        y = (_numbers(attribute(code, "Y")) or [y])[0]
        right, down = _steps(attribute(code, "DeltaX")), _steps(attribute(code, "DeltaY"))
        at_x, at_y = x, y
        spaced = False
        for at, char in enumerate(text):
            if char.isspace():
                spaced = True
            else:
                wide = size * (1.0 if char > "⺀" else 0.5) * across
                px, py = left + a * at_x + c * at_y + e, top + b * at_x + d * at_y + f
                tall = size * (abs(d) or abs(b) or 1.0)
                width = wide * (abs(a) or abs(c) or 1.0)
                yield Glyph(
                    char,
                    px * POINTS,
                    (py - (1 - DESCENT) * tall) * POINTS,
                    (px + width) * POINTS,
                    (py + DESCENT * tall) * POINTS,
                    not slanted,
                    spaced,
                )
                spaced = False
            step = right[at] if at < len(right) else (right[-1] if right else 0.0)
            fall = down[at] if at < len(down) else 0.0
            if not right and not down:
                step = size * (1.0 if char > "⺀" else 0.5) * across
            at_x, at_y = at_x + step, at_y + fall


def _steps(text: str | None) -> list[float]:
    """Steps from one character to the next; `g 3 5.5` stands for 5.5 three times (GB/T 33190, 11.3)."""
    words = (text or "").split()
    steps: list[float] = []
    at = 0
    while at < len(words) and len(steps) < MOST_STEPS:
        if words[at] == "g" and at + 2 < len(words) and words[at + 1].isdecimal():
            step = _numbers(words[at + 2])
            steps.extend(step * min(int(words[at + 1][:6]), MOST_STEPS))
            at += 3
        else:
            steps.extend(_numbers(words[at]))
            at += 1
    return steps


def _lines(element: "_Element") -> Iterator[Rule]:
    """The straight lines of a path: M x y moves, L x y draws, C closes."""
    data = child(element, "AbbreviatedData")
    left, top, (a, b, c, d, e, f) = _placed(element)
    words = (data.text if data is not None and data.text else "").split()
    first = last = (0.0, 0.0)
    at = 0
    while at < len(words):
        letter = words[at]
        if letter in ("M", "S", "L"):
            place = _numbers(" ".join(words[at + 1 : at + 3]))
            at += 3
            if len(place) < 2:
                continue
            here = (left + a * place[0] + c * place[1] + e, top + b * place[0] + d * place[1] + f)
            if letter == "L":
                yield _rule(last, here)
            else:
                first = here
            last = here
        else:
            if letter == "C" and first != last:
                yield _rule(last, first)
                last = first
            at += 1


def _rule(one: tuple[float, float], other: tuple[float, float]) -> Rule:
    return Rule(
        min(one[0], other[0]) * POINTS,
        min(one[1], other[1]) * POINTS,
        max(one[0], other[0]) * POINTS,
        max(one[1], other[1]) * POINTS,
    )
