"""What a learner can move: `Slider`, `Choice`, `Number`, `Button`, `Run`, `Text` and `Fields`, as plain values.

The browser's side of a control is in `controls.js`; it sends back a position, a number or a text, from which `value_of`
makes the value that the picture is drawn for. What comes from the browser is checked here.
"""

import math
import re
from abc import ABC, abstractmethod

from ..figures.numerals import exact

__all__ = ["Button", "Choice", "Control", "Fields", "Number", "Run", "Slider", "Text"]

LONGEST = 1000  # characters of a text


class Control(ABC):
    """Something with a name that gives a value; `key` is its name as the functions of a lesson write it.

    Controls that are `hidden` stand in the page behind "More settings".
    """

    hidden = False

    def __init__(self, name: str, start):
        self.name, self.start = name, start
        self.key = re.sub(r"\W+", "_", name).strip("_")
        if not self.key.isidentifier():
            raise ValueError(
                f"A control is called {name!r}, expected a name such as 'learning rate'. Begin with a letter."
            )

    @abstractmethod
    def value_of(self, sent):
        """The value for what the browser has sent."""

    @abstractmethod
    def description(self) -> dict:
        """What the browser needs to show the control."""


class Slider(Control):
    """Numbers from `low` to `high` in equal steps, or those in `values`, to be moved through.

    `Slider("learning rate", 0.1, 3, step=0.1, value=1)` or `Slider("learning rate", values=[0.01, 0.1, 1], value=0.1)`.
    It begins at `value`, or where that is none of the numbers at the nearest one. With `play` it has a button that
    moves it by one position every so many seconds, up to the end.
    """

    def __init__(
        self, name: str, low=None, high=None, *, step=None, values=None, value=None, play: float | None = None
    ):
        self._is_even = values is None
        self.values, self.play = tuple(_steps(name, low, high, step) if values is None else values), play
        if not 2 <= len(self.values) <= 2001:
            raise ValueError(f"Slider {name!r} has {len(self.values)} positions, expected 2 to 2,001. Change its step.")
        nearest = range(len(self.values))
        super().__init__(name, 0 if value is None else min(nearest, key=lambda i: abs(self.values[i] - value)))

    def value_of(self, sent):
        return self.values[_position(sent, self.values)]

    def description(self):
        decimals = max(_decimals(value) for value in self.values)
        if self._is_even and decimals <= 3:  # point under point
            texts = [f"{value:.{decimals}f}".replace("-", "\N{MINUS SIGN}") for value in self.values]
        else:
            texts = [exact(value) for value in self.values]
        return {"kind": "slider", "texts": texts, "play": self.play}


class Choice(Control):
    """One of a few words or other values: `Choice("start", ["left", "right"])`; the first one at the beginning."""

    def __init__(self, name: str, values, *, value=None):
        self.values = tuple(values)
        if value is not None and value not in self.values:
            raise ValueError(f"Choice {name!r} begins with {value!r}, expected one of {self.values}.")
        super().__init__(name, 0 if value is None else self.values.index(value))

    def value_of(self, sent):
        return self.values[_position(sent, self.values)]

    def description(self):
        return {"kind": "choice", "texts": [str(value) for value in self.values]}


class Number(Control):
    """Any number from `low` to `high`, typed into a field: `Number("weight", -2, 2, value=0.5)`."""

    def __init__(self, name: str, low: float, high: float, *, value: float):
        if not (math.isfinite(low) and math.isfinite(high) and low <= value <= high):
            raise ValueError(f"Number {name!r} goes from {low} to {high} and begins with {value}, which does not fit.")
        self.low, self.high = low, high
        super().__init__(name, value)

    def value_of(self, sent):
        if not self.low <= sent <= self.high:
            raise ValueError(f"{self.name} is {sent}, expected a number from {self.low} to {self.high}.")
        return sent

    def description(self):
        return {"kind": "number", "low": self.low, "high": self.high}


class Button(Control):
    """Something to press: `Button("next step")`; its value counts how often it was pressed."""

    def __init__(self, name: str):
        super().__init__(name, 0)

    def value_of(self, sent):
        return int(sent)

    def description(self):
        return {"kind": "button"}


class Run(Control):
    """Something that goes on once it is started: `Run("train")`; its value counts the pictures that were asked for.

    The page asks for the next picture as soon as one has come, so that nothing runs in the kernel between two pictures,
    and nothing at all when the page, the output or the cell is gone. It stops by itself when the figure says that it
    is done, and after an error.
    """

    def __init__(self, name: str):
        super().__init__(name, 0)

    def value_of(self, sent):
        return int(sent)

    def description(self):
        return {"kind": "run"}


class Text(Control):
    """A line of text: `Text("expression", "a*b", hint="then Enter")`. It counts when Enter is pressed or it is left."""

    def __init__(self, name: str, value: str, *, hint: str = ""):
        self.hint = hint
        super().__init__(name, value)

    def value_of(self, sent):
        return _text(sent)

    def description(self):
        return {"kind": "text", "hint": self.hint}


class Fields(Control):
    """Short texts, each in a field of its own: `Fields("gradients", states)`; its value has the text of each.

    `states` are the fields at the beginning, each [name, label, "", "right" or "wrong"]; later ones come with every
    picture, as the figure's `_states`.
    """

    def __init__(self, name: str, states: list[list[str]]):
        self.states = states
        super().__init__(name, {})

    def value_of(self, sent):
        if not isinstance(sent, dict):
            raise ValueError(f"What was typed is {sent!r}, expected a text for each field.")
        return {str(name): _text(text) for name, text in sent.items()}

    def description(self):
        return {"kind": "fields", "states": self.states}


def _text(sent) -> str:
    if not isinstance(sent, str) or len(sent) > LONGEST:
        raise ValueError(f"The text has to have at most {LONGEST:,} characters. Shorten it.")
    return sent


def _steps(name: str, low, high, step) -> list:
    """low, low + step, … high, without the noise of adding up."""
    if low is None or high is None or low >= high or (step is not None and step <= 0):
        raise ValueError(
            f"Slider {name!r} goes from {low} to {high} in steps of {step}. Write Slider({name!r}, 0, 1, step=0.1)."
        )
    step = step or (high - low) / 100
    digits = max(_decimals(low), _decimals(step))
    numbers = [round(low + i * step, digits) for i in range(int((high - low) / step + 1e-9) + 1)]
    return numbers


def _decimals(value: float) -> int:
    """How many digits after the point are written for it."""
    text = f"{value:.10f}".rstrip("0")
    return len(text.partition(".")[2])


def _position(sent, values: tuple) -> int:
    if not isinstance(sent, int) or not 0 <= sent < len(values):
        raise ValueError(f"The position is {sent!r}, expected a whole number from 0 to {len(values) - 1}.")
    return sent
