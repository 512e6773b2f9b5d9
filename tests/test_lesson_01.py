"""The numbers of lesson 01: the hook, the worked example, the examples to fill in and the slips, computed anew."""

import itertools
import math
import re

import numpy as np
import pytest

import bplib as bp
from bplib.demonstrations import Neuron, zeros_and_ones
from written import NUMBER, number, read_lesson

WORDS, CELLS, _ = read_lesson("01_one_neuron")


def given(id):
    """Weights, bias and inputs, as the first lines of a calculation to fill in say them."""
    found = dict(re.findall(rf"(w₁|w₂|b|x₁|x₂) = ({NUMBER})", "\n".join(WORDS[id]["steps"].split("\n")[:3])))
    numbers = {name: number(value) for name, value in found.items()}
    return (numbers["w₁"], numbers["w₂"]), numbers["b"], [numbers.get("x₁"), numbers.get("x₂")]


def a_of(z):
    return 1 / (1 + math.exp(-z))


def few():
    """The ten images of the lesson, as points with their classes."""
    _, x, y = zeros_and_ones()
    rows = eval(re.search(r"few = (\[.*\])", CELLS["digits"].source)[1])
    return x[rows], y[rows, 0]


def test_the_inputs_are_the_ink_of_the_images_at_the_left_and_at_the_right():
    images, x, y = zeros_and_ones()
    assert images.shape == (360, 8, 8, 1)
    assert sorted(np.unique(y, return_counts=True)[1]) == [178, 182]
    for image, (left, right) in zip(images[::17, :, :, 0], x[::17], strict=True):
        pixels = [image[r][c] for r in (2, 3, 4, 5) for c in (1, 2)]
        assert left == round(2 * 4 * sum(pixels) / 8) / 2
        assert right == round(2 * 4 * sum(image[r][6] for r in (2, 3, 4, 5)) / 4) / 2


def test_the_bias_alone_decides_how_many_images_are_read():
    _, x, y = zeros_and_ones()
    right = {bias: sum((bias - p - q > 0) == t for (p, q), [t] in zip(x, y, strict=True)) for bias in (0.0, 2.5)}
    printed = re.findall(
        r"bias ([\d.]+): (\d+) of 360 images are called a one, (\d+) are right", CELLS["hook"].outputs[0].text
    )
    assert {float(bias): int(n) for bias, _, n in printed} == right == {0.0: 178, 2.5: 346}
    assert "it reads 96 %" in CELLS["predict-text"].source
    assert round(100 * 346 / 360) == 96


def test_the_task_is_reached_by_the_bias_first_and_then_by_all_three():
    x, y = few()
    biases = np.arange(-10, 10.5, 0.5)

    def surest(weights):
        return max(float(Neuron(weights, bias).for_right_class(x, y).min()) for bias in biases)

    bias_alone, both = WORDS["be-sure"]["reached"]
    assert bias_alone == {"weight_1": -1, "weight_2": -1, "n_right": len(x)}
    low, high = both["least_sure"]["between"]
    assert 0.5 < surest((-1, -1)) < low  # the bias alone separates, and is not enough
    assert low <= surest((-3, -3)) <= high  # the same line, surer
    assert surest((1, 1)) <= 0.5
    assert high == 1


def test_the_numbers_of_the_worked_example_are_what_bplib_computes():
    text = CELLS["worked"].source
    w_1, w_2, b, x_1, x_2 = (number(n) for n in re.findall(rf"\$[wbx]\w* = ({NUMBER})\$", text)[:5])
    neuron, point = Neuron((w_1, w_2), b), [[x_1, x_2]]
    z, a = neuron.z(point)[0], neuron.a(point)[0]
    assert f"= {z:.0f}\\\\" in text
    assert f"{math.exp(-z):.4f}" in text
    assert f"= {a:.4f}" in text
    assert f"{-b / w_1:.3f}" in text
    assert f"$x_2 = {-b / w_2:.0f}$" in text
    assert few()[0][1].tolist() == point[0]


@pytest.mark.parametrize("id", ["last-step", "last-two-steps"])
def test_every_sum_and_answer_to_fill_in_is_what_bplib_computes(id):
    weights, bias, x = given(id)
    neuron = Neuron(weights, bias)
    computed = {"z": neuron.z([x])[0], "a": neuron.a([x])[0]}
    computed |= {"more_b": Neuron(weights, bias + 1).z([x])[0]}
    computed |= {"more_w": Neuron((weights[0], weights[1] + 1), bias).z([x])[0]}
    for name, blank in WORDS[id]["blanks"].items():
        assert blank["value"] == round(computed[name], 4), name


def test_every_slip_of_a_sum_or_answer_is_the_number_that_the_slip_gives():
    (w_1, w_2), b, (x_1, x_2) = given("last-two-steps")
    z = w_1 * x_1 + w_2 * x_2 + b
    possible = {"z": {z - b, w_1 * x_1 - w_2 * x_2 + b, w_1 * x_1 + w_2 * 1 + b},
                "a": {a_of(-z), z, math.exp(z)}, "more_b": {z + x_2}, "more_w": {z + 1}}  # fmt: skip
    check_slips("last-two-steps", possible)
    (w_1, w_2), b, (x_1, x_2) = given("last-step")
    z = w_1 * x_1 + w_2 * x_2 + b
    check_slips("last-step", {"a": {math.exp(-z), a_of(-z), z}})
    assert f"e⁻ᶻ = {math.exp(-z):.4f}" in WORDS["last-step"]["steps"]


def check_slips(id, possible):
    for name, blank in WORDS[id]["blanks"].items():
        for slip in blank.get("slips", {}):
            assert min(abs(float(slip) - value) for value in possible[name]) < 1e-4, (name, slip)


def test_the_line_to_draw_is_where_z_is_0():
    (w_1, w_2), b, _ = given("the-line")
    blanks = {name: blank["value"] for name, blank in WORDS["the-line"]["blanks"].items()}
    neuron, moved = Neuron((w_1, w_2), b), Neuron((w_1, w_2), -8)
    assert neuron.z([[0, blanks["up"]], [blanks["across"], 0]]).tolist() == [0, 0]
    assert neuron.z([[0, 0], [2, 2]]).tolist() == [blanks["origin"], blanks["corner"]]
    assert moved.z([[0, blanks["moved"]]])[0] == 0
    up, across = -b / w_2, -b / w_1
    check_slips("the-line", {"up": {-up, -b}, "across": {-across, up}, "origin": {0}, "corner": {8 - b}, "moved": {up}})


def test_a_weight_turns_the_line_about_the_point_where_its_input_is_0():
    for w_1 in (-3, -1, 0.5, 2):
        ends = Neuron((w_1, -1), 2.5).boundary((np.array([0.0, -20.0]), np.array([5.0, 20.0])))
        assert [0, 2.5] in ends.tolist()


def test_no_neuron_gives_xor():
    """For every order in which a direction meets the four points: three right at most, and three are possible."""
    (corners, y), best = bp.datasets.xor(), 0
    for angle, sign in itertools.product(np.linspace(0, np.pi, 721), (1, -1)):
        along = sign * corners @ [np.cos(angle), np.sin(angle)]
        for at in (*(along + 1e-7), *(along - 1e-7)):
            best = max(best, int(np.sum((along > at) == y[:, 0])))
    assert best == 3
    assert "gives 3 of the 4 answers" in CELLS["card-1-check"].outputs[0].text


def test_without_a_bias_fewer_images_are_read():
    _, x, y = zeros_and_ones()
    best = max(sum((math.cos(t) * p + math.sin(t) * q > 0) == c for (p, q), [c] in zip(x, y, strict=True))
               for t in np.linspace(0, 2 * np.pi, 361))  # fmt: skip
    printed = CELLS["card-2-check"].outputs[0].text
    assert f"the best of all directions reads {best} of 360" in printed
    assert "of section 1 reads 346" in printed
    assert "[0.5 0.5 0.5 0.5]" in printed


def test_five_times_a_timid_sum_gives_the_answers_of_the_model():
    z = math.log(0.6 / 0.4)
    assert round(z, 1) == 0.4
    assert [round(a_of(-5 * z), 2), round(a_of(5 * z), 2)] == [0.12, 0.88]
    assert "0.12 and 0.88" in WORDS["too-timid"]["model"]


def test_the_exit_question_is_what_bplib_computes():
    neuron = Neuron((1, 3), 2)
    right = WORDS["before-you-go"]["questions"][0]["right"]
    assert right == f"z = {neuron.z([[2, -1]])[0]:.0f}, a = {neuron.a([[2, -1]])[0]:.2f}"
