"""Lesson 00, in JupyterLab, in a browser, in an environment made by the README's command."""

import json
import os
import re

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import expect

LESSON = "notebooks/00_start_here.ipynb"
AT_THE_END = [
    'import bplib as bp\n\nlesson = bp.lesson.Lesson("12_training_loop")',
    'lesson.then_and_now("said-before")',
]
STATUS = '[role="status"][aria-live="polite"]'


@pytest.fixture
def nothing_answered(course_server):
    """Where the answers will be; there are none."""
    store = course_server.folder / ".progress" / "progress.json"
    store.unlink(missing_ok=True)
    return store


@pytest.fixture
def lesson(lab):
    """The lesson after all of its cells have run; its pictures are kept where BPLIB_SCREENSHOTS says."""
    lab.open(LESSON)
    lab.run_all_cells()
    if folder := os.environ.get("BPLIB_SCREENSHOTS"):
        lab.save_screenshots(folder, "lesson_00")
    return lab


def test_the_course_opens_at_lesson_00_without_a_question(lab):
    lab.open_first_page()
    expect(lab.page).to_have_url(re.compile(re.escape(LESSON)))
    shown = lab.page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")  # other tests may have left other tabs
    expect(shown.locator(".jp-MarkdownOutput h1").first).to_be_visible()
    lab.page.wait_for_timeout(2000)  # the question about news would come late
    assert lab.page.locator(".jp-Dialog, .Toastify__toast").all_inner_texts() == []
    assert lab.problems() == []


def test_lesson_00_runs_to_its_trained_result(lesson):
    assert lesson.problems() == []
    assert [int(prompt.strip("[]:")) for prompt in lesson.prompts()] == list(range(1, len(lesson.prompts()) + 1))
    percentages = [float(found) for text in lesson.output_texts() for found in re.findall(r"(\d\d(?:\.\d)?) %", text)]
    assert max(percentages) >= 97
    alt_texts = lesson.alt_texts()
    assert alt_texts
    assert all(text and len(text) >= 25 for text in alt_texts)


def answer_by_keyboard(lab, form, n_down):
    """Answer every statement of a form with the arrow keys alone, one choice after the other, and press the button."""
    form.locator("xpath=ancestor::*[contains(@class, 'jp-CodeCell')]").focus()
    for question in form.locator("fieldset").all():
        tab_to(lab, question.locator("input").first)
        lab.page.keyboard.press("Space")
        for _ in range(n_down):
            lab.page.keyboard.press("ArrowDown")
        expect(question.locator("input").nth(n_down)).to_be_checked()
    tab_to(lab, form.locator("button[type=submit]"))
    lab.page.keyboard.press("Enter")


def tab_to(lab, target, limit=40):
    for _ in range(limit):
        if target.evaluate("element => element === document.activeElement"):
            return
        lab.page.keyboard.press("Tab")
    raise AssertionError("Tab does not lead there")


def form_of(lab, label):
    return lab.page.locator(".bp-form").filter(has=lab.page.locator(".bp-label").get_by_text(label, exact=True))


def test_what_one_thinks_is_asked_at_the_beginning_shown_in_the_course_and_compared_at_the_end(
    nothing_answered, lesson
):
    page, store = lesson.page, nothing_answered
    before = form_of(lesson, "What do you think?")
    answer_by_keyboard(lesson, before, n_down=0)
    expect(before.locator(STATUS)).to_contain_text("Stored. Nothing is marked.")
    stored = json.loads(store.read_text(encoding="utf-8"))["lessons"]["00_start_here"]["what-people-say"]
    assert set(stored["attempts"][0]["values"].values()) == {"I agree"}

    course = form_of(lesson, "Your course")
    expect(course).to_contain_text("Next: lesson 00 Start here; 1 of its 6 activities are done.")
    first, second = course.locator("details").nth(0), course.locator("details").nth(1)
    expect(first.locator("ul")).to_be_visible()
    expect(second.locator("ul")).not_to_be_visible()
    n_cells = page.locator(".jp-NotebookPanel .jp-Cell").count()
    second.locator("summary").focus()
    for key in ("Enter", "b", "d", "d"):
        page.keyboard.press(key)
    expect(second.locator("ul")).to_be_visible()
    assert page.locator(".jp-NotebookPanel .jp-Cell").count() == n_cells

    cells = [new_code_cell(source, id=f"cell-{i}") for i, source in enumerate(AT_THE_END)]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    path = lesson.course.folder / "notebooks" / "97_at_the_end.ipynb"
    path.write_text(nbformat.writes(new_notebook(cells=cells, metadata={"kernelspec": kernel})), encoding="utf-8")
    lesson.open("notebooks/97_at_the_end.ipynb")
    lesson.run_all_cells()
    after = form_of(lesson, "What do you think now?")
    answer_by_keyboard(lesson, after, n_down=1)
    expect(after.locator(STATUS)).to_contain_text("7 of 9 are what this course would say. Then it was 2")
    expect(after).to_contain_text("Then you said “I agree”, now you say “I disagree”. The statement is wrong:")
    if folder := os.environ.get("BPLIB_SCREENSHOTS"):
        lesson.save_screenshots(folder, "then_and_now")
    assert lesson.problems() == []


def test_the_answers_are_erased_by_keyboard_after_a_second_yes(nothing_answered, lesson):
    page, store = lesson.page, nothing_answered
    course = form_of(lesson, "Your course")
    erase = course.locator("input").nth(1)
    erase.focus()
    page.keyboard.press("Space")
    answer_by_keyboard(lesson, form_of(lesson, "What do you think?"), n_down=2)
    expect(course).to_contain_text("1 of its 6 activities are done.")
    expect(erase).to_be_checked()  # news from another form leaves what is chosen and not sent
    erase.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(course.locator(STATUS)).to_contain_text("for good. Your exercise notebooks stay as they are.")
    assert store.exists()
    tab_to(lesson, course.get_by_role("button", name="Yes, erase them"))
    page.keyboard.press("Enter")
    expect(course.locator(STATUS)).to_contain_text("Erased:")
    assert not store.exists()
    expect(form_of(lesson, "What do you think?").locator("input:checked")).to_have_count(0)
    assert lesson.problems() == []
