"""The page's side of a live figure, alone in a page, with a kernel that can lose messages: each picture is right."""

import base64
import json
from dataclasses import replace

import numpy as np
import pytest

import bplib as bp
from bplib.figures import DARK, LIGHT
from bplib.live import figure as live_figure
from browser.gallery import one_example

PAGE = """<body data-jp-theme-light="true"><style>%s</style><div id="first"></div><div id="second"></div>
<script type="module">%s
const widget = (%s)();
window.handlers = {};
window.model = {
  get: (name) => traits[name], on: (name, handler) => (handlers[name] = handler),
  send: (question) => ask(JSON.stringify(question)),
};
const traits = %s;
window.receive = (frame, buffers) => handlers["msg:custom"](frame, buffers.map((text) => {
  const bytes = new Uint8Array([0, ...Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))]);
  return new DataView(bytes.buffer, 1); // not aligned, as in a message of Jupyter's
}));
window.show = (place) => widget.render({ model, el: document.getElementById(place) });
widget.initialize({ model });
show("first");
</script>"""
PIXELS = """canvas => {
    const { width, height } = canvas;
    const bytes = canvas.getContext('2d').getImageData(0, 0, width, height).data;
    let text = '';
    for (let k = 0; k < bytes.length; k += 8192) text += String.fromCharCode(...bytes.subarray(k, k + 8192));
    return btoa(text);
}"""


class Kernel:
    """Answers the page as JupyterLab's kernel does; `lose` counts the answers whose pixels get lost on the way."""

    def __init__(self, page, live, monkeypatch):
        self.page, self.live, self.lose, self.sent = page, live, 0, []
        monkeypatch.setattr(
            live_figure.LivePicture, "send", lambda live, frame, buffers: self.sent.append((frame, buffers))
        )
        monkeypatch.setattr(live_figure.LivePicture, "_last_look", ("light", 2))
        page.expose_function("ask", self.answer)
        script, _, end = live._esm.rpartition("export default")
        traits = {name: getattr(live, name) for name in ("controls", "task", "size", "areas", "room")}
        page.set_content(PAGE % (live._css, script, end.strip().rstrip(";"), json.dumps(traits)))

    def answer(self, question):
        self.live._handle_custom_msg(json.loads(question), [])
        self.deliver()

    def deliver(self):
        frame, buffers = self.sent[-1]
        if self.lose:
            self.lose -= 1
            return
        texts = [base64.b64encode(np.ascontiguousarray(buffer).tobytes()).decode() for buffer in buffers]
        self.page.evaluate("([frame, buffers]) => receive(frame, buffers)", [frame, texts])


@pytest.fixture
def stepper(browser, monkeypatch):
    page = browser.new_context(viewport={"width": 1000, "height": 900}).new_page()
    live = bp.live.stepper(*one_example(2, 2, 1), optimizer=bp.GradientDescent(1.0))
    yield Kernel(page, live, monkeypatch)
    page.context.close()


def move(kernel, position):
    kernel.page.locator("input[type=range]").first.evaluate(
        "(slider, at) => (slider.value = at, slider.dispatchEvent(new Event('input', { bubbles: true })))", position
    )


def check(kernel, positions, theme=LIGHT):
    """The picture on each canvas is the whole picture of these positions, pixel for pixel."""
    kernel.page.wait_for_function(
        "text => [...document.querySelectorAll('canvas')].every(canvas => canvas.dataset.positions === text)",
        arg=json.dumps(positions, separators=(",", ":")),
    )
    assert list(kernel.live._at) == positions
    theme = replace(theme, pixels_per_inch=96)  # the page's screen has one pixel for each of its own
    expected = kernel.live._painter.picture(theme, kernel.live.values).image.tobytes()
    for canvas in kernel.page.locator("canvas").all():
        assert base64.b64decode(canvas.evaluate(PIXELS)) == expected


def test_after_200_fast_changes_every_pixel_is_right(stepper):
    stepper.page.locator("canvas[data-positions]").wait_for()
    stepper.page.evaluate(
        """() => { const slider = document.querySelector('input');
        for (let k = 0; k < 200; k++) setTimeout(() => {
            slider.value = k === 199 ? 7 : (k * 5) %% 13;
            slider.dispatchEvent(new Event('input', { bubbles: true }));
        }, 2 * k); }""".replace("%%", "%")
    )
    stepper.page.wait_for_timeout(600)
    check(stepper, [7, 0])
    assert sum(frame["base"] is None for frame, _ in stepper.sent) == 1  # all others rest on the one before


def test_every_pixel_is_right_in_both_themes_and_in_a_second_view(stepper):
    stepper.page.locator("canvas[data-positions]").wait_for()
    for k, theme in enumerate((DARK, LIGHT, DARK)):
        stepper.page.evaluate("light => (document.body.dataset.jpThemeLight = light)", str(theme is LIGHT).lower())
        stepper.page.locator(f"[data-theme={'light' if theme is LIGHT else 'dark'}]").wait_for()
        move(stepper, 3 * k + 1)
        check(stepper, [3 * k + 1, 0], theme)
    stepper.page.evaluate("() => void show('second')")
    check(stepper, [7, 0], DARK)
    move(stepper, 12)
    check(stepper, [12, 0], DARK)


def test_a_page_that_missed_a_picture_asks_for_all_of_it(stepper):
    stepper.page.locator("canvas[data-positions]").wait_for()
    move(stepper, 4)
    check(stepper, [4, 0])
    stepper.lose = 1
    stepper.live.refresh()  # as a training does: nobody asked for it, and it gets lost
    stepper.deliver()
    stepper.live._at = [9, 0]
    stepper.live.values = {"step": 10, "weight": "none"}
    stepper.live.refresh()
    stepper.deliver()  # it rests on the one that was lost
    check(stepper, [9, 0])
    assert stepper.sent[-1][0]["base"] is None


def test_what_stays_the_same_is_left_alone(stepper):
    stepper.page.locator("canvas[data-positions]").wait_for()
    stepper.page.evaluate(
        """() => {
            const note = (changes) => changes.forEach(({ target }) => window.changed.push(target));
            window.changed = [];
            new MutationObserver(note).observe(document.querySelector('.bp-live'), { subtree: true, childList: true });
        }"""
    )
    move(stepper, 1)
    check(stepper, [1, 0])
    is_allowed = "target => target.matches('output, .bp-said, figcaption > :first-child > :first-child')"
    assert stepper.page.evaluate(f"changed.length && changed.every({is_allowed})")  # not the path, not the code
