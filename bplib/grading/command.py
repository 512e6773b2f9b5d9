"""`python3 course.py grade SUBMISSIONS --out RESULTS`: grades a class and writes results, tables and pages."""

import argparse
import sys
from collections import Counter
from pathlib import Path

from tqdm import tqdm

from ..checks.catalog import LESSONS
from .a_class import ClassRun, grade_class, own_secret
from .by_hand import Points, read_points, with_points
from .notebook import MalformedError
from .pages import ClassSummary, write_report
from .results import folder_name, read_result
from .rosters import read_roster
from .sandbox import Sandbox, SandboxError, level_of
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
        given = read_points(options.points) if options.points else {}
        run = _grade(options, secret)
        summary = export(options.out, run, given)
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
    parser.add_argument("--points", type=Path, metavar="FILE", help="points by hand: student,exercise,points,reason")
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
    private = (options.roster, options.points, options.secret_file)
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


def export(out: Path, run: ClassRun, given: Points | None = None) -> ClassSummary:
    """Make the tables and pages from the results, which are read one by one, and from the points given by hand.

    Raises ValueError, and writes nothing, if points are given to somebody or for something that is not there.
    """
    given, folders = given or {}, [path.parent for path in run.paths]
    exercise_ids = [exercise_id for lesson in run.lessons for exercise_id in LESSONS[lesson]]
    for student, exercise_id in given:
        if folder_name(student) not in {folder.name for folder in folders}:
            raise ValueError(
                f"Points are given to {student!r}, who is not in this class. See grades.csv for the names."
            )
        if exercise_id not in exercise_ids:
            raise ValueError(f"Points are given for {exercise_id!r}, which is in none of the lessons that are graded.")
    write_tables(out, (with_points(read_result(path), given) for path in run.paths), exercise_ids)
    return write_report(out, (with_points(read_result(path), given) for path in run.paths), folders, run.notes)


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
    if frequent := summary.histogram()[:3]:
        print("Frequent mistakes, of those who attempted the exercise:")
    for row in frequent:
        print(f"{100 * row['share']:4.0f} %  {row['exercise']}: {row['mistake'].replace('_', ' ')}")
    print(f"Grades: {out / 'grades.csv'}\nReport: {out / 'report.html'}")
    if run.n_failures:
        print(
            f"{run.n_failures} students have no grade because the grader failed; see their result.json.",
            file=sys.stderr,
        )


if __name__ == "__main__":
    sys.exit(main())
