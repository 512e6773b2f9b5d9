"""Nothing is remembered in the wrong place: every cell of a notebook but the update can be run again in any order."""

import copy

import numpy as np
import pytest

import bplib as bp
from oracles.examples import NETWORKS, by_name, example, gradients_of, random_input

every_network = pytest.mark.parametrize("network", NETWORKS.values(), ids=NETWORKS)


def snapshot(cache):
    """Copies of everything that forward computed."""
    return [array.copy() for array in (cache.input, *cache.pre_activations, *cache.activations)]


def assert_same(arrays, others):
    for array, other in zip(arrays, others, strict=True):
        np.testing.assert_array_equal(array, other)


def assert_gradients(expected, gradients, cache=None):
    for name, array in by_name(gradients).items():
        np.testing.assert_array_equal(array, expected[name], err_msg=name)
    if cache is not None:
        np.testing.assert_array_equal(cache.d_input, expected["x"])


@every_network
def test_an_evaluation_between_forward_and_backward_changes_no_gradient(network):
    parameters, x, d_output = example(network, 3)
    expected = gradients_of(network, parameters, x, d_output)
    cache = bp.forward(network, parameters, x)
    for n in (3, 1, 5):  # the same size, smaller, larger
        bp.forward(network, parameters, random_input(network, n, seed=9))
    gradients = bp.backward(network, parameters, cache, d_output, input_gradient=True)
    assert_gradients(expected, gradients, cache)


@every_network
def test_two_passes_can_be_open_at_once(network):
    parameters, x, d_output = example(network, 3)
    other = random_input(network, 3, seed=9)
    expected = [gradients_of(network, parameters, values, d_output) for values in (x, other)]
    caches = [bp.forward(network, parameters, values) for values in (x, other)]
    results = [bp.backward(network, parameters, cache, d_output, input_gradient=True) for cache in caches]
    for i in (0, 1):
        assert_gradients(expected[i], results[i], caches[i])


@every_network
def test_a_pass_with_other_parameters_in_between_changes_no_gradient(network):
    parameters, x, d_output = example(network, 3)
    expected = gradients_of(network, parameters, x, d_output)
    cache, other = bp.forward(network, parameters, x), example(network, 3, seed=9)
    bp.backward(network, other[0], bp.forward(network, other[0], other[1]), other[2], input_gradient=True)
    assert_gradients(expected, bp.backward(network, parameters, cache, d_output, input_gradient=True), cache)


@every_network
def test_backward_twice_on_one_cache_gives_the_same_and_leaves_the_first_result_alone(network):
    parameters, x, d_output = example(network, 3)
    cache = bp.forward(network, parameters, x)
    first = bp.backward(network, parameters, cache, d_output, input_gradient=True)
    deltas, d_input = cache.deltas, cache.d_input
    kept = [array.copy() for array in (first.vector, d_input, *deltas)]
    other = bp.backward(network, parameters, cache, 2 * d_output + 1, input_gradient=True)
    assert_same([first.vector, d_input, *deltas], kept)
    assert not any(np.shares_memory(a, b) for a, b in zip(deltas, cache.deltas, strict=True))
    assert not np.shares_memory(first.vector, other.vector) or first.vector.size == 0
    again = bp.backward(network, parameters, cache, d_output, input_gradient=True)
    assert_same([again.vector, cache.d_input, *cache.deltas], kept)


@every_network
def test_forward_and_backward_change_nothing_that_they_were_given(network):
    parameters, x, d_output = example(network, 3)
    given = x, parameters.vector, d_output
    before = [array.copy() for array in given]
    cache = bp.forward(network, parameters, x)
    kept = snapshot(cache)
    for out in (None, parameters.empty_like()):
        bp.backward(network, parameters, cache, d_output, out=out, input_gradient=True)
        assert_same(snapshot(cache), kept)
        assert_same(given, before)


@every_network
def test_layers_and_network_are_the_same_before_and_after(network):
    before = copy.deepcopy([vars(layer) for layer in network.layers])
    parameters, x, d_output = example(network, 3)
    gradients_of(network, parameters, x, d_output)
    assert [vars(layer) for layer in network.layers] == before


@every_network
def test_deltas_are_known_only_after_the_backward_pass_of_the_same_forward_pass(network):
    parameters, x, d_output = example(network, 3)
    cache = bp.forward(network, parameters, x)
    for _ in range(2):
        with pytest.raises(
            ValueError, match=r"The deltas of this pass are not known yet\. Call backward with this cache"
        ):
            _ = cache.deltas
        with pytest.raises(ValueError, match=r"∂L/∂x was not computed\. Call backward .* input_gradient=True"):
            _ = cache.d_input
        bp.backward(network, parameters, cache, d_output, input_gradient=True)
        assert len(cache.deltas) == len(network.layers)
        cache = bp.forward(network, parameters, x, out=cache)


@every_network
def test_out_gives_the_same_bits_for_full_smaller_and_full_batches_again(network):
    parameters, _, _ = example(network, 4)
    cache = gradients = None
    for step, n in enumerate([4, 4, 1, 4, 3, 3, 5, 4]):
        _, x, d_output = example(network, n, seed=step)
        fresh = bp.forward(network, parameters, x)
        expected = bp.backward(network, parameters, fresh, d_output, input_gradient=step % 2 == 0)
        result = bp.forward(network, parameters, x, out=cache)
        assert cache is None or result is cache
        cache = result
        assert_same(snapshot(cache), snapshot(fresh))
        result = bp.backward(network, parameters, cache, d_output, out=gradients, input_gradient=step % 2 == 0)
        assert gradients is None or result is gradients
        gradients = result if gradients is None else gradients
        assert_same([result.vector, *cache.deltas], [expected.vector, *fresh.deltas])
        if step % 2 == 0:
            np.testing.assert_array_equal(cache.d_input, fresh.d_input)


@every_network
def test_no_number_that_happens_to_lie_in_memory_reaches_a_result(network, monkeypatch):
    parameters, x, d_output = example(network, 3)
    expected = gradients_of(network, parameters, x, d_output)
    empty, empty_like = np.empty, np.empty_like

    def poisoned(make):
        def make_poisoned(*arguments, **named):
            array = make(*arguments, **named)
            if array.dtype.kind == "f":
                array.fill(np.nan)
            return array

        return make_poisoned

    monkeypatch.setattr(np, "empty", poisoned(empty))
    monkeypatch.setattr(np, "empty_like", poisoned(empty_like))
    cache = bp.forward(network, parameters, x)
    gradients = parameters.empty_like()
    bp.backward(network, parameters, cache, d_output, out=gradients, input_gradient=True)
    assert_gradients(expected, gradients, cache)


@every_network
def test_buffers_full_of_old_numbers_leave_no_trace(network):
    parameters, x, d_output = example(network, 3)
    expected = gradients_of(network, parameters, x, d_output)
    cache, gradients = bp.forward(network, parameters, 100 * x + 7), parameters.empty_like()
    bp.backward(network, parameters, cache, 1e6 * d_output + 7, out=gradients, input_gradient=True)
    bp.forward(network, parameters, x, out=cache)
    bp.backward(network, parameters, cache, d_output, out=gradients, input_gradient=True)
    assert_gradients(expected, gradients, cache)


def test_two_caches_share_no_memory():
    network = NETWORKS["convolutional"]
    parameters, x, d_output = example(network, 3)
    caches = [bp.forward(network, parameters, x) for _ in range(2)]
    for cache in caches:
        bp.backward(network, parameters, cache, d_output, out=parameters.empty_like(), input_gradient=True)
    for name in ("pre_activations", "activations", "deltas"):
        pairs = zip(*(getattr(cache, name) for cache in caches), strict=True)
        assert not any(np.shares_memory(a, b) for a, b in pairs if a is not d_output)


def test_the_input_is_not_copied_when_nothing_has_to_change():
    network = NETWORKS["dense"]
    parameters, x, _ = example(network, 3)
    assert bp.forward(network, parameters, x).input is x


def test_a_result_does_not_change_when_the_caller_uses_d_output_for_something_else():
    network = NETWORKS["pooling"]
    parameters, x, d_output = example(network, 3)
    cache = bp.forward(network, parameters, x)
    bp.backward(network, parameters, cache, d_output)
    before = d_output.copy()
    d_output[...] = 0
    np.testing.assert_array_equal(cache.deltas[-1], before)
