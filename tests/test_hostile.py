"""Files that mean harm are refused in one clear line, in little time and memory; whatever the bytes, nothing but a ReadingError comes out."""

import io
import sys
import time
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from silian_kg.errors import ReadingError, SilianError
from silian_kg.reading import read_text
from silian_kg.reading.archives import notices_in
from silian_kg.reading.encodings import decode
from silian_kg.reading.formats import READERS, load, load_bytes
from silian_kg.reading.limits import Limits
from silian_kg.reading.sources import notice_paths

FIXTURES = Path(__file__).parent / "fixtures"
FOUND = Path(__file__).parent / "fuzz" / "found"
sys.path.insert(0, str(FIXTURES))

from page_cases import MEASURES, lines, ofd  # noqa: E402
from word import document, p, package, run, table  # noqa: E402

ENDINGS = frozenset(READERS)
SEEDS = {
    path.parent.name + path.suffix: path.read_bytes()
    for name in (
        "docx/table-of-tasks.docx",
        "pdf/merged-cells.pdf",
        "ofd/table-of-tasks.ofd",
        "html/known-body.html",
        "text/big5.txt",
    )
    for path in (FIXTURES / name,)
}


def refused(content: bytes, name: str, words: str, limits: Limits | None = None) -> None:
    begun = time.monotonic()
    with pytest.raises(ReadingError, match=words) as raised:
        load_bytes(content, name=name, limits=limits)

    assert "\n" not in str(raised.value)
    assert time.monotonic() - begun < 10


# --- zips --------------------------------------------------------------------------------------------------------------------------


def bomb(part: str, size: int, **others: bytes) -> bytes:
    """A zip of which one part is zeros that unpack to a size in megabytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in others.items():
            zipped.writestr(name, content)
        with zipped.open(part, "w", force_zip64=True) as stream:
            for _ in range(size):
                stream.write(bytes(1_000_000))
    return out.getvalue()


def test_a_word_file_that_unpacks_to_gigabytes_is_refused() -> None:
    content = bomb("word/document.xml", 200)

    assert len(content) < 1_000_000
    refused(content, "炸弹.docx", "zip bomb")


def test_a_zip_with_too_many_files_is_refused() -> None:
    content = package({f"{number}.txt": b"x" for number in range(60)})

    with pytest.raises(ReadingError, match="60 files"):
        list(notices_in(Path("多.zip"), content, ENDINGS, Limits(members=50)))


@pytest.mark.parametrize(
    "name", ["../../etc/通知.txt", "/etc/通知.txt", "C:/通知.txt", "甲/../../通知.txt", "..\\通知.txt"]
)
def test_a_name_that_leaves_the_folder_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / "批.zip").write_bytes(package({"好.txt": b"x", name: b"x"}))

    with pytest.raises(ReadingError, match="leaves the folder"):
        notice_paths([tmp_path / "批.zip"])


def test_a_zip_in_a_zip_is_refused_and_not_opened(tmp_path: Path) -> None:
    refused(package({"内.zip": package({"通知.txt": b"x"})}), "外.docx", "zip inside a zip")


def test_an_encrypted_zip_is_named_as_such() -> None:
    content = bytearray(package({"word/document.xml": b"<x/>"}))
    for sign in (b"PK\x03\x04", b"PK\x01\x02"):
        at = content.index(sign)
        content[at + (6 if sign.endswith(b"\x04") else 8)] |= 1

    refused(bytes(content), "密.docx", "encrypted")


# --- XML ---------------------------------------------------------------------------------------------------------------------------

LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "人才">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("declared", [LAUGHS, OUTSIDE])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_part_that_declares_entities_is_refused(declared: str, encoding: str) -> None:
    body = f'<?xml version="1.0" encoding="{encoding}"?>{declared}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&i;&a;</w:t></w:r></w:p></w:body></w:document>'

    refused(package({"word/document.xml": body.encode(encoding)}), "实体.docx", "declares entities|is no XML")


def test_elements_in_elements_without_end_are_refused() -> None:
    deep = "<w:sdt><w:sdtContent>" * 3000 + p("底") + "</w:sdtContent></w:sdt>" * 3000

    refused(document(deep), "深.docx", "is no XML")


def test_tables_in_tables_to_the_limit_of_xml_are_read() -> None:
    inside = p("最内")
    for _ in range(60):
        inside = f"<w:tbl><w:tr><w:tc>{inside}</w:tc></w:tr></w:tbl>"

    assert load_bytes(document(inside), name="表.docx").text == "最内"


def test_a_style_that_is_based_on_itself_ends() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="A"/></w:style>'

    assert load_bytes(document(p("文", properties='<w:pStyle w:val="A"/>'), styles=styles), name="环.docx").text == "文"


def test_spans_and_counts_beyond_reason_do_not_matter() -> None:
    wide = table("<w:tr><w:tc><w:tcPr><w:gridSpan w:val='99999999'/></w:tcPr>" + p("宽") + "</w:tc></w:tr>")
    page = "<table><tr><td rowspan=999999999 colspan=999999999>宽</td><td>窄</td></tr><tr><td>下</td></tr></table>".encode()
    steps = ofd(
        '<ofd:TextObject Boundary="28 40 100 8" Size="5.6"><ofd:TextCode X="0" Y="5" DeltaX="g 999999999 5.6">四链</ofd:TextCode></ofd:TextObject>'
    )

    assert load_bytes(document(wide), name="宽.docx").text == "宽"
    assert "窄" in load_bytes(page, name="宽.html").text
    assert load_bytes(steps, name="步.ofd").text == "四链"


# --- sizes -------------------------------------------------------------------------------------------------------------------------


def test_a_file_beyond_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "大.txt"
    with path.open("wb") as stream:
        stream.truncate(500_000_000)  # takes no place on the disk
    begun = time.monotonic()
    with pytest.raises(ReadingError, match="SILIAN_MAX_FILE_BYTES"):
        load(path)

    assert time.monotonic() - begun < 5


def test_limits_can_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SILIAN_MAX_CHARACTERS", "10")
    refused("关于加强人才工作的通知".encode(), "长.txt", "limit 10")
    monkeypatch.setenv("SILIAN_MAX_CHARACTERS", "many")
    with pytest.raises(ReadingError, match="no limit"):
        load_bytes(b"x", name="x.txt")


def test_pages_beyond_the_limit_are_refused() -> None:
    refused((FIXTURES / "pdf" / "paragraphs-over-pages.pdf").read_bytes(), "厚.pdf", "2 pages|3 pages", Limits(pages=1))
    refused(ofd(lines(MEASURES), lines(MEASURES)), "厚.ofd", "more than 1 pages", Limits(pages=1))


@pytest.mark.parametrize(
    "text",
    [
        "（" * 1_000_000,
        "（）" * 300_000,
        "《" * 300_000,
        "一、" * 200_000,
        "1." * 200_000,
        "\n" * 500_000 + "一、甲",
        "<p>" * 200_000,
        "、" * 300_000,
    ],
)
def test_a_million_brackets_are_read_or_refused_in_seconds(text: str) -> None:
    begun = time.monotonic()
    with suppress(ReadingError):
        read_text(text, name="括号")

    assert time.monotonic() - begun < 20


@pytest.mark.parametrize(
    "page",
    ["<div>" * 200_000 + "底", "<table><tr><td>" * 3_000 + "底", "<a href=1>" * 100_000, "<p>" * 100_000 + "完。"],
)
def test_a_page_of_endless_elements_is_read_or_refused_in_seconds(page: str) -> None:
    begun = time.monotonic()
    with suppress(ReadingError):
        load_bytes(page.encode(), name="深.html")

    assert time.monotonic() - begun < 10


# --- laws --------------------------------------------------------------------------------------------------------------------------


def reads_or_is_refused(content: bytes, name: str) -> None:
    try:
        raw = load_bytes(content, name=name)
    except SilianError as error:
        assert "\n" not in str(error)  # noqa: PT017
        return
    assert raw.text.strip()
    assert load_bytes(content, name=name) == raw


@given(st.binary(max_size=400), st.sampled_from(sorted(READERS)))
@example(b"\xff\xfe", ".txt")
@example(b"%PDF-1.4", ".pdf")
@settings(max_examples=150, deadline=None)
def test_any_bytes_read_the_same_twice_or_are_refused(content: bytes, ending: str) -> None:
    if READERS[ending].__name__ != "load_doc" and not content.startswith(b"{\\rtf"):
        reads_or_is_refused(content, f"乱{ending}")


@given(
    st.sampled_from(sorted(SEEDS)),
    st.lists(st.tuples(st.integers(0, 100_000), st.integers(0, 255)), min_size=1, max_size=12),
    st.integers(0, 100_000),
)
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_file_with_changed_bytes_or_cut_short_reads_or_is_refused(
    seed: str, changes: list[tuple[int, int]], cut: int
) -> None:
    content = bytearray(SEEDS[seed])
    for place, byte in changes:
        content[place % len(content)] = byte
    reads_or_is_refused(
        bytes(content[: len(content) - cut % (len(content) // 2)] if cut % 3 == 0 else content),
        f"坏{Path(seed).suffix}",
    )


@given(
    st.text(
        st.characters(codec="gb18030", exclude_characters="\ufeff", exclude_categories=["Cc", "Cs", "Co", "Cn"]),
        min_size=1,
        max_size=60,
    )
)
@settings(max_examples=100, deadline=None)
def test_chinese_text_survives_each_encoding_that_it_is_marked_or_named_as(text: str) -> None:
    if not text.strip():
        return
    for encoding in ("utf-8", "utf-16", "gb18030"):
        assert decode(text.encode(encoding), name="x", encoding=encoding).text == text
    assert decode(text.encode("utf-8-sig"), name="x").text == text


@given(
    st.lists(st.text("人才链教育产业创新一二三123（）。，、 \t&<>", min_size=1, max_size=20), min_size=1, max_size=8)
)
@settings(max_examples=60, deadline=None)
def test_a_word_file_keeps_every_character_of_its_paragraphs(texts: list[str]) -> None:
    escaped = [text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") for text in texts]
    content = document("".join(p(run(text)) for text in escaped))
    if any(text.strip() for text in texts):
        assert load_bytes(content, name="x.docx").text == "\n".join(text for text in texts if text.strip())


@pytest.mark.parametrize("path", sorted(FOUND.iterdir()), ids=lambda path: path.name[:24])
def test_what_fuzzing_found_is_read_or_refused(path: Path) -> None:
    ending = {"text": ".txt", "notice": ".txt"}.get(path.name.split("-")[0], "." + path.name.split("-")[0])
    begun = time.monotonic()
    reads_or_is_refused(path.read_bytes(), f"找到{ending}")

    assert time.monotonic() - begun < 10
