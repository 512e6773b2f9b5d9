"""The exercise train_classifier of lesson 12: the whole training, judged by what it has learned.

From one start, which a learning rate of 0 shows, the way of one update with all examples is the gradient; two epochs
make two of them, and three small batches together go three times as far. What is named is what these prove. Three
examples one by one, in all their orders, tell whether every epoch has the same order, and whether the last batch is
dropped; a wide layer tells the variance of the first weights. The rest is judged by the accuracy on fresh examples.
These are six groups of points in a circle, of which those that face each other have the same label. With straight
borders alone, as of a network without ReLU, at most four of the six are told right, because the region of a label is
convex then: 67 %. A right answer tells nearly all; the worst of 4,000 trainings told 99.7 %, and the mean of two must
be above 90 %; the best of 1,000 trained without ReLU told 77 %.

Chance rejects a right answer less than once in 10⁹: thirteen equal orders of three come once in 6¹², 2·10⁹, and the
variance of 21,000 normal weights is seven standard deviations off less often than that.
"""

from itertools import permutations

import numpy as np

from .arguments import Rng
from .exercise import Exercise, Output, Probe, Problem
from .lesson_12_training import RULES, TRAIN_MISTAKES, gradients, start_at, train, training
from .values import as_arrays, is_finite

__all__ = ["TRAIN_CLASSIFIER"]

SIZES = [2, 16, 3]
NAMES = ("weights_1", "biases_1", "weights_2", "biases_2")
ANGLES = 0.3 + np.arange(6) * np.pi / 3
CENTERS = 3 * np.stack([np.cos(ANGLES), np.sin(ANGLES)], axis=1)
ENOUGH = 0.9
WIDE = [200, 150, 140]  # so many weights that their variance is known well
ORDER_RATE = 0.05  # so large that the order of the examples shows, so small that it does so in every epoch
RATE, SMALL_RATE = 0.1, 1e-4  # so small that three updates are along one line, and not lost in float32


def train_classifier(x, labels, layer_sizes, learning_rate, batch_size, n_epochs, rng):
    return train(x, labels, layer_sizes, learning_rate, batch_size, n_epochs, rng)


def _examples(n, rng):
    """Points around the six centers; those that face each other have the same label."""
    group = rng.permutation(np.arange(n) % 6)
    return CENTERS[group] + rng.normal(0, 0.4, (n, 2)), group % 3


def _probes(rng):
    """Trainings with two generators; then from one start updates that are known, each beside one with no step."""
    x, labels = _examples(120, rng)
    few = rng.normal(0, 1, (3, 2)), np.array([0, 1, 2])
    first, second = (Rng(int(seed)) for seed in rng.choice(2**32, 2, replace=False))

    def probe(rate, batch_size, n_epochs, generator, about):
        return Probe((x, labels, SIZES, rate, batch_size, n_epochs, generator), about)

    return [
        probe(0.2, 12, 20, first, "a training of 20 epochs"),
        probe(0.2, 12, 20, second, "another generator"),
        probe(0.0, 120, 1, first, "a learning rate of 0"),
        probe(RATE, 120, 1, first, "one update with all examples"),
        probe(0.0, 120, 2, first, "a learning rate of 0"),
        probe(RATE, 120, 2, first, "two updates with all examples"),
        probe(0.0, 40, 1, first, "a learning rate of 0"),
        probe(SMALL_RATE, 40, 1, first, "three small updates"),
        *(Probe((*few, SIZES, rate, 1, 13, first)) for rate in (0.0, ORDER_RATE)),
        *(Probe((*few, SIZES, rate, 2, 1, first)) for rate in (0.0, ORDER_RATE)),
        Probe((rng.normal(0, 1, (2, WIDE[0])), np.array([0, 1]), WIDE, 0.0, 2, 1, first)),
    ]


def _judge(probes, values):
    *results, wide = [as_arrays(value, 4) for value in values]
    for result in results:
        if problems := _shapes(result, SIZES):
            return problems
    trained, other, *updates, start_13, thirteen, start_1, once = results
    if all((a == b).all() for a, b in zip(trained, other, strict=True)):
        return [Problem("With another generator comes exactly the same.", mistake="always_the_same")]
    few = probes[-2].arguments[:2]
    return (
        _shapes(wide, WIDE)
        or _start(updates[0])
        or _updates(*probes[3].arguments[:2], *updates)
        or _batches(*few, start_13, thirteen, start_1, once)
        or _scale(wide)
        or _learned(trained, other)
    )


def _shapes_of(sizes):
    n_in, n_hidden, n_out = sizes
    return (n_in, n_hidden), (n_hidden,), (n_hidden, n_out), (n_out,)


def _shapes(result, sizes) -> list[Problem]:
    """The first shape that is not that of a network of these sizes."""
    for name, array, shape in zip(NAMES, result, _shapes_of(sizes), strict=True):
        if array.shape != shape:
            return [Problem(f"{name} has the shape {array.shape} but must have {shape}.", name, form=True)]
    return []


def _batches(x, labels, start_13, thirteen, start_1, once) -> list[Problem]:
    """Thirteen epochs of three examples come in one order by chance once in 6¹², 2·10⁹."""
    for order in permutations(range(3)):
        if _leads(x, labels, start_13, thirteen, 13 * [[i] for i in order]):
            fact = "Every epoch goes through the examples in the same order."
            return [Problem(fact, mistake="same_order_in_every_epoch")]
        if _leads(x, labels, start_1, once, [list(order[:2])]):
            return [Problem("Of 3 examples in batches of 2 one is never used.", mistake="rest_dropped")]
    return []


def _leads(x, labels, start, end, batches) -> bool:
    """Whether updates with these batches lead from this start to this end."""
    there = train(x, labels, None, ORDER_RATE, 0, 0, None, start=lambda *_: start, in_batches=lambda *_: batches)
    return all(abs(a - b).max() < 1e-9 for a, b in zip(there, end, strict=True))


def _scale(wide) -> list[Problem]:
    for n, weights in zip(WIDE[:2], (wide[0], wide[2]), strict=True):
        far = 7 * np.sqrt(2 / weights.size)  # seven standard deviations of the variance, relative to it
        if abs(weights.var() * n / 2 - 1) > far:
            fact = f"At the start the variance of weights with {n} inputs is {weights.var():.3g}, not {2 / n:.3g}."
            return [Problem(fact, mistake="start_without_he")]
    return []


def _start(start) -> list[Problem]:
    if not start[0].any() or not start[2].any():
        return [Problem("All weights of a layer are 0 at the start.", mistake="weights_start_at_zero")]
    if any((weights == weights.flat[0]).all() for weights in (start[0], start[2])):
        return [Problem("All weights of a layer are equal at the start.", mistake="weights_start_equal")]
    return []


def _updates(x, labels, start, one, start_2, two, start_3, three) -> list[Problem]:
    """The first of three counts that does not come out: one update, one in each epoch, one for each batch."""
    once = gradients(x, labels, *start)
    if not _near(_way(start, one, RATE), once):
        differing = _differing(_way(start, one, RATE), once)
        fact = f"After one update with all examples {_list(differing)} not right."
        named = _name_of_update(x, labels, start, one, start_2, two)
        if not named and differing == ["weights_1", "biases_1", "weights_2"]:  # biases_2 does not see whose label it is
            fact += " Has each example its own label there? One order, used for x and for labels, keeps them together."
        return [Problem(fact, mistake=named)]
    again = _two(x, labels, start_2)
    if not _near(_way(start_2, two, RATE), again):
        single = _near(_way(start_2, two, RATE), gradients(x, labels, *start_2))
        return [Problem("After two epochs the parameters are not right.", mistake="one_epoch_alone" if single else "")]
    whole, way = gradients(x, labels, *start_3), _way(start_3, three, SMALL_RATE)
    if _near(way, [3 * step for step in whole], 0.05):
        return []
    along = sum(np.sum(a * b) for a, b in zip(way, whole, strict=True)) / sum(np.sum(b * b) for b in whole)
    mistake = "one_update_for_each_epoch" if 0.3 < along < 1.9 else ""
    fact = f"Three batches should take the parameters three times as far as one, and not {along:.2g} times."
    return [Problem(fact, mistake=mistake)]


def _name_of_update(x, labels, start, one, start_2, two) -> str:
    """The mistake that one update with all examples shows, or nothing."""
    way, right = _way(start, one, RATE), gradients(x, labels, *start)
    if not any(step.any() for step in way):
        if any((a != b).any() for a, b in zip(start, start_2, strict=True)):
            return "learning_rate_unused"
        late = _near(_way(start_2, two, RATE), gradients(x, labels, *start_2))
        return "one_epoch_too_few" if late else "nothing_moves"
    if _near(way, _two(x, labels, start)):
        return "one_epoch_too_many"
    theirs = {id: rule(x, labels, *start) for id, rule in RULES.items()}
    theirs["weights_moved_early"] = gradients(x, labels, *start, early=RATE)
    named = [id for id, steps in theirs.items() if _near(way, steps) and not _near(steps, right)]
    return named[0] if len(named) == 1 else ""


def _way(start, end, rate):
    """How far each parameter went, over the learning rate."""
    return [(a - b) / rate for a, b in zip(start, end, strict=True)]


def _two(x, labels, start):
    """The way of two right updates with all examples."""
    return _way(start, train(x, labels, SIZES, RATE, len(x), 2, np.random.default_rng(0), lambda *_: start), RATE)


def _near(way, theirs, tolerance=1e-3) -> bool:
    return not _differing(way, theirs, tolerance)


def _differing(way, theirs, tolerance=1e-3) -> list[str]:
    """Which arrays differ, each by its own size, with room for float32 where one is small beside the others."""
    least = 0.03 * max(abs(step).max() for step in theirs)
    pairs = zip(NAMES, way, theirs, strict=True)
    return [name for name, a, b in pairs if not abs(a - b).max() < tolerance * max(abs(b).max(), least)]


def _list(names: list[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} and {last} are" if first else f"{last} is"


def _learned(trained, other) -> list[Problem]:
    for name, arrays in zip(NAMES, zip(trained, other, strict=True), strict=True):
        if not all(is_finite(array).all() for array in arrays):
            return [Problem(f"{name} has numbers that are NaN or infinite.", name, form=True)]
    right = np.mean([accuracy(result) for result in (trained, other)])
    fact = f"Of fresh examples {100 * right:.0f} % are told right. Nearly all should be: their groups lie far apart."
    return [] if right > ENOUGH else [Problem(fact)]


def accuracy(parameters) -> float:
    x, labels = _examples(600, np.random.default_rng(0))
    a_1 = np.maximum(x @ parameters[0] + parameters[1], 0)
    return float(np.mean((a_1 @ parameters[2] + parameters[3]).argmax(axis=1) == labels))


def _in_place(x, labels, layer_sizes, learning_rate, batch_size, n_epochs, rng):
    parameters = [p.copy() for p in start_at(layer_sizes, rng)]
    for _ in range(n_epochs):
        order = np.arange(len(x))
        rng.shuffle(order)
        for now in np.split(order, range(batch_size, len(x), batch_size)):
            for p, step in zip(parameters, gradients(x[now], labels[now], *parameters), strict=True):
                p -= learning_rate * step
    return parameters


def _uniform_start(sizes, rng):
    limits = [(6 / n) ** 0.5 for n in sizes[:2]]
    weights = [rng.uniform(-c, c, sizes[i : i + 2]) for i, c in enumerate(limits)]
    return weights[0], np.zeros(sizes[1]), weights[1], np.zeros(sizes[2])


def _float32_start(sizes, rng):
    return tuple(np.float32(p) for p in start_at(sizes, rng))


TRAIN_CLASSIFIER = Exercise(
    id="train_classifier",
    lesson=12,
    parameters=("x", "labels", "layer_sizes", "learning_rate", "batch_size", "n_epochs", "rng"),
    outputs=tuple(Output(name, str(shape)) for name, shape in zip(NAMES, _shapes_of(SIZES), strict=True)),
    reference=train_classifier,
    probes=_probes,
    mistakes=TRAIN_MISTAKES,
    variants=(_in_place, training(start=_uniform_start), training(start=_float32_start)),
    judge=_judge,
    points=3,
    formula="n_epochs times, for each shuffled batch: forward, loss, backward, then θ ← θ − η · gradient for all θ",
    where="Lesson 12, where the whole training loop stands",
)
