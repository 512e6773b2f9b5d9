"""What people say about neural networks: what a learner thinks of it before the course, and once more at its end.

Before, nothing is marked and nothing corrected: an answer is a starting point. Afterwards each statement is answered
with what the learner said then, what the learner says now, and what is right.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from .activity import Activity, Judgement, recalled, require
from .questions import AGREE, DISAGREE

__all__ = ["Opinions", "ThenAndNow"]

NOT_YET = "I do not know yet"


@dataclass(frozen=True, kw_only=True)
class Statement:
    """One statement, whether it is true, and why; `recalls` says which objective of the course answers it."""

    text: str
    true: bool
    because: str
    recalls: str

    @property
    def right(self) -> str:
        """What the course would answer."""
        return AGREE if self.true else DISAGREE

    @property
    def correction(self) -> str:
        return f"The statement is {'right' if self.true else 'wrong'}: {self.because}"


def statement_from(id: str, name: str, words) -> Statement:
    """A statement from a mapping with the keys text, true, because and recalls."""
    keys = list(words) if isinstance(words, Mapping) else words
    require(isinstance(words, Mapping) and set(words) == {"text", "true", "because", "recalls"}, id,
            f"has the statement {name!r} with {keys}", "A statement has text, true, because and recalls")  # fmt: skip
    require(isinstance(words["true"], bool), id, f"has the statement {name!r} that is neither true nor false",
            "Set true=True or true=False")  # fmt: skip
    require(recalled(id, words["recalls"]), id, f"does not say what answers the statement {name!r}",
            'Name an objective of the course, as recalls="11 O3"')  # fmt: skip
    return Statement(**words)


@dataclass(frozen=True, kw_only=True)
class Opinions(Activity):
    """Statements to agree with or not, before anything is taught. Each has a name, under which its answer is kept."""

    statements: Mapping[str, Statement] = field(default_factory=dict)
    kind: ClassVar[str] = "opinions"
    label: ClassVar[str] = "What do you think?"
    button: ClassVar[str] = "Store my answers"
    again: ClassVar[str] = "Change my answers"
    needs_objective: ClassVar[bool] = False
    serves_instead: ClassVar[str] = "Before you begin"

    def __post_init__(self):
        super().__post_init__()
        require(self.statements, self.id, "has no statements", "Add some")
        made = {name: statement_from(self.id, name, words) for name, words in self.statements.items()}
        object.__setattr__(self, "statements", made)

    def numbered(self) -> list[tuple[str, str]]:
        """The names of the statements, and their texts with a number."""
        return [(name, f"{i}. {one.text}") for i, (name, one) in enumerate(self.statements.items(), 1)]

    def inputs(self):
        choice = {"type": "choice", "options": [AGREE, DISAGREE, NOT_YET], "inline": True}
        return [{"name": name, "label": text} | choice for name, text in self.numbered()]

    def missing(self, values):
        n_open = sum(values.get(name) not in (AGREE, DISAGREE, NOT_YET) for name in self.statements)
        number = "One statement is" if n_open == 1 else f"{n_open} statements are"
        return f"{number} still open. “{NOT_YET}” is a good answer, too." if n_open else ""

    def judge(self, values):
        told = "Stored. Nothing is marked. At the end of lesson 12 you are asked again, and see what has changed."
        return Judgement(None, ("note", told), {})

    def still_questions(self):
        statements = [(text, []) for _, text in self.numbered()]
        return [*statements, (f"To each of them: {AGREE}, {DISAGREE}, or {NOT_YET}.", [])]

    def still_answers(self):
        return []


@dataclass(frozen=True, kw_only=True)
class ThenAndNow(Opinions):
    """The same statements afterwards; `before` has the answers that were given then, as far as there are any."""

    repeats: str = ""  # the lesson and the activity that asked before, such as "00_start_here what-people-say"
    before: Mapping[str, str] = field(default_factory=dict)
    kind: ClassVar[str] = "then_and_now"
    label: ClassVar[str] = "What do you think now?"
    button: ClassVar[str] = "Compare"
    again: ClassVar[str] = "Answer again"
    needs_objective: ClassVar[bool] = True

    def judge(self, values):
        marks = {name: self.told(name, values[name]) for name in self.statements}
        total, now = len(marks), self.n_right(values)
        result = f"{now} of {total} are what this course would say."
        if self.before:
            n_changed = sum(values[name] != self.before.get(name) for name in self.statements)
            result += f" Then it was {self.n_right(self.before)}; you have changed {n_changed}."
        return Judgement(None, ("note", f"{result} Below each statement stands why."), marks)

    def n_right(self, values: Mapping) -> int:
        return sum(values.get(name) == one.right for name, one in self.statements.items())

    def told(self, name: str, now: str) -> tuple[str, str]:
        """The mark of one statement: what was said then and now, and what is right."""
        then, statement = self.before.get(name), self.statements[name]
        said = f"Then you said “{then}”, now you say “{now}”." if then else f"You say “{now}”."
        if then == now:
            said = f"Then and now you say “{now}”."
        kind = "right" if now == statement.right else "note" if now == NOT_YET else "wrong"
        return kind, f"{said} {statement.correction}"

    def still_answers(self):
        return [f"{i}. {one.correction}" for i, one in enumerate(self.statements.values(), 1)]
