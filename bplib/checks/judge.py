"""Decide from values what is right, what is wrong, and which known mistake gives exactly these values.

The learner's code is not called here. The order of the verdicts: what stopped the call, then exceptions, types, shapes,
numbers that are not finite, changed arguments, calls that do not repeat, and at last wrong values.
"""

from dataclasses import dataclass, field

import numpy as np

from .arguments import Rng
from .exercise import Exercise, Mistake, Probe
from .happened import judge_what_happened
from .observe import Observation
from .patterns import pattern_of
from .recognize import recognize
from .trial import Trial
from .values import BadTypeError, as_arrays, error_between, is_finite, plain, same

__all__ = ["Judgement", "OutputResult", "judge", "recognize_on_squares", "recognize_where_it_ran"]

UNCHANGED = 1e-12
REPEATED = 1e-9


@dataclass
class OutputResult:
    """How one output did over all probes: right, or the first probe where it is not, or a fact that a judge found."""

    name: str
    right: bool = True
    probe: Probe | None = None
    got: np.ndarray | None = None
    expected: np.ndarray | None = None
    largest_error: float = 0.0
    facts: list[str] = field(default_factory=list)
    bad_form: bool = False

    @property
    def shape_is_wrong(self) -> bool:
        return self.got is not None and self.got.shape != self.expected.shape


@dataclass
class Judgement:
    """The verdict, its facts in words, the outputs one by one, and the mistakes that were recognized."""

    verdict: str
    facts: str = ""
    outputs: list[OutputResult] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)
    patterns: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def judge(trial: Trial, observed: list[Observation]) -> Judgement:
    """The judgement of these observations of calls with the trial's probes; the last probe repeats the first."""
    exercise, probes = trial.exercise, trial.probes
    for i, observation in enumerate(observed):
        if observation.status != "returned":
            return Judgement(*judge_what_happened(exercise, probes[: i + 1], observation))
    try:
        decide = _judge_by_itself if exercise.judge else _compare
        judgement = decide(trial, observed)
    except BadTypeError as problem:
        text = f"{exercise.id} runs, but {problem}"
        if exercise.outputs[0].shape == "True or False":
            text = text.replace("expected numbers", "expected True or False, without quotation marks")
        return Judgement("BAD_TYPE", text if text.endswith("?") else f"{text}.")
    if not any(result.bad_form for result in judgement.outputs):
        if changed := _changed_argument(exercise, probes, observed):
            return Judgement("MUTATED_INPUT", changed, judgement.outputs)
        if not _repeats(observed):
            return Judgement("NONDETERMINISTIC", _why_not_repeated(probes[0]), judgement.outputs)
    return judgement


def _judge_by_itself(trial: Trial, observed) -> Judgement:
    """The judgement of the exercise's own judge."""
    exercise = trial.exercise
    problems = exercise.judge(trial.probes[:-1], [observation.value for observation in observed[:-1]])
    results = [OutputResult(output.name) for output in exercise.outputs]
    for result in results:
        mine = [problem for problem in problems if problem.output in ("", result.name)]
        result.right, result.bad_form = not mine, any(problem.form for problem in mine)
    for problem in problems:
        place = next((r for r in results if r.name == problem.output), results[0])
        place.facts.append(problem.fact)
    named = {problem.mistake for problem in problems}
    mistakes = [mistake for mistake in exercise.mistakes if mistake.id in named]
    if problems:
        return Judgement("WRONG", "", results, mistakes)
    return Judgement("CORRECT", "", results, notes=_notes(exercise, [], observed))


def _compare(trial: Trial, observed) -> Judgement:
    """The judgement by comparison with the reference, and with the mistakes."""
    exercise, probes = trial.exercise, trial.probes
    values = [as_arrays(observation.value, len(exercise.outputs)) for observation in observed]
    right = [trial.right(probe, value) for probe, value in zip(probes, values, strict=True)]
    results = [_compare_output(exercise, k, probes, values, right) for k in range(len(exercise.outputs))]
    wrong = {k for k, result in enumerate(results) if not result.right}
    if not wrong:
        return Judgement("CORRECT", outputs=results, notes=_notes(exercise, results, observed))
    named = recognize(trial, probes, values, right, wrong)
    unexplained = wrong.difference(*(outputs for _, outputs in named))
    patterns = _patterns(exercise, probes, values, right, unexplained)
    return Judgement("WRONG", "", results, [mistake for mistake, _ in named], patterns)


def recognize_where_it_ran(trial: Trial, observed: list[Observation]) -> list[Mistake]:
    """The mistakes in the calls that returned, of code that fails in some others, where those are at most half."""
    ran = [(p, o) for p, o in zip(trial.probes, observed, strict=False) if o.status == "returned"]
    return _recognize_values(trial, *zip(*ran, strict=True)) if 2 * len(ran) >= len(trial.probes) else []


def recognize_on_squares(trial: Trial, observed: list[Observation]) -> list[Mistake]:
    """The mistakes in calls where all sizes are equal, of code that fails elsewhere, as one of them must, too."""
    squares = trial.square_probes
    if len(observed) < len(squares) or any(observation.status != "returned" for observation in observed):
        return []
    named = _recognize_values(trial, squares, observed)
    return named if any(trial.values(mistake.function, p) is None for mistake in named for p in trial.probes) else []


def _recognize_values(trial: Trial, probes, observed) -> list[Mistake]:
    exercise = trial.exercise
    try:
        values = [as_arrays(observation.value, len(exercise.outputs)) for observation in observed]
    except BadTypeError:
        return []
    right = [trial.right(probe, value) for probe, value in zip(probes, values, strict=True)]
    results = [_compare_output(exercise, k, probes, values, right) for k in range(len(exercise.outputs))]
    wrong = {k for k, result in enumerate(results) if not result.right}
    return [mistake for mistake, _ in recognize(trial, probes, values, right, wrong)]


def _compare_output(exercise: Exercise, k: int, probes, values, right) -> OutputResult:
    result = OutputResult(exercise.outputs[k].name)
    for probe, value, expected in zip(probes, values, right, strict=True):
        got, want = value[k], expected[k]
        error = error_between(got, want)
        result.largest_error = max(result.largest_error, error)
        bad_form = got.shape != want.shape or not is_finite(got).all()
        if error > exercise.tolerance and (result.right or (bad_form and not result.bad_form)):
            result.right, result.probe, result.got, result.expected = False, probe, got, want
            result.bad_form = bad_form
    return result


def _changed_argument(exercise: Exercise, probes, observed) -> str:
    for probe, observation in zip(probes, observed, strict=True):
        for name, before, after in zip(exercise.parameters, probe.arguments, observation.arguments_after, strict=False):
            if after is not None and not same(plain(before), after, UNCHANGED):
                name = name.split("=")[0]
                ways = f"{name} * 2 makes a new array; {name} *= 2 and {name}[0] = 2 change the old one"
                if isinstance(before, list):
                    ways = f"sorted({name}) makes a new list; {name}.sort() and {name}.append(2) change the old one"
                return (
                    f"It changes its argument {name}, which belongs to whoever calls it. Work on a copy, "
                    f"{name}.copy(), or write the result into something new: {ways}."
                )
    return ""


def _repeats(observed: list[Observation]) -> bool:
    """The last call had the arguments of the first."""
    return same(observed[0].value, observed[-1].value, REPEATED)


def _why_not_repeated(probe: Probe) -> str:
    if any(isinstance(argument, Rng) for argument in probe.arguments):
        return (
            "Called twice with equal generators, it gives different values. Take all random numbers from rng, such as "
            "rng.normal(…); those of np.random or of a new generator cannot be repeated."
        )
    return "Called twice with the same arguments, it gives different values. Does it keep something between calls?"


def _notes(exercise: Exercise, results: list[OutputResult], observed) -> list[str]:
    notes, error = [], max((result.largest_error for result in results), default=0.0)
    if error > exercise.exact:
        because = "a calculation in float32" if error > 3e-8 else "a tiny number that is added to be on the safe side"
        notes.append(
            f"It is right to about {-np.log10(error):.0f} of sixteen digits. A slope from two points does that, a "
            f"rounded constant, or {because}; here it does no harm."
        )
    warned = [text for observation in observed for text in observation.warned]
    if warned:
        notes.append(f"NumPy warned on the way: {warned[0]}. The result is right all the same.")
    return notes


def _patterns(exercise: Exercise, probes, values, right, unexplained: set[int]) -> list[str]:
    """What can be said of these outputs, once for those of which the same holds."""
    found: dict[str, list[str]] = {}
    for k in sorted(unexplained):
        pairs = [(value[k], expected[k]) for value, expected in zip(values, right, strict=True)]
        sizes = [exercise.sizes(*probe.arguments) if exercise.sizes else _batch_size(probe) for probe in probes]
        if text := pattern_of(pairs, sizes, exercise.tolerance):
            found.setdefault(text, []).append(exercise.outputs[k].name)
    return [f"{', '.join(names)}{': each' if len(names) > 1 else ''} {text}" for text, names in found.items()]


def _batch_size(probe: Probe) -> dict[str, float]:
    array = probe.arguments[0]
    return {"the batch size": float(len(array)) if np.ndim(array) else 1.0}
