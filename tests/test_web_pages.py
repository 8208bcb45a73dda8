"""Pages as JSON: one explorer of two invented notices, asked as the front end asks."""

import csv
import io
import json
import zipfile

import pytest
from invented import HOSTILE, SOURCE
from serving import explorer, invented_store

BASE = "https://w3id.org/silian-kg"
UNIT = f"{BASE}/id/unit/东海市人才工作局-人才科"


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    """An explorer that only shows."""
    with explorer(invented_store(tmp_path_factory.mktemp("pages"))) as client:
        yield client


def read(client, path, status=200):
    response = client.get(path)
    assert response.status_code == status, response.text
    assert response.headers["Content-Type"] == "application/json"
    return response.json()


def thing(client, label):
    return next(row for row in read(client, f"/search.json?q={label}")["things"] if row["label"] == label)


def test_the_status_tells_what_is_there_and_what_is_allowed(client):
    status = read(client, "/status.json")

    assert (status["state"], status["notices"], status["changed"], status["error"]) == ("ready", 2, False, "")
    assert (status["upload"], status["update"], status["founding"]) == (False, False, False)


def test_the_overview_counts_and_names_what_is_busiest(client):
    overview = read(client, "/overview.json")

    assert overview["counts"]["notices"] == 2
    assert overview["counts"]["measures"] == 8
    assert {chain["label"] for chain in overview["chains"]} >= {"人才链", "教育链", "产业链", "创新链"}
    assert overview["units"][0]["measures"] >= overview["units"][-1]["measures"]
    assert [row["number"] for row in overview["newest"]] == ["东人才〔2031〕7号", "东人才〔2031〕8号"]


def test_a_gap_is_a_pair_of_chains_that_no_measure_links(client):
    overview = read(client, "/overview.json")
    linked = {(link["source"], link["target"]) for link in overview["links"]}
    gaps = {(gap["source"], gap["target"]) for gap in overview["gaps"]}

    assert linked
    assert gaps
    assert not linked & gaps
    assert len({pair for pair in linked | gaps if max(pair) < 4}) == 12


def test_every_arrow_leads_to_its_words(client):
    overview = read(client, "/overview.json")
    for link in overview["links"]:
        ends = [overview["chains"][link[end]]["label"] for end in ("source", "target")]
        evidence = read(client, f"/evidence.json?from={ends[0]}&to={ends[1]}")

        assert len({item["measure"] for item in evidence["items"]}) == link["measures"]


def test_every_cell_of_the_matrix_leads_to_its_words(client):
    matrix = read(client, "/matrix.json")

    assert matrix["cells"]
    for cell in matrix["cells"]:
        unit, field = matrix["units"][cell["unit"]], matrix["fields"][cell["field"]]
        evidence = client.get("/evidence.json", params={"unit": unit["iri"], "field": field["iri"]}).json()

        assert len(evidence["items"]) == sum(cell["certainty"].values())
        assert len({item["measure"] for item in evidence["items"]}) == cell["measures"]
        for fact in evidence["facts"]:
            passage = evidence["passages"][fact["passage"]]
            start = passage["start"]
            assert (
                SOURCE.replace("7号", "8号")[start : start + len(passage["text"])] in passage["text"]
                or passage["text"] in SOURCE
            )


def test_evidence_quotes_the_source_to_the_character(client):
    field = thing(client, "海洋产业")
    evidence = client.get("/evidence.json", params={"thing": field["iri"]}).json()

    quotes = [evidence["passages"][fact["passage"]]["text"][fact["start"] : fact["end"]] for fact in evidence["facts"]]

    assert quotes == ["海洋产业"] * len(quotes)
    assert len(quotes) == 4


def test_facets_narrow_and_tell_how_many_would_remain(client):
    whole = read(client, "/matrix.json")["facets"]
    for value in whole["chain"] + whole["notice"] + whole["certainty"]:
        facet = next(name for name, values in whole.items() if value in values)
        narrowed = client.get("/matrix.json", params={facet: value["value"]}).json()["facets"]
        other = "issuer" if facet != "issuer" else "notice"

        assert sum(entry["count"] for entry in narrowed[other]) == value["count"]
        assert next(entry for entry in narrowed[facet] if entry["value"] == value["value"])["chosen"]


def test_a_facet_that_no_measure_has_leaves_nothing(client):
    overview = read(client, "/overview.json?issuer=某局")

    assert overview["counts"]["measures"] == 0
    assert overview["units"] == []


def test_the_matrix_is_exported_with_its_quotes(client):
    rows = list(csv.DictReader(io.StringIO(client.get("/matrix.csv").content.decode("utf-8-sig"))))

    assert rows
    assert {"单位", "产业与领域", "确定程度", "领域引文", "起", "止", "文件"} <= set(rows[0])
    for row in rows:
        source = SOURCE.replace("东人才〔2031〕7号", row["文件"])
        assert source[int(row["起"]) : int(row["止"])] == row["领域引文"]


def test_workbooks_are_the_same_bytes_and_hold_no_formula(client):
    content = client.get("/matrix.xlsx").content
    sheet = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml").decode()

    assert content == client.get("/matrix.xlsx", headers={"Cache-Control": "no-cache"}).content
    assert "<f>" not in sheet
    assert zipfile.ZipFile(io.BytesIO(client.get("/notices.xlsx").content)).testzip() is None


def test_the_network_has_places_and_grows_by_a_click(client):
    whole = read(client, "/network.json")
    unit = next(node for node in whole["nodes"] if node["type"] == "unit")
    near = client.get("/network.json", params={"thing": unit["iri"]}).json()

    assert unit["degree"] > 0
    assert len({(node["x"], node["y"]) for node in whole["nodes"]}) == len(whole["nodes"])
    assert unit["iri"] in {node["iri"] for node in near["nodes"]}
    assert near["edges"]
    for edge in near["edges"]:
        ends = [near["nodes"][edge[end]]["iri"] for end in ("source", "target")]
        evidence = client.get("/evidence.json", params={"source": ends[0], "target": ends[1]}).json()
        assert evidence["total"] == sum(edge["certainty"].values())


def test_a_network_is_thinned_to_its_bound_and_says_so(client):
    whole = read(client, "/network.json?limit=2000")
    thinned = read(client, "/network.json?limit=3")

    assert whole["thinned"] == 0
    assert thinned["thinned"] == thinned["total"]["nodes"] - 3
    assert read(client, "/network.json?type=talent")["nodes"] != whole["nodes"]


def test_a_way_leads_from_thing_to_measure_to_thing(client):
    start, end = thing(client, "人才科"), thing(client, "深海实验室")
    graph = client.get("/network.json", params={"from": start["iri"], "to": end["iri"]}).json()

    assert graph["ways"]
    for way in graph["ways"]:
        assert (way[0], way[-1]) == (start["iri"], end["iri"])
        assert all("/id/doc/" in measure for measure in way[1::2])
    assert {node["iri"] for node in graph["nodes"]} == {iri for way in graph["ways"] for iri in way[::2]}


def test_no_way_is_told_as_none(client):
    iri = f"{BASE}/id/unit/nobody"

    assert client.get("/network.json", params={"from": iri, "to": iri}).status_code == 404
    assert client.get("/network.json", params={"from": iri}).status_code == 400


def test_search_finds_things_notices_and_measures(client):
    found = read(client, "/search.json?q=海洋")

    assert {"海洋产业", "海洋工程师", "海洋学院"} <= {row["label"] for row in found["things"]}
    assert len(found["notices"]) == 2
    assert all(row["snippet"][1] == "海洋" for row in found["measures"])
    assert read(client, "/search.json?q=") == {"q": "", "things": [], "notices": [], "measures": []}


def test_notices_are_listed_searched_sorted_and_cut(client):
    listed = read(client, "/notices.json?sort=title&limit=1&offset=1")

    assert (listed["total"], len(listed["notices"])) == (2, 1)
    assert read(client, "/notices.json?q=深海实验室")["total"] == 2
    assert read(client, "/notices.json?q=无此词")["notices"] == []
    assert read(client, "/notices.json?sort=colour", 400)["error"]
    assert read(client, "/notices.json?limit=many", 400)["error"]


def test_a_notice_is_shown_with_its_source_and_its_evidence(client):
    row = read(client, "/notices.json?sort=title")["notices"][0]
    notice = read(client, f"{row['path']}.json")

    assert notice["source"] == client.get(f"{row['path']}.txt").text
    assert [heading["id"] for heading in notice["outline"]] == ["一", "一.1", "一.2", "二", "二.3", "二.4"]
    for fact in notice["facts"]:
        start = notice["passages"][fact["passage"]]["start"] + fact["start"]
        assert notice["source"][start : start + fact["end"] - fact["start"]] in notice["source"]
    assert notice["cites"] == notice["cited_by"] == []


def test_a_thing_tells_what_is_said_of_it_by_whom(client):
    page = read(client, thing(client, "海洋产业")["path"] + ".json")

    assert page["measures"] == 4
    assert [row["measures"] for row in page["by"]] == [2, 2]
    assert {row["label"] for row in page["serves"]} == {"人才科", "产业科", "东海市人才工作局"}
    assert page["evidence"]["total"] == 4


def test_a_measure_has_a_page_of_its_own(client):
    row = read(client, "/notices.json?sort=title")["notices"][0]
    page = read(client, f"{row['path']}/一.1.json")

    assert (page["kind"], page["label"], page["notice"]["iri"]) == ("措施", "一.1", row["iri"])
    assert [unit["label"] for unit in page["units"]] == ["人才科", "产业科"]
    assert page["text"].startswith("1.依托海洋学院")


def test_a_thing_that_no_notice_names_has_its_page_without_evidence(client):
    page = read(client, "/vocab/chain/人才链.json")

    assert (page["label"], page["measures"], page["evidence"]["items"]) == ("人才链", 0, [])


def test_a_thing_comes_as_triples_by_suffix_and_by_wish(client):
    path = thing(client, "海洋产业")["path"]
    turtle = client.get(f"{path}.ttl")

    assert "skg:" in turtle.text
    assert client.get(path, headers={"Accept": "text/turtle"}).content == turtle.content
    assert client.get(path, headers={"Accept": "application/json"}).json() == client.get(f"{path}.json").json()
    assert client.get(path, headers={"Accept": "text/html"}).headers["Content-Type"].startswith("text/html")
    assert client.get(f"{path}.nt").text.count(" .\n") > 5


def test_unknown_things_and_pages_are_404_in_one_sentence(client):
    assert read(client, "/id/unit/nobody.json", 404)["error"].startswith("<https://w3id.org/silian-kg/id/unit/nobody>")
    assert client.get("/id/unit/nobody.ttl").status_code == 404
    assert client.get("/nothing").status_code == 404


def test_questions_are_forms_that_answer(client):
    questions = {question["name"]: question for question in read(client, "/questions.json")}
    serving = questions["units-serving-industry"]

    assert serving["parameters"][0]["name"] == "industry"

    answer = read(client, "/questions/units-serving-industry.json?industry=海洋产业")
    quoted = answer["columns"].index("引文")

    assert answer["rows"]
    for row, place in zip(answer["rows"], answer["places"], strict=True):
        source = client.get(f"{place['path']}.txt").text
        assert source[place["start"] : place["end"]] == row[quoted]


def test_a_question_offers_what_is_near_to_an_unknown_label(client):
    refused = read(client, "/questions/units-serving-industry.json?industry=海洋产", 400)

    assert "海洋产业" in refused["nearest"]
    assert read(client, "/questions/who.json", 404)["error"]
    assert read(client, "/questions/units-of-measure.json", 400)["error"]


def test_a_question_is_exported(client):
    lines = (
        client.get("/questions/units-serving-industry.csv?industry=海洋产业").content.decode("utf-8-sig").splitlines()
    )

    assert lines[0].startswith("单位,")
    assert len(lines) > 1


def test_parameters_and_queries_complete_from_the_data(client):
    assert read(client, "/labels.json?type=unit&q=人才")["labels"][0] == "人才科"
    assert read(client, "/labels.json?type=colour", 400)["error"]

    completion = read(client, "/completion.json")

    assert completion["prefixes"]["skg"].endswith("ns#")
    assert {"skg:Measure"} <= {row["curie"] for row in completion["classes"]}
    assert "skg:Measure" in next(row["of"] for row in completion["properties"] if row["curie"] == "skg:ofNotice")
    assert read(client, "/completion.json?q=海洋产业")["terms"][0]["label"] == "海洋产业"


def test_an_answer_that_the_client_has_is_not_sent_again(client):
    first = client.get("/overview.json")
    again = client.get("/overview.json", headers={"If-None-Match": first.headers["ETag"]})

    assert first.headers["Content-Encoding"] == "gzip"
    assert (again.status_code, again.content) == (304, b"")


def test_hostile_text_stays_text(client):
    page = client.get("/search.json?q=alert")

    assert page.headers["Content-Type"] == "application/json"
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert any(HOSTILE.replace('"', "") in row["label"].replace('"', "") for row in page.json()["things"])


def test_every_page_of_the_front_end_is_html(client):
    for path in (
        "/",
        "/overview",
        "/matrix",
        "/network",
        "/notices",
        "/questions",
        "/questions/instruments",
        "/query",
        "/search",
    ):
        response = client.get(path, headers={"Accept": "text/html"})

        assert (response.status_code, response.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert json.loads(client.get("/matrix", headers={"Accept": "application/json"}).content)["cells"]
