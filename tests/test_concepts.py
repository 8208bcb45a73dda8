"""The stage concepts: every label of the matched vocabularies that stands in a text, the longest at each place."""

from itertools import pairwise

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from silian_kg.pipes.found import found
from silian_kg.vocabulary import load_vocabulary

LABELS = sorted(load_vocabulary().labels)
# Characters that stand in no label
QUIET = sorted(set("嗯哦唉呃呵咦嘛啦吧呢哟") - set("".join(LABELS)))


@pytest.fixture(scope="module")
def nlp():
    nlp = spacy.blank("zh")
    nlp.add_pipe("silian_concepts")
    return nlp


def test_labels_are_found_with_type_text_and_concept(nlp):
    doc = nlp("依托技工院校培养高技能人才")
    names = [(name.label, name.text, name.concept.rsplit("/", 1)[-1]) for name in found(doc, "concepts")]

    assert names == [("carrier", "技工院校", "技工院校"), ("talent", "高技能人才", "高技能人才")]


def test_findings_show_as_spans(nlp):
    doc = nlp("发展人工智能")
    (span,) = doc.spans["concepts"]

    assert (span.text, span.label_, span.id_) == ("人工智能", "industry", "concepts/label")
    assert span.kb_id_ == load_vocabulary().labels["人工智能"].iri


def test_a_decoy_hides_the_label_inside_it(nlp):
    assert [name.label for name in found(nlp("加强安全监管"), "concepts")] == ["decoy"]


def test_the_stage_reads_the_vocabularies_it_is_told(tmp_path):
    (tmp_path / "words.ttl").write_text(
        """
        @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        @prefix skg: <https://w3id.org/silian-kg/ns#> .
        @prefix x: <https://example.org/> .
        x:s a skos:ConceptScheme ; skg:matched true .
        x:a a skos:Concept, skg:Industry ; skos:inScheme x:s ; skos:prefLabel "养蜂"@zh .
        """,
        encoding="utf-8",
    )
    nlp = spacy.blank("zh")
    nlp.add_pipe("silian_concepts", config={"folder": str(tmp_path)})

    assert [name.text for name in found(nlp("人工智能与养蜂"), "concepts")] == ["养蜂"]


@given(st.sampled_from(LABELS), st.text(QUIET, min_size=1, max_size=5), st.text(QUIET, min_size=1, max_size=5))
def test_every_label_is_found_wherever_it_stands(label, before, after):
    text = before + label + after
    nlp = _pipeline()

    assert [(name.text, name.start) for name in found(nlp(text), "concepts")] == [(label, len(before))]


@given(st.text(QUIET, max_size=40))
def test_nothing_is_found_in_a_text_without_labels(text):
    assert found(_pipeline()(text), "concepts") == ()


@given(st.lists(st.sampled_from(LABELS), max_size=6), st.text(QUIET, min_size=1, max_size=3))
def test_what_is_found_stands_in_the_text_and_does_not_overlap(labels, between):
    text = between.join(labels)
    names = found(_pipeline()(text), "concepts")

    assert all(text[name.start : name.end] == name.text for name in names)
    assert all(one.end <= other.start for one, other in pairwise(names))


_made: list[spacy.Language] = []


def _pipeline() -> spacy.Language:
    if not _made:
        nlp = spacy.blank("zh")
        nlp.add_pipe("silian_concepts")
        _made.append(nlp)
    return _made[0]
