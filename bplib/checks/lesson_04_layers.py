"""The exercise initialize_layers: its judge and its mistakes, those of one layer and those of a whole network."""

import itertools

import numpy as np

from .exercise import Mistake, Probe, Problem
from .lesson_04_judge import judge_layers
from .lesson_04_mistakes import HE_MISTAKES, HE_VARIANCES
from .values import BadTypeError, as_arrays

__all__ = ["LAYERS_MISTAKES", "judge_network"]


def _of_layer(variance):
    """The variance of a layer in a network, of which the first size is known, too."""
    return lambda n_in, n_out, first: variance(n_in, n_out)


VARIANCES = {id: _of_layer(variance) for id, variance in HE_VARIANCES.items()}
VARIANCES["scale_of_the_first_layer"] = lambda n_in, n_out, first: 2 / first


def judge_network(probes: list[Probe], values: list) -> list[Problem]:
    """Problems of the lists of (weights, biases) that came for these probes."""
    networks = [probe.arguments[0] for probe in probes]
    for value in values:
        if not isinstance(value, (list, tuple)):
            raise BadTypeError("it does not return a list with a pair (weights, biases) for each layer")
    if problem := _structure(networks, values):
        return [problem]
    pairs = [[(*pair, sizes[0]) for pair in itertools.pairwise(sizes)] for sizes in networks]
    layers = [[as_arrays(layer, 2) for layer in value] for value in values]
    flat = [list(itertools.chain.from_iterable(parts)) for parts in (pairs, layers)]
    problems = judge_layers(*flat, lambda n_in, n_out, first: 2 / n_in, VARIANCES, again=len(pairs[0]))
    twins = any(np.array_equal(a[0], b[0]) for network in layers for a, b in itertools.combinations(network, 2))
    if twins and not any(problem.output != "biases" for problem in problems):
        problems.append(Problem("Two layers of the same shape have the same weights.", "weights", "layers_are_twins"))
    return problems


def _structure(networks: list[list[int]], values: list) -> Problem | None:
    """What is wrong with the lists themselves: how many entries they have, and what these are."""
    wrong = [(sizes, layers) for sizes, layers in zip(networks, values, strict=True) if not _is_list(sizes, layers)]
    if not wrong:
        return None
    deep = [_signs(sizes, layers) for sizes, layers in zip(networks, values, strict=True) if len(sizes) > 2]
    named = set.intersection(*deep)
    sizes, layers = wrong[0]
    what = f"{len(layers)} {'entry' if len(layers) == 1 else 'entries'}"
    if len(layers) == len(sizes) - 1:
        what += ", but they are not pairs"
    fact = f"For layer_sizes = {sizes} a list of {len(sizes) - 1} pairs (weights, biases) is expected; it has {what}."
    if all(len(layers) == n for n, layers in zip(np.cumsum([len(s) - 1 for s in networks]), values, strict=True)):
        fact += " It goes on from call to call: make the list inside the function, and not in its first line."
    return Problem(fact, mistake=named.pop() if len(named) == 1 else "", form=True)


def _is_pair(layer) -> bool:
    return isinstance(layer, (list, tuple)) and len(layer) == 2


def _is_list(sizes: list[int], layers) -> bool:
    return len(layers) == len(sizes) - 1 and all(map(_is_pair, layers)) and not _are_two_lists(layers)


def _are_two_lists(layers) -> bool:
    """A list of matrices and a list of vectors."""
    parts = [part if isinstance(part, (list, tuple)) else [] for part in layers]
    n_axes = [{getattr(array, "ndim", 0) for array in part} for part in parts]
    return n_axes == [{2}, {1}]


def _signs(sizes: list[int], layers) -> set[str]:
    """The mistakes that this list may come from."""
    pairs = list(itertools.pairwise(sizes))
    shapes = [getattr(layer, "shape", ()) for layer in layers]
    are_pairs = all(map(_is_pair, layers)) and not _are_two_lists(layers)
    signs = {
        "inputs_as_a_layer": are_pairs and len(layers) == len(pairs) + 1,
        "last_layer_missing": are_pairs and len(layers) == len(pairs) - 1,
        **_signs_of_one(sizes, layers if are_pairs else []),
        "two_lists": _are_two_lists(layers),
        "one_flat_list": shapes == [shape for pair in pairs for shape in (pair, pair[1:])],
        "biases_left_out": shapes == pairs,
        "one_layer_instead_of_a_list": [len(shape) for shape in shapes] == [2, 1],
    }
    return {id for id, is_there in signs.items() if is_there}


def _signs_of_one(sizes: list[int], layers) -> dict[str, bool]:
    """The mistakes that a list with a single pair may come from, by the shape of its weights."""
    shape = getattr(layers[0][0], "shape", ()) if len(layers) == 1 else ()
    return {
        "return_in_the_loop": shape == (sizes[0], sizes[1]),
        "list_begins_anew": shape == (sizes[-2], sizes[-1]),
        "first_and_last_size_alone": shape == (sizes[0], sizes[-1]),
    }


def _each(layer):
    return lambda sizes, rng: [layer(*pair, rng) for pair in itertools.pairwise(sizes)]


def _he(n_in, n_out, rng):
    return rng.normal(0, np.sqrt(2 / n_in), (n_in, n_out)), np.zeros(n_out)


_right = _each(_he)


def _scaled_by_the_first(sizes, rng):
    scale = np.sqrt(2 / sizes[0])
    return [(rng.normal(0, scale, pair), np.zeros(pair[1])) for pair in itertools.pairwise(sizes)]


def _seeded_once(sizes, rng):
    seed = int(rng.integers(2**32))
    return [_he(*pair, np.random.default_rng(seed)) for pair in itertools.pairwise(sizes)]


LAYERS_MISTAKES = (
    *(Mistake(mistake.id, _each(mistake.function), mistake.why) for mistake in HE_MISTAKES),
    Mistake(
        "scale_of_the_first_layer",
        _scaled_by_the_first,
        "The number of inputs of the network sets the scale of all layers. What counts for each is how many inputs it "
        "has itself.",
    ),
    Mistake(
        "layers_are_twins",
        _seeded_once,
        "The generator begins anew for each layer, so equal shapes get equal weights. Draw all layers from rng, one "
        "after the other.",
    ),
    Mistake(
        "inputs_as_a_layer",
        lambda sizes, rng: [_he(sizes[i - 1], sizes[i], rng) for i in range(len(sizes))],
        "There is a layer too many. Weights stand between neighbors in the list, so three sizes make two layers.",
    ),
    Mistake(
        "last_layer_missing",
        lambda sizes, rng: _right(sizes, rng)[:-1],
        "The last layer is missing: the loop ends one step early. Three sizes make two layers.",
    ),
    Mistake(
        "return_in_the_loop",
        lambda sizes, rng: _right(sizes, rng)[:1],
        "Only one layer comes back, as with a return inside the loop. Return the list when the loop is done.",
    ),
    Mistake(
        "one_layer_instead_of_a_list",
        lambda sizes, rng: _right(sizes, rng)[-1],
        "One pair comes back, that of a single layer. Put the pair of each layer into a list, and return that.",
    ),
    Mistake(
        "one_flat_list",
        lambda sizes, rng: [array for layer in _right(sizes, rng) for array in layer],
        "Weights and biases stand in the list one after the other. Each layer is one entry, a pair: (weights, biases).",
    ),
    Mistake(
        "two_lists",
        lambda sizes, rng: tuple(map(list, zip(*_right(sizes, rng), strict=True))),
        "All weights are in one list and all biases in another. One list is asked, with a pair for each layer.",
    ),
    Mistake(
        "biases_left_out",
        lambda sizes, rng: [weights for weights, _ in _right(sizes, rng)],
        "The list holds the weights alone. Each entry is a pair: (weights, biases).",
    ),
    Mistake(
        "list_begins_anew",
        lambda sizes, rng: _right(sizes, rng)[-1:],
        "Only the last layer comes back: each round of the loop makes a new list. Make it once, before the loop.",
    ),
    Mistake(
        "first_and_last_size_alone",
        lambda sizes, rng: _right([sizes[0], sizes[-1]], rng),
        "There is one layer, from the inputs to the outputs. Weights stand between neighbors in the list.",
    ),
)
