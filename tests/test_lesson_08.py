"""The numbers of lesson 08: the worked example, the examples to fill in and the slips, all computed anew by bplib."""

import re

import numpy as np
import pytest

import bplib as bp
from bplib.figures.steps import Steps
from written import NUMBER, number, read_lesson

WORDS, CELLS, _ = read_lesson("08_backpropagation_by_hand")
TO_FILL_IN = ("last-step", "last-two-steps", "on-paper")
LATEX = {
    r"z_{h_1}": "z1", r"z_{h_2}": "z2", r"z_o": "zo", r"a_{h_1}": "a1", r"a_{h_2}": "a2", r"a_o": "ao", r"L": "L",
    r"\delta_o": "do", r"\delta_{h_1}": "d1", r"\delta_{h_2}": "d2", r"w_{h_1o}": "h1o_after",
    r"\partial L/\partial w_{h_1o}": "h1o", r"\partial L/\partial w_{h_2o}": "h2o",
    r"\partial L/\partial w_{x_1h_1}": "x1h1", r"\partial L/\partial w_{x_1h_2}": "x1h2",
    r"\partial L/\partial w_{x_2h_1}": "x2h1", r"\partial L/\partial w_{x_2h_2}": "x2h2",
}  # fmt: skip


def given(id):
    """x, y, and the weights and bias of h₁, h₂ and o, as the first lines of a calculation to fill in say them."""
    lines = WORDS[id]["steps"].strip().splitlines()[:4]
    (x_1, x_2, y), *units = ([number(n) for n in re.findall(rf"(?<![₁₂\w]){NUMBER}", line)] for line in lines)
    return [x_1, x_2], y, units


def step(x, y, units):
    """Every number of one learning step of a 2-2-1 network, by the short names that the blanks have."""
    network = bp.Network(bp.Dense(2, 2, bp.sigmoid), bp.Dense(2, 1, bp.sigmoid))
    parameters = bp.initialize(network, np.random.default_rng(0))
    parameters[0].weights[:], parameters[1].weights[:, 0] = np.transpose(units[:2])[:2], units[2][:2]
    parameters[0].biases[:], parameters[1].biases[:] = [units[0][2], units[1][2]], units[2][2]
    x, y, loss = np.array([x]), np.array([[y]]), bp.half_mean_squared_error
    cache = bp.forward(network, parameters, x)
    gradients = bp.backward(network, parameters, cache, loss.gradient(cache.output, y))
    numbers = {"L": loss.value(cache.output, y), "error": cache.output.item() - y.item()}
    for letter, values in (("z", cache.pre_activations), ("a", cache.activations), ("d", cache.deltas)):
        numbers |= {f"{letter}{unit}": value for unit, value in zip("12o", [*values[0][0], *values[1][0]], strict=True)}
    numbers |= {f"b{unit}": value for unit, value in zip("12", gradients[0].biases, strict=True)}
    numbers |= {f"x{i + 1}h{j + 1}": gradients[0].weights[i, j] for i in (0, 1) for j in (0, 1)}
    numbers |= {f"h{i + 1}o": gradients[1].weights[i, 0] for i in (0, 1)} | {"bo": gradients[1].biases[0]}
    bp.update(parameters, gradients, bp.GradientDescent(1.0))
    numbers["h1o_after"] = parameters[1].weights[0, 0]
    numbers["L_after"] = loss.value(bp.forward(network, parameters, x).output, y)
    return {name: round(float(value), 4) for name, value in numbers.items()}


def slips(id):
    """What a slip would give, by blank: another number of the same step, a factor left out, one in another's place."""
    n = step(*given(id))
    (w_x1h1, w_x2h1, _), (w_x1h2, w_x2h2, b_2), (w_h1o, w_h2o, _) = given(id)[2]
    found = {"a1": {n["z1"]}, "a2": {n["z2"], 1 - n["a2"]}, "ao": {n["zo"]}}
    found |= {"do": {n["error"], n["ao"] * (1 - n["ao"])}, "b2": {n["d2"] * b_2, 0.0}}
    for unit, weight, other in (("1", w_h1o, "2"), ("2", w_h2o, "1")):
        a, others = n[f"a{unit}"], n[f"a{other}"] * (1 - n[f"a{other}"])
        found[f"d{unit}"] = {n["do"] * weight, n["do"] * a * (1 - a), n["do"] * weight * a, n["do"] * weight * others}
        found[f"h{unit}o"] = {n[f"d{unit}"], n["do"]}
    for name, weight in (("x1h1", w_x1h1), ("x2h1", w_x2h1), ("x1h2", w_x1h2), ("x2h2", w_x2h2)):
        delta = n[f"d{name[-1]}"]
        found[name] = {delta, delta * weight}
    return found


@pytest.mark.parametrize("id", TO_FILL_IN)
def test_every_number_to_fill_in_is_what_bplib_computes(id):
    computed = step(*given(id))
    blanks = {name: blank["value"] for name, blank in WORDS[id]["blanks"].items()}
    assert blanks == {name: computed[name] for name in blanks}


@pytest.mark.parametrize("id", TO_FILL_IN)
def test_every_slip_is_the_number_that_the_slip_gives(id):
    possible = slips(id)
    for name, blank in WORDS[id]["blanks"].items():
        for slip in blank.get("slips", {}):
            assert min(abs(float(slip) - value) for value in possible[name]) < 1.5e-4, (name, slip)


@pytest.mark.parametrize(("id", "n_numbers"), [("last-step", 7), ("last-two-steps", 5)])
def test_every_number_that_a_faded_example_gives_is_what_bplib_computes(id, n_numbers):
    computed, names = step(*given(id)), {"a": "a", "δ": "d"} | {"h₁": "1", "h₂": "2", "o": "o"}
    found = re.findall(rf"(a|δ) of (h₁|h₂|o) = [^,\n]*= ({NUMBER})", WORDS[id]["steps"])
    found += [("L", "", value) for value in re.findall(rf"L = .*= ({NUMBER})", WORDS[id]["steps"])]
    assert len(found) == n_numbers
    for letter, unit, value in found:
        name = names[letter] + names[unit] if unit else letter
        assert number(value) == computed[name], name


def test_the_task_of_the_stepper_is_reached_at_the_weight_nearest_to_zero_once_all_gradients_are_there():
    space = {"np": np, "bp": bp}
    exec(CELLS["network"].source, space)
    network, parameters, loss, x, y = (space[name] for name in ("network", "parameters", "loss", "x", "y"))
    cache = bp.forward(network, parameters, x)
    gradients = bp.backward(network, parameters, cache, loss.gradient(cache.output, y))
    steps = Steps(network, parameters, loss, x, y, bp.GradientDescent(1.0))
    sizes = {name: abs(gradients[l].weights[i, j]) for name, (_, l, i, j) in steps.weights.items()}
    complete = [n for n, one in enumerate(steps, 1) if sum("weight_gradient" in key for key in one.known) == len(sizes)]
    reached = WORDS["nearest-to-zero"]["reached"]
    assert reached == {"step": {"between": [complete[0], complete[-1]]}, "weight": min(sizes, key=sizes.get)}


def test_every_number_of_the_worked_example_is_what_bplib_computes():
    space = {"np": np, "bp": bp}
    exec(CELLS["network"].source, space)
    (first, last), x, y = space["parameters"], space["x"][0], space["y"].item()
    computed = step(x, y, [*np.vstack([first.weights, first.biases]).T, [*last.weights[:, 0], last.biases[0]]])
    text = "".join(CELLS[f"worked-{part}"].source for part in ("forward", "back", "gradients")).replace("&", "\n")
    text = re.sub(r"\n=|\n\n=|[$]+|\\\\", lambda found: " =" if "=" in found[0] else "\n", text)
    equations = dict(re.findall(rf"^\s*(\S.*?) = .*= ({NUMBER})\s*$", text, re.M))
    assert {letter.strip(): number(value) for letter, value in equations.items()} == {
        letter: computed[name] for letter, name in LATEX.items()
    }
    assert f"the loss falls to {computed['L_after']}" in text


@pytest.mark.parametrize(
    ("cell", "id"), [("faded-1", "last-step"), ("faded-2", "last-two-steps"), ("paper", "on-paper")]
)
def test_the_drawing_of_a_calculation_has_its_weights_and_biases(cell, id):
    drawn = [float(n) for n in re.search(r"drawn\.vector = \[(.*)\]", CELLS[cell].source)[1].split(",")]
    h_1, h_2, o = given(id)[2]
    assert drawn == [*np.transpose([h_1, h_2]).ravel(), *o]
    assert f'lesson.fill_in("{id}", picture=' in CELLS[cell].source
