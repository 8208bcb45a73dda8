"""Characters: one token a character, and what stages leave on such a Doc."""

import spacy
from hypothesis import given
from hypothesis import strategies as st

from silian_kg.pipes.found import Found, found, leave

CHARACTERS = {"nlp": {"tokenizer": {"@tokenizers": "silian.CharacterTokenizer.v1"}}}


def blank():
    return spacy.blank("zh", config=CHARACTERS)


NLP = blank()


@given(st.text(max_size=80))
def test_every_character_is_a_token_and_no_text_is_lost(text):
    doc = NLP.make_doc(text)

    assert doc.text == text
    assert [token.text for token in doc] == list(text)
    assert all(token.idx == token.i for token in doc)


def test_a_pipeline_with_characters_survives_the_disk(tmp_path):
    NLP.to_disk(tmp_path)

    assert [token.text for token in spacy.load(tmp_path)("四链 融合")] == list("四链 融合")


@given(st.data())
def test_what_a_stage_leaves_is_found_in_order_and_shown_as_spans(data):
    text = data.draw(st.text(alphabet="人才链教育链、。\n", min_size=2, max_size=20))
    edges = data.draw(st.lists(st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text))), max_size=6))
    findings = [
        Found(start, end, "talent", text[start:end], "names/a-rule", "urn:a") for start, end in edges if start < end
    ]
    doc = leave(NLP.make_doc(text), "names", findings)

    assert found(doc, "names") == tuple(
        sorted(findings, key=lambda finding: (finding.start, finding.end, finding.text))
    )
    assert [(span.text, span.label_, span.kb_id_, span.id_) for span in doc.spans["names"]] == [
        (finding.text, "talent", "urn:a", "names/a-rule") for finding in found(doc, "names")
    ]


def test_two_findings_on_one_extent_both_stay():
    doc = NLP.make_doc("高层次、急需紧缺人才")
    findings = [
        Found(0, 10, "talent", "高层次人才", "names/shared-tail"),
        Found(0, 10, "talent", "急需紧缺人才", "names/shared-tail"),
    ]
    leave(doc, "names", findings)

    assert sorted(finding.text for finding in found(doc, "names")) == ["急需紧缺人才", "高层次人才"]
    assert len(doc.spans["names"]) == 2


def test_a_stage_that_did_not_run_has_left_nothing():
    doc = NLP.make_doc("四链融合")

    assert found(doc, "names") == ()
    assert doc._.document is None


def test_a_doc_with_longer_tokens_shows_the_tokens_around_a_finding():
    doc = spacy.blank("en")("talent chain policy")
    leave(doc, "names", [Found(2, 9, "talent", "lent ch", "names/a-rule")])

    assert [span.text for span in doc.spans["names"]] == ["talent chain"]
    assert [finding.text for finding in found(doc, "names")] == ["lent ch"]
