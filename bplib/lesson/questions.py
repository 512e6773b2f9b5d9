"""Questions with choices: recall, exit questions, choose the reason, "someone says" cards, and answers in own words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from .activity import Activity, Judgement, mark, recalled, require

__all__ = ["AGREE", "DISAGREE", "Card", "Choose", "ExitQuestions", "Explain", "Question", "Recall"]


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question: its answers, each with its explanation, and which of them is right."""

    text: str
    answers: Mapping[str, str]  # the text of each answer → why it is right or wrong
    right: str
    recalls: str = ""  # the objectives of earlier lessons that it asks for, such as "08 O3"

    def check(self, id: str) -> None:
        """Tell the author what is missing."""
        recalled(id, self.recalls)
        require(self.text, id, "has a question without a text", "Give it one")
        require(len(self.answers) >= 2, id, "has fewer than two answers to choose from", "Add some")
        require(self.right in self.answers, id, f"has no right answer: {self.right!r} is none of its answers",
                f"Set right= to one of {list(self.answers)}")  # fmt: skip
        for answer, why in self.answers.items():
            require(why, id, f"does not explain the answer {answer!r}", "Each answer says why it is right or wrong")

    def explain(self, chosen: str, tell: bool) -> tuple[str, str]:
        """The mark for a chosen answer; a wrong one names the right one only if `tell`, and where to look back."""
        if chosen == self.right:
            return mark(True, self.answers[chosen])
        told = f"\nRight is “{self.right}”: {self.answers[self.right]}" if tell else ""
        lessons = dict.fromkeys(number for number, _ in recalled("", self.recalls))
        back = f"\nTo look back: lesson {' and '.join(lessons)}." if lessons else ""
        return "wrong", f"Not “{chosen}”. {self.answers[chosen]}{told}{back}"

    @property
    def full_answer(self) -> str:
        """The right answer and why each is right or wrong, for the still form."""
        others = "".join(f"\n{answer}: {why}" for answer, why in self.answers.items() if answer != self.right)
        return f"Right is “{self.right}”: {self.answers[self.right]}{others}"

    def as_input(self, name: str, label: str = "") -> dict:
        return {"name": name, "type": "choice", "label": label, "options": list(self.answers)}


def question_from(id: str, words) -> Question:
    """A question from a mapping with the keys text, answers, right and, if it recalls something, recalls."""
    known = {"text", "answers", "right"}
    require(isinstance(words, Mapping) and set(words) - {"recalls"} == known, id,
            f"has a question with the keys {list(words)}", "A question has text, answers and right")  # fmt: skip
    return Question(**{**words, "answers": dict(words["answers"])})


@dataclass(frozen=True, kw_only=True)
class _Questions(Activity):
    """Several questions, answered together; all of them are then explained."""

    questions: tuple = ()

    def __post_init__(self):
        super().__post_init__()
        object.__setattr__(self, "questions", tuple(question_from(self.id, one) for one in self.questions))
        require(self.questions, self.id, "has no questions", "Add some")
        for question in self.questions:
            question.check(self.id)

    def named(self) -> dict[str, Question]:
        return {f"question {i}": question for i, question in enumerate(self.questions, 1)}

    def inputs(self):
        numbered = enumerate(self.named().items(), 1)
        return [question.as_input(name, f"{i}. {question.text}") for i, (name, question) in numbered]

    def missing(self, values):
        still_open = [name for name, question in self.named().items() if values.get(name) not in question.answers]
        return f"Choose an answer to {' and '.join(still_open)} first." if still_open else ""

    def judge(self, values):
        marks = {name: question.explain(values[name], tell=True) for name, question in self.named().items()}
        n_right = sum(kind == "right" for kind, _ in marks.values())
        all_right = n_right == len(marks)
        result = f"{n_right} of {len(marks)} right. Below each question stands why."
        return Judgement(all_right, ("right" if all_right else "note", result), marks)

    def still_questions(self):
        return [(f"{i}. {question.text}", list(question.answers)) for i, question in enumerate(self.questions, 1)]

    def still_answers(self):
        return [f"{i}. {question.full_answer}" for i, question in enumerate(self.questions, 1)]


@dataclass(frozen=True, kw_only=True)
class Recall(_Questions):
    """Questions on earlier lessons, at the beginning."""

    text: str = "Answer from memory, then check."
    kind: ClassVar[str] = "recall"
    label: ClassVar[str] = "Recall"
    needs_objective: ClassVar[bool] = False


@dataclass(frozen=True, kw_only=True)
class ExitQuestions(_Questions):
    """Questions on this lesson, at its end."""

    text: str = "Answer without looking back, then check."
    kind: ClassVar[str] = "exit"
    label: ClassVar[str] = "Exit questions"


@dataclass(frozen=True, kw_only=True)
class Choose(Activity):
    """One question, tried until it is right; each choice is answered with its own explanation."""

    answers: Mapping[str, str] = field(default_factory=dict)
    right: str = ""
    kind: ClassVar[str] = "choose"
    label: ClassVar[str] = "Choose the reason"

    def __post_init__(self):
        super().__post_init__()
        object.__setattr__(self, "answers", dict(self.answers))
        self.question.check(self.id)

    @property
    def question(self) -> Question:
        return Question(text=self.text, answers=self.answers, right=self.right)

    def inputs(self):
        return [self.question.as_input("answer")]

    def missing(self, values):
        return "" if values.get("answer") in self.answers else "Choose an answer first."

    def judge(self, values):
        result = self.question.explain(values["answer"], tell=False)
        if result[0] == "wrong":
            result = "wrong", f"{result[1]} Choose again."
        return Judgement(result[0] == "right", result, {}, final=result[0] == "right")

    def still_questions(self):
        return [("", list(self.answers))]

    def still_answers(self):
        return [self.question.full_answer]


AGREE, DISAGREE = "I agree", "I disagree"


@dataclass(frozen=True, kw_only=True)
class Card(Activity):
    """A statement that somebody makes: agree or disagree first, then read the correction."""

    true: bool | None = None
    because: str = ""
    kind: ClassVar[str] = "card"
    label: ClassVar[str] = "Someone says …"

    def __post_init__(self):
        super().__post_init__()
        require(isinstance(self.true, bool), self.id, "does not say whether it is true", "Set true=True or true=False")
        require(self.because, self.id, "has no correction", "Say in because= what is right, and why")

    @property
    def correction(self) -> str:
        return f"The statement is {'right' if self.true else 'wrong'}: {self.because}"

    def inputs(self):
        return [{"name": "answer", "type": "choice", "label": "", "options": [AGREE, DISAGREE]}]

    def missing(self, values):
        return "" if values.get("answer") in (AGREE, DISAGREE) else "Say first whether you agree."

    def judge(self, values):
        agrees = values["answer"] == AGREE
        lead = f"You {'agree' if agrees else 'disagree'}{', rightly' if agrees == self.true else ''}."
        kind = "right" if agrees == self.true else "wrong"
        return Judgement(agrees == self.true, (kind, f"{lead} {self.correction}"), {})

    def still_questions(self):
        return [("", [AGREE, DISAGREE])]

    def still_answers(self):
        return [self.correction]


@dataclass(frozen=True, kw_only=True)
class Explain(Activity):
    """A question to answer in own words, after a choice if there are choices; then a model answer to compare with."""

    model: str = ""
    choices: tuple[str, ...] = ()
    right: str = ""
    kind: ClassVar[str] = "explain"
    label: ClassVar[str] = "In your own words"
    button: ClassVar[str] = "Compare with a model answer"

    def __post_init__(self):
        super().__post_init__()
        object.__setattr__(self, "choices", tuple(self.choices))
        require(self.model, self.id, "has no model answer", "Write one in model=")
        require(not self.choices or self.right in self.choices, self.id, "has no right answer",
                f"Set right= to one of {list(self.choices)}")  # fmt: skip

    def inputs(self):
        choice = {"name": "answer", "type": "choice", "label": "", "options": list(self.choices)}
        words = {"name": "words", "type": "text", "label": "Because …" if self.choices else "Your answer"}
        return ([choice] if self.choices else []) + [words]

    def missing(self, values):
        if self.choices and values.get("answer") not in self.choices:
            return "Choose an answer first."
        return "" if str(values.get("words", "")).strip() else "Write your answer first; a few words will do."

    def judge(self, values):
        right = values["answer"] == self.right if self.choices else None
        lead = {True: "Right. ", False: f"Not “{values.get('answer')}”, but “{self.right}”. ", None: ""}[right]
        kind = {True: "right", False: "wrong", None: "note"}[right]
        return Judgement(right, (kind, f"{lead}A model answer: {self.model}"), {})

    def still_questions(self):
        return [("", list(self.choices))] if self.choices else []

    def still_answers(self):
        return ([f"Right is “{self.right}”."] if self.choices else []) + [f"A model answer: {self.model}"]
