"""Small notices out of marked sentences: "由[人才处](lead)牵头，依托[技工院校](carrier drawsOn 教育链)培养[高技能人才](talent develops 人才链)。"

A mark is `[words](type flow chain)`; the type is one of those of a Mention, or a role for a unit: lead, support, responsible. A mention finds its concept
by the label in the vocabularies. `~` after a role tells a seat of the whole document: `[各市人民政府](responsible~document)`.
"""

import re
from hashlib import sha256

from silian_kg.facts import (
    Certainty,
    Citation,
    Evidence,
    Flow,
    Measure,
    Mention,
    Notice,
    Responsibility,
    Role,
    Statement,
)
from silian_kg.vocabulary import load_vocabulary

MARK = re.compile(r"\[(?P<words>[^\]]+)\]\((?P<about>[^)]+)\)")
ROLES = {role.value: role for role in Role}


def marked_notice(
    *measures: str,
    issuer: str | None = "山东省人力资源和社会保障厅",
    number: str | None = "鲁人社字〔2031〕1号",
    title: str = "关于促进发展的若干措施",
    contact: str | None = None,
    date: str | None = None,
    cites: tuple[str, ...] = (),
    first_listed_leads: bool = False,
    name: str = "notice.txt",
) -> Notice:
    """A notice with these marked measures, numbered 一.1, 一.2 …"""
    head = [
        number or "",
        issuer or "",
        title,
        contact or "",
        date or "",
        *(f"《{cited}》" for cited in cites),
        "列首位的牵头。",
    ]
    source = "\n".join(head) + "\n"
    made = []
    for index, marked in enumerate(measures, 1):
        start = len(source)
        text, facts = _facts(marked, start + len(f"{index}."))
        source += f"{index}.{text}"
        evidence = Evidence(start, len(source), source[start:])
        seats = tuple(fact for fact in facts if isinstance(fact, Responsibility))
        mentions = tuple(fact for fact in facts if isinstance(fact, Mention))
        made.append(Measure(f"一.{index}", str(index), text, evidence, responsible=seats, mentions=mentions))
        source += "\n"

    def said(value: str | None) -> Statement | None:
        return None if value is None else Statement(value, _quote(source, value), "head/example")

    return Notice(
        name=name,
        source=source,
        sha256=sha256(source.encode()).hexdigest(),
        encoding="utf-8",
        title=said(title),
        number=said(number),
        issuers=(said(issuer),) if issuer else (),
        contact=said(contact),
        date=said(date),
        cites=tuple(Citation(cited, "based_on", _quote(source, cited), "head/example") for cited in cites),
        first_listed_leads=Statement("true", _quote(source, "列首位的牵头"), "head/example")
        if first_listed_leads
        else None,
        measures=tuple(made),
    )


def _quote(source: str, words: str) -> Evidence:
    start = source.index(words)
    return Evidence(start, start + len(words), words)


def _facts(marked: str, offset: int) -> tuple[str, list[Responsibility | Mention]]:
    text, facts, end, sentence, position = "", [], 0, 1, 0
    for match in MARK.finditer(marked):
        before = marked[end : match.start()]
        sentence += before.count("。")
        text += before
        end = match.end()
        evidence = Evidence(offset + len(text), offset + len(text) + len(match["words"]), match["words"])
        text += match["words"]
        kind, _, scope = match["about"].partition("~")
        if kind in ROLES:
            position += 1
            seat = Responsibility(
                match["words"],
                ROLES[kind],
                position,
                evidence,
                "responsibility/example",
                match["words"],
                scope or "measure",
            )
            facts.append(seat)
        else:
            facts.append(_mention(match["words"], *match["about"].split(), evidence=evidence, sentence=sentence))
    return text + marked[end:], facts


def _mention(words: str, kind: str, flow: str = "", chain: str = "", *, evidence: Evidence, sentence: int) -> Mention:
    concept = load_vocabulary().labels.get(words)
    return Mention(
        type=kind,
        text=words,
        evidence=evidence,
        rule="names/example",
        certainty=Certainty.BY_REFERENCE if kind == "field-group" else Certainty.STATED,
        concept=concept.iri if concept and concept.type == kind else None,
        flow=Flow(flow) if flow else None,
        flow_rule="flow/example" if flow else None,
        chain=chain or None,
        sentence=sentence,
    )
