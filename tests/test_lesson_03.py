"""The numbers of lesson 03: what the three networks did, the examples, what is to be filled in, and the slips."""

import ast
import itertools
import math
import re
from types import SimpleNamespace

import numpy as np
import pytest

import bplib as bp
from bplib.checks import EXERCISES
from bplib.live.connecting import LAYERS, SIZES, connected
from written import NUMBER, numbers, read_lesson

WORDS, CELLS, printed = read_lesson("03_kinds_of_network")


def blanks(id):
    return {name: blank["value"] for name, blank in WORDS[id]["blanks"].items()}


def check_slips(id, possible, tolerance=0.0):
    assert {name for name, blank in WORDS[id]["blanks"].items() if "slips" in blank} == set(possible)
    for name, values in possible.items():
        for slip in WORDS[id]["blanks"][name]["slips"]:
            assert min(abs(float(slip) - value) for value in values) <= tolerance, (name, slip)


def dense(n_inputs, n_outputs):
    return sum(1 for _ in range(n_outputs) for _ in range(n_inputs + 1))


def convolution(height, width, n_in, n_out):
    return n_out * (height * width * n_in + 1)


def slide(image, kernel, bias):
    """The sums of a convolution, place by place."""
    height, width = np.shape(kernel)
    places = itertools.product(range(len(image) - height + 1), range(len(image[0]) - width + 1))
    return [sum(kernel[i][j] * image[r + i][c + j] for i in range(height) for j in range(width)) + bias
            for r, c in places]  # fmt: skip


def unroll(inputs, w_in, w_rec, bias):
    states = [0.0]
    for x in inputs:
        states.append(math.tanh(w_in * x + w_rec * states[-1] + bias))
    return states[1:]


def test_two_pixels_are_too_many_for_the_dense_network_and_not_for_the_convolutional_one():
    (near, _, moved, _), (near_too, _, moved_too, _, *_) = (numbers(printed(id)) for id in ("hook-learn", "reveal"))
    assert near > 340 and near_too > 340
    assert moved < 36 and moved_too > 250
    assert "36 of 360" in CELLS["predict-text"].source  # blind guessing: one in ten
    because = WORDS["moved-digits"]["because"]
    assert f"it has lost {near_too - moved_too:.0f} digits, where the dense network lost {near - moved:.0f}." in because


def test_with_other_random_weights_the_convolutional_network_loses_as_many_more_as_is_said():
    names = {"np": np, "bp": bp, "lesson": SimpleNamespace(reveal=lambda *_: None)}
    for id in ("hook", "hook-learn", "reveal"):
        exec(CELLS[id].source.replace("default_rng(0)", f"default_rng({int(id == 'reveal')})"), names)
    near, moved = names["n_read"]
    assert f"{near - moved} with the seed 1 in this cell." in WORDS["moved-digits"]["because"]


def test_the_networks_have_as_many_parameters_as_is_said():
    n_dense, n_convolutional = dense(144, 32) + dense(32, 10), convolution(5, 5, 1, 16) + dense(16, 10)
    assert f"parameters: dense {n_dense:,}, convolutional {n_convolutional}" in printed("reveal")
    assert f"It has {n_convolutional}, the dense network {n_dense:,}." in str(WORDS["why-moved"]["answers"])
    n_recurrent = 1 * 8 + 8 * 8 + 8
    assert f"8 + 64 + 8 = {n_recurrent}" in CELLS["recurrent"].source
    assert all(f"{n_recurrent + dense(8, 1)} parameters" in line for line in printed("parity").splitlines())


def test_the_recurrent_network_reads_sequences_far_longer_than_it_has_learned():
    lines = [numbers(line) for line in printed("parity").splitlines()]
    assert [(n_steps, percent) for n_steps, _, percent in lines] == [(8, 100), (30, 100), (100, 100)]


def test_all_networks_are_trained_by_one_function_that_nobody_changes():
    code = [CELLS[id].source for id in ("hook-learn", "reveal", "parity")]
    assert sum("def learn(" in cell.source for cell in CELLS.values()) == 1
    for source in code:
        called = [node.func.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)
                  and isinstance(node.func, ast.Name)]  # fmt: skip
        assert called.count("learn") == 1
        assert not re.search(r"bp\.train\b", source)
    steps = re.findall(r"bp\.(forward|backward|update)\(", code[0])
    assert steps == ["forward", "backward", "update"]


def test_every_slope_of_the_three_networks_is_as_measured():
    lines = printed("check").splitlines()
    assert [line.split()[0] for line in lines] == ["dense", "convolutional", "recurrent"]
    assert all(line.endswith("all as measured: True") for line in lines)


def test_the_examples_are_worked_out_right():
    source = CELLS["worked-convolution"].source
    image, kernel = ([numbers(row.replace("&", " ")) for row in matrix.split(r"\\")] for matrix in
                     re.findall(r"begin\{pmatrix\}(.*?)\\end", source))  # fmt: skip
    sums = slide(image, kernel, 1)
    said = re.findall(rf"^- (?:upper|lower) .*=({NUMBER})\$$", source, re.M)
    assert [float(n) for n in said] == sums == [0, 5, 4, 1]
    states = unroll([1, 0, 0], 1, 2, 0)
    said = re.findall(r"=([\d.]+)\$$", CELLS["worked-count"].source, re.M)
    assert [float(n) for n in said] == pytest.approx(states, abs=5e-5)
    shown = numbers(printed("worked-code"))
    assert shown == pytest.approx([*sums, *states], abs=5e-5)
    assert (convolution(2, 2, 1, 1), dense(9, 4)) == (5, 40)
    assert connected("convolution 2 × 2", 3).n_joined == 16


def test_the_counts_to_fill_in_are_those_of_the_layers():
    color = bp.Convolution2D((28, 28, 3), 8, (3, 3))
    assert blanks("counts") == {
        "numbers": 28 * 28, "dense": dense(784, 10), "conv": convolution(3, 3, 1, 8), "color": color.n_parameters,
        "larger": bp.Convolution2D((56, 56, 3), 8, (3, 3)).n_parameters,
        "recurrent": bp.Recurrent(10, 5, 4).n_parameters,
    }  # fmt: skip
    check_slips("counts", {
        "numbers": {28 + 28}, "dense": {784 * 10, 784 * 10 + 784 + 10}, "conv": {72, 73, 9 + 8, 9},
        "color": {convolution(3, 3, 1, 8), 27 * 8, 27 * 8 + 8 * 3}, "larger": {4 * 224},
        "recurrent": {10 * 40, 5 * 4 + 4, 5 * 4 + 4 * 4},
    })  # fmt: skip


def test_the_sum_to_fill_in_is_that_of_the_window_on_the_right():
    upper, lower, kernel_upper, kernel_lower, (bias,) = (
        numbers(line.partition(":")[2]) for line in WORDS["last-sum"]["steps"].strip().splitlines()[:5]
    )
    image, kernel = [upper, lower], [kernel_upper, kernel_lower]
    left, right = slide(image, kernel, bias)
    assert blanks("last-sum") == {"right": right, "count": convolution(2, 2, 1, 1)}
    turned = slide(image, [row[::-1] for row in kernel[::-1]], bias)[1]
    check_slips("last-sum", {"right": {right - bias, left, turned}, "count": {4, 2 * 5}})


def test_the_steps_to_fill_in_are_those_of_the_recurrent_layer():
    w_in, w_rec, bias = 1, -1, 0.5
    h_1, h_2, h_3 = unroll([0.5, -1, 1], w_in, w_rec, bias)
    assert f"tanh(1) = {h_1:.4f}" in WORDS["last-two-steps"]["steps"]
    assert blanks("last-two-steps") == pytest.approx({"h2": h_2, "h3": h_3}, abs=5e-5)
    check_slips("last-two-steps", {
        "h2": {-1 - h_1 + bias, math.tanh(-1 + bias), math.tanh(-1 + h_1 + bias), math.tanh(-1 - h_1)},
        "h3": {1 - h_2 + bias, math.tanh(1 + bias), math.tanh(1 + h_2 + bias), math.tanh(1 - h_1 + bias)},
    }, tolerance=1e-4)  # fmt: skip
    assert "0.7616 + 0.5 = −1.2616" in WORDS["last-two-steps"]["blanks"]["h2"]["because"]
    assert "0.5 = 2.3515" in WORDS["last-two-steps"]["blanks"]["h3"]["because"]


def test_the_lines_in_order_are_a_recurrent_layer_and_the_other_line_is_none():
    network = bp.Network(bp.Recurrent(4, 2, 3), bp.LastStep((4, 3)), bp.Dense(3, 2))
    parameters, x = bp.initialize(network, np.random.default_rng(0)), np.random.default_rng(1).normal(size=(1, 4, 2))
    recurrent, last = parameters[0], parameters[2]
    names = {"np": np, "n_hidden": 3, "sequence": x[0], "output_weights": last.weights, "output_biases": last.biases}
    names |= vars(recurrent)
    lines, (wrong,) = WORDS["through-time"]["lines"].strip(), WORDS["through-time"]["distractors"]
    wrong_lines = re.sub(r"z = .*", wrong, lines)
    answers = []
    for source in (lines, wrong_lines):
        exec(source, names)
        answers.append(names["answer"])
    assert answers[0] == pytest.approx(bp.forward(network, parameters, x).output[0])
    assert not np.allclose(answers[0], answers[1])


def test_the_counterexamples_print_what_the_cards_say():
    lines = printed("card-1-check").splitlines()
    assert lines[0].endswith("True")
    entries, joined, free = 144 * 8 * 8 * 16, 25 * 8 * 8 * 16, 25 * 16
    assert f"{entries:,} entries, {joined:,} not empty, {free} free" in lines[1]
    places, summed = printed("card-2-check").splitlines()
    assert "64 places" in places
    assert summed.endswith("True")


def test_the_task_is_reached_by_one_setting_and_sharing_layers_do_not_grow():
    reached, *larger = WORDS["shares-nothing"]["reached"]
    assert [part["size"] for part in larger] == [max(SIZES)] * 3
    assert ["dense", *larger[1]["layer"], *larger[2]["layer"]] == [*LAYERS] and larger[0]["layer"] == "dense"
    assert reached["shared"] == "no" and set(reached["layer"]) == {name for name in LAYERS if name[0] == "c"}
    found = {(name, size) for name, size in itertools.product(reached["layer"], SIZES)
             if connected(name, size).n_joined == connected(name, size).n_weights}  # fmt: skip
    assert found == {("convolution 3 × 3", 3)}
    for name in LAYERS:
        assert (len({connected(name, size).n_weights for size in SIZES}) == 1) == (name != "dense")


def test_questions_are_answered_right():
    recall = {question["text"].split("?")[0][-20:]: question["right"] for question in WORDS["remember"]["questions"]}
    assert list(recall.values())[:2] == [str(dense(64, 10)), str(1 * 3 - 2 * 1 + 0.5)]
    first, _ = WORDS["before-you-go"]["questions"]
    assert first["right"] == str(convolution(5, 5, 3, 4))
    model = WORDS["leaves"]["model"]
    assert f"= {convolution(3, 3, 1, 16)} parameters" in model
    assert f"= {40_000 * 100 + 100}, for 500 photos" in model


def test_the_lesson_has_what_the_exercises_hints_point_to():
    text = "\n".join(cell.source for cell in CELLS.values()).lower()
    places = [exercise.where for exercise in EXERCISES.values() if exercise.lesson == 3]
    assert len(places) == 3
    for where in places:
        assert f"**{where.removeprefix('Lesson 03, ')}.**" in text
