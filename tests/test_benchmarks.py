"""The benchmark measures what it says: the same networks, every missing peer named, honest ratios."""

import numpy as np
import pytest

import bplib as bp
from benchmarks import steps
from benchmarks.implementations import IMPLEMENTATIONS, LEARNING_RATE, bplib_network, initial_arrays
from benchmarks.report import machine, markdown_table
from benchmarks.rows import ROWS
from benchmarks.timing import interleaved, median_ratio

IDS = [row.name.split(",")[0].split(":")[0] for row in ROWS]


@pytest.mark.parametrize("row", ROWS, ids=IDS)
def test_every_row_is_a_network_that_bplib_trains(row):
    network, (x, _) = bplib_network(row), row.data()
    assert x.shape == (row.batch, *network.input_shape)
    assert x.dtype == np.float32
    assert network.output_shape == (row.sizes[-1],)
    for name in ("bplib", "products"):
        IMPLEMENTATIONS[name](row)()


@pytest.mark.parametrize("row", ROWS, ids=IDS)
@pytest.mark.parametrize("peer", ["PyTorch", "JAX jit"])
def test_peers_take_the_same_step_from_the_same_start(row, peer):
    """Both start from the same arrays; after three steps all parameters agree, so the work is the same."""
    try:
        step = IMPLEMENTATIONS[peer](row)
    except ImportError:
        pytest.skip(f"{peer} is not installed")
    theirs_before = [np.array(array) for array in step.arrays()]
    network, (x, y) = bplib_network(row), row.data()
    loss = bp.binary_cross_entropy if row.two_classes else bp.softmax_cross_entropy
    parameters = bp.initialize(network, np.random.default_rng(0), np.float32)
    for mine, array in zip(arrays_of(parameters), initial_arrays(row), strict=True):
        mine[...] = array
    for mine, theirs in zip(arrays_of(parameters), theirs_before, strict=True):
        np.testing.assert_array_equal(mine, theirs.reshape(mine.shape))
    for _ in range(3):
        step()
        cache = bp.forward(network, parameters, x)
        gradients = bp.backward(network, parameters, cache, loss.gradient(cache.output, y))
        bp.update(parameters, gradients, bp.GradientDescent(LEARNING_RATE))
    for mine, theirs, before in zip(arrays_of(parameters), step.arrays(), theirs_before, strict=True):
        np.testing.assert_allclose(mine, np.reshape(theirs, mine.shape), rtol=1e-4, atol=1e-6)
        assert not np.array_equal(mine, before)


def arrays_of(parameters):
    return [array for layer in parameters for array in vars(layer).values()]


def test_a_missing_peer_is_named(monkeypatch):
    def missing(row):
        raise ImportError("no such library")

    monkeypatch.setitem(IMPLEMENTATIONS, "PyTorch", missing)
    candidates, absent = steps._build(ROWS[0])
    assert "PyTorch" not in candidates
    assert absent["PyTorch"] == "not installed"
    assert set(machine()) >= {"system", "python", "numpy", "torch", "jax"}


def test_candidates_are_timed_in_turn():
    calls = []
    seconds = interleaved({"a": lambda: calls.append("a"), "b": lambda: calls.append("b")}, n_rounds=3)
    assert len(seconds["a"]) == len(seconds["b"]) == 3
    turns = [name for before, name in zip([None, *calls], calls, strict=False) if name != before]
    assert turns[-6:] == ["a", "b", "a", "b", "a", "b"]


def test_the_ratio_is_the_median_over_the_rounds():
    assert median_ratio([1.0, 2.0, 9.0], [2.0, 2.0, 1.0]) == 1.0


def test_a_table_lines_up():
    assert markdown_table([["a", "bb"], ["ccc", "d"]]) == "| a   | bb |\n|-----|----|\n| ccc | d  |"
