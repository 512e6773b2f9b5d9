"""What people say, asked before the course and after it: nothing is marked at first, then both answers are compared."""

import re

import pytest

import bplib as bp
from bplib.lesson.opinions import NOT_YET, Opinions, ThenAndNow
from lesson_examples import answer, bundle, enter_course, lesson

FLAT = {"text": "“It is flat.”", "true": False, "because": "it is round.", "recalls": "03 O1"}
BLUE = {"text": "“It is blue.”", "true": True, "because": "most of it is water.", "recalls": "04 O2"}
WORDS = """
[objectives]
O1 = "see"

[people-say]
text = "Two things that people say."

[people-say.statements.flat]
text = "“It is flat.”"
true = false
because = "it is round."
recalls = "03 O1"

[people-say.statements.blue]
text = "“It is blue.”"
true = true
because = "most of it is water."
recalls = "04 O2"
"""


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """A course folder of its own, with the working directory in it where notebooks are, and words of a first lesson."""
    enter_course(tmp_path, monkeypatch)
    (tmp_path / "notebooks" / "00_first.toml").write_text(WORDS, encoding="utf-8")
    return tmp_path


def ask_first(**values):
    form = bp.lesson.Lesson("00_first").opinions("people-say")
    return form, answer(form, **values) if values else None


def ask_again(of=None):
    words = {"repeats": "00_first people-say", "objective": "O1"}
    return (of or lesson()).then_and_now("again", "And now?", **words)


def test_before_the_course_nothing_is_marked_and_nothing_given_away():
    form, told = ask_first(flat="I agree", blue=NOT_YET)
    assert told[0] == "note"
    assert "Nothing is marked" in told[1]
    assert form.state["marks"] == {}
    shown = f"{form.description} {form.state} {bundle(form)['text/html']}"
    assert "round" not in shown
    assert "water" not in shown


def test_all_statements_are_asked_for_and_not_knowing_is_an_answer():
    form, told = ask_first(flat=NOT_YET)
    assert told == ("note", f"One statement is still open. “{NOT_YET}” is a good answer, too.")
    assert answer(form, blue="nonsense")[1].startswith("2 statements are still open.")
    assert answer(form, flat=NOT_YET, blue=NOT_YET)[1].startswith("Stored.")


def test_afterwards_each_statement_tells_what_was_said_then_what_now_and_what_is_right():
    ask_first(flat="I agree", blue="I agree")
    form = ask_again()
    told = answer(form, flat="I disagree", blue="I agree")
    assert told == (
        "note",
        "2 of 2 are what this course would say. Then it was 1; you have changed 1. Below each statement stands why.",
    )
    assert form.state["marks"] == {
        "flat": ("right", "Then you said “I agree”, now you say “I disagree”. The statement is wrong: it is round."),
        "blue": ("right", "Then and now you say “I agree”. The statement is right: most of it is water."),
    }


def test_the_progress_does_not_call_it_earlier_lessons():
    of = bp.lesson.Lesson("00_first")
    form, progress = of.opinions("people-say"), of.progress()
    answer(form, flat="I agree", blue="I agree")
    assert progress.state["rows"][-1] == {
        "title": "Before you begin", "note": "1 of 1 done", "items": [("right", "What do you think: done")]
    }  # fmt: skip


def test_a_wrong_opinion_is_told_and_not_knowing_is_no_mistake():
    ask_first(flat=NOT_YET, blue="I agree")
    form = ask_again()
    answer(form, flat="I agree", blue=NOT_YET)
    assert [kind for kind, _ in form.state["marks"].values()] == ["wrong", "note"]
    assert form.state["marks"]["flat"][1].startswith(f"Then you said “{NOT_YET}”, now you say “I agree”.")


def test_who_was_not_asked_before_is_told_what_is_right_all_the_same():
    form = ask_again()
    told = answer(form, flat="I disagree", blue="I disagree")[1]
    assert told == "1 of 2 are what this course would say. Below each statement stands why."
    assert form.state["marks"]["flat"][1] == "You say “I disagree”. The statement is wrong: it is round."


def test_the_last_answer_before_counts_and_both_are_kept(folder):
    form, _ = ask_first(flat="I agree", blue="I agree")
    form.receive({"action": "again", "values": {}})
    answer(form, flat="I disagree", blue="I agree")
    again = ask_again()
    answer(again, flat="I disagree", blue="I agree")
    assert again.state["marks"]["flat"][1].startswith("Then and now you say “I disagree”.")


def test_after_a_restart_the_comparison_comes_back():
    ask_first(flat="I agree", blue="I agree")
    answer(ask_again(), flat="I disagree", blue="I agree")
    form = ask_again(lesson())
    assert form.state["closed"]
    assert form.state["marks"]["flat"][0] == "right"


def test_a_statement_that_is_new_has_no_answer_from_then():
    ask_first(flat="I agree", blue="I agree")
    words = WORDS.replace("statements.blue", "statements.wet")
    with open("00_first.toml", "w", encoding="utf-8") as file:
        file.write(words)
    form = ask_again()
    answer(form, flat="I agree", wet="I agree")
    assert form.state["marks"]["wet"][1].startswith("You say “I agree”. The statement is right")


def test_a_file_asks_openly_and_gives_the_corrections_inside_details_only_afterwards():
    first, again = bundle(ask_first()[0])["text/html"], bundle(ask_again())["text/html"]
    assert "<strong>What do you think?</strong> Two things" in first
    assert "<p>2. “It is blue.”</p><p>To each of them: I agree, I disagree, or I do not know yet.</p>" in first
    assert "<details>" not in first
    asked, answered = again.split("<details>")
    assert "round" not in asked
    assert "1. The statement is wrong: it is round." in answered


MISTAKES = {
    "has no statements": lambda: Opinions(id="a", text="So."),
    "has the statement 'flat' with ['text']": lambda: Opinions(id="a", text="So.", statements={"flat": {"text": "x"}}),
    "that is neither true nor false": lambda: Opinions(id="a", text="So.", statements={"flat": FLAT | {"true": 1}}),
    "does not say what answers": lambda: Opinions(id="a", text="So.", statements={"flat": FLAT | {"recalls": ""}}),
    "recalls 'lesson 3'": lambda: Opinions(id="a", text="So.", statements={"flat": FLAT | {"recalls": "lesson 3"}}),
    "serves no objective": lambda: ThenAndNow(id="a", text="So.", statements={"blue": BLUE}),
    "does not say what it repeats": lambda: lesson().then_and_now("a", "So.", objective="O1"),
    "repeats 'none' of 00_first": lambda: lesson().then_and_now("a", "So.", repeats="00_first none", objective="O1"),
}


@pytest.mark.parametrize("problem", MISTAKES)
def test_an_authors_mistake_is_a_clear_error(problem):
    with pytest.raises(ValueError, match=re.escape(problem)) as caught:
        MISTAKES[problem]()
    assert re.search(r"\. [A-Z].*\.$", str(caught.value))  # it says what to do
