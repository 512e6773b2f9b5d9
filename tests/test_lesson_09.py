"""The numbers of lesson 09, computed anew: examples, blanks and their slips, the task, the costs and the cards."""

import re
from itertools import pairwise

import numpy as np
import pytest

import bplib as bp
from bplib.demonstrations import matrix_steps
from written import NUMBER, number, read_lesson

WORDS, CELLS, printed = read_lesson("09_backpropagation_in_matrices")


def matrices(id):
    """The matrices of a text, in their order."""
    found = re.findall(r"\\begin\{pmatrix\}(.*?)\\end\{pmatrix\}", CELLS[id].source, re.S)
    return [[[number(entry) for entry in row.split("&")] for row in one.split(r"\\")] for one in found]


def passes(x, y, weights_1, biases_1, weights_2, loss, last=bp.identity):
    """Cache and gradients of a network with a hidden layer of ReLU, whose output biases are 0."""
    x, weights_1, weights_2 = (np.array(one, float) for one in (x, weights_1, weights_2))
    network = bp.Network(bp.Dense(*weights_1.shape, bp.relu), bp.Dense(*weights_2.shape, last))
    parameters = bp.initialize(network, np.random.default_rng(0))
    parameters.vector = np.concatenate([weights_1.ravel(), biases_1, weights_2.ravel(), [0] * weights_2.shape[1]])
    np.testing.assert_array_equal(parameters[0].weights, weights_1)
    cache = bp.forward(network, parameters, x)
    return cache, bp.backward(network, parameters, cache, loss.gradient(cache.output, np.array(y)))


def to_fill_in(id):
    """x, y and weights as the first lines of a calculation say them, and what bplib makes of them."""
    lines = WORDS[id]["steps"].strip().splitlines()
    if id == "gradients-missing":
        x, y, weights_2 = [[1, 2, 0], [3, -1, 1]], [[9], [-6]], [[3], [-2]]
        h_1, h_2 = [1, 2, -3], [1, 0, 1]
        assert lines[0] == "x: row 1 is (1, 2, 0), row 2 is (3, −1, 1); y: 9 and −6"
        assert lines[1] == "weights into h₁: 1, 2, −3; into h₂: 1, 0, 1; from h₁ and h₂ to o: 3, −2; all biases 0"
    else:
        x, y, weights_2 = [[1, -1], [2, 1]], [[2, 6], [-1, -7]], [[1, -2], [3, 1]]
        h_1, h_2 = [1, 2], [1, -1]
        assert lines[0] == "x: row 1 is (1, −1), row 2 is (2, 1); y: row 1 is (2, 6), row 2 is (−1, −7)"
        assert lines[1] == "weights into h₁: 1, 2; into h₂: 1, −1; all biases 0"
        assert lines[2] == "W₂: row 1, from h₁, is (1, −2); row 2, from h₂, is (3, 1)"
    weights_1, loss = np.transpose([h_1, h_2]), bp.half_mean_squared_error
    return (np.array(x), np.array(weights_2), *passes(x, y, weights_1, [0, 0], weights_2, loss))


def computed(id):
    """Every number that may be asked for, by the names of the blanks."""
    _, _, cache, gradients = to_fill_in(id)
    numbers = {f"d{r + 1}{j + 1}": cache.deltas[0][r, j] for r in (0, 1) for j in (0, 1)}
    weights = gradients[0].weights
    numbers |= {f"x{i + 1}h{j + 1}": weights[i, j] for i in range(len(weights)) for j in (0, 1)}
    numbers |= {"b2": gradients[0].biases[1], "h1o": gradients[1].weights[0, 0], "h2o": gradients[1].weights[1, 0]}
    return numbers


def slips(id):
    """What a slip would give: the mean for the sum, ReLU forgotten, a sign lost, W₂ without its transpose."""
    x, weights_2, cache, _ = to_fill_in(id)
    right, delta_2 = computed(id), cache.deltas[1]
    back, through = delta_2 @ weights_2.T, cache.deltas[0]
    found = {name: {value / 2} for name, value in right.items() if name[0] != "d"}
    for i in range(x.shape[1]):
        for j in (0, 1):
            each_with_all = x[1, i] * through[0, j]
            lost = abs(x[:, i]) @ through[:, j]
            found[f"x{i + 1}h{j + 1}"] |= {x[:, i] @ back[:, j], lost, each_with_all}
    found["b2"] |= {0}
    found["h1o"] |= {cache.pre_activations[0][:, 0] @ delta_2[:, 0]}
    for r in (0, 1):
        for j in (0, 1):
            found[f"d{r + 1}{j + 1}"] = {back[r, j], abs(delta_2[r]) @ abs(weights_2[j])}
            if weights_2.shape[0] == weights_2.shape[1]:
                found[f"d{r + 1}{j + 1}"] |= {(delta_2 @ weights_2)[r, j]}
    return found


@pytest.mark.parametrize("id", ["gradients-missing", "back-missing"])
def test_every_number_to_fill_in_is_what_bplib_computes(id):
    numbers = computed(id)
    blanks = {name: blank["value"] for name, blank in WORDS[id]["blanks"].items()}
    assert blanks == {name: numbers[name] for name in blanks}


@pytest.mark.parametrize("id", ["gradients-missing", "back-missing"])
def test_every_slip_is_a_number_that_the_slip_gives_and_never_the_right_one(id):
    possible = slips(id)
    for name, blank in WORDS[id]["blanks"].items():
        for slip in map(float, blank.get("slips", {})):
            assert slip in possible[name] and slip != blank["value"], (name, slip)


@pytest.mark.parametrize("id", ["gradients-missing", "back-missing"])
def test_every_reason_of_a_blank_gives_its_number(id):
    for name, blank in WORDS[id]["blanks"].items():
        sums = re.findall(rf"\(?{NUMBER}\)?(?: [·+] \(?{NUMBER}\)?)+", blank["because"].replace("1/n", ""))
        values = [eval(one.replace("−", "-").replace("·", "*"), {}) for one in sums]
        assert values in ([blank["value"]], []), name
        assert values or blank["value"] == 0


def test_the_given_steps_of_the_calculations_are_right():
    for id in ("gradients-missing", "back-missing"):
        _, weights_2, cache, _ = to_fill_in(id)
        steps, (z, a) = WORDS[id]["steps"], (cache.pre_activations[0], cache.activations[0])
        for j, unit in enumerate("₁₂"):
            for letter, values in (("z", z), ("a", a)):
                pair = re.search(rf"\b{letter} of h{unit}: ({NUMBER}) and ({NUMBER})", steps).groups()
                assert [*map(number, pair)] == list(values[:, j])
        outputs = re.search(r"ŷ: (.*)", steps)[1].replace("row 1", "").replace("row 2", "")
        assert [*map(number, re.findall(NUMBER, outputs))] == list(cache.output.ravel())
    _, _, cache, _ = to_fill_in("back-missing")
    assert cache.deltas[1].tolist() == [[1, -1], [2, 0]]
    _, weights_2, cache, _ = to_fill_in("gradients-missing")
    assert (cache.deltas[1] @ weights_2.T).tolist() == [[6, -4], [-3, 2]]
    assert cache.deltas[0].tolist() == [[6, -4], [0, 2]]


def test_every_matrix_of_the_worked_example_is_what_bplib_computes():
    x, weights_1, [biases_1], weights_2, z_1, a_1, z_2 = matrices("worked-forward")
    cache, gradients = passes(x, [0, 1], weights_1, biases_1, weights_2, bp.softmax_cross_entropy)
    for told, values in zip(
        (z_1, a_1, z_2), (cache.pre_activations[0], cache.activations[0], cache.output), strict=True
    ):
        np.testing.assert_array_equal(told, values)
    delta_2, turned, same, d_weights_2 = matrices("worked-delta")
    for told, values in ((delta_2, cache.deltas[1]), (turned, cache.activations[0].T), (same, delta_2)):
        np.testing.assert_allclose(told, values, atol=1e-15)
    back, delta_1, d_weights_1, [d_biases_1] = matrices("worked-back")
    for told, values in (
        (d_weights_2, gradients[1].weights), (d_weights_1, gradients[0].weights), (d_biases_1, gradients[0].biases),
        (back, cache.deltas[1] @ np.transpose(weights_2)), (delta_1, cache.deltas[0]), ([0, 0], gradients[1].biases),
    ):  # fmt: skip
        np.testing.assert_allclose(told, values, atol=1e-15)
    assert f"{bp.softmax_cross_entropy.value(cache.output, np.array([0, 1])):.4f}" in CELLS["worked-delta"].source


def test_the_code_of_the_worked_example_prints_its_gradients():
    def same(text, *expected):
        found = [number(one) for one in re.findall(NUMBER, text)]
        assert found == [entry for one in expected for row in one for entry in row]

    d_weights_2, (_, _, d_weights_1, d_biases_1) = matrices("worked-delta")[3], matrices("worked-back")
    weights, biases = printed("worked-code").splitlines()
    same(weights, d_weights_2, d_weights_1)
    same(biases, [[0, 0]], d_biases_1)


def test_entry_by_entry_is_the_product():
    entries, product = (line.split(":")[1].strip() for line in printed("loops").splitlines())
    assert entries == product == str((np.array([[1, 2, 0], [3, -1, 1]]).T @ np.array([[2, -1], [1, 4]])).tolist())


def test_without_the_division_a_large_batch_learns_nothing_and_with_it_both_learn():
    images, labels = bp.datasets.digits()
    pixels, network, right = images.reshape(-1, 64), bp.Network(bp.Dense(64, 32, bp.relu), bp.Dense(32, 10)), {}
    for n, divided in ((8, 1), (512, 1), (512, 512)):
        rng = np.random.default_rng(0)
        parameters = bp.initialize(network, rng)
        for _ in range(300):
            batch = rng.choice(len(pixels), n, replace=False)
            cache = bp.forward(network, parameters, pixels[batch])
            d_output = bp.softmax_cross_entropy.gradient(cache.output, labels[batch]) * n / divided
            bp.update(parameters, bp.backward(network, parameters, cache, d_output), bp.GradientDescent(0.05))
        found = bp.forward(network, parameters, pixels).output.argmax(axis=1)
        right[n, divided] = np.mean(found == labels)
    told = [f"{right[n, 1]:.0%} of all digits" in printed("hook") for n in (8, 512)]
    assert told == [True, True] and right[512, 1] < 0.15 and min(right[8, 1], right[512, 512]) > 0.7


def test_the_cost_of_the_prediction_is_counted_from_the_shapes():
    steps = matrix_steps([64, 32, 10], 1)
    forward, backward = (sum(s.n_products for s in steps if s.backward == back) for back in (False, True))
    assert f"forward {forward:,}   backward {backward:,}   backward / forward = {backward / forward:.2f}" in printed(
        "reveal"
    )
    network = bp.Network(bp.Dense(64, 32, bp.relu), bp.Dense(32, 10))
    assert f"{network.n_parameters:,} weights and biases" in CELLS["predict-text"].source
    assert f"All {network.n_parameters:,} gradients" in WORDS["cost"]["text"]
    assert f"about {2 * network.n_parameters:,} forward passes" in WORDS["cost"]["choices"]
    assert f"about {backward / forward:.0f} forward pass" in WORDS["cost"]["choices"]


def test_the_card_of_the_cost_counts_what_a_pass_costs_and_names_a_network_of_it():
    lines = printed("card-2-check").splitlines()
    for sizes, line in zip(((64, 32, 10), (50, 500, 1), (784, 500, 500, 10)), lines, strict=True):
        weights = [m * k for m, k in pairwise(sizes)]
        n_parameters, forward = sum(weights) + sum(sizes[1:]), sum(weights)
        cost = (forward + 2 * forward - weights[0]) / forward
        told = f"{n_parameters:,} parameters: all gradients cost {cost:.2f} forward passes, by nudging "
        assert line.strip() == f"{told}{2 * n_parameters:,}"
        assert 2 <= round(cost, 2) < 3
    assert "26,001" in lines[1] and "26,001 parameters that is 52,002" in WORDS["nudging-will-do"]["because"]


def test_the_wrong_transpose_is_measured_against_central_differences():
    rng, labels = np.random.default_rng(0), bp.datasets.digits()[1]
    pixels, loss = bp.datasets.digits()[0].reshape(-1, 64), bp.softmax_cross_entropy
    network = bp.Network(bp.Dense(64, 32, bp.relu), bp.Dense(32, 32, bp.relu), bp.Dense(32, 10))
    parameters = bp.initialize(network, rng)
    cache = bp.forward(network, parameters, pixels)
    gradients = bp.backward(network, parameters, cache, loss.gradient(cache.output, labels))
    wrong = pixels.T @ (cache.deltas[1] @ parameters[1].weights * (cache.pre_activations[0] > 0))
    off = np.linalg.norm(wrong - gradients[0].weights) / np.linalg.norm(gradients[0].weights)
    assert f"an error {off:.2f} times" in printed("card-1-check") and off > 0.5
    assert printed("card-1-check").count("(64, 32)") == 2
    told = re.search(rf"measured: ({NUMBER})   by the lines above: ({NUMBER})", printed("check-compare")).groups()
    assert f"{gradients[1].weights[3, 5]:.6f}" == told[1]
    assert float(told[0]) == pytest.approx(float(told[1]), abs=2e-6) and abs(float(told[1])) > 1e-4
    assert "all six arrays: True" in printed("check-compare")


def test_the_way_back_is_written_in_under_20_lines():
    lines = CELLS["check"].source.split("\n\n\n")[0].splitlines()
    assert lines[0].startswith("def gradients_of") and len(lines) < 20


def test_the_task_of_the_inspector_can_be_reached_but_not_where_it_begins():
    live = bp.live.shape_inspector([64, 32, 10], batch_size=16)
    asked = WORDS["not-noticed"]["reached"]
    assert live._known()["without_transpose"] != asked["without_transpose"]
    hidden = [n for n in live._controls[2].values if matrix_steps([64, n, 10], 16)[6].fits_untransposed]
    assert hidden == [10]  # as the answer to the question after it says
    batches = [n for n in live._controls[1].values if matrix_steps([64, 32, 10], n)[4].fits_untransposed]
    assert batches == [32]


def test_the_lines_to_be_ordered_give_the_gradients_of_the_first_layer():
    x, weights_1, [biases_1], weights_2, *_ = map(np.array, matrices("worked-forward"))
    space = {"np": np, "bp": bp, "x": x, "weights_1": weights_1, "biases_1": biases_1, "y": np.eye(2)}
    exec(WORDS["first-layer-lines"]["lines"], space | {"weights_2": weights_2, "biases_2": np.zeros(2)}, space)
    np.testing.assert_allclose(space["d_weights_1"], matrices("worked-back")[2])
