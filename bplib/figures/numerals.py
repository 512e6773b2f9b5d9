"""How a number is written in a picture: short, with a real minus sign, and right to its last printed digit."""

import math

__all__ = ["short"]

LARGEST, SMALLEST = 1e5, 1e-3  # beyond these, powers of ten


def short(value: float) -> str:
    """At most eight characters: 0.593, −0.0088, 12.35, −8.8e−5; zeros at the end are left out.

    Three digits after the point below 10, four below 0.1, fewer above; `float(short(v).replace("−", "-"))` is v rounded.
    """
    value = float(value)
    if not math.isfinite(value):
        return "NaN" if math.isnan(value) else "∞" if value > 0 else "−∞"
    size = abs(value)
    if value == 0:
        return "0"
    if not SMALLEST <= size < LARGEST:
        return _in_powers_of_ten(value)
    decimals = next(d for limit, d in ((0.1, 4), (10, 3), (100, 2), (1000, 1), (LARGEST, 0)) if size < limit)
    text = f"{value:.{decimals}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace("-", "−")


def _in_powers_of_ten(value: float) -> str:
    exponent = math.floor(math.log10(abs(value)))
    digits, power = f"{value:.{1 if abs(exponent) < 10 else 0}e}".split("e")
    return f"{digits}e{int(power)}".replace("-", "−")
