"""docs/coverage.md: what the deck says, what people believe and every objective have places, and they are there."""

import copy
import re

import pytest

from tools import coverage
from tools.lessons import pairs, tag

# What the deck says, and what people believe, counted by hand from the deck and from what the course set out to answer.
DECK = re.findall(
    r"\S+",
    """
    nodes-in-layers inspired-by-the-brain three-types layers supervised error adjusts-weights learns-efficiently
    universal non-linear-data four-steps random-start forward backward calculations update-rule smaller-rate
    until-convergence
""",
)
BELIEVED = re.findall(
    r"\S+",
    """
    brain-cell more-linear-layers proven-to-learn three-types another-algorithm zeros-are-fine any-random-start
    random-biases shapes-fit error-is-slope loss-and-accuracy one-path smaller-step sent-back-unchanged
    fresh-weights nudging gradient-descent larger-rate smaller-rate epoch-is-update global-minimum one-true-answer
    flat-is-converged low-loss-is-learned deeper-is-better
""",
)
COURSE = coverage.Course.read()
for lesson in COURSE.lessons.values():  # copies of it are made; the pictures themselves are not looked at
    for output in [output for cell in lesson.cells for output in cell.get("outputs", []) if "data" in output]:
        output.data["text/html"] = re.sub(r'src="data:[^"]*"', "", output.data.get("text/html", ""))


@pytest.fixture
def course():
    """The course, to be broken."""
    return copy.deepcopy(COURSE)


def test_everything_has_its_place_and_every_place_is_there():
    assert coverage.problems(COURSE) == []


def test_the_page_is_what_the_command_makes():
    made = coverage.render(COURSE)
    assert made == coverage.PAGE.read_text(encoding="utf-8"), "Make it anew: .venv/bin/python -m tools.coverage"


def test_the_deck_and_what_people_believe_are_there_in_full():
    assert list(COURSE.statements) == DECK
    assert set(BELIEVED) <= set(COURSE.misconceptions)


@pytest.mark.parametrize("name", DECK)
def test_what_the_deck_says_does_not_hold_without_a_reason(name):
    entry = COURSE.statements[name]
    assert ("correction" in entry) + entry.get("holds", False) + ("planned" in entry) == 1


def test_the_nine_statements_are_asked_in_the_first_lesson_and_again_in_lesson_12():
    asked = COURSE.lessons["00"].words["what-people-say"]["statements"]
    again = COURSE.lessons["12"].words["said-before"]["repeats"]
    assert again == f"{COURSE.lessons['00'].path.stem} what-people-say"
    assert len(asked) == 9
    for name, words in asked.items():
        lessons = {number for number, _ in pairs(words["recalls"])}
        told = set(re.findall(r"\b\d\d\b", words["because"]))
        assert told & lessons, name
        assert told <= {one.partition(" ")[0] for one in COURSE.misconceptions[name]["asked"]}, name


def test_both_directions_tell_the_same(course):
    page = coverage.render(course)
    by_section = page.split("## Section by section")[1]
    for name, entry in {**course.statements, **course.misconceptions}.items():
        assert (f"`{name}`" in by_section) != ("planned" in entry), name


def drop_cell(place):
    return lambda course: course.lessons[place[:2]].cells.remove(course.cell(place))


def drop_words(number, id):
    return lambda course: course.lessons[number].words.pop(id)


def change(part, name, **words):
    return lambda course: getattr(course, part)[name].update(words)


def forget(part, name, word):
    return lambda course: getattr(course, part)[name].pop(word)


def recall_nothing(objective):
    """Breaks the course: no activity recalls this objective any more."""

    def change(course):
        for lesson in course.lessons.values():
            for words in lesson.activities().values():
                for one in (words, *words.get("questions", [])):
                    one["recalls"] = one.get("recalls", "").replace(objective, "").strip()

    return change


def serve_nothing(course):
    for words in course.lessons["05"].activities().values():
        words["objective"] = words.get("objective", "").replace("O3", "")
    for cell in course.lessons["05"].part("bp-exercises"):
        cell.metadata.get("bplib", {}).pop("exercises", None)


def print_another_number(course):
    output = course.cell("08 card-1-check").outputs[0]
    output.text = output.text.replace("3.1", "3.2")


def write_a_card(course):
    cell = next(cell for cell in course.lessons["05"].cells if tag(cell) == "bp-order")
    cell.source = 'lesson.card("a-new-one")'


BROKEN = [
    (drop_cell("11 evidence"), "the statement smaller-rate: there is no cell 11 evidence"),
    (drop_cell("08 card-1-check"), "the misconception sent-back-unchanged: there is no cell 08 card-1-check"),
    (drop_cell("11 card-2"), "there is no activity 11 accurate"),
    (change("statements", "universal", taught=["17 theorem"]), "the statement universal: there is no cell 17 theorem"),
    (change("statements", "three-types", planned="04"), "is planned for lesson 04, which is there now"),
    (forget("statements", "error", "source"), "the statement error: has no source"),
    (forget("statements", "forward", "taught"), "the statement forward: has no taught"),
    (forget("misconceptions", "one-path", "demonstration"), "the misconception one-path: has no demonstration"),
    (forget("misconceptions", "one-path", "asked"), "the misconception one-path: has no asked"),
    (lambda course: course.misconceptions.pop("throw-away"), "the card 05 throw-away answers no statement"),
    (write_a_card, "the card 05 a-new-one answers no statement"),
    (lambda course: course.misconceptions.pop("nudging"), "00 what-people-say asks for nudging, which is no"),
    (print_another_number, "sent-back-unchanged: the demonstration does not show 3.1"),
    (change("misconceptions", "one-path", shown="There are 19 paths."), "the demonstration does not show 19"),
    (serve_nothing, "05 O3 has no activity"),
    (recall_nothing("05 O3"), "05 O3 is never recalled"),
    (drop_words("12", "said-before"), "11 O4 is never recalled"),
    (drop_cell("12 exercises"), "09 O3 is never recalled"),
]


@pytest.mark.parametrize(("break_it", "problem"), BROKEN, ids=lambda one: str(one)[:60])
def test_what_is_broken_is_found(break_it, problem, course):
    break_it(course)
    assert any(problem in found for found in coverage.problems(course))
