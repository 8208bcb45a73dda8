"""Mapping: facts → quads → facts is the identity, and the quads are those that the ontology speaks of."""

import re
from dataclasses import replace

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from invented import invented_notice
from marked import marked_notice

from silian_kg.errors import StoreError
from silian_kg.facts import (
    Certainty,
    ChainClaim,
    Citation,
    Evidence,
    Flow,
    Measure,
    Mention,
    Notice,
    Responsibility,
    Role,
    Section,
    Statement,
)
from silian_kg.graph import terms as t
from silian_kg.graph.mapping import RELATIONS, base_key, distinguished, document_type, to_nquads, to_quads
from silian_kg.graph.recovery import read_nquads
from silian_kg.vocabulary import load_vocabulary, ontology_folder

# ---- the law

words = st.text(
    st.sampled_from('海洋人才处省市厅各"“”\\\nu{}<>^`| %/#?~_-1A\u3000\t\x00😀〔〕（）、'), min_size=1, max_size=8
) | st.sampled_from(
    [
        "省财政厅",
        "人才处",
        "各市人民政府",
        "我厅",
        "国务院",
        "团省委",
        "上海市浦东新区人民政府",
        "市交通委（市道运局）",
        "直属单位",
        "办公室",
    ]
)
places = st.integers(0, 10**6)
evidence = st.builds(lambda start, quote: Evidence(start, start + len(quote), quote), places, words)
rules = st.sampled_from(["names/vocabulary", "flow/a", "", "x y"])
statements = st.builds(Statement, words, evidence, rules)
concepts = st.sampled_from(sorted(concept.iri for concept in load_vocabulary().concepts.values() if concept.type)[::37])
kinds = st.sampled_from(
    ["industry", "program", "talent", "platform", "policy", "carrier", "activity", "chain", "field-group"]
)
mentions = st.builds(
    Mention,
    type=kinds,
    text=words,
    evidence=evidence,
    rule=rules,
    certainty=st.sampled_from(Certainty),
    concept=st.none() | concepts,
    flow=st.none() | st.sampled_from(Flow),
    cue=st.none() | evidence,
    flow_rule=st.none() | rules,
    chain=st.none() | st.sampled_from(["人才链", "其他", "a/b 链"]),
    sentence=st.integers(1, 9),
)
seats = st.builds(
    Responsibility,
    unit=words,
    role=st.sampled_from(Role),
    position=st.integers(1, 9),
    evidence=evidence,
    rule=rules,
    name=words,
    scope=st.sampled_from(["measure", "section", "document"]),
)
claims = st.builds(ChainClaim, st.sampled_from(["人才链", "产业链"]), evidence, rules)
ids = st.sampled_from(["一.1", "一.2", "一", "text", "p1", "三.二.4", "x0-1", ""])
measures = st.builds(
    Measure,
    id=ids,
    number=words,
    text=words,
    evidence=evidence,
    truncated=st.booleans(),
    responsible=st.lists(seats, max_size=3).map(tuple),
    mentions=st.lists(mentions, max_size=4).map(tuple),
    chains=st.lists(claims, max_size=2).map(tuple),
)
sections = st.builds(
    Section, id=ids, number=words, heading=words | st.just(""), evidence=evidence, start=places, end=places
)
citations = st.builds(
    Citation,
    title=words,
    relation=st.sampled_from([*RELATIONS, "另外"]),
    evidence=evidence,
    rule=rules,
    number=st.none() | words,
    issuer=st.none() | words,
    cue=st.just("") | words,
)
maybe = st.none() | statements
several = st.lists(statements, max_size=2).map(tuple)
notices = st.builds(
    Notice,
    name=words,
    source=st.text(max_size=20),
    sha256=st.text("0123456789abcdef", min_size=64, max_size=64),
    encoding=st.sampled_from(["utf-8", "gb18030"]),
    title=maybe,
    issued_title=maybe,
    number=maybe,
    issuers=several,
    addressees=several,
    date=maybe,
    published=maybe,
    disclosure=maybe,
    contact=maybe,
    cites=st.lists(citations, max_size=2).map(tuple),
    first_listed_leads=maybe,
    sections=st.lists(sections, max_size=2).map(tuple),
    measures=st.lists(measures, max_size=2).map(tuple),
    pages=st.lists(places, max_size=3).map(tuple),
)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(notices)
def test_facts_to_quads_to_facts_is_the_identity(notice):
    assert read_nquads(to_nquads(notice)) == notice


def test_the_founding_notice_comes_back_as_it_was(founding):
    assert read_nquads(to_nquads(founding)) == founding


def test_the_same_facts_give_the_same_bytes(founding):
    assert to_nquads(founding) == to_nquads(replace(founding))


def test_no_line_is_written_twice(founding):
    lines = to_nquads(founding).splitlines()

    assert len(lines) == len(set(lines))


def test_quads_that_lack_a_part_are_refused_with_what_is_missing(founding):
    lines = to_nquads(founding).splitlines(keepends=True)
    broken = "".join(line for line in lines if "#sha256>" not in line)

    with pytest.raises(StoreError, match="sha256"):
        read_nquads(broken)


# ---- documents and their names


def test_a_notice_is_named_by_its_number():
    assert base_key(marked_notice("培养人才。")) == "鲁人社字〔2031〕1号"


def test_without_a_number_issuer_and_title_name_it():
    notice = marked_notice("培养人才。", number=None, title="关于发展“四链”的措施（试行）")

    assert base_key(notice) == "山东省人力资源和社会保障厅关于发展四链的措施试行"


def test_without_number_and_title_the_hash_names_it():
    notice = replace(marked_notice("培养人才。", number=None), title=None)

    assert base_key(notice) == f"sha256-{notice.sha256[:16]}"


def test_a_distinguished_key_tells_two_texts_of_one_number_apart():
    assert distinguished("鲁人社字〔2031〕1号", "abcdef0123456789") == "鲁人社字〔2031〕1号_abcdef01"


def test_what_a_notice_issues_is_a_second_document_that_holds_the_measures(founding):
    mapped = to_quads(founding)
    triples = triples_of(mapped.nquads())

    assert (mapped.document, t.ELI + "has_annex", mapped.body) in triples
    assert mapped.body.endswith("鲁人社字〔2022〕161号-附")
    sections = {
        subject for subject, predicate, value in triples if predicate == t.ELI + "is_part_of" and value == mapped.body
    }
    assert len(sections) == 6


def test_a_notice_that_issues_nothing_is_one_document():
    mapped = to_quads(marked_notice("培养人才。"))

    assert mapped.document == mapped.body
    assert not any("has_annex" in predicate for _, predicate, _ in triples_of(mapped.nquads()))


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("关于促进发展的若干措施", "措施"),
        ("建设工作实施方案（试行）", "方案"),
        ("关于印发《暂行规定》的通知", "通知"),
        ("发展报告2031", None),
    ],
)
def test_the_end_of_a_title_tells_the_kind_of_document(title, kind):
    assert document_type(title) == (t.concept("doctype", kind) if kind else None)


# ---- what is in the graph


def test_a_mention_is_the_claim_and_its_place_in_one_node():
    notice = marked_notice("服务[海洋](industry benefits 产业链)。（责任单位：[专技处](responsible)）")
    triples = triples_of(to_nquads(notice))
    (mention,) = {s for s, p, o in triples if p == t.SKG + "mentionType"}
    said = {p: o for s, p, o in triples if s == mention}

    assert said[t.RDF + "predicate"] == t.SKG + "benefits"
    assert said[t.RDF + "object"] == t.VOCAB + "field/海洋"
    assert notice.source[int(said[t.OA + "start"]) : int(said[t.OA + "end"])] == said[t.OA + "exact"] == "海洋"
    assert (said[t.RDF + "subject"], t.SKG + "benefits", t.VOCAB + "field/海洋") in triples


def test_what_is_only_named_gets_no_flow_role():
    triples = triples_of(to_nquads(marked_notice("例如[海洋](industry)。")))

    assert {p for _, p, o in triples if o == t.VOCAB + "field/海洋"} == {t.SKG + "names", t.RDF + "object"}


def test_an_open_name_becomes_a_candidate_in_the_registry():
    triples = triples_of(to_nquads(marked_notice("实施[“鲲鹏起飞”行动](program drawsOn 人才链)。")))
    node = t.minted("program", "山东省-鲲鹏起飞行动")

    assert (node, t.SKOS + "prefLabel", "鲲鹏起飞行动") in triples
    assert (node, t.SKG + "status", t.SKG + "candidate") in triples
    assert (node, t.SKG + "programKind", t.concept("kind", "行动")) in triples


def test_one_program_name_in_two_provinces_is_two_programs():
    marked = "实施[“鲲鹏起飞”行动](program drawsOn 人才链)。"
    here = to_quads(marked_notice(marked))
    there = to_quads(marked_notice(marked, issuer="浙江省科学技术厅", number="浙科〔2031〕1号"))

    assert here.elements != there.elements


def test_a_collective_field_means_what_its_own_notice_means():
    marked = "面向[“六链同心”优势领域](field-group benefits 产业链)。"
    here, there = to_quads(marked_notice(marked)), to_quads(marked_notice(marked, number="鲁人社字〔2031〕2号"))

    assert here.elements != there.elements


def test_a_unit_keeps_both_how_it_is_written_and_what_it_is():
    triples = triples_of(
        to_nquads(marked_notice("（责任单位：[人才处](lead)）", contact="省人力资源社会保障厅人才开发处"))
    )
    office = t.minted("unit", "山东省人力资源和社会保障厅-人才开发处")

    assert {o for s, p, o in triples if s == office and p == t.SKG + "localName"} == {"人才处", "人才开发处"}
    assert "人才处" in {o for _, p, o in triples if p == t.SKG + "writtenAs"}
    assert any(p == t.SKG + "leadUnit" and o == office for _, p, o in triples)


def test_a_cited_document_is_the_same_node_as_the_document_itself():
    cited = to_quads(marked_notice("培养人才。", number=None, issuer=None, title="人才工作条例"))
    citing = triples_of(to_nquads(marked_notice("培养人才。", cites=("人才工作条例",))))

    assert (t.ELI + "based_on", cited.document) in {(p, o) for _, p, o in citing}


def test_hostile_text_stays_text():
    notice = invented_notice()
    quads = list(ox.parse(to_nquads(notice).encode(), format=ox.RdfFormat.N_QUADS))

    assert read_nquads(to_nquads(notice)) == notice
    assert all(isinstance(quad.subject, ox.NamedNode) for quad in quads)


def test_every_term_of_ours_is_in_the_ontology_with_labels_and_definitions_in_both_languages(founding):
    ontology = list(ox.parse((ontology_folder() / "silian.ttl").read_bytes(), format=ox.RdfFormat.TURTLE))
    said: dict[str, dict[str, set[str]]] = {}
    for triple in ontology:
        said.setdefault(triple.subject.value, {}).setdefault(triple.predicate.value, set()).add(
            getattr(triple.object, "language", "")
        )
    in_use = {term for triple in triples_of(to_nquads(founding)) for term in triple if term.startswith(t.SKG)}
    for folder, ending in (("rules", "rq"), ("queries", "rq"), ("vocabularies", "ttl")):
        for path in (ontology_folder() / folder).glob(f"*.{ending}"):
            in_use |= {t.SKG + name for name in re.findall(r"\bskg:([A-Za-z]\w*)", path.read_text(encoding="utf-8"))}

    assert in_use <= set(said)
    for term in (term for term in said if term.startswith(t.SKG)):
        label = said[term].get(t.RDFS + "label") or said[term].get(t.SKOS + "prefLabel")
        definition = said[term].get(t.RDFS + "comment") or said[term].get(t.SKOS + "definition")

        assert label == {"zh", "en"}, term
        assert definition == {"zh", "en"}, term


def triples_of(nquads: str) -> set[tuple[str, str, str]]:
    quads = ox.parse(nquads.encode(), format=ox.RdfFormat.N_QUADS)
    return {(quad.subject.value, quad.predicate.value, quad.object.value) for quad in quads}
