"""What a screen reader and a keyboard meet in a notebook: rules, names, the way of the focus, letters."""

import re
from importlib.resources import files

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PARTS = (".jp-OutputArea-output", ".jp-MarkdownOutput")
CONTROLS = ".jp-OutputArea-output :is(input, select, textarea, button, [role=slider], [contenteditable=true])"
IS_A_STOP = """(element) => element.type !== "radio" || element.checked || (
    element === document.querySelector(`input[name="${element.name}"]`)
    && !document.querySelector(`input[name="${element.name}"]:checked`))"""
NAMED = r"""- '?[a-z]+ "[^"]+\""""  # in quotes where the name holds a colon
COMMANDS = ("b", "d", "d", "a", "x", "m", "y", "z", "0", "0")  # letters that are commands to a notebook


def violations(lab):
    """The rules of WCAG 2.2, levels A and AA, that outputs or texts of the notebook break; each with its places."""
    page = lab.page
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8"))
    run = """async ([parts, rules]) => {
        const include = parts.filter((part) => document.querySelector(part)).map((part) => [part]);
        return axe.run({ include }, { runOnly: { type: 'tag', values: rules }, resultTypes: ['violations'] });
    }"""
    found = page.evaluate(run, [list(PARTS), RULES])["violations"]
    return [f"{rule['id']}: {node['html'][:200]}" for rule in found for node in rule["nodes"]]


def controls(lab):
    """Every control in the outputs that can be seen, as locators."""
    return [control for control in lab.page.locator(CONTROLS).all() if control.is_visible() and control.is_enabled()]


def nameless(lab):
    """The controls to which the accessibility tree gives no role or no name."""
    seen = [(control.aria_snapshot(), control.evaluate("element => element.outerHTML")) for control in controls(lab)]
    return [html for tree, html in seen if not re.match(NAMED, tree)]


def unreached(lab):
    """The controls that the Tab key does not reach from the beginning of the notebook, or that hold it fast.

    Of radio buttons that belong together it reaches one; the arrow keys move on from there.
    """
    marked = [control for control in controls(lab) if control.evaluate(IS_A_STOP)]
    for k, control in enumerate(marked):
        control.evaluate("(element, k) => { element.dataset.k = k; }", k)
    lab.page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-InputPrompt").first.click()
    reached, steps = [], 0
    while len(reached) < len(marked) and steps < 30 * (len(marked) + 10):
        lab.page.keyboard.press("Tab")
        reached += [k] if (k := lab.page.evaluate("document.activeElement.dataset.k")) and k not in reached else []
        if lab.page.evaluate("Boolean(document.activeElement.closest('.cm-editor'))"):
            lab.page.keyboard.press("Escape")  # out of the editor, where Tab is a character
        steps += 1
    return [marked[k].evaluate("element => element.outerHTML") for k in range(len(marked)) if str(k) not in reached]


def cells_as_they_are(lab):
    """The kind and the text of every cell."""
    return lab.page.evaluate(
        """() => [...document.querySelectorAll('.jp-NotebookPanel:not(.lm-mod-hidden) .jp-Cell')]
            .map((cell) => [cell.className.match(/jp-(Code|Markdown|Raw)Cell/)[0], cell.textContent.length > 0])"""
    )


def disturbed_by_letters(lab):
    """The controls on which a typed letter changes the notebook."""
    disturbed = []
    for control in controls(lab):
        before = cells_as_they_are(lab)
        control.focus()
        for letter in COMMANDS:
            lab.page.keyboard.press(letter)
        lab.page.wait_for_timeout(100)
        if cells_as_they_are(lab) != before or lab.page.locator(".jp-Dialog").count():
            disturbed.append(control.evaluate("element => element.outerHTML"))
    return disturbed
