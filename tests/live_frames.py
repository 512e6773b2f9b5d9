"""What a page asks a live figure, and the picture that the answer makes of the one before: for the tests of both."""

import numpy as np


def ask(live, positions, number=1, theme="light", **more):
    live._handle_custom_msg({"ask": [7, number], "positions": positions, "theme": theme, **more}, [])


def pixels(frame, buffers, before=None):
    """What the page makes of a message; `before` is what it has made of the one on which the message rests."""
    width, height = frame["size"]
    flat = np.zeros(width * height, np.uint32) if before is None else before.copy().view(np.uint32).ravel()
    assert (before is None) == (frame["base"] is None)
    begins, ends, colors = np.frombuffer(buffers[0], "<u4").reshape(3, -1)
    for begin, end, color in zip(begins, ends, colors, strict=True):
        flat[begin:end] = color
    return flat.view(np.uint8).reshape(height, width, 4)
