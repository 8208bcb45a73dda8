"""A PDF → its text in reading order with pages, by pdfium's boxes of characters; a scan is named as such."""

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from time import monotonic
from typing import Any

from silian_kg.errors import ReadingError
from silian_kg.reading.glyphs import Glyph, Page, Rule
from silian_kg.reading.layout import lay_out
from silian_kg.reading.limits import Limits, checked
from silian_kg.reading.raw import Raw

FAR = 50_000.0  # points
MOST_PATHS = 8_000  # drawn objects of one page that are looked at
_UNREADABLE = frozenset((0, 0xFFFE, 0xFFFF))


def read_pdf(data: bytes, *, name: str, limits: Limits | None = None) -> Raw:
    """Read the bytes of a PDF.

    Args:
        data: the bytes.
        name: what messages call the file.
        limits: None takes the defaults.

    Raises:
        ReadingError: damaged, locked by a password, without text (a scan), or beyond a limit.
    """
    import pypdfium2

    limits = limits or Limits.from_environment()
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        reason = (
            "locked by a password; unlock it first"
            if "password" in str(error).lower()
            else "damaged; get the file again"
        )
        raise ReadingError(f"{name}: the PDF is {reason}") from error
    try:
        return _read(document, name, limits)
    finally:
        document.close()


def _read(document: Any, name: str, limits: Limits) -> Raw:
    if len(document) > limits.pages:
        raise ReadingError(
            f"{name}: {len(document):,} pages (limit {limits.pages:,}); split it, or set SILIAN_MAX_PAGES"
        )
    seen: Counter[str] = Counter()
    bare: list[int] = []
    laid = lay_out(_pages(document, name, limits, seen, bare))
    if not laid.text.strip():
        raise ReadingError(f"{name}: no text on {_named(bare)}; is it a scan? Run OCR first")
    notes = list(laid.notes)
    if bare:
        notes.append(f"no text on {_named(bare)}: empty, or a picture, which is not read")
    if seen["unmapped"]:
        notes.append(f"{seen['unmapped']} characters in a font that does not say what they are")
    if seen["hangul"]:
        notes.append(
            f"{seen['hangul']} characters that a font gives as Korean; some words of the print are not readable"
        )
    return Raw(checked(laid.text, name, limits), "pdf", pages=laid.pages, notes=tuple(notes))


def _named(pages: list[int]) -> str:
    shown = ", ".join(map(str, pages[:8])) + (" …" if len(pages) > 8 else "")
    return f"page {shown}" if len(pages) == 1 else f"pages {shown}"


def _pages(document: Any, name: str, limits: Limits, seen: Counter[str], bare: list[int]) -> Iterator[Page]:
    import pypdfium2

    total = 0
    begun = monotonic()
    for number in range(len(document)):
        if monotonic() - begun > limits.seconds:
            raise ReadingError(f"{name}: not read in {limits.seconds} s; split it, or set SILIAN_MAX_SECONDS")
        try:
            page = document[number]
            page_text = page.get_textpage()
        except pypdfium2.PdfiumError as error:
            raise ReadingError(f"{name}: page {number + 1} is damaged; get the file again") from error
        count = page_text.count_chars()
        total += max(count, 0)
        if count > limits.glyphs_per_page or total > limits.characters:
            raise ReadingError(
                f"{name}: page {number + 1} brings it to {total:,} characters, more than a notice has; split the file"
            )
        view = _View(page)
        glyphs = list(_glyphs(page_text, count, view, seen))
        rules = list(_rules(page, view)) if glyphs else []
        if not glyphs:
            bare.append(number + 1)
        yield Page(*view.size, glyphs, rules)
        page_text.close()
        page.close()


class _View:
    """Places of pdfium (points from the lower left) as we count them, on a page turned so that its text stands upright."""

    def __init__(self, page: Any) -> None:
        left, bottom, right, top = page.get_cropbox()
        self._left, self._bottom = left, bottom
        self._across, self._up = right - left, top - bottom
        self._turn = 0

    def turn(self, degrees: int) -> None:
        """Set the direction in which the text of the page runs, counted clockwise."""
        self._turn = round(degrees / 90) % 4

    @property
    def size(self) -> tuple[float, float]:
        """Width and height."""
        return (self._up, self._across) if self._turn % 2 else (self._across, self._up)

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of a box as it is seen."""
        x0, x1 = left - self._left, right - self._left
        y0, y1 = bottom - self._bottom, top - self._bottom
        if self._turn == 1:  # downwards
            return self._up - y1, self._across - x1, self._up - y0, self._across - x0
        if self._turn == 2:
            return self._across - x1, y0, self._across - x0, y1
        if self._turn == 3:  # upwards
            return y0, x0, y1, x1
        return x0, self._up - y1, x1, self._up - y0


def _glyphs(page_text: Any, count: int, view: _View, seen: Counter[str]) -> Iterator[Glyph]:
    import pypdfium2.raw as raw

    box = raw.FS_RECTF()
    at_box = ctypes.byref(box)
    unicode_of, box_of, angle_of, generated = (
        raw.FPDFText_GetUnicode,
        raw.FPDFText_GetLooseCharBox,
        raw.FPDFText_GetCharAngle,
        raw.FPDFText_IsGenerated,
    )
    handle = page_text.raw
    angles: Counter[int] = Counter()
    found: list[tuple[str, tuple[float, float, float, float], bool, int]] = []
    high = 0
    spaced = written = False
    last = ""
    for at in range(count):
        code = unicode_of(handle, at)
        if code <= 32 or code in _UNREADABLE or code == 0xA0:
            if code in (32, 0xA0):
                spaced, written = True, written or not generated(handle, at)
            seen["unmapped"] += code in _UNREADABLE and not generated(handle, at)
            continue
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0
            high = 0
            if not code:
                continue
        if not box_of(handle, at, at_box) or not _on_paper(box):
            continue
        seen["hangul"] += 0xAC00 <= code < 0xD7A4
        angle = round(math.degrees(angle_of(handle, at))) % 360
        angles[angle] += 1
        found.append(
            (
                chr(code),
                (box.left, box.bottom, box.right, box.top),
                written or (spaced and last > "⺀" and code > 0x2E80),
                angle,
            )
        )
        spaced = written = False
        last = chr(code)
    usual = max(angles, key=lambda angle: (angles[angle], -angle), default=0)
    view.turn(usual)
    for char, place, after_space, angle in found:
        upright = min(abs(angle - usual), 360 - abs(angle - usual)) <= 3
        yield Glyph(char, *view.box(*place), upright, after_space)


def _on_paper(box: Any) -> bool:
    """Whether a box is one: its edges are numbers, in their order, and not miles away."""
    return bool(-FAR < box.left <= box.right < FAR and -FAR < box.bottom <= box.top < FAR)


def _rules(page: Any, view: _View) -> Iterator[Rule]:
    """The lines that are drawn on a page, and the edges of drawn boxes."""
    import pypdfium2
    import pypdfium2.raw as raw

    for number, item in enumerate(page.get_objects(filter=(raw.FPDF_PAGEOBJ_PATH,), max_depth=4)):
        if number >= MOST_PATHS:
            return
        try:
            bounds = item.get_bounds()
        except pypdfium2.PdfiumError:
            continue
        if not all(-FAR < edge < FAR for edge in bounds):
            continue
        left, top, right, bottom = view.box(*bounds)
        if bottom - top <= 3 or right - left <= 3:
            yield Rule(left, top, right, bottom)
        elif _stroked(item):
            yield from (
                Rule(left, top, right, top),
                Rule(left, bottom, right, bottom),
                Rule(left, top, left, bottom),
                Rule(right, top, right, bottom),
            )


def _stroked(item: Any) -> bool:
    import pypdfium2.raw as raw

    fill, stroke = ctypes.c_int(), ctypes.c_int()
    return bool(raw.FPDFPath_GetDrawMode(item.raw, ctypes.byref(fill), ctypes.byref(stroke)) and stroke.value)
