"""Live figures in the page: every control is operated by keys, and the picture is looked at."""

import json

FIGURE = ".jp-OutputArea-output .bp-live"
# A key that moves a control of this kind; Home first, so that there is somewhere to go.
KEYS = {
    "range": ("Home", "ArrowRight"),
    "select-one": ("Home", "ArrowDown"),
    "number": ("ArrowUp",),
    "button": ("Space",),
}


def positions(figure):
    """The positions of the controls for which the picture was drawn; None before the first picture."""
    drawn = figure.locator("canvas").get_attribute("data-positions")
    return json.loads(drawn) if drawn else None


def wait_for_picture(figure, expected):
    """Wait until the picture is the one for these positions."""
    text = json.dumps(expected, separators=(",", ":"))
    figure.locator(f"canvas[data-positions='{text}']").wait_for(timeout=20_000)


def unmoved(lab):
    """The controls of live figures that keys do not move, or whose picture does not follow."""
    failed = []
    for figure in lab.page.locator(FIGURE).all():
        for k, place in enumerate(figure.locator(".bp-controls > *").all()):  # the last is Reset
            for control in place.locator(
                "xpath=descendant-or-self::*[self::input or self::select or self::button]"
            ).all():
                kind = control.evaluate("element => element.type === 'submit' ? 'button' : element.type")
                is_reset = control.text_content() == "Reset"
                control.focus()
                for key in KEYS[kind]:
                    before = positions(figure)
                    lab.page.keyboard.press(key)
                    lab.page.wait_for_timeout(700)
                if not is_reset and positions(figure)[k] == before[k]:
                    failed.append(control.evaluate("element => element.outerHTML"))
                if control.text_content() == "Stop":
                    control.press("Space")
    return failed
