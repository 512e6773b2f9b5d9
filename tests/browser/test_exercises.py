"""An exercise notebook in JupyterLab, with a wrong, a right and a blank answer: the feedback reaches everybody."""

import os

import nbformat
import pytest
from playwright.sync_api import expect

from browser import accessibility
from browser.lab import CODE_CELL

NOTEBOOK = "exercises/08_backpropagation_by_hand.ipynb"
ANSWERS = {
    "sigmoid_backward": "def sigmoid_backward(d_a, a):\n    return d_a * a",
    "tanh_backward": "def tanh_backward(d_a, a):\n    return d_a * (1 - a**2)",
}


@pytest.fixture(scope="module")
def exercise(course_server, new_lab):
    """The notebook after all of its cells have run."""
    path = course_server.folder / NOTEBOOK
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        cell.source = ANSWERS.get(cell.id, cell.source)
    nbformat.write(notebook, path)
    lab = new_lab(height=2400)
    lab.open(NOTEBOOK)
    lab.run_all_cells()
    return lab


def test_the_feedback_says_what_is_right_and_what_is_not(exercise):
    wrong, right, blank = exercise.page.locator(f"{CODE_CELL} [role=status]").all()
    expect(wrong).to_contain_text("✗ sigmoid_backward: Not yet.")
    expect(wrong).to_contain_text("sigmoid_backward([1], [0.5]) is [0.5] but should be [0.25].")
    expect(wrong).to_contain_text("The second is missing.")
    expect(right).to_contain_text("✓ tanh_backward: Right.")
    expect(blank).to_contain_text("○ relu_backward: Not written yet.")


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_the_hints_unfold_one_after_the_other_by_keyboard(exercise, key):
    before = accessibility.cells_as_they_are(exercise)
    hints = exercise.page.locator(f"{CODE_CELL} details")
    for k in range(3):
        summary = hints.nth(k).locator("summary").first
        expect(summary).to_be_visible()
        summary.focus()
        exercise.page.keyboard.press(key)
        expect(hints.nth(k)).to_have_attribute("open", "")
    expect(hints.nth(2)).to_contain_text('bp.check("sigmoid_backward", sigmoid_backward).solution()')
    for k in (2, 1, 0):
        hints.nth(k).locator("summary").first.click()
    assert accessibility.cells_as_they_are(exercise) == before


@pytest.mark.parametrize("theme", ["Dark", "Light"])
def test_no_rule_of_wcag_is_broken(exercise, theme):
    exercise.set_theme(theme)
    assert accessibility.violations(exercise) == []
    if folder := os.environ.get("BPLIB_SCREENSHOTS"):
        exercise.page.locator(f"{CODE_CELL} summary").first.click()
        for width in (1280, 600):
            exercise.page.set_viewport_size({"width": width, "height": 900})
            exercise.save_screenshots(folder, f"exercise-{theme.lower()}-{width}")
        exercise.page.locator(f"{CODE_CELL} summary").first.click()
        exercise.page.set_viewport_size({"width": 1280, "height": 2400})


def test_letters_typed_on_a_hint_leave_the_notebook_as_it_was(exercise):
    before = accessibility.cells_as_they_are(exercise)
    exercise.page.locator(f"{CODE_CELL} summary").first.focus()
    for letter in accessibility.COMMANDS:
        exercise.page.keyboard.press(letter)
        exercise.page.wait_for_timeout(100)
        assert accessibility.cells_as_they_are(exercise) == before, letter
    assert exercise.page.locator(".jp-Dialog").count() == 0


def test_nothing_went_wrong_meanwhile(exercise):
    assert exercise.problems() == []
