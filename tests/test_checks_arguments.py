"""Functions, generators and lists as arguments; answers in other forms that are right; points for each output."""

import subprocess
import sys

import numpy as np
import pytest

import bplib as bp
from bplib.checks import EXERCISES, Function, Limits, Probe, Rng, observe


def in_place_and_put_back(f, x, h=1e-5):
    result = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        x[i] += h
        above = f(x)
        x[i] -= 2 * h
        result[i] = (above - f(x)) / (2 * h)
        x[i] += h
    return result


def left_where_it_was_moved(f, x, h=1e-5):
    result = in_place_and_put_back(f, x, h)
    x += h
    return result


def he(n_inputs, n_outputs, rng):
    return rng.normal(0, np.sqrt(2 / n_inputs), (n_inputs, n_outputs)), np.zeros(n_outputs)


def he_of_numpy(n_inputs, n_outputs, rng):
    return he(n_inputs, n_outputs, np.random)


@pytest.mark.parametrize(
    ("id", "function", "verdict", "says"),
    [
        ("numerical_gradient", in_place_and_put_back, "CORRECT", "Right."),
        ("numerical_gradient", left_where_it_was_moved, "MUTATED_INPUT", "changes its argument x"),
        ("numerical_gradient", lambda f, x, h: in_place_and_put_back(f, x, h), "RAISED", "h=1e-5"),
        ("numerical_derivative", lambda f, x, h=1e-5: [f(x + h) - f(x - h)], "WRONG", "the shape (1,)"),
        ("numerical_derivative", lambda f, x, h=1e-5: f, "BAD_TYPE", "expected numbers"),
        ("predict_labels", lambda z: [float(np.argmax(row)) for row in z], "CORRECT", "Right."),
        ("predict_labels", lambda z: (int(np.argmax(row)) for row in z), "CORRECT", "Right."),
        ("predict_labels", lambda z: [None for _ in z], "BAD_TYPE", "a list of 7 (None)"),
        ("he_initialization", he, "CORRECT", "Right."),
        ("he_initialization", he_of_numpy, "NONDETERMINISTIC", "Take all random numbers from rng"),
        ("he_initialization", lambda a, b, rng: he(a, b, rng)[0], "BAD_TYPE", "return weights, biases"),
        ("mini_batches", lambda x, y, size, rng: [(x, y, size)], "BAD_TYPE", "(x_batch, y_batch)"),
        ("mini_batches", lambda x, y, size, rng: rng.shuffle(x), "BAD_TYPE", "list of batches"),
    ],
)
def test_each_kind_of_answer_gets_its_verdict(id, function, verdict, says):
    for seed in range(3):
        report = bp.check(id, function, seed=seed)
        assert report.verdict == verdict, report.message
        assert says in report.message


def test_each_right_output_earns_its_part_of_the_points():
    report = bp.check("dense_backward", lambda d_z, x, w: (d_z @ w.T, x.T @ d_z, d_z.mean(0)), seed=0)
    assert report.outputs == {"d_x": True, "d_weights": True, "d_biases": False}
    assert (report.points, report.max_points) == (2.0, 3)
    assert report.diagnoses == ("d_biases_averaged",)
    assert bp.check("dense_backward", lambda d_z, x, w: None).points == 0


def test_a_tiny_number_that_is_added_is_right_with_a_note():
    def with_epsilon(logits, labels):
        e = np.exp(logits - logits.max(1, keepdims=True))
        return (e / (e.sum(1, keepdims=True) + 1e-9) - np.eye(logits.shape[1])[labels]) / len(labels)

    report = bp.check("softmax_cross_entropy_backward", with_epsilon)
    assert report.passed
    assert "does no harm" in report.message


def test_arguments_are_new_at_each_call_and_what_is_observed_is_plain():
    seen = []

    def keep(numbers, rng, f):
        seen.append((numbers, rng.random(), f(2.0)))
        numbers.append(f)
        return np.float32(1), iter([np.ones(2)])

    probe = Probe(([1.0], Rng(3), Function("polynomial", (0, 0, 1))))
    first, second = observe(keep, [probe, probe], Limits())
    assert seen[0][0] is not seen[1][0]
    assert seen[0][1:] == seen[1][1:] == (np.random.default_rng(3).random(), 4.0)
    assert isinstance(first.value, tuple) and first.value[1][0].tolist() == [1.0, 1.0]
    assert first.arguments_after[1:] == second.arguments_after[1:] == (None, None)


def test_a_lesson_is_imported_when_one_of_its_exercises_is_asked_for():
    code = (
        "import sys, bplib as bp; bp.check('predict_labels', lambda z: z.argmax(1)); "
        "print([m for m in sys.modules if '.checks.lesson_' in m])"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "['bplib.checks.lesson_05']"


def test_every_exercise_stands_in_the_lesson_that_the_catalog_says():
    for id, exercise in EXERCISES.items():
        assert exercise.id == id
