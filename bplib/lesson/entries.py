"""Numbers as people type them and as the course writes them; blanks: what is right, and what a slip would give."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from ..demonstrations.typed_numbers import read_number
from .activity import mark, require

__all__ = ["Blank", "read_number", "written"]


def written(value, digits: int = 3) -> str:
    """A number as text: whole numbers in full, others with this many significant digits, a real minus sign."""
    value = float(value)
    text = f"{value:,.0f}" if value.is_integer() and abs(value) < 1e15 else f"{value:.{digits}g}"
    return text.replace("-", "−")


@dataclass(frozen=True, kw_only=True)
class Blank:
    """A number to fill in, and the typical slips: the number that each would give → its hint."""

    value: float
    because: str
    tolerance: float | None = None  # None: 1 % of the value, which three significant digits always keep
    slips: Mapping[float, str] = field(default_factory=dict)
    label: str = ""  # what the number is; given only where the steps do not say it just before the blank

    @property
    def allowed(self) -> float:
        """How far off an answer may be."""
        return abs(self.value) / 100 or 0.005 if self.tolerance is None else self.tolerance

    def check(self, id: str, name: str) -> None:
        """Tell the author what is wrong."""
        require(math.isfinite(self.value), id, f"has the blank {name!r} with the value {self.value}", "Give a number")
        require(self.allowed > 0, id, f"has the blank {name!r} with the tolerance {self.tolerance}",
                "Make it positive: typed numbers are rounded")  # fmt: skip
        require(self.because, id, f"does not explain the blank {name!r}", "Say in because= how the number comes about")
        for slip, hint in self.slips.items():
            require(isinstance(hint, str), id, f"has the blank {name!r} with the slip {slip:g}, whose hint is {hint!r}",
                    'Give it words; a number with a dot needs quotes in the file, as in "0.125" = "…"')  # fmt: skip
            require(abs(slip - self.value) > 2 * self.allowed, id,
                    f"has a slip of the blank {name!r} that gives {slip}, too near to the right {self.value}",
                    "Choose other numbers or a smaller tolerance")  # fmt: skip

    def judge(self, text: str) -> tuple[str, str]:
        """The mark for what was typed."""
        number = read_number(text)
        if number is None:
            return "wrong", f"“{text}” is not a number. Write it like 0.25, −0.25 or 1/4."
        distance = abs(number - self.value)
        if distance <= self.allowed * (1 + 1e-9):
            return mark(True, self.because)
        for slip, hint in self.slips.items():
            if abs(number - slip) <= self.allowed:
                return mark(False, hint)
        if self.value and abs(number + self.value) <= self.allowed:
            return mark(False, "The size is right; look at the sign.")
        if distance <= 5 * self.allowed:
            return mark(False, f"It is close: keep more digits on the way. It counts as right when it is {self.rule}.")
        return mark(False, "Work it out once more, one factor at a time.")

    @property
    def rule(self) -> str:
        """The tolerance in words, which give nothing away of a number that is still to be found."""
        return f"at most {'1 %' if self.tolerance is None else written(self.tolerance)} off"

    @property
    def answer(self) -> str:
        return f"{written(self.value, 4)}. {self.because}"
