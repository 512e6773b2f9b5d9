"""The real nbgrader with this engine under its autograde, by one line: gradebook, feedback and export."""

import csv
import shutil

import nbformat
import pytest

from submissions.making import RIGHT, WRONG, filled, handed_out
from test_exercises import CONFIG, SOLUTIONS, nbgrader

LINE = 'c.Autograde.autograde_preprocessors = ["bplib.grading.nbgrader_plugin.GradeInSandbox"]\n'
HALF = RIGHT["collapse_linear_layers"].replace("+ biases_2", "")
LOUD = "import sys\nprint('careful', file=sys.stderr)\n"
STUDENTS = {
    "blank": ({}, 0),
    "wrong": ({"relu": WRONG}, 0),
    "half": ({"collapse_linear_layers": HALF}, 1),
    "right": (RIGHT, 4),
    "loud": ({name: LOUD + source for name, source in RIGHT.items()}, 4),
    "exits": ({**RIGHT, "relu": "import os\nos._exit(0)\n" + WRONG}, 3),
    "forges": ({**RIGHT, "relu": "bp.check = lambda *a: 1.0\n" + WRONG}, 3),
}


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course of nbgrader, from release to feedback and export."""
    folder = tmp_path_factory.mktemp("course")
    (folder / "nbgrader_config.py").write_text(CONFIG + LINE, encoding="utf-8")
    (solution,) = (path for path in SOLUTIONS if path.name.startswith("02_"))
    (folder / "source" / "layers").mkdir(parents=True)
    shutil.copy(solution, folder / "source" / "layers")
    nbgrader(folder, "generate_assignment", "layers")
    for student, (sources, _) in STUDENTS.items():
        place = folder / "submitted" / student / "layers"
        place.mkdir(parents=True)
        nbformat.write(filled(sources) if sources else handed_out(2), place / solution.name)
    nbgrader(folder, "autograde", "layers")
    nbgrader(folder, "generate_feedback", "layers")
    nbgrader(folder, "export")
    return folder


def test_the_gradebook_has_the_right_points(course):
    with open(course / "grades.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["student_id"]: float(row["score"]) for row in rows} == {name: n for name, (_, n) in STUDENTS.items()}
    assert {float(row["max_score"]) for row in rows} == {4}


def test_the_feedback_has_the_checkers_words(course):
    pages = {path.parts[-3]: path.read_text(encoding="utf-8") for path in (course / "feedback").rglob("*.html")}
    assert set(pages) == set(STUDENTS)
    assert "Right already: weights." in pages["half"]
    assert (
        ' style="display: list-item; cursor: pointer">Where to look</summary>' in pages["half"]
    )  # a hint to unfold can be seen as one
    assert "It crashes." in pages["exits"]
    assert "Not written yet." in pages["blank"]


def test_the_secret_stays_with_the_course(course):
    assert len((course / "secret.key").read_bytes()) == 64


def test_what_it_cannot_grade_is_not_given_a_grade(course, tmp_path):
    from bplib.grading.nbgrader_plugin import GradeInSandbox

    notebook = handed_out(2)
    check = next(cell for cell in notebook.cells if cell.id == "check_relu")
    check.source = "assert relu(1) == 1"
    about = {"student": "mia", "db_url": f"sqlite:///{tmp_path}/gradebook.db"}
    with pytest.raises(ValueError, match="check_relu"):
        GradeInSandbox().preprocess(notebook, {"nbgrader": about})
