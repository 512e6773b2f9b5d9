"""The numbers of lesson 07: the riddle, the measured slopes, the worked example and the ones to fill in, all anew."""

import re

import pytest

from bplib.demonstrations import Secant, read_graph
from bplib.demonstrations.secants import CURVES
from bplib.demonstrations.slips import slips
from bplib.live.secants import STEPS
from expressions import evaluate, slope
from written import NUMBER, number, read_lesson

WORDS, CELLS, printed = read_lesson("07_chain_rule")
SIGNS = str.maketrans({"·": "*", "−": "-", "²": "**2", "½": "0.5", "σ": "sigmoid"})


def given(id):
    """The calculation of an example to fill in as text for Python, from the part of each line that has its letters."""
    lines = [line for line in WORDS[id]["steps"].strip().splitlines() if not line.startswith("∂")]
    variables = re.findall(rf"(\w) = ({NUMBER})", lines[0])
    parts = [f"{name} = {number(value)}" for name, value in variables]
    for line in lines[1:]:
        name, letters = line.split(" = ")[:2]
        letters = re.sub(r"σ\(1\)", "σ(z)", letters)  # there the number stands for its letter
        parts.append(f"{name} = {letters.translate(SIGNS)}")
    return "; ".join(parts)


def typed_graph():
    """The text and the values of the graph whose gradients are typed."""
    text, a, b = re.search(r'type_the_gradient\(\s*"(.*?)", a=(\d), b=(\d)', CELLS["typing"].source).groups()
    return f"a = {a}; b = {b}; {text}"


@pytest.mark.parametrize("id", ["last-step", "last-two-steps"])
def test_every_number_to_fill_in_is_the_measured_slope(id):
    for name, blank in WORDS[id]["blanks"].items():
        assert blank["value"] == pytest.approx(slope(given(id), name), abs=5e-5 if id == "last-two-steps" else 1e-7), (
            name
        )


@pytest.mark.parametrize(("id", "n_values", "n_gradients"), [("last-step", 3, 2), ("last-two-steps", 6, 4)])
def test_every_number_that_an_example_gives_is_right(id, n_values, n_gradients):
    text, lines = given(id), WORDS[id]["steps"].strip().splitlines()[1:]
    told = [part.split(" = ") for line in lines for part in line.split(", ") if "{" not in part]
    gradients = {name.removeprefix("∂L/∂"): number(last) for name, *_, last in told if name.startswith("∂")}
    values = {name: number(last) for name, *_, last in told if not name.startswith("∂")}
    assert (len(values), len(gradients)) == (n_values, n_gradients)
    assert values == pytest.approx({name: evaluate(text)[name] for name in values}, abs=5e-5)
    assert gradients == pytest.approx({name: slope(text, name) for name in gradients}, abs=5e-5)


@pytest.mark.parametrize("id", ["last-step", "last-two-steps"])
def test_every_slip_is_the_number_of_a_known_slip(id):
    graph = read_graph(given(id))
    for name, blank in WORDS[id]["blanks"].items():
        possible = [slip.value for slip in slips(graph, name, {})]
        for text in blank["slips"]:
            assert min(abs(float(text) - value) for value in possible) < 1.5e-4, (name, text)


def test_the_riddle_is_two_paths_that_add_up_to_what_is_measured():
    text = "a = 1; b = 2; c = a*b; s = c**2; t = 6*a; L = s - t"
    graph = read_graph(text)
    assert re.search(r'riddle = "(.*)"', CELLS["graph"].source)[1] in text
    assert sorted(graph.share(path) for path in graph.paths("a")) == [-6, 8]
    assert graph.gradients["a"] == 2 == pytest.approx(slope(text, "a"))
    assert graph.gradients["c"] == 4 and "\\partial L/\\partial c = 4" in CELLS["backward-text"].source
    assert "for each 1 that a grows: 2.00" in printed("hook")


def test_the_task_of_the_secant_is_reached_at_the_step_with_the_smallest_error():
    reached = WORDS["best-step"]["reached"]
    errors = {h: Secant(CURVES[reached["function"]], reached["x"], h).error for h in STEPS}
    assert min(errors, key=errors.get) == reached["h"]
    assert f'secant_to_tangent("{reached["function"]}", x={reached["x"]}' in CELLS["secant"].source
    assert Secant(CURVES["x³"], 1, 1e-16).slope == 0 and 1 + 1e-16 == 1


def test_what_is_said_of_two_sided_steps_is_so():
    both = lambda h: ((1 + h) ** 3 - (1 - h) ** 3) / (2 * h)  # noqa: E731
    assert both(0.1) == pytest.approx(3.01) and pytest.approx(3.31) == (1.1**3 - 1) / 0.1
    assert 1e-12 < abs(both(1e-5) / 3 - 1) < 2e-10  # right to about ten digits


def test_every_gradient_of_the_worked_example_is_the_measured_slope():
    text = "a = 3; b = -1; p = a*b; q = p + b; L = p*q"
    found = re.findall(rf"partial L/\\partial (\w) &= .* = ({NUMBER})", CELLS["worked"].source)
    assert {name: number(value) for name, value in found} == pytest.approx({n: slope(text, n) for n in "qpba"})
    values = re.findall(rf"^(\w) &= .* = ({NUMBER})", CELLS["worked"].source, re.M)
    assert {name: number(value) for name, value in values} == {n: evaluate(text)[n] for n in "pqL"}
    for name, value in found:
        assert f"d_{name} = {int(number(value))}" in printed("worked-code")


def test_of_the_gradients_to_be_typed_three_are_sums():
    graph = read_graph(typed_graph())
    asked = [node.name for node in graph.named if node.index != graph.result.index]
    assert len(asked) == 6 and sorted(name for name in asked if len(graph.uses(name)) > 1) == ["a", "b", "c"]
    for name in asked:
        assert graph.gradients[name] == pytest.approx(slope(typed_graph(), name))


def test_the_card_on_paths_lists_all_three_and_none_has_the_whole_gradient():
    graph = read_graph(typed_graph())
    shares = [graph.share(path) for path in graph.paths("a")]
    assert len(shares) == 3 and sum(shares) == graph.gradients["a"] == 30 and 30 not in shares
    assert printed("card-1-check").split("\n")[0].split() == ["a", "→", "c", "→", "d", "→", "s", "→", "L", "18"]
    assert "all paths together        30\nmeasured                  30.0" in printed("card-1-check")


def test_a_step_of_one_changes_l_by_six_not_by_its_gradient():
    assert "a grows by 1      L by 6.000000  slope times step: 2.000000" in printed("card-2-check")
    assert "L grows by 6" not in WORDS["the-change-itself"]["because"]  # the next cell is to show it
