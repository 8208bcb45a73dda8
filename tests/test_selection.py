"""Selection: none of the names overlaps another, and the outermost wins."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from silian_kg.pipes.found import Found
from silian_kg.pipes.selection import select


def name(start, end, label="industry", concept=""):
    return Found(start, end, label, "x" * (end - start), f"example/{label}", concept)


def test_the_outermost_name_wins():
    assert select([name(2, 4), name(0, 6, "platform")], 6) == [name(0, 6, "platform")]


def test_of_two_names_of_one_extent_the_one_with_a_concept_wins():
    assert select([name(0, 4, "program"), name(0, 4, "talent", "x:a")], 4) == [name(0, 4, "talent", "x:a")]


def test_of_two_names_of_one_extent_a_program_goes_before_a_kind_of_fund():
    assert select([name(0, 4, "carrier", "x:a"), name(0, 4, "program")], 4) == [name(0, 4, "program")]


def test_a_decoy_hides_what_is_inside_and_is_no_name_itself():
    assert select([name(1, 3), name(0, 4, "decoy")], 4) == []


def test_nothing_is_chosen_in_a_closed_extent():
    assert select([name(0, 2), name(3, 5)], 6, [(2, 6)]) == [name(0, 2)]


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 6)), max_size=12))
def test_the_order_of_the_candidates_does_not_matter(extents):
    candidates = [name(start, start + length) for start, length in extents]

    chosen = select(candidates, 30)

    assert sorted(chosen, key=lambda each: each.start) == sorted(
        select(candidates[::-1], 30), key=lambda each: each.start
    )
    assert all(one.end <= other.start for one, other in pairwise(sorted(chosen, key=lambda each: each.start)))
