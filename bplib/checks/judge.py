"""Decide from values what is right, what is wrong, and which known mistake gives exactly these values.

The learner's code is not called here. The order of the verdicts: what stopped the call, then exceptions, types, shapes,
numbers that are not finite, changed arguments, calls that do not repeat, and at last wrong values.
"""

import copy
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from .compare import BadTypeError, as_arrays, error_between, is_right
from .exercise import Exercise, Mistake, Probe
from .observe import Observation

__all__ = ["Judgement", "OutputResult", "judge", "recognise_values"]

UNCHANGED = 1e-12


@dataclass
class OutputResult:
    """How one output did over all probes: right, or the first probe where it is not."""

    name: str
    right: bool = True
    probe: int = -1
    got: np.ndarray | None = None
    expected: np.ndarray | None = None
    largest_error: float = 0.0

    @property
    def shape_is_wrong(self) -> bool:
        return self.got is not None and self.got.shape != self.expected.shape


@dataclass
class Judgement:
    """The verdict, its facts in words, the outputs one by one, and the mistakes that were recognised."""

    verdict: str
    facts: str = ""
    outputs: list[OutputResult] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)
    patterns: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def judge(exercise: Exercise, probes: list[Probe], observed: list[Observation]) -> Judgement:
    """The judgement of these observations of calls with these probes; the last probe repeats the first."""
    for probe, observation in zip(probes, observed, strict=False):
        stopped = _judge_what_happened(probe, observation)
        if stopped:
            return stopped
    try:
        values = [as_arrays(observation.value, len(exercise.outputs)) for observation in observed]
    except BadTypeError as problem:
        return Judgement("BAD_TYPE", f"{exercise.id} runs, but {problem}.")
    expected = [expected_values(exercise.reference, probe, exercise) for probe in probes]
    results = [_compare_output(exercise, k, values, expected) for k in range(len(exercise.outputs))]
    changed = _changed_argument(exercise, probes, observed)
    if changed:
        return Judgement("MUTATED_INPUT", changed, results)
    if not _repeats(values):
        text = "Called twice with the same arguments, it gives different values. Does it keep something between calls?"
        return Judgement("NONDETERMINISTIC", text, results)
    if all(result.right for result in results):
        return Judgement("CORRECT", outputs=results, notes=_notes(results, observed))
    mistakes = recognise(exercise, probes, values, results)
    patterns = [] if mistakes else _patterns(values, expected, results, exercise.tolerance)
    return Judgement("WRONG", "", results, mistakes, patterns)


def expected_values(function: Callable, probe: Probe, exercise: Exercise) -> list[np.ndarray] | None:
    """What a function of ours gives for this probe; None where a wrong one does not run."""
    try:
        with np.errstate(all="ignore"):
            return as_arrays(function(*copy.deepcopy(probe.arguments)), len(exercise.outputs))
    except Exception:
        if function is exercise.reference:
            raise
        return None


def recognise_values(exercise: Exercise, probes: list[Probe], observed: list[Observation]) -> list[Mistake]:
    """The mistakes in these observations, where all calls returned numbers; else none."""
    if len(observed) < len(probes) or any(observation.status != "returned" for observation in observed):
        return []
    try:
        values = [as_arrays(observation.value, len(exercise.outputs)) for observation in observed]
    except BadTypeError:
        return []
    expected = [expected_values(exercise.reference, probe, exercise) for probe in probes]
    results = [_compare_output(exercise, k, values, expected) for k in range(len(exercise.outputs))]
    return recognise(exercise, probes, values, results)


def recognise(exercise: Exercise, probes, values, results: list[OutputResult]) -> list[Mistake]:
    """The mistakes that give the learner's values in outputs that are wrong, on every probe; fewest names first."""
    wrong = {k for k, result in enumerate(results) if not result.right}
    explains = {}
    for mistake in exercise.mistakes:
        theirs = [expected_values(mistake.function, probe, exercise) for probe in probes]
        pairs = list(zip(values, theirs, strict=True))
        same = {k for k in wrong if all(_same(value[k], t, k, exercise.tolerance) for value, t in pairs)}
        if same:
            explains[mistake.id] = (same, mistake)
    named, open_outputs = [], set(wrong)
    while open_outputs:
        best = max(explains.values(), key=lambda pair: len(pair[0] & open_outputs), default=None)
        if best is None or not best[0] & open_outputs:
            break
        named.append(best[1])
        open_outputs -= best[0]
    return named


def _same(value: np.ndarray, theirs: list[np.ndarray] | None, k: int, tolerance: float) -> bool:
    if theirs is None or value.shape != theirs[k].shape:
        return False
    finite = np.isfinite(theirs[k])
    if not np.array_equal(finite, np.isfinite(value)):
        return False
    return is_right(value[finite], theirs[k][finite], tolerance)


def _judge_what_happened(probe: Probe, observation: Observation) -> Judgement | None:
    """A verdict for a call that did not return."""
    if observation.status == "returned":
        return None
    if observation.still_running:
        text = "It did not come to an end and could not be stopped: it still runs and makes everything else slow."
        return Judgement("TIMEOUT", f"{text} Restart the kernel (menu Kernel). Does one call take very long?")
    if observation.status == "timeout":
        return Judgement("TIMEOUT", "It did not come to an end and was stopped. Is there a loop that never ends?")
    if observation.status == "flood":
        return Judgement("OUTPUT_FLOOD", "It printed without end and was stopped. Take the print out of the loop.")
    if observation.status == "policy":
        text = "It calls bplib's own code. Here you write the function yourself, with NumPy alone."
        return Judgement("POLICY", text)
    if observation.error_type == "NotImplementedError":
        return Judgement("NOT_ATTEMPTED", "Nothing is written here yet. Replace the line with raise by your own code.")
    where = f" ({observation.error_line})" if observation.error_line else ""
    call = f" when called with {describe_arguments(probe)}"
    return Judgement("RAISED", f"{observation.error_type}{where}{call}: {observation.error_text}")


def describe_arguments(probe: Probe) -> str:
    """The arguments by their shapes, or their values where they are single numbers."""
    parts = [f"an array {np.shape(a)}" if np.ndim(a) else repr(a) for a in probe.arguments]
    return ", ".join(parts)


def _compare_output(exercise: Exercise, k: int, values, expected) -> OutputResult:
    result = OutputResult(exercise.outputs[k].name)
    for i, (value, right) in enumerate(zip(values, expected, strict=True)):
        error = error_between(value[k], right[k])
        result.largest_error = max(result.largest_error, error)
        if result.right and error > exercise.tolerance:
            result.right, result.probe, result.got, result.expected = False, i, value[k], right[k]
    return result


def _changed_argument(exercise: Exercise, probes, observed) -> str:
    for probe, observation in zip(probes, observed, strict=True):
        pairs = zip(exercise.parameters, probe.arguments, observation.arguments_after, strict=True)
        for name, before, after in pairs:
            if isinstance(before, np.ndarray) and (
                after.shape != before.shape or np.abs(after - before).max(initial=0) > UNCHANGED
            ):
                return (
                    f"It changes its argument {name}, which belongs to whoever calls it. Work on a copy, or write the "
                    f"result into a new array: {name} * 2 makes one, {name} *= 2 does not."
                )
    return ""


def _repeats(values: list[list[np.ndarray]]) -> bool:
    """The last call had the arguments of the first."""
    return all(np.array_equal(a, b, equal_nan=True) for a, b in zip(values[0], values[-1], strict=True))


def _notes(results: list[OutputResult], observed: list[Observation]) -> list[str]:
    notes = []
    if max(result.largest_error for result in results) > 1e-9:
        notes.append("It is right to about seven digits only. Somewhere it computes in float32; float64 has sixteen.")
    warned = [text for observation in observed for text in observation.warned]
    if warned:
        notes.append(f"NumPy warned on the way: {warned[0]}. The result is right all the same.")
    return notes


def _patterns(values, expected, results: list[OutputResult], tolerance: float) -> list[str]:
    """What can be said of a wrong output that no known mistake explains: only what holds on every probe."""
    found = []
    for k, result in enumerate(results):
        if result.right or result.shape_is_wrong:
            continue
        pairs = [(value[k], right[k]) for value, right in zip(values, expected, strict=True)]
        text = _ratio(pairs, tolerance) or _transposed(pairs, tolerance) or _only_where(pairs, tolerance)
        if text:
            found.append(f"{result.name} {text}")
    return found


def _ratio(pairs, tolerance: float) -> str:
    """One constant factor on every probe, with the sizes of the probes tried as factors too."""
    for name, factor in (("−1", lambda a: -1.0), ("2", lambda a: 2.0), ("1/2", lambda a: 0.5),
                         ("the batch size", lambda a: float(len(a)) if a.ndim else 1.0),
                         ("1 / the batch size", lambda a: 1 / len(a) if a.ndim else 1.0)):  # fmt: skip
        if all(is_right(got, right * factor(right), tolerance) for got, right in pairs):
            return f"is the right value times {name}."
    return ""


def _transposed(pairs, tolerance: float) -> str:
    if all(right.ndim == 2 and is_right(got, right.T, tolerance) for got, right in pairs):
        return "is the right value, transposed."
    return ""


def _only_where(pairs, tolerance: float) -> str:
    """Right wherever the expected value is zero, or wherever it is not."""
    zero_right = all(np.allclose(got[right == 0], 0, atol=1e-12) for got, right in pairs)
    rest_right = all(is_right(got[right != 0], right[right != 0], tolerance) for got, right in pairs)
    if rest_right and not zero_right and any((right == 0).any() for _, right in pairs):
        return "is right except where it should be 0."
    return ""
