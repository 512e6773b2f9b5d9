"""Plain values: what a function returned as arrays, numbers, lists and tuples, and how far apart two of them are.

`plain` runs beside the learner's code and asks objects for nothing but their numbers; all that judges works on what it
gives, and it could be written as JSON and bytes. Values are compared with Python's operators and arrays' own methods,
which a learner's code cannot replace by its own.
"""

from dataclasses import dataclass
from itertools import islice
from math import inf
from numbers import Real

import numpy as np

__all__ = [
    "SMALLEST_SCALE", "BadTypeError", "Other", "as_array", "as_arrays", "error_between", "is_finite", "is_right",
    "is_same", "plain", "same",
]  # fmt: skip

MOST = 2_000  # values of an iterator, which may go on for ever
MOST_NUMBERS = 1_000_000  # of an array or a list: no exercise has more, and a copy takes room
SMALLEST_SCALE = 1e-12
NUMBERS = {bool, int, float}
NOT_NUMBERS = {"c": "complex numbers", "U": "text", "S": "bytes", "O": "objects", "M": "dates", "m": "times"}


class BadTypeError(Exception):
    """A value that is not made of numbers; its text says what it is and what was expected."""


@dataclass(frozen=True)
class Other:
    """A value that is not made of numbers, by the name of its kind."""

    kind: str


def plain(value, depth: int = 0):
    """The value as plain arrays, numbers, lists and tuples; `Other` for all else. An iterator becomes a list."""
    if value is None or type(value) in NUMBERS:
        return value
    if isinstance(value, (list, tuple)) and len(value) > MOST_NUMBERS:
        return Other(f"{_kind(value)} of {len(value):,} values")
    if _is_row(value):
        return value.copy()
    if isinstance(value, (list, tuple)):
        if depth > 8:  # or one that is in itself
            return Other("a list that is nested too deeply")
        parts = [plain(part, depth + 1) for part in value]
        return tuple(parts) if isinstance(value, tuple) else parts
    if isinstance(value, (str, bytes, dict, set, frozenset)) or callable(value):
        return Other(_kind(value))
    if hasattr(type(value), "__next__") or isinstance(value, range):
        parts = [plain(part, depth + 1) for part in islice(value, MOST + 1)]
        return parts if len(parts) <= MOST else Other(f"{_kind(value)} that gives more than {MOST:,} values")
    if isinstance(value, np.ndarray) and value.size > MOST_NUMBERS:
        return Other(f"an array of {value.size:,} numbers")
    try:
        array = np.array(value, subok=False)
    except Exception:
        return Other(_kind(value))
    return _plain_array(array, value)


def _plain_array(array: np.ndarray, value) -> np.ndarray | Other:
    """The array if it holds numbers; `value` is what it was made from."""
    if array.dtype.kind == "O" and all(issubclass(type(entry), Real) for entry in array.flat):
        array = array.astype(float)
    if array.dtype.kind not in "fiub":
        held = NOT_NUMBERS.get(array.dtype.kind)
        return Other(f"an array of {held}" if held and isinstance(value, np.ndarray) else _kind(value))
    return array


def _is_row(value) -> bool:
    """A list of numbers alone, which is often long, and is not looked at number by number."""
    return type(value) is list and NUMBERS.issuperset(map(type, value))


def _kind(value) -> str:
    name = type(value).__name__
    if name == "bytes":
        return name
    return f"{'an' if name[0].lower() in 'aeiou' else 'a'} {name}"


def as_arrays(value, n_outputs: int) -> list[np.ndarray]:
    """A plain value as one float array for each output; raises BadTypeError where it is not that."""
    if n_outputs == 1 or value is None:
        return [as_array(value)]
    if isinstance(value, np.ndarray) and value.ndim > 0 and len(value) == n_outputs:
        value = list(value)
    if not isinstance(value, (list, tuple)):
        raise BadTypeError(f"it returned {_say(value)}, expected {n_outputs} values, with commas between them")
    if len(value) != n_outputs:
        raise BadTypeError(f"it returned {len(value)} {'value' if len(value) == 1 else 'values'}, expected {n_outputs}")
    return [as_array(part) for part in value]


def as_array(value) -> np.ndarray:
    """A plain value as one float array; raises BadTypeError where it is not that."""
    if value is None:
        raise BadTypeError("it returned None, as a function without return does. Is there a return at its end?")
    if isinstance(value, Other):
        raise BadTypeError(f"it returned {_say(value)}, expected numbers")
    try:
        array = np.array(value)
    except ValueError:  # rows of different lengths
        array = None
    if array is None or array.dtype.kind not in "fiub":
        raise BadTypeError(f"it returned {_say(value)}, which cannot be read as one array of numbers")
    return array.astype(np.float64)


def _say(value) -> str:
    if isinstance(value, Other):
        return value.kind
    if isinstance(value, (list, tuple)):
        inside = sorted({_say(part) for part in value})
        return f"a {type(value).__name__} of {len(value)} ({', '.join(inside)})"
    return f"an array {value.shape}" if isinstance(value, np.ndarray) else "None" if value is None else _kind(value)


def is_finite(array: np.ndarray) -> np.ndarray:
    """Whether each entry is neither NaN nor infinite."""
    return abs(array) < inf


def error_between(got: np.ndarray, expected: np.ndarray) -> float:
    """The largest difference over the largest entry; infinite where shapes differ or a number is not finite."""
    if got.shape != expected.shape:
        return inf
    if got.size == 0:
        return 0.0
    with np.errstate(invalid="ignore", over="ignore"):
        difference = float(abs(got - expected).max())
    if not difference < inf:  # NaN, too
        return inf
    return difference / max(float(abs(expected).max()), SMALLEST_SCALE)


def is_right(got: np.ndarray, expected: np.ndarray, tolerance: float) -> bool:
    """Whether the two agree within the tolerance."""
    return error_between(got, expected) <= tolerance


def is_same(got: np.ndarray, theirs: np.ndarray, free: np.ndarray, tolerance: float) -> bool:
    """Whether the two agree where they are finite, and are infinite or NaN alike; `free` ones need only be finite."""
    if got.shape != theirs.shape:
        return False
    if free.shape != got.shape and (error := error_between(got, theirs)) < inf:  # all are finite, and count
        return error <= tolerance
    if not (is_finite(got) == is_finite(theirs)).all():
        return False
    odd = ~is_finite(got)
    alike = (got[odd] == theirs[odd]) | (got[odd] != got[odd]) & (theirs[odd] != theirs[odd])
    compared = ~odd & ~free if free.shape == got.shape else ~odd
    return bool(alike.all()) and is_right(got[compared], theirs[compared], tolerance)


def same(a, b, tolerance: float) -> bool:
    """Whether two plain values agree, part by part, to this absolute tolerance; a list equals a tuple."""
    if isinstance(a, (list, tuple)) and isinstance(b, (list, tuple)) and not (_is_row(a) and _is_row(b)):
        return len(a) == len(b) and all(same(x, y, tolerance) for x, y in zip(a, b, strict=True))
    try:
        a, b = as_array(a), as_array(b)
    except BadTypeError:
        return type(a) is type(b)
    if a.shape != b.shape:
        return False
    odd = ~is_finite(a)
    alike = (a[odd] == b[odd]) | (a[odd] != a[odd]) & (b[odd] != b[odd])
    return bool(alike.all()) and bool((abs(a[~odd] - b[~odd]) <= tolerance).all())
