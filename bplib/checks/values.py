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
    "BadTypeError", "Other", "as_array", "as_arrays", "error_between", "is_finite", "is_right", "is_same", "plain",
    "same",
]  # fmt: skip

MOST = 10_000
SMALLEST_SCALE = 1e-12


class BadTypeError(Exception):
    """A value that is not made of numbers; its text says what it is and what was expected."""


@dataclass(frozen=True)
class Other:
    """A value that is not made of numbers, by the name of its kind."""

    kind: str


def plain(value, depth: int = 0):
    """The value as plain arrays, numbers, lists and tuples; `Other` for all else. An iterator becomes a list."""
    if value is None or type(value) in (bool, int, float):
        return value
    if isinstance(value, (list, tuple)):
        if depth > 8:  # or one that is in itself
            return Other("a list that is nested too deeply")
        parts = [plain(part, depth + 1) for part in value]
        return tuple(parts) if isinstance(value, tuple) else parts
    if isinstance(value, (str, bytes, dict, set, frozenset)) or callable(value):
        return Other(_kind(value))
    if hasattr(type(value), "__next__") or isinstance(value, range):
        return [plain(part, depth + 1) for part in islice(value, MOST)]
    try:
        array = np.array(value, subok=False)
    except Exception:
        return Other(_kind(value))
    if array.dtype.kind == "O" and all(issubclass(type(entry), Real) for entry in array.flat):
        array = array.astype(float)
    return array if array.dtype.kind in "fiub" else Other(_kind(value))


def _kind(value) -> str:
    name = type(value).__name__
    return f"{'an' if name[0].lower() in 'aeiou' else 'a'} {name}"


def as_arrays(value, n_outputs: int) -> list[np.ndarray]:
    """A plain value as one float array for each output; raises BadTypeError where it is not that."""
    if n_outputs == 1:
        return [as_array(value)]
    if isinstance(value, np.ndarray) and value.ndim > 0:
        value = list(value)
    if not isinstance(value, (list, tuple)):
        raise BadTypeError(f"it returned {_say(value)}, expected {n_outputs} values: return a, b, …")
    if len(value) != n_outputs:
        raise BadTypeError(f"it returned {len(value)} values, expected {n_outputs}")
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
    if got.shape != expected.shape or not is_finite(got).all():
        return inf
    if got.size == 0:
        return 0.0
    return float(abs(got - expected).max()) / max(float(abs(expected).max()), SMALLEST_SCALE)


def is_right(got: np.ndarray, expected: np.ndarray, tolerance: float) -> bool:
    """Whether the two agree within the tolerance."""
    return error_between(got, expected) <= tolerance


def is_same(got: np.ndarray, theirs: np.ndarray, free: np.ndarray, tolerance: float) -> bool:
    """Whether the two agree where they are finite, and are infinite or NaN alike; `free` ones need only be finite."""
    if got.shape != theirs.shape or not (is_finite(got) == is_finite(theirs)).all():
        return False
    odd = ~is_finite(got)
    alike = (got[odd] == theirs[odd]) | (got[odd] != got[odd]) & (theirs[odd] != theirs[odd])
    compared = ~odd & ~free if free.shape == got.shape else ~odd
    return bool(alike.all()) and is_right(got[compared], theirs[compared], tolerance)


def same(a, b, tolerance: float) -> bool:
    """Whether two plain values agree, part by part, to this absolute tolerance; a list equals a tuple."""
    if isinstance(a, (list, tuple)) and isinstance(b, (list, tuple)):
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
