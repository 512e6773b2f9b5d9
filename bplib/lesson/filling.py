"""Faded worked examples: a calculation in lines, some of whose numbers are left for the learner to fill in."""

import string
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from .activity import Activity, Judgement, require
from .entries import Blank

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
        unknown = set(words) - {"value", "because", "tolerance", "slips", "label"}
        require(not unknown, self.id, f"has the blank {name!r} with {unknown}",
                "A blank has value, because, tolerance, slips and label")  # fmt: skip
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
                    asked = self.blanks[part].label or before.strip(" ,;")
                    inputs.append({"name": part, "type": "blank", "label": f"{asked} blank {len(inputs) + 1}".strip()})
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
        return Judgement(right, (kind, result), self.said_once(marks), final=right is True)

    def said_once(self, marks: Mapping[str, tuple[str, str]]) -> dict[str, tuple[str, ...]]:
        """The marks with the names of their blanks; what holds for several is said at the first of them only."""
        labels, alike = self.labels(), {}
        for name, said in marks.items():
            alike.setdefault(said, []).append(name)
        once = {}
        for (kind, words), (first, *others) in alike.items():
            once[first] = kind, f"{', '.join(labels[name] for name in (first, *others))}: {words}"
            once |= dict.fromkeys(others, (kind, "", first))
        return {name: once[name] for name in marks}

    def labels(self) -> dict[str, str]:
        """What each blank is called: its label, or what stands before it and its equals sign."""
        found = {}
        for line in self.parts():
            before = ""
            for kind, part in line:
                if kind == "blank":
                    label = before.strip(" ,;:").split(": ")[-1].split("=")[0].strip()
                    found[part] = self.blanks[part].label or label or f"blank {len(found) + 1}"
                before = part if kind == "text" else ""
        return found

    def solution(self):
        return {name: f"{blank.value:.4g}" for name, blank in self.blanks.items()}

    def rules(self) -> str:
        """How exact the numbers have to be."""
        labels, rules = self.labels(), {}
        for name, blank in self.blanks.items():
            rules.setdefault(blank.rule, []).append(labels[name])
        (most, _), *others = sorted(rules.items(), key=lambda rule: -len(rule[1]))
        told = [f"Each number counts as right when it is {most}"]
        return "; ".join(told + [f"{', '.join(those)}: {rule}" for rule, those in others]) + "."

    def still_questions(self):
        return [
            ("\n".join("".join(part if kind == "text" else "____" for kind, part in line) for line in self.parts()), [])
        ]

    def still_answers(self):
        return [f"{label}: {self.blanks[name].answer}" for name, label in self.labels().items()]
