"""From a key press to the painted picture, measured in the page, for live figures and for what they are compared with."""

import statistics

# Resolves to the milliseconds from the key's own time stamp to the moment after the frame in which the change was
# painted: a message that is posted in an animation frame arrives when that frame has been painted.
ARM = """(selector) => {
    const root = document.querySelector(selector);
    window.keyToPaint = new Promise((resolve, reject) => {
        setTimeout(() => reject(new Error("nothing was painted")), 20000);
        let key = null;
        const onKey = (event) => (key = event.timeStamp);
        root.addEventListener('keydown', onKey, { capture: true, once: true });
        const watch = new MutationObserver(async (changes) => {
            const drawn = changes.some((change) => change.type === 'attributes');
            const image = [...root.querySelectorAll('.jp-OutputArea img')].pop();
            if (key === null || !(drawn || changes.some((c) => [...c.addedNodes].some((n) => n.querySelector?.('img'))))) {
                return;
            }
            watch.disconnect();
            if (image) await image.decode();
            requestAnimationFrame(() => {
                const channel = new MessageChannel();
                channel.port1.onmessage = () => resolve(performance.now() - key);
                channel.port2.postMessage(null);
            });
        });
        watch.observe(root, {
            attributes: true, attributeFilter: ['data-positions', 'data-drawn'], childList: true, subtree: true,
        });
    });
}"""


def key_to_paint(page, root, control, n_keys, pause=120):
    """The milliseconds of `n_keys` arrow keys on the control, forwards and back, each after the one before is painted."""
    page.locator(control).focus()
    times = []
    for k in range(n_keys + 3):
        page.wait_for_timeout(pause + 7 * (k % 5))  # not in step with the screen
        page.evaluate(ARM, root)
        page.keyboard.press("ArrowRight" if k % 20 < 10 else "ArrowLeft")
        times.append(page.evaluate("window.keyToPaint"))
    return times[3:]


def summary(times):
    """Median and 95th percentile."""
    return round(statistics.median(times), 1), round(sorted(times)[int(0.95 * len(times))], 1)
