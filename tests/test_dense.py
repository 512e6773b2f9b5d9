"""The dense layer: values by hand, forms of input, and what its construction refuses."""

import numpy as np
import pytest

import bplib as bp
from oracles.examples import through

X, W, B = [[1.0, 2.0], [0.0, -1.0]], [[1.0, -1.0], [0.5, 2.0]], [0.5, -1.0]


def test_dense_forward_agrees_with_hand_computed_values():
    result = through(bp.Dense(2, 2), X, weights=W, biases=B)
    assert result.z.tolist() == [[1 + 1 + 0.5, -1 + 4 - 1], [-0.5 + 0.5, -2 - 1]]
    assert result.output.tolist() == [[2.5, 2.0], [0.0, -3.0]]


def test_dense_applies_its_activation_after_the_bias():
    result = through(bp.Dense(2, 2, bp.relu), X, weights=W, biases=B)
    assert result.z.tolist() == [[2.5, 2.0], [0.0, -3.0]]
    assert result.output.tolist() == [[2.5, 2.0], [0.0, 0.0]]


def test_dense_backward_agrees_with_hand_computed_values():
    result = through(bp.Dense(2, 2), X, [[1.0, 10.0], [100.0, 1000.0]], weights=W, biases=B)
    assert result.delta.tolist() == [[1, 10], [100, 1000]]
    assert result.gradients.weights.tolist() == [[1, 10], [2 - 100, 20 - 1000]]
    assert result.gradients.biases.tolist() == [101, 1010]
    assert result.d_x.tolist() == [[1 - 10, 0.5 + 20], [100 - 1000, 50 + 2000]]


def test_dense_backward_passes_nothing_through_a_unit_that_is_off_or_at_the_kink():
    result = through(bp.Dense(2, 2, bp.relu), X, [[1.0, 10.0], [100.0, 1000.0]], weights=W, biases=B)
    assert result.delta.tolist() == [[1, 10], [0, 0]]
    assert result.gradients.weights.tolist() == [[1, 10], [2, 20]]
    assert result.gradients.biases.tolist() == [1, 10]
    assert result.d_x.tolist() == [[-9, 20.5], [0, 0]]


def test_dense_delta_has_the_slope_of_the_sigmoid():
    result = through(bp.Dense(1, 1, bp.sigmoid), [[0.0]], [[8.0]], weights=[[3.0]], biases=[0.0])
    assert result.output.tolist() == [[0.5]]
    assert result.delta.tolist() == [[8 * 0.25]]
    assert result.gradients.biases.tolist() == [2.0]
    assert result.d_x.tolist() == [[6.0]]


@pytest.mark.parametrize(
    "make",
    [
        lambda: bp.Dense(0, 1),
        lambda: bp.Dense(2, -1),
        lambda: bp.Dense(2.0, 1),
        lambda: bp.Dense("2", 1),
        lambda: bp.Dense(True, 1),
        lambda: bp.Dense(2, None),
    ],
)
def test_dense_refuses_a_size_that_is_no_whole_number_of_at_least_1(make):
    with pytest.raises(
        ValueError, match=r"Dense got n_(in|out)puts=\S+, expected a whole number of at least 1\. Change"
    ):
        make()


@pytest.mark.parametrize("activation", ["tanh", np.tanh, None, type(bp.tanh)])
def test_dense_refuses_an_activation_that_is_not_one_of_bplib(activation):
    with pytest.raises(TypeError, match=r"The activation is .*expected one of bplib's\. Write .*bp\.tanh") as caught:
        bp.Dense(2, 1, activation)
    assert repr(activation) in str(caught.value)


@pytest.mark.parametrize("initializer", ["he", 0.1, bp.normal, bp.constant])
def test_dense_refuses_an_initializer_that_is_not_a_function_of_rng_and_shape(initializer):
    with pytest.raises(
        TypeError, match=r"The initializer is .*function of \(rng, shape\)\. Write .*bp\.normal\(0\.1\)"
    ):
        bp.Dense(2, 1, bp.tanh, initializer)


def test_dense_is_frozen_and_equal_to_another_with_the_same_sizes():
    layer = bp.Dense(2, 3, bp.tanh)
    assert layer == bp.Dense(2, 3, bp.tanh) != bp.Dense(2, 3, bp.relu)
    assert hash(layer) == hash(bp.Dense(2, 3, bp.tanh))
    with pytest.raises(AttributeError):
        layer.n_outputs = 4


def test_dense_accepts_numpy_integers_as_sizes():
    assert through(bp.Dense(np.int64(2), np.int32(2)), X, weights=W, biases=B).output.shape == (2, 2)
