"""The whole course at a glance: what is done, what is next, a copy of all answers, and their end."""

import json

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

import bplib as bp
from bplib.lesson.course import ERASE, KEEP
from bplib.lesson.store import Store
from lesson_examples import QUESTION, answer, bundle, choose, enter_course, lesson

WORDS = """
[objectives]
O1 = "add"
O2 = "see"

[sum]
text = "Why is 2 + 2 = 4?"
answers = [["4", "Count on."], ["5", "One too many."]]
right = "4"
objective = "O1"

[flat]
text = "“It is flat.”"
true = false
because = "it is round."
objective = "O1 O2"
"""


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """A course of two lessons; the second has two exercises, one of which its check has found right."""
    enter_course(tmp_path, monkeypatch)
    (tmp_path / "exercises").mkdir()
    for name in ("07_test", "08_two_layers"):
        (tmp_path / "notebooks" / f"{name}.toml").write_text(WORDS, encoding="utf-8")
    write_exercises(tmp_path, "sigmoid: Right.", "neuron: Not yet.")
    return tmp_path


def write_exercises(folder, *texts):
    cells = [new_markdown_cell("# Exercises"), new_code_cell("import bplib as bp")]
    for text in texts:
        id = text.partition(":")[0]
        cells.append(
            new_code_cell(f'bp.check("{id}", {id})', outputs=[new_output("display_data", {"text/plain": text})])
        )
    nbformat.write(new_notebook(cells=cells), folder / "exercises" / "08_two_layers.ipynb")


def rows(form):
    return {row["title"]: row for row in form.state["rows"]}


def lead(form):
    return form.state["lead"][1]


def finish(name):
    of = bp.lesson.Lesson(name)
    answer(of.choose("sum"), answer="4")
    answer(of.card("flat"), answer="I disagree")


def test_at_first_nothing_is_done_and_the_first_lesson_is_next():
    form = lesson().course()
    assert lead(form) == "Next: lesson 07 Test."
    assert [row["open"] for row in form.state["rows"]] == [True, False]
    assert rows(form)["07 Test"]["note"] == "0 of 2 activities done"
    assert rows(form)["08 Two layers"]["note"] == "0 of 2 activities, 1 of 2 exercises done"
    assert ("open", "O1 add: 0 of 2 done") in rows(form)["07 Test"]["items"]


def test_what_is_answered_counts_for_each_of_its_objectives_at_once():
    of = bp.lesson.Lesson("07_test")
    card, form = of.card("flat"), of.course()
    answer(card, answer="I agree")
    assert rows(form)["07 Test"]["items"] == [("open", "O1 add: 1 of 2 done"), ("right", "O2 see: 1 of 1 done")]
    assert lead(form) == "Next: lesson 07 Test; 1 of its 2 activities are done."


def test_an_activity_that_waits_for_the_right_answer_is_not_done_before():
    of = bp.lesson.Lesson("07_test")
    asked, form = of.choose("sum"), of.course()
    answer(asked, answer="5")
    assert rows(form)["07 Test"]["note"] == "0 of 2 activities done"
    answer(asked, answer="4")
    assert rows(form)["07 Test"]["note"] == "1 of 2 activities done"


def test_an_answer_that_was_shown_is_done():
    Store().add("07_test", "sum", "fill_in", {"values": {}, "right": False})
    assert rows(lesson().course())["07 Test"]["note"] == "0 of 2 activities done"
    Store().add("07_test", "sum", "fill_in", {"values": {}, "right": None, "shown": True})
    assert rows(lesson().course())["07 Test"]["note"] == "1 of 2 activities done"


def test_what_is_next_goes_from_lesson_to_lesson_and_to_the_exercises(folder):
    finish("07_test")
    assert lead(lesson().course()) == "Next: lesson 08 Two layers."
    finish("08_two_layers")
    form = lesson().course()
    assert lead(form) == "Next: the exercises of lesson 08; `neuron` open."
    assert [row["open"] for row in form.state["rows"]] == [False, True]
    write_exercises(folder, "sigmoid: Right.", "neuron: Right.")
    form = lesson().course()
    assert lead(form) == "You have reached the end of the course."
    assert rows(form)["08 Two layers"]["items"][2:] == [
        ("right", "Exercise `sigmoid`: right"),
        ("right", "Exercise `neuron`: right"),
    ]


def test_the_message_of_a_check_is_what_counts_as_right():
    from bplib.checks import EXERCISES, check

    assert check("sigmoid", EXERCISES["sigmoid"].reference).message.startswith(("sigmoid: Right.", "sigmoid: It calls"))
    assert check("sigmoid", lambda z: 1 / (1 + 2.718281828459045 ** (-z))).message.startswith("sigmoid: Right.")


@pytest.mark.parametrize("content", ["", "{", "[]", '{"cells": [{}]}', '{"cells": 3}'])
def test_an_exercise_notebook_that_cannot_be_read_is_left_out(folder, content):
    (folder / "exercises" / "08_two_layers.ipynb").write_text(content, encoding="utf-8")
    assert rows(lesson().course())["08 Two layers"]["note"] == "0 of 2 activities done"


def test_a_folder_without_lessons_says_so(folder):
    for path in (folder / "notebooks").glob("*.toml"):
        path.unlink()
    assert lead(lesson().course()) == "There are no lessons here."


# A copy, and the end


def test_a_copy_is_made_under_a_name_that_is_free(folder):
    answer(choose(lesson()), answer="4")
    form = lesson().course()
    for name in ("my-answers.json", "my-answers-2.json"):
        assert answer(form, what=KEEP)[1] == f"A copy of your 1 answers is in {name}, in the folder of the course."
        assert json.loads((folder / name).read_text(encoding="utf-8")) == Store().content()


def test_a_copy_that_cannot_be_written_is_said(folder, monkeypatch):
    form = lesson().course()

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("bplib.lesson.course.write_copy", full)
    assert answer(form, what=KEEP) == ("note", "The copy could not be written (No space left on device).")


def test_everything_is_erased_only_after_a_second_yes_and_the_forms_are_empty_again():
    of = lesson()
    asked, predicted = choose(of), of.predict("p", "How many?", objective="O1")
    reveal, progress, form = of.reveal("p", 3, "so."), of.progress(), of.course()
    answer(asked, answer="4")
    answer(predicted, answer="3", confidence="sure")
    assert predicted.state["locked"]
    form.receive({"action": "show", "values": {"what": ERASE}})
    assert Store().file.exists()
    assert answer(form, what=ERASE)[1].startswith("That takes away 2 answers, of all lessons, for good.")
    assert form.state["extra"] == "Yes, erase them"
    assert Store().file.exists()
    form.receive({"action": "show", "values": {"what": ERASE}})
    assert form.state["result"] == (
        "note",
        "Erased: 2 answers. In other open lessons, run the cells again to begin anew.",
    )
    assert not Store().file.exists()
    assert (asked.state["closed"], asked.state["values"], predicted.state["locked"]) == (False, {}, False)
    assert "still open" in reveal.state["result"][1]
    assert progress.state["result"] == ("note", "0 of 2 activities are done.")


def test_a_new_answer_takes_the_question_back():
    of = lesson()
    asked, form = choose(of), of.course()
    answer(form, what=ERASE)
    answer(asked, answer="4")
    assert form.state["extra"] == ""
    form.receive({"action": "show", "values": {"what": ERASE}})
    assert Store().file.exists()


def test_nothing_is_done_before_a_choice_and_looking_stores_nothing(folder):
    form = lesson().course()
    assert answer(form) == ("note", "Choose first what to do with your answers.")
    assert not (folder / ".progress").exists()


def test_the_still_form_does_not_depend_on_the_lessons_nor_on_the_answers(folder):
    before = bundle(lesson().course())
    answer(choose(lesson()), answer="4")
    (folder / "notebooks" / "08_two_layers.toml").unlink()
    after = bundle(lesson().course())
    assert [before[kind] for kind in ("text/html", "text/plain")] == [
        after[kind] for kind in ("text/html", "text/plain")
    ]


def test_a_recall_question_that_was_wrong_says_where_to_look_back():
    form = lesson().recall("r", QUESTION | {"recalls": "05 O1 06 O2"}, QUESTION)
    answer(form, **{"question 1": "5", "question 2": "5"})
    assert form.state["marks"]["question 1"][1].endswith("\nTo look back: lesson 05 and 06.")
    assert "look back" not in form.state["marks"]["question 2"][1]
