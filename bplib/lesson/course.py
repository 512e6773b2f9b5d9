"""The whole course at a glance: what is done in each lesson, what comes next, and a copy or the end of all answers.

It reads what there is: the words beside the notebooks say what each lesson asks for, the stored answers what was done,
and the saved exercise notebooks which checks found the function right. It stores nothing of its own.
"""

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path

from .filling import FillIn
from .form import Form, still_html
from .ordering import Order
from .questions import Choose
from .store import Store, n_answers, write_copy

__all__ = ["Course"]

TITLE = "Your course"
TEXT = (
    "What you have done so far, lesson by lesson; a lesson opens when you choose it. An exercise counts when its check"
    " has found it right and its notebook is saved. All of this is kept on your computer only."
)
STILL = (
    "In a running notebook your lessons, objectives and exercises stand here, what is done of each, and what is next."
)
KEEP, ERASE = "Make a copy of my answers", "Erase all my answers"
UNTIL_RIGHT = (Choose.kind, FillIn.kind, Order.kind)  # an answer that is not right does not end these
CHECK = re.compile(r'^bp\.check\("(\w+)"')


class Course:
    """The form that shows the course; `words` reads the words of a lesson, `erased` is called when nothing is left."""

    def __init__(self, store: Store, words: Callable[[Path], dict], erased: Callable[[], None]):
        self.store, self.erased, self._asked = store, erased, False
        course = store.folder.parent
        found = sorted((course / "notebooks").glob("[0-9][0-9]_*.toml"))
        self.lessons = {path.stem: words(path) for path in found}
        self.exercises = course / "exercises"
        choice = {"name": "what", "type": "choice", "label": "Your answers", "options": [KEEP, ERASE], "inline": True}
        shown = {"label": TITLE, "text": TEXT, "inputs": [choice], "layout": [], "picture": None, "rowsFirst": True}
        self.form = Form(shown, self.state(), still_html(TITLE, STILL, [], []), self.respond)

    def state(self, result=None, values=None, extra: str = "") -> dict:
        """What the form shows now."""
        rows = [self.row(name) for name in self.lessons]
        following, sentence = next_step(rows)
        for row in rows:
            row["open"] = row is following
        state = {"values": values or {}, "marks": {}, "result": result, "closed": False, "locked": False}
        state |= {"button": "Go on", "extra": extra, "problem": self.store.take_problem()}
        return state | {"lead": ("note", sentence), "rows": [shown(row) for row in rows]}

    def row(self, name: str) -> dict:
        """One lesson: its activities and exercises, each with whether it is done, and its objectives."""
        words = {id: one for id, one in self.lessons[name].items() if id != "objectives"}
        stored = self.store.content()["lessons"].get(name, {})
        done = {id: is_done(stored.get(id, {})) for id in words}
        items = []
        for objective, text in self.lessons[name].get("objectives", {}).items():
            serving = [done[id] for id, one in words.items() if objective in one.get("objective", "").split()]
            kind = "right" if serving and all(serving) else "open"
            items.append((kind, f"{objective} {text}: {sum(serving)} of {len(serving)} done"))
        exercises = checked(self.exercises / f"{name}.ipynb")
        items += [("right" if right else "open", f"Exercise `{id}`: {'right' if right else 'open'}")
                  for id, right in exercises.items()]  # fmt: skip
        number, _, topic = name.replace("_", " ").partition(" ")
        title = f"{number} {topic.capitalize()}"
        return {"title": title, "items": items, "activities": done, "exercises": exercises}

    def refresh(self) -> None:
        """Show what holds now."""
        self._asked = False
        self.form.show(self.state())

    def respond(self, action, values: Mapping) -> dict:
        """Make a copy; or ask once more, and only then erase."""
        what, asked, self._asked = values.get("what"), self._asked, False
        if action == "show" and asked:
            return self.erase()
        number = n_answers(self.store.content())
        if what == KEEP:
            return self.state(self.keep(number), values)
        if what == ERASE:
            self._asked = True
            told = (
                f"That takes away {number} answers, of all lessons, for good. Your exercise notebooks stay as they are."
            )
            return self.state(("note", told), values, "Yes, erase them")
        return self.state(("note", "Choose first what to do with your answers."))

    def keep(self, number: int) -> tuple[str, str]:
        """Write a copy under a name that is free; say where it is."""
        folder = self.store.folder.parent
        names = ["my-answers.json", *(f"my-answers-{i}.json" for i in range(2, 1000))]
        path = next(folder / name for name in names if not (folder / name).exists())
        try:
            write_copy(path, self.store)
        except OSError as error:
            return "note", f"The copy could not be written ({error.strerror or error})."
        return "note", f"A copy of your {number} answers is in {path.name}, in the folder of the course."

    def erase(self) -> dict:
        """Erase all answers."""
        number = n_answers(self.store.content())
        try:
            if self.store.folder.is_dir():
                self.store.remove(None)
        except OSError as error:
            return self.state(("note", f"Nothing could be erased ({error.strerror or error})."))
        self.erased()
        told = f"Erased: {number} answers. In other open lessons, run the cells again to begin anew."
        return self.state(("note", told))


def is_done(entry: Mapping) -> bool:
    """Whether one of the stored answers has ended its activity."""
    until_right = entry.get("kind") in UNTIL_RIGHT
    return any(one.get("shown") or one.get("right") or not until_right for one in entry.get("attempts", []))


def checked(path: Path) -> dict[str, bool]:
    """The exercises of a notebook as it was saved, each with whether its check has found it right."""
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        found = {match[1]: cell for cell in cells if (match := CHECK.match("".join(cell["source"])))}
        return {id: any(says_right(id, output) for output in cell["outputs"]) for id, cell in found.items()}
    except (OSError, ValueError, KeyError, TypeError):
        return {}  # there is none, or somebody is just writing it


def says_right(id: str, output: Mapping) -> bool:
    return "".join(output.get("data", {}).get("text/plain", "")).startswith(f"{id}: Right.")


def next_step(rows: list[dict]) -> tuple[dict | None, str]:
    """The lesson to go on with, and a sentence that says so."""
    begun = [i for i, row in enumerate(rows) if any(row["activities"].values())]
    at = max(begun, default=0)
    if not rows:
        return None, "There are no lessons here."
    if begun and all(rows[at]["activities"].values()):
        left = [f"`{id}`" for id, right in rows[at]["exercises"].items() if not right]
        if left:
            return rows[at], f"Next: the exercises of lesson {rows[at]['title'][:2]}; {', '.join(left)} open."
        if at + 1 == len(rows):
            return None, "You have reached the end of the course."
        at += 1
    done = sum(rows[at]["activities"].values())
    so_far = f"; {done} of its {len(rows[at]['activities'])} activities are done" if done else ""
    return rows[at], f"Next: lesson {rows[at]['title']}{so_far}."


def shown(row: Mapping) -> dict:
    """A row as the form takes it."""
    counts = []
    for name in ("activities", "exercises"):
        if row[name]:
            counts.append(f"{sum(row[name].values())} of {len(row[name])} {name}")
    return {"title": row["title"], "note": f"{', '.join(counts)} done", "items": row["items"], "open": row["open"]}
