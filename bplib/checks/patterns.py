"""What can be said of a wrong output that no known mistake explains: only what holds on every probe."""

from collections.abc import Callable, Iterable

import numpy as np

from .compare import is_right

__all__ = ["pattern_of"]

Pairs = list[tuple[np.ndarray, np.ndarray]]


def pattern_of(pairs: Pairs, tolerance: float) -> str:
    """The end of a sentence that begins with the output's name; `pairs` of what came and what is right."""
    for pattern in (_ratio, _transposed, _reshaped, _rounded, _one_left_out, _only_where):
        if text := pattern(pairs, tolerance):
            return text
    return ""


def _all(pairs: Pairs, change: Callable, tolerance: float) -> bool:
    return all(is_right(got, change(right), tolerance) for got, right in pairs)


def _ratio(pairs: Pairs, tolerance: float) -> str:
    """One constant factor on every probe, with the sizes of the probes tried as factors too."""
    factors: Iterable[tuple[str, Callable]] = (
        ("−1", lambda a: -1.0),
        ("2", lambda a: 2.0),
        ("1/2", lambda a: 0.5),
        ("the batch size", lambda a: float(len(a)) if a.ndim else 1.0),
        ("1 / the batch size", lambda a: 1 / len(a) if a.ndim else 1.0),
        ("1 / the number of entries", lambda a: 1 / a.size),
    )
    for name, factor in factors:
        if _all(pairs, lambda right, factor=factor: right * factor(right), tolerance):
            return f"is the right value times {name}."
    return ""


def _transposed(pairs: Pairs, tolerance: float) -> str:
    return "is the right value, transposed." if _all(pairs, lambda right: right.T, tolerance) else ""


def _reshaped(pairs: Pairs, tolerance: float) -> str:
    same = all(is_right(got.ravel(), right.ravel(), tolerance) for got, right in pairs)
    return "holds the right numbers, in another shape." if same else ""


def _rounded(pairs: Pairs, tolerance: float) -> str:
    if _all(pairs, lambda right: right.astype(int), tolerance):
        return "has lost what is behind the decimal point, as in an array of integers."
    for places in range(5):
        if _all(pairs, lambda right, places=places: right.round(places), tolerance):
            return f"is rounded to {places} decimal places. Give back all of them."
    return ""


def _one_left_out(pairs: Pairs, tolerance: float) -> str:
    for name, rest in (("first", slice(1, None)), ("last", slice(None, -1))):
        if all(g.shape == r.shape and is_right(g.ravel()[rest], r.ravel()[rest], tolerance) for g, r in pairs):
            return f"is right but for the {name} entry."
    return ""


def _only_where(pairs: Pairs, tolerance: float) -> str:
    """Wrong only where the expected value is zero."""
    if any(got.shape != right.shape for got, right in pairs) or not any((right == 0).any() for _, right in pairs):
        return ""
    rest = all(is_right(got[right != 0], right[right != 0], tolerance) for got, right in pairs)
    return "is right except where it should be 0." if rest else ""
