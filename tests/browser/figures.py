"""Live figures in the page: every control is operated by keys, and the picture is looked at."""

import json

from playwright.sync_api import Error

from browser import clock

FIGURE = ".jp-OutputArea-output .bp-live"
NAME = "e => e.labels?.[0]?.querySelector('.bp-name')?.textContent ?? e.ariaLabel ?? e.textContent"
POSITION = "e => e.type === 'range' ? Number(e.value) : e.selectedIndex ?? null"
# Two keys that move a control of this kind, on and back; from its first position, where there is one.
KEYS = {
    "range": ("ArrowRight", "ArrowLeft"),
    "select-one": ("ArrowDown", "ArrowUp"),
    "number": ("ArrowUp", "ArrowDown"),
    "text": ("Enter", "Enter"),
    "button": ("Space", "Space"),
}


def positions(figure):
    """The positions of the controls for which the picture was drawn; None before the first picture."""
    drawn = figure.locator("canvas").get_attribute("data-positions")
    return json.loads(drawn) if drawn else None


def wait_for_picture(figure, expected):
    """Wait until the picture is the one for these positions."""
    text = json.dumps(expected, separators=(",", ":"))
    figure.locator(f"canvas[data-positions='{text}']").wait_for(timeout=20_000)


def drive(lab, n_rounds=2):
    """Operate every control of every live figure by keys: the ms from key to picture of each, and those that fail.

    A control fails when its keys lead to no picture, or when the picture is not that of another position.
    """
    times, failed = {}, []
    lab.page.locator(f"{FIGURE} details").evaluate_all("all => all.forEach(details => details.open = true)")
    for n, figure in enumerate(lab.page.locator(FIGURE).all()):
        for k, control in places(figure):
            name = f"figure {n + 1}, {control.evaluate(NAME)}"
            try:
                times[name] = press(lab, figure, k, control, n_rounds)
            except (Error, AssertionError) as problem:
                failed.append(f"{name}: {str(problem).splitlines()[0]}")
    return times, failed


def places(figure):
    """The number of a position, and each of the controls that move it; Play, which waits for seconds, is left out."""
    elements = figure.locator(".bp-controls > :not(details)").all()  # what "More settings" hides comes after Reset
    for k, place in enumerate(sorted(elements, key=lambda element: element.text_content() == "Reset")):
        for control in place.locator("xpath=descendant-or-self::*[self::input or self::select or self::button]").all():
            if control.is_visible() and control.text_content() != "Play":
                if control.is_disabled():  # by where another one stands
                    figure.get_by_role("button", name="Reset").press("Space")
                yield k, control


def settled(lab, figure, k, control):
    """The positions of the picture, once it is the one for where the control stands; a busy machine takes its time."""
    for _ in range(90):
        lab.page.wait_for_timeout(100)
        at, drawn = control.evaluate(POSITION), positions(figure)
        if at is None or (drawn and drawn[k] == at):
            break
    return drawn


def press(lab, figure, k, control, n_rounds):
    """The ms from key to picture of control number k of the figure, on and back as far as there is room."""
    kind = control.evaluate("element => element.type === 'submit' ? 'button' : element.type")
    keys = KEYS[kind]
    control.focus()
    if keys[0].startswith("Arrow"):
        lab.page.keyboard.press("Home")
    room = control.evaluate("e => e.type === 'range' ? Number(e.max) : (e.options?.length ?? 2) - 1")
    way = min(room, n_rounds)
    keys = ([keys[0]] * way + [keys[1]] * way) * n_rounds
    before = settled(lab, figure, k, control)
    texts = iter(range(1, 1000))  # typed before each Enter, each another one
    prepare = (lambda: control.fill(str(next(texts)))) if kind == "text" else None
    times = clock.times_of(lab.page, figure, control, keys[:1], prepare)
    is_reset = control.text_content() == "Reset"
    after = settled(lab, figure, k, control)  # a picture for where it rested before may have come in between
    assert is_reset or after[k] != before[k], "the key does not move it"
    times += clock.times_of(lab.page, figure, control, keys[1 : 2 * n_rounds], prepare)
    while control.text_content() == "Pause":  # a training would move the picture while other controls are pressed
        control.press("Space")
        lab.page.wait_for_timeout(300)
    return times
