"""The gradient check: right gradients pass, wrong ones fail by name, and the check itself changes nothing."""

import numpy as np
import pytest

import bplib as bp
from oracles.examples import LOSSES, NETWORKS, random_input, random_parameters, random_target

NETWORK = bp.Network(bp.Dense(2, 3, bp.tanh), bp.Dense(3, 2))
LOSS = bp.mean_squared_error


def problem(network=NETWORK, loss=LOSS, n=4):
    """(parameters, x, y)"""
    return random_parameters(network), random_input(network, n), random_target(loss, network.output_shape, n)


def check(network=NETWORK, loss=LOSS, **named):
    parameters, x, y = problem(network, loss)
    return bp.gradient_check(network, parameters, loss, x, y, **named)


class WrongDense(bp.Dense):
    """A dense layer with a mistake in its backward pass, made by the function `mistake` on the gradients."""

    mistake = staticmethod(lambda gradients, cache: None)

    def backward(self, parameters, cache, d_activation, gradients):
        super().backward(parameters, cache, d_activation, gradients)
        self.mistake(gradients, cache)


def wrong_network(mistake):
    kind = type("Mistaken", (WrongDense,), {"mistake": staticmethod(mistake)})
    return bp.Network(bp.Dense(2, 3, bp.tanh), kind(3, 2))


@pytest.mark.parametrize("name", [name for name, network in NETWORKS.items() if network.n_parameters])
def test_right_gradients_pass_exhaustively_and_along_directions(name):
    network = NETWORKS[name]
    result = check(network)
    assert result.passed
    assert bool(result) is True
    assert result.n_compared == network.n_parameters
    assert 0 <= result.max_relative_error <= 1e-7
    result = check(network, directions=4)
    assert result.passed
    assert result.n_compared == 4


@pytest.mark.parametrize("loss", LOSSES, ids=repr)
def test_right_gradients_pass_with_every_loss(loss):
    assert check(NETWORKS["dense, deep"], loss).passed


def test_right_gradients_pass_though_a_step_crosses_a_kink():
    network = bp.Network(bp.Dense(1, 1, bp.relu), bp.Dense(1, 1))
    parameters = random_parameters(network)
    parameters[0].weights = [[1.0]]
    for z in (3e-6, -3e-6, 3e-7):  # of the first example; the default step is 1e-5
        parameters[0].biases = [z - 1]
        assert bp.gradient_check(network, parameters, LOSS, [[1.0], [2.0]], [[1.0], [1.0]]).passed


@pytest.mark.parametrize("depth", [3, 5, 8])
def test_right_gradients_pass_where_they_nearly_vanish(depth):
    """In the first of many sigmoid layers the gradients are so small that rounding spoils a slope measured there."""
    hidden = [bp.Dense(2, 8, bp.sigmoid), *(bp.Dense(8, 8, bp.sigmoid) for _ in range(depth - 1))]
    network, (x, y) = bp.Network(*hidden, bp.Dense(8, 1)), bp.datasets.moons(50)
    for seed in range(5):
        parameters = bp.initialize(network, np.random.default_rng(seed))
        result = bp.gradient_check(network, parameters, bp.binary_cross_entropy, x, y)
        assert result.passed, result


def test_right_gradients_pass_at_the_bottom_of_the_loss():
    network = bp.Network(bp.Dense(1, 1))
    x, y = bp.datasets.sine(50)
    parameters = bp.initialize(network, np.random.default_rng(0))
    solution = np.linalg.lstsq(np.hstack([x, np.ones_like(x)]), y, rcond=None)[0]
    parameters.vector = solution.ravel()
    assert bp.gradient_check(network, parameters, LOSS, x, y).passed


def wrong_sign(gradients, cache):
    gradients.weights[1, 1] *= -1


def a_little_too_large(gradients, cache):
    gradients.weights *= 1 + 3e-6


def not_summed(gradients, cache):
    gradients.biases = cache.delta[0]


@pytest.mark.parametrize(
    ("mistake", "array"), [(wrong_sign, "weights"), (a_little_too_large, "weights"), (not_summed, "biases")]
)
def test_wrong_gradients_fail_and_the_worst_is_named(mistake, array):
    network = wrong_network(mistake)
    result = check(network)
    assert not result.passed
    assert bool(result) is False
    assert result.max_relative_error == result.worst[0][3] > 1e-7
    assert result.worst[0][0].startswith(f"layer 1 {array}[")
    assert not check(network, directions=3).passed


def test_a_wrong_delta_fails_in_the_layers_before_it():
    def mistake(gradients, cache):
        cache.d_input *= 1.01

    result = check(wrong_network(mistake))
    assert not result.passed
    assert {row[0].split("[")[0] for row in result.worst} <= {"layer 0 weights", "layer 0 biases"}


def test_the_worst_row_has_both_values_and_their_error():
    def mistake(gradients, cache):
        gradients.weights[1, 0] += 0.5

    parameters, x, y = problem(network := wrong_network(mistake))
    name, computed, measured, error = bp.gradient_check(network, parameters, LOSS, x, y).worst[0]
    right = bp.Network(bp.Dense(2, 3, bp.tanh), bp.Dense(3, 2))
    cache = bp.forward(right, parameters, x)
    expected = bp.backward(right, parameters, cache, LOSS.gradient(cache.output, y))[1].weights
    assert name == "layer 1 weights[1, 0]"
    assert computed == pytest.approx(expected[1, 0] + 0.5, rel=1e-12)
    assert measured == pytest.approx(expected[1, 0], rel=1e-6)
    scale = max(abs(computed), abs(measured), abs(expected).max())
    assert error == pytest.approx(0.5 / scale, rel=1e-3)


def test_the_rows_are_the_worst_five_in_falling_order():
    errors = [row[3] for row in check(wrong_network(lambda gradients, cache: gradients.weights.__imul__(2))).worst]
    assert len(errors) == 5
    assert errors == sorted(errors, reverse=True)


def test_a_gradient_that_is_not_finite_fails():
    result = check(wrong_network(lambda gradients, cache: gradients.biases.fill(np.nan)))
    assert not result.passed
    assert result.max_relative_error == np.inf


def test_float32_parameters_are_checked_in_float64_and_nothing_is_changed():
    parameters, x, y = problem()
    low = bp.Parameters(parameters.shapes, parameters.vector.astype(np.float32))
    before = low.vector.copy(), x.copy(), y.copy()
    assert bp.gradient_check(NETWORK, low, LOSS, x, y).passed
    assert bp.gradient_check(NETWORK, low, LOSS, x, y, directions=2).passed
    assert low.dtype == np.float32
    for array, original in zip((low.vector, x, y), before, strict=True):
        assert (array == original).all()
    assert bp.gradient_check(NETWORK, parameters, LOSS, x, y).passed
    assert (parameters.vector == problem()[0].vector).all()


def test_directions_come_from_the_generator_and_are_the_same_without_one():
    rows = [check(directions=3, rng=np.random.default_rng(seed)).worst for seed in (1, 1, 2)]
    assert rows[0] == rows[1] != rows[2]
    assert check(directions=3).worst == check(directions=3).worst
    assert {row[0] for row in rows[0]} == {"direction 0", "direction 1", "direction 2"}


def test_the_step_is_the_one_asked_for():
    assert check(step=1e-4).step == 1e-4
    assert check().step == 1e-5
    assert not check(
        step=0.5, network=NETWORKS["dense, deep"]
    ).passed  # much too large, and so are a tenth and a hundredth


@pytest.mark.parametrize("step", [0, -1e-5, np.nan, "small"])
def test_a_step_must_be_above_0(step):
    with pytest.raises(ValueError, match=r"step is \S+, expected a finite number above 0"):
        check(step=step)


@pytest.mark.parametrize("directions", [0, -1, 1.5, True])
def test_directions_must_be_a_whole_number_of_at_least_1(directions):
    with pytest.raises(ValueError, match=r"gradient_check got directions=\S+, expected a whole number of at least 1"):
        check(directions=directions)


def test_wrong_shapes_are_named_as_everywhere():
    parameters, x, y = problem()
    with pytest.raises(ValueError, match=r"x has the shape \(4, 1\), this network expects \(n, 2\)"):
        bp.gradient_check(NETWORK, parameters, LOSS, x[:, :1], y)
    with pytest.raises(ValueError, match=r"The output has the shape \(4, 2\), the target \(4, 1\)"):
        bp.gradient_check(NETWORK, parameters, LOSS, x, y[:, :1])


def test_the_result_prints_a_verdict_and_the_worst_rows():
    lines = repr(check()).splitlines()
    assert lines[0].startswith("Gradient check passed: 17 compared, largest relative error ")
    assert len(lines) == 6
    lines = repr(check(wrong_network(not_summed))).splitlines()
    assert lines[0].startswith("Gradient check FAILED: 17 compared, largest relative error ")
    assert lines[1].split()[:3] == ["layer", "1", lines[1].split()[2]]
    assert "backward" in lines[1]
    assert "difference" in lines[1]
    assert "kink of ReLU or max pooling" in lines[-1]


def test_a_network_without_parameters_has_nothing_to_compare():
    network = bp.Network(bp.Flatten((2, 2)))
    result = bp.gradient_check(network, random_parameters(network), LOSS, np.ones((1, 2, 2)), np.zeros((1, 4)))
    assert (result.n_compared, result.max_relative_error, result.passed) == (0, 0.0, True)
