"""The README, its Chinese twin and the docs: what they show is there, and they claim no more than is measured."""

import json
import re
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import pytest

from silian_kg.building import extract_file
from silian_kg.evaluation import SINGLE, evaluate
from silian_kg.graph.record import record

ROOT = Path(__file__).parent.parent
TWINS = (ROOT / "README.md", ROOT / "README.zh.md")
PAGES = (*TWINS, ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("**/*.md")), ROOT / "corpus" / "README.md")
COMMANDS = ("python -m pip install . && silian build corpus/notices", "python -m pip install -e '.[test]' && pytest")
KINDS = ("measure", "responsible", "industry", "program", "talent", "platform", "chains")  # columns of the figures

FENCED = re.compile(r"^```(?P<language>\w*)\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(
    r"!?\[[^\]]*\]\((?P<target>[^)\s]+)\)"
)  # [the cookbook](docs/cookbook.md#verify), ![a view](docs/images/chains.png)
HEADING = re.compile(r"^#+ (?P<text>.+)$", re.MULTILINE)
PICTURE = re.compile(r"!\[(?P<words>[^\]]*)\]\((?P<target>[^)]+)\)")


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def blocks(path: Path) -> list[tuple[str, str]]:
    return [(block["language"], block["code"]) for block in FENCED.finditer(path.read_text(encoding="utf-8"))]


def prose(path: Path) -> str:
    return FENCED.sub("", path.read_text(encoding="utf-8"))


def anchors(path: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    plain = (re.sub(r"[`*]", "", heading["text"]).strip().lower() for heading in HEADING.finditer(prose(path)))
    return {re.sub(r"[^\w\- ]", "", heading).replace(" ", "-") for heading in plain}


@cache
def measured() -> dict[str, float]:
    """What `silian evaluate corpus/gold` prints for each kind of fact."""
    counts = evaluate(ROOT / "corpus" / "gold", lambda path: record(extract_file(path))).counts()
    return {kind: count.recall if kind in SINGLE else count.f1 for kind, count in counts.items()}


@cache
def printed() -> dict:
    return record(extract_file(next((ROOT / "corpus" / "notices").glob("*.txt"))))


# ---- the two commands


@pytest.mark.parametrize("path", TWINS, ids=named)
def test_the_two_commands_stand_alone_in_blocks_of_their_own(path: Path) -> None:
    assert [code.strip() for language, code in blocks(path) if language == "sh"] == list(COMMANDS)


def test_ci_runs_the_two_commands_as_they_stand() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8").replace("pip install -q", "pip install")

    assert [command in script for command in COMMANDS] == [True, True]


def test_the_twins_have_the_same_code() -> None:
    english, chinese = (blocks(path) for path in TWINS)

    assert english == chinese


def test_the_twins_have_the_same_pictures_links_and_figures() -> None:
    english, chinese = (prose(path).replace("README.zh.md", "README.md") for path in TWINS)

    assert LINK.findall(english) == LINK.findall(chinese)
    assert re.findall(r"\b[01]\.\d{3}\b|\d{4}-\d\d-\d\d", english) == re.findall(
        r"\b[01]\.\d{3}\b|\d{4}-\d\d-\d\d", chinese
    )


def test_the_example_in_python_is_short() -> None:
    (example,) = [code for language, code in blocks(TWINS[0]) if language == "python"]

    assert len([line for line in example.splitlines() if line.strip()]) <= 10


# ---- figures


@pytest.mark.parametrize("path", TWINS, ids=named)
def test_the_readme_claims_no_more_than_is_measured(path: Path) -> None:
    row = next(
        line
        for line in path.read_text(encoding="utf-8").splitlines()
        if "鲁人社字〔2022〕161号" in line and "| 2" in line
    )
    claimed = dict(zip(KINDS, map(float, re.findall(r"\b[01]\.\d{3}\b", row)), strict=True))

    over = {kind: (figure, measured()[kind]) for kind, figure in claimed.items() if figure > measured()[kind] + 0.0005}
    assert over == {}


def test_the_head_of_the_founding_notice_is_read_without_a_mistake() -> None:
    head = {kind: measured()[kind] for kind in ("title", "number", "date", "issuers", "addressees", "cites")}

    assert set(head.values()) == {1.0}


# ---- pictures and links


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_links_lead_somewhere(path: Path) -> None:
    lost = []
    for link in LINK.finditer(prose(path)):
        place, _, anchor = unquote(link["target"]).partition("#")
        if place.startswith(("http://", "https://")):
            continue
        target = path.parent / place if place else path
        if not target.exists() or (anchor and anchor not in anchors(target)):
            lost.append(link["target"])

    assert lost == []


def test_a_link_to_nothing_would_be_noticed() -> None:
    assert not (ROOT / "docs" / "no-such-page.md").exists()
    assert "no-such-heading" not in anchors(ROOT / "README.md")
    assert "in-python" in anchors(ROOT / "README.md")


def test_pictures_are_small_and_described() -> None:
    shown = {
        (path.parent / picture["target"]).resolve(): picture["words"]
        for path in PAGES
        for picture in PICTURE.finditer(prose(path))
    }
    kept = sorted((ROOT / "docs" / "images").glob("*"))

    assert sorted(shown) == kept
    for path in kept:
        assert path.read_bytes().startswith(b"\x89PNG\r\n")
        assert path.stat().st_size < 300_000
        assert len(shown[path]) > 15


# ---- the JSON, key by key


def keys_told() -> dict[str, list[str]]:
    """Heading → the keys that its table tells."""
    text = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")
    told = {}
    for part in re.split(r"^###? ", text, flags=re.MULTILINE)[1:]:
        heading, _, rest = part.partition("\n")
        rows = re.findall(r"^\| (`[^|]+) \|", rest, re.MULTILINE)
        told[heading.replace("`", "")] = [key for row in rows for key in re.findall(r"`(\w+)`", row)]
    return told


@pytest.mark.parametrize(
    ("heading", "items"),
    [
        ("The object", lambda: [printed()]),
        ("notice", lambda: [printed()["notice"]]),
        ("Each of measures", lambda: printed()["measures"]),
        *(
            (f"Each of {part}", lambda part=part: [item for measure in printed()["measures"] for item in measure[part]])
            for part in ("responsible", "mentions", "linkages")
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_json_has_the_keys_that_are_told_and_no_others(heading: str, items) -> None:
    found = {tuple(item) for item in items()}

    assert len(found) == 1
    assert sorted(found.pop()) == sorted(keys_told()[heading])


def test_values_of_the_json_are_among_those_told() -> None:
    text = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")
    mentions = [mention for measure in printed()["measures"] for mention in measure["mentions"]]
    values = {mention[key] for mention in mentions for key in ("type", "flow", "certainty", "chain") if mention[key]}
    values |= {seat["role"] for measure in printed()["measures"] for seat in measure["responsible"]}
    values |= {link["kind"] for measure in printed()["measures"] for link in measure["linkages"]}

    assert sorted(value for value in values if value not in text) == []
    assert json.loads(json.dumps(printed())) == printed()


# ---- the cookbook


def test_every_command_is_shown_in_the_docs() -> None:
    from silian_kg.cli.app import app

    commands = {command.name or command.callback.__name__ for command in app.registered_commands}
    text = "".join(page.read_text(encoding="utf-8") for page in PAGES)

    assert sorted(command for command in commands if not re.search(rf"silian {command}\b", text)) == []


def test_every_page_and_notebook_stands_in_the_index() -> None:
    index = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    pages = {path.name for path in (ROOT / "docs").glob("*.md")} - {"README.md"}
    pages |= {path.name for path in (ROOT / "notebooks").glob("*.ipynb")}

    assert sorted(name for name in pages if name not in index) == []


def test_the_cookbook_lists_every_recipe() -> None:
    page = ROOT / "docs" / "cookbook.md"
    text = prose(page)
    recipes = {heading for heading in anchors(page) if heading != "cookbook"}

    assert set(re.findall(r"\]\(#([\w-]+)\)", text)) == recipes
