"""Building: files into a store, one at a time, and nothing half-written."""

import shutil

import pytest

from silian_kg.building import Failure, build, extract_files, load_sources, notice_files
from silian_kg.errors import ReadingError, StoreError
from silian_kg.graph.store import Store

NOTICE = "某市人民政府办公室关于印发若干措施的通知\n某政办发〔2024〕7号\n各区人民政府：\n一、引进领军人才。（责任单位：市人社局）\n二、发展人工智能产业。（责任单位：市工信局）\n"


@pytest.fixture
def folder(tmp_path, founding_path):
    """A folder with two good notices and three bad files."""
    notices = tmp_path / "notices"
    (notices / "deeper").mkdir(parents=True)
    shutil.copy(founding_path, notices / "deeper")
    (notices / "good.txt").write_text(NOTICE, encoding="gb18030")
    (notices / "empty.txt").write_text("", encoding="utf-8")
    (notices / "binary.txt").write_bytes(bytes(range(256)) * 8)
    (notices / "poem.txt").write_text("床前明月光", encoding="utf-8")
    (notices / "picture.png").write_bytes(b"\x89PNG")
    return notices


def test_a_folder_stands_for_the_files_of_known_formats_in_it(folder):
    names = [path.name for path in notice_files([folder, folder / "good.txt"])]

    assert names == ["binary.txt", "鲁人社字〔2022〕161号.txt", "empty.txt", "good.txt", "poem.txt"]


def test_a_missing_path_and_a_folder_without_notices_are_refused(tmp_path):
    with pytest.raises(ReadingError, match="no such file or folder"):
        notice_files([tmp_path / "nowhere"])
    with pytest.raises(ReadingError, match="no notice here"):
        notice_files([tmp_path])


def test_a_bad_file_stops_itself_and_not_the_others(folder, tmp_path):
    report = build(notice_files([folder]), tmp_path / "store")

    assert [path.name for path, _ in report.kept] == ["鲁人社字〔2022〕161号.txt", "good.txt"]
    assert sorted(failure.path.name for failure in report.failures) == ["binary.txt", "empty.txt", "poem.txt"]
    with Store.open(tmp_path / "store", read_only=True) as store:
        assert [entry.number for entry in store.notices()] == ["某政办发〔2024〕7号", "鲁人社字〔2022〕161号"]


def test_where_each_source_lies_is_recorded_relative_to_the_store(folder, tmp_path):
    build([folder / "good.txt"], tmp_path / "store")
    (source,) = load_sources(tmp_path / "store").values()

    assert source.path == "notices/good.txt"


def test_when_nothing_can_be_read_no_store_is_made(folder, tmp_path):
    report = build([folder / "empty.txt"], tmp_path / "store")

    assert [type(failure) for failure in report.failures] == [Failure]
    assert not (tmp_path / "store").exists()


def test_building_twice_changes_nothing(folder, tmp_path):
    for _ in range(2):
        build([folder / "good.txt"], tmp_path / "store")
        with Store.open(tmp_path / "store", read_only=True) as store:
            store.export(tmp_path / "graph.nq")
        exported = (tmp_path / "graph.nq").read_bytes()
        (tmp_path / "before.nq").touch()
        if (before := (tmp_path / "before.nq").read_bytes()) != b"":
            assert exported == before
        (tmp_path / "before.nq").write_bytes(exported)


def test_a_folder_of_other_things_is_not_taken_for_a_store(folder, founding_path):
    with pytest.raises(StoreError, match="no store"):
        build([founding_path], folder)


def test_files_come_back_with_their_facts_or_with_the_reason(folder):
    results = dict(extract_files([folder / "good.txt", folder / "empty.txt"]))

    assert [measure.id for measure in results[folder / "good.txt"].measures] == ["一", "二"]
    assert "empty" in results[folder / "empty.txt"].reason
