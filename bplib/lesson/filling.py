"""Faded worked examples: a calculation in lines, some of whose numbers are left for the learner to fill in."""

import string
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from .activity import Activity, Judgement, require
from .entries import Blank, written

__all__ = ["FillIn"]


@dataclass(frozen=True, kw_only=True)
class FillIn(Activity):
    """A calculation with blanks. In `steps`, `{name}` is the place of the blank of this name.

    `values` gives numbers that the notebook has computed: of a blank that has no value of its own, and of a slip that
    is a name.
    """

    steps: str = ""
    blanks: Mapping[str, Mapping] = field(default_factory=dict)
    values: Mapping[str, float] = field(default_factory=dict)
    kind: ClassVar[str] = "fill_in"
    label: ClassVar[str] = "Your turn"
    text: str = "Fill in what is missing, then check."

    def __post_init__(self):
        super().__post_init__()
        found = [name for line in self.parts() for kind, name in line if kind == "blank"]
        require(found, self.id, "has no blank in its steps", "Write {name} where a number is missing")
        require(len(set(found)) == len(found), self.id, "has a blank twice in its steps", "Give each a name of its own")
        require(set(found) == set(self.blanks), self.id,
                f"has the blanks {found} in steps=, {list(self.blanks)} in blanks=", "Make the two alike")  # fmt: skip
        made = {name: self.make(name, self.blanks[name]) for name in found}
        object.__setattr__(self, "blanks", made)
        for name, blank in made.items():
            blank.check(self.id, name)

    def parts(self) -> list[list[tuple[str, str]]]:
        """The steps as lines of parts: ("text", words) or ("blank", name)."""
        lines = []
        for line in self.steps.strip("\n").split("\n"):
            lines.append([])
            for words, name, *_ in string.Formatter().parse(line):
                lines[-1] += [("text", words)] if words else []
                lines[-1] += [("blank", name)] if name is not None else []
        return lines

    def make(self, name: str, words: Mapping) -> Blank:
        """The blank of this name, with the numbers that the notebook has computed put in."""
        words = dict(words)
        unknown = set(words) - {"value", "because", "tolerance", "slips"}
        require(not unknown, self.id, f"has the blank {name!r} with {unknown}",
                "A blank has value, because, tolerance and slips")  # fmt: skip
        value = self.number(words.pop("value", name), name)
        slips = {self.number(slip, name): hint for slip, hint in words.pop("slips", {}).items()}
        return Blank(value=value, because=words.pop("because", ""), slips=slips, **words)

    def number(self, given, blank: str) -> float:
        """A number that is given as itself, as text, or as the name of one of `values`."""
        given = self.values.get(given, given)
        try:
            return float(given)
        except (TypeError, ValueError):
            raise ValueError(
                f"The activity {self.id!r} has the blank {blank!r} without the number {given!r}."
                f" Give it as a number, or pass values={{{str(given)!r}: …}}."
            ) from None

    def inputs(self):
        inputs, before = [], ""
        for line in self.parts():
            for kind, part in line:
                if kind == "blank":
                    inputs.append({"name": part, "type": "blank", "label": f"{before.strip()} blank {len(inputs) + 1}"})
                before = part if kind == "text" else ""
            before = ""
        return inputs

    def layout(self):
        return [*self.parts(), [("text", self.rules())]]

    def missing(self, values):
        filled = [name for name in self.blanks if str(values.get(name, "")).strip()]
        return "" if filled else "Fill in a number first, such as 0.25."

    def judge(self, values):
        entered = {name: str(values.get(name, "")) for name in self.blanks}
        marks = {name: self.blanks[name].judge(text) for name, text in entered.items() if text.strip()}
        n_right = sum(kind == "right" for kind, _ in marks.values())
        wrong = any(kind == "wrong" for kind, _ in marks.values())
        right = True if n_right == len(self.blanks) else False if wrong else None
        kind = "right" if right else "wrong" if wrong else "note"
        if len(self.blanks) == 1:  # what is said about it needs to be said once only
            [(name, result)] = marks.items()
            return Judgement(right, result, {name: (kind, "")}, final=right is True)
        result = "All right." if right else f"{n_right} of {len(self.blanks)} right."
        return Judgement(right, (kind, result), marks, final=right is True)

    def solution(self):
        return {name: f"{blank.value:.4g}" for name, blank in self.blanks.items()}

    def rules(self) -> str:
        """How exact the numbers have to be."""
        if len(self.blanks) > 1 and all(blank.tolerance is None and blank.value for blank in self.blanks.values()):
            return "Each number counts as right when it is at most 1 % off."
        allowed = {i: written(blank.allowed) for i, blank in enumerate(self.blanks.values(), 1)}
        if len(set(allowed.values())) == 1:
            return next(iter(self.blanks.values())).rule
        return "What counts as right: " + ", ".join(f"blank {i} at most {off} off" for i, off in allowed.items()) + "."

    def still_questions(self):
        return [
            ("\n".join("".join(part if kind == "text" else "____" for kind, part in line) for line in self.parts()), [])
        ]

    def still_answers(self):
        return [f"Blank {i}: {blank.answer}" for i, blank in enumerate(self.blanks.values(), 1)]
