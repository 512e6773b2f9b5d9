"""The cache: what one pass computed, by layer; used again with out=; and what it refuses."""

import numpy as np
import pytest

import bplib as bp

NETWORK = bp.Network(bp.Dense(2, 3, bp.tanh), bp.Dense(3, 1))
X = np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])


@pytest.fixture
def parameters():
    return bp.initialize(NETWORK, np.random.default_rng(0))


def test_the_cache_holds_input_pre_activations_activations_and_output(parameters):
    cache = bp.forward(NETWORK, parameters, X)
    assert isinstance(cache, bp.Cache)
    assert cache.input.tolist() == X.tolist()
    z = X @ parameters[0].weights + parameters[0].biases
    np.testing.assert_allclose(cache.pre_activations[0], z, rtol=1e-14)
    np.testing.assert_allclose(cache.activations[0], np.tanh(z), rtol=1e-14)
    np.testing.assert_allclose(cache.output, np.tanh(z) @ parameters[1].weights + parameters[1].biases, rtol=1e-13)
    assert len(cache.pre_activations) == len(cache.activations) == len(NETWORK.layers)
    assert cache.network is NETWORK


def test_the_cache_owns_its_arrays(parameters):
    cache = bp.forward(NETWORK, parameters, X)
    output = cache.output.copy()
    bp.forward(NETWORK, parameters, 2 * X)
    parameters.vector[:] = 0
    assert (cache.output == output).all()


def test_out_is_filled_and_returned_with_its_arrays_used_again(parameters):
    cache = bp.forward(NETWORK, parameters, X)
    arrays = cache.activations
    assert bp.forward(NETWORK, parameters, 2 * X, out=cache) is cache
    assert all(a is b for a, b in zip(cache.activations, arrays, strict=True))
    assert (cache.output == bp.forward(NETWORK, parameters, 2 * X).output).all()


def test_backward_with_out_uses_the_deltas_again(parameters):
    cache, gradients = bp.forward(NETWORK, parameters, X), parameters.empty_like()
    assert bp.backward(NETWORK, parameters, cache, np.ones((3, 1)), out=gradients) is gradients
    deltas = cache.deltas
    bp.backward(NETWORK, parameters, cache, np.ones((3, 1)), out=gradients)
    assert all(a is b for a, b in zip(cache.deltas, deltas, strict=True))


def test_out_takes_a_batch_of_another_size(parameters):
    cache = bp.forward(NETWORK, parameters, X)
    for n in (1, 3, 2):
        bp.forward(NETWORK, parameters, X[:n], out=cache)
        assert cache.output.shape == (n, 1)
        assert cache.input.shape == (n, 2)


def test_out_of_another_network_or_dtype_is_an_error_and_stays_as_it_was(parameters):
    other = bp.Network(bp.Dense(2, 2))
    low = bp.initialize(NETWORK, np.random.default_rng(0), np.float32)
    caches = [
        (bp.forward(other, bp.initialize(other, np.random.default_rng(0)), X), r"from \(2,\) to \(2,\) in float64"),
        (bp.forward(NETWORK, low, X), r"from \(2,\) to \(1,\) in float32"),
    ]
    for cache, description in caches:
        output = cache.output.copy()
        with pytest.raises(
            ValueError, match=f"^out= is a cache of a network {description}, this pass goes through .*Leave"
        ):
            bp.forward(NETWORK, parameters, X, out=cache)
        assert (cache.output == output).all()


def test_a_wrong_input_leaves_out_as_it_was(parameters):
    cache = bp.forward(NETWORK, parameters, X)
    output = cache.output.copy()
    for x in (X[:, :1], X[:0], X * np.nan):
        with pytest.raises(ValueError, match=r"^x (has|is) "):
            bp.forward(NETWORK, parameters, x, out=cache)
    assert (cache.output == output).all()
    assert cache.input is X


def test_a_wrong_out_for_the_gradients_is_an_error(parameters):
    cache = bp.forward(NETWORK, parameters, X)
    other = bp.initialize(bp.Network(bp.Dense(2, 1)), np.random.default_rng(0))
    with pytest.raises(
        ValueError, match=r"The gradients have 3 numbers of float64, the parameters 13 of float64\. Use"
    ):
        bp.backward(NETWORK, parameters, cache, np.ones((3, 1)), out=other)
    with pytest.raises(TypeError, match=r"The gradients are of type ndarray\. Use what backward"):
        bp.backward(NETWORK, parameters, cache, np.ones((3, 1)), out=np.zeros(13))


def test_a_network_that_is_equal_but_not_the_same_takes_the_cache(parameters):
    equal = bp.Network(bp.Dense(2, 3, bp.tanh), bp.Dense(3, 1))  # as after running the cell of the network again
    cache = bp.forward(NETWORK, parameters, X)
    gradients = bp.backward(equal, parameters, cache, np.ones((3, 1)))
    assert (gradients.vector == bp.backward(NETWORK, parameters, cache, np.ones((3, 1))).vector).all()
    assert bp.forward(equal, parameters, X, out=cache) is cache


def test_the_cache_prints_its_layers_and_shapes(parameters):
    head, *rows = repr(bp.forward(NETWORK, parameters, X)).splitlines()
    assert head == "Cache: input (3, 2), float64"
    assert [row.split() for row in rows] == [
        ["[0]", "Dense(2,", "3,", "tanh)", "activation", "(3,", "3)"],
        ["[1]", "Dense(3,", "1)", "activation", "(3,", "1)"],
    ]
