"""The numbers of lesson 11: the calculations, the slips, the tasks and what the cards claim, all computed anew."""

import re

import numpy as np
import pytest

import bplib as bp
from bplib.demonstrations import Bowl, TwoBasins, descend, hold_then_decay, train_on_xor
from written import NUMBER, number, read_lesson

WORDS, CELLS, printed = read_lesson("11_weight_update")


def named(id):
    """The numbers that the first lines of a calculation give by name: w₁ = 2, η = 0.3 and so on."""
    lines = WORDS[id]["steps"].split("FORWARD")[0].split("LOSS")[0]
    return {name: number(value) for name, value in re.findall(rf"([λwxyηb][₁₂]?) = ({NUMBER})", lines)}


def neuron(x, w, b):
    """A neuron without activation function, and its parameters."""
    network = bp.Network(bp.Dense(len(x), 1))
    parameters = bp.initialize(network, np.random.default_rng(0))
    parameters[0].weights[:, 0], parameters[0].biases[:] = w, b
    return network, parameters


def bowl_step():
    """The blanks of the first calculation, and what each slip gives."""
    n = named("last-step")
    curvatures, start = (n["λ₁"], n["λ₂"]), np.array([n["w₁"], n["w₂"]])
    descent, slope = descend(Bowl(curvatures), start, n["η"], 1), np.array(curvatures) * start
    w = descent.points[1]
    right = {"w1": w[0], "w2": w[1], "L": descent.losses[1]}
    moves = [{start[k] + n["η"] * slope[k], start[k] - slope[k], -n["η"] * slope[k]} for k in (0, 1)]
    unsquared = 0.5 * (curvatures[0] * w[0] + curvatures[1] * w[1] ** 2)
    return right, {"w1": moves[0], "w2": moves[1], "L": {2 * descent.losses[1], unsquared}}


def neuron_step():
    n = named("last-two-steps")
    x, y, old = np.array([[n["x₁"], n["x₂"]]]), np.array([[n["y"]]]), np.array([n["w₁"], n["w₂"], n["b"]])
    network, parameters = neuron(x[0], old[:2], old[2])
    cache = bp.forward(network, parameters, x)
    slope = bp.backward(network, parameters, cache, bp.half_mean_squared_error.gradient(cache.output, y)).vector.copy()
    delta = cache.output.item() - n["y"]
    bp.update(parameters, parameters.__class__(parameters.shapes, slope), bp.GradientDescent(n["η"]))
    a = bp.forward(network, parameters, x).output.item()
    right = dict(zip(("g1", "g2", "gb"), slope, strict=True)) | dict(
        zip(("w1", "w2", "b"), parameters.vector, strict=True)
    )
    slips = {name: {delta, delta * weight} for name, weight in zip(("g1", "g2", "gb"), old, strict=True)}
    for name, value, s in zip(("w1", "w2", "b"), old, slope, strict=True):
        slips[name] = {value + n["η"] * s, value - s, -n["η"] * s}
    return right | {"a": a}, slips | {"a": {a - n["y"], cache.output.item()}}


def predicted():
    n = named("will-it-do")
    curvatures, start = np.array([n["λ₁"], n["λ₂"]]), np.array([n["w₁"], n["w₂"]])
    rates = [number(rate) for rate in re.findall(rf"With η = ({NUMBER})", WORDS["will-it-do"]["steps"])]
    factors, wild = 1 - rates[0] * curvatures, 1 - rates[1] * curvatures[1]
    two = descend(Bowl(tuple(curvatures)), start, rates[0], 2).points[2]
    x = number(re.search(rf"input x = ({NUMBER})", WORDS["will-it-do"]["steps"])[1])
    steepest = np.linalg.eigvalsh([[x * x, x], [x, 1]]).max()
    right = {
        "limit": 2 / curvatures.max(), "f1": factors[0], "f2": factors[1], "w1": two[0], "w2": two[1], "f3": wild,
        "w3": descend(Bowl(tuple(curvatures)), start, rates[1], 2).points[2, 1], "c": steepest, "neuron": 2 / steepest,
    }  # fmt: skip
    slips = {
        "limit": {2 / curvatures.min(), 1 / curvatures.max()}, "f1": {1 - factors[0]},
        "f2": {1 - factors[1], -factors[1]},
        "w1": {start[0] * factors[0], start[0] * 2 * factors[0]}, "w2": {factors[1], -(factors[1] ** 2)},
        "f3": {1 - wild, -wild}, "w3": {wild, -(wild**2)}, "c": {x * x, x + 1}, "neuron": {1 / steepest, 2 / (x * x)},
    }  # fmt: skip
    return right, slips


@pytest.mark.parametrize(("id", "compute"), [
    ("last-step", bowl_step), ("last-two-steps", neuron_step), ("will-it-do", predicted),
])  # fmt: skip
def test_every_number_to_fill_in_and_every_slip_is_computed(id, compute):
    right, slips = compute()
    blanks = WORDS[id]["blanks"]
    assert {name: blank["value"] for name, blank in blanks.items()} == {
        name: pytest.approx(value) for name, value in right.items()
    }
    for name, blank in blanks.items():
        for slip in blank.get("slips", {}):
            assert min(abs(float(slip) - value) for value in slips[name]) < 1e-9, (name, slip)
            assert abs(float(slip) - blank["value"]) > 0.02 * abs(blank["value"]), (name, slip)


def test_the_example_is_what_a_descent_computes():
    descent = descend(Bowl((1.0, 4.0)), [-2, 1], 0.4, 2)
    text = CELLS["worked"].source
    text = text.replace(r"\,", "")
    equations = re.findall(rf"(?<!partial )(w_1|w_2|L) = [^&,\n]* = ({NUMBER})", text)
    found = {name: [number(value) for label, value in equations if label == name] for name in ("w_1", "w_2", "L")}
    assert found["w_1"] == pytest.approx([descent.points[1, 0]])
    assert found["w_2"] == pytest.approx([descent.points[1, 1]])
    assert found["L"] == pytest.approx(descent.losses[:2])
    assert f"after step 2: w = [-0.72  0.36], loss = {descent.losses[2]:.4f}" in printed("worked-code")


def test_the_table_of_factors_is_right():
    rows = re.findall(rf"^\| ({NUMBER}) \| ({NUMBER}) \| (.*) \|$", CELLS["one-weight"].source, re.M)
    assert len(rows) == 5
    for product, factor, words in rows:
        assert 1 - number(product) == pytest.approx(number(factor))
        path = descend(Bowl((1.0,)), [1.0], number(product), 20).points[:, 0]
        crosses, nearer = (path[1:] * path[:-1] < 0).any(), abs(path[-1]) < 1
        assert crosses == ("jumps" in words)
        assert nearer == (words in ("creeps", "is there at once") or "nearer" in words)


def test_the_prediction_is_revealed_as_it_is():
    path = descend(Bowl((4.0,)), [1.0], 0.2, 5).points[:, 0]
    assert path[[0, 1, 2]] == pytest.approx([1, 0.2, 0.04]) and path[5] == pytest.approx(0.00032)
    assert "the bottom of the valley is at 0" in WORDS["three-times-the-rate"]["text"]
    assert "the way is 1, 0.2, 0.04" in WORDS["three-times-the-rate"]["text"]
    assert "after 5 steps the weight is at 0.00032" in WORDS["three-times-the-rate"]["text"]
    assert pytest.approx(-1.4) == 1 - 0.6 * 4 and "1.4 times as far away" in WORDS["three-times-the-rate"]["because"]
    shown = CELLS["reveal"].outputs[0].data["text/html"]
    assert "It was −5.38, because each step takes away 0.6 · 4 = 2.4 times the weight" in shown


def test_the_riddle_is_true():
    """The error of the neuron of section 1 is multiplied by 1 − η · 10."""
    text = printed("hook")
    assert "gradient check passed: True" in text and "loss before: 4.500" in text
    for rate in (0.05, 0.25):
        error = -3 * (1 - rate * 10)
        assert f"learning rate {rate}: {error**2 / 2:.3f}" in text
        assert f"rate {rate}: the error -3 times {1 - rate * 10:.1f} becomes {error:.1f}" in printed("riddle")
    assert "the limit is 2 / 10 = 0.2" in printed("riddle")
    assert 10.125 / 4.5 > 2


def test_the_matrix_of_the_riddle_holds_the_changes_of_the_slopes():
    x, loss = np.array([[3.0]]), bp.half_mean_squared_error

    def slopes(w, b):
        network, parameters = neuron(x[0], w, b)
        cache = bp.forward(network, parameters, x)
        return bp.backward(network, parameters, cache, loss.gradient(cache.output, np.array([[6.0]]))).vector

    H = np.column_stack([slopes(2.0, 0.0) - slopes(1.0, 0.0), slopes(1.0, 1.0) - slopes(1.0, 0.0)])
    np.testing.assert_allclose(H, [[9, 3], [3, 1]])
    assert "H = np.array([[9.0, 3.0], [3.0, 1.0]])" in CELLS["riddle"].source


@pytest.mark.parametrize("curvature", [1, 2, 4])
def test_the_largest_rate_whose_path_stays_in_the_picture_is_two_over_the_curvature(curvature):
    live = bp.live.learning_rate_bench("bowl")
    rates = live._controls[0].values
    stays = [rate for rate in rates if descend(Bowl((0.2, curvature)), [-2, 1], rate, 30).left_at is None]
    assert max(stays) == 2 / curvature < max(rates)
    wanted = {"curvature_2": curvature, "learning_rate": max(stays), "compared": "yes"}
    assert wanted in WORDS["the-wall"]["reached"] and len(WORDS["the-wall"]["reached"]) == 3


def test_the_other_basin_is_reached_by_a_few_rates_from_one_start_and_by_none_from_the_other():
    controls = bp.live.learning_rate_bench("two basins")._controls
    rates, (reached, other) = controls[0].values, WORDS["other-basin"]["reached"]
    assert other == {"start": controls[2].values[2], "n_tried": {"between": [8, len(rates)]}}
    low, high = reached["final_loss"]["between"]
    assert reached["start"] == controls[2].values[0] == 3.2
    end = {start: {rate: descend(TwoBasins(), [start], hold_then_decay(rate), 200).losses[-1] for rate in rates}
           for start in (3.2, 2.8)}  # fmt: skip
    assert [rate for rate in rates if low <= end[3.2][rate] <= high] == [0.95, 1.0, 1.05, 1.1]
    assert low < min(end[3.2].values()) and high < min(end[2.8].values()) - 1


def test_patience_does_not_leave_the_shallow_basin():
    assert re.findall(r"the loss is (-[\d.]+)", printed("card-4-check")) == ["-0.86"] * 3
    flat = np.roots([0.2, 0, -1.2, 0.4]).real  # the slope is 0 there
    assert f"the lowest value is {TwoBasins().value(flat[:, None]).min():.2f}\n" in printed("card-4-check")


def test_after_100_steps_the_weight_is_where_the_card_says():
    found = dict(re.findall(r"curvature ([\d.]+): after 100 steps (\S+) away", printed("card-1-check")))
    assert {product: found[product] for product in ("1.9", "2.0", "2.1")} == {
        "1.9": "2.7e-05", "2.0": "1", "2.1": "1.4e+04",
    }  # fmt: skip
    assert {product: float(size) for product, size in found.items()} == {
        product: pytest.approx(abs(1 - float(product)) ** 100, rel=0.05, abs=1e-300) for product in found
    }


def test_the_promise_is_kept_by_small_steps_and_broken_by_large_ones():
    rows = re.findall(r"rate +([\d.]+): +it should fall by ([\d.]+), +it (falls|rises) by ([\d.]+)", printed("check"))
    promised = np.array([float(row[1]) for row in rows])
    fallen = np.array([float(size) if way == "falls" else -float(size) for *_, way, size in rows])
    assert [rate for rate, *_ in rows] == ["0.1", "1.0", "10.0", "100.0"]
    np.testing.assert_allclose(fallen[:2], promised[:2], rtol=0.02)
    assert 0 < fallen[2] < 0.9 * promised[2] and fallen[3] < 0


def test_the_sweep_of_the_lesson_has_the_counts_and_medians_that_the_texts_say():
    alt = CELLS["card-2-check"].outputs[0].data["text/plain"]
    assert alt.endswith("Solved: 0.01: 0, 0.03: 2, 0.1: 9, 0.3: 19, 1: 20, 3: 20, 10: 20, 30: 20, 300: 0.")
    text = WORDS["which-rate"]["text"]
    told = {float(rate): number(loss) for loss, rate in re.findall(rf"({NUMBER}) at (?:the rate )?({NUMBER})", text)}
    assert list(told) == [0.01, 0.3, 10, 300]
    assert [f"{rate:g}" for rate in told] == WORDS["which-rate"]["choices"]
    medians = np.median(train_on_xor(told).losses, axis=1)
    assert list(told.values()) == [float(f"{median:.2g}") for median in medians]
    assert WORDS["which-rate"]["right"] == f"{min(told, key=told.get):g}"


def test_backward_moves_nothing_and_the_optimizers_move_differently():
    text = printed("card-3-check")
    assert "moved by backward: 0" in text
    moves = dict(re.findall(r"(\w+) moves the first three by (\[.*?\])", text))
    assert set(moves) == {"GradientDescent", "Adam"} and len(set(moves.values())) == 2


def test_the_exit_questions_are_answered_right():
    first, second = WORDS["before-you-go"]["questions"]
    assert number(first["right"]) == pytest.approx(2 - 0.1 * -3)
    assert descend(Bowl((1.0, 8.0)), [1, 1], 0.3, 30).left_at is not None and "diverges" in second["right"]
