"""`python3 course.py bench grading`: how many submissions are graded in a second, beside nbgrader's own autograde.

A class is generated of honest notebooks with ten exercises each; both grade the same ones, in the same run, with as
many processors as there are. The peak of memory is that of the process that grades.
"""

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat

from bplib.checks.catalog import LESSONS as EXERCISES_OF
from bplib.grading import grade_class
from bplib.grading.command import export
from tools.environment import ROOT, child_environment
from tools.exercises import STUB

LESSONS = (2, 6, 8)  # three, four and three exercises: ten
SECRET = b"a secret of the benchmark"
CONFIG = f"""c = get_config()
c.CourseDirectory.course_id = "course"
c.ClearSolutions.code_stub = {{"python": {STUB!r}}}
"""


def solutions(lessons: list[int]) -> list[Path]:
    return [next((ROOT / "exercises" / "solutions").glob(f"{lesson:02}_*.ipynb")) for lesson in lessons]


def handed_in(solution: Path, student: int) -> str:
    """The filled notebook without outputs, as one student of many writes it."""
    notebook = nbformat.read(solution, as_version=4)
    blank = nbformat.read(ROOT / "exercises" / solution.name, as_version=4)
    for cell, filled in zip(blank.cells, notebook.cells, strict=True):
        if cell.metadata.nbgrader.solution:
            cell.source = f"{filled.source}\n# student {student}"
    return nbformat.writes(blank)


def make_class(folder: Path, n_students: int, lessons: list[int], *, assignment: str = "") -> None:
    for solution in solutions(lessons):
        for student in range(n_students):
            place = folder / f"student{student:04}" / assignment
            place.mkdir(parents=True, exist_ok=True)
            (place / solution.name).write_text(handed_in(solution, student), encoding="utf-8")


def time_grading(folder: Path, n_students: int, lessons: list[int]) -> dict:
    """Grade a class in a process of its own: seconds, and the peak of its memory."""
    make_class(folder / "in", n_students, lessons)
    command = [sys.executable, "-m", "benchmarks.grading", "--class", str(folder / "in"), str(folder / "out")]
    answer = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT / "tests", env=variables())
    return {"students": n_students, **json.loads(answer.stdout)}


def variables() -> dict:
    path = os.pathsep.join(map(str, (ROOT, ROOT / "tests")))
    programs = os.pathsep.join(
        [os.path.dirname(sys.executable), os.environ["PATH"]]
    )  # nbgrader calls alembic by its name
    return child_environment(PYTHONPATH=path, PATH=programs)


def grade_here(submissions: Path, out: Path) -> None:
    """What `time_grading` runs: grade, write tables and pages, see that all is right, print the numbers."""
    started, scores = time.perf_counter(), []
    run = grade_class(submissions, out, secret=SECRET, on_result=lambda result: scores.append(result["score"]))
    export(out, run)
    seconds = time.perf_counter() - started
    assert len(run.paths) == len(scores)
    assert len(set(scores)) == 1
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({"seconds": seconds, "per_second": len(scores) / seconds, "peak_mb": kilobytes / 1024}))


def time_nbgrader(folder: Path, n_students: int, lessons: list[int]) -> dict:
    """nbgrader's own autograde of the same notebooks; the time that nbgrader takes to start is taken off."""
    (folder / "source" / "all").mkdir(parents=True)
    (folder / "nbgrader_config.py").write_text(CONFIG, encoding="utf-8")
    for solution in solutions(lessons):
        shutil.copy(solution, folder / "source" / "all")
    nbgrader(folder, "generate_assignment", "all")
    make_class(folder / "submitted", n_students, lessons, assignment="all")
    started = time.perf_counter()
    nbgrader(folder, "--version")
    start = time.perf_counter() - started
    started = time.perf_counter()
    nbgrader(folder, "autograde", "all")
    seconds = time.perf_counter() - started - start
    return {"students": n_students, "seconds": seconds, "per_second": n_students / seconds}


def nbgrader(folder: Path, *arguments: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "nbgrader", *arguments], cwd=folder, check=True, capture_output=True, env=variables()
    )


def main() -> None:
    parser = argparse.ArgumentParser(prog="course.py bench grading", description=__doc__.split(": ")[1])
    parser.add_argument("--students", type=int, nargs="+", default=[20, 200], help="class sizes (default: 20 200)")
    parser.add_argument("--without-nbgrader", action="store_true", help="leave out nbgrader, which gets the first size")
    parser.add_argument("--lessons", type=int, nargs="+", default=LESSONS, metavar="NN", help="default: 2 6 8")
    parser.add_argument("--class", dest="graded", type=Path, nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.graded:
        grade_here(*options.graded)
    else:
        compare(options)


def compare(options: argparse.Namespace) -> None:
    """Time both, one after the other, and print a line for each class."""
    n_exercises = sum(len(EXERCISES_OF[lesson]) for lesson in options.lessons)
    print(f"{n_exercises} exercises each; {os.cpu_count()} processors.", flush=True)
    rates = {}
    for name, sizes, measure in (
        ("nbgrader autograde", [] if options.without_nbgrader else options.students[:1], time_nbgrader),
        ("course.py grade", options.students, time_grading),
    ):
        for size in sizes:
            with tempfile.TemporaryDirectory() as folder:
                row = measure(Path(folder), size, options.lessons)
            rates.setdefault(name, row["per_second"])  # that of the first size, which is the same for both
            memory = f", peak {row['peak_mb']:.0f} MB" if "peak_mb" in row else ""
            print(
                f"{name:20}{size:6} students {row['seconds']:8.1f} s {row['per_second']:8.2f} a second{memory}",
                flush=True,
            )
    if len(rates) == 2:
        print(f"course.py grade is {rates['course.py grade'] / rates['nbgrader autograde']:.0f} times as fast.")


if __name__ == "__main__":
    main()
