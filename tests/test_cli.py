"""The command silian: answers on standard output, everything else on standard error, one clear line and an exit code for bad input."""

import csv
import io
import json
import os
import shutil
import subprocess
import sys

import pytest

from silian_kg.graph.store import Store


def silian(*arguments, store=None, cwd=None, seed="0"):
    """Run the command as a user would, in a process of its own."""
    environment = {**os.environ, "PYTHONHASHSEED": seed, "NO_COLOR": "1", "PYTHONWARNINGS": "error"}
    environment.pop("SILIAN_STORE", None)
    if store is not None:
        environment["SILIAN_STORE"] = str(store)
    command = [sys.executable, "-m", "silian_kg.cli", *map(str, arguments)]
    return subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False
    )


def complaint(done, code=1):
    """The one line that a failed command prints."""
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1, done.stderr
    return lines[0]


@pytest.fixture(scope="session")
def built(tmp_path_factory, founding_path):
    """The store of the founding notice, and what building it printed."""
    store = tmp_path_factory.mktemp("cli") / "store"
    return store, silian("build", founding_path.parent, "--store", store)


def test_build_ends_with_what_was_found_who_serves_what_and_what_to_do_next(built):
    _, done = built

    assert done.returncode == 0, done.stderr
    assert "措施 measures" in done.stdout
    assert "集成电路" in done.stdout
    assert "silian query" in done.stderr


def test_the_store_is_found_by_the_environment_and_by_default_in_the_current_folder(built, tmp_path):
    store, _ = built
    shutil.copytree(store, tmp_path / "silian-store")
    ask = ("sparql", "SELECT (COUNT(*) AS ?n) { ?m a skg:Measure }", "--format", "csv")

    assert silian(*ask, store=store).stdout == "n\n27\n"
    assert silian(*ask, cwd=tmp_path).stdout == "n\n27\n"


def test_extract_prints_the_contract(founding_path):
    printed = json.loads(silian("extract", founding_path).stdout)

    assert printed["notice"]["number"] == "鲁人社字〔2022〕161号"
    assert [m["id"] for m in printed["measures"]][::13] == ["一.1", "三.14", "六.27"]
    assert printed["measures"][-1]["truncated"] is True
    assert {"unit", "role", "iri", "start", "end"} <= printed["measures"][0]["responsible"][0].keys()
    keys = {"type", "text", "concept", "flow", "certainty", "start", "end", "quote", "rule"}
    assert all(keys <= mention.keys() for measure in printed["measures"] for mention in measure["mentions"])


@pytest.mark.parametrize("form", ["ttl", "trig", "nq", "nt", "jsonld"])
def test_extract_prints_rdf(founding_path, form):
    import pyoxigraph as ox

    forms = {"ttl": "TURTLE", "trig": "TRIG", "nq": "N_QUADS", "nt": "N_TRIPLES", "jsonld": "JSON_LD"}
    printed = silian("extract", founding_path, "--format", form).stdout

    assert sum(1 for _ in ox.parse(printed.encode(), format=getattr(ox.RdfFormat, forms[form]))) > 1000


def test_who_serves_an_industry_is_answered_with_certainty_and_evidence(built):
    store, _ = built
    rows = json.loads(
        silian("query", "units-serving-industry", "--industry", "集成电路", "--format", "json", store=store).stdout
    )
    stated = {
        (row["单位"].removeprefix("山东省人力资源和社会保障厅"), row["措施"])
        for row in rows
        if row["确定程度"] == "stated"
    }

    assert {unit for unit, _ in stated} == {"专技处", "职业能力处"}


@pytest.mark.parametrize("certainty", ["stated", "明示"])
def test_an_answer_can_be_held_to_a_level_of_certainty(built, certainty):
    ask = ("query", "units-serving-industry", "--industry", "集成电路", "--certainty", certainty, "--format", "csv")

    rows = list(csv.DictReader(io.StringIO(silian(*ask, store=built[0]).stdout)))

    assert {(row["单位"], row["确定程度"]) for row in rows} == {("专技处", "stated"), ("职业能力处", "stated")}


def test_answers_come_as_tables_json_and_csv(built):
    store, _ = built
    table = silian("query", "linkage-matrix", store=store).stdout
    rows = json.loads(silian("query", "linkage-matrix", "--format", "json", store=store).stdout)
    lines = list(csv.DictReader(io.StringIO(silian("query", "linkage-matrix", "-f", "csv", store=store).stdout)))

    assert "人才链" in table
    assert [list(map(str, row.values())) for row in rows] == [list(line.values()) for line in lines]


@pytest.mark.slow
def test_all_questions_are_listed_and_all_can_be_asked(built):
    store, _ = built
    listed = json.loads(silian("query", "--format", "json", store=store).stdout)

    assert len(listed) == 20
    for question in listed:
        values = [part for p in question["parameters"] if p["required"] for part in (f"--{p['name']}", p["example"])]
        done = silian("query", question["name"], *values, store=store)
        assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("ending", [".nq", ".ttl", ".jsonld", ".graphml", ".gexf", ".json"])
def test_export_writes_what_the_ending_says_and_the_same_bytes_again(built, tmp_path, ending):
    store, _ = built
    first, second = tmp_path / f"a{ending}", tmp_path / f"b{ending}"

    assert silian("export", "-o", first, store=store, seed="1").returncode == 0
    assert silian("export", "-o", second, store=store, seed="2").returncode == 0
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.slow
def test_two_builds_in_two_processes_export_the_same_bytes(founding_path, tmp_path):
    exported = []
    for seed in ("1", "2"):
        store, file = tmp_path / f"store{seed}", tmp_path / f"{seed}.nq"
        assert silian("build", founding_path, "--store", store, seed=seed).returncode == 0
        assert silian("export", "-o", file, "--store", store, seed=seed).returncode == 0
        exported.append(file.read_bytes())

    assert exported[0] == exported[1]


@pytest.mark.parametrize("name", ["network", "chains", "matrix", "notice"])
def test_each_view_is_one_file(built, tmp_path, name):
    store, _ = built
    done = silian("view", name, "-o", tmp_path / "view.html", store=store)

    assert done.returncode == 0, done.stderr
    assert (tmp_path / "view.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_verify_and_validate_say_that_all_is_well(built):
    store, _ = built
    verified, validated = silian("verify", store=store), silian("validate", store=store)

    assert (verified.returncode, validated.returncode) == (0, 0), verified.stderr + validated.stderr
    assert "character by character" in verified.stderr
    assert "conforms" in validated.stderr


def test_verify_names_what_no_longer_stands(tmp_path, founding_path):
    source = tmp_path / "notice.txt"
    shutil.copy(founding_path, source)
    silian("build", source, "--store", tmp_path / "store")
    source.write_text(source.read_text(encoding="utf-8").replace("集成电路等", "集成电器等"), encoding="utf-8")

    done = silian("verify", "--store", tmp_path / "store", "--format", "json")

    assert done.returncode == 1
    assert {row["statement"] for row in json.loads(done.stdout)} >= {
        "measure 二.11",
        "measure 二.11 › mention 集成电路",
    }


def test_evaluate_prints_figures_and_what_a_change_gained(tmp_path, founding_path):
    gold = tmp_path / "gold"
    gold.mkdir()
    shutil.copy(founding_path, gold / "a.txt")
    shutil.copy(founding_path.parent.parent / "gold" / founding_path.with_suffix(".json").name, gold / "a.json")
    first = silian("evaluate", gold, "--save", tmp_path / "run.json", "--format", "json")
    second = silian("evaluate", gold, "--against", tmp_path / "run.json")

    assert json.loads(first.stdout)["figures"]["responsible"]["f1"] == 1.0
    assert "gained 0, lost 0" in second.stderr


# ---- bad input: one clear line, an exit code, nothing half-written


def test_a_missing_path(tmp_path):
    assert "no such file" in complaint(silian("build", tmp_path / "nowhere"))
    assert "no such file" in complaint(silian("extract", tmp_path / "nowhere.txt"))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (bytes(range(256)) * 9, "save it as UTF-8"),
        ("床前明月光".encode(), "no measures"),
    ],
)
def test_a_file_that_is_no_notice(tmp_path, content, reason):
    (tmp_path / "bad.txt").write_bytes(content)

    assert reason in complaint(silian("extract", tmp_path / "bad.txt"))


def test_one_bad_file_among_good_ones(tmp_path, founding_path):
    shutil.copy(founding_path, tmp_path / "good.txt")
    (tmp_path / "bad.txt").write_bytes(b"")

    done = silian("build", tmp_path, "--store", tmp_path / "store")

    assert done.returncode == 1
    assert "bad.txt" in done.stderr
    assert "1 of 2 files" in done.stderr
    with Store.open(tmp_path / "store", read_only=True) as store:
        assert len(store.notices()) == 1


def test_nothing_is_written_when_nothing_can_be_read(tmp_path):
    (tmp_path / "bad.txt").write_bytes(b"")

    assert silian("build", tmp_path / "bad.txt", "--store", tmp_path / "store").returncode == 1
    assert not (tmp_path / "store").exists()


def test_a_store_that_is_not_there(tmp_path):
    assert "build one first" in complaint(silian("query", "linkage-matrix", store=tmp_path / "none"))


def test_a_store_of_a_newer_format(built, tmp_path):
    shutil.copytree(built[0], tmp_path / "store")
    mark = tmp_path / "store" / "silian.json"
    mark.write_text(json.dumps({**json.loads(mark.read_text(encoding="utf-8")), "format": 999}), encoding="utf-8")

    assert "newer" in complaint(silian("query", "linkage-matrix", store=tmp_path / "store"))


def test_a_store_that_another_process_writes(tmp_path, founding_path):
    with Store.open(tmp_path / "store"):
        assert "another process" in complaint(silian("build", founding_path, "--store", tmp_path / "store"))


def test_malformed_sparql(built):
    assert "not SPARQL" in complaint(silian("sparql", "SELECT ?x WHERE { ?x a", store=built[0]))


def test_an_unknown_query_is_answered_with_the_nearest_names(built):
    assert "units-serving-industry" in complaint(silian("query", "units-serving-industy", store=built[0]))


def test_an_unknown_industry_is_answered_with_the_nearest_labels(built):
    line = complaint(silian("query", "units-serving-industry", "--industry", "集成电路产", store=built[0]))

    assert "集成电路" in line


def test_an_unknown_ending_of_an_export(built, tmp_path):
    assert "ending" in complaint(silian("export", "-o", tmp_path / "x.xyz", store=built[0]))
    assert not list(tmp_path.iterdir())


def test_a_place_that_refuses(built, tmp_path):
    assert "cannot be written" in complaint(silian("export", "-o", tmp_path / "none" / "x.nq", store=built[0]))


def test_an_unknown_view_and_a_missing_query_are_misuse(built, tmp_path):
    assert silian("view", "pie", "-o", tmp_path / "x.html", store=built[0]).returncode == 2
    assert silian("sparql", store=built[0]).returncode == 2


def test_help_teaches_without_loading_the_heavy_libraries():
    code = "import sys; sys.argv = ['silian', '--help']\nfrom silian_kg.cli import main\ntry: main()\nexcept SystemExit: pass\nprint(sorted({'spacy', 'rdflib', 'networkx', 'jieba', 'pyvis'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True)

    assert "silian build FOLDER" in done.stdout
    assert done.stdout.rstrip().endswith("[]")
