"""A store that changes while it is served: builds beside it, uploads, the first start without one."""

import time

import pytest
from invented import invented_notice
from serving import explorer, invented_store, until_done, until_ready

from silian_kg.graph.store import Store
from silian_kg.web.published import _home
from silian_kg.web.replies import Refused
from silian_kg.web.uploads import founding_notice, safe_name

FILE = {"Content-Type": "application/octet-stream"}
NOTICE = "东海市人民政府关于加强人才工作的通知\n东政发〔2030〕3号\n一、强化培养\n1.培养高技能人才，服务海洋产业。（责任单位：市教育局）\n2.引进领军人才。（责任单位：市科技局）\n"
HOSTILE = '<script>alert(1)</script><a href="javascript:alert(2)">=HYPERLINK("http://evil.example")</a>'


def test_a_build_goes_on_beside_and_its_notices_are_shown_after_a_reload(tmp_path):
    store = invented_store(tmp_path, notices=1)
    with explorer(store) as client:
        before = client.get("/status.json").json()
        with Store.open(store) as opened:  # would fail, were the store itself being served
            opened.add(invented_notice("新.txt", "东人才〔2031〕99号"))

        assert client.get("/status.json").json()["changed"]
        assert client.get("/notices.json").json()["total"] == 1
        assert client.post("/reload").status_code == 202

        until_ready(client, not_generation=before["generation"])

        assert client.get("/notices.json").json()["total"] == 2
        assert not client.get("/status.json").json()["changed"]
        assert (
            client.get("/sparql?query=SELECT(COUNT(?d)AS?n){?d%20skg:sourceText?t;dcterms:identifier?k}").text.count(
                '"value":"2"'
            )
            == 1
        )


def test_the_first_start_offers_the_founding_notice(tmp_path):
    with explorer(tmp_path / "store") as client:
        status = client.get("/status.json").json()

        assert (status["state"], status["founding"], status["upload"]) == ("empty", True, False)
        assert client.get("/overview.json").json()["counts"]["notices"] == 0
        assert client.get("/matrix.json").json()["cells"] == []
        assert client.get("/network.json").json()["edges"] == []

        job = until_done(client, client.post("/founding").json()["path"])

        assert job["state"] == "done", job["error"]
        assert client.get(job["notice"]["path"] + ".json").json()["number"] == "鲁人社字〔2022〕161号"
        assert client.get("/status.json").json()["state"] == "ready"
        assert client.post("/founding").status_code == 409


def test_uploads_are_read_kept_and_shown_and_bad_ones_are_told(tmp_path):
    with explorer(tmp_path / "store", upload=True) as client:
        posted = client.post(
            "/upload", params={"name": "../../通知<1>.txt"}, content=(NOTICE + HOSTILE).encode(), headers=FILE
        )

        assert posted.status_code == 202

        job = until_done(client, posted.json()["path"])

        assert job["state"] == "done", job["error"]
        assert [path.name for path in (tmp_path / "store-uploads").iterdir()] == ["通知_1_.txt"]

        page = client.get(job["notice"]["path"] + ".json")

        assert page.headers["Content-Type"] == "application/json"
        assert HOSTILE in page.json()["source"]
        assert "'=HYPERLINK" not in page.text

        for name, content, status in (
            ("a.exe", b"MZ", 415),
            ("通知.txt", b"", 400),
            ("", b"x", 400),
        ):
            assert client.post("/upload", params={"name": name}, content=content, headers=FILE).status_code == status
        assert client.post("/upload?name=a.txt", files={"file": b"x"}).status_code == 415
        assert (
            client.post(
                "/upload?name=a.txt", content=b"x", headers={**FILE, "Origin": "https://evil.example"}
            ).status_code
            == 403
        )

        broken = client.post("/upload", params={"name": "b.docx"}, content=b"PK\x03\x04 no zip", headers=FILE)
        failed = until_done(client, broken.json()["path"])

        assert failed["state"] == "failed"
        assert "b.docx" in str(failed["error"])
        assert client.get("/jobs/none.json").status_code == 404
        assert client.get("/notices.json").json()["total"] == 1


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("通知.DOCX", "通知.docx"),
        ("../../../etc/cron.d/x.txt", "x.txt"),
        ("C:\\Windows\\a.txt", "a.txt"),
        ("..txt", "notice.txt"),
        ("a\x00b\n.txt", "a_b_.txt"),
        ("鲁人社字〔2022〕161号.txt", "鲁人社字〔2022〕161号.txt"),
        ("长" * 500 + ".txt", "长" * 60 + ".txt"),
    ],
)
def test_a_name_of_an_upload_names_a_file_in_our_folder(given, kept):
    assert safe_name(given) == kept


@pytest.mark.parametrize("name", ["a.exe", "txt", "a.txt/", "a.txt.sh", ""])
def test_a_name_that_ends_like_no_notice_is_refused(name):
    with pytest.raises(Refused):
        safe_name(name)


def test_the_founding_notice_is_at_hand():
    assert founding_notice().read_bytes()


def test_nothing_is_left_beside_the_store_when_the_server_ends(tmp_path):
    store = invented_store(tmp_path, notices=1)
    with explorer(store):
        assert any(".serving-" in path.name for path in tmp_path.iterdir())
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline and any(".serving-" in path.name for path in tmp_path.iterdir()):
        time.sleep(0.05)

    assert [path.name for path in tmp_path.iterdir()] == ["store"]


def test_what_a_killed_server_left_is_taken_away(tmp_path):
    left = tmp_path / ".store.serving-999999999-x"
    left.mkdir()
    ours = _home(tmp_path / "store")

    assert not left.exists()
    assert ours.exists()
