"""The lesson kit without a browser: what is judged and revealed, what a file shows, what is refused at construction."""

import html
import json
import re
import tomllib

import pytest

import bplib as bp
from bplib.lesson.form import marked_up
from lesson_examples import LINES, QUESTION, answer, bundle, choose, enter_course, fill_in, lesson, order, rows


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """A course folder of its own, with the working directory in it where notebooks are."""
    enter_course(tmp_path, monkeypatch)
    return tmp_path


def test_a_wrong_choice_is_explained_without_the_right_one_and_may_be_tried_again():
    form = choose(lesson())
    assert answer(form, answer="5") == ("wrong", "Not “5”. One too many. Choose again.")
    assert not form.state["closed"]
    assert answer(form, answer="4") == ("right", "Right. Count on.")
    assert form.state["closed"]


def test_questions_answered_together_tell_the_right_answers():
    form = lesson().recall("r", QUESTION, QUESTION | {"text": "Again?"})
    assert answer(form, **{"question 1": "4"}) == ("note", "Choose an answer to question 2 first.")
    assert answer(form, **{"question 1": "4", "question 2": "5"})[1].startswith("1 of 2 right.")
    assert form.state["marks"]["question 1"] == ("right", "Right. Count on.")
    assert form.state["marks"]["question 2"] == ("wrong", "Not “5”. One too many.\nRight is “4”: Count on.")


def test_a_card_says_whether_one_agreed_rightly():
    form = lesson().card("c", "It is flat.", true=False, because="it is round.", objective="O1")
    assert answer(form, answer="I agree") == ("wrong", "You agree. The statement is wrong: it is round.")
    assert answer(form, answer="I disagree") == ("right", "You disagree, rightly. The statement is wrong: it is round.")


def test_own_words_are_asked_for_before_the_model_answer():
    form = lesson().explain("e", "Why?", model="Because.", choices=["Yes", "No"], right="No", objective="O1")
    assert answer(form, answer="No", words="  ")[1].startswith("Write your answer first")
    assert answer(form, answer="Yes", words="I see") == ("wrong", "Not “Yes”, but “No”. A model answer: Because.")


def test_an_order_names_the_first_line_that_does_not_fit():
    form, lines = order(lesson()), LINES.split("\n")
    assert answer(form, order=rows(*lines[:3])) == ("note", "1 of the places 1 to 4 is open.")
    assert answer(form, order=rows(lines[0], lines[2], lines[1], lines[3]))[1].startswith(
        "Not yet. Line 1 is right. Line 2"
    )
    assert form.state["result"][1].endswith(
        "Does it need something that comes later, or change something that a later line still needs?"
    )
    assert "its indentation is not" in answer(form, order=rows(*lines[:2], lines[2].strip(), lines[3]))[1]
    assert answer(form, order=[[*row[:2], row[2]] for row in reversed(rows(*lines))]) == ("right", "Right. So it goes.")


def test_another_right_order_is_right_and_a_distractor_says_why_not():
    lines = ["a = 1", "b = 2", "print(a, b)"]
    words = {"lines": lines, "also": [["b = 2", "a = 1", "print(a, b)"]], "distractors": {"a = b": "It loses a."}}
    form = order(lesson(), **words)
    assert answer(form, order=rows("a = 1", "a = b", "print(a, b)")) == (
        "wrong", "Not yet. `a = b` does not belong here. It loses a."
    )  # fmt: skip
    assert answer(form, order=rows("b = 2", "a = 1", "print(a, b)"))[0] == "right"
    assert form.description["inputs"][0]["levels"] == 0


def test_lines_are_never_shown_in_a_right_order():
    of = lesson()
    for i in range(30):
        form = order(of, f"two-{i}", lines=["first", "second"])
        assert form.description["inputs"][0]["options"] == ["second", "first"]


def test_the_answer_is_shown_after_two_wrong_attempts_and_not_before():
    form = fill_in(lesson())
    for typed, offered in (("1", ""), ("2", "Show the answer")):
        answer(form, a=typed)
        assert form.state["extra"] == offered
    form.receive({"action": "show", "values": {"a": "2", "d": "7"}})
    assert form.state["values"] == {"a": "0.5", "d": "-0.125"}
    assert form.state["result"] == ("note", "This is the answer.")
    form.receive({"action": "again", "values": {}})
    assert form.state["values"] == {"a": "2", "d": "7"}


# Predicting


def test_the_reveal_waits_and_then_says_what_was_said_what_it_was_and_why():
    of = lesson()
    form = of.predict("p", "How many?", unit="digits", between=(0, 360), objective="O1")
    reveal = of.reveal("p", 353, "it learns.")
    assert reveal.state["result"][1].startswith("Your prediction is still open.")
    assert answer(form, answer="400", confidence="sure") == ("note", "Choose a number from 0 to 360.")
    assert answer(form, answer="300") == ("note", "Say how sure you are, too.")
    answer(form, answer="300", confidence="sure")
    told = "You said 300 digits (sure). It was 353 digits, because it learns. That is 53 more than you said."
    assert reveal.state["result"] == ("told", told)


def test_a_prediction_can_be_changed_until_it_is_revealed_and_both_are_kept():
    of = lesson()
    form = of.predict("p", "Up or down?", choices=["up", "down"], objective="O1")
    answer(form, answer="up", confidence="a guess")
    assert form.state["button"] == "Change my prediction"
    form.receive({"action": "again", "values": {}})
    assert not form.state["closed"]
    assert form.state["values"] == {"answer": "up", "confidence": "a guess"}
    answer(form, answer="down", confidence="sure")
    reveal = of.reveal("p", "up", "it rises.")
    assert form.state["locked"]
    answer(form, answer="up", confidence="sure")
    assert reveal.state["result"][1] == "You said “down” (sure). It was “up”, because it rises."
    assert [one["values"]["answer"] for one in of.store.attempts("07_test", "p")] == ["up", "down"]


def test_a_reveal_that_is_run_first_waits_for_the_cell_of_the_prediction():
    of = lesson()
    reveal = of.reveal("p", 0.98123, "it learns.")
    assert "still open" in reveal.state["result"][1]
    answer(of.predict("p", "Which share?", objective="O1"), answer="0.9", confidence="sure")
    assert "It was 0.981, because it learns." in reveal.state["result"][1]


def test_a_result_that_could_not_be_predicted_is_the_authors_mistake():
    of = lesson()
    of.predict("p", "Up or down?", choices=["up", "down"], objective="O1")
    with pytest.raises(ValueError, match="was predicted as one of"):
        of.reveal("p", 3, "so.")


# Progress


def test_progress_follows_what_is_answered():
    of = lesson()
    first, second = choose(of), order(of)
    form = of.progress()
    assert form.state["result"] == ("note", "0 of 2 activities are done.")
    answer(first, answer="5")
    answer(first, answer="4")
    assert form.state["rows"][0] == {
        "title": "O1 add", "note": "1 of 1 done", "items": [("right", "Choose the reason: right at attempt 2")]
    }  # fmt: skip
    assert form.state["rows"][1]["items"] == [("open", "Put the lines in order: open")]
    answer(second, order=rows(*LINES.split("\n")))
    assert form.state["result"] == ("note", "All activities are done.")


# What a file or a page without a kernel shows


def test_outputs_do_not_depend_on_what_was_answered():
    def outputs():
        of = lesson()
        forms = [choose(of), order(of), fill_in(of), of.predict("p", "How many?", objective="O1")]
        forms += [of.reveal("p", 3, "so."), of.recall("r", QUESTION), of.progress()]
        return forms, [(bundle(form)["text/html"], bundle(form)["text/plain"]) for form in forms]

    forms, before = outputs()
    answer(forms[0], answer="4")
    answer(forms[3], answer="5", confidence="sure")
    assert outputs()[1] == before
    assert [bundle(form)["text/html"] for form in forms] == [text for text, _ in before]


def test_the_still_form_asks_openly_and_answers_inside_details():
    still = bundle(choose(lesson()))["text/html"]
    asked, answered = still.split("<details>")
    assert "Why is 2 + 2 = 4?" in asked
    assert "<li>5</li>" in asked
    assert "Count on." not in asked
    assert "Right is “4”: Count on.<br>5: One too many." in answered


def test_what_is_sent_to_the_page_does_not_hold_the_answers():
    of = lesson()
    forms = [choose(of), order(of), fill_in(of), of.recall("r", QUESTION), of.reveal("p", 12345, "it learns.")]
    sent = "".join(json.dumps([form.description, form.state]) for form in forms)
    for word in ("Count on", "One too many", "So it goes", "Half", "-0.125", "12345", "it learns"):
        assert word not in sent


def test_all_words_are_escaped():
    evil = "<img src=x onerror=alert(1)> & `<b>`"
    of = lesson(O1=evil)
    forms = [
        choose(of, text=evil, answers={evil: evil, "b": evil}, right=evil),
        order(of, text=evil, lines=[evil, "b"], because=evil, objective="O1"),
        of.reveal("p", evil, evil),
        of.explain("e", evil, model=evil, objective="O1"),
        of.progress(),
    ]
    for form in forms:
        still = bundle(form)["text/html"]
        assert not re.search(r"<(img|b)\b", still)
        assert html.escape("<img src=x onerror=alert(1)>") in still


def test_code_keeps_its_spaces_and_a_lone_backtick_stays():
    assert marked_up("`  a = 1` and `b") == "<code>\u00a0\u00a0a = 1</code> and `b"


# The author's mistakes

MISTAKES = {
    "serves the unknown objective O7": lambda of: choose(of, objective="O7"),
    "serves no objective": lambda of: of.choose("a", "Why?", answers=QUESTION["answers"], right="4"),
    "has no right answer": lambda of: choose(of, right="6"),
    "does not explain the answer '5'": lambda of: choose(of, answers={"4": "Yes.", "5": ""}),
    "has fewer than two answers": lambda of: choose(of, answers={"4": "Yes."}),
    "has no text": lambda of: of.choose("a", objective="O1"),
    "has no questions": lambda of: of.recall("a"),
    "has a question with the keys": lambda of: of.recall("a", {"text": "2 + 2?"}),
    "does not say whether it is true": lambda of: of.card("a", "So.", because="so.", objective="O1"),
    "has no correction": lambda of: of.card("a", "So.", true=True, objective="O1"),
    "has no model answer": lambda of: of.explain("a", "Why?", objective="O1"),
    "has choices and a unit": lambda of: of.predict("a", "?", choices=["a", "b"], unit="m", objective="O1"),
    "has the range": lambda of: of.predict("a", "?", between=(1, 0), objective="O1"),
    "has the same line twice": lambda of: order(of, lines=["a", "a"]),
    "has a line whose indentation": lambda of: order(of, lines=["a", "  b"]),
    "has other lines in also=": lambda of: order(of, also=[["x"]]),
    "does not explain the order": lambda of: order(of, because=""),
    "has no blank": lambda of: fill_in(of, steps="a = 1"),
    "has a blank twice": lambda of: fill_in(of, steps="{a} {a} {d}"),
    "Make the two alike": lambda of: fill_in(of, steps="{a} {x}"),
    "without the number 'd'": lambda of: fill_in(of, values={}),
    "whose hint is {'125': 'Why.'}. Give it words; a number with a dot needs quotes": lambda of: fill_in(
        of, steps="{a}", blanks=tomllib.loads('a = { value = 0.5, because = "x", slips = { 0.125 = "Why." } }')
    ),
    "does not say when it is reached": lambda of: of.task("t", "Go.", objective="O1"),
    "wants the control 'step' at {'between': [3]}": lambda of: of.task(
        "t", "Go.", reached={"step": {"between": [3]}}, objective="O1"
    ),
    "too near to the right": lambda of: fill_in(of, values={"d": -0.125, "forgot": -0.126}),
    "with the tolerance 0": lambda of: fill_in(
        of, steps="{a}", blanks={"a": {"value": 1, "because": "x", "tolerance": 0}}
    ),
    "is revealed without a reason": lambda of: of.reveal("a", 3),
    "is no prediction": lambda of: (choose(of), of.reveal("sum", 3, "so.")),
    "is asked for in two cells": lambda of: (choose(of), choose(of, text="Another?")),
    "is no objective's id": lambda of: lesson(aim="add"),
    "has no objectives": lambda of: bp.lesson.Lesson("08_none"),
}


@pytest.mark.parametrize("problem", MISTAKES)
def test_an_authors_mistake_is_a_clear_error(problem):
    with pytest.raises(ValueError, match=re.escape(problem)) as caught:
        MISTAKES[problem](lesson())
    assert re.search(r"\. [A-Z].*\.$", str(caught.value))  # it says what to do
