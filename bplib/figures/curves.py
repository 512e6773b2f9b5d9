"""Loss and accuracy of a training against its epochs, as a still or redrawn while the training runs."""

import math

import numpy as np

from .canvas import SCALE, write
from .marks import Text
from .palette import LIGHT, TEXT_SIZE, Theme
from .picture import Picture, new_figure, redraw, style_axes

__all__ = ["TrainingCurves", "training_curves"]


def training_curves(history, theme: Theme = LIGHT) -> Picture:
    """A still of the whole history, as `bp.train` returned it."""
    return TrainingCurves(history, theme).picture(history)


class TrainingCurves:
    """Two charts, loss and accuracy, side by side; the fixed parts are drawn once, the lines as often as asked."""

    def __init__(self, history, theme: Theme = LIGHT):
        self.theme, self.figure = theme, new_figure(7.5, 2.9, theme)
        self.axes = self.figure.subplots(1, 2)
        self.lines = [_lines(self.axes[0], theme.loss), _lines(self.axes[1], theme.accuracy)]
        for axes, name in zip(self.axes, ("loss", "accuracy"), strict=True):
            style_axes(axes, "epoch", name, theme)
            axes.set_xlim(0, history.n_epochs)
            axes.text(1, 0.5, "  validation", transform=axes.transAxes, size=TEXT_SIZE, color="none")  # room for names
            axes.set_xticks(_whole_ticks(history.n_epochs))
        self.axes[1].set_ylim(0, 1.06)
        self.axes[1].yaxis.set_major_formatter(lambda share, position: f"{100 * share:.0f} %")
        self.axes[0].set_ylim(0, 1)

    def picture(self, history) -> Picture:
        """The history as it stands."""
        self._fit_loss(history)
        columns = ((history.loss, history.validation_loss), (history.accuracy, history.validation_accuracy))
        for lines, values in zip(self.lines, columns, strict=True):
            for line, heights in zip(lines, values, strict=True):
                line.set_data(np.arange(1, len(heights) + 1), heights)
        redraw(self.figure)  # before the labels, because it settles where the axes are
        roles = ("loss", "accuracy")
        for axes, values, role in zip(self.axes, columns, roles, strict=True):
            write(self.figure, _labels(axes, values, role), self.theme)
        return Picture(self.figure.canvas.buffer_rgba(), describe(history))

    def _fit_loss(self, history) -> None:
        """Room for the largest loss so far; the fixed parts change only when it grows."""
        largest = max([*history.loss, *history.validation_loss], default=0)
        if math.isfinite(largest) and largest > self.axes[0].get_ylim()[1]:
            self.axes[0].set_ylim(0, 1.1 * largest)


def describe(history) -> str:
    """What the curves show, in words and numbers."""
    if not history.loss:
        return f"Two empty line charts, loss and accuracy against epochs 1 to {history.n_epochs}; the training begins."
    text = f"Line charts of loss and accuracy over {len(history.loss)} of {history.n_epochs} epochs. "
    text += f"Training loss from {history.loss[0]:.2f} to {history.loss[-1]:.2f}"
    if history.validation_loss:
        text += f", validation loss from {history.validation_loss[0]:.2f} to {history.validation_loss[-1]:.2f}"
    if not math.isnan(history.accuracy[-1]):
        text += f". At the end training accuracy {100 * history.accuracy[-1]:.1f} %"
    if history.validation_accuracy and not math.isnan(history.validation_accuracy[-1]):
        text += f", validation accuracy {100 * history.validation_accuracy[-1]:.1f} %"
    return text + "."


def _lines(axes, color: str) -> list:
    """Empty lines for training (solid) and for validation (dashed)."""
    dashes = ("-", (0, (4, 2)))
    return [axes.plot([], [], color=color, linestyle=dash, linewidth=2, animated=True)[0] for dash in dashes]


def _labels(axes, values: tuple[list[float], list[float]], role: str) -> list[Text]:
    """The name of each line at its end."""
    ends, labels = [heights[-1] for heights in values if heights], []
    for name, heights in zip(("training", "validation"), values, strict=True):
        if heights and math.isfinite(heights[-1]):
            x, y = axes.transData.transform((len(heights), _apart(axes, heights[-1], ends))) / SCALE
            labels.append(Text(x + 4, y, name, role, align="l", size=TEXT_SIZE))
    return labels


def _apart(axes, end: float, ends: list[float]) -> float:
    """The height of a name: at the end of its line, moved a little where two ends are close together."""
    low, high = axes.get_ylim()
    gap = 0.075 * (high - low)  # a line of text
    if len(ends) == 2 and abs(ends[0] - ends[1]) < gap:
        middle = min(max(sum(ends) / 2, low + gap), high - gap / 2)
        end = middle + (gap / 2 if end == max(ends) else -gap / 2)
    return end


def _whole_ticks(n_epochs: int) -> list[int]:
    step = max(1, n_epochs // 4)
    return list(range(0, n_epochs + 1, step))
