"""Every notebook in JupyterLab: nothing breaks, everybody can use it. A new lesson is covered by its name alone."""

import os
from pathlib import Path

import pytest

from browser import accessibility, clock, figures
from browser.gallery import write_gallery

ROOT = Path(__file__).parents[2]
NOTEBOOKS = ["gallery", *sorted(path.stem for path in (ROOT / "notebooks").glob("*.ipynb"))]
TALL = 4000  # pixels: what is out of view is not looked at by axe
USUAL = 900  # what a screen shows, and what has to be painted after a key


@pytest.fixture(scope="module", params=NOTEBOOKS)
def notebook(request, course_server, new_lab):
    """A notebook after all of its cells have run; its pictures are kept where BPLIB_SCREENSHOTS says."""
    path = "notebooks/" + request.param + ".ipynb"
    if request.param == "gallery":
        path = write_gallery(course_server.folder)
    lab = new_lab(height=TALL)
    lab.open(path)
    lab.run_all_cells()
    return lab


@pytest.mark.parametrize("theme", ["Dark", "Light"])
def test_no_rule_of_wcag_is_broken(notebook, theme, request):
    notebook.set_theme(theme)
    assert accessibility.violations(notebook) == []
    if folder := os.environ.get("BPLIB_SCREENSHOTS"):
        name = f"{request.node.callspec.params['notebook']}-{theme.lower()}"
        for width in (1280, 600):
            notebook.page.set_viewport_size({"width": width, "height": USUAL})
            notebook.save_screenshots(folder, f"{name}-{width}")
        notebook.page.set_viewport_size({"width": 1280, "height": TALL})


def test_every_control_has_a_role_and_a_name(notebook):
    assert accessibility.nameless(notebook) == []


def test_every_control_is_reached_by_the_tab_key(notebook):
    assert accessibility.unreached(notebook) == []


def test_every_live_figure_is_moved_by_keys(notebook, request, say_at_the_end):
    """And how long each control takes to its picture is reported; `--full` gates the goal for the lessons."""
    full = bool(os.environ.get("BPLIB_TEST_FULL"))
    notebook.page.set_viewport_size({"width": 1280, "height": USUAL})
    times, failed = figures.drive(notebook, n_rounds=25 if full else 2)
    notebook.page.set_viewport_size({"width": 1280, "height": TALL})
    name = request.node.callspec.params["notebook"]
    found = {control: clock.summary(values) for control, values in times.items()}
    for control, (median, high) in found.items():
        say_at_the_end(f"key to picture, {name}, {control}: median {median} ms, 95 % within {high} ms")
    slow = [control for control, (median, high) in found.items() if median > 30 or high > 50]
    assert failed == []
    assert slow == [] or not full or name == "gallery"


def test_letters_on_controls_leave_the_notebook_as_it_was(notebook):
    assert accessibility.disturbed_by_letters(notebook) == []


def test_every_picture_has_an_alternative_text(notebook):
    assert all(text and 25 <= len(text) <= 300 for text in notebook.alt_texts())


def test_nothing_went_wrong_meanwhile(notebook):
    assert notebook.problems() == []
