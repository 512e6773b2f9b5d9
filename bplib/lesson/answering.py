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

    def state(self) -> dict:
        """The state that the form begins with: that of the last answer, if there is one."""
        attempts = self.attempts
        return self.answered(attempts) if attempts else self.empty()

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
            return self.empty()
        shown = action == "show" and bool(self.activity.solution())
        values = self.activity.solution() if shown else self.entered(values)
        if problem := self.activity.missing(values):
            return self.empty(values, ("note", problem))
        attempt = {"values": values, "right": None if shown else self.activity.judge(values).right}
        self.store.add(self.lesson, self.activity.id, self.activity.kind, attempt | ({"shown": True} if shown else {}))
        self.changed()
        return self.state()

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
