"""Faded worked examples: numbers as people type them, what is said about each blank, and what counts as right."""

import tomllib

import pytest

from bplib.lesson.entries import Blank, read_number, written
from lesson_examples import answer, bundle, enter_course, fill_in, lesson

STEPS = """
FORWARD: a of h₁ = σ(0) = {a}, a of h₂ = {b}
weight from h₁ to o: {c}, from h₂ to o: {d}
{e}"""


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """A course folder of its own, with the working directory in it where notebooks are."""
    enter_course(tmp_path, monkeypatch)
    return tmp_path


@pytest.mark.parametrize(
    ("typed", "number"),
    [("0.5", 0.5), (".5", 0.5), ("5.", 5), ("0,5", 0.5), ("−1", -1), (" 1e-3 ", 0.001), ("1/8", 0.125),
     ("-3 / 4", -0.75), ("", None), ("1/0", None), ("nan", None), ("inf", None), ("1e999", None),
     ("1.2.3", None), ("1,234.5", None), ("__import__('os')", None), ("1/2/3", None), ("٣", None)],
)  # fmt: skip
def test_numbers_are_read_as_people_type_them(typed, number):
    assert read_number(typed) == number


@pytest.mark.parametrize(
    ("value", "text"), [(353, "353"), (1437, "1,437"), (-0.12345, "−0.123"), (0.5, "0.5"), (2.0, "2"), (1e-7, "1e−07")]
)
def test_numbers_are_written_short_with_whole_ones_in_full(value, text):
    assert written(value) == text


@pytest.mark.parametrize(
    ("typed", "kind", "words"),
    [
        ("-0.125", "right", "Right. Three factors."),
        ("-0.1262", "right", "Right."),
        (
            "-0.1265",
            "wrong",
            "It is close: keep more digits on the way. It counts as right when it is at most 1 % off.",
        ),
        ("0.125", "wrong", "look at the sign"),
        ("-0.5", "wrong", "The slope is missing."),
        ("7", "wrong", "Work it out once more"),
        ("abc", "wrong", "“abc” is not a number."),
    ],
)
def test_a_blank_knows_the_tolerance_the_sign_and_the_named_slips(typed, kind, words):
    mark = Blank(value=-0.125, because="Three factors.", slips={-0.5: "The slope is missing."}).judge(typed)
    assert mark[0] == kind
    assert words in mark[1]


def test_numbers_from_the_notebook_fill_blanks_and_slips():
    form = fill_in(lesson())
    assert answer(form, a="0.5") == ("note", "1 of 2 right.")
    assert answer(form, a="0.5", d="-0.5") == ("wrong", "1 of 2 right.")
    assert form.state["marks"]["d"] == ("wrong", "d: Not yet. A factor.")
    assert answer(form, a="0.5", d="-0.125") == ("right", "All right.")
    assert "in {set}" in bundle(form)["text/html"]


def five_blanks(**tolerances):
    blanks = {name: {"value": value, "because": "So."} for name, value in zip("abcde", (1, 2, 3, 4, 5), strict=True)}
    blanks["d"]["label"] = "weight from h₂ to o"
    blanks = {name: blank | ({"tolerance": tolerances[name]} if name in tolerances else {})
              for name, blank in blanks.items()}  # fmt: skip
    return fill_in(lesson(), steps=STEPS, blanks=blanks, values={})


SIGN = "Not yet. The size is right; look at the sign."


def test_each_line_says_which_blank_it_is_about_and_what_holds_for_several_is_said_once():
    form = five_blanks()
    assert answer(form, a="1", b="-2", c="-3", d="-4", e="9") == ("wrong", "1 of 5 right.")
    assert form.state["marks"] == {
        "a": ("right", "a of h₁: Right. So."),
        "b": ("wrong", f"a of h₂, weight from h₁ to o, weight from h₂ to o: {SIGN}"),
        "c": ("wrong", "", "b"),
        "d": ("wrong", "", "b"),
        "e": ("wrong", "blank 5: Not yet. Work it out once more, one factor at a time."),
    }  # fmt: skip


def test_what_counts_as_right_is_one_sentence_that_gives_nothing_away():
    rules = [five_blanks(**more).description["layout"][-1][0][1] for more in ({}, dict.fromkeys("abcde", 0.005))]
    assert rules[0] == "Each number counts as right when it is at most 1 % off."
    assert rules[1] == "Each number counts as right when it is at most 0.005 off."
    assert five_blanks(a=0.5).description["layout"][-1][0][1] == (
        "Each number counts as right when it is at most 1 % off; a of h₁: at most 0.5 off."
    )


def test_the_still_form_calls_blanks_by_their_names():
    still = bundle(five_blanks())["text/html"]
    assert "<p>a of h₁: 1. So.</p>" in still
    assert "<p>weight from h₂ to o: 4. So.</p>" in still


def test_a_field_is_named_by_what_stands_before_it_or_by_its_label():
    labels = [one["label"] for one in five_blanks().description["inputs"]]
    assert labels[0] == "FORWARD: a of h₁ = σ(0) = blank 1"
    assert labels[3:] == ["weight from h₂ to o blank 4", "blank 5"]


def test_a_slip_with_a_dot_is_written_in_quotes():
    blanks = tomllib.loads('a = { value = 0.5, because = "x", slips = { "0.125" = "Why." } }')
    form = fill_in(lesson(), steps="{a}", blanks=blanks, values={})
    assert answer(form, a="0.125") == ("wrong", "Not yet. Why.")
