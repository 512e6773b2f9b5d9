"""Loss and accuracy of a training against its epochs, as a still or redrawn while the training runs."""

import math

import numpy as np

from .canvas import write
from .marks import Text
from .palette import LIGHT, TEXT_SIZE, Theme
from .picture import Picture, in_points, new_figure, redraw, style_axes

__all__ = ["TrainingCurves", "training_curves"]

MOST_MARKS = 2
HIGHEST = 1e4  # up to there the axis of the loss grows; a training that diverges leaves it at the top
BEHIND = 1.5  # times the room that a training needs itself, at most, for an earlier one behind it
NEAR_THE_EDGE = 0.15  # of a chart's width: no room for a name
NAMES = {"training": "— training", "validation": "- - validation"}  # of the lines, with how they are drawn
SMALL = 172.5  # points: the height of a chart in which a name needs 7.5 % of it


def training_curves(history, theme: Theme = LIGHT) -> Picture:
    """A still of the whole history, as `bp.train` returned it."""
    return TrainingCurves(history, theme).picture(history)


class TrainingCurves:
    """Charts of loss and accuracy, side by side; the fixed parts are drawn once, the lines as often as asked.

    `charts` may leave one of them out; `size` is in inches.
    """

    def __init__(self, history, theme: Theme = LIGHT, size=(7.5, 2.9), charts=("loss", "accuracy")):
        self.theme, self.charts, self.figure = theme, charts, new_figure(*size, theme)
        self.axes = self.figure.subplots(1, len(charts), squeeze=False)[0]
        for axes, name in zip(self.axes, charts, strict=True):
            style_axes(axes, "epoch", name, theme)
            axes.set_xlim(0, history.n_epochs)
            room = f"  {NAMES['validation']}"  # the longest name
            axes.text(1, 0.5, room, transform=axes.transAxes, size=TEXT_SIZE, color="none")
            axes.set_xticks(_whole_ticks(history.n_epochs))
            axes.set_ylim(0, 1 if name == "loss" else 1.06)
            if name == "accuracy":
                axes.yaxis.set_major_formatter(lambda share, position: f"{100 * share:.0f} %")
        self._earlier = [_lines(axes, theme.muted, 1.0) for axes in self.axes]
        self.lines = [_lines(axes, theme[name]) for axes, name in zip(self.axes, charts, strict=True)]
        self._marks = [[_mark(axes, theme) for axes in self.axes] for _ in range(MOST_MARKS)]

    def picture(self, history, earlier=None, marks: tuple[tuple[float, str], ...] = ()) -> Picture:
        """The history as it stands; behind it, gray, an `earlier` one; at `marks` (epoch, name) upright lines."""
        self.draw(history, earlier, marks)
        return Picture(self.figure.canvas.buffer_rgba(), describe(history))

    def draw(self, history, earlier=None, marks: tuple[tuple[float, str], ...] = ()) -> None:
        """Draw without making a picture."""
        self._fit_loss(_room(history, earlier))
        for name, lines, gray in zip(self.charts, self.lines, self._earlier, strict=True):
            _set(lines, _values(history, name))
            _set(gray, _values(earlier, name) if earlier is not None else ((), ()))
        for k, lines in enumerate(self._marks):
            for line in lines:
                line.set_visible(k < len(marks))
                line.set_data([marks[k][0]] * 2 if k < len(marks) else [], [0, _top(k)] if k < len(marks) else [])
        redraw(self.figure)  # before the labels, because it settles where the axes are
        is_earlier = bool(marks) and earlier is not None  # where marks stand, the names are out of their way
        for axes, name in zip(self.axes, self.charts, strict=True):
            ends, role = _values(earlier if is_earlier else history, name), "muted" if is_earlier else name
            write(self.figure, [*_labels(axes, ends, role), *_names(axes, marks)], self.theme)

    def fit_anew(self, history, earlier=None) -> None:
        """Give the axis of the loss just the room that these need, also where that is less than before."""
        if "loss" in self.charts:
            axes, largest = self.axes[self.charts.index("loss")], _room(history, earlier)
            top = 1.1 * largest if largest > 1 else 1
            if top != axes.get_ylim()[1]:  # else all fixed parts would be drawn again
                axes.set_ylim(0, top)

    def _fit_loss(self, largest: float) -> None:
        """Room for the largest loss so far; the fixed parts change only when it grows."""
        if "loss" in self.charts:
            axes = self.axes[self.charts.index("loss")]
            if largest > axes.get_ylim()[1]:
                axes.set_ylim(0, 1.1 * largest)


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


def _room(history, earlier=None) -> float:
    """Up to which loss there is to be room; an earlier training that was worse by far does not press this one flat."""
    largest = _largest_loss(history)
    if earlier is not None:
        largest = max(largest, min(_largest_loss(earlier), BEHIND * max(largest, 1)))
    return min(largest, HIGHEST)


def _largest_loss(history) -> float:
    losses = (*history.loss, *history.validation_loss)
    return max((value for value in losses if math.isfinite(value)), default=0)


def _lines(axes, color: str, width: float = 2) -> list:
    """Empty lines for training (solid) and for validation (dashed)."""
    dashes = ("-", (0, (4, 2)))
    return [axes.plot([], [], color=color, linestyle=dash, linewidth=width, animated=True)[0] for dash in dashes]


def _mark(axes, theme: Theme):
    """An upright line from the bottom on, for an epoch that is pointed at."""
    style = {"color": theme.ink, "linewidth": 1.2, "linestyle": (0, (1, 1.5)), "animated": True}
    return axes.plot([], [], transform=axes.get_xaxis_transform(), **style)[0]


def _values(history, name: str) -> tuple[list[float], list[float]]:
    """Training and validation values of loss or accuracy."""
    return getattr(history, name), getattr(history, f"validation_{name}")


def _set(lines: list, values) -> None:
    for line, heights in zip(lines, values, strict=True):
        line.set_data(np.arange(1, len(heights) + 1), heights)
        line.set_visible(len(heights) > 0)


def _top(k: int) -> float:
    """Where mark k ends, as a share of the chart's height: below the names of those before it."""
    return 1 - 0.1 * k


def _names(axes, marks) -> list[Text]:
    """The names of the marks, at their tops: the first before its line, the second behind its own and lower."""
    texts, (left, right) = [], axes.get_xlim()
    for k, (epoch, name) in enumerate(marks):
        share = (epoch - left) / (right - left)
        x, y = in_points(axes.figure, axes.transAxes.transform((share, _top(k) - 0.05)))
        is_before = share > NEAR_THE_EDGE if k == 0 else share > 1 - NEAR_THE_EDGE
        place = {"align": "r" if is_before else "l", "size": TEXT_SIZE, "halo": True}
        texts.append(Text(x + (-5 if is_before else 5), y, name, **place))
    return texts


def _labels(axes, values: tuple[list[float], list[float]], role: str) -> list[Text]:
    """The name of each line at its end."""
    ends, labels = [heights[-1] for heights in values if heights], []
    for name, heights in zip(("training", "validation"), values, strict=True):
        if heights and math.isfinite(heights[-1]):
            x, y = in_points(
                axes.figure, axes.transData.transform((len(heights), _apart(axes, heights is values[0], ends)))
            )
            labels.append(Text(x + 4, y, NAMES[name], role, align="l", size=TEXT_SIZE, halo=True))
    return labels


def _apart(axes, is_first: bool, ends: list[float]) -> float:
    """The height of a name: at the end of its line, moved a little where two ends are close together."""
    low, high = axes.get_ylim()
    ends = [min(end, high) for end in ends]
    gap, end = (
        0.075 * SMALL / in_points(axes.figure, axes.get_window_extent().height) * (high - low),
        ends[0 if is_first else -1],
    )
    if len(ends) == 2 and abs(ends[0] - ends[1]) < gap:
        middle = min(max(sum(ends) / 2, low + gap), high - gap / 2)
        is_upper = is_first == (ends[0] >= ends[1])
        end = middle + (gap / 2 if is_upper else -gap / 2)
    return end


def _whole_ticks(n_epochs: int) -> list[int]:
    step = max(1, n_epochs // 4)
    return list(range(0, n_epochs + 1, step))
