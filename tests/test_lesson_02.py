"""The numbers of lesson 02: trainings that fail, the worked example, the examples to fill in and the slips."""

import itertools
import re

import numpy as np
import pytest

import bplib as bp
from bplib.demonstrations.bumps import CURVES, Bumps
from bplib.figures.bumps import X
from bplib.live.bump_curve import STEEPNESSES
from bplib.live.folding import ACTIVATIONS, N_DRAWS, _folding
from written import NUMBER, number, read_lesson

WORDS, CELLS, printed = read_lesson("02_layers")
XOR_X, XOR_Y = bp.datasets.xor()


def blanks(id):
    return {name: blank["value"] for name, blank in WORDS[id]["blanks"].items()}


def check_slips(id, possible):
    for name, blank in WORDS[id]["blanks"].items():
        for slip in blank.get("slips", {}):
            assert float(slip) in possible[name], (name, slip)


def count(*sizes):
    return sum(n * m + m for n, m in itertools.pairwise(sizes))


def test_only_the_bend_helps_of_all_that_is_tried():
    assert printed("hook").splitlines() == ["targets: [0 1 1 0]", "answers: [0.5 0.5 0.5 0.5]"]
    *straight, bent = printed("reveal").splitlines()
    assert all("[0.5 0.5 0.5 0.5]" in line for line in straight)
    assert len(straight) == 3
    assert bent == "with tanh:   [0. 1. 1. 0.]"
    assert count(2, 8, 8, 1) == 105
    assert "105 weights and biases" in CELLS["hook-text"].source


def test_the_best_straight_answer_for_xor_is_one_half_everywhere():
    columns = np.column_stack([XOR_X, np.ones(4)])
    slopes = columns.T @ (columns @ [0, 0, 0.5] - XOR_Y[:, 0])  # of the squared error: 0 at its lowest point
    assert slopes == pytest.approx(0)
    assert np.linalg.matrix_rank(columns) == 3  # and there is only one
    weights, answers = printed("best-linear").splitlines()
    assert weights.endswith("[0.  0.  0.5]")
    assert answers.endswith("[0.5 0.5 0.5 0.5]")


def test_a_straight_function_gives_the_middle_the_mean_of_both_diagonals():
    w, b = np.random.default_rng(0).normal(size=2), 0.3
    answers = XOR_X @ w + b
    assert np.mean(answers[[0, 3]]) == pytest.approx(np.mean(answers[[1, 2]])) == pytest.approx(w @ [0.5, 0.5] + b)


def test_the_task_of_folding_is_reached_with_two_units_and_never_with_one_or_without_a_bend():
    found = {(name, n) for name in ACTIVATIONS for n in (1, 2, 3) for draw in range(1, N_DRAWS + 1)
             if _folding(name, n, draw).separated}  # fmt: skip
    assert found == {(name, n) for name in ("relu", "tanh", "sigmoid") for n in (2, 3)}
    assert WORDS["fewest-units"]["reached"] == {"hidden_units": 2, "separated": "yes"}


def test_the_peak_is_followed_by_twenty_bumps_if_the_steps_are_neither_too_flat_nor_too_steep():
    reached = WORDS["follow-the-peak"]["reached"]
    most, near = reached["bumps"]["between"][1], reached["largest_distance"]["between"][1]
    good = [k for k in STEEPNESSES if Bumps.of(CURVES["peak"], most, k, X).worst <= near]
    assert good == [100, 200]
    assert (STEEPNESSES[0], STEEPNESSES[-1]) == (10, 500)
    flat, steep = (Bumps.of(CURVES["peak"], most, k, np.linspace(0, 1, 1001)).output for k in (10, 500))
    assert flat.max() < 0.25 * CURVES["peak"](X).max(), "the bumps have not melted together"
    assert np.mean(np.abs(np.diff(steep)) < 0.0001) > 0.5, "no stairs: it is not level on more than half of the way"


def worked():
    """The weights and biases of the worked example, read from its matrices."""
    text = CELLS["worked"].source
    tables = [np.array([[number(n) for n in re.findall(NUMBER, row)] for row in table.split("\\\\")])
              for table in re.findall(r"begin\{pmatrix\}(.*?)\\end", text)]  # fmt: skip
    b_1 = [number(n) for n in re.search(r"b_1 = \((.*?)\)", text)[1].split(",")]
    return tables[0], np.array(b_1), tables[1], number(re.search(rf"b_2 = ({NUMBER})", text)[1])


def test_the_numbers_of_the_worked_example_are_those_of_loops():
    w_1, b_1, w_2, b_2 = worked()
    x = [1, 2]
    sums = [sum(x[i] * w_1[i, j] for i in range(2)) + b_1[j] for j in range(3)]
    h = [max(z, 0) for z in sums]
    text = CELLS["worked"].source
    assert [number(n) for n in re.findall(rf"z_{{h_\d}} &= .*?= ({NUMBER}) &", text)] == sums
    assert [number(n) for n in re.findall(rf"h_\d &= ({NUMBER})", text)] == h
    assert f"= {sum(h[j] * w_2[j, 0] for j in range(3)) + b_2}$$" in text
    straight = sum(sums[j] * w_2[j, 0] for j in range(3)) + b_2
    one = [sum(w_1[i, j] * w_2[j, 0] for j in range(3)) for i in range(2)] + [sum(b_1 * w_2[:, 0]) + b_2]
    collapsed = CELLS["worked-collapse"].source
    assert f"+ 0.5 = {straight}$" in collapsed
    assert [number(n) for n in re.findall(rf"&= .*= ({NUMBER})", collapsed)] == one
    assert one[0] * 1 + one[1] * 2 + one[2] == straight
    assert printed("worked-code").strip() == "one layer instead: weights [ 2. -2.] bias [2.5]"


def test_the_network_to_draw_is_counted_by_bplib():
    network = bp.Network(bp.Dense(3, 4), bp.Dense(4, 2))
    found = blanks("drawing")
    assert found["all"] == network.n_parameters == count(3, 4, 2)
    assert found["first"] + found["second"] + found["biases"] == found["all"]
    assert [found[name] for name in ("inputs", "hidden", "outputs", "first", "second")] == [3, 4, 2, 3 * 4, 4 * 2]
    assert found["larger"] == count(64, 64, 10)
    weights = 64 * 64 + 64 * 10
    check_slips("drawing", {"first": {3 + 4}, "second": {4 + 2}, "biases": {3 + 4 + 2, 12 + 8}, "all": {20, 26 + 3},
                            "larger": {weights, weights + 64 + 64 + 10}})  # fmt: skip


def to_fill_in():
    """Input, and weights and bias of h₁, h₂ and the output, as the first lines of the forward pass say them."""
    lines = WORDS["forward"]["steps"].strip().splitlines()[:4]
    x, *units = ([number(n) for n in re.findall(rf"(?<![₁₂\w]){NUMBER}", line)] for line in lines)
    return x, units


def test_the_forward_pass_to_fill_in_is_what_bplib_computes():
    x, units = to_fill_in()
    network = bp.Network(bp.Dense(2, 2, bp.relu), bp.Dense(2, 1))
    parameters = bp.initialize(network, np.random.default_rng(0))
    parameters[0].weights[:], parameters[0].biases[:] = np.transpose(units[:2])[:2], [units[0][2], units[1][2]]
    parameters[1].weights[:, 0], parameters[1].biases[:] = units[2][:2], units[2][2]
    cache = bp.forward(network, parameters, np.array([x]))
    sums = re.findall(rf"sum of h. = .*= ({NUMBER})", WORDS["forward"]["steps"])
    assert [number(n) for n in sums] == cache.pre_activations[0][0].tolist()
    assert blanks("forward") == {
        "h1": cache.activations[0][0, 0],
        "h2": cache.activations[0][0, 1],
        "a": cache.output[0, 0],
    }
    straight = cache.pre_activations[0] @ parameters[1].weights + parameters[1].biases
    check_slips("forward", {"h1": {-1}, "h2": {0}, "a": {straight.item(), cache.output.item() - units[2][2]}})


def test_the_collapsed_network_gives_what_the_two_layers_give():
    x, ((a, b, c), (d, e, f), (u, v, t)) = to_fill_in()
    weights, bias = (a * u + d * v, b * u + e * v), c * u + f * v + t
    answer = weights[0] * x[0] + weights[1] * x[1] + bias
    assert "weight of x₁ = 1 · 4 + 0.5 · 3 = 5.5" in WORDS["collapsed"]["steps"]
    assert weights[0] == 5.5
    assert blanks("collapsed") == {"x2": weights[1], "bias": bias, "a": answer}
    check_slips("collapsed", {"x2": {b * e, b + e}, "bias": {t, c + f + t}, "a": {answer - bias, 3.5}})


def test_the_slopes_of_the_picture_are_those_that_are_measured():
    rows = re.findall(r"measured ([\d.]+)   by its formula ([\d.]+)", printed("check"))
    assert len(rows) == 4
    assert all(measured == formula for measured, formula in rows)


def test_the_counterexamples_print_what_the_cards_say():
    assert printed("card-1-check").strip() == f"{count(2, 50, 50, 1)} numbers give the same as 3 at 1,000 points: True"
    built, trained = re.findall(r"mean squared error ([\d.]+)", printed("card-2-check"))
    assert (float(built), float(trained)) == (0.001, 0.062)
    assert "with 40 hidden units" in WORDS["proven-to-learn"]["because"]


def test_one_hidden_unit_is_not_enough_for_xor_but_two_with_tanh_are():
    assert not any(_folding(name, 1, draw).separated for name in ACTIVATIONS for draw in range(1, N_DRAWS + 1))
    network = bp.Network(bp.Dense(2, 2, bp.tanh), bp.Dense(2, 1))
    parameters = bp.initialize(network, np.random.default_rng(0))
    parameters[0].weights[:], parameters[0].biases[:] = 20, [-10, -30]  # steps at x₁ + x₂ = 0.5 and 1.5
    parameters[1].weights[:, 0], parameters[1].biases[:] = [0.5, -0.5], 0
    assert bp.forward(network, parameters, XOR_X).output == pytest.approx(XOR_Y, abs=1e-6)


def test_the_exit_question_is_counted_right():
    question = WORDS["before-you-go"]["questions"][0]
    assert question["right"] == str(count(3, 5, 2))
    assert [answer for answer, _ in question["answers"]] == ["25", "32", "35", "10"]
    assert (3 * 5 + 5 * 2, 3 + 5 + 2 + 25, 3 + 5 + 2) == (25, 35, 10)
