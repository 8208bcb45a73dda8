"""Views: what their models hold, what their pages promise, and what a reader meets in a browser."""

import html
import json
import re
import subprocess
import sys
from collections import defaultdict
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from browser import chromium, comes_to, opened
from hypothesis import given
from hypothesis import strategies as st
from invented import HOSTILE, SOURCE, invented_notice

from silian_kg.errors import QueryError
from silian_kg.graph.store import Store
from silian_kg.reading.cleaning import clean
from silian_kg.views import VIEWS, page
from silian_kg.views.chains import chains_model
from silian_kg.views.gather import gather, noise_of
from silian_kg.views.layout import CELL, HEADER, ROW, lay_out
from silian_kg.views.material import Material
from silian_kg.views.matrix import matrix_model
from silian_kg.views.network import QUIET, network_model, pyvis_network
from silian_kg.views.notice import highlighted, notice_model
from silian_kg.views.rendering import json_block, template
from silian_kg.vocabulary import ontology_folder

MODELS = {"network": network_model, "chains": chains_model, "matrix": matrix_model, "notice": notice_model}
OUTSIDE = re.compile(
    r"""(?:\b(?:src|href|action|data|poster|srcset)\s*=\s*["']?|url\(\s*["']?|@import\s+["']?)(?!#|data:)[^\s"'>)]"""
)
TAG = re.compile(r"<[^>]*>")


@pytest.fixture(scope="module")
def store() -> Store:
    store = Store.memory()
    store.add(invented_notice())
    return store


@pytest.fixture(scope="module")
def material(store: Store) -> Material:
    return gather(store, store.notices())


@pytest.fixture(scope="module")
def founding_store(founding) -> Store:
    store = Store.memory()
    store.add(founding)
    return store


# ---- models


@pytest.mark.parametrize("name", sorted(MODELS))
def test_every_fact_of_a_model_quotes_the_source(name: str, material: Material) -> None:
    model = MODELS[name](material)

    assert model["facts"]
    for fact in model["facts"]:
        passage = model["passages"][fact["passage"]]
        assert SOURCE[passage["start"] :].startswith(passage["text"])
        quote = passage["text"][fact["start"] : fact["end"]]
        assert quote.replace("\n", "") == fact["text"] or fact["type"] == "claim"


@pytest.mark.parametrize("name", sorted(MODELS))
def test_a_model_is_plain_json(name: str, material: Material) -> None:
    model = MODELS[name](material)

    assert json.loads(json.dumps(model)) == json.loads(json_block(model).replace("\\u003c", "<"))


def cells_by_name(model: dict) -> dict[tuple[str, str], list[str]]:
    return {
        (model["units"][cell["unit"]]["label"], model["fields"][cell["field"]]["label"]): [
            item["certainty"] for item in cell["items"]
        ]
        for cell in model["cells"]
    }


def test_a_cell_tells_how_firmly_a_unit_serves_a_field(material: Material) -> None:
    cells = cells_by_name(matrix_model(material))

    assert cells["人才科", "海洋产业"] == ["stated"]
    assert cells["产业科", "海洋产业"] == ["stated"]
    assert cells["人才科", "重点产业领域"] == ["by-reference"]


def test_what_no_measure_says_leaves_no_cell(material: Material) -> None:
    assert ("产业科", "重点产业领域") not in cells_by_name(matrix_model(material))


def test_a_field_served_by_nobody_in_particular_stands_in_the_last_row(material: Material) -> None:
    model = matrix_model(material)

    assert model["units"][-1]["nobody"]
    assert cells_by_name(model)["文中未写明责任单位", "海洋产业"] == ["stated"]


def test_where_every_measure_has_a_unit_there_is_no_row_for_nobody() -> None:
    notice = invented_notice()
    store = Store.memory()
    store.add(replace(notice, measures=tuple(measure for measure in notice.measures if measure.responsible)))

    units = matrix_model(gather(store, store.notices()))["units"]

    assert [row["nobody"] for row in units] == [False] * len(units)


def test_a_collective_field_stands_apart_from_named_ones(material: Material) -> None:
    groups = [(field["label"], field["group"]) for field in matrix_model(material)["fields"]]

    assert ("海洋产业", "named") in groups
    assert ("重点产业领域", "collective") in groups
    assert groups.index(("海洋产业", "named")) < groups.index(("重点产业领域", "collective"))


def test_links_between_chains_count_measures_and_carry_both_quotes(material: Material) -> None:
    model = chains_model(material)
    chains = [chain["label"] for chain in model["chains"]]
    links = {(chains[link["source"]], chains[link["target"]]): link for link in model["links"]}

    talent_to_industry = links["人才链", "产业链"]

    assert talent_to_industry["weight"] == 2
    assert [[model["facts"][fact]["text"] for fact in item["facts"]] for item in talent_to_industry["items"]] == [
        ["海洋工程师", "海洋产业"],
        ["领军人才", "重点产业领域"],
    ]
    assert ("产业链", "人才链") not in links


def test_an_edge_gathers_every_measure_between_a_unit_and_an_element(material: Material) -> None:
    model = network_model(material)
    label = [node["label"] for node in model["nodes"]]
    edges = {(label[edge["source"]], label[edge["target"]]): edge["weight"] for edge in model["edges"]}

    assert edges["产业科", "海洋工程师"] == 2
    assert edges["人才科", "海洋工程师"] == 1
    assert edges["文中未写明责任单位", "深海实验室"] == 1
    assert ("人才科", "深海实验室") not in edges


def test_a_clause_outside_its_measure_is_shown_in_lines_of_its_own(material: Material) -> None:
    model = network_model(material)
    seats = [fact for fact in model["facts"] if fact["type"] == "unit" and fact["at"] != fact["passage"]]

    assert [model["passages"][seat["passage"]]["text"] for seat in seats] == ["（以上由产业科负责）"]


def test_general_actors_and_actions_stand_in_the_network_only_on_demand(material: Material) -> None:
    model = network_model(material)
    quiet = {place for place, node in enumerate(model["nodes"]) if node["type"] in QUIET}

    assert quiet
    for layout in model["layouts"]:
        assert bool(quiet & {place for place, _, _ in layout["places"]}) == layout["quiet"]


def test_an_overview_shows_the_heaviest_and_the_whole_shows_all() -> None:
    store = Store.memory()
    store.add_all(invented_notice(f"{place}.txt", f"东人才〔2031〕{place}号") for place in range(1, 4))
    model = network_model(gather(store, store.notices()))
    whole = [layout for layout in model["layouts"] if layout["notice"] is None and layout["quiet"]]

    assert {layout["notice"] for layout in model["layouts"]} == {None, 0, 1, 2}
    assert {place for place, _, _ in whole[-1]["places"]} == set(range(len(model["nodes"])))


def test_pyvis_holds_the_same_network(material: Material) -> None:
    model = network_model(material)

    net = pyvis_network(model)

    assert [node["label"] for node in net.nodes] == [node["label"] for node in model["nodes"]]
    assert len(net.edges) == len(model["edges"])


def test_the_outline_of_a_notice_holds_its_sections_and_measures_in_order(material: Material) -> None:
    outline = [(heading["id"], heading["measure"]) for heading in notice_model(material)["outline"]]

    assert outline == [("一", False), ("一.1", True), ("一.2", True), ("二", False), ("二.3", True), ("二.4", True)]


def test_an_empty_store_gives_pages_that_say_so() -> None:
    empty = Store.memory()

    assert "0 份文件" in page("matrix", empty)
    assert "0 份文件" in page("chains", empty)
    assert "0 份文件" in page("network", empty)


# ---- layout


@given(st.integers(0, 120), st.lists(st.integers(0, 90), max_size=7))
def test_no_two_nodes_ever_cover_each_other(units: int, sizes: list[int]) -> None:
    names = iter(range(10_000))
    unit_ids = [next(names) for _ in range(units)]
    chains = [(f"链{place}", next(names), [next(names) for _ in range(size)]) for place, size in enumerate(sizes)]

    layout = lay_out(unit_ids, chains)

    assert set(layout.places) == {*unit_ids, *(node for _, node, elements in chains for node in (node, *elements))}
    members = [node for _, _, elements in chains for node in elements]
    spots = sorted(layout.places[node] for node in [*unit_ids, *members])
    cells = {(round(x / 4), round(y / 4)) for x, y in spots}
    assert len(cells) == len(spots)
    for (x, y), (other_x, other_y) in pairwise(spots):
        assert x != other_x or other_y - y >= ROW
    for block, (_, _, elements) in zip(sorted(layout.blocks, key=lambda block: block.chain), chains, strict=True):
        for node in elements:
            x, y = layout.places[node]
            assert block.x < x - CELL // 2 + 8
            assert x + CELL // 2 - 8 < block.x + block.width
            assert block.y + HEADER <= y < block.y + block.height


# ---- the text of a notice, highlighted

letters = st.text(alphabet="人才<>&\"'链\n 。", max_size=40)


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, list[tuple[int, int, int]], list[tuple[int, int]]]:
    text = draw(letters)
    extent = (
        st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
        .map(sorted)
        .filter(lambda pair: pair[0] < pair[1])
    )
    extents = draw(st.lists(extent, max_size=6)) if text else []
    places = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)))
    noise = list(zip(places[::2], places[1::2], strict=False))
    return text, [(start, end, index) for index, (start, end) in enumerate(extents)], noise


class QuoteReader(HTMLParser):
    """Collects the text inside the spans of each fact."""

    def __init__(self) -> None:
        super().__init__()
        self.of: dict[str, str] = defaultdict(str)
        self.within: list[list[str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.within.append((dict(attrs).get("data-facts") or "").split())

    def handle_endtag(self, tag: str) -> None:
        self.within.pop()

    def handle_data(self, data: str) -> None:
        for index in [index for facts in self.within for index in facts]:
            self.of[index] += data


@given(marked_texts())
def test_highlighting_changes_no_character_and_every_fact_keeps_its_quote(marked) -> None:
    text, extents, noise = marked

    shown = "".join(highlighted(text, extents, ["talent"] * len(extents), noise))

    assert html.unescape(TAG.sub("", shown)) == text
    quotes = QuoteReader()
    quotes.feed(shown)
    quotes.close()
    for start, end, index in extents:
        assert quotes.of[str(index)] == text[start:end]


def test_overlapping_evidence_names_every_fact_the_shortest_first() -> None:
    shown = "".join(highlighted("海洋产业工程师", [(0, 7, 0), (0, 4, 1)], ["talent", "industry"], []))

    assert shown == (
        '<span class="hl k-industry also-talent" data-facts="1 0">海洋产业</span>'
        '<span class="hl k-talent" data-facts="0">工程师</span>'
    )


def test_a_line_break_inside_a_name_is_shown_as_such() -> None:
    shown = "".join(highlighted("青年博\n士", [(0, 5, 0)], ["talent"], [(3, 4)]))

    assert 'class="broken hl k-talent' in shown
    assert html.unescape(TAG.sub("", shown)) == "青年博\n士"


@given(st.text(alphabet="一二人才。，\n—1 删除[王]:字体", max_size=60))
def test_every_printed_character_is_either_kept_or_noise(source: str) -> None:
    kept = set(clean(source).origins)
    noise = {place for start, end in noise_of(source) for place in range(start, end)}

    assert [place for place, char in enumerate(source) if not char.isspace() and place not in kept | noise] == []


def test_blank_lines_between_paragraphs_are_no_noise() -> None:
    assert noise_of("一、加强培训。\n\n\n二、加强引进。") == ()


# ---- pages


@pytest.mark.parametrize("name", sorted(VIEWS))
def test_a_page_refers_to_nothing_outside(name: str, founding_store: Store) -> None:
    text = page(name, founding_store)
    markup = re.sub(r'<script type="application/json".*?</script>', "", text, flags=re.DOTALL)
    markup = re.sub(r"<script>.*?</script>", "", markup, flags=re.DOTALL)

    assert OUTSIDE.findall(markup) == []
    assert "sourceMappingURL" not in text
    assert "default-src 'none'" in text


@pytest.mark.parametrize(
    "markup", ['<img src="x.png">', "<link href=http://a.cn/x.css>", "a{background:url(x.png)}", '@import "x.css"']
)
def test_a_reference_to_the_outside_would_be_noticed(markup: str) -> None:
    assert OUTSIDE.search(markup)


@pytest.mark.parametrize("name", sorted(VIEWS))
def test_the_same_notices_give_the_same_bytes_in_any_order(name: str) -> None:
    notices = [invented_notice(f"{place}.txt", f"东人才〔2031〕{place}号") for place in range(1, 4)]
    forward, backward = Store.memory(), Store.memory()
    forward.add_all(notices)
    backward.add_all(reversed(notices))
    chosen = "东人才〔2031〕2号" if name == "notice" else None

    assert page(name, forward, notice=chosen) == page(name, backward, notice=chosen)


@pytest.mark.parametrize("name", sorted(VIEWS))
def test_hostile_text_of_a_notice_stays_text(name: str, store: Store) -> None:
    text = page(name, store)

    assert HOSTILE not in text
    assert "<script>alert" not in text
    assert "<img" not in text


@pytest.mark.parametrize("name", sorted(set(VIEWS) - {"notice"}))
def test_a_view_can_be_of_one_notice_among_several(name: str) -> None:
    store = Store.memory()
    store.add_all(invented_notice(f"{place}.txt", f"东人才〔2031〕{place}号") for place in (1, 2))

    assert "1 份文件" in page(name, store, notice="东人才〔2031〕2号")
    assert "2 份文件" in page(name, store)


def test_a_view_that_is_not_there_is_named_with_those_that_are(store: Store) -> None:
    with pytest.raises(QueryError, match="chains, matrix, network, notice"):
        page("map", store)


def test_a_notice_that_is_not_there_is_named(store: Store) -> None:
    with pytest.raises(QueryError, match="西人才"):
        page("notice", store, notice="西人才〔2031〕1号")


def test_the_view_of_a_notice_wants_one_notice() -> None:
    store = Store.memory()
    store.add_all(invented_notice(f"{place}.txt", f"东人才〔2031〕{place}号") for place in (1, 2))

    with pytest.raises(QueryError, match="2 notices"):
        page("notice", store)


def test_every_published_rule_is_explained_in_the_interface() -> None:
    files = {path.stem for path in (ontology_folder() / "rules").glob("R*.rq")}
    told = set(re.findall(r'^ +"?(R\d(?:-\w+)?)"?: "', template("shared.js"), re.MULTILINE))

    assert told == {stem if stem in told else stem.partition("-")[0] for stem in files}


def test_the_list_of_views_costs_no_heavy_import() -> None:
    code = "import sys, silian_kg.views; print([name for name in ('pyvis', 'networkx', 'spacy', 'rdflib') if name in sys.modules])"

    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert answer.stdout.strip() == "[]"


# ---- in a browser, with the network cut


@pytest.fixture(scope="module")
def browser():
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def files(store: Store, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("views")
    for name in VIEWS:
        (folder / f"{name}.html").write_text(page(name, store), encoding="utf-8")
    return {name: folder / f"{name}.html" for name in VIEWS}


@pytest.mark.browser
@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("name", sorted(VIEWS))
def test_a_view_opens_in_silence_and_fits_its_window(browser, files, name: str, width: int, dark: bool) -> None:
    with opened(browser, files[name], width=width, dark=dark) as tab:
        overflow = tab.evaluate("document.documentElement.scrollWidth - window.innerWidth")

        assert overflow <= 0
        assert tab.inner_text("h1")


@pytest.mark.browser
def test_a_click_on_a_cell_shows_the_sentence_with_both_quotes(browser, files) -> None:
    with opened(browser, files["matrix"]) as tab:
        tab.get_by_label("人才科 × 海洋产业：明示，1 条措施").click()
        panel = tab.locator("#panel")

        assert panel.locator("mark.k-industry").inner_text() == "海洋产业"
        assert panel.locator("mark.k-unit").inner_text() == "人才科"
        assert "措施 一.1" in panel.inner_text()
        assert "东人才〔2031〕7号" in panel.inner_text()
        assert "names/example" in panel.inner_text()
        assert "明示" in panel.inner_text()


@pytest.mark.browser
def test_a_click_on_an_empty_cell_says_that_the_text_does_not_say(browser, files) -> None:
    with opened(browser, files["matrix"]) as tab:
        tab.get_by_title("产业科 × 重点产业领域：文中未写明").click()

        assert "文中未写明" in tab.inner_text("#panel")
        assert tab.locator("#panel .card").count() == 0


@pytest.mark.browser
def test_search_leaves_the_columns_that_match(browser, files) -> None:
    with opened(browser, files["matrix"]) as tab:
        tab.fill("#search", "海洋")
        comes_to(tab.locator("#matrix thead .head"), count=1)

        assert tab.inner_text("#matrix thead .head") == "海洋产业"
        tab.fill("#search", "没有这个词")
        tab.wait_for_selector("#matrix .nothing")


@pytest.mark.browser
def test_a_level_of_certainty_can_be_switched_off(browser, files) -> None:
    with opened(browser, files["matrix"]) as tab:
        before = tab.locator("#matrix .mk-by-reference").count()
        tab.locator("#tools button", has_text="泛指").click()

        assert before > 0
        assert tab.locator("#matrix .mk-by-reference").count() == 0
        assert tab.locator("#matrix .mk-stated").count() > 0


@pytest.mark.browser
def test_a_click_on_an_arrow_shows_both_elements_with_their_cues(browser, files) -> None:
    with opened(browser, files["chains"]) as tab:
        tab.get_by_label("人才链 → 产业链：2 条措施").first.focus()
        tab.keyboard.press("Enter")
        panel = tab.inner_text("#panel")

        assert "海洋工程师（人才链 · 培育“培养”）" in panel.replace("\n", "")
        assert "海洋产业（产业链 · 服务于“服务”）" in panel.replace("\n", "")
        assert tab.locator("#panel .card").count() == 2


@pytest.mark.browser
def test_search_leaves_the_links_of_measures_that_hold_the_word(browser, files) -> None:
    with opened(browser, files["chains"]) as tab:
        tab.fill("#search", "领军人才")
        comes_to(tab.locator(".arrow:not(.gone)"), count=1)

        assert tab.locator(".arrow:not(.gone) text").text_content() == "1"


@pytest.mark.browser
def test_one_notice_among_several_can_be_chosen_in_the_page(browser, tmp_path) -> None:
    store = Store.memory()
    store.add_all(invented_notice(f"{place}.txt", f"东人才〔2031〕{place}号") for place in (1, 2))
    path = tmp_path / "chains.html"
    path.write_text(page("chains", store), encoding="utf-8")

    with opened(browser, path) as tab:
        assert tab.get_by_label("人才链 → 产业链：4 条措施").count() == 2  # the arrow and its cell
        tab.get_by_label("文件", exact=True).last.select_option("东人才〔2031〕2号")

        assert tab.get_by_label("人才链 → 产业链：2 条措施").count() == 2


@pytest.mark.browser
def test_the_network_shows_evidence_and_folds_measures_in_and_out(browser, files) -> None:
    with opened(browser, files["network"]) as tab:
        place = tab.evaluate("silian.model.nodes.findIndex(node => node.label === '产业科')")
        spot = tab.evaluate(
            "place => { const net = silianNetwork.network; const at = net.canvasToDOM(net.getPosition(place));"
            " const box = document.getElementById('canvas').getBoundingClientRect(); return [at.x + box.x, at.y + box.y]; }",
            place,
        )
        tab.mouse.click(*spot)
        tab.wait_for_selector("#panel.open")

        assert tab.inner_text("#panel h2") == "产业科"
        assert tab.locator("#panel mark.k-unit").first.inner_text() == "产业科"
        tab.get_by_role("button", name="在图上展开").click()
        assert tab.evaluate("silianNetwork.measures()") == ["措施 一.1", "措施 二.4"]
        tab.get_by_role("button", name="收起措施").click()
        assert tab.evaluate("silianNetwork.measures()") == []


@pytest.mark.browser
def test_the_network_can_be_read_as_a_list_and_searched(browser, files) -> None:
    with opened(browser, files["network"], width=390, height=844) as tab:
        tab.fill("#search", "领军")
        comes_to(tab.locator("#list li button"), count=1)
        tab.locator("#list li button").click()

        comes_to(tab.locator("#panel h2"), holds="领军人才")


@pytest.mark.browser
def test_the_text_of_a_notice_is_its_source_to_the_character(browser, files) -> None:
    with opened(browser, files["notice"]) as tab:
        assert tab.evaluate("document.getElementById('text').textContent") == SOURCE


@pytest.mark.browser
def test_a_mark_in_a_notice_tells_what_it_stands_for(browser, files) -> None:
    with opened(browser, files["notice"]) as tab:
        tab.locator("#text .k-industry").first.click()

        assert tab.inner_text("#panel h2") == "海洋产业"
        assert tab.locator("#panel mark.k-industry").inner_text() == "海洋产业"


@pytest.mark.browser
def test_the_legend_of_a_notice_switches_a_type_off(browser, files) -> None:
    with opened(browser, files["notice"]) as tab:
        before = tab.locator("#text .k-talent").count()
        tab.locator("#tools button", has_text="人才").click()

        assert before > 0
        assert tab.locator("#text .k-talent").count() == 0


@pytest.mark.browser
def test_a_measure_of_a_notice_lists_its_facts(browser, files) -> None:
    with opened(browser, files["notice"]) as tab:
        tab.locator(".outline a", has_text="依托海洋学院").click()
        panel = tab.inner_text("#panel")

        assert "人才科" in panel
        assert "海洋工程师" in panel
        assert "教育链 → 人才链" in panel


@pytest.mark.browser
def test_search_in_a_notice_counts_its_places(browser, files) -> None:
    with opened(browser, files["notice"]) as tab:
        tab.fill("#search", "海洋产业")
        comes_to(tab.locator("#found"), text="2 处")

        assert tab.locator(".outline li.measure:visible").count() == 2


@pytest.mark.browser
@pytest.mark.parametrize("name", sorted(VIEWS))
def test_the_founding_notice_opens_in_silence(browser, founding_store, tmp_path, name: str) -> None:
    path = tmp_path / f"{name}.html"
    path.write_text(page(name, founding_store), encoding="utf-8")

    with opened(browser, path) as tab:
        assert tab.inner_text("#panel")
