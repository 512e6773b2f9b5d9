"""What can be said of a wrong output that no known mistake explains: only what holds on every probe."""

import numpy as np

from .values import is_right

__all__ = ["pattern_of"]


def pattern_of(pairs: list[tuple[np.ndarray, np.ndarray]], sizes: list[dict[str, float]], tolerance: float) -> str:
    """A fact about all pairs of a value and the right value, or nothing; `sizes` are numbers that may be factors."""
    if all(got.shape == right.shape for got, right in pairs):
        told = _factor(pairs, sizes, tolerance) or _transposed(pairs, tolerance) or _signs(pairs, tolerance)
        return told or _where_zero(pairs, tolerance) or _one_row(pairs, tolerance)
    return _other_shape(pairs, tolerance)


def _factor(pairs, sizes: list[dict[str, float]], tolerance: float) -> str:
    """One constant factor on every probe, or one of the sizes, or one divided by it."""
    ratios = [_ratio(got, right, tolerance) for got, right in pairs]
    if any(ratio is None for ratio in ratios):
        return ""
    known = [ratio for ratio in ratios if not np.isnan(ratio)]
    if len(known) > 1 and np.allclose(known, known[0], rtol=10 * tolerance, atol=0) and known[0] != 0:
        return f"is the right value times {_number(known[0])}."
    for name in sizes[0] if sizes else ():
        for sign, minus in ((1, ""), (-1, "−")):
            size = np.array([sign * entry[name] for entry in sizes], float)
            for words, factor in ((f"{minus}{name}", size), (f"{minus}1 / {name}", 1 / size)):
                if _all_near(ratios, factor, tolerance):
                    return f"is the right value times {words}."
    return ""


def _all_near(ratios, factors, tolerance: float) -> bool:
    pairs = [(ratio, factor) for ratio, factor in zip(ratios, factors, strict=True) if not np.isnan(ratio)]
    return len(pairs) > 1 and all(abs(ratio - factor) <= 10 * tolerance * abs(factor) for ratio, factor in pairs)


def _ratio(got: np.ndarray, right: np.ndarray, tolerance: float) -> float | None:
    """The constant got / right, NaN where right is 0 everywhere and so is got, None where it is not constant."""
    if right.size == 0 or not np.isfinite(got).all():
        return None
    i = np.unravel_index(np.argmax(np.abs(right)), right.shape)
    if right[i] == 0:
        return None if got.any() else float("nan")
    ratio = float(got[i] / right[i])
    return ratio if is_right(got, ratio * right, tolerance) else None


def _number(value: float) -> str:
    near = round(value)
    text = str(near) if near and abs(value - near) < 1e-6 * abs(value) else f"{value:.4g}"
    inverse = round(1 / value)
    if 1 < abs(inverse) < 1000 and abs(1 / value - inverse) < 1e-6 * abs(inverse):
        text = f"{'-' if inverse < 0 else ''}1/{abs(inverse)}"
    return text.replace("-", "−")


def _transposed(pairs, tolerance: float) -> str:
    turned = all(r.ndim == 2 and is_right(got, r.T, tolerance) for got, r in pairs)
    return "is the right value, transposed." if turned else ""


def _signs(pairs, tolerance: float) -> str:
    if all(is_right(np.abs(got), np.abs(right), tolerance) for got, right in pairs):
        return "has the right size everywhere, but not always the right sign."
    if all(is_right(got, np.maximum(right, 0), tolerance) for got, right in pairs):
        return "is right where it should be positive, and 0 where it should be negative."
    return ""


def _where_zero(pairs, tolerance: float) -> str:
    """Right wherever the expected value is not zero, or where the value itself is not."""
    if any((right == 0).any() for _, right in pairs):
        rest_right = all(is_right(got[right != 0], right[right != 0], tolerance) for got, right in pairs)
        if rest_right:
            return "is right except where it should be 0."
    mostly = all(np.mean(got != 0) > 0.2 for got, _ in pairs if got.size > 3)
    if mostly and all(is_right(got[got != 0], right[got != 0], tolerance) for got, right in pairs):
        return "is right wherever it is not 0; something sets the other entries to 0, or never fills them."
    return ""


def _one_row(pairs, tolerance: float) -> str:
    """Right in all rows but one, the first or the last; the same for columns."""
    for axis, word in ((0, "row"), (1, "column")):
        large = [(got, right) for got, right in pairs if right.ndim > axis and right.shape[axis] > 1]
        for index, which in ((0, "first"), (-1, "last")):
            rest = [tuple(np.delete(part, index, axis) for part in pair) for pair in large]
            if rest and all(is_right(got, right, tolerance) for got, right in rest):
                return f"is right except in the {which} {word if large[0][1].ndim > 1 else 'entry'}."
    return ""


def _other_shape(pairs, tolerance: float) -> str:
    """The right numbers in another shape, on every probe."""
    if all(got.size == right.size for got, right in pairs):
        if all(right.ndim == 2 and is_right(got.T, right, tolerance) for got, right in pairs):
            return "is the right value, transposed."
        if all(is_right(got.reshape(right.shape), right, tolerance) for got, right in pairs):
            return "holds the right numbers, but not in the right shape."
    for what, reduce in (("sum", np.sum), ("mean", np.mean)):
        for axis, over in ((0, "over the first axis"), (-1, "over the last axis"), (None, "over all entries")):
            if all(right.ndim and is_right(got, reduce(right, axis=axis), tolerance) for got, right in pairs):
                return f"is the right value, but its {what} {over}."
    return ""
