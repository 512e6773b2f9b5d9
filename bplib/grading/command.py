"""`python3 course.py grade SUBMISSIONS --out RESULTS`: grades a class and writes results, tables and pages."""

import argparse
import sys
from collections import Counter
from pathlib import Path

from tqdm import tqdm

from ..checks.catalog import LESSONS
from .a_class import ClassRun, grade_class, own_secret
from .notebook import MalformedError
from .pages import ClassSummary, write_report
from .results import read_result
from .sandbox import Sandbox, SandboxError, level_of
from .submissions import read_roster
from .tables import write_tables

__all__ = ["export", "main"]

UNTRUSTED = (
    "This system cannot keep students' code apart from your files (docs/grading.md says what is missing). Grade on "
    "Linux, or in a container, or add --students-are-trusted if they are."
)


def main(arguments: list[str] | None = None) -> int:
    """Run the command and return its exit code: 0 when every submission got its verdicts, however bad they are."""
    options = _parse(arguments)
    try:
        isolation = _isolation(options)
        secret = options.secret_file.read_bytes().strip() if options.secret_file else own_secret(options.out)
        if len(secret) < 16:
            raise ValueError("The secret needs at least 16 characters.")
        run = _grade(options, secret)
        summary = export(options.out, run)
    except (FileNotFoundError, MalformedError, SandboxError, ValueError, OSError) as error:
        print(f"grade: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\ngrade: stopped. The same command goes on from here.", file=sys.stderr)
        return 130
    _say(run, summary, options.out, isolation)
    return 1 if run.n_failures else 0


def _parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="course.py grade", description=__doc__.split(": ")[1])
    parser.add_argument(
        "submissions", type=Path, help="a folder with a folder or a file for each student, or a zip file"
    )
    parser.add_argument("--out", type=Path, required=True, metavar="RESULTS", help="the folder that results go to")
    parser.add_argument(
        "--roster", type=Path, help="the class: a name in each line, or a CSV file with a column student"
    )
    parser.add_argument(
        "--lessons", type=int, nargs="+", choices=sorted(LESSONS), metavar="NN", help="what was to be done"
    )
    parser.add_argument(
        "--jobs", type=int, metavar="N", help="submissions at a time; one for each processor if left out"
    )
    parser.add_argument(
        "--secret-file", type=Path, help="what the random test inputs come from; RESULTS/secret.key if left out"
    )
    parser.add_argument(
        "--students-are-trusted", action="store_true", help="grade even where their code cannot be confined"
    )
    options = parser.parse_args(arguments)
    if options.jobs is not None and options.jobs < 1:
        parser.error("--jobs must be at least 1")
    return options


def _isolation(options: argparse.Namespace) -> str:
    """The level of this system. Raises SandboxError where it is not enough."""
    with Sandbox() as sandbox:
        level = level_of(sandbox.measures)
    if level == "other" and not options.students_are_trusted:
        raise SandboxError(UNTRUSTED)
    return level


def _grade(options: argparse.Namespace, secret: bytes) -> ClassRun:
    """Grade, with a bar that shows how long it will still take."""
    private = (options.roster, options.secret_file)
    with tqdm(unit="student", desc="grading", dynamic_ncols=True, disable=None) as bar:

        def on_total(n: int) -> None:
            bar.reset(n)

        return grade_class(
            options.submissions,
            options.out,
            secret=secret,
            roster=read_roster(options.roster) if options.roster else None,
            lessons=sorted(set(options.lessons)) if options.lessons else None,
            jobs=options.jobs,
            hidden=tuple(str(path.resolve()) for path in private if path),
            on_result=lambda result: bar.update(),
            on_total=on_total,
        )


def export(out: Path, run: ClassRun) -> ClassSummary:
    """Make the tables and pages from the results, which are read one by one."""
    exercise_ids = [exercise_id for lesson in run.lessons for exercise_id in LESSONS[lesson]]
    write_tables(out, (read_result(path) for path in run.paths), exercise_ids)
    return write_report(out, (read_result(path) for path in run.paths), [path.parent for path in run.paths])


def _say(run: ClassRun, summary: ClassSummary, out: Path, isolation: str) -> None:
    """The summary at the end."""
    lessons = ", ".join(f"{lesson:02}" for lesson in run.lessons) or "none"
    print(f"{summary.n_students} students, lessons {lessons}, isolation: {isolation}.")
    if run.n_kept:
        print(f"{run.n_kept} results were there already and have been kept.")
    for status, n in summary.statuses.most_common():
        print(f"{n:6} {status}")
    verdicts = sum(summary.exercises.values(), Counter())
    print("Exercises: " + ", ".join(f"{n} {verdict}" for verdict, n in verdicts.most_common()) + ".")
    if run.not_in_roster:
        print(f"Not in the roster: {', '.join(run.not_in_roster)}.")
    for row in summary.histogram()[:3]:
        print(f"{100 * row['share']:.0f} % in {row['exercise']}: {row['mistake'].replace('_', ' ')}.")
    print(f"Grades: {out / 'grades.csv'}\nReport: {out / 'report.html'}")
    if run.n_failures:
        print(
            f"{run.n_failures} students have no grade because the grader failed; see their result.json.",
            file=sys.stderr,
        )


if __name__ == "__main__":
    sys.exit(main())
