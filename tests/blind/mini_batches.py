"""Answers to mini_batches(x, y, batch_size, rng); the name of a wrong one says what is wrong with it."""

import math

import numpy as np


def _cut(x, y, batch_size):
    return [(x[i : i + batch_size], y[i : i + batch_size]) for i in range(0, len(x), batch_size)]


def _together(x, y, rng):
    order = rng.permutation(len(x))
    return x[order], y[order]


def _shuffled_apart(x, y, batch_size, rng):
    return _cut(x[rng.permutation(len(x))], y[rng.permutation(len(x))], batch_size)


def _x_only(x, y, batch_size, rng):
    return _cut(x[rng.permutation(len(x))], y, batch_size)


def _in_place(x, y, batch_size, rng):
    rng.shuffle(x)
    rng.shuffle(y)
    return _cut(x, y, batch_size)


def _whole_only(x, y, batch_size, rng):
    x, y = _together(x, y, rng)
    return [
        (x[i * batch_size : (i + 1) * batch_size], y[i * batch_size : (i + 1) * batch_size])
        for i in range(len(x) // batch_size)
    ]


def _range_too_short(x, y, batch_size, rng):
    x, y = _together(x, y, rng)
    return [(x[i : i + batch_size], y[i : i + batch_size]) for i in range(0, len(x) - batch_size, batch_size)]


def _with_replacement(x, y, batch_size, rng):
    order = rng.integers(0, len(x), len(x))
    return _cut(x[order], y[order], batch_size)


def _each_batch_drawn(x, y, batch_size, rng):
    batches = []
    for _ in range(math.ceil(len(x) / batch_size)):
        order = rng.choice(len(x), min(batch_size, len(x)), replace=False)
        batches.append((x[order], y[order]))
    return batches


def _first_only(x, y, batch_size, rng):
    x, y = _together(x, y, rng)
    return x[:batch_size], y[:batch_size]


def _early(x, y, batch_size, rng):
    x, y = _together(x, y, rng)
    batches = []
    for i in range(0, len(x), batch_size):
        batches.append((x[i : i + batch_size], y[i : i + batch_size]))
        return batches


def _overlap(x, y, batch_size, rng):
    x, y = _together(x, y, rng)
    return [(x[i : i + batch_size], y[i : i + batch_size]) for i in range(len(x))]


def _end_too_late(x, y, batch_size, rng):
    x, y = _together(x, y, rng)
    return [(x[i : i + batch_size + 1], y[i : i + batch_size + 1]) for i in range(0, len(x), batch_size)]


def _end_too_early(x, y, batch_size, rng):
    x, y = _together(x, y, rng)
    return [(x[i : i + batch_size - 1], y[i : i + batch_size - 1]) for i in range(0, len(x), batch_size)]


def _starts_at_one(x, y, batch_size, rng):
    x, y = _together(x, y, rng)
    return [(x[i : i + batch_size], y[i : i + batch_size]) for i in range(1, len(x), batch_size)]


def _no_return(x, y, batch_size, rng):
    batches = _cut(*_together(x, y, rng), batch_size)  # noqa: F841


def _split_in_so_many(x, y, batch_size, rng):
    x, y = _together(x, y, rng)
    return list(zip(np.array_split(x, batch_size), np.array_split(y, batch_size), strict=True))


def _near_equal(x, y, batch_size, rng):
    x, y = _together(x, y, rng)
    parts = math.ceil(len(x) / batch_size)
    return list(zip(np.array_split(x, parts), np.array_split(y, parts), strict=True))


def _same_generator(x, y, batch_size, rng):
    return _cut(*_together(x, y, np.random.default_rng(0)), batch_size)


def _global_random(x, y, batch_size, rng):
    order = np.random.permutation(len(x))
    return _cut(x[order], y[order], batch_size)


def _padded(x, y, batch_size, rng):
    x, y = _together(x, y, rng)
    missing = -len(x) % batch_size
    x, y = np.concatenate([x, x[:missing]]), np.concatenate([y, y[:missing]])
    return _cut(x, y, batch_size)


def _last_dropped_into_previous(x, y, batch_size, rng):
    batches = _cut(*_together(x, y, rng), batch_size)
    if len(batches) > 1 and len(batches[-1][0]) < batch_size:
        (x_1, y_1), (x_2, y_2) = batches[-2:]
        batches[-2:] = [(np.concatenate([x_1, x_2]), np.concatenate([y_1, y_2]))]
    return batches


def _sorted(x, y, batch_size, rng):
    order = np.argsort(y, kind="stable") if y.ndim == 1 else np.argsort(y[:, 0], kind="stable")
    return _cut(x[order], y[order], batch_size)


def _shuffles_batches_only(x, y, batch_size, rng):
    batches = _cut(x, y, batch_size)
    return [batches[i] for i in rng.permutation(len(batches))]


def _shuffles_within_batches(x, y, batch_size, rng):
    return [_together(a, b, rng) for a, b in _cut(x, y, batch_size)]


def _seed_twice(x, y, batch_size, rng):
    seed = int(rng.integers(10))
    x = np.random.default_rng(seed).permutation(x)
    return _cut(x, np.random.default_rng(seed + 1).permutation(y), batch_size)


WRONG = {
    "x and y are shuffled apart": _shuffled_apart,
    "only x is shuffled": _x_only,
    "shuffles x and y in place, apart": _in_place,
    "not shuffled": lambda x, y, batch_size, rng: _cut(x, y, batch_size),
    "turned round, not shuffled": lambda x, y, batch_size, rng: _cut(x[::-1], y[::-1], batch_size),
    "sorted by y": _sorted,
    "the last smaller batch is dropped": _whole_only,
    "the range ends too early": _range_too_short,
    "drawn with replacement": _with_replacement,
    "each batch is drawn from all examples": _each_batch_drawn,
    "the first batch only": _first_only,
    "returns in the loop": _early,
    "batches overlap: a step of 1": _overlap,
    "each batch is one too long": _end_too_late,
    "each batch is one too short": _end_too_early,
    "the first example is left out": _starts_at_one,
    "batch_size many batches": _split_in_so_many,
    "batches of nearly equal size": _near_equal,
    "always the same seed": _same_generator,
    "np.random for rng": _global_random,
    "the last batch is filled up": _padded,
    "the rest goes into the last whole batch": _last_dropped_into_previous,
    "only the order of the batches is shuffled": _shuffles_batches_only,
    "shuffled within each batch only": _shuffles_within_batches,
    "two seeds for x and y": _seed_twice,
    "x and y are swapped": lambda x, y, batch_size, rng: [(b, a) for a, b in _cut(*_together(x, y, rng), batch_size)],
    "x alone": lambda x, y, batch_size, rng: [a for a, _ in _cut(*_together(x, y, rng), batch_size)],
    "a list of x and a list of y": lambda x, y, batch_size, rng: tuple(
        zip(*_cut(*_together(x, y, rng), batch_size), strict=True)
    ),
    "the indices": lambda x, y, batch_size, rng: [
        order[i : i + batch_size] for order in [rng.permutation(len(x))] for i in range(0, len(x), batch_size)
    ],
    "the features are shuffled": lambda x, y, batch_size, rng: _cut(rng.permutation(x, axis=1), y, batch_size),
    "returns nothing": _no_return,
    "not shuffled, last batch dropped": lambda x, y, batch_size, rng: [
        part for part in _cut(x, y, batch_size) if len(part[0]) == batch_size
    ],
}

DOUBLE = {"not shuffled, last batch dropped"}

# What the checks call them; the others are rejected without a name.
NAMED = {
    "x and y are shuffled apart": "shuffled_apart",
    "only x is shuffled": "one_of_the_two_shuffled",
    "not shuffled": "not_shuffled",
    "turned round, not shuffled": "only_turned_round",
    "sorted by y": "always_the_same_order",
    "the last smaller batch is dropped": "rest_dropped",
    "the range ends too early": "rest_dropped",
    "drawn with replacement": "drawn_with_replacement",
    "each batch is drawn from all examples": "drawn_with_replacement",
    "returns in the loop": "only_the_first_batch",
    "batches overlap: a step of 1": "overlapping",
    "each batch is one too long": "overlapping",
    "each batch is one too short": "one_too_few_in_each",
    "the first example is left out": "one_left_out",
    "batch_size many batches": "batch_size_as_number_of_batches",
    "batches of nearly equal size": "evened_out",
    "always the same seed": "always_the_same_order",
    "the last batch is filled up": "last_batch_filled_up",
    "the rest goes into the last whole batch": "rest_in_the_last_batch",
    "only the order of the batches is shuffled": "only_the_batches_shuffled",
    "shuffled within each batch only": "shuffled_inside_the_batches",
    "two seeds for x and y": "shuffled_apart",
    "x and y are swapped": "x_and_y_swapped",
    "not shuffled, last batch dropped": "rest_dropped",
}


def _generator(x, y, batch_size, rng):
    order = list(range(len(x)))
    rng.shuffle(order)
    while order:
        now, order = order[:batch_size], order[batch_size:]
        yield x[now], y[now]


def _recursive(x, y, batch_size, rng, order=None):
    order = rng.permutation(len(x)) if order is None else order
    if not len(order):
        return []
    now = order[:batch_size]
    return [(x[now], y[now]), *_recursive(x, y, batch_size, rng, order[batch_size:])]


def _by_sorting_keys(x, y, batch_size, rng):
    order = np.argsort(rng.random(len(x)))
    cuts = range(batch_size, len(x), batch_size)
    return [[x[part], y[part]] for part in np.split(order, cuts)]


RIGHT = {
    "plain": lambda x, y, batch_size, rng: _cut(*_together(x, y, rng), batch_size),
    "a generator": _generator,
    "recursion": _recursive,
    "by sorting random keys": _by_sorting_keys,
    "choice without replacement": lambda x, y, batch_size, rng: tuple(
        _cut(*(lambda order: (x[order], y[order]))(rng.choice(len(x), len(x), replace=False)), batch_size)
    ),
    "shuffled pairs": lambda x, y, batch_size, rng: (
        (np.array([p[0] for p in part]), np.array([p[1] for p in part]))
        for pairs in [[(x[i], y[i]) for i in rng.permutation(len(x))]]
        for part in [pairs[i : i + batch_size] for i in range(0, len(pairs), batch_size)]
    ),
}
