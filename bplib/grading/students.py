"""Grade one student: a plain task in, a plain result out, so that any executor of `concurrent.futures` can do it."""

import atexit
import hashlib
import json
import threading

from ..checks import EXERCISES, Report
from ..checks.catalog import LESSONS
from .judging import Grader
from .notebook import MalformedError, fingerprint_text, lessons_of, read_cells
from .results import NOT_HANDED_IN, private_seed, summed_up, validate
from .sandbox import Limits, SandboxError

__all__ = ["close_graders", "failed_result", "grade_submission", "grader_for", "input_digest"]

SCHEMA_VERSION = 1
MOST_FILES = 3
UNREADABLE = "{0} cannot be read. {1}"
GRADER_ERROR = "The grader itself failed here. It is not your fault; your instructor will look at it."
_LOCAL, _ALL = threading.local(), []


def grade_submission(task: dict) -> dict:
    """The result of one student; it never raises for what a learner's code does.

    The task has `student`, `files` (each `name` and `data`, or `problem`), `lessons`, `key` (bytes), `hidden`, `limits`
    and `without`. Each thread, or process, keeps one sandbox. Raises SandboxError where it cannot be started.
    """
    grader_for(task)
    files, notes = [_read(file) for file in task["files"]], []
    exercises = [
        _safely_graded(task, exercise_id, lesson, [file for file in files if lesson in file["lessons"]], notes)
        for lesson in task["lessons"]
        for exercise_id in LESSONS[lesson]
    ]
    listed = [{"name": file["name"], "problem": file["problem"]} for file in files]
    attempted = any(entry["verdict"] != "NOT_ATTEMPTED" for entry in exercises)
    code = "".join(fingerprint_text(file["cells"]) for file in files) if attempted else ""
    digest = hashlib.sha256(code.encode("utf-8", "replace")).hexdigest() if code else ""
    result = {"schema": SCHEMA_VERSION, "student": task["student"], "isolation": grader_for(task).isolation}
    result |= {"exercises": exercises, "files": listed, "notes": notes, "input": input_digest(task), "code": digest}
    return validate(result | summed_up(exercises, listed))


def failed_result(task: dict, reason: str) -> dict:
    """The result of a student whose task failed as a whole, which is the grader's failure."""
    exercises = [
        _entry(exercise_id, lesson, "GRADER_ERROR", GRADER_ERROR)
        for lesson in task["lessons"]
        for exercise_id in LESSONS[lesson]
    ]
    files = [{"name": file["name"], "problem": file.get("problem", "")} for file in task["files"]]
    result = {"schema": SCHEMA_VERSION, "student": task["student"], "isolation": "other", "exercises": exercises}
    result |= {"files": files, "notes": [reason], "input": "", "code": ""}
    return validate(result | summed_up(exercises, files))


def _read(file: dict) -> dict:
    """The file's cells and the lessons that it is for; one that cannot be read may be for any."""
    read = {"name": file["name"], "cells": [], "problem": file.get("problem", ""), "strict": True}
    if not read["problem"]:
        try:
            read["cells"] = read_cells(file["name"], file["data"])
        except MalformedError as error:
            read["problem"] = str(error)
    read["strict"] = not file["name"].endswith(".py")
    read["lessons"] = lessons_of(file["name"], read["cells"])
    if read["problem"] and not read["lessons"]:
        read["lessons"] = set(LESSONS)
    return read


def _safely_graded(task: dict, exercise_id: str, lesson: int, files: list[dict], notes: list[str]) -> dict:
    """The entry of one exercise; where the grader fails, one that says so. A sandbox that fails is replaced once."""
    seed = private_seed(task["key"], lesson, exercise_id)
    for attempt in (1, 2):
        try:
            return _graded(grader_for(task, anew=attempt > 1), exercise_id, lesson, files, seed)
        except SandboxError as error:
            problem = error
        except Exception as error:  # a mistake of ours, in a judge or in this module
            problem = error
            break
    notes.append(f"{exercise_id}: {type(problem).__name__}: {problem}"[:500])
    return _entry(exercise_id, lesson, "GRADER_ERROR", GRADER_ERROR)


def _graded(grader: Grader, exercise_id: str, lesson: int, files: list[dict], seed: int) -> dict:
    """The best of what the files have for this exercise; a file that cannot be read counts where there is no other."""
    readable = [file for file in files if not file["problem"]]
    if not readable and files:
        message = UNREADABLE.format(files[0]["name"], files[0]["problem"])
        return _entry(exercise_id, lesson, "MALFORMED_FILE", message)
    if not readable:
        return _entry(exercise_id, lesson, "NOT_ATTEMPTED", NOT_HANDED_IN)
    best: Report | None = None
    for file in readable[:MOST_FILES]:
        report = grader.grade_exercise(exercise_id, file["cells"], seed, strict=file["strict"])
        if best is None or report.points > best.points or best.verdict == "NOT_ATTEMPTED":
            best = report
        if best.passed:
            break
    return _entry(exercise_id, lesson, best.verdict, str(best.message), best)


def _entry(exercise_id: str, lesson: int, verdict: str, message: str, report: Report | None = None) -> dict:
    points = None if verdict in ("MALFORMED_FILE", "GRADER_ERROR") else report.points if report else 0
    return {
        "id": exercise_id,
        "lesson": lesson,
        "verdict": verdict,
        "points": points,
        "max_points": EXERCISES[exercise_id].points,
        "diagnoses": list(report.diagnoses) if report else [],
        "message": message,
        "outputs": dict(report.outputs) if report else {},
    }


def input_digest(task: dict) -> str:
    """A digest of all that a result follows from, so that it is not made twice."""
    head = [task["lessons"], task["limits"], task["without"], SCHEMA_VERSION]
    digest = hashlib.sha256(json.dumps(head).encode() + task["key"])
    for file in task["files"]:
        for part in (file["name"], file.get("problem", "")):
            digest.update(part.encode("utf-8", "surrogatepass") + b"\0")
        digest.update(hashlib.sha256(file.get("data", b"")).digest())
    return digest.hexdigest()


def grader_for(task: dict, *, anew: bool = False) -> Grader:
    """This thread's grader; a new one where another was asked for, or the old one has failed."""
    wanted = tuple(task["hidden"]), Limits(**task["limits"]), tuple(task["without"])
    grader = getattr(_LOCAL, "grader", None)
    if grader is None or anew or grader.closed or (grader.hidden, grader.limits, grader.without) != wanted:
        if grader:
            grader.close()
        grader = _LOCAL.grader = Grader(*wanted)
        _ALL.append(grader)
    return grader


@atexit.register
def close_graders() -> None:
    """End the sandboxes of all threads."""
    while _ALL:
        _ALL.pop().close()
