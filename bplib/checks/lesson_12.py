"""The exercises of lesson 12: the training loop. Batches are judged by what is in them.

Each example can be told from its row, so that every batch says which examples it has. A right answer is rejected when
22 shuffled examples come in the order they had, or twice in the same: less than once in 10²⁰.
"""

from itertools import pairwise

import numpy as np

from .arguments import Rng
from .exercise import Exercise, Output, Probe, Problem
from .lesson_12_batch_mistakes import BATCH_MISTAKES
from .lesson_12_should_stop import SHOULD_STOP
from .lesson_12_train_classifier import TRAIN_CLASSIFIER
from .values import BadTypeError, as_arrays

__all__ = ["EXERCISES"]


def mini_batches(x, y, batch_size, rng):
    order = rng.permutation(len(x))
    batches = []
    for start in range(0, len(x), batch_size):
        chosen = order[start : start + batch_size]
        batches.append((x[chosen], y[chosen]))
    return batches


def _probes(rng):
    """A smaller last batch, another generator, batches that come out even, one batch for all, batches of one."""

    def probe(n, batch_size, about):
        x = rng.permutation(100)[:n, np.newaxis] + rng.uniform(0, 0.5, (n, 3))
        return Probe((x, rng.permutation(n), batch_size, Rng(int(rng.integers(2**32)))), about)

    first = probe(22, 6, "22 examples in batches of 6")
    other = Probe((*first.arguments[:3], Rng(int(rng.integers(2**32)))), first.about)
    return [
        first,
        other,
        probe(24, 8, "24 examples in batches of 8"),
        probe(25, 40, "25 examples in batches of 40"),
        probe(23, 1, "batches of one"),
    ]


def _judge(probes: list[Probe], values: list) -> list[Problem]:
    """The first thing that is wrong in what came, from the plainest to the finest."""
    pairs = [_pairs(value) for value in values]
    orders = []
    for probe, batches in zip(probes, pairs, strict=True):
        problem = _form(probe, batches) or _contents(probe, batches) or _sizes(probe, batches)
        if problem:
            return [problem]
        orders.append(_examples(probe.arguments[0], np.concatenate([x for x, _ in batches])))
    return _shuffling(probes, orders)


def _pairs(value) -> list[list[np.ndarray]]:
    if not isinstance(value, (list, tuple)):
        raise BadTypeError("it does not return a list of batches. Collect them in a list, or yield each of them")
    for batch in value:
        if not isinstance(batch, (list, tuple)) or len(batch) != 2:
            raise BadTypeError(
                "not every batch is a pair. Asked is a list of pairs, [(x_batch, y_batch), (x_batch, y_batch), …]"
            )
    return [as_arrays(batch, 2) for batch in value]


def _form(probe: Probe, batches) -> Problem | None:
    if not batches:
        return Problem(f"No batch comes back ({probe.about}).")
    for x, y in batches:
        if x.ndim != 2 or x.shape[1] != 3 or y.shape != (len(x),):
            fact = f"A batch has an x of shape {x.shape} and a y of shape {y.shape}; x has 3 columns ({probe.about})."
            swapped = x.ndim == 1 and y.shape == (len(x), 3)
            return Problem(fact, mistake="x_and_y_swapped" if swapped else "", form=True)
    return None


def _contents(probe: Probe, batches) -> Problem | None:
    """Each example once, with its own label."""
    x, y = probe.arguments[:2]
    x_all, y_all = (np.concatenate(parts) for parts in zip(*batches, strict=True))
    found = _examples(x, x_all)
    if (found < 0).any():
        return Problem(f"There are rows that are not rows of x ({probe.about}).")
    n_different = len(set(found.tolist()))
    if n_different < len(found):
        fact = f"{len(found)} rows came, but only {n_different} different ones of {len(x)} ({probe.about})."
        return Problem(fact, mistake=_why_twice(x, [_examples(x, rows).tolist() for rows, _ in batches]))
    if n_different < len(x):
        fact = f"{len(x) - n_different} of {len(x)} examples are in no batch ({probe.about})."
        return Problem(fact, mistake=_why_missing(len(x), probe.arguments[2], [len(rows) for rows, _ in batches]))
    if (y[found] != y_all).any():
        fact = f"{(y[found] != y_all).sum()} of {len(x)} examples have the label of another one ({probe.about})."
        first = (y_all == y).all() or (found == np.arange(len(x))).all()
        return Problem(fact, mistake="one_of_the_two_shuffled" if first else "shuffled_apart")
    return None


def _why_twice(x, batches: list[list[int]]) -> str:
    """Why some examples come twice; each batch as the numbers of its examples."""
    flat, pairs = [i for batch in batches for i in batch], list(pairwise(batches))
    if len({len(batch) for batch in batches}) == 1 and len(set(flat[: len(x)])) == len(x):
        return "last_batch_filled_up"
    none_is_missing = len(set(flat)) == len(x)
    if none_is_missing and all(first[-1] in second and second[0] in first for first, second in pairs):
        return "overlapping"
    return "drawn_with_replacement"


def _why_missing(n: int, batch_size: int, sizes: list[int]) -> str:
    """Why some examples are in no batch."""
    if len(sizes) == 1 < n // batch_size:
        return "only_the_first_batch"
    if sum(sizes) == n // batch_size * batch_size:
        return "rest_dropped"
    if max(sizes) == batch_size - 1:
        return "one_too_few_in_each"
    return "one_left_out" if sum(sizes) == n - 1 else ""


def _sizes(probe: Probe, batches) -> Problem | None:
    n, batch_size = len(probe.arguments[0]), probe.arguments[2]
    sizes = [len(x) for x, _ in batches]
    expected = [batch_size] * (n // batch_size) + [n % batch_size] * (n % batch_size > 0)
    if sizes == expected:
        return None
    mistake = ""
    if sizes == [*expected[:-2], sum(expected[-2:])]:
        mistake = "rest_in_the_last_batch"
    elif max(sizes) - min(sizes) <= 1 and len(sizes) in (batch_size, len(expected)):
        mistake = "batch_size_as_number_of_batches" if len(sizes) == batch_size else "evened_out"
    elif all((np.diff(_examples(probe.arguments[0], x)) == 1).all() for x, _ in batches):
        mistake = "only_the_batches_shuffled"
    return Problem(f"The batches have the sizes {sizes} but should have {expected}.", mistake=mistake)


def _shuffling(probes: list[Probe], orders: list[np.ndarray]) -> list[Problem]:
    if all((order == np.arange(len(order))).all() for order in orders):
        return [Problem("The examples come in the order that they had.", mistake="not_shuffled")]
    if all((order == np.arange(len(order))[::-1]).all() for order in orders):
        fact = "The examples come in the order that they had, from the last to the first."
        return [Problem(fact, mistake="only_turned_round")]
    if all((np.diff(orders[2].reshape(3, 8)) == 1).all(axis=1)):
        return [Problem("Inside a batch the examples keep their order.", mistake="only_the_batches_shuffled")]
    if (orders[0] == orders[1]).all():
        return [Problem("With another generator the order is the same again.", mistake="always_the_same_order")]
    if (orders[2].reshape(3, 8) // 8 == np.arange(3)[:, np.newaxis]).all():
        return [Problem("The first batch always has the first examples.", mistake="shuffled_inside_the_batches")]
    return []


def _examples(x: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """Which example each row is; −1 for none."""
    same = (abs(rows[:, np.newaxis] - x) < 1e-4).all(axis=2)
    return np.where(same.any(axis=1), same.argmax(axis=1), -1)


def _generator(x, y, batch_size, rng):
    order = np.arange(len(x))
    rng.shuffle(order)
    while len(order):
        now, order = order[:batch_size], order[batch_size:]
        yield x[now], y[now]


def _loops(x, y, batch_size, rng):
    examples = list(zip(x.tolist(), y.tolist(), strict=True))
    rng.shuffle(examples)
    batches = [examples[i : i + batch_size] for i in range(0, len(examples), batch_size)]
    return [[[a for a, _ in batch], [b for _, b in batch]] for batch in batches]


def _by_random_keys(x, y, batch_size, rng):
    order = np.argsort(rng.random(len(y)))
    cuts = range(batch_size, len(x), batch_size)
    return zip(np.split(np.float32(x[order]), cuts), np.split(y[order], cuts), strict=True)


EXERCISES = (
    Exercise(
        id="mini_batches",
        lesson=12,
        parameters=("x", "y", "batch_size", "rng"),
        outputs=(Output("batches", "a list of (x_batch, y_batch)"),),
        reference=mini_batches,
        probes=_probes,
        mistakes=BATCH_MISTAKES,
        variants=(_generator, _loops, _by_random_keys),
        judge=_judge,
        points=2,
        formula="order = a permutation of all examples; batch k = x[order] and y[order] from k·batch_size on",
        where="Lesson 12, where an epoch is cut into mini-batches",
    ),
    SHOULD_STOP,
    TRAIN_CLASSIFIER,
)
