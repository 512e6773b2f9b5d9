"""The exercise notebooks: made from their solutions, blank when handed out, and graded by the real nbgrader."""

import ast
import csv
import os
import re
import shutil
import subprocess
import sys

import nbformat
import numpy as np
import pytest

from bplib.checks import EXERCISES
from tools import exercises, notebooks
from tools.environment import ROOT, child_environment

FULL = bool(os.environ.get("BPLIB_TEST_FULL"))
SOLUTIONS = sorted((ROOT / "exercises" / "solutions").glob("*.ipynb"))
HAND_WORKED = re.compile(r"(−?[\d(][\d.()·+−/ -]*) = (−?[\d.]+)")
EXAMPLE = re.compile(r"`(\w+\(.+\))` gives `(.+)`")
each_solution = pytest.mark.parametrize("solution", SOLUTIONS, ids=lambda path: path.stem)


def read(path):
    return nbformat.read(path, as_version=4)


def blank_of(solution):
    return solution.parent.parent / solution.name


def run(path):
    """The names that the notebook's code defines, and the report of each check."""
    names, reports = {}, {}
    for cell in read(path).cells:
        if check := exercises.CHECK.search(cell.source):
            reports[check[1]] = eval(cell.source, names)
        elif cell.cell_type == "code":
            exec(cell.source, names)
    return names, reports


def edited(notebook, sources):
    """A copy of the notebook in which the cells with these ids hold other code."""
    notebook = nbformat.from_dict(notebook)
    for cell in notebook.cells:
        cell.source = sources.get(cell.id, cell.source)
    return notebook


def test_every_exercise_of_a_lesson_is_in_its_notebook():
    for exercise in EXERCISES.values():
        (solution,) = (path for path in SOLUTIONS if path.name.startswith(f"{exercise.lesson:02}_"))
        checks = [cell for cell in read(solution).cells if cell.id == f"check_{exercise.id}"]
        assert [cell.metadata.nbgrader.points for cell in checks] == [exercise.points]


@each_solution
def test_the_notebook_for_learners_is_what_its_solution_makes(solution):
    marked = exercises.mark(read(solution))
    assert notebooks.text_of(marked) == solution.read_text(encoding="utf-8")
    assert notebooks.text_of(exercises.release(marked)) == blank_of(solution).read_text(encoding="utf-8")


@each_solution
def test_it_is_handed_out_blank(solution):
    assert "SOLUTION" not in blank_of(solution).read_text(encoding="utf-8")
    _, reports = run(blank_of(solution))
    assert reports
    assert {report.verdict for report in reports.values()} == {"NOT_ATTEMPTED"}


@each_solution
def test_every_solution_is_right_and_its_outputs_are_there(solution):
    _, reports = run(solution)
    assert all(report.passed for report in reports.values())
    for cell in read(solution).cells:
        if check := exercises.CHECK.search(cell.source):
            assert cell.outputs[0].data["text/plain"] == reports[check[1]].message


@each_solution
def test_it_links_to_its_lesson_once_that_exists_and_numbers_its_exercises(solution):
    texts = [cell.source for cell in read(solution).cells if cell.cell_type == "markdown"]
    lesson_exists = (ROOT / "notebooks" / solution.name).exists()
    assert (f"(../notebooks/{solution.name})" in texts[0]) == lesson_exists
    numbers = [int(number) for text in texts for number in re.findall(r"^## (\d+) ", text, re.M)]
    assert numbers == list(range(1, len(texts)))
    assert all("**The idea:**" in text for text in texts[1:])


@each_solution
def test_the_examples_worked_by_hand_are_right(solution):
    names, _ = run(solution)
    for cell in read(solution).cells:
        if cell.cell_type == "markdown" and cell.id.startswith("about_"):
            ((call, value),) = EXAMPLE.findall(cell.source)
            assert call.startswith(cell.id.removeprefix("about_"))
            got, expected = eval(call, names), ast.literal_eval(value)
            for one, other in zip(got, expected, strict=True) if isinstance(got, tuple) else [(got, expected)]:
                np.testing.assert_allclose(one, other, rtol=1e-9)
            steps = HAND_WORKED.findall(cell.source)
            assert steps
            for left, right in steps:
                arithmetic = left.replace("·", "*").replace("−", "-")
                assert eval(arithmetic) == pytest.approx(float(right.replace("−", "-"))), f"{left} = {right}"


@each_solution
def test_it_is_in_the_readme(solution):
    assert f"(exercises/{solution.name})" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.fixture
def course(tmp_path):
    """A solution notebook in a folder like the course's."""
    (original,) = (path for path in SOLUTIONS if path.name.startswith("08_"))
    solution = tmp_path / "exercises" / "solutions" / original.name
    solution.parent.mkdir(parents=True)
    shutil.copy(original, solution)
    return solution


def test_a_blank_notebook_is_made_anew_whenever_its_solution_has_changed(course):
    assert notebooks.refresh_exercise(course, check=True)
    assert not blank_of(course).exists()
    assert notebooks.refresh_exercise(course)
    assert not notebooks.refresh_exercise(course)
    first = course.read_text(encoding="utf-8")
    course.write_text(first.replace("**The idea:**", "**The one idea:**"), encoding="utf-8")
    assert notebooks.refresh_exercise(course)
    assert "**The one idea:**" in blank_of(course).read_text(encoding="utf-8")
    assert [path.name for path in blank_of(course).parent.iterdir() if path.is_file()] == [course.name]


def a_filled_in_cell(notebook):
    return notebooks.text_of(edited(notebook, {"sigmoid_backward": "def sigmoid_backward(d_a, a):\n    return d_a"}))


def a_cell_of_ones_own(notebook):
    notebook.cells.append(nbformat.v4.new_code_cell("np.exp(1)"))
    return notebooks.text_of(notebook)


def a_merge(notebook):
    return "<<<<<<< ours\n" + notebooks.text_of(notebook)


@pytest.mark.parametrize("work", [a_filled_in_cell, a_cell_of_ones_own, a_merge])
def test_a_notebook_with_work_in_it_is_never_written_over(course, work):
    notebooks.refresh_exercise(course)
    text = work(read(blank_of(course)))
    blank_of(course).write_text(text, encoding="utf-8")
    course.write_text(course.read_text(encoding="utf-8").replace("The idea", "One idea"), encoding="utf-8")
    with pytest.raises(notebooks.NotebookError, match="holds work of its own"):
        notebooks.refresh_exercise(course)
    assert blank_of(course).read_text(encoding="utf-8") == text


WRONG = "def {id}(*arguments):\n    return arguments[0]"
LOUD = """import sys, warnings
print("careful", file=sys.stderr)
warnings.warn("careful")
"""
CONFIG = f"""c = get_config()
c.CourseDirectory.course_id = "course"
c.ClearSolutions.code_stub = {{"python": {exercises.STUB!r}}}
c.FileNameCollectorPlugin.named_regexp = r".*/(?P<student_id>[a-z]+)-(?P<file_id>.*)"
c.FileNameCollectorPlugin.valid_ext = [".ipynb"]
"""


def submissions(solution):
    """The notebook as four students hand it in."""
    blank = read(blank_of(solution))
    right = {c.id: c.source for c in read(solution).cells if c.metadata.nbgrader.solution}
    wrong = {id: WRONG.format(id=id) for id in right}
    first = next(iter(right))
    return {
        "blank": blank,
        "wrong": edited(blank, wrong),
        "partial": edited(blank, wrong | {first: right[first]}),
        "right": edited(blank, right),
        "loud": edited(blank, {id: LOUD + source for id, source in right.items()}),
    }


def nbgrader(folder, *arguments):
    command = [sys.executable, "-m", "nbgrader", *arguments]
    programs = os.pathsep.join([os.path.dirname(sys.executable), os.environ["PATH"]])  # it calls alembic by its name
    variables = child_environment(PATH=programs)
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, env=variables, timeout=300)
    assert done.returncode == 0, done.stderr[-3000:]
    assert (
        "future releases" not in done.stderr
    )  # nbgrader's warning of a check whose output is neither points nor error


@pytest.mark.parametrize("solution", SOLUTIONS if FULL else SOLUTIONS[-1:], ids=lambda path: path.stem)
def test_nbgrader_releases_collects_and_grades_it(solution, tmp_path):
    (tmp_path / "nbgrader_config.py").write_text(CONFIG, encoding="utf-8")
    source, handed_in = tmp_path / "source" / "lesson", tmp_path / "downloaded" / "lesson" / "archive"
    source.mkdir(parents=True)
    handed_in.mkdir(parents=True)
    shutil.copy(solution, source)
    nbgrader(tmp_path, "generate_assignment", "lesson")
    released = read(tmp_path / "release" / "lesson" / solution.name)
    assert released.cells == read(blank_of(solution)).cells
    for student, notebook in submissions(solution).items():
        nbformat.write(notebook, handed_in / f"{student}-{solution.name}")
    nbgrader(tmp_path, "zip_collect", "lesson")
    nbgrader(tmp_path, "autograde", "lesson")
    nbgrader(tmp_path, "export")
    with open(tmp_path / "grades.csv", encoding="utf-8", newline="") as file:
        scores = {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}
    points = [EXERCISES[c.id].points for c in released.cells if c.metadata.nbgrader.solution]
    assert scores == {"blank": 0, "wrong": 0, "partial": points[0], "right": sum(points), "loud": sum(points)}
