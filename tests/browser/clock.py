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
    """Median and 95th percentile, in ms, of arrow keys on the output's first slider, each after the one before."""
    slider = output.locator("input[type=range], [role=slider]").first
    slider.focus()
    times = []
    for k in range(n_keys + 3):
        page.wait_for_timeout(120 + 7 * (k % 5))  # not in step with the screen
        output.evaluate(ARM)
        page.keyboard.press("ArrowRight" if k % 20 < 10 else "ArrowLeft")
        times.append(page.evaluate("window.keyToPaint"))
    times = sorted(times[3:])  # the first ones warm up
    return round(statistics.median(times), 1), round(times[int(0.95 * len(times))], 1)
