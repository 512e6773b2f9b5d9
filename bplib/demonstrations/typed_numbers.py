"""Numbers as people type them."""

import math
import re

__all__ = ["read_number"]

NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.IGNORECASE | re.ASCII)


def read_number(text) -> float | None:
    """The number that was typed, such as 0.5, .5, 0,5, −1, 1e-3 or 1/8; None if it is no finite number."""
    text = str(text).strip().replace("−", "-").replace("–", "-")
    if text.count(",") == 1 and "." not in text:  # a decimal comma
        text = text.replace(",", ".")
    parts = [part.strip() for part in text.split("/")]
    if len(parts) > 2 or not all(NUMBER.fullmatch(part) for part in parts):
        return None
    value = float(parts[0])
    if len(parts) == 2:
        value = value / float(parts[1]) if float(parts[1]) else math.nan
    return value if math.isfinite(value) else None
