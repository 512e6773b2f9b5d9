"""The exercise relative_error of lesson 10: how far two gradients are apart, whatever their size."""

import numpy as np

from .exercise import Exercise, Mistake, Output, Probe

__all__ = ["RELATIVE_ERROR"]

FLOOR = 1e-8


def relative_error(a, b):
    return np.max(np.abs(a - b) / np.maximum(FLOOR, np.abs(a) + np.abs(b)))


def _probes(rng):
    """The largest error at a small entry, above and below; 0 beside 0, sizes near the floor, equal arrays."""

    def pair(shape, largest):
        """Entries of very different sizes; b is up to 30 % away, but for the smallest entry, times `largest`.

        Neither the largest error nor the smallest is that of the first or of the last entry, so that who looks at one
        of these alone is wrong, and can be told so.
        """
        a = rng.choice([-1, 1], shape) * 10.0 ** rng.uniform(-1, 2, shape)
        away = rng.uniform(0.1, 0.25, shape)
        away.flat[[0, -1]] = 0.3
        b = a * (1 + rng.choice([-1, 1], shape) * away)
        i = rng.integers(1, a.size - 1)
        a.flat[i] = -np.min(np.abs(a)) / 2
        b.flat[i] = a.flat[i] * largest
        return a, b

    a, b = pair((7,), 2.7)
    with_zeros = np.append(a, 0.0), np.append(b, 0.0)
    tiny = rng.uniform(2, 4) * 1e-9
    near = rng.uniform(1, 2) * 1e-8
    whole = rng.normal(0, 1, (3, 2))
    return [
        Probe((a, b)),
        Probe(pair((4, 3), 0.3)),
        Probe((np.array([-2.0, 5.0]), np.array([3.0, 4.0])), "entries with different signs"),
        Probe(with_zeros, "an entry that is 0 in both"),
        Probe((np.array([tiny, 5.0]), np.array([tiny / 3, 5.01])), "entries of about 1e-9"),
        Probe((np.array([near, 5.0]), np.array([2.5 * near, 5.01])), "entries of about 1e-8"),
        Probe((np.array(rng.uniform(2, 3)), np.array(rng.uniform(4, 5))), "single numbers"),
        Probe((whole, whole.copy()), "two equal arrays"),
    ]


def _entry_by_entry(a, b):
    worst = 0.0
    for one, other in zip(np.ravel(a).tolist(), np.ravel(b).tolist(), strict=True):
        worst = max(worst, abs(one - other) / max(1e-8, abs(one) + abs(other)))
    return worst


def _where(a, b):
    total = np.sqrt(a**2) + np.sqrt(b**2)
    return (np.sqrt((a - b) ** 2) / np.where(total > 1e-8, total, 1e-8)).max()


def _in_float32(a, b):
    a, b = np.asarray(a, np.float32), np.asarray(b, np.float32)
    return np.amax(abs(b - a) / np.clip(abs(a) + abs(b), np.float32(1e-8), None))


def _mistake(id, function, why):
    def quiet(a, b):
        with np.errstate(all="ignore"):
            return function(a, b)

    return Mistake(id, quiet, why)


def _length(a):
    return np.sqrt(np.sum(a**2))


def _errors(a, b):
    return np.ravel(abs(a - b) / np.maximum(FLOOR, abs(a) + abs(b)))


MISTAKES = (
    _mistake(
        "absolute_error",
        lambda a, b: np.max(abs(a - b)),
        "This is the difference alone. Whether 0.01 is much depends on the size of the gradients: divide by it.",
    ),
    _mistake(
        "mean_instead_of_max",
        lambda a, b: np.mean(abs(a - b) / np.maximum(FLOOR, abs(a) + abs(b))),
        "The mean lets one wrong entry hide behind many right ones. The largest error finds it.",
    ),
    _mistake(
        "summed",
        lambda a, b: np.sum(abs(a - b) / np.maximum(FLOOR, abs(a) + abs(b))),
        "The errors are added up, so that a large array looks worse than a small one. Take the largest.",
    ),
    _mistake(
        "smallest_instead_of_largest",
        lambda a, b: np.min(abs(a - b) / np.maximum(FLOOR, abs(a) + abs(b))),
        "This is the smallest error. One right entry would hide all the wrong ones: take the largest.",
    ),
    _mistake(
        "one_for_each_entry",
        lambda a, b: abs(a - b) / np.maximum(FLOOR, abs(a) + abs(b)),
        "There is an error for each entry. One number is asked for, the largest of them.",
    ),
    _mistake(
        "sign_kept",
        lambda a, b: np.max((a - b) / np.maximum(FLOOR, abs(a) + abs(b))),
        "Where a is smaller than b the difference is negative, and the maximum passes over it. Take its size.",
    ),
    _mistake(
        "denominator_without_sizes",
        lambda a, b: np.max(abs(a - b) / np.maximum(FLOOR, a + b)),
        "a and b are added with their signs, so that negative entries give no size at all. Take abs of each first.",
    ),
    _mistake(
        "size_of_the_sum",
        lambda a, b: np.max(abs(a - b) / np.maximum(FLOOR, abs(a + b))),
        "In abs(a + b) entries of different signs cancel. Take abs of each first, and then add.",
    ),
    _mistake(
        "relative_to_a",
        lambda a, b: np.max(abs(a - b) / np.maximum(FLOOR, abs(a))),
        "The difference is compared with a alone. With abs(a) + abs(b) both gradients count alike.",
    ),
    _mistake(
        "relative_to_b",
        lambda a, b: np.max(abs(a - b) / np.maximum(FLOOR, abs(b))),
        "The difference is compared with b alone. With abs(a) + abs(b) both gradients count alike.",
    ),
    _mistake(
        "relative_to_the_larger",
        lambda a, b: np.max(abs(a - b) / np.maximum(FLOOR, np.maximum(abs(a), abs(b)))),
        "The difference is compared with the larger of the two. That is in use elsewhere; here it is their sum.",
    ),
    _mistake(
        "relative_to_the_mean",
        lambda a, b: np.max(abs(a - b) / np.maximum(FLOOR, (abs(a) + abs(b)) / 2)),
        "The sizes are averaged, which makes the error twice as large. Here the two are added and not halved.",
    ),
    _mistake(
        "no_floor",
        lambda a, b: np.max(abs(a - b) / (abs(a) + abs(b))),
        "Where both entries are 0 this is 0/0, and where both are tiny, noise looks like an error. The denominator "
        "is at least 1e-8.",
    ),
    _mistake(
        "floor_added",
        lambda a, b: np.max(abs(a - b) / (abs(a) + abs(b) + FLOOR)),
        "1e-8 is added to every denominator. It is a lower limit: the larger of the two counts.",
    ),
    _mistake(
        "floor_as_upper_limit",
        lambda a, b: np.max(abs(a - b) / np.minimum(FLOOR, abs(a) + abs(b))),
        "The smaller of 1e-8 and the size is taken. 1e-8 is a lower limit, so the larger of the two counts.",
    ),
    _mistake(
        "maxima_taken_apart",
        lambda a, b: np.max(abs(a - b)) / np.maximum(FLOOR, np.max(abs(a) + abs(b))),
        "The largest difference is divided by the largest size, which may be those of different entries. Divide "
        "entry by entry first.",
    ),
    _mistake(
        "lengths_of_vectors",
        lambda a, b: _length(a - b) / np.maximum(FLOOR, _length(a) + _length(b)),
        "The arrays are compared as a whole, by their lengths, where one small wrong entry does not show. Divide "
        "entry by entry.",
    ),
    _mistake(
        "squared",
        lambda a, b: np.max((a - b) ** 2 / np.maximum(FLOOR, abs(a) + abs(b))),
        "The difference is squared, which loses the unit: gradients ten times as large get ten times the error. Take "
        "abs of it.",
    ),
    *(
        _mistake(
            f"floor_of_{floor:.0e}",
            lambda a, b, floor=floor: np.max(abs(a - b) / np.maximum(floor, abs(a) + abs(b))),
            f"The lower limit of the denominator is {floor:.0e} here. It is 1e-8.",
        )
        for floor in (1e-4, 1e-5, 1e-6, 1e-7)
    ),
    _mistake(
        "floor_too_low",
        lambda a, b: np.max(abs(a - b) / np.maximum(1e-12, abs(a) + abs(b))),
        "Where both entries are tiny, noise looks like an error. The denominator is at least 1e-8, here it is less.",
    ),
    _mistake(
        "largest_of_each_column",
        lambda a, b: np.max(abs(a - b) / np.maximum(FLOOR, abs(a) + abs(b)), axis=0 if a.ndim else None),
        "There is an error for each column. One number is asked for, the largest of all.",
    ),
    _mistake(
        "sums_taken_apart",
        lambda a, b: np.sum(abs(a - b)) / max(FLOOR, np.sum(abs(a) + abs(b))),
        "All differences are added, and all sizes, so one small wrong entry does not show. Divide entry by entry.",
    ),
    _mistake(
        "added_instead_of_subtracted",
        lambda a, b: np.max(abs(a + b) / np.maximum(FLOOR, abs(a) + abs(b))),
        "a and b are added above the line. How far they are apart is the difference.",
    ),
    _mistake(
        "difference_of_the_sizes",
        lambda a, b: np.max(abs(abs(a) - abs(b)) / np.maximum(FLOOR, abs(a) + abs(b))),
        "The sizes are subtracted, so a wrong sign does not show. Subtract first, then take abs of it.",
    ),
    _mistake(
        "squares_on_both_sides",
        lambda a, b: np.max((a - b) ** 2 / np.maximum(FLOOR, a**2 + b**2)),
        "Squares stand above and below the line. Here it is sizes, abs, without squares.",
    ),
    _mistake(
        "small_or_not",
        lambda a, b: float(np.max(abs(a - b)) < FLOOR),
        "This says whether the difference is small. The error itself is asked for, a number.",
    ),
    _mistake(
        "place_of_the_largest",
        lambda a, b: np.argmax(abs(a - b) / np.maximum(FLOOR, abs(a) + abs(b))),
        "argmax gives the place of the largest error. The error itself is asked for: np.max.",
    ),
    _mistake(
        "first_entry_alone",
        lambda a, b: _errors(a, b)[0],
        "Only the first entry counts here. Is there a return inside the loop? It ends the function at its first round.",
    ),
    _mistake(
        "last_entry_alone",
        lambda a, b: _errors(a, b)[-1],
        "Only the last entry counts here. Each round sets the error anew: keep the larger of the old and the new one.",
    ),
    _mistake(
        "last_entry_left_out",
        lambda a, b: max(_errors(a, b)[:-1], default=0.0),
        "The last entry is left out. range(n) already stops before n, so no 1 is taken off.",
    ),
)

RELATIVE_ERROR = Exercise(
    id="relative_error",
    lesson=10,
    parameters=("a", "b"),
    outputs=(Output("error", "a number"),),
    reference=relative_error,
    probes=_probes,
    small_probes=(
        Probe((np.array([3.0]), np.array([1.0]))),
        Probe((np.array([1.0]), np.array([3.0]))),
        Probe((np.array([3.0, 1.0]), np.array([1.0, 1.0]))),
        Probe((np.array([-3.0, 8.0]), np.array([-1.0, 8.0]))),
        Probe((np.array([-1.0, 2.0]), np.array([3.0, 2.0]))),
        Probe((np.array([0.0, 2.0]), np.array([0.0, 1.0]))),
        Probe((np.array([2e-9]), np.array([4e-9]))),
    ),
    mistakes=MISTAKES,
    variants=(_entry_by_entry, _where, _in_float32),
    sizes=lambda a, b: {"the number of entries": max(a.size, 1)},
    formula="max over the entries of |a − b| / max(1e-8, |a| + |b|)",
    where="Lesson 10, where two gradients are compared",
)
