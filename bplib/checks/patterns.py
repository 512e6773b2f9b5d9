"""What can be said of a wrong output that no known mistake explains: only what holds on every probe."""

from collections.abc import Callable

import numpy as np

from .values import error_between, is_finite, is_right

__all__ = ["pattern_of"]


Pairs = list[tuple[np.ndarray, np.ndarray]]
IN_THE_LOOP = "Is there a return inside the loop? It ends the function at its first round."
ONE_SHORT = "Does a loop begin with 1, or end one too early? range(n) goes from 0 to n − 1 by itself."
NEARLY = 2e-3
OVERWRITTEN = "Does each round of the loop overwrite what came before? Collect all of it."


def pattern_of(pairs: Pairs, sizes: list[dict[str, float]], tolerance: float) -> str:
    """The end of a sentence that begins with the output's name, or nothing; `pairs` of what came and what is right.

    `sizes` are, for each pair, numbers that may be a factor by mistake.
    """
    if any(got.shape != right.shape for got, right in pairs):
        return _transposed(pairs, tolerance) or _other_shape(pairs, tolerance)
    if text := _factor(pairs, sizes, tolerance):
        return text
    for pattern in (_transposed, _signs, _rounded, _nearly, _first_only, _one_row, _where_zero):
        if text := pattern(pairs, tolerance):
            return text
    return ""


def _all(pairs: Pairs, change: Callable, tolerance: float) -> bool:
    return all(is_right(got, change(right), tolerance) for got, right in pairs)


def _factor(pairs: Pairs, sizes: list[dict[str, float]], tolerance: float) -> str:
    """One constant factor on every probe, or one of the sizes, or one divided by it."""
    ratios = [_ratio(got, right, tolerance) for got, right in pairs]
    if any(ratio is None for ratio in ratios):
        return ""
    known = [ratio for ratio in ratios if not np.isnan(ratio)]
    if len(known) > 1 and abs(known[0] - 1) < 1e-3:
        return ""  # right to a few digits, which is not a factor
    if len(known) > 1 and known[0] != 0 and _all_near(ratios, [known[0]] * len(ratios), tolerance):
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
    if right.size == 0 or not is_finite(got).all():
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


def _transposed(pairs: Pairs, tolerance: float) -> str:
    return "is the right value, transposed." if _all(pairs, lambda right: right.T, tolerance) else ""


def _rounded(pairs: Pairs, tolerance: float) -> str:
    if _all(pairs, lambda right: right.astype(int), tolerance):
        return "has lost what is behind the decimal point, as in an array of integers."
    if _all(pairs, lambda right: np.floor(right), tolerance):
        return "is rounded down to whole numbers, as // does. A single / keeps what is behind the decimal point."
    for places in range(5):
        if _all(pairs, lambda right, places=places: right.round(places), tolerance):
            return f"is rounded to {places} decimal places. Give back all of them."
    return ""


def _signs(pairs: Pairs, tolerance: float) -> str:
    if all(is_right(np.abs(got), np.abs(right), tolerance) for got, right in pairs):
        return "has the right size everywhere, but not always the right sign."
    if all(is_right(got, np.maximum(right, 0), tolerance) for got, right in pairs):
        return "is right where it should be positive, and 0 where it should be negative."
    return ""


def _nearly(pairs: Pairs, tolerance: float) -> str:
    """Right to a few digits on every probe, and in no more."""
    if len(pairs) > 1 and max(error_between(got, right) for got, right in pairs) < NEARLY:
        return "is nearly right. Is a number rounded, or a slope taken from two points? The formula is exact."
    return ""


def _where_zero(pairs: Pairs, tolerance: float) -> str:
    """Right wherever the expected value is not zero, or where the value itself is not."""
    if any((right == 0).any() for _, right in pairs):
        rest_right = all(is_right(got[right != 0], right[right != 0], tolerance) for got, right in pairs)
        if rest_right:
            return "is right except where it should be 0."
    filled = [np.mean(got != 0) > 0.2 for got, _ in pairs if got.size > 3]
    if any(filled) and all(filled) and all(is_right(got[got != 0], right[got != 0], tolerance) for got, right in pairs):
        return "is right wherever it is not 0; something sets the other entries to 0, or never fills them."
    return ""


def _one_row(pairs: Pairs, tolerance: float) -> str:
    """Right but for the first or the last entry, row or column."""
    long = sum(right.size > 1 for _, right in pairs)
    for which, rest in (("first", slice(1, None)), ("last", slice(None, -1))):
        if long > 1 and all(is_right(got.ravel()[rest], right.ravel()[rest], tolerance) for got, right in pairs):
            return f"is right but for the {which} entry. {ONE_SHORT}"
        for axis, word in ((0, "row"), (1, "column")):
            cut = [(got, right) for got, right in pairs if right.ndim > 1]
            flat_right = all(is_right(got, right, tolerance) for got, right in pairs if right.ndim <= 1)
            index = (slice(None),) * axis + (rest,)
            cut_right = all(is_right(got[index], right[index], tolerance) for got, right in cut)
            if len(cut) > 1 and flat_right and cut_right:
                return f"is right but for the {which} {word}. {ONE_SHORT}"
    return ""


def _first_only(pairs: Pairs, tolerance: float) -> str:
    """Right in the first row or entry, and 0 in all others."""
    if sum(len(right) > 1 for _, right in pairs if right.ndim) < 2:
        return ""
    for part in ("entry", "row"):
        first = [_first_kept(right, part) for _, right in pairs]
        if all(is_right(got, kept, tolerance) for (got, _), kept in zip(pairs, first, strict=True)):
            return f"is right in its first {part} only, and 0 elsewhere. {IN_THE_LOOP}"
    return ""


def _first_kept(right: np.ndarray, part: str) -> np.ndarray:
    if not right.ndim:
        return right
    kept = np.zeros_like(right)
    place = 0 if part == "row" else (0,) * right.ndim
    kept[place] = right[place]
    return kept


def _one_part(pairs: Pairs, tolerance: float) -> str:
    """The first or last row or entry alone, or the right value with others behind it."""
    whole = [(got, right) for got, right in pairs if right.ndim]
    single = all(is_right(got, right, tolerance) for got, right in pairs if not right.ndim)
    if whole and single:
        for which, i, why in (("first", 0, IN_THE_LOOP), ("last", -1, OVERWRITTEN)):
            for part, of in (
                ("entry", lambda right, i=i: right.ravel()[i]),
                ("row", lambda right, i=i: right[i]),
                ("entry" if all(right.ndim == 1 for _, right in whole) else "row", lambda right, i=i: right[[i]]),
            ):
                if _all(whole, lambda right, of=of: np.asarray(of(right)), tolerance):
                    return f"is its {which} {part} alone. {why}"
    if all(got.ndim == right.ndim + 1 and len(got) > 1 and is_right(got[0], right, tolerance) for got, right in pairs):
        return "comes with something more behind it. Return it alone."
    return ""


def _other_shape(pairs: Pairs, tolerance: float) -> str:
    """The right numbers in another shape, a part of them, or added up, on every probe."""
    if all(is_right(got.ravel(), right.ravel(), tolerance) for got, right in pairs):
        return "holds the right numbers, in another shape."
    if text := _one_part(pairs, tolerance):
        return text
    for what, reduce in (("summed", np.sum), ("averaged", np.mean)):
        for axis, over in ((0, "over the first axis"), (-1, "over the last axis"), (None, "over all entries")):
            whole = [(got, right) for got, right in pairs if right.ndim]
            if whole and _all(whole, lambda right, r=reduce, axis=axis: np.asarray(r(right, axis=axis)), tolerance):
                return f"is the right value, {what} {over}."
    return ""
