"""What people pass in by mistake: every error says what happened, what was expected and what to do."""

import numpy as np
import pytest

import bplib as bp
from oracles.examples import random_input

NETWORK = bp.Network(bp.Dense(2, 3, bp.tanh), bp.Dense(3, 1))


def start(network=NETWORK, n=4, dtype=np.float64):
    return bp.initialize(network, np.random.default_rng(0), dtype), random_input(network, n)


def error(kind, function, *arguments, **named):
    with pytest.raises(kind) as caught:
        function(*arguments, **named)
    return str(caught.value)


@pytest.mark.parametrize("dtype", [np.float16, int, np.int64, complex, bool, "text", None.__class__, ">f8"])
def test_initialize_refuses_any_other_dtype(dtype):
    text = error(TypeError, bp.initialize, NETWORK, np.random.default_rng(0), dtype)
    assert text == f"dtype is {dtype!r}, expected numpy.float64 or numpy.float32. Give one of the two."


@pytest.mark.parametrize("rng", [0, None, np.random, np.random.RandomState(0), np.random.default_rng])
def test_initialize_refuses_what_is_no_generator(rng):
    text = error(TypeError, bp.initialize, NETWORK, rng)
    assert text == f"rng is {rng!r}, expected a random generator. Write rng=np.random.default_rng(0)."


@pytest.mark.parametrize("x", [np.zeros((0, 2)), []], ids=str)
def test_forward_refuses_an_empty_batch(x):
    text = error(ValueError, bp.forward, NETWORK, start()[0], x)
    assert str(np.shape(x)) in text
    assert np.ndim(x) == 1 or text == "x is an empty batch: its shape is (0, 2). Give at least one example."


@pytest.mark.parametrize(
    ("x", "advice"),
    [
        (np.zeros((4, 3)), "Give one example per row, or change the network's first layer."),
        (np.zeros(2), "For a single example write x[np.newaxis]."),
        (np.zeros(3), "Give one example per row, or change the network's first layer."),
        (np.zeros((4, 2, 1)), "The numbers fit: write x.reshape(len(x), 2)."),
        (np.zeros((4, 1, 2)), "The numbers fit: write x.reshape(len(x), 2)."),
        (np.float64(1), "Give one example per row, or change the network's first layer."),
    ],
    ids=str,
)
def test_forward_refuses_a_wrong_shape_and_says_how_to_repair_it(x, advice):
    text = error(ValueError, bp.forward, NETWORK, start()[0], x)
    assert text == f"x has the shape {x.shape}, this network expects (n, 2). {advice}"


def test_forward_names_the_shape_of_images_that_it_expects():
    network = bp.Network(bp.Convolution2D((8, 8, 1), 2))
    text = error(ValueError, bp.forward, network, start(network)[0], np.zeros((5, 64)))
    assert text.startswith("x has the shape (5, 64), this network expects (n, 8, 8, 1).")
    assert text.endswith("write x.reshape(len(x), 8, 8, 1).")


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf], ids=str)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_forward_refuses_numbers_that_are_not_finite_and_says_where_the_first_is(value, dtype):
    parameters, x = start(dtype=dtype)
    x[2, 1] = x[3, 0] = value
    assert error(ValueError, bp.forward, NETWORK, parameters, x) == (
        "x has 2 numbers that are NaN or infinite, the first at [2, 1]; all must be finite. "
        "Look for missing values or a division by 0 where x is made."
    )


@pytest.mark.parametrize(("dtype", "value"), [(np.float32, 1e30), (np.float64, 1e200)])
def test_forward_takes_large_finite_numbers_whose_squares_overflow(dtype, value):
    parameters, x = start(dtype=dtype)
    assert np.isfinite(bp.forward(NETWORK, parameters, np.full_like(x, value)).output).all()


def test_forward_refuses_numbers_that_do_not_fit_into_float32():
    parameters, x = start(dtype=np.float32)
    x[1, 0] = 1e300
    assert "the first at [1, 0]; all must be finite" in error(ValueError, bp.forward, NETWORK, parameters, x)


@pytest.mark.parametrize(
    "x", [[["a", "b"]], [[None, 1]], [[1j, 2]], np.array([["2020-01-01"] * 2], "datetime64[D]")], ids=str
)
def test_forward_refuses_what_is_not_a_real_number(x):
    text = error(TypeError, bp.forward, NETWORK, start()[0], x)
    assert text.startswith(f"x has the dtype {np.asarray(x).dtype}, expected real numbers. Give an array of floats")


def test_forward_refuses_rows_of_different_lengths():
    text = error(ValueError, bp.forward, NETWORK, start()[0], [[1.0, 2.0], [3.0]])
    assert text.startswith("x is no array: ")
    assert text.endswith("Give rows of the same length.")


def test_forward_refuses_parameters_of_another_network():
    other = bp.Network(bp.Dense(2, 4, bp.tanh), bp.Dense(4, 1))
    text = error(ValueError, bp.forward, NETWORK, *start(other))
    assert text == (
        "These parameters have 17 numbers in 2 layers, a network from (2,) to (1,) needs 13 in 2. "
        "Use initialize(network, rng) of this network."
    )


@pytest.mark.parametrize("step", ["forward", "backward", "update"])
def test_what_is_not_parameters_is_named(step):
    parameters, x = start()
    cache = bp.forward(NETWORK, parameters, x)
    gradients = bp.backward(NETWORK, parameters, cache, np.ones((4, 1)))
    calls = {
        "forward": lambda: bp.forward(NETWORK, x, parameters),
        "backward": lambda: bp.backward(NETWORK, cache, parameters, np.ones((4, 1))),
        "update": lambda: bp.update(parameters, gradients.vector, bp.GradientDescent(0.1)),
    }
    assert (
        error(TypeError, calls[step])
        == {
            "forward": "The parameters are of type ndarray. Use what initialize(…) returns.",
            "backward": "The parameters are of type Cache. Use what initialize(…) returns.",
            "update": "The gradients are of type ndarray. Use what backward(…) returns.",
        }[step]
    )


@pytest.mark.parametrize("shape", [(4,), (1,), (4, 2), (1, 1), (3, 1), ()], ids=str)
def test_backward_refuses_a_d_output_of_another_shape(shape):
    parameters, x = start()
    cache = bp.forward(NETWORK, parameters, x)
    assert error(ValueError, bp.backward, NETWORK, parameters, cache, np.ones(shape)) == (
        f"d_output has the shape {shape}, the output (4, 1); they must be equal. "
        f"Use loss.gradient(cache.output, y) of the same batch."
    )


def test_backward_refuses_a_d_output_that_is_not_a_real_number():
    parameters, x = start()
    cache = bp.forward(NETWORK, parameters, x)
    text = error(TypeError, bp.backward, NETWORK, parameters, cache, [["a"]] * 4)
    assert text.startswith("d_output has the dtype <U1, expected real numbers.")


def test_backward_refuses_a_cache_of_another_network():
    parameters, x = start()
    other = bp.Network(bp.Dense(2, 3, bp.relu), bp.Dense(3, 1), bp.Flatten((1,)))
    cache = bp.forward(other, start(other)[0], x)
    assert error(ValueError, bp.backward, NETWORK, parameters, cache, np.ones((4, 1))) == (
        "This cache is of a network from (2,) to (1,), not of a network from (2,) to (1,). Call forward(network, "
        "parameters, x) first and give backward the cache that it returns."
    )


def test_backward_refuses_parameters_of_another_network():
    parameters, x = start()
    other = bp.initialize(bp.Network(bp.Dense(2, 1)), np.random.default_rng(0))
    cache = bp.forward(NETWORK, parameters, x)
    text = error(ValueError, bp.backward, NETWORK, other, cache, np.ones((4, 1)))
    assert text.startswith("These parameters have 3 numbers in 1 layers, a network from (2,) to (1,) needs 13 in 2.")


def test_backward_refuses_a_cache_of_another_dtype():
    cache = bp.forward(NETWORK, *start(dtype=np.float32))
    text = error(ValueError, bp.backward, NETWORK, start()[0], cache, np.ones((4, 1)))
    assert text == "The cache is float32, the parameters are float64. Call forward again."


def test_update_refuses_gradients_of_another_network_or_dtype():
    parameters, _ = start()
    other = bp.initialize(bp.Network(bp.Dense(2, 1)), np.random.default_rng(0))
    for gradients in (other, start(dtype=np.float32)[0]):
        text = error(ValueError, bp.update, parameters, gradients, bp.GradientDescent(0.1))
        assert text == (
            f"The gradients have {gradients.vector.size} numbers of {gradients.dtype}, the parameters 13 of float64. "
            f"Use the gradients that backward gave for them."
        )


@pytest.mark.parametrize("method", ["value", "gradient", "accuracy"])
@pytest.mark.parametrize("loss", [bp.mean_squared_error, bp.half_mean_squared_error, bp.binary_cross_entropy], ids=repr)
def test_targets_that_would_broadcast_are_an_error(loss, method):
    compute, output = getattr(loss, method), np.zeros((4, 1))
    assert error(ValueError, compute, output, np.zeros(4)) == (
        "The output has the shape (4, 1), the target (4,); they must be equal. Write target.reshape(-1, 1)."
    )
    for shape in [(1, 1), (4, 4), (1,), (), (5, 1), (4, 1, 1)]:
        assert error(ValueError, compute, output, np.zeros(shape)) == (
            f"The output has the shape (4, 1), the target {shape}; they must be equal. Give one target per output."
        )


def test_the_advice_for_a_target_fits_only_one_output():
    text = error(ValueError, bp.mean_squared_error.value, np.zeros((4, 3)), np.zeros(4))
    assert text == "The output has the shape (4, 3), the target (4,); they must be equal. Give one target per output."


@pytest.mark.parametrize("method", ["value", "gradient", "accuracy"])
@pytest.mark.parametrize("shape", [(0, 1), (0, 3), (0,), (2, 0)], ids=str)
@pytest.mark.parametrize("loss", [bp.mean_squared_error, bp.binary_cross_entropy, bp.softmax_cross_entropy], ids=repr)
def test_a_loss_of_an_empty_batch_is_an_error(loss, shape, method):
    assert error(ValueError, getattr(loss, method), np.zeros(shape), np.zeros(shape)) == (
        f"The output is empty: its shape is {shape}. A loss needs at least one example."
    )


@pytest.mark.parametrize("value", [np.nan, np.inf], ids=str)
def test_a_target_that_is_not_finite_is_an_error(value):
    y = np.zeros((4, 1))
    y[2] = value
    text = error(ValueError, bp.mean_squared_error.value, np.zeros((4, 1)), y)
    assert text.startswith("target has 1 numbers that are NaN or infinite, the first at [2, 0]; all must be finite.")
    assert error(ValueError, bp.binary_cross_entropy.value, np.zeros((4, 1)), y).startswith("The targets go from ")


@pytest.mark.parametrize("target", [[["a"], ["b"]], [[None], [1]], [[1j], [2j]]], ids=str)
def test_a_target_that_is_not_a_real_number_is_an_error(target):
    for loss in (bp.mean_squared_error, bp.binary_cross_entropy):
        text = error(TypeError, loss.value, np.zeros((2, 1)), target)
        assert text.startswith(f"target has the dtype {np.asarray(target).dtype}, expected real numbers.")
        assert error(TypeError, loss.value, target, np.zeros((2, 1))).startswith("output has the dtype ")


@pytest.mark.parametrize(
    ("classes", "low", "high"), [([[-1.0], [1.0]], -1, 1), ([[1], [2]], 1, 2), ([[0], [1.5]], 0, 1.5)]
)
@pytest.mark.parametrize("method", ["value", "gradient", "accuracy"])
def test_binary_cross_entropy_refuses_targets_outside_of_0_and_1(classes, low, high, method):
    assert error(ValueError, getattr(bp.binary_cross_entropy, method), np.zeros((2, 1)), classes) == (
        f"The targets go from {low:g} to {high:g}, binary_cross_entropy expects 0 or 1 (or a probability between "
        f"them). Rename the two classes to 0 and 1."
    )


@pytest.mark.parametrize("method", ["value", "gradient", "accuracy"])
@pytest.mark.parametrize(("labels", "low", "high"), [([0, 3], 0, 3), ([-1, 2], -1, 2), ([1, 10], 1, 10)])
def test_softmax_cross_entropy_refuses_labels_out_of_range(labels, low, high, method):
    assert error(ValueError, getattr(bp.softmax_cross_entropy, method), np.zeros((2, 3)), labels) == (
        f"The labels go from {low} to {high}, with 3 outputs they must be from 0 to 2. "
        f"Renumber the labels, or give the last layer more outputs."
    )


@pytest.mark.parametrize("labels", [[0.0, 1.0], [True, False], ["0", "1"], [None, 1]], ids=str)
def test_softmax_cross_entropy_refuses_labels_that_are_no_integers(labels):
    assert error(TypeError, bp.softmax_cross_entropy.value, np.zeros((2, 3)), labels) == (
        f"The labels have the dtype {np.asarray(labels).dtype}, expected integers. Write labels.astype(int)."
    )


@pytest.mark.parametrize("shape", [(2, 1), (3,), (1,), (), (2, 2), (3, 2)], ids=str)
def test_softmax_cross_entropy_refuses_labels_of_another_shape(shape):
    assert error(ValueError, bp.softmax_cross_entropy.value, np.zeros((2, 3)), np.zeros(shape, int)) == (
        f"The output has the shape (2, 3), the target {shape}; expected labels of shape (2,) or one-hot rows. "
        f"Write target.ravel() if it is a column of labels."
    )


@pytest.mark.parametrize("shape", [(4,), (4, 1), (4, 2, 3), ()], ids=str)
def test_softmax_cross_entropy_refuses_an_output_that_is_not_two_logits_or_more(shape):
    assert error(ValueError, bp.softmax_cross_entropy.gradient, np.zeros(shape), np.zeros(4, int)) == (
        f"The output has the shape {shape}, softmax_cross_entropy expects logits (n, n_classes) of at least 2 classes. "
        f"For one output per example use binary_cross_entropy."
    )


@pytest.mark.parametrize("row", [[0, 0, 0], [1, 1, 0], [2, -1, 0], [0.5, 0.4, 0], [np.nan, 1, 0]], ids=str)
def test_softmax_cross_entropy_refuses_rows_that_are_no_distribution(row):
    assert error(ValueError, bp.softmax_cross_entropy.value, np.zeros((2, 3)), [[0, 1, 0], row]) == (
        "The rows of a one-hot target must add up to 1, and this one has other rows. Give labels (n,) instead."
    )


@pytest.mark.parametrize("rate", [0, -0.1, np.nan, np.inf, "0.1", None, True, np.float64(0)], ids=repr)
@pytest.mark.parametrize("optimizer", [bp.GradientDescent, bp.Momentum, bp.Adam], ids=lambda kind: kind.__name__)
def test_a_learning_rate_must_be_a_finite_number_above_0(optimizer, rate):
    assert error(ValueError, optimizer, rate) == (
        f"learning_rate is {rate!r}, expected a finite number above 0. Write for example learning_rate=0.1."
    )
