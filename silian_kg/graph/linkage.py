"""A measure's facts → its linkages: two elements of one sentence whose flow roles are in order and whose chains differ."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from types import MappingProxyType

from silian_kg.facts import Flow, Measure, Mention

# The three kinds, by the roles that they join; 依托服务 holds only where the sentence develops nothing.
KINDS: Mapping[tuple[Flow, Flow], str] = MappingProxyType({
    (Flow.DRAWS_ON, Flow.DEVELOPS): "依托培育",  # 技工院校 (教育链) → 高技能人才 (人才链)
    (Flow.DEVELOPS, Flow.BENEFITS): "育成服务",  # 高技能领军人才 (人才链) → 重点产业领域 (产业链)
    (Flow.DRAWS_ON, Flow.BENEFITS): "依托服务",  # 人才贷 (资金链) → 创业人才 (人才链)
})  # fmt: skip
NO_CHAIN = "其他"


@dataclass(frozen=True, slots=True)
class Linkage:
    """One chain works on another in one sentence of a measure; the two mentions, with their cues, are its evidence."""

    from_chain: str
    to_chain: str
    kind: str  # 依托培育, 育成服务 or 依托服务
    source: Mention
    target: Mention


def linkages(measure: Measure) -> tuple[Linkage, ...]:
    """Derive every linkage of a measure.

    An element links to one with a later role in the same sentence (drawsOn < develops < benefits) when their chains differ. What is drawn on
    links to what benefits only if the sentence develops nothing. Elements of no chain link to nothing.

    Returns:
        The linkages by sentence, then kind, then the places of their mentions; () for a measure whose elements do not link.
    """
    flowing = sorted(
        (mention for mention in measure.mentions if mention.flow is not None and mention.chain not in (None, NO_CHAIN)),
        key=lambda mention: (mention.sentence, mention.evidence.start, mention.evidence.end, mention.text),
    )
    developing = {mention.sentence for mention in measure.mentions if mention.flow is Flow.DEVELOPS}
    derived: list[Linkage] = []
    for sentence, group in groupby(flowing, key=lambda mention: mention.sentence):
        members = tuple(group)
        for (earlier, later), kind in KINDS.items():
            if kind == "依托服务" and sentence in developing:
                continue
            derived.extend(
                Linkage(source.chain or "", target.chain or "", kind, source, target)
                for source in members
                if source.flow is earlier
                for target in members
                if target.flow is later and target.chain != source.chain
            )
    return tuple(derived)


def chain_pairs(measure: Measure) -> tuple[Linkage, ...]:
    """The linkages of a measure, one witness for each pair of chains: the first in the order of `linkages`."""
    witnesses: dict[tuple[str, str], Linkage] = {}
    for linkage in linkages(measure):
        witnesses.setdefault((linkage.from_chain, linkage.to_chain), linkage)
    return tuple(witnesses.values())
