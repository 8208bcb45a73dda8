"""A small invented notice whose facts are spelled out by hand, hostile text included."""

from hashlib import sha256

from silian_kg.facts import (
    Certainty,
    ChainClaim,
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

HOSTILE = '</script><script>alert("坏")</script><img src=x onerror=alert(1)>'
SOURCE = f"""东海市人才工作局
东人才〔2031〕7号
关于促进人才与产业融合的若干措施
一、引育人才
1.依托海洋学院培养海洋工程师，服务海洋产业发展。（责任单位：人才科、产业科）
2.面向重点产业领域引进领军人才{HOSTILE}。（责任单位：人才科）
删除[王]: — 1 —
二、建设平台
3.建设深海实验室，服务海洋产业。依托“育才计划”培养青年博
士。
4.加强海洋工程师培养。
（以上由产业科负责）
"""


class Quoter:
    """Finds quotes in a source, from a place on."""

    def __init__(self, source: str) -> None:
        self.source = source

    def __call__(self, words: str, after: str = "") -> Evidence:
        start = self.source.index(words, self.source.index(after))
        return Evidence(start, start + len(words), words)


def invented_notice(name: str = "示例.txt", number: str = "东人才〔2031〕7号", source: str = SOURCE) -> Notice:
    """The facts of the invented notice; another number makes another notice."""
    source = source.replace("东人才〔2031〕7号", number)
    quote = Quoter(source)

    def measure(id_: str, start: str, end: str, *facts: Responsibility | Mention | ChainClaim) -> Measure:
        first = source.index(start)
        last = source.index(end, first) + len(end)
        text = source[first:last]
        return Measure(
            id_,
            id_.rpartition(".")[2],
            text.partition(".")[2],
            Evidence(first, last, text),
            responsible=tuple(fact for fact in facts if isinstance(fact, Responsibility)),
            mentions=tuple(fact for fact in facts if isinstance(fact, Mention)),
            chains=tuple(fact for fact in facts if isinstance(fact, ChainClaim)),
        )

    def seat(unit: str, after: str, position: int = 1, scope: str = "measure") -> Responsibility:
        return Responsibility(
            unit, Role.RESPONSIBLE, position, quote(unit, after), "responsibility/example", unit, scope
        )

    def named(
        type_: str,
        text: str,
        after: str,
        flow: Flow | None,
        cue: str,
        chain: str,
        *,
        words: str = "",
        sentence: int = 1,
    ) -> Mention:
        return Mention(
            type=type_,
            text=text,
            evidence=quote(words or text, after),
            rule="names/example",
            certainty=Certainty.BY_REFERENCE if type_ == "field-group" else Certainty.STATED,
            flow=flow,
            cue=quote(cue, after) if cue else None,
            flow_rule="flow/example" if flow else None,
            chain=chain,
            sentence=sentence,
        )

    def section(id_: str, heading: str, end: str) -> Section:
        line = f"{id_}、{heading}"
        evidence = quote(line)
        return Section(id_, id_, heading, evidence, evidence.start, source.index(end) + len(end))

    sections = (section("一", "引育人才", "人才科）\n删除"), section("二", "建设平台", "产业科负责）"))
    measures = (
        measure(
            "一.1",
            "1.依托",
            "产业科）",
            seat("人才科", "1.依托"),
            seat("产业科", "1.依托", 2),
            named("carrier", "海洋学院", "1.依托", Flow.DRAWS_ON, "依托", "教育链"),
            named("talent", "海洋工程师", "1.依托", Flow.DEVELOPS, "培养", "人才链"),
            named("industry", "海洋产业", "1.依托", Flow.BENEFITS, "服务", "产业链"),
            ChainClaim("人才链", quote("培养海洋工程师", "1.依托"), "chains/example"),
        ),
        measure(
            "一.2",
            "2.面向",
            "人才科）",
            seat("人才科", "2.面向"),
            named("field-group", "重点产业领域", "2.面向", Flow.BENEFITS, "面向", "产业链"),
            named("talent", "领军人才", "2.面向", Flow.DEVELOPS, "引进", "人才链"),
            named("program", HOSTILE, "2.面向", None, "", ""),
        ),
        measure(
            "二.3",
            "3.建设",
            "士。",
            named("platform", "深海实验室", "3.建设", Flow.DEVELOPS, "建设", "创新链"),
            named("industry", "海洋产业", "3.建设", Flow.BENEFITS, "服务", "产业链"),
            named("program", "育才计划", "3.建设", Flow.DRAWS_ON, "依托", "人才链", sentence=2),
            named("talent", "青年博士", "3.建设", Flow.DEVELOPS, "培养", "人才链", words="青年博\n士", sentence=2),
        ),
        measure(
            "二.4",
            "4.加强",
            "培养。",
            seat("产业科", "（以上由", scope="section"),
            named("talent", "海洋工程师", "4.加强", Flow.DEVELOPS, "加强", "人才链"),
        ),
    )
    return Notice(
        name=name,
        source=source,
        sha256=sha256(source.encode()).hexdigest(),
        encoding="utf-8",
        title=Statement("关于促进人才与产业融合的若干措施", quote("关于促进人才与产业融合的若干措施"), "head/example"),
        number=Statement(number, quote(number), "head/example"),
        issuers=(Statement("东海市人才工作局", quote("东海市人才工作局"), "head/example"),),
        sections=sections,
        measures=measures,
    )
