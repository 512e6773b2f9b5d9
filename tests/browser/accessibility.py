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
COMMANDS = "bddaxmyz00"  # letters that are commands to a notebook
CAN_BE_USED = "all => all.map(e => !e.disabled && e.checkVisibility({ visibilityProperty: true }))"
WHERE_TAB_LEADS = """() => {
    const here = document.activeElement;
    return [here.dataset.k ?? null, Boolean(here.closest(".cm-editor"))];
}"""


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
    found = lab.page.locator(CONTROLS)
    return [found.nth(k) for k, can_be_used in enumerate(found.evaluate_all(CAN_BE_USED)) if can_be_used]


def nameless(lab):
    """The controls to which the accessibility tree gives no role or no name."""
    return [html_of(control) for control in controls(lab) if not re.match(NAMED, control.aria_snapshot())]


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
        k, is_in_editor = lab.page.evaluate(WHERE_TAB_LEADS)
        reached += [k] if k and k not in reached else []
        if is_in_editor:
            lab.page.keyboard.press("Escape")  # out of the editor, where Tab is a character
        steps += 1
    return [html_of(marked[k]) for k in range(len(marked)) if str(k) not in reached]


def html_of(control):
    return control.evaluate("element => element.outerHTML")


def cells_as_they_are(lab):
    """The kind of every cell, and whether there is anything in it."""
    return lab.page.evaluate(
        """() => [...document.querySelectorAll('.jp-NotebookPanel:not(.lm-mod-hidden) .jp-Cell')]
            .map((cell) => [cell.className.match(/jp-(Code|Markdown|Raw)Cell/)[0], cell.textContent.length > 0])"""
    )


def disturbed_by_letters(lab):
    """The controls on which typed letters change the notebook; what comes of it late counts for the last one."""
    found, before, disturbed = controls(lab), cells_as_they_are(lab), []
    for control in found:
        control.focus()
        lab.page.keyboard.type(COMMANDS)
        if control is found[-1]:
            lab.page.wait_for_timeout(300)
        if (after := cells_as_they_are(lab)) != before or lab.page.locator(".jp-Dialog").count():
            disturbed.append(html_of(control))
            before = after
    return disturbed
