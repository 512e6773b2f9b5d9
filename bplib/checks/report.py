"""What the learner reads: the verdict in words, then one more step of help each time it is asked for."""

import html
import inspect

import numpy as np

from .compare import BadTypeError, as_arrays, is_right
from .exercise import Exercise
from .judge import Judgement, OutputResult, expected_values
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


class Report:
    """The result of a check: `passed`, `verdict`, `diagnoses` (ids of mistakes) and `message`, all in plain words.

    `hint()` gives the next stage of help each time: why, where to look, a smallest example. `solution()` shows the
    solution. In Jupyter the report is shown as HTML and announced to screen readers.
    """

    def __init__(self, exercise: Exercise, judgement: Judgement, counterexample: str = ""):
        self._exercise, self._judgement, self._counterexample = exercise, judgement, counterexample
        self._n_hints = 0
        self.verdict: str = judgement.verdict
        self.diagnoses: tuple[str, ...] = tuple(mistake.id for mistake in judgement.mistakes)

    @property
    def passed(self) -> bool:
        return self.verdict == "CORRECT"

    @property
    def message(self) -> str:
        """The verdict, what is right, what differs, and, where it is known, why."""
        return "\n".join(self._lines())

    def hint(self) -> str:
        """The next step of help; after the last, the last again."""
        stages = self._stages()
        self._n_hints = min(self._n_hints + 1, len(stages))
        return stages[self._n_hints - 1]

    def solution(self) -> str:
        """The source of one right solution."""
        return inspect.getsource(self._exercise.reference)

    def _lines(self) -> list[str]:
        judgement, exercise = self._judgement, self._exercise
        lines = [f"{exercise.id}: {HEADS[self.verdict]}"]
        if judgement.facts:
            lines.append(judgement.facts)
        if self.verdict == "WRONG":
            lines += _praise(judgement.outputs) + [_difference(r) for r in judgement.outputs if not r.right]
        lines += [mistake.why for mistake in judgement.mistakes] + judgement.patterns + judgement.notes
        if not self.passed:
            lines.append("Ask for more help with .hint() on this report.")
        return lines

    def _stages(self) -> list[str]:
        exercise, stages = self._exercise, []
        if self._counterexample:
            stages.append(self._counterexample)
        if exercise.formula:
            stages.append(f"The formula: {exercise.formula}")
        if exercise.where:
            stages.append(f"Where to look: {exercise.where}")
        return [*stages, "One right solution is shown by .solution() on this report."]

    def __repr__(self) -> str:
        return self.message

    def _repr_html_(self) -> str:
        head, *rest = self._lines()
        color = "#00795A" if self.passed else "#C04F00"
        mark = "✓" if self.passed else "✗"
        style = f"border-left: 4px solid {color}; padding: 0.2em 0.8em"
        body = "".join(f"<p>{html.escape(line)}</p>" for line in rest)
        return f'<div role="status" style="{style}"><p><strong>{mark} {html.escape(head)}</strong></p>{body}</div>'


def smallest_counterexample(exercise: Exercise, observed: list[Observation]) -> str:
    """The first call with small whole numbers that goes wrong, with what came and what should have come."""
    for probe, observation in zip(exercise.small_probes, observed, strict=False):
        right = expected_values(exercise.reference, probe, exercise)
        call = f"{exercise.id}({', '.join(_short(argument) for argument in probe.arguments)})"
        if observation.status != "returned":
            continue
        try:
            got = as_arrays(observation.value, len(exercise.outputs))
        except BadTypeError:
            continue
        for k, output in enumerate(exercise.outputs):
            if not is_right(got[k], right[k], exercise.tolerance):
                name = f"{output.name} of " if len(exercise.outputs) > 1 else ""
                return f"A small example: {name}{call} should be {_short(right[k])} and is {_short(got[k])}."
    return ""


def _praise(results: list[OutputResult]) -> list[str]:
    right = [result.name for result in results if result.right]
    return [f"Right already: {', '.join(right)}."] if right and len(right) < len(results) else []


def _difference(result: OutputResult) -> str:
    if result.shape_is_wrong:
        return f"{result.name} has the shape {result.got.shape} but must have {result.expected.shape}."
    if not np.isfinite(result.got).all():
        return f"{result.name} has numbers that are NaN or infinite. Where could 0/0, or something too large, appear?"
    i = np.unravel_index(np.argmax(np.abs(result.got - result.expected)), result.expected.shape)
    place = f"[{', '.join(str(int(j)) for j in i)}]" if i else ""
    return f"{result.name}{place} is {result.got[i]:.6g} but should be {result.expected[i]:.6g}."


def _short(value) -> str:
    array = np.asarray(value)
    if array.dtype.kind in "fiub":
        return np.array2string(array, precision=4, separator=", ", suppress_small=True).replace("\n", "")
    return repr(value)
