"""Vocabularies: SKOS files → concepts and labels; contradictions are refused, and our own files keep their form."""

import re

import pyoxigraph as ox
import pytest

from silian_kg.errors import VocabularyError
from silian_kg.vocabulary import SKG, SKOS, TYPES, load_vocabulary, ontology_folder

FOLDER = ontology_folder() / "vocabularies"
MATCHED = ("activities", "carriers", "chains", "decoys", "fields", "platforms", "programs", "talents")
PREFIXES = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix skg: <https://w3id.org/silian-kg/ns#> .
@prefix x: <https://example.org/> .
x:s a skos:ConceptScheme ; skg:matched true .
x:n a skos:ConceptScheme .
"""


def vocabulary(tmp_path, turtle):
    (tmp_path / "words.ttl").write_text(PREFIXES + turtle, encoding="utf-8")
    return load_vocabulary(tmp_path)


def test_every_label_of_a_matched_scheme_names_its_concept(tmp_path):
    words = vocabulary(
        tmp_path,
        'x:a a skos:Concept, skg:Industry ; skos:inScheme x:s ; skos:prefLabel "海洋"@zh ; skos:altLabel "海洋产业"@zh ; skos:hiddenLabel "蓝海"@zh .',
    )

    assert {label: concept.iri for label, concept in words.labels.items()} == dict.fromkeys(
        ("海洋", "海洋产业", "蓝海"), "https://example.org/a"
    )
    assert words.labels["海洋"].type == "industry"


def test_a_scheme_that_is_not_matched_lends_no_label(tmp_path):
    words = vocabulary(tmp_path, 'x:a a skos:Concept, skg:Industry ; skos:inScheme x:n ; skos:prefLabel "农业"@zh .')

    assert not words.labels
    assert words.concepts["https://example.org/a"].type == ""


def test_a_label_in_another_language_is_no_label_to_match(tmp_path):
    words = vocabulary(
        tmp_path,
        'x:a a skos:Concept, skg:Industry ; skos:inScheme x:s ; skos:prefLabel "海洋"@zh, "ocean"@en ; skos:altLabel "sea"@en .',
    )

    assert list(words.labels) == ["海洋"]


def test_a_concept_knows_its_chain_what_is_broader_and_what_it_maps_to(tmp_path):
    words = vocabulary(
        tmp_path,
        """
        x:c a skos:Concept, skg:Chain ; skos:inScheme x:s ; skos:prefLabel "产业链"@zh .
        x:a a skos:Concept, skg:Industry ; skos:inScheme x:s ; skos:prefLabel "渔业"@zh ; skg:primaryChain x:c ;
            skos:broader x:b ; skos:closeMatch x:m ; skg:contextual true .
        x:b a skos:Concept, skg:Industry ; skos:inScheme x:s ; skos:prefLabel "农业"@zh .
        """,
    )
    fishing = words.concepts["https://example.org/a"]

    assert (fishing.chain, fishing.broader, fishing.matches) == (
        "产业链",
        ("https://example.org/b",),
        ("https://example.org/m",),
    )
    assert fishing.contextual
    assert not words.concepts["https://example.org/b"].contextual


def test_a_label_that_names_two_concepts_is_refused_with_both_and_their_files(tmp_path):
    turtle = """
    x:a a skos:Concept, skg:Industry ; skos:inScheme x:s ; skos:prefLabel "海洋"@zh .
    x:b a skos:Concept, skg:TalentType ; skos:inScheme x:s ; skos:prefLabel "航海人才"@zh ; skos:altLabel "海洋"@zh .
    """

    with pytest.raises(VocabularyError, match=r"'海洋' names both <.*/a> \(words.ttl\) and <.*/b> \(words.ttl\)"):
        vocabulary(tmp_path, turtle)


def test_one_label_may_stand_in_a_matched_and_in_another_scheme(tmp_path):
    turtle = """
    x:a a skos:Concept, skg:Industry ; skos:inScheme x:s ; skos:prefLabel "农业"@zh .
    x:b a skos:Concept, skg:Industry ; skos:inScheme x:n ; skos:prefLabel "农业"@zh .
    """

    assert vocabulary(tmp_path, turtle).labels["农业"].iri == "https://example.org/a"


def test_a_concept_without_a_label_is_refused(tmp_path):
    with pytest.raises(VocabularyError, match="no skos:prefLabel"):
        vocabulary(tmp_path, "x:a a skos:Concept, skg:Industry ; skos:inScheme x:s .")


def test_a_file_that_is_no_turtle_is_refused_by_its_name(tmp_path):
    with pytest.raises(VocabularyError, match=r"words.ttl: not Turtle"):
        vocabulary(tmp_path, "x:a a [")


def test_a_folder_without_vocabularies_is_refused(tmp_path):
    with pytest.raises(VocabularyError, match="no vocabularies"):
        load_vocabulary(tmp_path)


def statements(name):
    return list(ox.parse((FOLDER / f"{name}.ttl").read_bytes(), format=ox.RdfFormat.TURTLE))


@pytest.mark.parametrize("name", MATCHED)
def test_a_matched_scheme_says_its_title_in_both_languages_and_its_source(name):
    of_scheme = [triple for triple in statements(name) if triple.object.value.endswith("#ConceptScheme")]
    (scheme,) = (triple.subject for triple in of_scheme)
    said = {(t.predicate.value, getattr(t.object, "language", None)) for t in statements(name) if t.subject == scheme}
    dcterms = "http://purl.org/dc/terms/"

    assert {(dcterms + "title", "zh"), (dcterms + "title", "en"), (dcterms + "source", "zh")} <= said
    assert (SKG + "matched", None) in said


@pytest.mark.parametrize("name", MATCHED)
def test_each_concept_of_a_matched_scheme_is_complete(name):
    about: dict[str, dict[str, list[str]]] = {}
    for triple in statements(name):
        about.setdefault(triple.subject.value, {}).setdefault(triple.predicate.value, []).append(triple.object.value)
    rdf_type = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
    concepts = {iri: said for iri, said in about.items() if SKOS + "Concept" in said.get(rdf_type, ())}

    assert concepts
    for iri, said in concepts.items():
        assert len(said[SKOS + "prefLabel"]) == 1, iri
        assert len(said[SKOS + "inScheme"]) == 1, iri
        assert sum(class_ in TYPES for class_ in said[rdf_type]) == 1, iri
        assert name == "decoys" or len(said[SKG + "primaryChain"]) == 1, iri


@pytest.mark.parametrize("name", MATCHED)
def test_a_vocabulary_is_sorted_one_subject_a_block(name):
    blocks = (FOLDER / f"{name}.ttl").read_text(encoding="utf-8").rstrip("\n").split("\n\n")
    subjects = [re.sub(r"^\S*?:|[<>\\]", "", block.split(" a ", 1)[0]).rsplit("/", 1)[-1] for block in blocks[2:]]

    assert blocks[0].startswith("@prefix")
    assert subjects == sorted(subjects)


def test_our_labels_are_terms_and_not_phrases():
    for label, concept in load_vocabulary().labels.items():
        assert 2 <= len(label) <= 24, label
        assert not re.search(r"[。；：，\s]", label), label
        assert concept.type in TYPES.values()


def test_our_vocabularies_hold_what_the_founding_notice_speaks_of():
    labels = load_vocabulary().labels

    assert labels["集成电路"].type == "industry"
    assert labels["高技能人才"].type == "talent"
    assert labels["技工教育集团"].type == "platform"
    assert labels["实施主体"].type == "carrier"
    assert labels["成果转化"].type == "activity"
    assert labels["人才链"].type == "chain"
    assert labels["重点产业领域"].type == "field-group"


def test_a_park_is_a_general_actor_and_an_industrial_park_a_platform():
    labels = load_vocabulary().labels

    assert (labels["园区"].type, labels["产业园区"].type) == ("carrier", "platform")


def test_broader_concepts_are_there_and_never_lead_in_a_circle():
    concepts = load_vocabulary().concepts
    for start in concepts:
        seen, above = {start}, list(concepts[start].broader)
        while above:
            iri = above.pop()
            assert iri in concepts, iri
            assert iri != start, start
            if iri not in seen:
                seen.add(iri)
                above.extend(concepts[iri].broader)
