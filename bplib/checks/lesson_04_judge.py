"""How the weights and biases of layers are judged: by their shapes, and by how the weights are distributed.

A right answer is rejected less than once in 10⁹ checks: means and variances of 20,000 weights and more may be seven
standard deviations away from what is expected, which happens once in 10¹¹.
"""

from collections.abc import Callable

import numpy as np

from .exercise import Problem
from .values import is_finite

__all__ = ["judge_layers"]

DEVIATIONS = 7
LARGE = 20_000


def judge_layers(
    sizes: list[tuple], layers: list[list[np.ndarray]], variance: Callable, variances: dict[str, Callable], again: int
) -> list[Problem]:
    """The problems of these `[weights, biases]`, each for a size `(n_inputs, n_outputs, …)`.

    `variance(*size)` is the right one, `variances` are those that mistakes give. The layers 0 and `again` have equal
    sizes and come from different generators.
    """
    problems = [p for size, layer in zip(sizes, layers, strict=True) for p in _form(*size[:2], *layer)]
    if problems and all(
        w.shape == (o,) and b.shape == (i, o) for (i, o, *_), (w, b) in zip(sizes, layers, strict=True)
    ):
        return [Problem("The first of the two has the shape of the biases.", "", "order_turned_round", True)]
    problems = list({problem.output: problem for problem in reversed(problems)}.values())
    misshapen = {
        problem.output for problem in problems
    }  # its numbers say nothing; the other one is judged all the same
    if "weights" not in misshapen:
        problems += _drawing(sizes, [weights for weights, _ in layers], variance, variances, again)
    if "biases" not in misshapen and any(biases.any() for _, biases in layers):
        random = len({float(biases[0]) for _, biases in layers}) > 1
        problems.append(Problem("The biases are not 0.", "biases", "biases_random" if random else "biases_one"))
    return problems


def _drawing(sizes, weights: list[np.ndarray], variance, variances, again: int) -> list[Problem]:
    """How the weights are distributed, and whether another generator gives other ones."""
    problems = _distribution(sizes, weights, variance, variances)
    if np.array_equal(weights[0], weights[again]) and not _are_equal(weights[0]):
        problems.append(Problem("With another generator come the same weights again.", "weights", "always_the_same"))
    return problems


def _form(n_inputs, n_outputs, weights, biases) -> list[Problem]:
    """The shapes, and numbers that are not finite."""
    problems = []
    call = f"for n_inputs = {n_inputs}, n_outputs = {n_outputs}"
    expected = {"weights": (weights, (n_inputs, n_outputs)), "biases": (biases, (n_outputs,))}
    named = {
        ("weights", (n_outputs, n_inputs)): "weights_transposed",
        ("biases", (1, n_outputs)): "biases_as_a_row",
        ("biases", (n_inputs,)): "biases_for_the_inputs",
    }
    for name, (array, shape) in expected.items():
        if array.shape != shape:
            mistake = named.get((name, array.shape), "") if n_inputs != n_outputs else ""
            problems.append(
                Problem(f"{name} has the shape {array.shape} but must have {shape}, {call}.", name, mistake, True)
            )
        elif not is_finite(array).all():
            problems.append(Problem(f"{name} has numbers that are NaN or infinite, {call}.", name, form=True))
    return problems


def _distribution(sizes, weights: list[np.ndarray], variance, variances) -> list[Problem]:
    """Mean and variance of the large layers, and whether each weight is drawn by itself."""
    large = [(size, w) for size, w in zip(sizes, weights, strict=True) if w.size >= LARGE]
    if all(_are_equal(w) for _, w in large):
        return [Problem("All weights are equal.", "weights", "all_equal")]
    if any(np.mean(w == 0) > 0.1 for _, w in large):
        return [Problem("Many weights are 0.", "weights", "rest_not_drawn")]
    if any(len(np.unique(w)) < 0.9 * w.size for _, w in large):
        twins = {id: all(map(are_twins, (w for _, w in large))) for id, are_twins in TWINS.items()}
        named = [id for id, is_so in twins.items() if is_so]
        return [Problem("Many weights are equal to each other.", "weights", named[0] if len(named) == 1 else "")]
    for size, w in large:
        if abs(w.mean()) > DEVIATIONS * w.std() / np.sqrt(w.size):
            fact = f"The mean of the weights is {w.mean():.3g} but should be about 0, for {size[0]} inputs."
            return [Problem(fact, "weights", "mean_is_not_zero")]
    for size, w in large:
        if not _near(w, variance(*size)):
            here = f"for {size[0]} inputs and {size[1]} outputs"
            fact = f"The variance of the weights is {w.var():.3g} but should be about {variance(*size):.3g}, {here}."
            named = [id for id in variances if all(_near(w, variances[id](*size)) for size, w in large)]
            return [Problem(fact, "weights", named[0] if len(named) == 1 else "")]
    return []


TWINS = {
    "units_are_twins": lambda w: len(np.unique(w, axis=1).T) < w.shape[1],
    "rows_are_twins": lambda w: len(np.unique(w, axis=0)) < w.shape[0],
}


def _are_equal(weights: np.ndarray) -> bool:
    return bool((weights == weights.flat[0]).all())


def _near(weights: np.ndarray, variance: float) -> bool:
    """Within what normal weights may differ by chance; uniform ones differ less."""
    return abs(weights.var() - variance) < DEVIATIONS * variance * np.sqrt(2 / weights.size)
