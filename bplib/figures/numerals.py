"""How numbers are written in a picture: short, with a real minus sign, right to the last digit; and how many things."""

import math

__all__ = ["counted", "exact", "short"]

LARGEST, SMALLEST = 1e5, 1e-3  # beyond these, powers of ten


def counted(n: int, what: str) -> str:
    """1 step, 4 steps, 1,000 steps."""
    return f"{n:,} {what}" if n == 1 else f"{n:,} {what}s"


def short(value: float, narrow: bool = False) -> str:
    """At most eight characters: 0.593, −0.0088, 12.35, −8.8e−5; zeros at the end are left out.

    Three digits after the point below 10, four below 0.1, fewer above 10. `narrow` numbers have at most six characters
    (seven with a power of ten below −9), as there is room for in a unit: −0.009, −9e−5.
    """
    value = float(value)
    if not math.isfinite(value):
        return "NaN" if math.isnan(value) else "∞" if value > 0 else "−∞"
    size = abs(value)
    if value == 0:
        return "0"
    if not SMALLEST <= size < LARGEST:
        return _in_powers_of_ten(value, narrow)
    decimals = next(
        d for limit, d in ((0.1, 3 if narrow else 4), (10, 3), (100, 2), (1000, 1), (LARGEST, 0)) if size < limit
    )
    text = f"{value:.{decimals}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace("-", "−")


def exact(value: float) -> str:
    """A number that somebody chose, in as many digits as that takes: 0.001, 1e−5, 0.12345, 16."""
    text = short(value)
    return text if float(text.replace("−", "-")) == value else f"{value:.12g}".replace("-", "−")


def _in_powers_of_ten(value: float, narrow: bool) -> str:
    exponent = math.floor(math.log10(abs(value)))
    digits, power = f"{value:.{0 if narrow or abs(exponent) > 9 else 1}e}".split("e")
    return f"{digits.removesuffix('.0')}e{int(power)}".replace("-", "−")
