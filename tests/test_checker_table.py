"""docs/checker.md: the committed table is what its command writes, as far as reduced counts can tell."""

import json
import os

import pytest

from bplib.checks import EXERCISES, Mistake
from tools import proof, proof_table, weak_checks

FULL = bool(os.environ.get("BPLIB_TEST_FULL"))
ROWS = json.loads(proof_table.DATA.read_text(encoding="utf-8"))


def test_the_page_is_what_its_numbers_make():
    assert proof_table.render(ROWS) == proof_table.TABLE.read_text(encoding="utf-8")
    assert list(ROWS) == list(EXERCISES)


@pytest.mark.parametrize("id", EXERCISES)
def test_a_row_is_of_the_exercise_as_it_is_now(id):
    row, exercise = ROWS[id], EXERCISES[id]
    seeds, variant_seeds = row["seeds"]
    assert not proof_table.is_stale(id, row), f"Write this row anew: .venv/bin/python -m tools.proof_table {id}"
    assert (row["checked"], row["right_checked"]) == (seeds * row["mistakes"], variant_seeds * row["right_answers"])
    if not exercise.judge:
        gap = proof.gap(id, seeds if FULL else 3)
        assert gap.powers_of_ten > row["gap"] - 0.3  # with fewer seeds it is wider


@pytest.mark.parametrize("id", EXERCISES)
def test_a_row_says_that_nothing_went_wrong(id):
    row = ROWS[id]
    assert row["named"] == row["checked"]
    assert row["accepted"] == row["right_checked"]
    assert row["pairs_named"] == row["pairs_checked"]
    assert row["survivors"] == 0


@pytest.mark.parametrize("id", EXERCISES if FULL else ["mini_batches"])
def test_a_row_is_what_all_the_seeds_give(id):
    again = proof_table.row_of(id, *ROWS[id]["seeds"])
    assert {key: value for key, value in again.items() if isinstance(value, int)} == {
        key: value for key, value in ROWS[id].items() if isinstance(value, int)
    }


def test_the_reduced_row_has_the_same_counts_but_for_the_seeds():
    row = proof_table.row_of("predict_labels", 2, 3)
    assert row["named"] == row["checked"] == 2 * row["mistakes"]
    assert row["accepted"] == row["right_checked"] == 3 * row["right_answers"]
    assert row["mistakes"] == ROWS["predict_labels"]["mistakes"]


@pytest.mark.parametrize("id", EXERCISES)
def test_the_weak_checks_let_the_solution_through(id):
    solution = EXERCISES[id].reference
    assert weak_checks.passes_friendly_case(id, solution)
    assert weak_checks.LOSS_FELL.get(id, lambda function: True)(solution)


def test_the_weak_checks_do_reject_something(monkeypatch):
    bad = Mistake("none", lambda *arguments: None, ""), Mistake("error", lambda: 0, "")
    for id in weak_checks.LOSS_FELL:
        for mistake in bad:
            assert not weak_checks.passes_friendly_case(id, mistake.function)
            assert not weak_checks.loss_fell(id, mistake.function)


def test_a_mistake_that_is_accepted_stands_in_the_row(monkeypatch):
    exercise = EXERCISES["predict_labels"]
    right = Mistake("right", exercise.reference, "Nothing is wrong.")
    changed = type(exercise)(**(vars(exercise) | {"mistakes": (right, *exercise.mistakes)}))
    monkeypatch.setattr(proof, "EXERCISES", {"predict_labels": changed})
    assert proof.named.__wrapped__("predict_labels", 1).survivors == {"right"}
