"""How an activity is answered: what was stored comes back, what is entered is judged, stored and answered."""

from collections.abc import Callable, Mapping

from .activity import Activity
from .store import Store

__all__ = ["Answering"]

WRONG_ANSWERS_BEFORE_THE_SOLUTION = 2
LONGEST_ENTRY = 5_000  # characters
STORED = "Your prediction is stored"


class Answering:
    """One activity of a lesson and its stored answers; `changed` is called after each new answer."""

    def __init__(self, activity: Activity, lesson: str, store: Store, changed: Callable[[], None]):
        self.activity, self.lesson, self.store, self.changed = activity, lesson, store, changed
        self.locked = False  # a prediction whose result has been seen
        self._typed = None  # what stood in the form before the answer was shown

    @property
    def attempts(self) -> list[dict]:
        """What was answered and still fits the activity, which its author may have changed since."""
        stored = self.store.attempts(self.lesson, self.activity.id)
        fitting = [attempt | {"values": self.entered(attempt["values"])} for attempt in stored]
        return [attempt for attempt in fitting if not self.activity.missing(attempt["values"])]

    @property
    def rights(self) -> list[bool | None]:
        """Which attempts were right."""
        return [self.activity.judge(attempt["values"]).right for attempt in self.attempts]

    @property
    def done(self) -> bool:
        """Whether there is an answer that ended the activity."""
        return any(attempt.get("shown") or self.activity.judge(attempt["values"]).final for attempt in self.attempts)

    def state(self, draft: Mapping | None = None) -> dict:
        """The state that the form begins with: that of the last answer, if there is one and nothing new was entered."""
        attempts = self.attempts
        state = self.answered(attempts) if attempts else self.empty()
        return self.empty(draft) if draft and state["closed"] and not self.locked else state

    def empty(self, values: Mapping | None = None, result=None) -> dict:
        """The state of a form that waits for an answer."""
        state = {"values": dict(values or {}), "marks": {}, "result": result, "closed": False, "locked": False}
        return state | {"button": self.activity.button, "extra": "", "problem": self.store.take_problem()}

    def answered(self, attempts: list[dict]) -> dict:
        """The state after the last of these attempts."""
        values, shown = attempts[-1]["values"], attempts[-1].get("shown", False)
        judgement = self.activity.judge(values)
        kind, text = judgement.result
        state = self.empty(values, ("note", told(text)) if shown else (kind, text))
        state["marks"] = dict(judgement.marks)
        if judgement.final:
            button = STORED if self.locked else self.activity.again
            return state | {"closed": True, "locked": self.locked, "button": button}
        if self.activity.solution() and n_wrong_lately(self.activity, attempts) >= WRONG_ANSWERS_BEFORE_THE_SOLUTION:
            state["extra"] = "Show the answer"
        return state

    def respond(self, action, values: Mapping) -> dict:
        """The state after a button was pressed."""
        if self.locked:
            return self.state()
        if action == "again":
            return self.empty(self.typed())
        self._typed = values = self.entered(values)
        shown = action == "show" and bool(self.activity.solution())
        values = self.activity.solution() if shown else values
        if problem := self.activity.missing(values):
            return self.empty(values, ("note", problem))
        self.keep({"values": values} | ({"shown": True} if shown else {}))
        return self.state()

    def keep(self, attempt: Mapping) -> None:
        """Store an answer."""
        right = None if attempt.get("shown") else self.activity.judge(attempt["values"]).right
        self.store.add(self.lesson, self.activity.id, self.activity.kind, {**attempt, "right": right})
        self.changed()

    def forget(self) -> None:
        """Begin anew, when what was stored has been erased."""
        self.locked, self._typed = False, None

    def typed(self) -> Mapping:
        """What the learner entered last, as far as it is known; an answer that was shown is none."""
        if self._typed is None:
            own = [attempt["values"] for attempt in self.attempts if not attempt.get("shown")]
            self._typed = own[-1] if own else {}
        return self._typed

    def entered(self, values: Mapping) -> dict:
        """What was entered in the fields of this activity, and nothing else."""
        entered = {}
        for field in self.activity.inputs():
            value = values.get(field["name"])
            if isinstance(value, str):
                entered[field["name"]] = value[:LONGEST_ENTRY]
            elif isinstance(value, list) and field["type"] == "order":
                entered[field["name"]] = value
        return entered


def n_wrong_lately(activity: Activity, attempts: list[dict]) -> int:
    """How many wrong attempts there were since the activity was ended the last time."""
    number = 0
    for attempt in reversed(attempts):
        judgement = activity.judge(attempt["values"])
        if judgement.final:
            break
        number += judgement.right is False
    return number


def told(text: str) -> str:
    """What is said about an answer that the learner asked to see."""
    return f"This is the answer. {text.removeprefix('All right.').removeprefix('Right. ')}".rstrip()
