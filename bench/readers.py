"""How fast each reader is, next to the library under it, on the fixtures or on files that are named.

    python bench/readers.py                        the founding notice in each format
    python bench/readers.py FOLDER [--rounds 5]    the files in a folder, by format

Prints a line a format: files, megabytes and pages, and for reader and library the median time of a round (CPU seconds of this process),
the rate, and how many times the library's time the reader takes.
"""

import argparse
import io
import statistics
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

from silian_kg.errors import ReadingError
from silian_kg.reading.formats import READERS, load_bytes

ROOT = Path(__file__).parents[1]
FIXTURES = ROOT / "tests" / "fixtures"
sys.path.insert(0, str(FIXTURES))


def python_docx(data: bytes) -> str:
    """Paragraphs alone: no revisions, numbers, text boxes, footnotes."""
    import docx

    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs)


def pdfium(data: bytes) -> str:
    """The text of the pages in the order of the file: heads, feet and balloons among it."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    return "\n".join(document[number].get_textpage().get_text_range() for number in range(len(document)))


def lxml_over_zip(data: bytes) -> str:
    """The parts unpacked and parsed: no library reads OFD."""
    from lxml import etree

    with zipfile.ZipFile(io.BytesIO(data)) as package:
        roots = [etree.fromstring(package.read(name)) for name in package.namelist() if name.endswith(".xml")]
    return "".join(text for root in roots for text in root.itertext())


def selectolax(data: bytes) -> str:
    """All text of the page."""
    from selectolax.lexbor import LexborHTMLParser

    body = LexborHTMLParser(data).body
    return body.text(separator="\n") if body else ""


def decode(data: bytes) -> str:
    """The first of two encodings that does not fail."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("gb18030")


UNDER: dict[str, Callable[[bytes], str]] = {
    ".docx": python_docx, ".pdf": pdfium, ".ofd": lxml_over_zip, ".html": selectolax, ".txt": decode, ".md": decode,
}  # fmt: skip


def founding() -> dict[str, list[tuple[str, bytes]]]:
    """The founding notice in each format."""
    from page_cases import lines, ofd

    notice = next((ROOT / "corpus" / "notices").glob("*.txt")).read_bytes()
    text = (FIXTURES / "founding" / "draft.docx").read_bytes()
    paragraphs = load_bytes(text, name="draft.docx").text.split("\n")
    pages = [ofd(*("".join(lines("\n".join(paragraphs[at : at + 6]), 30)) for at in range(0, len(paragraphs), 6)))]
    page = (
        "<!DOCTYPE html><html><head><meta charset=utf-8></head><body><div id=zoom>"
        + "".join(f"<p>{line}</p>" for line in paragraphs)
        + "</div></body></html>"
    )
    return {
        ".docx": [("draft.docx", text)],
        ".pdf": [("print.pdf", (FIXTURES / "founding" / "print.pdf").read_bytes())],
        ".ofd": [("notice.ofd", pages[0])],
        ".html": [("notice.html", page.encode())],
        ".txt": [("notice.txt", notice)],
    }


def in_folder(folder: Path) -> dict[str, list[tuple[str, bytes]]]:
    """The files of a folder by their format."""
    files: dict[str, list[tuple[str, bytes]]] = {}
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in UNDER and path.suffix.lower() in READERS:
            files.setdefault(path.suffix.lower(), []).append((path.name, path.read_bytes()))
    return files


def timed(read: Callable[[str, bytes], object], files: list[tuple[str, bytes]], rounds: int) -> float:
    """The median CPU time of a round over the files, after one that is not counted."""
    times: list[float] = []
    for _ in range(rounds + 1):
        begun = time.process_time()
        for name, data in files:
            read(name, data)
        times.append(time.process_time() - begun)
    return max(statistics.median(times[1:]), 1e-6)


def readable(name: str, data: bytes) -> bool:
    """Whether a file is read at all."""
    try:
        load_bytes(data, name=name)
    except ReadingError:
        return False
    return True


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    print(
        f"{'format':7} {'files':>5} {'MB':>8} {'pages':>6} {'reader s':>9} {'rate':>14} {'library s':>10}  library, times its time"
    )
    for ending, files in (in_folder(options.folder) if options.folder else founding()).items():
        kept = [(name, data) for name, data in files if readable(name, data)]
        pages = sum(len(load_bytes(data, name=name).pages) for name, data in kept)
        size = sum(len(data) for _, data in kept) / 1e6
        ours = timed(lambda name, data: load_bytes(data, name=name), kept, options.rounds)
        under = UNDER[ending]
        theirs = timed(lambda name, data, under=under: under(data), kept, options.rounds)  # type: ignore[misc]
        rate = f"{pages / ours:.0f} pages/s" if pages else f"{size / ours:.2f} MB/s"
        print(
            f"{ending:7} {len(kept):5} {size:8.3f} {pages:6} {ours:9.4f} {rate:>14} {theirs:10.4f}  {under.__name__} × {ours / theirs:.1f}"
        )


if __name__ == "__main__":
    main()
