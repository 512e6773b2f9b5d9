"""One prediction taken apart: error, loss, slopes and decision, against a tape of single numbers."""

import math

import numpy as np
import pytest

from bplib.demonstrations import predict_classes, predict_one
from bplib.demonstrations.predictions import LOSSES
from oracles import tape


def on_the_tape(loss, z, y):
    """Loss, ∂L/∂z and ∂L/∂p, written out from the definitions."""
    z = tape.Number(z)
    p = tape.Number(1) / (1 + tape.exp(-z))
    value = (p - y) ** 2 if loss == "mean squared error" else -tape.log(p if y else 1 - p)
    tape.differentiate(value)
    return value.value, z.slope, p.slope


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("y", [0, 1])
@pytest.mark.parametrize("z", [-4.0, -0.3, 0.0, 2.5])
def test_loss_and_slopes_are_those_of_the_definitions(loss, y, z):
    found = predict_one(loss, z, y)
    np.testing.assert_allclose((found.loss, found.slope_z, found.slope_p), on_the_tape(loss, z, y), rtol=1e-12)
    assert found.p == pytest.approx(1 / (1 + math.exp(-z)))


def test_the_same_error_has_a_tiny_slope_under_one_loss_and_a_large_one_under_the_other():
    z = math.log(0.99 / 0.01)
    squared, cross = (predict_one(loss, z, 0) for loss in LOSSES)
    assert squared.error == cross.error == pytest.approx(0.99)
    assert squared.slope_z == pytest.approx(2 * 0.0098, abs=1e-4)
    assert cross.slope_z == pytest.approx(0.99)
    assert cross.slope_p == pytest.approx(100)


def test_a_decision_is_right_on_the_targets_side_of_one_half():
    rights = [predict_one("binary cross-entropy", z, y).is_right for z in (-1.0, 0.0, 1.0) for y in (0, 1)]
    assert rights == [True, False, True, False, False, True]


def test_many_logits_are_many_examples_and_not_one_batch():
    z = np.array([[-1.0, 0.5], [2.0, 3.0]])
    many = predict_one("mean squared error", z, 1)
    each = [predict_one("mean squared error", value, 1) for value in z.ravel()]
    np.testing.assert_array_equal(many.loss.ravel(), [one.loss for one in each])
    np.testing.assert_array_equal(many.slope_z.ravel(), [one.slope_z for one in each])
    assert many.slope_p.shape == (2, 2)


@pytest.mark.parametrize("label", [0, 1, 2])
def test_three_classes_have_the_loss_and_slopes_of_the_definition(label):
    logits = [0.5, -1.0, 2.0]
    numbers = [tape.Number(value) for value in logits]
    exponentials = [tape.exp(number) for number in numbers]
    loss = -tape.log(exponentials[label] / sum(exponentials))
    tape.differentiate(loss)
    found = predict_classes(logits, label)
    assert found.loss == pytest.approx(loss.value)
    np.testing.assert_allclose(found.slopes, [number.slope for number in numbers], rtol=1e-12)
    assert found.p.sum() == pytest.approx(1)
    assert found.is_right == (label == 2)
