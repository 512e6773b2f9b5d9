"""The task of a live figure: where its controls have to stand. It is reached by moving them, not answered in a form."""

import inspect
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from .activity import Activity, Judgement, require
from .answering import Answering
from .entries import read_number

__all__ = ["Task", "watcher"]


@dataclass(frozen=True, kw_only=True)
class Task(Activity):
    """A task and when it is reached: for each control that matters a value, a list of values, or a range.

    A range is `{"between": [0.5, 2]}`. The figure shows the task; that it was reached is stored, and nothing waits.
    """

    reached: Mapping = field(default_factory=dict)
    kind: ClassVar[str] = "task"
    label: ClassVar[str] = "Task"

    def __post_init__(self):
        super().__post_init__()
        require(self.reached, self.id, "does not say when it is reached", "Write reached = { step = 3 } or the like")
        for name, wanted in self.reached.items():
            require(not isinstance(wanted, Mapping) or is_range(wanted), self.id,
                    f"wants the control {name!r} at {wanted!r}", "A range is { between = [0.5, 2] }")  # fmt: skip

    def inputs(self):
        return [{"name": name, "type": "number"} for name in self.reached]

    def missing(self, values):
        reached = all(name in values and fits(values[name], wanted) for name, wanted in self.reached.items())
        return "" if reached else "Not reached yet."

    def judge(self, values):
        return Judgement(None, ("note", "Reached."), {})

    def still_answers(self):
        return []


def fits(value, wanted) -> bool:
    """Whether a control's value, a text where it comes from the file, is what is wanted."""
    if isinstance(wanted, Mapping):
        low, high = wanted["between"]
        number = read_number(value)
        return number is not None and low <= number <= high
    if isinstance(wanted, list | tuple):
        return any(fits(value, one) for one in wanted)
    if isinstance(wanted, str):
        return value == wanted
    number = read_number(value)
    return number is not None and math.isclose(number, wanted, abs_tol=1e-12)


def is_range(wanted: Mapping) -> bool:
    """Whether this is `{"between": [low, high]}`."""
    ends = wanted.get("between")
    return set(wanted) == {"between"} and isinstance(ends, list | tuple) and len(ends) == 2 and ends[0] <= ends[1]


def watcher(answering: Answering) -> Callable[..., bool]:
    """A function that says whether the values of a figure's controls reach the task, and stores it the first time.

    It asks for the controls that the task names, so that a live figure gives it these, and refuses unknown names.
    """
    task = answering.activity

    def reached(**values) -> bool:
        entered = {name: str(value) for name, value in values.items()}
        if task.missing(entered):
            return False
        if not answering.done:
            answering.keep({"values": entered})
        return True

    named = [inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY) for name in task.reached]
    reached.__signature__ = inspect.Signature(named)
    return reached
