"""The numbers of lesson 04, computed anew: the two starts, the example, blanks, slips, scales, and the cards."""

import ast
import itertools
import re

import numpy as np
import pytest

import bplib as bp
from written import read_lesson

WORDS, CELLS, printed = read_lesson("04_initialization")


def trained_alike(weight, learning_rate, n_steps):
    """The loss of the 2-4-1 network whose units are all the same: one of them is enough, counted four times."""
    x, y = bp.datasets.xor()
    u, b, w, c = np.full(2, weight), 0.0, weight, 0.0  # into a unit, its bias, out of it, the bias of the answer
    for _ in range(n_steps):
        h = 1 / (1 + np.exp(-(x @ u + b)))
        a = 1 / (1 + np.exp(-(4 * w * h + c)))
        delta = (a - y[:, 0]) * a * (1 - a) / 4
        back = delta * w * h * (1 - h)
        w, c = w - learning_rate * (delta * h).sum(), c - learning_rate * delta.sum()
        u, b = u - learning_rate * x.T @ back, b - learning_rate * back.sum()
    return np.mean((a - y[:, 0]) ** 2) / 2


def sums(inputs, size):
    """z for all ways in which the weights can be + or − the size."""
    return [sum(s * size * i for s, i in zip(signs, inputs, strict=True)) for signs in
            itertools.product((1, -1), repeat=len(inputs))]  # fmt: skip


def mean_square(values):
    return sum(value * value for value in values) / len(values)


def relu(values):
    return [max(0, value) for value in values]


def test_equal_weights_end_at_the_loss_that_one_unit_counted_four_times_ends_at():
    loss = trained_alike(0.5, 3.0, 10_000)
    assert f"all weights 0.5: the loss at the end is {loss:.4f}" in printed("hook")
    assert f"all 0.5: after training the loss is {loss:.4f}; different units: 1 of 4" in printed("card-1-check")
    assert f"{loss:.4f}" == "0.0838"


def test_the_random_start_of_the_hook_learns():
    loss = bp.demonstrations.train_on_xor([3.0], seeds=[0], n_steps=10_000).losses.item()
    assert f"random weights : the loss at the end is {loss:.4f}, with 100 % right" in printed("hook") and loss < 0.001


def test_the_prediction_is_revealed_as_it_is():
    assert "It was “1”, because the four units began equal" in CELLS["reveal"].outputs[0].data["text/html"]


def test_the_example_has_every_case():
    z = sums((2, 1), 0.5)
    rows = re.findall(r"= (−?[\d.]+) \| ([\d.]+) \| ([\d.]+) \|$", CELLS["worked"].source, re.M)
    found = [[float(n.replace("−", "-")) for n in row] for row in rows]
    assert found == [[one, one**2, max(0, one) ** 2] for one in z]
    for size in (0.5, 1.0):
        z = sums((2, 1), size)
        assert f"weights ±{size}: mean of z² {mean_square(z)}, after ReLU {mean_square(relu(z))}" in printed(
            "worked-code"
        )
    assert mean_square(sums((2, 1), 0.5)) == 2 * 0.25 * 2.5 == 1.25 and mean_square(relu(sums((2, 1), 1))) == 2.5
    assert mean_square(sums((2, 1), 0.5**0.5)) == pytest.approx(2.5)  # a variance of 1/2 keeps it


def blanks(id):
    return WORDS[id]["blanks"]


def test_the_means_to_fill_in_and_their_slips_are_computed():
    z = sums((3, 1), 0.2)
    right = {"mean": mean_square(z), "relu": mean_square(relu(z))}
    slips = {"mean": {4 * right["mean"], 0.04 * 5}, "relu": {right["mean"], 4 * right["relu"]}}
    assert "the four sums: 0.8, 0.4, −0.4, −0.8" in WORDS["means-missing"]["steps"]
    assert z == pytest.approx([0.8, 0.4, -0.4, -0.8])
    judge_blanks("means-missing", right, slips)


def test_the_scales_to_fill_in_and_their_slips_are_computed():
    he, glorot, factor = 2 / 50, 2 / (72 + 56), 64 * 0.1**2
    right = {"he": he, "he_scale": he**0.5, "glorot": glorot, "glorot_scale": glorot**0.5}
    right |= {"factor": factor, "size_factor": factor**0.5}
    slips = {
        "he": {1 / 50}, "he_scale": {he, he / 2}, "glorot": {2 / 72, 1 / 128}, "glorot_scale": {glorot},
        "factor": {64 * 0.1, 0.1**2}, "size_factor": {factor, factor / 2},
    }  # fmt: skip
    judge_blanks("scales-missing", right, slips)


def judge_blanks(id, right, slips):
    assert {name: blank["value"] for name, blank in blanks(id).items()} == {
        name: pytest.approx(value, abs=5e-5) for name, value in right.items()
    }
    for name, blank in blanks(id).items():
        for slip in blank["slips"]:
            assert min(abs(float(slip) - value) for value in slips[name]) < 5e-5, (name, slip)
            assert abs(float(slip) - blank["value"]) > 0.02 * abs(blank["value"]), (name, slip)


def test_the_lines_in_order_draw_with_glorots_variance_and_the_other_line_does_not():
    def variance(lines):
        names = {"np": np, "rng": np.random.default_rng(0), "x": np.ones((3, 64))}
        exec("\n".join(lines), names)
        assert names["a"].shape == (3, 32)
        return names["weights"].var()

    lines = WORDS["begin-a-layer"]["lines"].strip().splitlines()
    [distractor] = WORDS["begin-a-layer"]["distractors"]
    assert variance(lines) == pytest.approx(2 / 96, rel=0.1)
    assert variance([*lines[:2], distractor, *lines[3:]]) < 0.1 * 2 / 96


def test_only_one_scale_reaches_the_task_and_constants_keep_copies():
    live = bp.live.initialization_explorer()
    assert WORDS["keep-the-size"]["reached"] == [
        {"start": "normal", "activation": "ReLU", "size": {"between": [0.5, 2]}},
        {"start": "constant", "scale": {"between": [0.01, 0.1]}},
        {"start": "constant", "scale": {"between": [0.2, 1]}},
    ]
    measured = {s: live._measures("normal", s, "ReLU") for s in live._controls[1].values}
    assert [s for s, found in measured.items() if 0.5 <= found["size"] <= 2] == [0.18]
    assert "A scale of 0.18 keeps the size" in WORDS["why-smaller"]["text"]
    assert {live._measures("constant", s, "ReLU")["n_different"] for s in live._controls[1].values} == {1}


def test_the_digits_vanish_stay_and_explode():
    small, he, large = (ast.literal_eval(sizes) for sizes in re.findall(r"\[.*?\]", printed("digits")))
    assert small[-1] < 0.05 * small[0] and large[-1] > 100 * large[0]
    assert max(he) < 2 * min(he)


def test_nudging_agrees_with_backward_and_equal_units_would_change_equally():
    found = {}
    for name, how, values in re.findall(r"(all 0.5|random ) (nudged|bp.backward): \[(.*?)\]", printed("check"), re.S):
        found[name, how] = np.array(values.split(), dtype=float)
    for name in ("all 0.5", "random "):
        np.testing.assert_allclose(found[name, "nudged"], found[name, "bp.backward"], atol=1.1e-5)
    assert len(set(found["all 0.5", "nudged"])) == 1 and found["all 0.5", "nudged"][0] != 0
    assert len(set(found["random ", "nudged"])) == 4


def test_zeros_would_not_change_at_all():
    _, y = bp.datasets.xor()
    delta = (0.5 - y) * 0.25 / 4  # every answer is σ(0)
    assert (0.5 * delta).sum() == delta.sum() == 0  # the weights after the hidden units, and the last bias
    assert "any weight or bias: 0.0" in printed("card-1-check")


def test_the_counts_of_the_random_starts_are_those_of_the_sweep():
    counts = dict(re.findall(r"scale (\S+): (\d+) of 20", printed("card-2-check")))
    assert counts == {"0.01": "0", "1": "20", "100": "1"}
    scales = [float(scale) for scale in counts]
    solved = [bp.demonstrations.train_on_xor([1.0], scale=scale).solved[0] for scale in scales]
    assert solved == [int(count) for count in counts.values()]


def test_biases_that_begin_at_zero_are_moved_and_the_units_differ():
    first, last = re.findall(r"biases (\[.*?\]), (\d) of 4", printed("card-3-check"))
    assert (ast.literal_eval(first[0]), first[1]) == ([0, 0, 0, 0], "4")
    assert np.count_nonzero(ast.literal_eval(last[0])) == 4 and last[1] == "4"


def test_the_deep_relu_network_is_as_the_model_answer_says():
    he = 2 / 200
    assert WORDS["deep-relu"]["right"] == f"{he**0.5:g}"
    factors = {choice: 200 * float(choice) ** 2 / 2 for choice in WORDS["deep-relu"]["choices"]}
    assert factors == {"0.01": pytest.approx(0.01), "0.1": pytest.approx(1), "1": pytest.approx(100)}


def test_the_exit_questions_are_answered_right():
    assert WORDS["before-you-go"]["questions"][1]["right"] == f"Random weights of variance {2 / 8}, biases 0"
