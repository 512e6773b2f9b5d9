"""Values as plain arrays, and how far apart two of them are.

Compared with Python's operators and arrays' own methods, which a learner's code cannot replace by its own.
"""

from math import inf
from numbers import Real

import numpy as np

__all__ = ["BadTypeError", "as_arrays", "error_between", "is_finite", "is_right", "is_same"]


class BadTypeError(Exception):
    """A value that is not made of numbers; its text says what it is and what was expected."""


def as_arrays(value, n_outputs: int) -> list[np.ndarray]:
    """The value a function returned as one float array for each output.

    Lists, tuples, Python numbers, booleans and array subclasses are all taken; what they say about themselves when they
    are compared is never asked. Raises BadTypeError for everything else, and for a wrong number of outputs.
    """
    if n_outputs == 1:
        return [_as_array(value)]
    if isinstance(value, np.ndarray) and value.ndim > 0:
        value = list(value)
    if not isinstance(value, (list, tuple)):
        raise BadTypeError(f"it returned {_kind(value)}, expected {n_outputs} values: return a, b, …")
    if len(value) != n_outputs:
        raise BadTypeError(f"it returned {len(value)} values, expected {n_outputs}")
    return [_as_array(part) for part in value]


def _as_array(value) -> np.ndarray:
    if value is None:
        raise BadTypeError("it returned None, as a function without return does. Is there a return at its end?")
    if isinstance(value, (str, bytes, dict, set)) or callable(value):
        raise BadTypeError(f"it returned {_kind(value)}, expected numbers")
    try:
        array = np.array(value, subok=False)
        whole_objects = array.dtype.kind == "O" and all(issubclass(type(entry), Real) for entry in array.flat)
        if array.dtype.kind not in "fiub" and not whole_objects:
            raise TypeError
        return array.astype(float)
    except Exception as error:
        raise BadTypeError(f"it returned {_kind(value)}, which is not an array of numbers") from error


def _kind(value) -> str:
    name = type(value).__name__
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


def is_finite(array: np.ndarray) -> np.ndarray:
    """Whether each entry is neither NaN nor infinite."""
    return abs(array) < inf


def error_between(got: np.ndarray, expected: np.ndarray) -> float:
    """The largest difference over the largest entry; infinite where shapes differ or a number is not finite."""
    if got.shape != expected.shape or not is_finite(got).all():
        return inf
    if got.size == 0:
        return 0.0
    return float(abs(got - expected).max()) / max(float(abs(expected).max()), 1e-12)


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
