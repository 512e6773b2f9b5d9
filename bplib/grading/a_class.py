"""Grade a class: every submission once, in parallel, in any order; a run that was interrupted goes on where it was.

`grade_class` is the whole of it. Results are written one by one, each as a whole or not at all; what is there already
and follows from the same files, secret and limits is kept. The tables and pages are made from the results at the end.
"""

import os
import secrets
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from dataclasses import asdict, dataclass, field
from pathlib import Path

from ..checks.catalog import LESSONS
from .notebook import MalformedError, lesson_of_name, lessons_of, read_cells
from .results import folder_name, private_key, read_result, text_of, write_text
from .rosters import by_roster
from .sandbox import Limits
from .students import close_graders, failed_result, grade_submission, input_digest
from .submissions import Submission, find_submissions

DEFAULTS = Limits()
__all__ = ["ClassRun", "grade_class", "lessons_handed_in", "own_secret"]


@dataclass
class ClassRun:
    """What a run did: the results' files in the order of the class, how many were there before, what failed."""

    lessons: list[int]
    paths: list[Path] = field(default_factory=list)
    n_kept: int = 0
    n_failures: int = 0
    not_in_roster: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)  # for the instructor


def grade_class(
    submissions: Path,
    out: Path,
    *,
    secret: bytes,
    roster: list[str] | None = None,
    lessons: list[int] | None = None,
    executor: Executor | None = None,
    jobs: int | None = None,
    limits: Limits = DEFAULTS,
    without: tuple[str, ...] = (),
    hidden: tuple[str, ...] = (),
    on_result: Callable[[dict], None] = lambda result: None,
    on_total: Callable[[int], None] = lambda n: None,
) -> ClassRun:
    """Grade all submissions of a folder or zip file into `out`, and give what was done.

    `without` are protections to do without, as on systems that do not have them: see `Sandbox`.
    Lessons are those that anybody has handed in, if none are given. `executor` is any of `concurrent.futures`; without
    one there are `jobs` threads. Raises FileNotFoundError, MalformedError, and SandboxError.
    """
    found, mixed = by_roster(find_submissions(submissions), roster or [])
    run = ClassRun(lessons or lessons_handed_in(found))
    known = {submission.student: submission for submission in found}
    run.not_in_roster = [student for student in known if roster is not None and student not in roster]
    run.notes = [*mixed, *_notes(run.not_in_roster, found)]
    everybody = [*dict.fromkeys([*(roster or []), *known])]
    out.mkdir(parents=True, exist_ok=True)
    run.paths = [out / folder_name(student) / "result.json" for student in everybody]
    common = {"lessons": run.lessons, "limits": asdict(limits), "without": list(without)}
    common |= {"hidden": [*hidden, str(submissions.resolve()), str(out.resolve())]}
    tasks = _tasks([known.get(student) or Submission(student) for student in everybody], run.paths, secret, common)
    on_total(len(everybody))
    jobs = jobs or os.cpu_count() or 1
    if executor:
        _grade_all(tasks, executor, 4 * jobs, run, on_result)
        return run
    try:
        with ThreadPoolExecutor(jobs) as threads:
            _grade_all(tasks, threads, 2 * jobs, run, on_result)
    finally:
        close_graders()
    return run


def _notes(not_in_roster: list[str], found: list[Submission]) -> list[str]:
    """What of the folder itself an instructor should know."""
    notes = [f"{student}: not in the roster" for student in not_in_roster]
    for submission in found:
        if submission.others and not (submission.paths or submission.contents or submission.problems):
            names = ", ".join(submission.others[:5])
            notes.append(f"{submission.student}: no notebook or Python file, only {names}")
    return notes


def _tasks(
    submissions: list[Submission], paths: list[Path], secret: bytes, common: dict
) -> Iterator[tuple[Path, dict]]:
    """Where each result goes, and its task; a student's files are read when it is asked for."""
    for submission, path in zip(submissions, paths, strict=True):
        key = private_key(secret, submission.student)
        yield path, {"student": submission.student, "files": submission.files(), "key": key, **common}


def _grade_all(tasks: Iterator, executor: Executor, n_ahead: int, run: ClassRun, on_result) -> None:
    """Keep a few tasks in the executor, never all of them, so that memory does not grow with the class."""
    running: dict[Future, tuple[Path, dict]] = {}
    for path, task in tasks:
        kept = read_result(path)
        if kept and kept["input"] == input_digest(task) and kept["status"] != "GRADER_ERROR":
            run.n_kept += 1
            on_result(kept)
            continue
        running[executor.submit(grade_submission, task)] = path, task
        if len(running) >= n_ahead:
            _take(running, run, on_result)
    while running:
        _take(running, run, on_result)


def _take(running: dict, run: ClassRun, on_result) -> None:
    """Write what is ready. A task that failed as a whole is the grader's failure, and only its student's."""
    done, _ = wait(running, return_when=FIRST_COMPLETED)
    for future in done:
        path, task = running.pop(future)
        try:
            result = future.result()
        except Exception as error:
            result = failed_result(task, f"{type(error).__name__}: {error}"[:500])
        run.n_failures += result["status"] == "GRADER_ERROR"
        path.parent.mkdir(parents=True, exist_ok=True)
        write_text(path, text_of(result))
        on_result(result)


def lessons_handed_in(found: list[Submission]) -> list[int]:
    """The lessons whose exercises anybody has handed in: by the files' names, or by what is in them."""
    lessons = set()
    for submission in found:
        plain = [lesson_of_name(path.name) for path in submission.paths]
        lessons |= {lesson for lesson in plain if lesson}
        if all(plain) and not submission.contents:
            continue
        for file in submission.files():
            lessons |= _lessons_in(file)
        if lessons == set(LESSONS):
            break
    return sorted(lessons)


def _lessons_in(file: dict) -> set[int]:
    if lesson := lesson_of_name(file["name"]):
        return {lesson}
    try:
        return lessons_of(file["name"], read_cells(file["name"], file["data"])) if "data" in file else set()
    except MalformedError:
        return set()


def own_secret(out: Path) -> bytes:
    """The secret of this folder of results; made and kept there, for its owner only, the first time."""
    path = out / "secret.key"
    if not path.exists():
        out.mkdir(parents=True, exist_ok=True)
        handle = os.open(path.with_suffix(".tmp"), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with open(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(32))
        os.replace(path.with_suffix(".tmp"), path)
    return path.read_bytes().strip()
