"""Values as plain arrays, and how far apart two of them are."""

import numpy as np

__all__ = ["BadTypeError", "as_arrays", "error_between", "is_right"]


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
        if array.dtype.kind not in "fiub":
            raise TypeError
        return array.astype(np.float64)
    except Exception as error:
        raise BadTypeError(f"it returned {_kind(value)}, which is not an array of numbers") from error


def _kind(value) -> str:
    name = type(value).__name__
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


def error_between(got: np.ndarray, expected: np.ndarray) -> float:
    """The largest difference over the largest entry; infinite where shapes differ or a number is not finite."""
    if got.shape != expected.shape or not np.isfinite(got).all():
        return float("inf")
    if got.size == 0:
        return 0.0
    scale = max(float(np.abs(expected).max()), 1e-12)
    return float(np.abs(got - expected).max()) / scale


def is_right(got: np.ndarray, expected: np.ndarray, tolerance: float) -> bool:
    """Whether the two agree within the tolerance."""
    return error_between(got, expected) <= tolerance
