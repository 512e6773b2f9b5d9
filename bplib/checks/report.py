"""What the learner reads: the verdict in words, then one more step of help each time it is asked for."""

import html
import inspect
from pathlib import Path

from .exercise import Exercise
from .judge import Judgement
from .wording import differences, praise

__all__ = ["Report"]

LESSONS = Path(__file__).parents[2] / "notebooks"
ABOVE = "The text above the exercise says what is asked, and works an example by hand: compare it line by line"

HEADS = {
    "CORRECT": "Right.",
    "WRONG": "Not yet.",
    "NOT_ATTEMPTED": "Not written yet.",
    "RAISED": "It stops with an error.",
    "TIMEOUT": "It does not end.",
    "MEMORY": "It takes too much memory.",
    "CRASHED": "It crashes.",
    "OUTPUT_FLOOD": "It prints without end.",
    "BAD_TYPE": "It returns something else.",
    "MUTATED_INPUT": "It changes its input.",
    "NONDETERMINISTIC": "It gives different values for the same input.",
    "POLICY": "It calls what is not allowed here.",
}
MARKS = {"CORRECT": ("#00795A", "✓"), "NOT_ATTEMPTED": ("#5E5E5E", "○")}  # color and sign; for all others ✗


class Words(str):
    """Text that a notebook shows as it is, with its line ends and without quotation marks."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


class Report:
    """The result of a check: `passed`, `verdict`, `diagnoses` (ids of mistakes) and `message`, all in plain words.

    `hint()` gives the next stage of help each time: where to look, the formula, and at last how to see the solution,
    which is `solution()`. In Jupyter the report is shown as HTML, in which the stages unfold one after the other, and
    announced to screen readers.

    `points` of `max_points` are earned: of several outputs each has its part. `outputs` says which ones are right.
    """

    def __init__(self, exercise: Exercise, judgement: Judgement, examples: dict[str, str] | None = None):
        self._exercise, self._judgement, self._examples = exercise, judgement, examples or {}
        self._n_hints = 0
        self.verdict: str = judgement.verdict
        self.diagnoses: tuple[str, ...] = tuple(mistake.id for mistake in judgement.mistakes)

    @property
    def passed(self) -> bool:
        return self.verdict == "CORRECT"

    @property
    def outputs(self) -> dict[str, bool]:
        """Whether each output is right, by its name; empty where it did not come to comparing them."""
        return {result.name: result.right for result in self._judgement.outputs}

    @property
    def max_points(self) -> int:
        return self._exercise.points

    @property
    def points(self) -> float:
        """All for what is right; for wrong values the part of the outputs that are right; else none."""
        if self.verdict not in ("CORRECT", "WRONG"):
            return 0.0
        return round(self.max_points * sum(self.outputs.values()) / len(self.outputs), 2)

    @property
    def message(self) -> str:
        """The verdict, what is right, what differs, and, where it is known, why."""
        call = f"report = {self._call}, then report.hint()"
        more = [] if self.passed else [f"For more help write {call}, as often as you like."]
        return Words("\n".join([*self._lines(), *more]))

    def hint(self) -> str:
        """The next step of help; after the last, the last again."""
        stages = self._stages()
        self._n_hints = min(self._n_hints + 1, len(stages))
        return Words(": ".join(stages[self._n_hints - 1]))

    def solution(self) -> str:
        """The source of one right solution."""
        return Words(inspect.getsource(self._exercise.reference))

    @property
    def _call(self) -> str:
        return f'bp.check("{self._exercise.id}", {self._exercise.id})'

    def _lines(self) -> list[str]:
        judgement = self._judgement
        lines = [f"{self._exercise.id}: {HEADS[self.verdict]}"]
        if judgement.facts:
            lines.append(judgement.facts)
        if self.verdict == "WRONG":
            wrong = [result for result in judgement.outputs if not result.right]
            lines += praise(judgement.outputs)
            lines += differences(wrong, self._examples)
        return lines + [mistake.why for mistake in judgement.mistakes] + judgement.patterns + judgement.notes

    def _stages(self) -> list[tuple[str, str]]:
        """The stages of help: what each is called, and what it says."""
        exercise = self._exercise
        stages = [("Where to look", self._where()), ("The formula", exercise.formula)]
        stages.append(("A right solution", f"Write {self._call}.solution() in a new cell to see one."))
        return [stage for stage in stages if stage[1]]

    def _where(self) -> str:
        """The place in the lesson, where that lies beside the library; else the exercise's own text."""
        lesson_is_there = any(LESSONS.glob(f"{self._exercise.lesson:02}_*.ipynb"))
        return self._exercise.where if lesson_is_there else ABOVE

    def __repr__(self) -> str:
        return self.message

    def _ipython_display_(self) -> None:
        """Shown as a display, not as the result of its cell, which nbgrader would want to be a number of points."""
        from IPython.display import display

        display({"text/html": self._repr_html_(), "text/plain": self.message}, raw=True)

    def _repr_html_(self) -> str:
        head, *rest = self._lines()
        color, mark = MARKS.get(self.verdict, ("#C04F00", "✗"))
        body = "".join(f"<p>{html.escape(line)}</p>" for line in rest)
        status = f'<div role="status"><p><strong>{mark} {html.escape(head)}</strong></p>{body}</div>'
        stages = ""  # letters typed on their titles are not for JupyterLab, to which they are commands
        for title, text in [] if self.passed else reversed(self._stages()):
            summary = f"<summary data-lm-suppress-shortcuts>{title}</summary>"
            stages = f"<details>{summary}<p>{html.escape(text)}</p>{stages}</details>"
        return f'<div style="border-left: 4px solid {color}; padding: 0.2em 0.8em">{status}{stages}</div>'
