"""The handwritten zeros and ones as points of a plane: how much ink an image has at the left and at the right."""

import numpy as np

from ..datasets import digits

__all__ = ["zeros_and_ones"]

ROWS, LEFT, RIGHT = slice(2, 6), slice(1, 3), slice(6, 7)  # of the 8 × 8 pixels
BLACK = 4.0


def zeros_and_ones() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The 360 images (360, 8, 8, 1) of a 0 or a 1, two inputs for each (360, 2), and which it is (360, 1).

    The inputs are the mean ink in the middle rows, at the left and at the right, from 0 (white) to 4 (black) in halves.
    """
    images, labels = digits()
    wanted = labels <= 1
    images, rows = images[wanted], images[wanted][:, ROWS, :, 0]
    ink = np.stack([rows[:, :, side].mean(axis=(1, 2)) for side in (LEFT, RIGHT)], axis=1)
    return images, np.round(2 * BLACK * ink) / 2, labels[wanted][:, None]
