"""From a key press to the painted picture, measured in the page, for live figures and what they are compared with."""

import statistics

# Makes a promise of the milliseconds from the key's own time stamp to the moment after the frame in which the change
# was painted: a message that is posted in an animation frame arrives when that frame has been painted. The space bar
# presses a button when it is let go, so that is when its time begins.
ARM = """(output) => {
    window.keyToPaint = new Promise((resolve, reject) => {
        setTimeout(() => reject(new Error('nothing was painted')), 10000);
        let key = null;
        const begin = (event) => (key ??= event.timeStamp);
        const isButton = document.activeElement.tagName === 'BUTTON';
        output.addEventListener(isButton ? 'keyup' : 'keydown', begin, { capture: true, once: true });
        const isDrawing = (change) =>
            change.type === 'attributes' || [...change.addedNodes].some((node) => node.querySelector?.('img'));
        const watch = new MutationObserver(async (changes) => {
            if (key === null || !changes.some(isDrawing)) return;
            watch.disconnect();
            await [...output.querySelectorAll('.jp-OutputArea img')].pop()?.decode();
            requestAnimationFrame(() => {
                const channel = new MessageChannel();
                channel.port1.onmessage = () => resolve(performance.now() - key);
                channel.port2.postMessage(null);
            });
        });
        const attributeFilter = ['data-positions', 'data-drawn'];
        watch.observe(output, { attributes: true, attributeFilter, childList: true, subtree: true });
    });
}"""


HELD = 60  # ms that a button is held down, as by a finger: the page has shown that it is pressed


def key_to_paint(page, output, n_keys):
    """The ms of arrow keys, there and back as often as there is room for, on the output's first slider."""
    control = output.locator("input[type=range], [role=slider]").first
    room = control.evaluate("e => e.max ? e.max - e.value : e.ariaValueMax - e.ariaValueNow")
    way = min(n_keys // 2 + 1, int(room))
    keys = (["ArrowRight"] * way + ["ArrowLeft"] * way) * -(-(n_keys + 2) // (2 * way))
    return times_of(page, output, control, keys)[2:]  # two to warm up


def times_of(page, output, control, keys, prepare=None):
    """The ms of each key on a control in this output, pressed after the picture of the one before is painted.

    `prepare` is called before each key: it may type what the key then sends.
    """
    control.focus()
    times, held = [], HELD if control.evaluate("e => e.tagName") == "BUTTON" else 0
    for k, key in enumerate(keys):
        if prepare:
            prepare()
        page.wait_for_timeout(120 + 7 * (k % 5))  # not in step with the screen
        output.evaluate(ARM)
        page.keyboard.press(key, delay=held)
        times.append(page.evaluate("window.keyToPaint"))
    return times


# Notes in `window.newPictures` when each frame of the page was painted in which a live figure was new.
WATCH = """() => {
    window.newPictures = [];
    let isNew = false;
    new MutationObserver((changes) => {
        if (!changes.some((change) => change.target.tagName === 'CANVAS') || isNew) return;
        isNew = true;
        requestAnimationFrame((now) => (isNew = false, window.newPictures.push(now)));
    }).observe(document.body, { attributeFilter: ['data-positions'], subtree: true });
}"""


def frames_per_second(page):
    """The rate at which new pictures were painted since `WATCH` was evaluated, and their number."""
    times = page.evaluate("window.newPictures")
    return 1000 * (len(times) - 1) / (times[-1] - times[0]), len(times)


def summary(times):
    """Median and 95th percentile."""
    return round(statistics.median(times), 1), round(sorted(times)[int(0.95 * len(times))], 1)
