"""Every exercise of the catalog: each mistake is rejected and named with its own name, each right variant accepted.

The mistakes are the checker's knowledge and its mutation test at once: whoever adds one is covered here by that alone.
What is proved is counted by `tools/proof.py`; here it must all be as it should.
"""

import os

import numpy as np
import pytest

from bplib.checks import EXERCISES, Exercise, Mistake, Trial
from tools import proof

FULL = bool(os.environ.get("BPLIB_TEST_FULL"))
N_SEEDS, N_VARIANT_SEEDS, N_PAIR_SEEDS = (100, 1000, 100) if FULL else (3, 10, 1)
COMPARED = [id for id, exercise in EXERCISES.items() if exercise.judge is None]
WITH_PARTS = [id for id in COMPARED if len(EXERCISES[id].outputs) > 1]


@pytest.mark.parametrize("id", EXERCISES)
def test_every_mistake_is_rejected_and_named_with_its_own_name(id):
    counts = proof.named(id, N_SEEDS)
    assert counts.made == N_SEEDS * len(EXERCISES[id].mistakes)
    assert counts.passed == counts.made, "\n".join(counts.failures)


@pytest.mark.parametrize("id", EXERCISES)
def test_every_right_variant_is_accepted(id):
    counts = proof.accepted(id, N_VARIANT_SEEDS)
    assert counts.made == N_VARIANT_SEEDS * (1 + len(EXERCISES[id].variants))
    assert counts.passed == counts.made, "\n".join(counts.failures)


@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=lambda e: e.id)
def test_there_are_enough_mistakes_and_variants_and_words(exercise):
    assert len(exercise.variants) >= 3
    assert len({mistake.id for mistake in exercise.mistakes}) == len(exercise.mistakes)
    assert exercise.formula and exercise.where and exercise.points > 0
    assert exercise.judge or exercise.small_probes
    for mistake in exercise.mistakes:
        assert 30 < len(mistake.why) < 330 and mistake.why.endswith(".")


@pytest.mark.parametrize("id", COMPARED)
def test_the_nearest_wrong_answer_is_far_from_the_worst_right_one(id):
    """The tolerance lies between the two, half a power of ten or more from each."""
    gap, tolerance = proof.gap(id, N_SEEDS), EXERCISES[id].tolerance
    assert gap.right * 3 < tolerance < gap.wrong / 3 or gap.right == tolerance == 0


@pytest.mark.parametrize("id", WITH_PARTS)
def test_two_mistakes_in_different_outputs_are_both_named(id):
    counts = proof.pairs(id, N_PAIR_SEEDS)
    assert counts.made >= 20 * N_PAIR_SEEDS
    assert counts.passed == counts.made, "\n".join(counts.failures)


@pytest.mark.parametrize("id", COMPARED)
def test_a_shape_with_one_size_less_or_more_is_never_right(id):
    exercise = EXERCISES[id]
    trial = Trial(exercise, np.random.default_rng(0))
    for change in (lambda v: np.asarray(v)[np.newaxis], lambda v: np.stack([v, v])):

        def odd(*arguments, change=change):
            values = exercise.reference(*arguments)
            return tuple(change(value) for value in values) if len(exercise.outputs) > 1 else change(values)

        assert proof.report(trial, odd).verdict == "WRONG"


def made_up(mistakes, variants=()):
    """An exercise on doubling a number, for the proof to find fault with."""
    doubling = EXERCISES["relu"]
    return {
        "relu": Exercise(
            "relu",
            2,
            doubling.parameters,
            doubling.outputs,
            lambda z: 2 * z,
            doubling.probes,
            mistakes=mistakes,
            variants=variants,
        )
    }


def test_the_proof_counts_what_fails(monkeypatch):
    """A mistake that is right, two that are equal, a variant that is wrong: each is found."""
    mistakes = Mistake("right", lambda z: z + z, ""), *(Mistake(id, lambda z: 3 * z, "") for id in "ab")
    monkeypatch.setattr(proof, "EXERCISES", made_up(mistakes, (lambda z: z * 2.0, lambda z: z * 2.1)))
    named, accepted = proof.named.__wrapped__("relu", 2), proof.accepted.__wrapped__("relu", 2)
    assert (named.made, named.passed, len(named.failures)) == (6, 0, 6)
    assert (accepted.made, accepted.passed) == (6, 4)
    assert proof.gap.__wrapped__("relu", 2).powers_of_ten < 0
