"""The task of a live figure: where its controls have to stand. It is reached by moving them, not answered in a form."""

import inspect
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from .activity import Activity, Judgement, require
from .answering import Answering
from .entries import read_number

__all__ = ["Task", "watcher"]


@dataclass(frozen=True, kw_only=True)
class Task(Activity):
    """A task and when it is reached: for each control that matters a value, a list of values, or a range.

    A range is `{"between": [0.5, 2]}`. A task of several parts has a list of such conditions, to be met in any order.
    The figure shows the task; that it was reached is stored, and nothing waits.
    """

    reached: Mapping | Sequence[Mapping] = field(default_factory=dict)
    kind: ClassVar[str] = "task"
    label: ClassVar[str] = "Task"

    def __post_init__(self):
        super().__post_init__()
        require(self.parts and all(isinstance(part, Mapping) and part for part in self.parts), self.id,
                "does not say when it is reached", "Write reached = { step = 3 } or the like")  # fmt: skip
        for part in self.parts:
            for name, wanted in part.items():
                require(not isinstance(wanted, Mapping) or is_range(wanted), self.id,
                        f"wants the control {name!r} at {wanted!r}", "A range is { between = [0.5, 2] }")  # fmt: skip

    @property
    def parts(self) -> list[Mapping]:
        """The conditions: one, or one for each part of the task."""
        return [self.reached] if isinstance(self.reached, Mapping) else list(self.reached)

    def meets(self, k: int, values: Mapping) -> bool:
        """Whether the values of the controls, by name, are those of part k."""
        return all(name in values and fits(values[name], wanted) for name, wanted in self.parts[k].items())

    def entries(self, k: int) -> dict[str, str]:
        """The names of part k, each with that under which its value is stored."""
        n_parts = len(self.parts)
        return {name: name if n_parts == 1 else f"{name}, part {k + 1}" for name in self.parts[k]}

    def inputs(self):
        stored = [entry for k in range(len(self.parts)) for entry in self.entries(k).values()]
        return [{"name": entry, "type": "number"} for entry in stored]

    def missing(self, values):
        each = [{name: values.get(entry) for name, entry in self.entries(k).items()} for k in range(len(self.parts))]
        return "" if all(self.meets(k, part) for k, part in enumerate(each)) else "Not reached yet."

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


def watcher(answering: Answering) -> Callable[..., list[bool]]:
    """A function that says which parts of the task the values of a figure's controls meet; when all were, it stores it.

    It asks for the controls that the task names, so that a live figure gives it these, and refuses unknown names.
    """
    task, kept = answering.activity, {}

    def reached(**values) -> list[bool]:
        entered = {name: str(value) for name, value in values.items()}
        met = [task.meets(k, entered) for k in range(len(task.parts))]
        for k, is_met in enumerate(met):
            kept.update({entry: entered[name] for name, entry in task.entries(k).items()} if is_met else {})
        if any(met) and not task.missing(kept) and not answering.done:
            answering.keep({"values": kept})
        return met

    names = dict.fromkeys(name for part in task.parts for name in part)
    named = [inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY) for name in names]
    reached.__signature__ = inspect.Signature(named)
    return reached
