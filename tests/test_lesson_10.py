"""The numbers of lesson 10, computed anew: the steps, the calculations, the directions, the bugs and the cards."""

import re

import numpy as np
import pytest

import bplib as bp
from bplib.demonstrations import BugHunt
from bplib.demonstrations.differences import small_network
from bplib.live.gradient_checking import STEPS
from written import NUMBER, number, read_lesson

WORDS, CELLS, printed = read_lesson("10_gradient_check")


def numbers(text):
    return [number(one) for one in re.findall(NUMBER, text)]


def error(a, b):
    """The relative error of two numbers, as the lesson defines it."""
    return abs(a - b) / max(1e-8, abs(a) + abs(b))


def test_the_program_with_the_bug_4oes_better_on_new_digits():
    """Trained anew, its gradients by bplib with the slope of tanh divided out again."""
    images, labels = bp.datasets.digits()
    pixels, network, right = images.reshape(-1, 64), bp.Network(bp.Dense(64, 32, bp.tanh), bp.Dense(32, 10)), {}
    for name in ("Cleo", "Dan"):
        rng = np.random.default_rng(0)
        p = bp.initialize(network, rng)
        for _ in range(100):
            batch = rng.choice(1200, 32, replace=False)
            cache = bp.forward(network, p, pixels[batch])
            g = bp.backward(network, p, cache, bp.softmax_cross_entropy.gradient(cache.output, labels[batch]))
            if name == "Dan":
                delta = cache.deltas[0] / (1 - cache.activations[0] ** 2)
                g[0].weights, g[0].biases = pixels[batch].T @ delta, delta.sum(axis=0)
            bp.update(p, g, bp.GradientDescent(0.1))
        found = bp.forward(network, p, pixels[1200:]).output.argmax(axis=1)
        right[name] = np.mean(found == labels[1200:])
        assert f"{name}: {right[name]:.0%} of new digits right" in printed("hook")
    assert right["Dan"] > right["Cleo"] + 0.005


def test_the_task_asks_for_both_lowest_points_and_does_not_begin_at_one():
    asked, quotients = WORDS["lowest-points"]["reached"], small_network()
    assert asked == [{"difference": "central", "precision": name, "lowest": "yes"} for name in ("float64", "float32")]
    begin = bp.live.gradient_check_curve()._known()
    assert (begin["precision"], begin["lowest"]) == ("float64", "no")
    assert len(quotients.theta) == 13 and "has 13 weights and biases" in CELLS["widget-text"].source


def test_the_best_powers_of_ten_and_what_is_lost_in_float32():
    best = {}
    for dtype in (np.float64, np.float32):
        errors = {k: small_network().error(10.0**-k, dtype=dtype).error for k in range(1, 12)}
        best[dtype] = min(errors, key=errors.get)
    assert best == {np.float64: 5, np.float32: 2}
    assert printed("reveal").split("\n")[:2] == [
        "float64: of the powers of ten, the step 1e-05 is best", "float32: of the powers of ten, the step 0.01 is best",
    ]  # fmt: skip
    assert "about 0.01" in WORDS["float32"]["choices"] and "about 1,000 times as large" in WORDS["float32"]["because"]
    lowest = min(small_network().error(step, dtype=np.float32).error for step in STEPS)
    assert 0.00015 < lowest < 0.0004 and "wrong by 0.0002 at best" in CELLS["relative"].source


def test_the_table_of_rounding_has_machine_epsilon_and_its_roots():
    rows = re.findall(r"^\|(float\d+)\|([^|]+)\|([^|]+)\|([^|]+)\|$", CELLS["rounding"].source, re.M)
    assert [name for name, *_ in rows] == ["float64", "float32"]
    for name, *told in rows:
        u = 2.0 ** {"float64": -52, "float32": -23}[name]
        assert [number(one.replace("e−", "e-")) for one in told] == pytest.approx([u, u ** (1 / 3), u**0.5], rel=0.15)


def test_the_cube_has_the_errors_that_truncation_predicts():
    rows = re.findall(rf"\(({NUMBER})-({NUMBER})\)/({NUMBER}) &= ({NUMBER})", CELLS["truncation"].source)
    central, forward = (lambda h: 3 + h**2), (lambda h: 3 + 3 * h + h**2)  # w³ at 1: L′ = 3, L″ = L‴ = 6
    assert len(rows) == 4
    for (above, below, width, slope), (f, h) in zip(
        rows, [(forward, 0.1), (central, 0.1), (forward, 0.01), (central, 0.01)], strict=True
    ):
        at = [(1 + h) ** 3, 1 if f is forward else (1 - h) ** 3, h if f is forward else 2 * h]
        assert [number(above), number(below), number(width)] == pytest.approx(at, rel=1e-12)
        assert number(slope) == pytest.approx(f(h), rel=1e-12)


def test_the_factors_have_the_errors_that_the_text_says():
    text = CELLS["relative"].source
    assert "for twice as much $1/3$, for five times $4/6$, for 0 or a wrong sign 1" in text
    told = [(2, 1 / 3), (5, 4 / 6), (0, 1), (-1, 1)]
    for k, expected in told:
        assert error(k * 0.7, 0.7) == pytest.approx(expected)
        assert k < 0 or abs(k - 1) / (abs(k) + 1) == pytest.approx(expected)


def test_one_direction_checks_26_001_gradients_and_misses_no_lost_biases():
    n, rng = 500, np.random.default_rng(0)
    network = bp.Network(bp.Dense(50, n, bp.tanh), bp.Dense(n, 1))
    p, x, y = bp.initialize(network, rng), rng.normal(size=(20, 50)), rng.normal(size=(20, 1))
    v = rng.normal(size=network.n_parameters)
    v /= np.sqrt((v**2).sum())
    w_1, b_1, w_2, b_2 = (v[i:j].reshape(shape) for i, j, shape in (
        (0, 25000, (50, n)), (25000, 25500, (n,)), (25500, 26000, (n, 1)), (26000, 26001, (1,)),
    ))  # fmt: skip
    a = np.tanh(x @ p[0].weights + p[0].biases)  # forward mode: how the answer moves along v
    moves = {"all": (1 - a**2) * (x @ w_1 + b_1), "without": (1 - a**2) * (x @ w_1)}
    off = (a @ p[1].weights + p[1].biases - y) / len(x)
    slopes = {name: (off * (move @ p[1].weights + a @ w_2 + b_2)).sum() for name, move in moves.items()}
    lines = printed("directions-code").splitlines()
    assert lines[0].endswith(f"{slopes['all']:.7f}") and lines[1].endswith(f"{slopes['all']:.7f}")
    assert lines[2].endswith(f"{slopes['without']:.7f}") and error(*slopes.values()) > 0.1
    assert "all 26,001 gradients" in lines[1] and f"{2 * network.n_parameters:,}" == "52,002"
    for text in (CELLS["directions"].source, WORDS["remember"]["questions"][0]["right"]):
        assert "52,002" in text


def test_the_worked_example_is_what_bplib_computes():
    network = bp.Network(bp.Dense(1, 1), bp.Dense(1, 1))
    p, two, four = bp.initialize(network, np.random.default_rng(0)), np.array([[2.0]]), np.array([[4.0]])
    p.vector = [1, 0, 3, 0]
    cache = bp.forward(network, p, two)
    gradients = bp.backward(network, p, cache, bp.half_mean_squared_error.gradient(cache.output, four))
    right = [gradients[0].weights[0, 0], gradients[1].weights[0, 0]]
    assert right == [12, 4] and cache.deltas[0] == 6 and cache.deltas[1] == 2
    text = CELLS["worked"].source + CELLS["worked-errors"].source
    for change, w in ((1.1, 0), (0.9, 0), (3.1, 2), (2.9, 2)):
        moved = p.copy()
        moved.vector[w] = change
        output = bp.forward(network, moved, two).output
        told = f"={output[0, 0]:.1f}&L"
        assert told in text and f"={bp.half_mean_squared_error.value(output, four):.2f}" in text
    first, second, third = printed("worked-code").splitlines()
    assert numbers(first) == right
    assert number(second.split()[-1]) == max(error(4, 12), error(4, 4)) == 0.5 and third.endswith("0.00")


NEURONS = {  # weights and bias, inputs, target, and what the program gives
    "errors-missing": ([2, -1, 1], [1, 3], -3, lambda delta, inputs: [delta, delta, delta]),
    "slopes-missing": ([1, 2, -1], [2, -1], 1, lambda delta, inputs: [2 * delta * i for i in (*inputs, 1)]),
}


def measured(id):
    """Of each parameter of the neuron its value and the loss, above and below, and the slope."""
    values, inputs, target, _ = NEURONS[id]
    rows = []
    for i in range(3):
        row = []
        for step in (1, -1):
            w = np.array(values, float)
            w[i] += step
            row += [w[i], 0.5 * (w[:2] @ inputs + w[2] - target) ** 2]
        rows.append([*row, (row[1] - row[3]) / 2])
    return rows


@pytest.mark.parametrize("id", NEURONS)
def test_the_given_lines_of_a_calculation_are_right(id):
    (values, inputs, target, program), words = NEURONS[id], WORDS[id]
    lines = words["steps"].strip().splitlines()
    a = np.dot(values[:2], inputs) + values[2]
    assert numbers(lines[0].split("=")[2].split(",")[0]) == [a] and numbers(lines[0].split("=")[-1]) == [a - target]
    told = [number(one) for one in re.findall(rf": ({NUMBER})", lines[1])]
    assert told == program(a - target, inputs)
    for line, (up, above, down, below, slope) in zip(lines[2:5], measured(id), strict=True):
        found = [number(one) for one in re.findall(rf"(?:up to|down to|L =) ({NUMBER})", line)]
        assert found == [up, above, down, below]
        assert "measured" not in line or numbers(line.split("=")[-1]) == [slope]
    told = re.search(
        r"weights (\S+) and (\S+) and the bias (\S+); the inputs are (\S+) and (\S+), .* is (\S+),", words["text"]
    )
    assert [number(one) for one in told.groups()] == [*values, *inputs, target]


@pytest.mark.parametrize("id", NEURONS)
def test_every_number_to_fill_in_is_what_the_loss_gives(id):
    values, inputs, target, program = NEURONS[id]
    delta, slopes = np.dot(values[:2], inputs) + values[2] - target, [row[-1] for row in measured(id)]
    assert slopes == [delta * i for i in (*inputs, 1)]  # a parabola: exact with any step
    given = program(delta, inputs)
    errors = [error(*pair) for pair in zip(given, slopes, strict=True)]
    at = 1  # the weight whose factor is asked for
    right = dict(zip(("s1", "s2", "sb"), slopes, strict=True)) | dict(zip(("e1", "e2", "eb"), errors, strict=True))
    right |= {"worst": max(errors), "k": given[at] / slopes[at]}
    blanks = WORDS[id]["blanks"]
    for name, blank in blanks.items():
        assert blank["value"] == pytest.approx(right[name], abs=5e-5), name
        assert not {number(slip) for slip in blank.get("slips", {})} & {blank["value"]}
    assert id == "errors-missing" or len({g / s for g, s in zip(given, slopes, strict=True)}) == 1


@pytest.mark.parametrize("id", NEURONS)
def test_every_slip_is_what_the_slip_gives(id):
    values, inputs, target, program = NEURONS[id]
    given = program(np.dot(values[:2], inputs) + values[2] - target, inputs)
    for i, name in enumerate(("1", "2", "b")):
        g, m = given[i], measured(id)[i][-1]
        possible = {f"s{name}": {-m, 2 * m}}
        off, sizes = abs(g - m), abs(g) + abs(m)
        possible[f"e{name}"] = {off, off / abs(g), off / abs(m), -off / sizes}
        for blank, found in possible.items():
            for slip in WORDS[id]["blanks"].get(blank, {}).get("slips", {}):
                assert any(number(slip) == pytest.approx(one, abs=5e-5) for one in found), (blank, slip)
    if id == "errors-missing":
        assert {*WORDS[id]["blanks"]["worst"]["slips"]} == {"0.1667", "0"}  # mean and smallest of 0, 0.5, 0


@pytest.mark.parametrize("order", ["lines", "also"])
def test_the_lines_to_be_ordered_measure_a_gradient_and_put_everything_back(order):
    lines = WORDS["measure-lines"][order]
    w = np.random.default_rng(0).normal(size=(2, 3))
    before, space = w.copy(), {"np": np, "w": w, "h": 1e-5, "loss_of": lambda w: float(np.sum(np.sin(w) * w[::-1]))}
    exec(lines if order == "lines" else lines[0], space)
    expected = np.cos(before) * before[::-1] + np.sin(before[::-1])
    np.testing.assert_allclose(space["gradient"], expected, atol=1e-9)
    np.testing.assert_array_equal(w, before)


def test_the_distractor_of_the_order_measures_something_else():
    lines, (wrong,) = WORDS["measure-lines"]["lines"], WORDS["measure-lines"]["distractors"]
    space = {"np": np, "w": np.array([1.0, 2.0]), "h": 1e-5, "loss_of": lambda w: float(w @ w)}
    exec(lines.replace("w[i] = old - h", wrong), space)
    np.testing.assert_allclose(space["gradient"], [1, 2], rtol=1e-4)  # half of it


@pytest.mark.parametrize(("cell", "bug", "n"), [
    ("bug-1", 0, 1), ("bug-1", 1, 1), ("bug-2", 2, 5), ("bug-3", 3, 5), ("bug-4", 4, 1), ("bug-5", 5, 1),
])  # fmt: skip
def test_each_bug_shows_the_factors_that_its_question_names(cell, bug, n):
    shown = repr(BugHunt.small().first(n).check(bug))
    assert shown in printed(cell)
    if cell in ("bug-4", "bug-5"):
        factors = numbers(shown.splitlines()[2].split("RED")[1])
        told = numbers(re.search(r": (.*?)(?: in the columns.*)?\. Which", WORDS[cell]["text"])[1].replace("and", ""))
        assert [factors[i] for i in range(3)] == told


def test_the_prediction_of_the_error_is_four_sixths():
    assert BugHunt.small().check(2).errors["W₁"] == pytest.approx(4 / 6, rel=1e-6)
    assert "divided by 5 + 1 = 6" in WORDS["bug-2"]["because"] and "0.67 RED" in printed("bug-2")
    assert all("5.00" in line for line in printed("bug-2").splitlines()[2:])


def test_a_step_across_the_kink_measures_the_slope_of_no_side():
    z, lines = 3e-6, printed("card-1-check").splitlines()
    for h, line in zip((1e-5, 1e-6), lines, strict=True):
        value = lambda w: 0.5 * (max(w - 1 + z, 0) - 1) ** 2  # noqa: E731
        m, g = (value(1 + h) - value(1 - h)) / (2 * h), z - 1
        told = f"step {h:.6f}: gradient {g:.4f}, measured {m:.4f}, relative error {error(g, m):.4f}"
        assert line == told
    assert "0.65" in lines[0] and lines[1].endswith("0.0000")


def test_what_a_check_cannot_find_is_green():
    assert printed("card-2-check").count("nothing red") == 4 == len(printed("card-2-check").splitlines())
    assert sorted([1, 0, 0, 1, 2]) == sorted(BugHunt.small().labels)


def test_the_rounding_that_bug_5_is_compared_with_is_far_below_it():
    hunt = BugHunt.small().first(1)
    assert "Rounding is near 0.0000000001 here. An error of 0.06" in WORDS["bug-5"]["answers"][3][1]
    assert max(hunt.check().errors.values()) < 1e-9
    assert max(hunt.check(5).errors.values()) == pytest.approx(0.06, abs=0.005)
