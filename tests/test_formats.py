"""Every fixture reads as its exact text, pandoc agrees where it is right, and what is no notice is refused in one line."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from silian_kg.errors import ReadingError
from silian_kg.reading.docx import read_docx
from silian_kg.reading.formats import READERS, load, load_bytes

FIXTURES = Path(__file__).parent / "fixtures"
sys.path.insert(0, str(FIXTURES))

from page_cases import html_cases, ofd_cases, pdf_cases, text_cases  # noqa: E402
from word_cases import Case, cases  # noqa: E402

WORD = list(cases())
PAGES = sorted(
    path
    for folder in ("html", "text", "ofd", "pdf")
    for path in (FIXTURES / folder).iterdir()
    if path.suffix in READERS
)
OFFICE = sorted(path for path in (FIXTURES / "office").iterdir() if path.suffix != ".expected")


def needs(program: str) -> None:
    """Skip where a program is absent, but not in CI."""
    if shutil.which(program) is None:
        if os.environ.get("CI") == "true":
            pytest.fail(f"CI has to install {program}")
        pytest.skip(f"{program} is not installed")


def id_of(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


@pytest.mark.parametrize("path", PAGES, ids=id_of)
def test_a_file_reads_as_its_exact_text(path: Path) -> None:
    refused = path.with_suffix(".refused")
    if refused.exists():
        with pytest.raises(ReadingError, match=re.escape(refused.read_text(encoding="utf-8"))) as raised:
            load(path)

        assert "\n" not in str(raised.value)
        return
    expected = path.with_suffix(".expected").read_bytes().decode("utf-8")

    assert load(path).text == expected


@pytest.mark.parametrize("view", ["final", "original"])
@pytest.mark.parametrize("case", WORD, ids=lambda case: case.name)
def test_a_word_file_reads_as_the_text_of_its_view(case: Case, view: Any) -> None:
    expected = (FIXTURES / "docx" / f"{case.name}.{view}").read_bytes().decode("utf-8")

    assert load(FIXTURES / "docx" / f"{case.name}.docx", revisions=view).text == expected


def test_the_fixtures_are_those_of_the_script() -> None:
    scripted = {
        *(f"html/{case.name}" for case in html_cases()),
        *(f"text/{case.name}" for case in text_cases()),
        *(f"ofd/{case.name}" for case in ofd_cases()),
        *(f"pdf/{case.name}" for case in pdf_cases()),
    }

    assert scripted == {id_of(path) for path in PAGES}
    assert {case.name for case in WORD} == {path.stem for path in (FIXTURES / "docx").glob("*.docx")}
    assert len(scripted) + len(WORD) >= 60


@pytest.mark.parametrize("page", [*html_cases(), *text_cases(), *ofd_cases()], ids=lambda page: page.name)
def test_the_script_writes_the_file_that_is_there(page: Any) -> None:
    (there,) = (path for path in PAGES if path.stem == page.name and path.read_bytes() == page.content)

    assert there.is_file()


# --- pandoc ------------------------------------------------------------------------------------------------------------------------


def _inline(node: Any) -> str:
    if isinstance(node, list):
        return "".join(map(_inline, node))
    if not isinstance(node, dict):
        return ""
    kind, content = node.get("t"), node.get("c")
    if kind == "Str":
        return str(content)
    if kind == "LineBreak":
        return "\n"
    if kind == "Math":
        return str(content[1])
    return _inline(content if content is not None else node.get("blocks"))


def _paragraphs(node: Any) -> list[str]:
    if isinstance(node, list):
        return [text for each in node for text in _paragraphs(each)]
    if not isinstance(node, dict):
        return []
    if node.get("t") in ("Para", "Plain"):
        return [_inline(node["c"])]
    if node.get("t") == "Header":
        return [_inline(node["c"][2])]
    return _paragraphs(node.get("c")) + _paragraphs(node.get("blocks"))


def _bare(text: str) -> list[str]:
    return [bare for piece in re.split(r"[\n\t]", text) if (bare := re.sub(r"\s", "", piece))]


def by_pandoc(path: Path, view: str) -> list[str]:
    changes = "accept" if view == "final" else "reject"
    command = ["pandoc", "-f", "docx", "-t", "json", f"--track-changes={changes}", str(path)]
    done = subprocess.run(command, capture_output=True, check=True, timeout=60)
    return _bare("\n".join(_paragraphs(json.loads(done.stdout)["blocks"])))


@pytest.mark.parametrize("case", [case for case in WORD if not case.pandoc], ids=lambda case: case.name)
def test_pandoc_reads_the_same_paragraphs(case: Case) -> None:
    needs("pandoc")
    path = FIXTURES / "docx" / f"{case.name}.docx"

    assert by_pandoc(path, "final") == _bare(case.final)
    assert by_pandoc(path, "original") == _bare(case.original)


@pytest.mark.slow
@pytest.mark.parametrize("case", [case for case in WORD if case.pandoc], ids=lambda case: case.name)
def test_pandoc_is_still_wrong_where_a_case_says_so(case: Case) -> None:
    needs("pandoc")
    path = FIXTURES / "docx" / f"{case.name}.docx"

    assert (by_pandoc(path, "final"), by_pandoc(path, "original")) != (_bare(case.final), _bare(case.original)), (
        case.pandoc
    )


# --- LibreOffice -------------------------------------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("path", OFFICE, ids=lambda path: path.name)
def test_what_libreoffice_saves_reads_as_the_word_file(path: Path) -> None:
    if path.suffix != ".pdf":
        needs("soffice")
    expected = path.with_name(path.name + ".expected").read_bytes().decode("utf-8")

    assert load(path).text == expected


def test_an_old_word_file_without_libreoffice_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda program: None)

    with pytest.raises(ReadingError, match="libreoffice-writer-nogui"):
        load(FIXTURES / "office" / "inserted-measure.doc")


# --- what the bytes are ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("fixture", "name"), [
    ("docx/plain.docx", "通知.doc"), ("docx/plain.docx", "通知.txt"), ("html/known-body.html", "通知.doc"), ("pdf/merged-cells.pdf", "通知.docx"),
    ("ofd/pages.ofd", "通知"), ("html/known-body.html", "standard input"),
])  # fmt: skip
def test_a_file_is_what_its_bytes_are_whatever_its_name_says(fixture: str, name: str) -> None:
    path = FIXTURES / fixture

    assert load_bytes(path.read_bytes(), name=name).text == load(path).text


@pytest.mark.parametrize(("content", "name", "words"), [
    (b"\x89PNG\r\n\x1a\n", "扫描.pdf", "picture"), (b"plain words", "通知.docx", "not what its ending says"), (b"", "空.txt", "empty"),
    (b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n", "网页.mht", "save the page as HTML"), (b"PK\x03\x04broken", "通知.docx", "broken zip"),
])  # fmt: skip
def test_what_is_no_notice_is_named(content: bytes, name: str, words: str) -> None:
    with pytest.raises(ReadingError, match=words):
        load_bytes(content, name=name)


@pytest.mark.parametrize(
    "fixture",
    ["docx/moved-measure.docx", "pdf/merged-cells.pdf", "ofd/pages.ofd", "html/gb2312-declared.html", "text/big5.txt"],
)
def test_the_encoding_that_a_reading_names_reads_the_same_again(fixture: str) -> None:
    first = load(FIXTURES / fixture)

    assert load(FIXTURES / fixture, encoding=first.encoding).text == first.text


def test_the_view_of_a_word_file_is_part_of_its_encoding() -> None:
    original = load(FIXTURES / "docx" / "moved-measure.docx", revisions="original")

    assert original.encoding == "docx-original"
    assert load(FIXTURES / "docx" / "moved-measure.docx", encoding="docx-original") == original


# --- what the readers saw ------------------------------------------------------------------------------------------------------------


def test_revisions_are_kept_with_who_and_when_and_where() -> None:
    final = load(FIXTURES / "docx" / "replaced-run.docx")
    deleted, inserted = final.revisions

    assert (deleted.kind, deleted.author, deleted.text) == ("delete", "秦", "专技处")
    assert deleted.start == deleted.end == final.text.index("人才处")
    assert (inserted.kind, inserted.author, inserted.date) == ("insert", "唐", "2022-12-01T09:00:00Z")
    assert final.text[inserted.start : inserted.end] == inserted.text == "人才处"


def test_the_marked_view_shows_both() -> None:
    marked = load(FIXTURES / "docx" / "replaced-run.docx", revisions="marked")

    assert marked.text == "由{--专技处--}{++人才处++}牵头。"


def test_the_marked_view_shows_comments_and_paragraph_marks() -> None:
    comment = load(FIXTURES / "docx" / "comment.docx", revisions="marked")
    joined = load(FIXTURES / "docx" / "deleted-mark.docx", revisions="marked")

    assert comment.text == "请核数字{>>秦: 数字从哪里来？<<}。"
    assert joined.text == "加强人才{--¶--}\n队伍建设。"


@pytest.mark.parametrize("path", sorted((FIXTURES / "docx").glob("*.docx")), ids=lambda path: path.stem)
def test_what_a_view_shows_of_a_revision_stands_where_it_says(path: Path) -> None:
    for view in ("final", "original"):
        raw = read_docx(path.read_bytes(), name=path.name, revisions=view)  # type: ignore[arg-type]
        for revision in raw.revisions:
            shown = raw.text[revision.start : revision.end]

            rest = iter(revision.text)

            assert all(char in rest for char in shown.replace("\n", "")), revision


def test_pages_begin_where_they_say() -> None:
    raw = load(FIXTURES / "pdf" / "paragraphs-over-pages.pdf")

    assert len(raw.pages) >= 2
    assert raw.pages[0] == 0
    assert list(raw.pages) == sorted(raw.pages)
    assert load(FIXTURES / "ofd" / "pages.ofd").pages == (0, 54)


def test_readers_say_what_they_left_out() -> None:
    said = {path: " ".join(load(FIXTURES / path).notes) for path in (
        "pdf/balloons-in-the-margin.pdf", "pdf/running-heads-and-feet.pdf", "pdf/slanted-watermark.pdf", "docx/header-and-footer.docx", "docx/comment.docx",
        "html/known-body.html", "html/declared-wrongly.html", "text/big5.txt", "ofd/watermark-and-template.ofd",
    )}  # fmt: skip

    for words, note in zip(
        (
            "balloons",
            "running heads",
            "watermark",
            "headers and footers",
            "comments",
            "#zoom",
            "but is gb18030",
            "read as big5",
            "templates",
        ),
        said.values(),
        strict=True,
    ):
        assert words in note


def test_attachments_are_links_with_their_title() -> None:
    page = '<p>见附件。</p><p><a href="./W0201.docx">附件：任务分工表</a></p><p><a href="/zw">政务</a></p>'
    (attachment,) = load_bytes(page.encode(), name="通知.html").attachments

    assert (attachment.title, attachment.address) == ("附件：任务分工表", "./W0201.docx")


def test_a_page_without_sentences_is_left_to_trafilatura() -> None:
    items = "".join(
        f"<li>第{number}批重点实验室名单，依托单位为某某大学某某研究院，建设期三年</li>" for number in range(12)
    )
    page = f'<!DOCTYPE html><html><head><meta charset="utf-8"></head><body><div class="nav"><a href="/">首页</a></div><div><h1>名单</h1><ul>{items}</ul></div></body></html>'
    raw = load_bytes(page.encode(), name="名单.html")

    assert "第11批重点实验室名单" in raw.text
    assert "首页" not in raw.text
    assert "trafilatura" in " ".join(raw.notes)


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16-le", "utf-16-be", "utf-8"])
@pytest.mark.parametrize("text", ["一、一次一人一策，统一落实人才工作。", "人才工作通知\n1.支持企业。\n"])
def test_an_encoding_without_a_mark_is_found_out(text: str, encoding: str) -> None:
    assert load_bytes(text.encode(encoding), name="通知.txt").text == text
