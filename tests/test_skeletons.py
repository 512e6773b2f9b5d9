"""What `course.py new` makes: it runs and passes its checks before anything is changed, and overwrites nothing."""

import importlib.util

import nbformat
import numpy as np
import pytest

import lesson_checks
from bplib.checks import Limits, assess, observe
from bplib.figures import DARK, LIGHT
from tools import notebooks, skeletons
from tools.exercises import mark


@pytest.fixture
def course(tmp_path):
    """A course folder with nothing in it."""
    for folder in ("notebooks", "exercises/solutions", "bplib/checks", "bplib/live"):
        (tmp_path / folder).mkdir(parents=True)
    return tmp_path


def module(path, package):
    """The module in this file, as if it stood in the package."""
    spec = importlib.util.spec_from_file_location(f"{package}.{path.stem}", path)
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


def test_a_new_lesson_runs_and_passes_every_lesson_check(course):
    said = skeletons.lesson("31_new_topic", course)
    (course / "exercises" / "31_new_topic.ipynb").touch()
    path = course / "notebooks" / "31_new_topic.ipynb"
    assert "notebooks 31" in said
    assert notebooks.refresh(path)
    lesson = lesson_checks.Lesson.read(path)
    assert {check.__name__: check(lesson) for check in lesson_checks.CHECKS if check(lesson)} == {}
    assert lesson.cells[0].source.startswith("# New topic\n")


def test_a_new_exercise_accepts_its_variants_and_names_its_mistakes(course):
    skeletons.exercise("square", "31_new_topic", course)
    exercise = module(course / "bplib" / "checks" / "lesson_31_square.py", "bplib.checks").SQUARE
    judged = lambda f: assess(exercise, lambda p: observe(f, p, Limits()), np.random.default_rng(0))  # noqa: E731
    assert all(judged(function).passed for function in (exercise.reference, *exercise.variants))
    assert [judged(one.function).diagnoses for one in exercise.mistakes] == [(one.id,) for one in exercise.mistakes]


def test_the_first_exercise_of_a_lesson_makes_its_list_and_another_is_added_by_hand(course):
    (course / "notebooks" / "31_new_topic.ipynb").touch()
    assert "`31: ('square',),`" in skeletons.exercise("square", "31_new_topic", course)
    made = (course / "bplib" / "checks" / "lesson_31.py").read_text()
    assert "from .lesson_31_square import SQUARE\n" in made and "EXERCISES = (SQUARE,)" in made
    title = nbformat.read(course / "exercises" / "solutions" / "31_new_topic.ipynb", as_version=4).cells[0].source
    assert "[lesson 31](../notebooks/31_new_topic.ipynb)" in title
    assert "`from .lesson_31_cube import CUBE`" in skeletons.exercise("cube", "31_new_topic", course)
    assert (course / "bplib" / "checks" / "lesson_31.py").read_text() == made


def test_new_exercises_stand_one_after_the_other_in_the_solutions(course):
    for id in ("square", "cube"):
        skeletons.exercise(id, "31_new_topic", course)
    cells = nbformat.read(course / "exercises" / "solutions" / "31_new_topic.ipynb", as_version=4).cells
    assert [cell.id for cell in cells[2:]] == [
        f"{place}{id}" for id in ("square", "cube") for place in ("about_", "", "check_")
    ]
    assert [cell.source.splitlines()[0] for cell in cells if cell.source.startswith("## ")] == [
        "## 1 square",
        "## 2 cube",
    ]


def test_the_cells_of_a_new_exercise_are_those_that_are_graded(course, monkeypatch):
    monkeypatch.setitem(mark.__globals__, "EXERCISES", {"square": type("Exercise", (), {"points": 2})})
    skeletons.exercise("square", "31_new_topic", course)
    marked = mark(nbformat.read(course / "exercises" / "solutions" / "31_new_topic.ipynb", as_version=4))
    roles = {cell.id: cell.metadata.nbgrader for cell in marked.cells}
    assert roles["square"].solution and roles["check_square"].grade and roles["check_square"].points == 2


def test_a_new_live_figure_draws_in_both_themes(course):
    skeletons.widget("slope_of_tanh", course)
    made = module(course / "bplib" / "live" / "slope_of_tanh_figure.py", "bplib.live")
    figure = made.slope_of_tanh(task="Move it.")
    assert "Line chart of tanh(w x)" in figure._repr_mimebundle_()[0]["text/html"]
    light, dark = (made._Chart(theme).picture(1.0) for theme in (LIGHT, DARK))
    assert light.alt == dark.alt
    assert light.png != dark.png


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda course: skeletons.lesson("31_new_topic", course), "31_new_topic.ipynb is there already"),
        (lambda course: skeletons.lesson("new topic", course), "such as 05_forward_propagation"),
        (lambda course: skeletons.exercise("Square", "31_new_topic", course), "such as dense_forward"),
        (lambda course: skeletons.widget("a b", course), "such as loss_explorer"),
    ],
)
def test_what_cannot_be_made_is_said_and_nothing_is_written_over(course, make, words):
    mine = course / "notebooks" / "31_new_topic.ipynb"
    mine.write_text("mine")
    with pytest.raises(skeletons.SkeletonError, match=words):
        make(course)
    assert mine.read_text() == "mine"
    assert [path.name for path in course.rglob("*") if path.is_file()] == [mine.name]


def test_the_command_says_in_a_sentence_what_is_wrong(capsys):
    assert skeletons.main(["lesson", "topic"]) == 1
    assert capsys.readouterr().err.startswith("course.py new: a lesson is called by number and topic")
