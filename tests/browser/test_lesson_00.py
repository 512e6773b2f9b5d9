"""Lesson 00, in JupyterLab, in a browser, in an environment made by the README's command."""

import os
import re

import pytest
from playwright.sync_api import expect

LESSON = "notebooks/00_start_here.ipynb"


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
