"""The recurrent layer and LastStep: values by hand, identities with the dense layer, and what is refused."""

import numpy as np
import pytest

import bplib as bp
from oracles.examples import ACTIVATIONS, through

LINEAR = bp.Recurrent(3, 1, 1, bp.identity)
SCALARS = {"input_weights": [[2.0]], "recurrent_weights": [[0.5]], "biases": [1.0]}


def random(seed, *shape):
    return np.random.default_rng(seed).normal(size=shape)


def test_recurrent_forward_agrees_with_hand_computed_values():
    result = through(LINEAR, [[[1.0], [2.0], [3.0]]], **SCALARS)
    assert result.output.ravel().tolist() == [2 + 1, 4 + 1.5 + 1, 6 + 3.25 + 1]


def test_recurrent_backward_through_time_agrees_with_hand_computed_values():
    result = through(LINEAR, [[[1.0], [2.0], [3.0]]], [[[0.0], [0.0], [1.0]]], **SCALARS)
    assert result.delta.ravel().tolist() == [0.25, 0.5, 1]
    assert result.gradients.input_weights.tolist() == [[0.25 * 1 + 0.5 * 2 + 1 * 3]]
    assert result.gradients.recurrent_weights.tolist() == [[0.5 * 3 + 1 * 6.5]]
    assert result.gradients.biases.tolist() == [1.75]
    assert result.d_x.ravel().tolist() == [0.5, 1, 2]


def test_recurrent_backward_adds_what_comes_from_the_output_and_from_the_next_step():
    result = through(LINEAR, [[[1.0], [2.0], [3.0]]], [[[100.0], [10.0], [1.0]]], **SCALARS)
    assert result.delta.ravel().tolist() == [100 + 0.5 * 10.5, 10 + 0.5, 1]


def test_recurrent_hidden_units_are_mixed_by_rows_of_u():
    U = [[0.0, 1.0], [0.0, 0.0]]  # unit 0 goes into unit 1 one step later
    arrays = {"input_weights": [[1.0, 0.0]], "recurrent_weights": U, "biases": [0.0, 0.0]}
    layer = bp.Recurrent(2, 1, 2, bp.identity)
    result = through(layer, [[[5.0], [7.0]]], [[[0.0, 0.0], [1.0, 10.0]]], **arrays)
    assert result.output.tolist() == [[[5, 0], [7, 5]]]
    assert result.delta.tolist() == [[[10, 0], [1, 10]]]
    assert result.gradients.recurrent_weights.tolist() == [[5 * 1, 5 * 10], [0, 0]]


@pytest.mark.parametrize("activation", ACTIVATIONS, ids=repr)
def test_one_step_of_a_recurrent_layer_is_a_dense_layer(activation):
    x, d_output, W, b = random(0, 4, 3), random(1, 4, 2), random(2, 3, 2), random(3, 2)
    arrays = {"input_weights": W, "recurrent_weights": random(4, 2, 2), "biases": b}
    result = through(bp.Recurrent(1, 3, 2, activation), x[:, np.newaxis], d_output[:, np.newaxis], **arrays)
    expected = through(bp.Dense(3, 2, activation), x, d_output, weights=W, biases=b)
    np.testing.assert_allclose(result.output[:, 0], expected.output, rtol=1e-12, atol=1e-13)
    np.testing.assert_allclose(result.gradients.input_weights, expected.gradients.weights, rtol=1e-12, atol=1e-13)
    np.testing.assert_allclose(result.gradients.biases, expected.gradients.biases, rtol=1e-12, atol=1e-13)
    np.testing.assert_allclose(result.d_x[:, 0], expected.d_x, rtol=1e-12, atol=1e-13)
    assert (result.gradients.recurrent_weights == 0).all()


def test_a_recurrent_layer_without_recurrent_weights_is_a_dense_layer_at_each_step():
    x, d_output, W, b = random(0, 4, 5, 3), random(1, 4, 5, 2), random(2, 3, 2), random(3, 2)
    arrays = {"input_weights": W, "recurrent_weights": np.zeros((2, 2)), "biases": b}
    result = through(bp.Recurrent(5, 3, 2), x, d_output, **arrays)
    expected = through(bp.Dense(3, 2, bp.tanh), x.reshape(20, 3), d_output.reshape(20, 2), weights=W, biases=b)
    np.testing.assert_allclose(result.output.reshape(20, 2), expected.output, rtol=1e-12, atol=1e-13)
    np.testing.assert_allclose(result.gradients.input_weights, expected.gradients.weights, rtol=1e-12, atol=1e-13)
    np.testing.assert_allclose(result.gradients.biases, expected.gradients.biases, rtol=1e-12, atol=1e-13)
    np.testing.assert_allclose(result.d_x.reshape(20, 3), expected.d_x, rtol=1e-12, atol=1e-13)


def test_a_recurrent_layer_knows_nothing_of_later_inputs():
    x, later = random(0, 2, 5, 3), random(0, 2, 5, 3)
    later[:, 3:] += 1
    a, b = (through(bp.Recurrent(5, 3, 4), values).output for values in (x, later))
    np.testing.assert_array_equal(a[:, :3], b[:, :3])
    assert (a[:, 3:] != b[:, 3:]).all()


def test_parameters_of_a_recurrent_layer_fit_a_longer_sequence():
    short, long = bp.Network(bp.Recurrent(2, 3, 4)), bp.Network(bp.Recurrent(7, 3, 4))
    parameters, x = bp.initialize(short, np.random.default_rng(0)), random(0, 2, 7, 3)
    a = bp.forward(short, parameters, x[:, :2]).output
    np.testing.assert_allclose(a, bp.forward(long, parameters, x).output[:, :2], rtol=1e-12, atol=1e-13)


def test_last_step_gives_the_last_step_and_sends_the_gradient_there_alone():
    x, d_output = random(0, 2, 3, 4), random(1, 2, 4)
    result = through(bp.LastStep((3, 4)), x, d_output)
    np.testing.assert_array_equal(result.output, x[:, -1])
    np.testing.assert_array_equal(result.d_x[:, -1], d_output)
    assert (result.d_x[:, :-1] == 0).all()
    np.testing.assert_array_equal(result.delta, d_output)
    assert result.z is result.output


@pytest.mark.parametrize(
    ("make", "text"),
    [
        (
            lambda: bp.Recurrent(0, 1, 1),
            r"Recurrent got n_steps=0, expected a whole number of at least 1\. Change n_steps",
        ),
        (lambda: bp.Recurrent(1, -2, 1), r"Recurrent got n_inputs=-2, expected a whole number"),
        (lambda: bp.Recurrent(1, 1, 2.5), r"Recurrent got n_hidden=2\.5, expected a whole number"),
        (lambda: bp.LastStep((4,)), r"LastStep got input_shape=\(4,\), expected a tuple \(n_steps, n_features\)"),
        (lambda: bp.LastStep(4), r"LastStep got input_shape=4, expected a tuple \(n_steps, n_features\)"),
    ],
)
def test_recurrent_and_last_step_refuse_sizes_that_cannot_be(make, text):
    with pytest.raises(ValueError, match=f"^{text}"):
        make()


def test_recurrent_refuses_what_is_no_activation_and_no_initializer():
    with pytest.raises(TypeError, match="The activation is 'tanh'"):
        bp.Recurrent(1, 1, 1, "tanh")
    with pytest.raises(TypeError, match="The initializer is 1"):
        bp.Recurrent(1, 1, 1, initializer=1)
    with pytest.raises(TypeError, match="The initializer is 'orthogonal'"):
        bp.Recurrent(1, 1, 1, recurrent_initializer="orthogonal")
