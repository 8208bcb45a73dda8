"""Coverage-guided fuzzing of one reader: nothing but a ReadingError may come out, within 10 s and 1 GB.

    python tests/fuzz/fuzz.py docx --seconds 600

wants atheris (`pip install atheris`). The fixtures are the seeds. What breaks a reader is written to tests/fuzz/found/ and from then on read by
tests/test_hostile.py.
"""

import argparse
import io
import shutil
import sys
import tempfile
import zipfile
import zlib
from pathlib import Path

import atheris

HERE = Path(__file__).parent
FIXTURES = HERE.parent / "fixtures"
SEEDS = {
    "docx": "docx/*.docx",
    "pdf": "pdf/*.pdf",
    "ofd": "ofd/*.ofd",
    "html": "html/*.html",
    "text": "text/*.txt",
    "notice": "text/*.txt",
}
TIMEOUT, MEMORY = 10, 1024  # seconds and megabytes for one input
SMALLEST = 60_000  # bytes; larger seeds only slow it down, where there are smaller ones

with atheris.instrument_imports(include=["silian_kg.reading"]):
    from silian_kg.errors import SilianError
    from silian_kg.reading import read_text
    from silian_kg.reading.docx import read_docx
    from silian_kg.reading.encodings import decode
    from silian_kg.reading.html import read_html
    from silian_kg.reading.ofd import read_ofd
    from silian_kg.reading.pdf import read_pdf


def read_docx_views(data: bytes) -> None:
    for view in ("final", "original", "marked"):
        read_docx(data, name="fuzz", revisions=view)


READERS = {
    "docx": read_docx_views,
    "pdf": lambda data: read_pdf(data, name="fuzz"),
    "ofd": lambda data: read_ofd(data, name="fuzz"),
    "html": lambda data: read_html(data, name="fuzz"),
    "text": lambda data: decode(data, name="fuzz"),
    "notice": lambda data: read_text(decode(data, name="fuzz").text, name="fuzz"),
}


def in_zip(data: bytes, max_size: int, seed: int) -> bytes:
    """Change one part of a zip, and put it together again: changed zips would be refused as broken, and their XML never be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = {name: package.read(name) for name in package.namelist()}
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, EOFError, RuntimeError):
        return bytes(atheris.Mutate(data, max_size))
    if not parts or seed % 20 == 0:
        return bytes(atheris.Mutate(data, max_size))
    name = sorted(parts)[seed % len(parts)]
    parts[name] = bytes(atheris.Mutate(parts[name], max(len(parts[name]) * 2, 1000)))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for each, content in parts.items():
            package.writestr(each, content)
    return out.getvalue()[:max_size]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("reader", choices=sorted(READERS))
    parser.add_argument("--seconds", type=int, default=600)
    options = parser.parse_args()
    reader = READERS[options.reader]

    def one(data: bytes) -> None:
        try:
            reader(data)
        except SilianError:
            return

    with tempfile.TemporaryDirectory() as folder:
        seeds = sorted(FIXTURES.glob(SEEDS[options.reader]), key=lambda path: path.stat().st_size)
        for path in [path for path in seeds if path.stat().st_size < SMALLEST] or seeds[:3]:
            shutil.copy(path, folder)
        arguments = [
            sys.argv[0], folder, f"-max_total_time={options.seconds}", f"-timeout={TIMEOUT}", f"-rss_limit_mb={MEMORY}",
            f"-artifact_prefix={HERE / 'found' / (options.reader + '-')}", "-max_len=200000", "-print_final_stats=1",
        ]  # fmt: skip
        if options.reader in ("docx", "ofd"):
            atheris.Setup(arguments, one, custom_mutator=in_zip)
        else:
            atheris.Setup(arguments, one)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
