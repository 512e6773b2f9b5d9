"""A lesson: the activities that its cells ask for, one line each, and what they have in common.

The words of an activity may stand in the call or in the file `NN_topic.toml` beside the notebook, under the activity's
id and with the same names; what the call says goes first. The file keeps answers out of the learner's sight.
`activity.py` is what to read next.
"""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

from ..figures.picture import Picture
from .activity import Activity, require
from .answering import Answering
from .cells import current_cell
from .course import Course
from .filling import FillIn
from .form import Form, still_html
from .opinions import Opinions, ThenAndNow
from .ordering import Order
from .predictions import Predict, check_actual, compare, outcome
from .progress import progress_rows, progress_sentence, progress_still
from .questions import Card, Choose, ExitQuestions, Explain, Recall
from .store import Store
from .tasks import Task, watcher
from .titles import titles

__all__ = ["Lesson"]

OBJECTIVES = "objectives"
REVEAL = ("What it was", "")
PROGRESS = ("Your progress", "")
WAITING = "Your prediction is still open. Make it above; what it was, and why, then stands here."


class Lesson:
    """The activities of one notebook, its objectives (`O1="run a cell", …`) and the learner's progress.

    Each method below returns a form to be the last value of a cell. Running a cell again brings back what was answered.
    """

    def __init__(self, name: str, **objectives: str):
        self.name, self.store = name, Store()
        self._words = read_words(Path(f"{name}.toml"))
        self.objectives = self._words.pop(OBJECTIVES, {}) | objectives
        for id in self.objectives:
            require(re.fullmatch(r"O[1-9]", id), id, "is no objective's id", "Call the objectives O1, O2, …")
        if not self.objectives:
            raise ValueError(
                f"The lesson {name!r} has no objectives. Give them: O1=…, or in {name}.toml beside the notebook."
            )
        self._answerings, self._cells, self._drafts = {}, {}, {}
        self._reveals, self._progress, self._course, self._forms = {}, None, None, {}

    def predict(self, id: str, text=None, *, choices=None, unit=None, between=None, objective=None) -> Form:
        """Ask for a number, or for one of `choices`, and for how sure one is."""
        return self._ask(Predict, id, text=text, choices=choices, unit=unit, between=between, objective=objective)

    def recall(self, id: str, *questions: Mapping, text=None, objective=None) -> Form:
        """Ask questions on earlier lessons; each is `{"text": …, "answers": {answer: why}, "right": answer}`."""
        return self._ask(Recall, id, questions=questions or None, text=text, objective=objective)

    def exit_questions(self, id: str, *questions: Mapping, text=None, objective=None) -> Form:
        """Ask questions on this lesson; as `recall`."""
        return self._ask(ExitQuestions, id, questions=questions or None, text=text, objective=objective)

    def opinions(self, id: str, text=None, *, statements=None, objective=None) -> Form:
        """Ask what the learner thinks of some statements before the course; nothing is marked."""
        return self._ask(Opinions, id, text=text, statements=statements, objective=objective)

    def then_and_now(self, id: str, text=None, *, repeats=None, objective=None) -> Form:
        """Ask for them again; `repeats` names where they were asked, as "00_start_here what-people-say"."""
        where = (repeats or self._words.get(id, {}).get("repeats", "")).split()
        require(len(where) == 2, id, "does not say what it repeats", 'Write repeats = "lesson activity"')
        asked = read_words(Path(f"{where[0]}.toml")).get(where[1], {})
        require(
            "statements" in asked, id, f"repeats {where[1]!r} of {where[0]}, which has no statements", "Name another"
        )
        stored = self.store.attempts(*where)
        before = (
            {name: said for name, said in stored[-1]["values"].items() if name in asked["statements"]} if stored else {}
        )
        words = {"repeats": " ".join(where), "statements": asked["statements"], "before": before}
        return self._ask(ThenAndNow, id, text=text, objective=objective, **words)

    def choose(self, id: str, text=None, *, answers=None, right=None, objective=None) -> Form:
        """Ask for the right one of `answers` (answer → why it is right or wrong) until it is found."""
        return self._ask(Choose, id, text=text, answers=answers, right=right, objective=objective)

    def card(self, id: str, text=None, *, true=None, because=None, objective=None) -> Form:
        """Show what someone says; ask for agreement, then correct it."""
        return self._ask(Card, id, text=text, true=true, because=because, objective=objective)

    def explain(self, id: str, text=None, *, model=None, choices=None, right=None, objective=None) -> Form:
        """Ask for an answer in own words, after one of `choices` if there are any; then show the model answer."""
        return self._ask(Explain, id, text=text, model=model, choices=choices, right=right, objective=objective)

    def order(
        self, id: str, text=None, *, lines=None, because=None, also=None, distractors=None, objective=None
    ) -> Form:
        """Ask for the order of `lines`, and for their indentation if any is indented."""
        words = {"lines": lines, "because": because, "also": also, "distractors": distractors}
        return self._ask(Order, id, text=text, objective=objective, **words)

    def fill_in(
        self,
        id: str,
        steps=None,
        *,
        blanks=None,
        values=None,
        text=None,
        objective=None,
        picture: Picture | None = None,
    ) -> Form:
        """Ask for the numbers at the places `{name}` of a calculation; `values` are numbers that the notebook knows.

        `picture` stands above the calculation, such as a network diagram of what is calculated.
        """
        words = {"steps": steps, "blanks": blanks, "values": values}
        return self._ask(FillIn, id, picture, text=text, objective=objective, **words)

    def task(self, id: str, text=None, *, reached=None, objective=None) -> dict:
        """What to reach with a live figure: `bp.live.follow(…, **lesson.task(id))`; `reached` as in `tasks.py`."""
        answering = self._begin(Task, id, text=text, reached=reached, objective=objective)
        self._refresh()
        return {"task": answering.activity.text, "reached": watcher(answering)}

    def reveal(self, id: str, actual, because: str | None = None, *, digits: int = 3) -> Form:
        """Compare a prediction with what it was; waits for the prediction if it has not been made yet."""
        if id not in self._answerings and id in self._words:
            self._answerings[id] = self._answering(self._make(Predict, id, {}))
        prediction = self._answerings[id].activity if id in self._answerings else None
        require(prediction is None or isinstance(prediction, Predict), id, "is no prediction", "Reveal a prediction")
        because = because or (prediction.because if prediction else "")
        require(because, id, "is revealed without a reason", "Say in because= how it comes about")
        reveal = Reveal(id, actual, because, digits, unit=prediction.unit if prediction else "")
        self._reveals[id] = reveal
        self._refresh()
        return reveal.form

    def progress(self) -> Form:
        """Show what is done, objective by objective; it follows what is answered meanwhile."""
        still = still_html(*PROGRESS, progress_still(self.objectives, self._titled()), [])
        self._progress = Form(description(*PROGRESS), {}, still)
        self._refresh()
        return self._progress

    def course(self) -> Form:
        """Show what is done in all lessons, and what is next; also for a copy of all answers, or to erase them."""
        self._course = Course(self.store, read_words, self._begin_anew)
        return self._course.form

    def _begin_anew(self) -> None:
        """Empty the forms when all answers are erased."""
        for id, form in self._forms.items():
            self._answerings[id].forget()
            form.show(self._answerings[id].state())
        self._drafts.clear()
        self._refresh()

    def _ask(self, kind: type[Activity], id: str, picture: Picture | None = None, **words) -> Form:
        """Show the activity in a form, with what was answered and what was entered and not sent."""
        answering = self._begin(kind, id, **words)
        answering.locked = id in self._reveals and answering.done
        activity, title, draft = answering.activity, self._titled()[answering], self._drafts.get(id)
        summary = "Answer" if kind is not Order else "The order"
        asked = activity.still_questions(), activity.still_answers(), summary
        still = still_html(title, activity.text, *asked, picture=picture.html if picture else "")
        shown = description(title, activity.text, activity.inputs(), activity.layout(), picture)
        form = self._forms[id] = Form(shown, answering.state(draft), still, answering.respond, draft)
        form.observe(lambda change: self._drafts.update({id: change["new"]}), "draft")
        self._refresh()
        return form

    def _begin(self, kind: type[Activity], id: str, **words) -> Answering:
        """Make the activity and check that its id is its own."""
        activity = self._make(kind, id, {name: word for name, word in words.items() if word is not None})
        self._claim(activity)
        self._answerings[id] = self._answering(activity)
        return self._answerings[id]

    def _titled(self) -> dict[Answering, str]:
        """The activities that were asked for, each with its title."""
        labels = {id: answering.activity.label for id, answering in self._answerings.items()}
        named = titles(self._words, labels)
        return {answering: named[id] for id, answering in self._answerings.items()}

    def _make(self, kind: type[Activity], id: str, words: Mapping) -> Activity:
        activity = kind.from_words(id, {**self._words.get(id, {}), **words})
        unknown = set(activity.objective) - set(self.objectives)
        require(not unknown, id, f"serves the unknown objective {', '.join(sorted(unknown))}",
                f"This lesson has {', '.join(self.objectives)}")  # fmt: skip
        return activity

    def _answering(self, activity: Activity) -> Answering:
        return Answering(activity, self.name, self.store, self._refresh)

    def _claim(self, activity: Activity) -> None:
        """Make sure that no other activity has this id; the same cell may change its own."""
        cell, earlier = current_cell(), self._answerings.get(activity.id)
        if earlier and (earlier.activity.kind, earlier.activity.text) != (activity.kind, activity.text):
            require(cell is not None and cell == self._cells.get(activity.id), activity.id,
                    "is asked for in two cells, with different words",
                    "Give each an id of its own; if you have just changed one, restart the kernel")  # fmt: skip
        self._cells[activity.id] = cell

    def _refresh(self) -> None:
        """Let the reveals and the progress say what holds now."""
        for id, reveal in self._reveals.items():
            if id not in self._answerings:
                continue
            answering, form = self._answerings[id], self._forms.get(id)
            reveal.show(answering)
            if answering.done and not answering.locked:
                answering.locked = True
                if form and form.state["closed"]:
                    form.show(answering.state())
        if self._progress:
            sentence = progress_sentence(self._answerings.values())
            rows = progress_rows(self.objectives, self._titled())
            self._progress.show({"result": ("note", sentence), "rows": rows})
        if self._course:
            self._course.refresh()


class Reveal:
    """The form that says what was predicted and what it was."""

    def __init__(self, id: str, actual, because: str, digits: int, unit: str):
        self.actual, self.because, self.digits = actual, because, digits
        told = outcome(actual, because, unit, digits)
        still = still_html(*REVEAL, [], [told], "It was …")
        self.form = Form(description(*REVEAL), {"result": ("note", WAITING)}, still)

    def show(self, answering: Answering) -> None:
        """Compare with the prediction, if it has been made."""
        check_actual(answering.activity, self.actual)
        result = ("note", WAITING)
        if attempts := answering.attempts:
            values = attempts[-1]["values"]
            result = ("told", compare(answering.activity, values, self.actual, self.because, self.digits))
        self.form.show({"result": result})


def description(label: str, text: str, inputs=(), layout=(), picture: Picture | None = None) -> dict:
    """What a form shows whatever is answered; `form.js` says more."""
    image = picture and {"src": picture.source, "alt": picture.alt, "width": picture.width}
    return {"label": label, "text": text, "inputs": list(inputs), "layout": list(layout), "picture": image}


def read_words(path: Path) -> dict:
    """The words beside the notebook, if there are any."""
    if not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{path} cannot be read: {error}. Ids and names may stand there once only.") from None
