"""The learned stage: weighs what the rules found, says what it added, and can be switched off."""

import itertools

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from silian_kg.extraction import annotate, pipeline
from silian_kg.pipes.found import Found, found
from silian_kg.pipes.learned import LETTERS, RULE, decode, features
from silian_kg.reading import read_text

NOTICE = "某市若干措施\n各区人民政府：\n一、实施“雁归计划”，引进领军人才，发展人工智能、低空经济等产业。（责任单位：市人社局）\n二、建设公共实训基地。（责任单位：市总工会）\n"


def test_each_character_has_its_features():
    assert features("", [], []) == []
    rows = features("发展海洋", [], [Found(2, 4, "industry", "海洋", "x")])

    assert len(rows) == 4
    assert "kBin" in rows[2]
    assert "kEin" in rows[3]
    assert "kO" in rows[0]


def test_tags_become_names_and_broken_tags_do_not():
    assert list(decode(["SI", "O", "BP", "MP", "EP"])) == [(0, 1, "industry"), (2, 5, "program")]
    assert list(decode(["MT", "ET", "BT", "O", "BT", "EP"])) == []


@given(st.lists(st.sampled_from(["O"] + [part + letter for part in "BMES" for letter in "IPTL"]), max_size=30))
def test_decoded_names_lie_in_the_text_and_apart(tags):
    ends = [0]
    for start, end, type_ in decode(tags):
        assert ends[-1] <= start < end <= len(tags)
        assert type_ in LETTERS
        ends.append(end)


def test_it_works_alone_on_plain_text():
    nlp = spacy.blank("zh")
    nlp.add_pipe("silian_learned")

    empty, doc = nlp(""), nlp("大力引进高层次人才，发展人工智能产业")

    assert list(empty.spans["names"]) == []
    assert all(span.id_ == RULE for span in doc.spans["names"])


def test_a_name_that_it_adds_says_so_and_overlaps_no_other():
    doc = annotate(read_text(NOTICE, name="示例.txt"), learned=True)
    names = found(doc, "names")

    assert all(before.end <= after.start for before, after in itertools.pairwise(names))
    assert {"领军人才", "人工智能"} <= {name.text for name in names}
    assert all(doc.text[name.start : name.end] == name.text for name in names if name.rule == RULE)


def test_clauses_stay_free_of_names():
    doc = annotate(read_text(NOTICE, name="示例.txt"), learned=True)
    clauses = [(clause.start, clause.end) for clause in found(doc, "clauses")]

    assert len(clauses) == 2
    assert not any(start < name.end and name.start < end for name in found(doc, "names") for start, end in clauses)


def test_without_it_every_name_stands_on_a_rule(monkeypatch):
    document = read_text(NOTICE, name="示例.txt")
    monkeypatch.setenv("SILIAN_LEARNED", "0")

    assert "silian_learned" not in pipeline(learned=False).pipe_names
    assert not any(name.rule == RULE for name in found(annotate(document), "names"))
    assert found(annotate(document), "names") == found(annotate(document, learned=False), "names")


@pytest.mark.parametrize("times", [2])
def test_the_same_text_gives_the_same_names(times):
    document = read_text(NOTICE, name="示例.txt")

    assert len({found(annotate(document, learned=True), "names") for _ in range(times)}) == 1
