"""Somebody at the keyboard in a lesson that has every kind of activity."""

import json

from playwright.sync_api import expect

from browser.activities import NAME, write_lesson

FORMS = ["recall", "trend", "trend-reveal", "accuracy", "accuracy-reveal", "why", "delta", "loop", "smaller",
         "all-first", "exit", "progress"]  # fmt: skip


class Learner:
    """Somebody at the keyboard: goes from control to control with Tab, and reads what is announced."""

    def __init__(self, lab, folder):
        self.lab, self.page, self.folder = lab, lab.page, folder

    def form(self, name):
        return self.page.locator(".bp-form").nth(FORMS.index(name))

    def control(self, name, label):
        return self.form(name).get_by_label(label, exact=True).first

    def button(self, name):
        return self.form(name).locator("button[type=submit]")

    def result(self, name):
        return self.form(name).locator('[role="status"][aria-live="polite"]')

    def go_to(self, target, limit=80):
        """Press Tab, from the form's cell on, until the target has the focus."""
        target.locator("xpath=ancestor::*[contains(@class, 'jp-CodeCell')]").focus()
        for _ in range(limit):
            if target.evaluate("element => element === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError("Tab does not lead there")

    def choose(self, name, label):
        """Choose a radio button with the arrow keys: Tab leads to the first of its group, or to the chosen one."""
        wanted = self.control(name, label)
        group = wanted.get_attribute("name")
        chosen = self.form(name).locator(f'input[name="{group}"]:checked')
        self.go_to(chosen if chosen.count() else self.form(name).locator(f'input[name="{group}"]').first)
        self.page.keyboard.press("Space")
        for _ in range(10):
            if wanted.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError("The arrow keys do not lead there")

    def type(self, name, label, text):
        self.go_to(self.control(name, label))
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)

    def select(self, name, label, n_down):
        """Choose in a dropdown: Home, then so many times down."""
        self.go_to(self.control(name, label))
        self.page.keyboard.press("Home")
        for _ in range(n_down):
            self.page.keyboard.press("ArrowDown")

    def press(self, name):
        self.go_to(self.button(name))
        self.page.keyboard.press("Enter")

    def hears(self, name, *texts):
        """The announced result has these texts in it."""
        for text in texts:
            expect(self.result(name)).to_contain_text(text)

    def stored(self, name):
        content = json.loads((self.folder / ".progress" / "progress.json").read_text(encoding="utf-8"))
        return [attempt["values"] for attempt in content["lessons"][NAME][name]["attempts"]]


def at_the_lesson(lab, folder):
    """A learner at the lesson, nothing answered yet."""
    for path in (folder / ".progress").glob("*.json"):
        path.unlink()
    lab.open(write_lesson(folder))
    expect(lab.page.get_by_text("Python 3 (ipykernel) | Idle")).to_be_visible(timeout=60_000)
    lab.run_all_cells()
    expect(lab.page.locator(".bp-form")).to_have_count(len(FORMS), timeout=30_000)
    return Learner(lab, folder)
