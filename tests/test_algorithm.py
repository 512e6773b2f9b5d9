"""The four steps: initialize, forward, backward, update; their results by hand, their dtypes, and their errors."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bplib as bp
from oracles.examples import NETWORKS, by_name, example, gradients_of, random_input, random_parameters

NETWORK = bp.Network(bp.Dense(2, 3, bp.tanh), bp.Dense(3, 1))
every_network = pytest.mark.parametrize("network", NETWORKS.values(), ids=NETWORKS)


def start(network=NETWORK, n=4, dtype=np.float64):
    return bp.initialize(network, np.random.default_rng(0), dtype), random_input(network, n)


def error(kind, function, *arguments, **named):
    with pytest.raises(kind) as caught:
        function(*arguments, **named)
    return str(caught.value)


# A network computed by hand


def test_four_steps_agree_with_a_published_example():
    """Mazur (2015), A Step by Step Backpropagation Example: inputs, weights and results as printed there.

    Its loss is half the sum of two squares, twice the half mean, so that its rate 1/2 is 1 here. Its biases stay.
    """
    network = bp.Network(bp.Dense(2, 2, bp.sigmoid), bp.Dense(2, 2, bp.sigmoid))
    parameters = bp.initialize(network, np.random.default_rng(0))
    parameters[0].weights, parameters[0].biases = [[0.15, 0.25], [0.20, 0.30]], [0.35, 0.35]
    parameters[1].weights, parameters[1].biases = [[0.40, 0.50], [0.45, 0.55]], [0.60, 0.60]
    x, y, loss = [[0.05, 0.10]], [[0.01, 0.99]], bp.half_mean_squared_error

    cache = bp.forward(network, parameters, x)
    assert cache.activations[0][0].tolist() == pytest.approx([0.593269992, 0.596884378], abs=5e-10)
    assert cache.output[0].tolist() == pytest.approx([0.75136507, 0.772928465], abs=5e-9)
    assert 2 * loss.value(cache.output, y) == pytest.approx(0.298371109, abs=5e-10)

    gradients = bp.backward(network, parameters, cache, loss.gradient(cache.output, y))
    assert 2 * gradients[1].weights[0, 0] == pytest.approx(0.082167041, abs=5e-10)
    assert 2 * cache.deltas[1][0, 0] == pytest.approx(0.138498562, abs=5e-10)
    assert 2 * gradients[0].weights[0, 0] == pytest.approx(0.000438568, abs=5e-10)

    bp.update(parameters, gradients, bp.GradientDescent(1.0))
    assert parameters[1].weights.T.ravel().tolist() == pytest.approx(
        [0.35891648, 0.408666186, 0.511301270, 0.561370121], abs=5e-9
    )
    assert parameters[0].weights.T.ravel().tolist() == pytest.approx(
        [0.149780716, 0.19956143, 0.24975114, 0.29950229], abs=5e-9
    )


def test_the_delta_of_a_hidden_layer_agrees_with_hand_computed_values():
    network = bp.Network(bp.Dense(1, 2, bp.relu), bp.Dense(2, 1))
    parameters = bp.initialize(network, np.random.default_rng(0))
    parameters[0].weights, parameters[0].biases = [[2.0, -1.0]], [1.0, 0.5]
    parameters[1].weights, parameters[1].biases = [[3.0], [4.0]], [-5.0]
    cache = bp.forward(network, parameters, [[1.0], [-1.0]])
    assert cache.pre_activations[0].tolist() == [[3, -0.5], [-1, 1.5]]
    assert cache.output.tolist() == [[4], [1]]
    gradients = bp.backward(network, parameters, cache, [[1.0], [10.0]], input_gradient=True)
    assert cache.deltas[1].tolist() == [[1], [10]]
    assert cache.deltas[0].tolist() == [[3, 0], [0, 40]]
    assert gradients[1].weights.tolist() == [[3], [15]]
    assert gradients[1].biases.tolist() == [11]
    assert gradients[0].weights.tolist() == [[3, -40]]
    assert gradients[0].biases.tolist() == [3, 40]
    assert cache.d_input.tolist() == [[6], [-40]]


@every_network
def test_a_second_step_after_an_update_is_as_right_as_the_first(network):
    parameters, x, d_output = example(network, 3)
    optimizer = bp.GradientDescent(0.1)
    for _ in range(2):
        expected = gradients_of(network, parameters.copy(), x.copy(), d_output)
        before = parameters.vector.copy()
        gradients = bp.backward(network, parameters, bp.forward(network, parameters, x), d_output)
        bp.update(parameters, gradients, optimizer)
        for name, array in by_name(gradients).items():
            np.testing.assert_array_equal(array, expected[name])
        np.testing.assert_allclose(parameters.vector, before - 0.1 * gradients.vector, rtol=1e-14)


# Step 1


@every_network
def test_initialize_gives_the_same_bits_for_the_same_seed(network):
    a, b, c = (bp.initialize(network, np.random.default_rng(seed)) for seed in (1, 1, 2))
    assert (a.vector == b.vector).all()
    assert a.vector.size == 0 or (a.vector != c.vector).any()


def test_initialize_gives_each_layer_numbers_of_its_own():
    parameters = bp.initialize(bp.Network(bp.Dense(3, 3), bp.Dense(3, 3)), np.random.default_rng(0))
    assert (parameters[0].weights != parameters[1].weights).all()


@pytest.mark.parametrize("dtype", [np.float32, np.float64, "float32", np.dtype("float64"), float])
def test_initialize_takes_float32_and_float64_in_every_spelling(dtype):
    parameters = bp.initialize(NETWORK, np.random.default_rng(0), dtype)
    assert parameters.dtype == parameters.vector.dtype == np.dtype(dtype)


def test_float32_parameters_are_the_rounded_float64_parameters():
    a, b = (bp.initialize(NETWORK, np.random.default_rng(0), dtype).vector for dtype in (np.float32, np.float64))
    np.testing.assert_array_equal(a, b.astype(np.float32))


# Step 2


@every_network
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_all_results_have_the_dtype_of_the_parameters_and_the_shapes_of_the_layers(network, dtype):
    parameters = random_parameters(network, dtype=dtype)
    x = random_input(network, 3)
    for values in (x, x.astype(np.float32), x.round().astype(int)):
        cache = bp.forward(network, parameters, values)
        d_output = np.ones(cache.output.shape, np.float64)
        gradients = bp.backward(network, parameters, cache, d_output, input_gradient=True)
        arrays = [cache.input, cache.output, cache.d_input, gradients.vector]
        arrays += [*cache.pre_activations, *cache.activations, *cache.deltas]
        assert {array.dtype for array in arrays} == {np.dtype(dtype)}
        assert cache.dtype == gradients.dtype == dtype
        assert cache.d_input.shape == cache.input.shape == (3, *network.input_shape)
        for l, layer in enumerate(network.layers):
            shape = (3, *layer.output_shape)
            assert cache.pre_activations[l].shape == cache.activations[l].shape == cache.deltas[l].shape == shape
        assert gradients.shapes == parameters.shapes


@every_network
def test_float32_agrees_with_float64_to_its_precision(network):
    parameters, x, d_output = example(network, 3)
    expected = gradients_of(network, parameters, x, d_output)
    low = bp.Parameters(parameters.shapes, parameters.vector.astype(np.float32))
    for name, array in gradients_of(network, low, x, d_output).items():
        np.testing.assert_allclose(array, expected[name], rtol=1e-4, atol=1e-5 * abs(expected[name]).max(initial=1e-30))


@every_network
def test_every_form_of_input_gives_the_same_result(network):
    parameters, _, d_output = example(network, 4)
    x = np.random.default_rng(5).integers(-3, 4, (4, *network.input_shape)).astype(float)
    expected = gradients_of(network, parameters, x, d_output) | {"output": bp.forward(network, parameters, x).output}
    strided = np.zeros((8, *(2 * size for size in x.shape[1:])))[tuple(slice(None, None, 2) for _ in x.shape)]
    strided[...] = x
    reversed_twice = x[::-1].copy()[::-1]
    for form in (x.tolist(), x.astype(int), x.astype(np.int8), np.asfortranarray(x), strided, reversed_twice):
        for d_form in (d_output, d_output.tolist(), np.asfortranarray(d_output), d_output[::-1].copy()[::-1]):
            result = gradients_of(network, parameters, form, d_form)
            result["output"] = bp.forward(network, parameters, form).output
            for name, array in result.items():
                np.testing.assert_allclose(array, expected[name], rtol=1e-12, atol=1e-13)


@every_network
def test_each_example_of_a_batch_is_computed_as_if_it_were_alone_and_gradients_add_up(network):
    parameters, x, d_output = example(network, 3)
    together = gradients_of(network, parameters, x, d_output)
    alone = [gradients_of(network, parameters, x[i : i + 1], d_output[i : i + 1]) for i in range(3)]
    outputs = [bp.forward(network, parameters, x[i : i + 1]).output[0] for i in range(3)]
    np.testing.assert_allclose(bp.forward(network, parameters, x).output, outputs, rtol=1e-12, atol=1e-13)
    np.testing.assert_allclose(together.pop("x"), [one["x"][0] for one in alone], rtol=1e-12, atol=1e-13)
    for name, array in together.items():
        np.testing.assert_allclose(array, sum(one[name] for one in alone), rtol=1e-12, atol=1e-13)


@settings(deadline=None, derandomize=True, database=None, max_examples=60)
@given(st.sampled_from(list(NETWORKS)), st.integers(1, 6), st.randoms(use_true_random=False))
def test_the_order_of_the_examples_changes_only_the_order_of_the_outputs(name, n, random):
    network = NETWORKS[name]
    parameters, x, d_output = example(network, n)
    order = random.sample(range(n), n)
    expected, result = (
        gradients_of(network, parameters, *pair) for pair in ((x, d_output), (x[order], d_output[order]))
    )
    np.testing.assert_allclose(result.pop("x"), expected.pop("x")[order], rtol=1e-12, atol=1e-13)
    for key, array in result.items():
        np.testing.assert_allclose(array, expected[key], rtol=1e-11, atol=1e-12)


@every_network
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_saturating_inputs_give_finite_values_and_gradients_without_a_warning(network, dtype):
    parameters = random_parameters(network, dtype=dtype)
    x = 1000 * np.sign(random_input(network, 3))
    cache = bp.forward(network, parameters, x)
    gradients = bp.backward(network, parameters, cache, np.ones_like(cache.output), input_gradient=True)
    for array in (gradients.vector, cache.d_input, *cache.activations, *cache.deltas):
        assert np.isfinite(array).all()


def test_layers_without_an_activation_function_have_one_array_for_both():
    network = bp.Network(
        bp.Convolution2D((4, 4, 1), 2, activation=bp.tanh),
        bp.MaxPooling2D((2, 2, 2)),
        bp.Flatten((1, 1, 2)),
        bp.Dense(2, 1),
    )
    cache = bp.forward(network, *start(network))
    assert [z is a for z, a in zip(cache.pre_activations, cache.activations, strict=True)] == [False, True, True, True]
    assert cache.output is cache.activations[-1]


# Step 3


@every_network
def test_backward_gives_the_input_gradient_only_when_asked_for_and_the_same_gradients(network):
    parameters, x, d_output = example(network, 2)
    cache = bp.forward(network, parameters, x)
    without = bp.backward(network, parameters, cache, d_output)
    assert "input_gradient=True" in error(ValueError, lambda: cache.d_input)
    gradients = bp.backward(network, parameters, cache, d_output, input_gradient=True)
    assert (without.vector == gradients.vector).all()
    assert cache.d_input.shape == x.shape
    bp.backward(network, parameters, cache, d_output)
    assert "∂L/∂x was not computed" in error(ValueError, lambda: cache.d_input)


def test_backward_is_linear_in_d_output():
    network = NETWORKS["convolutional"]
    parameters, x, d_output = example(network, 2)
    once, thrice = gradients_of(network, parameters, x, d_output), gradients_of(network, parameters, x, 3 * d_output)
    for name, array in once.items():
        np.testing.assert_allclose(thrice[name], 3 * array, rtol=1e-12, atol=1e-13)


# Step 4


def test_update_moves_every_parameter_against_its_gradient_in_place():
    parameters, _ = start()
    vector, view, before = parameters.vector, parameters[1].weights, parameters.vector.copy()
    gradients = parameters.empty_like()
    gradients.vector = np.arange(13)
    assert bp.update(parameters, gradients, bp.GradientDescent(0.5)) is None
    np.testing.assert_allclose(parameters.vector, before - 0.5 * np.arange(13), rtol=1e-15)
    assert parameters.vector is vector
    assert parameters[1].weights is view
    assert gradients.vector.tolist() == list(range(13))
