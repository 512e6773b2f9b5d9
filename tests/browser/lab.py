"""JupyterLab, operated as a person does, and everything that a person would call broken in it."""

from pathlib import Path
from urllib.parse import urlsplit

import nbformat
from playwright.sync_api import expect

ERROR_OUTPUT = '[data-mime-type="application/vnd.jupyter.error"], [data-mime-type="application/vnd.jupyter.stderr"]'
CODE_CELL = ".jp-NotebookPanel:not(.lm-mod-hidden) .jp-CodeCell"
# Every live figure has been drawn in the theme.
HAVE_THEME = "name => [...document.querySelectorAll('.bp-live[data-theme]')].every(e => e.dataset.theme === name)"
# A cell has run when its prompt is a number: it is [ ] before, and [*] meanwhile. After an error the others do not run.
HAVE_RUN = """([cells, errors, expected]) => document.querySelector(`${cells} :is(${errors})`)
    || [...document.querySelectorAll(`${cells} .jp-InputPrompt`)].filter(prompt =>
        /^\\[\\d+\\]:$/.test(prompt.textContent.trim())).length === expected"""


class Lab:
    """JupyterLab in a Playwright page; requests to other hosts are refused and remembered."""

    def __init__(self, page, course):
        self.page, self.course, self.file = page, course, None
        self.console_errors, self.page_errors, self.foreign_requests = [], [], []
        page.on("console", self.hear)
        page.on("pageerror", lambda error: self.page_errors.append(str(error)))
        page.on("websocket", lambda socket: self.refuse(socket.url) if is_foreign(socket.url) else None)
        page.context.route(is_foreign, lambda route: (self.refuse(route.request.url), route.abort()))

    def hear(self, message):
        if message.type == "error":
            self.console_errors.append(f"{message.text} ({message.location.get('url', '')})")

    def refuse(self, url):
        self.foreign_requests.append(url)

    def open_first_page(self):
        """Open the bare address that course.py answers on."""
        self.page.goto(f"{self.course.url}/?token={self.course.token}")
        self.wait_for_notebook()

    def open(self, path):
        """Open a notebook by its path in the course's folder."""
        self.page.goto(f"{self.course.url}/lab/tree/{path}?reset&token={self.course.token}")
        self.file = self.course.folder / path
        self.wait_for_notebook()

    def wait_for_notebook(self):
        """Wait until the notebook is on the page and its kernel is ready."""
        self.page.locator(CODE_CELL).first.wait_for(timeout=60_000)
        self.wait_for_idle_kernel()

    def wait_for_idle_kernel(self):
        """Wait for the words in the status bar; the notebook's own indicator is idle before there is a kernel, too."""
        expect(self.page.locator("#jp-main-statusbar")).to_contain_text("| Idle", timeout=60_000)

    def choose(self, menu, *items):
        """Choose an item of a menu of the menu bar, or of a menu in it."""
        self.page.get_by_role("menuitem", name=menu, exact=True).click()
        for item in items:
            self.page.locator(".lm-Menu-itemLabel").get_by_text(item, exact=True).click()

    def save(self):
        """Save the notebook and wait until it is in its file; a page that is left earlier takes the save with it."""
        before = self.file.stat().st_mtime_ns
        self.choose("File", "Save Notebook")
        for _ in range(400):
            if self.file.stat().st_mtime_ns != before:
                return self.page.wait_for_timeout(500)  # the server's answer
            self.page.wait_for_timeout(50)
        raise AssertionError(f"{self.file.name} was not saved within 20 s.")

    def set_theme(self, name):
        """Switch to the "Light" or "Dark" theme through the menu, as a person does."""
        self.choose("Settings", "Theme", f"JupyterLab {name}")
        light = "true" if name == "Light" else "false"
        self.page.locator(f"body[data-jp-theme-light='{light}']").wait_for(state="attached")
        self.page.wait_for_function(HAVE_THEME, arg=name.lower(), timeout=60_000)
        self.page.wait_for_timeout(1000)  # whatever else takes its colors from the theme

    def run_all_cells(self, timeout=120):
        """Clear what the file brought along, run every cell in a new kernel, and wait until all have run."""
        cells = nbformat.read(self.file, as_version=4).cells
        expected = sum(cell.cell_type == "code" and bool(cell.source.strip()) for cell in cells)
        self.choose("Edit", "Clear Outputs of All Cells")
        self.choose("Kernel", "Restart Kernel and Run All Cells…")
        self.page.locator(".jp-Dialog").get_by_role("button", name="Confirm Kernel Restart").click()
        self.page.wait_for_function(HAVE_RUN, arg=[CODE_CELL, ERROR_OUTPUT, expected], timeout=timeout * 1000)
        self.wait_for_idle_kernel()
        self.page.wait_for_timeout(500)  # the last messages of widgets

    def problems(self):
        """Everything that a person would call broken, in words; empty when all is well."""
        outputs = self.page.locator(f"{CODE_CELL} :is({ERROR_OUTPUT})").all_text_contents()
        return (
            [f"error output: {text}" for text in outputs]
            + [f"console error: {text}" for text in self.console_errors]
            + [f"page error: {text}" for text in self.page_errors]
            + [f"request to another host: {url}" for url in self.foreign_requests]
        )

    def prompts(self):
        """The execution counts of the code cells, as they are shown."""
        return self.page.locator(f"{CODE_CELL} .jp-InputPrompt").all_text_contents()

    def output_texts(self):
        """What each cell's outputs say, in view or not."""
        return self.page.locator(f"{CODE_CELL} .jp-OutputArea-output").all_text_contents()

    def alt_texts(self):
        """The alternative texts of the pictures in the outputs, still and live; None for a picture without one."""
        images = self.page.locator(f"{CODE_CELL} .jp-OutputArea-output :is(img, canvas)")
        return images.evaluate_all("images => images.map(i => i.getAttribute('alt') ?? i.getAttribute('aria-label'))")

    def save_screenshots(self, folder, name):
        """Save the notebook from top to bottom as pictures of one window's height each."""
        Path(folder).mkdir(parents=True, exist_ok=True)
        scroller = self.page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-WindowedPanel-outer")
        height = scroller.evaluate("element => (element.scrollTop = 0, element.clientHeight)")
        number, end = 0, False
        while not end:
            self.page.wait_for_timeout(300)  # cells are drawn when they come into view
            scroller.screenshot(path=f"{folder}/{name}-{number:02}.png")
            end = scroller.evaluate("element => element.scrollTop + element.clientHeight >= element.scrollHeight - 2")
            scroller.evaluate(f"element => element.scrollBy({{top: {height - 60}, behavior: 'instant'}})")
            number += 1


def is_foreign(url):
    """Whether a request leaves this machine."""
    parts = urlsplit(url)
    return parts.scheme in ("http", "https", "ws", "wss") and parts.hostname != "127.0.0.1"
