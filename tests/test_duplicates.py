"""Folders, zips and patterns stand for files; the same notice in two formats is one."""

import os
import shutil
import sys
from pathlib import Path

import pytest

from silian_kg.building import build, load_sources
from silian_kg.duplicates import preferred, without_twins
from silian_kg.errors import ReadingError
from silian_kg.graph.store import Store
from silian_kg.reading import read
from silian_kg.reading.sources import notice_paths
from silian_kg.verification import verify_store

FIXTURES = Path(__file__).parent / "fixtures"
FOUNDING = FIXTURES / "founding"
sys.path.insert(0, str(FIXTURES))

from word import document, p, package  # noqa: E402

LINES = "某市人民政府办公室关于印发若干措施的通知\n某政办发〔2024〕{}号\n各区人民政府：\n一、引进{}人才。（责任单位：市人社局）\n二、发展人工智能产业。（责任单位：市工信局）"


def docx(number: int, what: str = "领军") -> bytes:
    return document("".join(p(line) for line in LINES.format(number, what).split("\n")))


def text(number: int, what: str = "领军") -> bytes:
    return LINES.format(number, what).encode("gb18030")


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """A folder with a Word file, a folder with the same as text, a zip with another notice, and what does not count."""
    folder = tmp_path / "notices"
    (folder / "deeper").mkdir(parents=True)
    (folder / "甲.docx").write_bytes(docx(1))
    (folder / "deeper" / "甲.txt").write_bytes(text(1))
    (folder / "乙.zip").write_bytes(
        package({"通知/乙.docx": docx(2), "通知/": b"", "封面.jpg": b"x", "__MACOSX/乙.docx": b"x"})
    )
    (folder / "~$甲.docx").write_bytes(b"lock")
    (folder / ".hidden.txt").write_bytes(text(3))
    (folder / "表.xlsx").write_bytes(b"PK\x03\x04")
    return folder


def test_a_folder_stands_for_its_notices_and_those_in_its_zips(mixed: Path) -> None:
    found = [path.relative_to(mixed).as_posix() for path in notice_paths([mixed])]

    assert found == ["deeper/甲.txt", "乙.zip/通知/乙.docx", "甲.docx"]


def test_a_pattern_stands_for_what_it_matches_and_brackets_of_a_name_for_themselves(mixed: Path) -> None:
    (mixed / "通知[2024]1号.txt").write_bytes(text(1))

    assert notice_paths([mixed / "[甲乙].docx"]) == [mixed / "甲.docx"]
    assert notice_paths([mixed / "通知[2024]1号.txt"]) == [mixed / "通知[2024]1号.txt"]
    with pytest.raises(ReadingError, match="no file matches"):
        notice_paths([mixed / "*.pdf"])


def test_a_file_in_a_zip_reads_by_its_path(mixed: Path) -> None:
    assert read(mixed / "乙.zip" / "通知" / "乙.docx").head.number.value == "某政办发〔2024〕2号"  # type: ignore[union-attr]
    with pytest.raises(ReadingError, match="is missing"):
        read(mixed / "乙.zip" / "没有.docx")


def test_names_in_a_zip_of_old_windows_are_readable(tmp_path: Path) -> None:
    content = package({"xxxx.txt": text(1)}).replace(b"xxxx.txt", "通知".encode("gbk") + b".txt")
    (tmp_path / "批.zip").write_bytes(content)

    assert notice_paths([tmp_path]) == [tmp_path / "批.zip" / "通知.txt"]


def test_standard_input_is_read_but_not_built(mixed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (mixed / "甲.docx").open("rb") as stream:
        monkeypatch.setattr(sys, "stdin", type("Stdin", (), {"buffer": stream}))

        assert read("-").name == "standard input"
    with pytest.raises(ReadingError, match="silian extract -"):
        build(notice_paths([Path("-")]), tmp_path / "store")


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="no links here")
def test_a_loop_of_links_ends(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "甲.txt").write_bytes(text(1))
    (tmp_path / "folder" / "again").symlink_to(tmp_path / "folder", target_is_directory=True)
    (tmp_path / "folder" / "loop.txt").symlink_to(tmp_path / "folder" / "loop.txt")

    assert notice_paths([tmp_path / "folder"]) == [tmp_path / "folder" / "甲.txt"]
    with pytest.raises(ReadingError, match="no such file"):
        notice_paths([tmp_path / "folder" / "loop.txt"])


# --- one notice, two files ---------------------------------------------------------------------------------------------------------


def test_the_same_notice_in_three_formats_is_built_once(tmp_path: Path, founding_path: Path) -> None:
    shutil.copy(founding_path, tmp_path / "161号.txt")
    shutil.copy(FOUNDING / "print.pdf", tmp_path / "161号.pdf")
    shutil.copy(FOUNDING / "draft.docx", tmp_path / "161号.docx")
    report = build(notice_paths([tmp_path]), tmp_path / "store")

    assert [path.name for path, _ in report.kept] == ["161号.docx"]
    assert [(twin.path.name, twin.of.name) for twin in report.duplicates] == [
        ("161号.pdf", "161号.docx"),
        ("161号.txt", "161号.docx"),
    ]
    with Store.open(tmp_path / "store", read_only=True) as store:
        assert len(store) == 1
        assert all(verdict.holds for verdict in verify_store(store))


@pytest.mark.parametrize("order", [("甲.txt", "甲.docx"), ("甲.docx", "甲.txt")])
def test_what_is_kept_does_not_depend_on_which_was_built_first(order: tuple[str, str], tmp_path: Path) -> None:
    (tmp_path / "甲.txt").write_bytes(text(1))
    (tmp_path / "甲.docx").write_bytes(docx(1) if order else b"")
    for name in order:
        build([tmp_path / name], tmp_path / "store")
    with Store.open(tmp_path / "store", read_only=True) as store:
        assert [entry.name for entry in store.notices()] == ["甲.docx"]


def test_what_differs_in_number_or_text_is_two_notices(tmp_path: Path) -> None:
    (tmp_path / "甲.txt").write_bytes(text(1))
    (tmp_path / "乙.docx").write_bytes(docx(2))
    (tmp_path / "丙.docx").write_bytes(docx(1, "基础研究和前沿技术领域的青年科技后备与工程技术骨干等各类急需紧缺"))
    report = build(notice_paths([tmp_path / "甲.txt", tmp_path / "乙.docx", tmp_path / "丙.docx"]), tmp_path / "store")

    assert len(report.kept) == 3
    assert report.duplicates == []


def test_a_notice_in_a_zip_can_be_verified(mixed: Path, tmp_path: Path) -> None:
    build(notice_paths([mixed]), tmp_path / "store")
    with Store.open(tmp_path / "store", read_only=True) as store:
        verdicts = list(verify_store(store))

    assert [verdict.reason for verdict in verdicts] == ["", ""]
    assert "notices/乙.zip/通知/乙.docx" in [source.path for source in load_sources(tmp_path / "store").values()]


def test_the_better_format_is_kept_whatever_the_order() -> None:
    one, other = Path("b.pdf"), Path("a.docx")

    assert preferred(one, other) == preferred(other, one) == other
    assert without_twins([]) == ([], [])
