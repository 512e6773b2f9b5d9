"""Predictions: a number or a choice, with a confidence, made before the result is seen; and what is said afterwards."""

import numbers
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from .activity import Activity, Judgement, require
from .entries import read_number, written

__all__ = ["Predict", "check_actual", "compare", "outcome"]

CONFIDENCES = ("a guess", "fairly sure", "sure")


@dataclass(frozen=True, kw_only=True)
class Predict(Activity):
    """A prediction: a number in a unit and a range, or one of some choices."""

    choices: tuple[str, ...] = ()
    unit: str = ""
    between: tuple[float, float] | None = None
    because: str = ""  # why it is what it is; said by the reveal
    kind: ClassVar[str] = "predict"
    label: ClassVar[str] = "Predict"
    button: ClassVar[str] = "Store my prediction"
    again: ClassVar[str] = "Change my prediction"

    def __post_init__(self):
        super().__post_init__()
        object.__setattr__(self, "choices", tuple(self.choices))
        object.__setattr__(self, "between", None if self.between is None else tuple(self.between))
        require(len(self.choices) != 1, self.id, "has one choice only", "Give several, or none for a number")
        require(not (self.choices and (self.unit or self.between)), self.id, "has choices and a unit or a range",
                "A prediction is a choice or a number")  # fmt: skip
        require(self.between is None or (len(self.between) == 2 and self.between[0] < self.between[1]), self.id,
                f"has the range {self.between}", "Give the smallest and the largest number")  # fmt: skip

    def inputs(self):
        if self.choices:
            first = {"name": "answer", "type": "choice", "label": "", "options": list(self.choices)}
        else:
            first = {"name": "answer", "type": "number", "label": "Your number", "unit": self.unit}
        sure = {"name": "confidence", "type": "choice", "label": "How sure are you?", "options": list(CONFIDENCES)}
        return [first, sure | {"inline": True}]

    def missing(self, values):
        if self.choices and values.get("answer") not in self.choices:
            return "Choose what you expect first."
        if not self.choices and (problem := self.number_problem(values.get("answer", ""))):
            return problem
        return "" if values.get("confidence") in CONFIDENCES else "Say how sure you are, too."

    def number_problem(self, text: str) -> str:
        """Why this is not a number to predict with, in words; empty when it is."""
        number = read_number(text)
        if number is None:
            return "Write a number first, such as 12 or 0.5."
        if self.between and not self.between[0] <= number <= self.between[1]:
            return f"Choose a number from {written(self.between[0])} to {written(self.between[1])}."
        return ""

    def said(self, values: Mapping) -> str:
        """The prediction in words."""
        answer = f"“{values['answer']}”" if self.choices else f"{values['answer'].strip()} {self.unit}".strip()
        return f"{answer} ({values['confidence']})"

    def judge(self, values):
        return Judgement(None, ("note", f"Stored: {self.said(values)}. What it was is told further down."), {})

    def still_questions(self):
        return [("", list(self.choices))] if self.choices else []

    def still_answers(self):
        return []


def outcome(actual, because: str, unit: str = "", digits: int = 3) -> str:
    """What it was, and why."""
    shown = written(actual, digits) if is_number(actual) else f"“{actual}”"
    return f"It was {f'{shown} {unit}'.strip()}, because {because}"


def compare(prediction: Predict, values: Mapping, actual, because: str, digits: int = 3) -> str:
    """What the learner said, what it was, and why."""
    told = outcome(actual, because, prediction.unit, digits)
    difference = ""
    if is_number(actual) and not prediction.choices:
        distance = actual - read_number(values["answer"])
        more = f"{written(abs(distance), digits)} {'more' if distance > 0 else 'less'} than you said"
        difference = f" That is {more if distance else 'just what you said'}."
    return f"You said {prediction.said(values)}. {told}{difference}"


def check_actual(prediction: Predict, actual) -> None:
    """Tell the author when the result is nothing that could have been predicted."""
    fits = actual in prediction.choices if prediction.choices else is_number(actual)
    expected = f"one of {list(prediction.choices)}" if prediction.choices else "a number"
    require(fits, prediction.id, f"was predicted as {expected}, but the result is {actual!r}", "Make the two fit")


def is_number(value) -> bool:
    return isinstance(value, numbers.Real) and not isinstance(value, bool)
