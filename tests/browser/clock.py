"""From a key press to the painted picture, measured in the page, for live figures and what they are compared with."""

import statistics

# Makes a promise of the milliseconds from the key's own time stamp to the moment after the frame in which the change
# was painted: a message that is posted in an animation frame arrives when that frame has been painted.
ARM = """(output) => {
    window.keyToPaint = new Promise((resolve, reject) => {
        setTimeout(() => reject(new Error('nothing was painted')), 20000);
        let key = null;
        output.addEventListener('keydown', (event) => (key = event.timeStamp), { capture: true, once: true });
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


def key_to_paint(page, output, n_keys):
    """The ms of arrow keys, there and back, on the output's first slider, each after the one before is painted."""
    output.locator("input[type=range], [role=slider]").first.focus()
    times = []
    for k in range(-2, n_keys):  # two to warm up
        page.wait_for_timeout(120 + 7 * (k % 5))  # not in step with the screen
        output.evaluate(ARM)
        page.keyboard.press("ArrowRight" if k < n_keys / 2 - 1 else "ArrowLeft")
        times.append(page.evaluate("window.keyToPaint"))
    return times[2:]


def summary(times):
    """Median and 95th percentile."""
    return round(statistics.median(times), 1), round(sorted(times)[int(0.95 * len(times))], 1)
