"""Judge one exercise: its code runs in the sandbox, and what came back is judged here, as in the notebook.

Here alone are the references, the mistakes and the private seeds. What a worker sends is a claim: it is read as values,
and compared with what is right.
"""

import re
from collections.abc import Callable
from time import monotonic

import numpy as np

from ..checks import EXERCISES, Exercise, Observation, Report, assess
from ..checks.judge import Judgement
from ..checks.values import Other
from .sandbox import Answer, Limits, Sandbox, level_of

__all__ = ["Grader"]

DEFAULTS = Limits()
MOST_CANDIDATES = 3
ENDED = {
    "timeout": "timeout",
    "memory": "memory",
    "flood": "flood",
    "processes": "crashed",
    "files": "crashed",
    "crashed": "crashed",
    "finished": "crashed",  # without a last word: the code has ended the process by itself
}
NOT_FOUND = "There is no {0} in what was handed in. Was its cell deleted?"
TOP_LEVEL = "The code in the cells, outside of the function, was stopped before the function was called: {0}"


class _NotBuiltError(Exception):
    """There is no function that could be called; the judgement says why."""

    def __init__(self, judgement: Judgement, step: str):
        self.judgement, self.step = judgement, step


class _Calls:
    """Makes the calls that the checker asks for, each time in a fresh worker, and gives what was observed."""

    def __init__(self, sandbox: Sandbox, task: dict, limits: Limits, end: float):
        self.sandbox, self.task, self.limits, self.end = sandbox, task, limits, end
        self.n_candidates = 0

    def __call__(self, probes: list) -> list[Observation]:
        seconds = max(self.end - monotonic(), 0.1)
        limits = Limits(**{**vars(self.limits), "all_seconds": min(seconds, self.limits.all_seconds)})
        task = self.task | {"probes": [list(probe.arguments) for probe in probes]}
        answer = self.sandbox.run(task, limits)
        self._look_at_the_beginning(answer)
        return _observations(answer, len(probes))

    def _look_at_the_beginning(self, answer: Answer) -> None:
        """Raise `_NotBuiltError` where it did not come to calls."""
        first = answer.messages[0] if answer.messages else {}
        if isinstance(n := first.get("candidates"), int):
            self.n_candidates = n
        exercise_id = self.task["exercise"]
        if first.get("step") == "read":
            raise _NotBuiltError(Judgement("NOT_ATTEMPTED", NOT_FOUND.format(exercise_id)), "read")
        if first.get("step") != "built":
            raise _NotBuiltError(_stopped(answer.ended), "running")
        if first.get("kind") == "value":
            text = f"{exercise_id} is no function in the end. Is the name used for something else, too?"
            raise _NotBuiltError(Judgement("BAD_TYPE", text), "value")
        if first.get("kind") == "missing":
            raise _NotBuiltError(_why_missing(exercise_id, first.get("troubles")), "missing")


def _stopped(ended: str) -> Judgement:
    verdicts = {"timeout": "TIMEOUT", "memory": "MEMORY", "flood": "OUTPUT_FLOOD"}
    reasons = {"timeout": "it did not end", "memory": "it took too much memory", "flood": "it printed without end"}
    verdict = verdicts.get(ended, "CRASHED")
    return Judgement(verdict, TOP_LEVEL.format(reasons.get(ended, "it ended Python itself")) + ".")


def _why_missing(exercise_id: str, troubles) -> Judgement:
    """The error that kept the function from being made, or that there is none."""
    for trouble in troubles if isinstance(troubles, list) else []:
        kind, text, line = (*map(str, trouble), "", "")[:3] if isinstance(trouble, list) else ("", "", "")
        where = f" ({line})" if line else ""
        return Judgement("RAISED", f"Its cell cannot be run. {kind}{where}: {text}".rstrip(": .") + ".")
    return Judgement("NOT_ATTEMPTED", NOT_FOUND.format(exercise_id))


def _observations(answer: Answer, n_probes: int) -> list[Observation]:
    """One observation for each call; where calls are missing, how the worker ended is the last of them."""
    observations, ended = [], False
    for message in answer.messages:
        ended = ended or message.get("step") == "end"
        if message.get("step") == "call" and len(observations) < n_probes:
            observations.append(_observation(message))
    all_there = ended or len(observations) == n_probes
    stopped = observations and observations[-1].status not in ("returned", "raised")
    if not stopped and not (all_there and len(observations) == n_probes and answer.ended == "finished"):
        missing = Observation(ENDED.get(answer.ended, "crashed"))
        observations = [*observations[: n_probes - 1], missing]
    return observations


def _observation(message: dict) -> Observation:
    """What a worker claims about a call, in the form of an observation; texts are texts, and not long."""
    status = message.get("status")
    texts = {name: _short(message.get(name)) for name in ("error_type", "error_text", "error_line")}
    if status == "raised" and texts["error_type"] == "MemoryError":
        status = "memory"
    if status not in ("returned", "raised", "misfit", "timeout", "flood", "policy", "memory"):
        status = "crashed"
    after, warned = message.get("arguments_after"), message.get("warned")
    value = message.get("value")
    return Observation(
        status=status,
        value=Other("a dict") if isinstance(value, dict) else Other("a text") if isinstance(value, str) else value,
        arguments_after=after if isinstance(after, tuple) else (),
        warned=tuple(_short(text) for text in warned[:3]) if isinstance(warned, tuple) else (),
        **texts,
    )


def _short(text) -> str:
    return text[:500] if isinstance(text, str) else ""


def _beside(exercise: Exercise, calls: _Calls) -> dict[str, Callable]:
    """What the learner has written for other exercises, where the gradient of it is asked for: each to be called."""
    text = "\n".join(cell["source"] for cell in calls.task["cells"])
    names = [step.name for step in exercise.forward_pass.steps] if exercise.forward_pass else []
    task = calls.task | {"candidate": 0, "mode": "needed"}

    def of(name: str) -> Callable:
        other = _Calls(calls.sandbox, task | {"exercise": name}, calls.limits, calls.end)

        def call(probes: list) -> list[Observation]:
            try:
                return other(probes)
            except _NotBuiltError:
                return [Observation("raised")]

        return call

    return {name: of(name) for name in names if re.search(rf"^(?:def|class) +{name}\b|^{name} *=", text, re.M)}


class Grader:
    """Grades submissions in one sandbox. Use it in one thread, and as a context manager."""

    def __init__(self, hidden: tuple[str, ...] = (), limits: Limits = DEFAULTS, without: tuple[str, ...] = ()):
        self.hidden, self.limits, self.without = hidden, limits, without
        self.sandbox, self.closed = Sandbox(hidden, without), False

    @property
    def isolation(self) -> str:
        return level_of(self.sandbox.measures)

    def close(self) -> None:
        self.closed = True
        self.sandbox.close()

    def __enter__(self) -> "Grader":
        return self

    def __exit__(self, *exception) -> None:
        self.close()

    def grade_exercise(self, exercise_id: str, cells: list[dict], seed: int, *, strict: bool = True) -> Report:
        """The report on one exercise, out of the cells of one file. Raises SandboxError."""
        exercise, end = EXERCISES[exercise_id], monotonic() + self.limits.all_seconds
        best, candidate, n_candidates = None, 0, 1
        while candidate < min(n_candidates, MOST_CANDIDATES) and (best is None or monotonic() < end):
            task = {"cells": cells, "exercise": exercise_id, "exercise_ids": list(EXERCISES), "strict": strict}
            calls = _Calls(self.sandbox, task | {"candidate": candidate}, self.limits, end)
            report = self._assess_in_modes(exercise, calls, seed, end)
            best = report if best is None or report.points > best.points else best
            if best.passed:
                break
            n_candidates, candidate = calls.n_candidates, candidate + 1
        return best

    def _assess_in_modes(self, exercise, calls: _Calls, seed: int, end: float) -> Report:
        """First with what the function needs; without what takes long at top level; with all that there is."""
        report, stopped_at = self._assess(exercise, calls, "needed", seed)
        mode = {"TIMEOUT": "definitions", "OUTPUT_FLOOD": "definitions", "RAISED": "everything"}.get(report.verdict, "")
        worth_it = stopped_at == "running" if mode == "definitions" else stopped_at != "missing"
        if mode and worth_it and monotonic() < end:
            calls.end = max(end, monotonic() + self.limits.call_seconds) if mode == "definitions" else end
            other, _ = self._assess(exercise, calls, mode, seed)
            report = other if other.passed else report
        return report

    @staticmethod
    def _assess(exercise, calls: _Calls, mode: str, seed: int) -> tuple[Report, str]:
        calls.task["mode"] = mode
        try:
            with np.errstate(all="ignore"):
                return assess(exercise, calls, np.random.default_rng(seed), _beside(exercise, calls)), ""
        except _NotBuiltError as stop:
            return Report(exercise, stop.judgement), stop.step
