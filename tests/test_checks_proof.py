"""Every exercise of the catalog: each mistake is rejected and named with its own name, each right variant accepted.

The mistakes are the checker's knowledge and its mutation test at once: whoever adds one is covered here by that alone.
"""

import os
from itertools import combinations

import numpy as np
import pytest

from bplib.checks import EXERCISES, Limits, assess, observe
from bplib.checks.recognize import right_values, values_of
from bplib.checks.values import error_between

FULL = bool(os.environ.get("BPLIB_TEST_FULL"))
N_SEEDS, N_VARIANT_SEEDS = (100, 1000) if FULL else (4, 15)
LIMITS = Limits(library_allowed=True)  # the mistakes and variants are bplib's own code
MISTAKES = [(e, m) for e in EXERCISES.values() for m in e.mistakes]
VARIANTS = [(e, v) for e in EXERCISES.values() for v in (e.reference, *e.variants)]
COMPARED = [e for e in EXERCISES.values() if e.judge is None]


def check(exercise, function, seed):
    """The report on a function of the library itself."""
    return assess(exercise, lambda probes: observe(function, probes, LIMITS), np.random.default_rng(seed))


@pytest.mark.parametrize(("exercise", "mistake"), MISTAKES, ids=lambda part: part.id)
def test_every_mistake_is_rejected_and_named_with_its_own_name(exercise, mistake):
    for seed in range(N_SEEDS):
        report = check(exercise, mistake.function, seed)
        assert report.verdict in ("WRONG", "RAISED")
        assert report.diagnoses == (mistake.id,), report.message
        assert mistake.why in report.message


@pytest.mark.parametrize(("exercise", "variant"), VARIANTS, ids=lambda part: getattr(part, "id", "answer"))
def test_every_right_variant_is_accepted(exercise, variant):
    for seed in range(N_VARIANT_SEEDS):
        report = check(exercise, variant, seed)
        assert report.passed, report.message
        assert report.points == exercise.points


@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=lambda e: e.id)
def test_there_are_enough_mistakes_and_variants_and_words(exercise):
    assert len(exercise.variants) >= 3
    assert len({mistake.id for mistake in exercise.mistakes}) == len(exercise.mistakes)
    assert exercise.formula and exercise.where and exercise.points > 0
    assert exercise.judge or exercise.small_probes
    for mistake in exercise.mistakes:
        assert 30 < len(mistake.why) < 330 and mistake.why.endswith(".")


def error_of(exercise, function, probes):
    """The largest error of any output on any probe."""
    values = [values_of(function, probe, exercise) for probe in probes]
    if any(value is None for value in values):
        return np.inf
    right = [right_values(exercise, probe, value) for probe, value in zip(probes, values, strict=True)]
    return max(error_between(v, r) for pair in zip(values, right, strict=True) for v, r in zip(*pair, strict=True))


@pytest.mark.parametrize("exercise", COMPARED, ids=lambda e: e.id)
def test_the_nearest_wrong_answer_is_far_from_the_worst_right_one(exercise, record_property):
    """The tolerance lies between the two, half a power of ten or more from each."""
    right, wrong = 0.0, np.inf
    for seed in range(N_SEEDS):
        probes = exercise.probes(np.random.default_rng(seed))
        right = max(right, *(error_of(exercise, function, probes) for function in exercise.variants))
        wrong = min(wrong, *(error_of(exercise, mistake.function, probes) for mistake in exercise.mistakes))
    record_property("powers of ten", round(float(np.log10(wrong / max(right, 1e-16))), 1))
    print(f"{exercise.id}: worst right {right:.1e}, nearest wrong {wrong:.1e}, tolerance {exercise.tolerance:.0e}")
    assert right * 3 < exercise.tolerance < wrong / 3 or right == exercise.tolerance == 0


def wrong_outputs(exercise, mistake, probes):
    """Which outputs a mistake makes wrong; None where it does not run."""
    wrong = set()
    for probe in probes:
        theirs = values_of(mistake.function, probe, exercise)
        if theirs is None:
            return None
        right = right_values(exercise, probe, theirs)
        wrong |= {k for k in range(len(right)) if error_between(theirs[k], right[k]) > exercise.tolerance}
    return wrong


def joined(first, second, outputs):
    """A function that takes these outputs from the first mistake and the others from the second."""

    def both(*arguments):
        pair = first.function(*arguments), second.function(*arguments)
        return tuple(pair[k not in outputs][k] for k in range(len(pair[0])))

    return both


def shows(exercise, mistake, function, outputs, probes):
    """Whether a function gives a mistake's values in these outputs."""
    pairs = [(values_of(mistake.function, probe, exercise), values_of(function, probe, exercise)) for probe in probes]
    return all(error_between(b[k], a[k]) <= exercise.tolerance for a, b in pairs for k in outputs)


@pytest.mark.parametrize("exercise", [e for e in COMPARED if len(e.outputs) > 1], ids=lambda e: e.id)
def test_two_mistakes_in_different_outputs_are_both_named(exercise):
    n_pairs = 0
    for seed in range(N_SEEDS if FULL else 1):
        rng = np.random.default_rng(seed)
        probes = exercise.square_probes(rng) if exercise.square_probes else exercise.probes(rng)
        marks = {mistake: wrong_outputs(exercise, mistake, probes) for mistake in exercise.mistakes}
        for first, second in combinations([mistake for mistake in exercise.mistakes if marks[mistake]], 2):
            if marks[first] & marks[second]:
                continue
            both = joined(first, second, marks[first])
            others = [mistake for mistake in exercise.mistakes if marks[mistake] and mistake not in (first, second)]
            if any(shows(exercise, mistake, both, marks[mistake], probes) for mistake in others):
                continue  # the two together look like a third, such as two values in each other's place
            assert set(check(exercise, both, seed).diagnoses) == {first.id, second.id}
            n_pairs += 1
    assert n_pairs


@pytest.mark.parametrize("exercise", COMPARED, ids=lambda e: e.id)
def test_a_shape_with_one_size_less_or_more_is_never_right(exercise):
    for change in (lambda v: np.asarray(v)[np.newaxis], lambda v: np.stack([v, v])):

        def odd(*arguments, change=change):
            values = exercise.reference(*arguments)
            return tuple(change(value) for value in values) if len(exercise.outputs) > 1 else change(values)

        assert check(exercise, odd, 0).verdict == "WRONG"
