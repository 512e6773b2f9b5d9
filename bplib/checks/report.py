"""What the learner reads: the verdict in words, then one more step of help each time it is asked for."""

import html
import inspect

import numpy as np

from .compare import BadTypeError, as_arrays, is_finite, is_right
from .exercise import Exercise
from .judge import Judgement, OutputResult, right_values
from .observe import Observation

__all__ = ["Report"]

HEADS = {
    "CORRECT": "Right.",
    "WRONG": "Not yet.",
    "NOT_ATTEMPTED": "Not written yet.",
    "RAISED": "It stops with an error.",
    "TIMEOUT": "It does not end.",
    "OUTPUT_FLOOD": "It prints without end.",
    "BAD_TYPE": "It returns something else.",
    "MUTATED_INPUT": "It changes its input.",
    "NONDETERMINISTIC": "It gives different values for the same input.",
    "POLICY": "It calls the solution.",
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
            lines += _praise(judgement.outputs) + [_difference(r, self._examples.get(r.name, "")) for r in wrong]
        return lines + [mistake.why for mistake in judgement.mistakes] + judgement.patterns + judgement.notes

    def _stages(self) -> list[tuple[str, str]]:
        """The stages of help: what each is called, and what it says."""
        exercise = self._exercise
        stages = [("Where to look", exercise.where), ("The formula", exercise.formula)]
        stages.append(("A right solution", f"Write {self._call}.solution() in a new cell to see one."))
        return [stage for stage in stages if stage[1]]

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


def smallest_examples(exercise: Exercise, observed: list[Observation]) -> dict[str, str]:
    """For each output the first call with small whole numbers that goes wrong: what came, and what should have come."""
    examples = {}
    for probe, observation in zip(exercise.small_probes, observed, strict=False):
        try:
            got = as_arrays(observation.value, len(exercise.outputs))
        except BadTypeError:  # or nothing came, because it stopped
            continue
        right = right_values(exercise, probe, got)
        call = f"{exercise.id}({', '.join(_short(argument) for argument in probe.arguments)})"
        for k, output in enumerate(exercise.outputs):
            if not is_right(got[k], right[k], exercise.tolerance):
                name = f"{output.name} of " if len(exercise.outputs) > 1 else ""
                text = f"For example, {name}{call} is {_short(got[k])} but should be {_short(right[k])}."
                examples.setdefault(output.name, text)
    return examples


def _praise(results: list[OutputResult]) -> list[str]:
    right = [result.name for result in results if result.right]
    return [f"Right already: {', '.join(right)}."] if right and len(right) < len(results) else []


def _difference(result: OutputResult, example: str) -> str:
    """What differs: the shape, or else an example in small numbers, or else one of the numbers that differ."""
    if result.shape_is_wrong:
        return f"{result.name} has the shape {result.got.shape} but must have {result.expected.shape}."
    if not is_finite(result.got).all():
        text = f"{result.name} has numbers that are NaN or infinite. Where could 0/0, or something too large, appear?"
        return f"{text} {example}".rstrip()
    if example:
        return example
    i = np.unravel_index(np.argmax(abs(result.got - result.expected)), result.expected.shape)
    place = f"[{', '.join(str(int(j)) for j in i)}]" if i else ""
    return f"{result.name}{place} is {result.got[i]:.6g} but should be {result.expected[i]:.6g}."


def _short(value) -> str:
    """Small arrays as they are written by hand: [2, -0.5]."""
    if isinstance(value, np.ndarray) and value.dtype.kind in "fiub":
        return _short_list((value + 0.0).tolist())  # + 0.0 makes −0 a 0
    return repr(value)


def _short_list(value) -> str:
    return f"[{', '.join(map(_short_list, value))}]" if isinstance(value, list) else f"{value:.4g}"
