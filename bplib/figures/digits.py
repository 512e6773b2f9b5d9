"""Handwritten digits with what a network says about them."""

import math

import numpy as np
from matplotlib.colors import LinearSegmentedColormap

from .palette import LIGHT, TEXT_SIZE, Theme
from .picture import Picture, new_figure, picture_of

__all__ = ["digit_grid"]

N_COLUMNS = 10


def digit_grid(
    images: np.ndarray, labels: np.ndarray, predictions: np.ndarray | None = None, theme: Theme = LIGHT
) -> Picture:
    """Up to 40 digits, ten in a row; below each the prediction, with ✓ if it is right and else with the true label.

    `images` (n, height, width) or (n, height, width, 1), `labels` and `predictions` (n,); else ValueError.
    """
    images, labels = np.asarray(images), np.asarray(labels)
    images = images[..., 0] if images.ndim == 4 else images
    shown = labels if predictions is None else np.asarray(predictions)
    if images.ndim != 3 or not 1 <= len(images) <= 40 or labels.shape != shown.shape or len(labels) != len(images):
        raise ValueError(
            f"The shapes are images {images.shape}, labels {labels.shape}, predictions {shown.shape}; expected 1 to 40 "
            f"images (n, height, width) with n labels and n predictions. Choose some with images[:20], labels[:20]."
        )
    n_rows = math.ceil(len(images) / N_COLUMNS)
    figure = new_figure(7.5, 1.02 * n_rows, theme)
    for axes in figure.subplots(n_rows, N_COLUMNS, squeeze=False).flat:
        axes.set_axis_off()
    shades = LinearSegmentedColormap.from_list("pen on card", [theme.card, theme.ink])
    for axes, image, label, said in zip(figure.axes, images, labels, shown, strict=False):
        axes.imshow(image, cmap=shades, vmin=0, vmax=1, interpolation="nearest")
        _write_below(axes, label, None if predictions is None else said, theme)
    return picture_of(figure, _describe(labels, predictions if predictions is None else shown))


def _write_below(axes, label: int, said: int | None, theme: Theme) -> None:
    text, color = str(label), theme.ink
    if said is not None:
        text, color = (f"{said} ✓", theme.right) if said == label else (f"{said} ✗ is {label}", theme.wrong)
    place = {"transform": axes.transAxes, "ha": "center", "va": "top"}
    axes.text(0.5, -0.06, text, fontsize=TEXT_SIZE, color=color, **place)


def _describe(labels: np.ndarray, predictions: np.ndarray | None) -> str:
    if predictions is None:
        return f"Grid of {len(labels)} handwritten digits with their labels below: {', '.join(map(str, labels[:20]))}."
    pairs = zip(labels, predictions, strict=True)
    wrong = [f"{'an' if label == 8 else 'a'} {label} read as {said}" for label, said in pairs if label != said]
    head = f"Grid of {len(labels)} handwritten digits with predictions below, {len(labels) - len(wrong)} right"
    more = f" and {len(wrong) - 6} more" if len(wrong) > 6 else ""
    return head + (f"; wrong: {', '.join(wrong[:6])}{more}." if wrong else ".")
