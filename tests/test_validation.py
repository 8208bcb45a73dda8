"""Validation: a good graph conforms, each mistake is caught by the shape that is for it, and both ways of checking say the same."""

import pytest
from marked import marked_notice

from silian_kg.errors import StoreError
from silian_kg.graph import validation
from silian_kg.graph.sparql import with_prefixes
from silian_kg.graph.store import Store
from silian_kg.graph.validation import checks, validate

MEASURES = (
    "依托[技工院校](carrier drawsOn 教育链)培养[高技能人才](talent develops 人才链)，服务[海洋](industry benefits 产业链)。"
    "（责任单位：[专技处](responsible)、[人才处](responsible)）",
    "面向[重点产业领域](field-group benefits 产业链)。（[省财政厅](lead)牵头，[专技处](support)配合）",
)
ONE = "<https://w3id.org/silian-kg/id/doc/鲁人社字〔2031〕1号/一.1>"
DOC = "<https://w3id.org/silian-kg/id/doc/鲁人社字〔2031〕1号>"
OFFICE = "unit:山东省人力资源和社会保障厅-专技处"
HALL = "unit:山东省人力资源和社会保障厅"
OCEAN = "?x skg:mentionType 'industry'"
SEAT = f"?x skg:role ?r ; rdf:subject {ONE} ; skg:position 1"


def insert(triples, where="?any a skg:PolicyDocument"):
    return f"INSERT {{ GRAPH ?g {{ {triples} }} }} WHERE {{ GRAPH ?g {{ {where} }} }}"


def delete(triple, where=""):
    return (
        f"DELETE {{ GRAPH ?g {{ {triple} }} }} WHERE {{ GRAPH ?g {{ {where or triple} . {triple if where else ''} }} }}"
    )


def change(subject, predicate, value, where):
    old = f"{subject} {predicate} ?old"
    return f"DELETE {{ GRAPH ?g {{ {old} }} }} INSERT {{ GRAPH ?g {{ {subject} {predicate} {value} }} }} WHERE {{ GRAPH ?g {{ {where} . {old} }} }}"


# message → what brings it about
MUTATIONS = {
    "文件有两个标题": insert("?d dcterms:title '另一个'@zh", "?d a skg:PolicyDocument"),
    "文件没有标题": delete("?d dcterms:title ?title", "?d a skg:PolicyDocument"),
    "文件有两个发文字号": insert("?d eli:id_local '鲁人社字〔2031〕2号'", "?d a skg:PolicyDocument"),
    "发文字号不合 GB/T 9704：应形如 鲁人社字〔2022〕161号": change(
        "?d", "eli:id_local", "'鲁人社字[2031]第1号'", "?d a skg:PolicyDocument"
    ),
    "成文日期不完整": change("?d", "eli:date_document", "'2031-01'", "?d a skg:PolicyDocument"),
    "文件有两个成文日期": insert("?d eli:date_document '2031-01-03'^^xsd:date", "?d a skg:PolicyDocument"),
    "文件须有且只有一份原文": delete("?d skg:sourceText ?t", "?d a skg:PolicyDocument"),
    "文件没有发文机关": delete("?d eli:passed_by ?u", "?d a skg:PolicyDocument"),
    "两份不同的原文用了同一发文字号": insert(
        "<urn:d> a skg:PolicyDocument ; eli:id_local '鲁人社字〔2031〕1号' ; dcterms:title 'x'@zh ; skg:sourceText ?t",
        "?d skg:sourceText ?t",
    ),
    "原文须恰有一份字符串": delete("?t prov:value ?value"),
    "原文须有 SHA-256": change("?t", "skg:sha256", "'abc'", "?t a skg:SourceText"),
    "原文长度与 skg:length 不符": change("?t", "skg:length", "7", "?t a skg:SourceText"),
    "文件引用了自己": change("?x", "rdf:object", DOC, "?x skg:relation ?r"),
    "文件引用了成文更晚的文件": insert(
        "?cited eli:date_document '2032-01-01'^^xsd:date", "?x skg:relation ?r ; rdf:object ?cited"
    ),
    "措施没有编号，或有多个": delete(f"{ONE} eli:number ?n"),
    "措施须属于且只属于一个上级": insert(f"{ONE} eli:is_part_of <urn:other>"),
    "措施须在一份公文中": delete(f"{ONE} skg:ofNotice ?d"),
    "措施没有原文位置": delete(f"{ONE} skg:span ?s"),
    "同一上级下措施编号重复": change(ONE, "eli:number", "'2'", f"{ONE} a skg:Measure"),
    "措施没有责任单位，而文件别处写有": delete(f"{ONE} skg:responsibleUnit ?u"),
    "有配合单位，却没有牵头或责任单位": ";".join(
        (delete("?m skg:leadUnit ?u"), delete("?m skg:responsibleUnit unit:山东省财政厅"))
    ),
    "文段没有来源文本（悬空证据）": delete("?x oa:hasSource ?t", OCEAN),
    "起点须为非负整数且小于终点": change("?x", "oa:start", "100000", OCEAN),
    "终点须为整数": change("?x", "oa:end", "1000.0", OCEAN),
    "文段没有引文": delete("?x oa:exact ?quote", OCEAN),
    "引文与原文切片不一致": change("?x", "oa:exact", "'海陆'", OCEAN),
    "提及的主语须是文件或措施": change("?x", "rdf:subject", "field:海洋", OCEAN),
    "提及须有一个关系": change("?x", "rdf:predicate", "'benefits'", OCEAN),
    "提及须有一个宾语": delete("?x rdf:object ?o", OCEAN),
    "提及须说明由哪条规则得来": delete("?x skg:rule ?o", OCEAN),
    "提及须是明示或泛指": change("?x", "skg:certainty", "skg:inferred", OCEAN),
    "提及指向没有名称的实体（悬空引用）": change("?x", "rdf:object", "<urn:nobody>", OCEAN),
    "提及落在所属措施的文段之外": change("?x", "rdf:subject", ONE, "?x skg:mentionType 'field-group'"),
    "断言在图中不存在": delete("?m skg:benefits field:海洋"),
    "一处要素只在一条链中起作用": insert("?x skg:actsIn chain:创新链", OCEAN),
    "有流位的要素没有所属的链": delete("?x skg:actsIn ?c", OCEAN),
    "泛指只用于集合性领域": change("?x", "skg:certainty", "skg:byReference", OCEAN),
    "断言没有任何提及": insert(f"{ONE} skg:develops talent:技师"),
    "责任单位没有责任席": insert(f"{ONE} skg:responsibleUnit {HALL}"),
    "责任席缺角色": change("?x", "skg:role", "<urn:role>", SEAT),
    "责任席缺位次": change("?x", "skg:position", "0", SEAT),
    "责任席的宾语须是单位或单位集合": change("?x", "rdf:object", "field:海洋", SEAT),
    "两席占同一份名单的同一位次": insert(
        "<urn:seat> a skg:Responsibility ; ?p ?o", f"?x rdf:subject {ONE} ; skg:role ?r ; skg:position 1 ; ?p ?o"
    ),
    "责任处室不属于本文件的发文机关（简称消解错误）": change(
        OFFICE, "org:unitOf", "unit:山东省财政厅", f"{OFFICE} a org:OrganizationalUnit"
    ),
    "单位须有一个名称": insert(f"{OFFICE} skos:prefLabel '别名'@zh", f"{OFFICE} a ?class"),
    "单位缺类型": delete(f"{OFFICE} org:classification ?k"),
    "单位隶属成环": insert(f"{HALL} org:subOrganizationOf {OFFICE}", f"{OFFICE} a ?class"),
    "内部简称在同一上级下指向两个单位": insert(f"{OFFICE} skg:localName '人才处'", f"{OFFICE} a ?class"),
    "处室须有且只有一个上级机关": insert(f"{OFFICE} org:unitOf unit:山东省财政厅", f"{OFFICE} a ?class"),
    "要素缺名称": delete("field:海洋 skos:prefLabel ?label"),
    "要素至多有一条主链": insert("field:海洋 skg:primaryChain chain:创新链", "field:海洋 a ?class"),
    "流位的宾语须是要素（“四链”是集合，不是要素）": insert(f"{ONE} skg:develops chain:四链"),
    "领域不能既是产业又是技术领域或学科": insert("field:海洋 a skg:Discipline", "field:海洋 a skg:Industry"),
    "skos:broader 成环": insert("talent:高技能人才 skos:broader talent:高技能人才", "talent:高技能人才 a ?class"),
    "联动须有一个起点要素": delete("?l skg:fromElement ?e"),
    "联动须有一个终点要素": delete("?l skg:toElement ?e"),
    "联动的两端须是不同的链": change("?l", "skg:fromChain", "?c", "?l skg:toChain ?c"),
    "联动须有终点链": delete("?l skg:toChain ?c"),
    "联动须经由一条措施": delete("?l skg:viaMeasure ?m", "?l a skg:Linkage"),
    "联动至少要两份证据（两端各一）": delete("?l skg:evidence ?x", "?l skg:fromMention ?x"),
    "联动的链与要素在句中所属的链不符": change("?l", "skg:fromChain", "chain:资金链", "?l a skg:Linkage"),
    "skg:serves 没有推导断言（不得手写）": insert(f"{OFFICE} skg:serves field:人工智能", f"{OFFICE} a ?class"),
    "推导断言须说明规则": change("?c", "skg:rule", "'R9'", "?c a skg:DerivedClaim"),
    "推导断言须经由一条措施": delete("?c skg:viaMeasure ?m", "?c a skg:DerivedClaim"),
    "推导断言须有确定程度": delete("?c skg:certainty ?k", "?c a skg:DerivedClaim"),
    "确定程度与规则不符：R1 明示，R1-group 泛指，其余推断": change(
        "?c", "skg:certainty", "skg:stated", "?c skg:rule 'R1-group'"
    ),
    "服务的断言没有证据": delete("?c skg:evidence ?x", "?c a skg:DerivedClaim"),
}


@pytest.fixture(scope="module")
def good():
    """The quads of a graph that conforms."""
    store = Store.memory()
    store.add(marked_notice(*MEASURES, date="2031-01-02", cites=("人才工作条例",)))
    return tuple(store.oxigraph)


def store_of(quads, mutation=""):
    store = Store.memory()
    store.oxigraph.clear()
    store.oxigraph.bulk_extend(quads)
    if mutation:
        before = len(store.oxigraph), set(store.oxigraph)
        store.oxigraph.update(with_prefixes(mutation))
        assert (len(store.oxigraph), set(store.oxigraph)) != before, "the mutation changes nothing"
    return store


def said(results):
    return {(result.severity, result.shape, result.message, result.focus_label) for result in results}


def test_a_good_graph_conforms(good):
    assert validate(store_of(good)) == []


def test_the_founding_notice_conforms(founding):
    store = Store.memory()
    store.add(founding)

    assert [result for result in validate(store) if result.severity == "violation"] == []


@pytest.mark.parametrize("message", MUTATIONS)
def test_each_mistake_is_caught_by_the_check_that_is_for_it(message, good):
    found = {result.message for result in validate(store_of(good, MUTATIONS[message]))}

    assert message in found


def test_every_check_has_its_mistake():
    assert {check.message for check in checks()} == set(MUTATIONS)


def test_a_result_is_in_words(good):
    results = validate(store_of(good, MUTATIONS["引文与原文切片不一致"]))
    (result,) = (result for result in results if result.shape == "Span")

    assert (result.severity, result.focus_label, result.value) == ("violation", "海陆", "海陆")
    assert result.message_en == "the quote is not the slice of the text"


def test_violations_come_before_warnings(good):
    mutation = ";".join((MUTATIONS["文件没有标题"], MUTATIONS["引文与原文切片不一致"]))
    severities = [result.severity for result in validate(store_of(good, mutation))]

    assert set(severities) == {"violation", "warning"}
    assert severities == sorted(severities)


@pytest.mark.parametrize("message", ["引文与原文切片不一致", "文件没有标题", "责任席缺位次"])
def test_pyshacl_says_the_same(message, good):
    store = store_of(good, MUTATIONS[message])

    assert said(validate(store, full=True)) == said(validate(store))


@pytest.mark.slow
@pytest.mark.parametrize("message", MUTATIONS)
def test_pyshacl_says_the_same_of_every_mistake(message, good):
    store = store_of(good, MUTATIONS[message])

    assert said(validate(store, full=True)) == said(validate(store))


def test_a_constraint_that_is_not_known_is_refused_and_not_skipped(tmp_path, monkeypatch):
    shapes = tmp_path / "shapes.ttl"
    shapes.write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . <https://w3id.org/silian-kg/shapes#X> a sh:NodeShape ; sh:targetClass <urn:c> ;"
        " sh:property [ sh:path <urn:p> ; sh:qualifiedMinCount 1 ; sh:message '一'@zh , 'one'@en ] .",
        encoding="utf-8",
    )
    monkeypatch.setattr(validation, "_shapes_file", lambda: shapes)
    checks.cache_clear()
    try:
        with pytest.raises(StoreError, match="qualifiedMinCount"):
            checks()
    finally:
        checks.cache_clear()
