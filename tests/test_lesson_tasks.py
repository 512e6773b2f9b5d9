"""Tasks of live figures: when they are reached, that it is stored and shown; titles, numbered alike everywhere."""

import re
import tomllib
from pathlib import Path

import numpy as np
import pytest

import bplib as bp
from bplib.figures.palette import LIGHT
from bplib.figures.picture import new_figure, picture_of
from lesson_examples import QUESTION, bundle, choose, enter_course, lesson

WORDS = """
[objectives]
O1 = "compute a slope"

[steep]
objective = "O1"
text = "Make it steep."
reached = { slope = { between = [2, 3] }, start = ["left", "middle"] }

[one]
objective = "O1"
steps = "a = {a}"
blanks.a = { value = 1, because = "So." }

[flat]
objective = "O1"
text = "“It is flat.”"
true = true
because = "so."

[two]
objective = "O1"
steps = "b = {b}"
blanks.b = { value = 1, because = "So." }

[round]
objective = "O1"
text = "“It is round.”"
true = true
because = "so."

[[remember.questions]]
text = "2 + 2?"
right = "4"
answers = [["4", "Yes."], ["5", "No."]]
"""


CONTRIBUTING = Path(__file__).parents[1] / "CONTRIBUTING.md"


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """A course folder of its own, with the working directory in it where notebooks are, and words in it."""
    enter_course(tmp_path, monkeypatch)
    (tmp_path / "notebooks" / "07_words.toml").write_text(WORDS, encoding="utf-8")
    return tmp_path


def draw(slope, start):
    return picture_of(new_figure(1, 1, LIGHT), f"Line chart of a straight line of slope {slope} from the {start}.")


def figure(of, **changes):
    slope, start = (
        bp.live.Slider("slope", 0, 4, step=0.5, value=0),
        bp.live.Choice("start", ["left", "middle", "right"]),
    )
    return bp.live.follow(draw, slope, start, **of.task("steep", **changes))


def move(to, *positions):
    to._handle_custom_msg({"ask": [1, 1], "positions": positions, "theme": "light"}, [])


def test_a_live_figure_has_the_task_of_the_words_and_stores_once_that_it_was_reached():
    of = bp.lesson.Lesson("07_words")
    live, progress = figure(of), of.progress()
    assert live.task == "Make it steep."
    assert progress.state["rows"][0]["items"] == [("open", "Task: open")]
    for positions in ((8, 0), (4, 2)):
        move(live, *positions)
        assert not live.was_reached
    move(live, 4, 1)
    move(live, 5, 0)
    assert live.was_reached
    assert of.store.attempts("07_words", "steep") == [{"values": {"slope": "2.0", "start": "middle"}, "right": None}]
    assert progress.state["rows"][0]["items"] == [("right", "Task: done")]
    assert progress.state["result"] == ("note", "All activities are done.")


def test_a_task_of_several_parts_is_done_when_each_was_met_in_any_order():
    of, parts = bp.lesson.Lesson("07_words"), [{"slope": {"between": [0.5, 1]}, "start": "right"}, {"slope": 4}]
    live, progress = figure(of, reached=parts), of.progress()
    for positions, met, reached in (
        ((0, 0), [0, 2], False),
        ((8, 0), [1, 2], False),
        ((0, 0), [1, 2], False),
        ((2, 2), [2, 2], True),
    ):
        move(live, *positions)
        assert [sum(live._met), len(live._met)] == met
        assert live.was_reached == reached == (progress.state["rows"][0]["items"][0][0] == "right")
    values = {"slope, part 1": "1.0", "start, part 1": "right", "slope, part 2": "4.0"}
    assert of.store.attempts("07_words", "steep") == [{"values": values, "right": None}]
    again = bp.lesson.Lesson("07_words")
    again.task("steep", reached=parts)
    assert again.progress().state["rows"][0]["items"] == [("right", "Task: done")]


@pytest.mark.parametrize("reached", [{}, [], [{"slope": 1}, {}], ["slope"]])
def test_a_task_without_a_condition_is_the_authors_mistake(reached):
    with pytest.raises(ValueError, match="does not say when it is reached"):
        lesson().task("t", "Go.", reached=reached, objective="O1")


def test_what_a_slider_only_passes_is_not_reached():
    live = figure(bp.lesson.Lesson("07_words"))
    live._handle_custom_msg({"ask": [1, 1], "positions": [4, 1], "theme": "light", "passing": True}, [])
    assert not live.was_reached
    move(live, 4, 1)
    assert live.was_reached


def test_a_task_that_was_reached_stays_so_after_a_restart_unless_its_author_has_changed_it():
    move(figure(bp.lesson.Lesson("07_words")), 4, 0)
    again = bp.lesson.Lesson("07_words")
    again.task("steep")
    assert again.progress().state["rows"][0]["items"] == [("right", "Task: done")]
    changed = bp.lesson.Lesson("07_words")
    changed.task("steep", reached={"slope": 4})
    assert changed.progress().state["rows"][0]["items"] == [("open", "Task: open")]


def test_nothing_is_stored_when_the_figure_is_only_looked_at(folder):
    move(figure(bp.lesson.Lesson("07_words")), 0, 0)
    assert not (folder / ".progress").exists()


@pytest.mark.parametrize(
    ("wanted", "value", "reached"),
    [(3, 3, True), (3, 4, False), (0.3, 0.1 + 0.2, True), ([1, 3], 3, True), ([1, 3], 2, False), ("x₂", "x₂", True),
     ("x₂", "x₁", False), (["a", "b"], "b", True), ({"between": [1, 3]}, 2, True), ({"between": [1, 3]}, 4, False),
     ({"between": [1, 3]}, "none", False), (3, "none", False), (1e-05, np.float64(0.00001), True)],
)  # fmt: skip
def test_a_control_is_wanted_at_a_value_at_one_of_several_or_in_a_range(wanted, value, reached):
    task = lesson().task("t", "Go.", reached={"control": wanted}, objective="O1")
    assert task["reached"](control=value) == [reached]


def test_a_control_that_the_figure_does_not_have_is_the_authors_mistake():
    words = lesson().task("t", "Go.", reached={"stop": 1}, objective="O1")
    with pytest.raises(ValueError, match="reached asks for stop, and there is step"):
        bp.live.follow(lambda step: draw(step, "left"), bp.live.Slider("step", 0, 4, step=1, value=0), **words)


def test_titles_are_numbered_where_a_lesson_has_several_of_a_kind_and_the_progress_has_the_same():
    of = bp.lesson.Lesson("07_words")
    later = of.fill_in("two")
    forms = [of.recall("remember"), of.fill_in("one"), later, of.card("flat"), of.card("round")]
    titles = ["Recall", "Your turn 1", "Your turn 2", "Someone says (1) …", "Someone says (2) …"]
    assert [form.description["label"] for form in forms] == titles
    assert "<strong>Your turn 1.</strong>" in bundle(forms[1])["text/html"]
    rows = of.progress().state["rows"]
    shown = [words for row in rows for _, words in row["items"]]
    assert sorted(shown) == sorted(f"{title.removesuffix(' …')}: open" for title in titles)


def test_titles_of_activities_without_words_in_the_file_are_numbered_in_the_order_of_their_cells():
    of = lesson()
    choose(of, "first")
    assert choose(of, "second").description["label"] == "Choose the reason 2"
    assert of.recall("r", QUESTION).description["label"] == "Recall"


def test_the_words_that_contributors_are_shown_make_every_kind_of_activity(folder):
    words = re.search(r"```toml\n(.*?)```", CONTRIBUTING.read_text(encoding="utf-8"), re.S)[1]
    for name in ("07_shown", "00_start_here"):  # one activity repeats what the first lesson has asked
        (folder / "notebooks" / f"{name}.toml").write_text(words, encoding="utf-8")
    of = bp.lesson.Lesson("07_shown")
    shown = re.findall(r"lesson\.(\w+)\(\"([^\"]+)\"\)", words)
    made = [getattr(of, kind)(id) for kind, id in shown]
    made += [of.fill_in("delta", values={"d": -0.25, "forgot": -0.5}), of.reveal("loss-after", 0.25)]
    assert sorted([id for _, id in shown] + ["delta"]) == sorted(set(tomllib.loads(words)) - {"objectives"})
    assert len(of.progress().state["rows"][0]["items"]) == 8
