"""Where the focus goes in a form, and what Escape, Shift + Enter and letters do there, in JupyterLab."""

import pytest
from playwright.sync_api import expect

FIRST, SECOND = "a = σ(z) = blank 1", "δ = (a − y)·a·(1 − a) = (a − 1)·a·(1 − a) = blank 2"
SEEN_WHOLE = """element => {
    const box = element.getBoundingClientRect();
    const view = element.closest('.jp-WindowedPanel-outer').getBoundingClientRect();
    return box.top >= view.top - 1 && box.bottom <= view.bottom + 1;
}"""


def cell_of(learner, name):
    return learner.form(name).locator("xpath=ancestor::*[contains(@class, 'jp-CodeCell')]")


def prompt(learner, name):
    """The number that stands before the cell of a form: it grows when the cell is run."""
    return int(cell_of(learner, name).locator(".jp-InputPrompt").text_content().strip("[]: "))


def test_after_an_answer_the_focus_is_on_what_is_said_about_it(learner):
    learner.choose("smaller", "I disagree")
    learner.press("smaller")
    learner.hears("smaller", "rightly")
    expect(learner.result("smaller")).to_be_focused()
    learner.choose("why", "It is the loss")
    learner.press("why")
    learner.hears("why", "Choose again.")
    expect(learner.result("why")).to_be_focused()


def test_after_wrong_numbers_the_focus_is_on_the_first_of_them_and_its_hint_describes_it(learner):
    learner.type("delta", FIRST, "-0.5")
    learner.type("delta", SECOND, "0.125")
    learner.press("delta")
    learner.hears("delta", "0 of 2 right.", "a, δ: Not yet. The size is right; look at the sign.")
    expect(learner.control("delta", FIRST)).to_be_focused()
    assert learner.form("delta").locator(".bp-wrong", has_text="look at the sign").count() == 1
    for label in (FIRST, SECOND):
        described = learner.control("delta", label).get_attribute("aria-describedby")
        expect(learner.page.locator(f"#{described}")).to_contain_text("look at the sign")
    learner.type("delta", FIRST, "0.5")
    learner.press("delta")
    expect(learner.control("delta", SECOND)).to_be_focused()


def test_a_partial_answer_leaves_the_focus_where_the_learner_types(learner):
    learner.type("delta", FIRST, "0.5")
    learner.page.keyboard.press("Enter")
    learner.hears("delta", "1 of 2 right.")
    expect(learner.control("delta", FIRST)).to_be_focused()


def test_a_reflex_after_the_answer_wipes_nothing_and_answer_again_keeps_it(learner):
    learner.type("delta", FIRST, "1/2")
    learner.type("delta", SECOND, "-1/8")
    learner.press("delta")
    learner.hears("delta", "All right.")
    expect(learner.result("delta")).to_be_focused()
    learner.page.keyboard.press("Shift+Enter")
    learner.lab.wait_for_idle_kernel()
    learner.hears("delta", "All right.")
    assert len(learner.stored("delta")) == 1
    learner.press("delta")  # it says "Answer again"
    expect(learner.control("delta", FIRST)).to_be_focused()
    expect(learner.control("delta", FIRST)).to_have_value("1/2")
    expect(learner.control("delta", SECOND)).to_have_value("-1/8")
    assert learner.form("delta").evaluate(SEEN_WHOLE)


@pytest.mark.parametrize("name", ["accuracy", "trend", "delta", "loop", "all-first"])
def test_escape_leads_to_the_cell_where_the_keys_of_the_notebook_work(learner, name):
    control = learner.form(name).locator("input, select, textarea").last
    control.focus()
    learner.page.keyboard.press("Escape")
    expect(cell_of(learner, name)).to_be_focused()
    assert "jp-mod-selected" in cell_of(learner, name).get_attribute("class")
    learner.page.keyboard.press("ArrowDown")
    assert "jp-mod-selected" not in cell_of(learner, name).get_attribute("class")
    learner.page.keyboard.press("ArrowUp")
    before = prompt(learner, name)
    learner.page.keyboard.press("Shift+Enter")
    learner.lab.wait_for_idle_kernel()
    assert prompt(learner, name) > before


def test_shift_enter_runs_the_cell_selects_the_next_and_keeps_what_was_typed(learner):
    before = prompt(learner, "delta")
    learner.type("delta", SECOND, "-0.3")
    learner.page.keyboard.press("Shift+Enter")
    learner.page.wait_for_timeout(500)
    learner.lab.wait_for_idle_kernel()
    assert prompt(learner, "delta") > before
    assert "jp-mod-selected" in cell_of(learner, "loop").get_attribute("class")
    expect(learner.control("delta", SECOND)).to_have_value("-0.3")
    learner.type("all-first", "Because …", "some words")
    learner.page.keyboard.press("Shift+Enter")
    learner.page.wait_for_timeout(500)
    learner.lab.wait_for_idle_kernel()
    expect(learner.form("all-first").locator("textarea")).to_have_value("some words")


def test_shift_enter_on_a_button_runs_the_cell_and_presses_nothing(learner):
    learner.choose("smaller", "I agree")
    learner.go_to(learner.button("smaller"))
    learner.page.keyboard.press("Shift+Enter")
    learner.page.wait_for_timeout(500)
    learner.lab.wait_for_idle_kernel()
    expect(learner.control("smaller", "I agree")).to_be_checked()
    assert not (learner.folder / ".progress" / "progress.json").exists()


def test_letters_on_what_is_said_leave_the_notebook_as_it_was(learner):
    learner.choose("smaller", "I disagree")
    learner.press("smaller")
    expect(learner.result("smaller")).to_be_focused()
    n_cells = learner.page.locator(".jp-NotebookPanel .jp-Cell").count()
    learner.page.keyboard.type("bddaxcvz", delay=2)
    learner.page.wait_for_timeout(300)
    assert learner.page.locator(".jp-NotebookPanel .jp-Cell").count() == n_cells
