"""The shape inspector: every step computes what it says, in the shapes that it says, and costs what it says."""

from dataclasses import replace

import numpy as np
import pytest

import bplib as bp
from bplib.demonstrations import matrix_steps, n_products
from bplib.figures import ShapeDiagram
from bplib.figures.marks import Line
from bplib.live import figure
from diagrams import check_that_all_can_be_read, dense

SIZES = [(3, 2), (64, 32, 10), (64, 10, 10), (5, 4, 4, 3), (64, 64, 64, 10)]


def run(sizes, n):
    """All arrays by their names in the code after every step's line was run, and bp's gradients of the same network."""
    rng, layers = np.random.default_rng(0), range(1, len(sizes))
    network = bp.Network(*(bp.Dense(sizes[l - 1], sizes[l], bp.relu) for l in layers[:-1]), bp.Dense(*sizes[-2:]))
    parameters, labels = bp.initialize(network, rng), rng.integers(sizes[-1], size=n)
    arrays = {"bp": bp, "n": n, "x": rng.normal(size=(n, sizes[0])), "y": np.eye(sizes[-1])[labels]}
    for l in layers:
        arrays |= {f"weights_{l}": parameters[l - 1].weights, f"biases_{l}": parameters[l - 1].biases}
    for step in matrix_steps(sizes, n):
        exec(step.code, arrays)
        name = step.code.split(";")[-1].split("=")[0].strip()
        assert arrays[name].shape == step.result.shape, step
    cache = bp.forward(network, parameters, arrays["x"])
    d_output = bp.softmax_cross_entropy.gradient(cache.output, labels)
    return arrays, bp.backward(network, parameters, cache, d_output)


@pytest.mark.parametrize("sizes", SIZES)
@pytest.mark.parametrize("n", [1, 6])
def test_the_lines_of_code_compute_the_gradients_of_bp_in_the_shapes_that_are_drawn(sizes, n):
    arrays, gradients = run(sizes, n)
    for l, layer in enumerate(gradients, 1):
        np.testing.assert_allclose(arrays[f"d_weights_{l}"], layer.weights, rtol=1e-10, atol=1e-14)
        np.testing.assert_allclose(arrays[f"d_biases_{l}"], layer.biases, rtol=1e-10, atol=1e-14)


@pytest.mark.parametrize("sizes", SIZES)
def test_the_steps_together_cost_what_a_pass_costs(sizes):
    steps = matrix_steps(sizes, 7)
    costs = tuple(sum(step.n_products for step in steps if step.backward == back) for back in (False, True))
    assert costs == tuple(7 * products for products in n_products(dense(*sizes)))


@pytest.mark.parametrize(("sizes", "n"), [((64, 32, 10), 16), ((64, 32, 10), 32), ((64, 10, 10), 4), ((8, 8, 8, 3), 8)])
def test_a_forgotten_transpose_fits_just_where_numpy_does_not_notice(sizes, n):
    for step in matrix_steps(sizes, n):
        if step.has_transposed:
            left, right = (np.zeros(one.as_stored) for one in step.factors)
            try:
                unnoticed = (left @ right).shape == step.result.shape
            except ValueError:
                unnoticed = False
            assert step.fits_untransposed == unnoticed, step


@pytest.mark.parametrize(("sizes", "n", "message"), [
    ([64], 4, "at least one layer"),
    ([64, 0, 10], 4, "size_1=0"),
    ([64, 10], 0, "n=0"),
])  # fmt: skip
def test_steps_of_other_sizes_are_an_error(sizes, n, message):
    with pytest.raises(ValueError, match=message):
        matrix_steps(sizes, n)


@pytest.mark.parametrize("sizes", [*SIZES, (784, 100, 10), (1, 1, 1)])
@pytest.mark.parametrize("n", [1, 16, 64])
def test_every_step_can_be_read_and_is_told_in_words(sizes, n):
    steps, diagram = matrix_steps(sizes, n), ShapeDiagram(max(*sizes, 64))
    for number, step in enumerate(steps, 1):
        described = diagram.describe(steps, number)
        edges = {key: mark for key, mark in described.changing.items() if key[0] != "edge"}
        check_that_all_can_be_read(replace(described, changing=edges))
        assert 25 <= len(described.alt) <= 300
        assert f"step {number} of {len(steps)}, {step.label}" in described.alt
        assert "thick" not in described.alt


def test_boxes_have_the_proportions_of_their_arrays_and_the_edges_that_agree_are_equally_long():
    described = ShapeDiagram(64).describe(matrix_steps([64, 32, 10], 16), 5)  # a₁ᵀ (32, 16) · δ₂ (16, 10)
    sizes = [np.ptp(described.changing["box", k].points, axis=0) for k in range(3)]
    scale = 88 / 64
    np.testing.assert_allclose(sizes, np.array([[16, 32], [10, 16], [10, 32]]) * scale)
    lengths = [np.ptp(described.changing["edge", k].points, axis=0).max() for k in (0, 1)]
    np.testing.assert_allclose(lengths, 16 * scale)


def test_only_products_have_thick_edges_and_the_division_by_n_is_told_once():
    steps = matrix_steps([64, 32, 32, 10], 8)
    told = [ShapeDiagram(64).describe(steps, number) for number in range(1, len(steps) + 1)]
    for step, one in zip(steps, told, strict=True):
        assert (step.by == "·") == any(isinstance(mark, Line) for key, mark in one.changing.items() if key[0] == "edge")
    assert [steps[k].label for k, one in enumerate(told) if "divided by" in one.alt] == ["OUTPUT DELTA"]


@pytest.mark.parametrize("step", [0, 11, 2.5])
def test_a_step_that_there_is_not_is_an_error(step):
    with pytest.raises(ValueError, match=r"expected a whole number from 1 to 10"):
        bp.figures.shape_diagram([64, 32, 10], 16, step)


@pytest.fixture
def sent(monkeypatch):
    frames = []
    monkeypatch.setattr(figure.LivePicture, "send", lambda self, content, buffers: frames.append(content))
    return frames


def ask(live, positions):
    live._handle_custom_msg({"ask": [7, 1], "positions": positions, "theme": "dark"}, [])


def test_the_inspector_follows_its_controls_and_its_task_may_ask_for_the_transpose(sent):
    live = bp.live.shape_inspector(task="Find it.", reached=lambda without_transpose: without_transpose == "fits")
    assert "x (16, 64) · W₁ (64, 32)" in live._still.alt
    ask(live, [4, 3, 4])  # step 5, 16 examples, 32 units
    assert "a₁ᵀ (32, 16) · δ₂ (16, 10) gives ∂L/∂W₂ (32, 10)" in sent[-1]["alt"] and not live.was_reached
    ask(live, [0, 4, 4])  # 32 examples, 32 units, but nothing to be transposed
    assert not live.was_reached
    ask(live, [4, 4, 4])
    assert "Without .T the shapes would fit" in sent[-1]["alt"] and live.was_reached


def test_two_hidden_layers_change_together(sent):
    live = bp.live.shape_inspector([5, 7, 7, 3], batch_size=6, step=3)
    assert "step 3 of 16" in live._still.alt and "a₁ (6, 7) · W₂ (7, 7)" in live._still.alt
    ask(live, [2, 0, 0])
    assert "a₁ (1, 4) · W₂ (4, 4)" in sent[-1]["alt"]


@pytest.mark.parametrize("sizes", [[64, 10], [64, 32, 16, 10], [64, 32, 32, 32, 10], [64, 0, 10]])
def test_an_inspector_of_other_sizes_is_an_error(sizes):
    with pytest.raises(ValueError, match=r"expected inputs, one hidden layer|expected a whole number of at least 1"):
        bp.live.shape_inspector(sizes)
