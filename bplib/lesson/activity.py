"""What every activity has: its words, what is asked for, how an answer is judged, and the answers of its still form.

An activity knows nothing of Jupyter, of the page or of the file with the answers: `judge` is a function of the values
that were entered. Each kind stands in a module of its own; `questions.py` is what to read next.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import ClassVar

__all__ = ["Activity", "Judgement", "mark", "recalled", "require"]


@dataclass(frozen=True)
class Judgement:
    """What is said about an answer.

    `right` is None where there is no right or wrong; `result` is announced, `marks` stand beside the fields of their
    names: each is a pair (kind of mark, text) with the kinds "right", "wrong" and "note", or, where the text of another
    field's mark holds for it too, (kind, "", name of that field). A `final` answer closes the activity; otherwise the
    learner goes on trying.
    """

    right: bool | None
    result: tuple[str, str]
    marks: Mapping[str, tuple[str, ...]]
    final: bool = True


@dataclass(frozen=True, kw_only=True)
class Activity:
    """One activity of a lesson; every kind of activity is a subclass.

    `objective` names what it serves in its own lesson, `recalls` what it practices again: "08 O3", with the lesson.
    """

    id: str
    text: str = ""
    objective: str | tuple[str, ...] = ()
    recalls: str = ""

    kind: ClassVar[str]
    label: ClassVar[str]  # the heading
    button: ClassVar[str] = "Check"
    again: ClassVar[str] = "Answer again"
    needs_objective: ClassVar[bool] = True
    serves_instead: ClassVar[str] = "From earlier lessons"  # the row in the progress of what serves no objective

    def __post_init__(self):
        names = self.objective.split() if isinstance(self.objective, str) else self.objective
        object.__setattr__(self, "objective", tuple(names))
        require(self.text, self.id, "has no text", "Give it one")
        require(
            self.objective or not self.needs_objective, self.id, "serves no objective", 'Say which, as objective="O1"'
        )
        recalled(self.id, self.recalls)

    @classmethod
    def from_words(cls, id: str, words: Mapping) -> "Activity":
        """Make the activity from what its author wrote; a word that it does not know is an error."""
        known = [field.name for field in fields(cls) if field.name != "id"]
        for word in words:
            require(word in known, id, f"does not know {word!r}", f"It takes {', '.join(known)}")
        return cls(id=id, **words)

    def inputs(self) -> list[dict]:
        """What is asked for, in order; see `form.js` for the kinds of fields."""
        raise NotImplementedError

    def layout(self) -> list:
        """Lines of parts with inputs among them, where the inputs do not simply follow each other."""
        return []

    def missing(self, values: Mapping) -> str:
        """What is still to be filled in, in words; empty when the answer can be judged."""
        raise NotImplementedError

    def judge(self, values: Mapping) -> Judgement:
        """What is said about these values."""
        raise NotImplementedError

    def solution(self) -> dict | None:
        """The values of a right answer that may be shown after two attempts; None where there is none to show."""
        return None

    def still_questions(self) -> list[tuple[str, list[str]]]:
        """The questions of the still form, each with its choices."""
        return []

    def still_answers(self) -> list[str]:
        """The answers of the still form, a paragraph each."""
        raise NotImplementedError


def recalled(id: str, recalls: str) -> list[tuple[str, str]]:
    """The objectives of earlier lessons that an activity or a question recalls: pairs such as ("08", "O3")."""
    require(re.fullmatch(r"(\d\d O\d( \d\d O\d)*)?", recalls), id, f"recalls {recalls!r}",
            'Write lesson and objective, as recalls="08 O3", and one pair after the other')  # fmt: skip
    return re.findall(r"(\d\d) (O\d)", recalls)


def require(condition, id: str, what: str, advice: str) -> None:
    """Tell the author what is wrong with an activity."""
    if not condition:
        raise ValueError(f"The activity {id!r} {what}. {advice}.")


def mark(right: bool, text: str) -> tuple[str, str]:
    """A mark that says right or wrong in words; the page puts ✓ or ✗ before it."""
    return ("right", f"Right. {text}") if right else ("wrong", f"Not yet. {text}")
