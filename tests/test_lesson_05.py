"""The numbers of lesson 05, computed anew: tables, blanks and their slips, drawings, the task, what the cards print."""

import re

import numpy as np
import pytest

import bplib as bp
from written import NUMBER, number, read_lesson

WORDS, CELLS, printed = read_lesson("05_forward_propagation")


def given(id):
    """The example, and for each unit of h₁, h₂ and o its two weights and its bias, as the words say them."""
    lines = WORDS[id]["steps"].strip().splitlines()
    example = [number(n) for n in re.search("example: (.*)", lines[0])[1].split(", ")]
    units = [re.search(rf"weights ({NUMBER}) and ({NUMBER}), bias ({NUMBER})", line) for line in lines[1:4]]
    return example, [[number(n) for n in unit.groups()] for unit in units]


def passed(example, units):
    """z and a of the hidden units and the answer, unit by unit with plain numbers: an oracle without matrices."""
    sums = [sum(x * w for x, w in zip(example, unit[:2], strict=True)) + unit[2] for unit in units[:2]]
    given = [max(0, z) for z in sums]
    return sums, given, sum(a * w for a, w in zip(given, units[2][:2], strict=True)) + units[2][2]


def test_the_two_programs_of_the_hook_differ_and_the_table_proves_ada_right():
    ada = [[2 * 1 + 1 * -1 + 2, 2 * 2 + 1 * 1 - 3], [0 * 1 + 4 * -1 + 2, 0 * 2 + 4 * 1 - 3]]
    first, second = printed("hook").splitlines()
    assert [float(n) for n in re.findall(r"-?\d+\.\d", first)] == list(np.ravel(ada))
    assert first.split(":")[1].strip() != second.split(":")[1].strip()
    assert [
        float(n) for row in re.findall(r"= (−?\d)(?= \|)", CELLS["worked-first"].source) for n in [number(row)]
    ] == [*np.ravel(ada)]


@pytest.mark.parametrize("id", ["output-missing", "two-missing"])
def test_every_number_to_fill_in_is_what_plain_arithmetic_gives(id):
    sums, given_on, answer = passed(*given(id))
    computed = {"z2": sums[1], "a2": given_on[1], "answer": answer}
    values = {name: blank["value"] for name, blank in WORDS[id]["blanks"].items()}
    assert values == {name: computed[name] for name in values}
    for z, a in re.findall(rf"sum [^,{{]*= ({NUMBER}), ReLU gives ({NUMBER})", WORDS[id]["steps"]):
        assert max(0, number(z)) == number(a) and number(z) in sums


def test_the_slips_are_what_the_slips_give():
    example, (h_1, h_2, o) = given("two-missing")
    (_, z2), (_, a2), answer = passed(example, [h_1, h_2, o])
    slips = {name: {number(s) for s in blank["slips"]} for name, blank in WORDS["two-missing"]["blanks"].items()}
    exchanged = example[0] * h_2[1] + example[1] * h_2[0] + h_2[2]
    assert slips == {
        "z2": {z2 - h_2[2], 0.0, exchanged},
        "a2": {z2},
        "answer": {answer + o[1] * (z2 - a2), answer - o[2]},
    }
    example, units = given("output-missing")
    _, _, answer = passed(example, units)
    assert {number(s) for s in WORDS["output-missing"]["blanks"]["answer"]["slips"]} == {answer - units[2][2], 0.0}


@pytest.mark.parametrize(("cell", "id"), [("faded-1", "output-missing"), ("faded-2", "two-missing")])
def test_the_drawing_of_a_calculation_has_its_weights_and_biases(cell, id):
    drawn = [float(n) for n in re.search(r"drawn\.vector = \[(.*)\]", CELLS[cell].source)[1].split(",")]
    h_1, h_2, o = given(id)[1]
    assert drawn == [*np.transpose([h_1, h_2]).ravel(), *o]
    assert f'lesson.fill_in("{id}", picture=' in CELLS[cell].source


def test_the_prediction_and_the_task_are_right_for_these_networks():
    space = {"np": np, "bp": bp, "lesson": None}
    for id in ("hook", "network"):
        exec(CELLS[id].source, space)
    z = bp.forward(space["network"], space["parameters"], space["x"][1:]).pre_activations[0][0]
    assert list(z < 0) == [True, False]
    exec(CELLS["widget"].source.rsplit("\n", 1)[0], space)
    hidden = bp.forward(space["larger"], space["shown"], np.array([[1.0, 2.0]])).pre_activations[0][0]
    assert list(hidden < 0) == [False, False, True]
    assert WORDS["first-silent"]["reached"] == {"step": 1 + int(np.argmax(hidden < 0))}


def test_the_worked_example_is_what_the_code_prints():
    assert "layer 0: z [[3.0, 2.0], [-2.0, 1.0]]  a [[3.0, 2.0], [0.0, 1.0]]" in printed("worked-code")
    assert "layer 1: z [[5.0], [0.0]]" in printed("worked-code")
    assert re.findall(r"= (−?\d) \|$", CELLS["worked-second"].source, re.M) == ["5", "0"]


def test_the_cards_show_what_they_claim():
    assert "shapes: (1797, 64) (1797, 64)" in printed("card-1-check")
    assert float(re.search(r"equal numbers: (\S+)", printed("card-1-check"))[1]) < 0.05
    own, other = (line.split("get")[1] for line in printed("card-2-check").splitlines())
    # by hand: the errors are 5 − 4 = 1 and 0 − 1 = −1, halved for two examples; a is [3, 2] and [0, 1]
    assert own.strip() == str([0.5 * 3 - 0.5 * 0, 0.5 * 2 - 0.5 * 1])
    assert other != own


def test_the_pass_of_the_digits_has_the_shapes_of_the_text():
    for shape in ("(1797, 64)", "(1797, 32)", "(1797, 10)"):
        assert shape in printed("digits")
