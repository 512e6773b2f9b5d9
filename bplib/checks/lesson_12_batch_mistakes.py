"""What goes wrong with mini-batches: wrong code that runs, and why it is not right."""

import numpy as np

from .exercise import Mistake

__all__ = ["BATCH_MISTAKES"]


def _cut(x, y, batch_size):
    return [(x[i : i + batch_size], y[i : i + batch_size]) for i in range(0, len(x), batch_size)]


def _shuffled(x, y, rng):
    order = rng.permutation(len(x))
    return x[order], y[order]


def _batches_in_any_order(x, y, batch_size, rng):
    batches = _cut(x, y, batch_size)
    return [batches[i] for i in rng.permutation(len(batches))]


def _overlapping(x, y, batch_size, rng):
    x, y = _shuffled(x, y, rng)
    return [(x[i : i + batch_size], y[i : i + batch_size]) for i in range(0, len(x), max(batch_size - 1, 1))]


def _drawn(x, y, batch_size, rng):
    drawn = rng.integers(0, len(x), len(x))
    return _cut(x[drawn], y[drawn], batch_size)


def _filled_up(x, y, batch_size, rng):
    order = rng.permutation(len(x))
    return _cut(
        *(np.resize(part[order], (-(-len(x) // batch_size) * batch_size, *part.shape[1:])) for part in (x, y)),
        batch_size,
    )


def _rest_in_the_last(x, y, batch_size, rng):
    x, y = _shuffled(x, y, rng)
    starts = list(range(0, max(len(x) - batch_size, 0) + 1, batch_size))
    return list(zip(np.split(x, starts[1:]), np.split(y, starts[1:]), strict=True))


BATCH_MISTAKES = (
    Mistake(
        "not_shuffled",
        lambda x, y, size, rng: _cut(x, y, size),
        "Nothing is shuffled. In sorted data each batch would hold one kind of example only.",
    ),
    Mistake(
        "shuffled_apart",
        lambda x, y, size, rng: _cut(x[rng.permutation(len(x))], y[rng.permutation(len(y))], size),
        "x and y are shuffled each in its own order, so examples get wrong labels. Draw one order and use it for both.",
    ),
    Mistake(
        "one_of_the_two_shuffled",
        lambda x, y, size, rng: _cut(x[rng.permutation(len(x))], y, size),
        "Only one of x and y is shuffled, so examples get wrong labels. Use the same order for both.",
    ),
    Mistake(
        "rest_dropped",
        lambda x, y, size, rng: [batch for batch in _cut(*_shuffled(x, y, rng), size) if len(batch[0]) == size],
        "The examples that do not fill a whole batch are left out. The last batch may be smaller.",
    ),
    Mistake(
        "rest_in_the_last_batch",
        _rest_in_the_last,
        "The rest is put into the last full batch, which is too large then. It makes a smaller batch of its own.",
    ),
    Mistake(
        "drawn_with_replacement",
        _drawn,
        "The examples are drawn anew each time, so that some come twice and others never. Draw one permutation, before "
        "the loop.",
    ),
    Mistake(
        "overlapping",
        _overlapping,
        "The batches overlap. The next one begins where this one ends, batch_size further on.",
    ),
    Mistake(
        "only_the_first_batch",
        lambda x, y, size, rng: _cut(*_shuffled(x, y, rng), size)[:1],
        "Only one batch comes back. A return inside the loop ends the function at its first round.",
    ),
    Mistake(
        "batch_size_as_number_of_batches",
        lambda x, y, size, rng: list(zip(*(np.array_split(part, size) for part in _shuffled(x, y, rng)), strict=True))[
            : len(x)
        ],
        "batch_size is taken for the number of batches. It is the number of examples in each.",
    ),
    Mistake(
        "always_the_same_order",
        lambda x, y, size, rng: _cut(*_shuffled(x, y, np.random.default_rng(0)), size),
        "Another generator gives the same order, so it does not come from rng. Draw it from rng: one made inside "
        "begins anew at each call.",
    ),
    Mistake(
        "only_the_batches_shuffled",
        _batches_in_any_order,
        "The batches change places, but the same examples stay together. Shuffle the examples first, then cut.",
    ),
    Mistake(
        "shuffled_inside_the_batches",
        lambda x, y, size, rng: [_shuffled(*batch, rng) for batch in _cut(x, y, size)],
        "Each batch is shuffled in itself, so the same examples stay together. Shuffle all of them first, then cut.",
    ),
    Mistake(
        "last_batch_filled_up",
        _filled_up,
        "The last batch is filled up with examples that were there already. It may be smaller.",
    ),
    Mistake(
        "evened_out",
        lambda x, y, size, rng: list(
            zip(*(np.array_split(part, -(-len(x) // size)) for part in _shuffled(x, y, rng)), strict=True)
        ),
        "The batches are made equally large. All but the last have batch_size examples, and the last has the rest.",
    ),
    Mistake(
        "one_too_few_in_each",
        lambda x, y, size, rng: [(a[: size - 1], b[: size - 1]) for a, b in _cut(*_shuffled(x, y, rng), size)],
        "Each batch has one example too few. A slice a:b already ends before b, so no 1 is taken off.",
    ),
    Mistake(
        "one_left_out",
        lambda x, y, size, rng: _cut(*(part[1:] for part in _shuffled(x, y, rng)), size),
        "One example is in no batch. A range that begins with 1, or a slice that ends at −1, loses one.",
    ),
    Mistake(
        "only_turned_round",
        lambda x, y, size, rng: _cut(x[::-1], y[::-1], size),
        "The examples are turned round, not shuffled: sorted ones stay sorted. Draw their order from rng.",
    ),
    Mistake(
        "x_and_y_swapped",
        lambda x, y, size, rng: [(b, a) for a, b in _cut(*_shuffled(x, y, rng), size)],
        "x and y have changed places in the batches. A batch is (x_batch, y_batch).",
    ),
)
