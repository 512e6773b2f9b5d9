"""What the activities of a lesson are called: by their kind, with a number where a lesson has several of a kind."""

from collections.abc import Mapping

from .filling import FillIn
from .opinions import Opinions, ThenAndNow
from .ordering import Order
from .predictions import Predict
from .questions import Card, Choose, ExitQuestions, Explain, Recall
from .tasks import Task

__all__ = ["titles"]

# The words that only one kind has. They tell what the lesson will ask for before its cells have run.
TELLING = {"steps": FillIn, "lines": Order, "true": Card, "model": Explain, "reached": Task, "answers": Choose}
TELLING |= {"statements": Opinions, "repeats": ThenAndNow}


def titles(words: Mapping[str, Mapping], asked: Mapping[str, str]) -> dict[str, str]:
    """The title of each activity, those in the file of words first; `asked` has the labels of those asked for."""
    labels = {id: label_of(one) for id, one in words.items()} | dict(asked)
    found = list(labels.values())
    numbers = {id: 1 + found[:i].count(label) for i, (id, label) in enumerate(labels.items())}
    return {id: numbered(label, numbers[id]) if found.count(label) > 1 else label for id, label in labels.items()}


def numbered(label: str, number: int) -> str:
    """The label with its number: "Your turn 2", "Someone says (2) …"."""
    return label.replace(" …", f" ({number}) …") if label.endswith(" …") else f"{label} {number}"


def label_of(words: Mapping) -> str:
    """The label of the kind of activity that these words make."""
    for word, kind in TELLING.items():
        if word in words:
            return kind.label
    if "questions" in words:
        return (ExitQuestions if "objective" in words else Recall).label
    return Predict.label
