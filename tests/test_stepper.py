"""The stepper: every number is bplib's own, every formula gives it, and the code is the code that runs."""

import math
import re
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

import bplib as bp
from bplib.figures import LABELS, StepDiagram, Steps
from bplib.figures.excerpts import excerpt
from bplib.figures.formulas import ACTIVATIONS, LOSSES, Term
from diagrams import check_that_all_can_be_read, small

ROOT = Path(__file__).parents[1]
N_NETWORKS = 20
OPTIMIZERS = [None, bp.GradientDescent(0.3), bp.Momentum(0.3, 0.8), bp.Adam(0.3)]
MATHEMATICS = {
    "σ": lambda z: 1 / (1 + math.exp(-z)), "tanh": math.tanh, "max": max, "exp": math.exp, "ln": math.log, "abs": abs,
}  # fmt: skip


def random_case(seed):
    """Network, parameters, loss, x, y and an optimizer: other sizes, activations and losses for each seed."""
    rng = np.random.default_rng(seed)
    sizes = [int(n) for n in rng.integers(1, 5, size=rng.integers(2, 5))]
    loss = LOSSES[seed % len(LOSSES)]
    if loss is bp.softmax_cross_entropy:
        sizes[-1] = max(2, sizes[-1])
    layers = [bp.Dense(n, m, ACTIVATIONS[rng.integers(4)]) for n, m in pairwise(sizes)]
    if loss.takes_logits:
        layers[-1] = bp.Dense(*sizes[-2:], [bp.identity, bp.tanh][seed % 2])
    network = bp.Network(*layers)
    parameters = bp.initialize(network, rng)
    parameters.vector = rng.normal(size=network.n_parameters)
    y = {
        bp.softmax_cross_entropy: rng.integers(sizes[-1], size=1),
        bp.binary_cross_entropy: rng.integers(2, size=(1, sizes[-1])).astype(float),
    }.get(loss, rng.normal(size=(1, sizes[-1])))
    return network, parameters, loss, rng.normal(size=(1, sizes[0])), y, OPTIMIZERS[seed % 4]


def calculated(formula):
    """The right side of a formula, calculated from its own text with unrounded numbers."""
    text = "".join(f"({piece.value!r})" if isinstance(piece, Term) else piece for piece in formula.pieces)
    text = re.sub(r"\|([^|]+)\|", r"abs(\1)", text)
    for sign, operator in (("−", "-"), ("·", "*"), ("²", "**2"), ("½", "0.5")):
        text = text.replace(sign, operator)
    return eval(text, {"__builtins__": {}}, MATHEMATICS)


def own_number(key, network, parameters, cache, gradients, new_parameters, loss, d_output, y):
    """The number of this name where bplib itself keeps it."""
    kind, *index = key
    l, unit = (index[0], tuple(index[1:])) if len(index) > 1 else (None, tuple(index))
    return {
        "pre_activation": lambda: cache.pre_activations[l][0][unit],
        "activation": lambda: cache.activations[l][0][unit],
        "delta": lambda: cache.deltas[l][0][unit],
        "loss": lambda: loss.value(cache.output, y),
        "weight_gradient": lambda: gradients[l].weights[unit],
        "bias_gradient": lambda: gradients[l].biases[unit],
        "new_weight": lambda: new_parameters[l].weights[unit],
        "new_bias": lambda: new_parameters[l].biases[unit],
        "probability": lambda: (bp.softmax if loss is bp.softmax_cross_entropy else bp.sigmoid)(cache.output)[0][unit],
    }[kind]()


@pytest.mark.parametrize("seed", range(N_NETWORKS))
def test_every_number_of_every_step_is_bplibs_own(seed):
    network, parameters, loss, x, y, optimizer = random_case(seed)
    steps = Steps(network, parameters, loss, x, y, optimizer)
    cache = bp.forward(network, parameters, x)
    d_output = loss.gradient(cache.output, y)
    gradients = bp.backward(network, parameters, cache, d_output)
    new_parameters = parameters.copy()
    if optimizer:
        optimizer.reset()
        bp.update(new_parameters, gradients, optimizer)
    shown = {}
    for formula in (formula for step in steps for formula in step.formulas):
        key = formula.result.key
        assert formula.result.value == own_number(
            key, network, parameters, cache, gradients, new_parameters, loss, d_output, y
        )
        assert calculated(formula) == pytest.approx(formula.result.value, rel=1e-9, abs=1e-12), formula.letters
        shown[key] = formula.result.value
    kinds = [key[0] for key in shown]
    n_units = sum(layer.n_outputs for layer in network.layers)
    assert [kinds.count(kind) for kind in ("pre_activation", "activation", "delta", "loss")] == [*[n_units] * 3, 1]
    assert kinds.count("weight_gradient") + kinds.count("bias_gradient") == network.n_parameters
    assert kinds.count("new_weight") + kinds.count("new_bias") == (network.n_parameters if optimizer else 0)


@pytest.mark.parametrize("seed", range(N_NETWORKS))
def test_the_product_on_the_path_of_every_weight_is_its_gradient(seed):
    steps = Steps(*random_case(seed)[:5])
    network, parameters, loss, x, y, _ = random_case(seed)
    cache = bp.forward(network, parameters, x)
    gradients = bp.backward(network, parameters, cache, loss.gradient(cache.output, y))
    assert len(steps.weights) == sum(layer.weights.size for layer in parameters)
    for _, l, i, j in steps.weights.values():
        for formula in steps.path(("weight", l, i, j)):
            assert formula.result.value == gradients[l].weights[i, j]
            assert calculated(formula) == pytest.approx(gradients[l].weights[i, j], rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("seed", range(N_NETWORKS))
def test_what_is_shown_grows_step_by_step_and_nothing_is_known_too_early(seed):
    case = random_case(seed)
    steps = Steps(*case)
    before = frozenset()
    for step in steps:
        used = {piece.key for formula in step.formulas for piece in formula.pieces if isinstance(piece, Term)}
        assert used <= step.known
        assert step.known >= before
        assert not {formula.result.key for formula in step.formulas} & before
        before = step.known
    numbers = StepDiagram(steps).describe(len(steps)).numbers.values()
    assert all(number.known for number in numbers)
    assert not all(number.known for number in StepDiagram(steps).describe(1).numbers.values())


@pytest.mark.parametrize("seed", range(N_NETWORKS))
def test_every_step_can_be_read(seed):
    steps = Steps(*random_case(seed))
    drawing = StepDiagram(steps)
    for number in range(1, len(steps) + 1, 3):
        check_that_all_can_be_read(drawing.describe(number))
    check_that_all_can_be_read(drawing.describe(len(steps), next(iter(steps.weights))))


def test_the_steps_have_the_six_labels_in_their_order():
    labels = [step.label for step in small(optimizer=bp.GradientDescent(0.5))]
    expected = [3, 1, 1, 2, 3, 3]
    assert labels == [label for label, n in zip(LABELS, expected, strict=True) for _ in range(n)]
    assert "UPDATE" not in {step.label for step in small()}


def test_the_formulas_of_a_small_network_read_as_in_the_lessons():
    steps = small(optimizer=bp.GradientDescent(0.5))
    read = [[f"{f.result.letter} {f.sign} {f.letters} = {f.numbers} = {f.value_text()}" for f in step.formulas]
            for step in steps]  # fmt: skip
    assert read[0] == ["zₕ₁ = wₓ₁ₕ₁·x₁ + wₓ₂ₕ₁·x₂ + bₕ₁ = 0.5·1 + 1·2 + 0 = 2.5", "aₕ₁ = σ(zₕ₁) = σ(2.5) = 0.924"]
    assert read[3] == ["L = ½·(aₒ − y)² = ½·(0.574 − 1)² = 0.0906"]
    assert read[4] == ["δₒ = (aₒ − y) · aₒ·(1 − aₒ) = (0.574 − 1) · 0.574·(1 − 0.574) = −0.104"]
    assert read[5] == ["δₕ₁ = wₕ₁ₒ·δₒ · aₕ₁·(1 − aₕ₁) = 1·(−0.104) · 0.924·(1 − 0.924) = −0.0073"]
    assert read[7][1] == "∂L/∂wₓ₂ₕ₁ = x₂ · δₕ₁ = 2 · (−0.0073) = −0.0146"
    assert read[12][2] == "bₒ ← bₒ − η · ∂L/∂bₒ = 0.5 − 0.5 · (−0.104) = 0.552"


def test_a_weight_of_several_ways_is_a_sum_of_products():
    network = bp.Network(bp.Dense(1, 1, bp.tanh), bp.Dense(1, 2))
    parameters = bp.initialize(network, np.random.default_rng(0))
    steps = Steps(network, parameters, bp.mean_squared_error, np.ones((1, 1)), np.ones((1, 2)))
    assert list(steps.weights) == ["x → h", "h → o₁", "h → o₂"]
    short, long = steps.path(("weight", 0, 0, 0))
    assert short.letters == "x · δₕ"
    assert long.letters == "x · (wₕₒ₁·δₒ₁ + wₕₒ₂·δₒ₂) · (1 − aₕ²)"


@pytest.mark.parametrize(("activation", "loss"), [*zip(ACTIVATIONS, LOSSES, strict=True)], ids=str)
@pytest.mark.parametrize("optimizer", OPTIMIZERS[1:], ids=str)
def test_the_code_is_the_source_that_runs(activation, loss, optimizer):
    network = bp.Network(bp.Dense(2, 2, activation), bp.Dense(2, 2))
    parameters = bp.initialize(network, np.random.default_rng(0))
    steps = Steps(network, parameters, loss, np.ones((1, 2)), np.array([[0.0, 1.0]]), optimizer)
    code = {}
    for step in steps:
        for lines in step.code:
            file, _, function = lines.where.partition(", ")
            source = (ROOT / file).read_text(encoding="utf-8")
            assert all(line in source for line in lines.code.splitlines())
            code.setdefault(step.label, []).append(function)
    assert set(code["FORWARD"]) == {"Dense.forward"}
    assert set(code["LOSS"]) == {f"{type(loss).__name__}.value"}
    assert f"{type(loss).__name__}.gradient" in code["OUTPUT DELTA"]
    assert {"Dense.backward of layer 1", "Dense.backward of layer 0", f"{type(activation).__name__}.derivative"} == {
        *code["BACK A LAYER"]
    }
    assert set(code["GRADIENTS"]) == {"Dense.backward"}
    assert set(code["UPDATE"]) == {f"{type(optimizer).__name__}._move"}


def test_lines_are_found_by_what_they_compute():
    assert excerpt(bp.Dense.forward, "z").code.splitlines()[1] == "z += b"
    assert [line.partition(",")[0] for line in excerpt(bp.Dense.backward, "gradients.weights").code.splitlines()] == [
        "np.dot(x.T"
    ]
    with pytest.raises(LookupError, match=r"Dense\.forward has no statement that sets q"):
        excerpt(bp.Dense.forward, "z", "q")


def test_nothing_that_is_given_is_changed_and_nothing_outside_changes_the_steps():
    network, parameters, loss, x, y, _ = random_case(3)
    optimizer = bp.Momentum(0.1)
    for _ in range(2):
        bp.update(parameters, parameters.copy(), optimizer)
    before = parameters.vector.copy(), x.copy(), optimizer.n_steps
    steps = Steps(network, parameters, loss, x, y, optimizer)
    shown = [StepDiagram(steps).describe(k) for k in (1, len(steps))]
    assert (parameters.vector == before[0]).all() and (x == before[1]).all() and optimizer.n_steps == before[2]
    parameters.vector[:], x[:], y[:] = 7, 7, 1
    assert [StepDiagram(steps).describe(k) for k in (1, len(steps))] == shown


@pytest.mark.parametrize("seed", range(5))
def test_the_forward_pass_alone_has_the_steps_numbers_and_room_that_it_needs(seed):
    network, parameters, _, x, _, _ = random_case(seed)
    steps, cache = Steps(network, parameters, None, x), bp.forward(network, parameters, x)
    assert [step.label for step in steps] == ["FORWARD"] * sum(layer.n_outputs for layer in network.layers)
    computed = {formula.result.key: formula.result.value for step in steps for formula in step.formulas}
    for kind, arrays in (("pre_activation", cache.pre_activations), ("activation", cache.activations)):
        for l, array in enumerate(arrays):
            assert [computed[kind, l, j] for j in range(array.shape[1])] == list(array[0])
    picture = StepDiagram(steps).picture(len(steps))
    assert "PATH" not in "".join(picture.caption.above) and len(StepDiagram(steps).longest()) == 2
    drawn = StepDiagram(steps).describe(len(steps)).numbers
    assert not {"target", "loss", "delta"} & {key[0] for key in drawn}


def test_a_stepper_without_a_loss_says_which_figure_is_meant():
    network, parameters, _, x, y, _ = random_case(0)
    assert "FORWARD" in bp.live.forward_stepper(network, parameters, x)._repr_mimebundle_()[0]["text/html"]
    with pytest.raises(TypeError, match="forward_stepper"):
        bp.live.stepper(network, parameters, None, x, y)
