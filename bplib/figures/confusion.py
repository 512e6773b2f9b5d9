"""The confusion matrix of a classifier: how often each class was taken for each."""

import numpy as np

from .canvas import write
from .decision import mixed
from .marks import Text
from .palette import LIGHT, TEXT_SIZE, Theme
from .picture import Picture, in_points, new_figure, redraw, style_axes

__all__ = ["ConfusionMatrix", "confusion_matrix"]

SHARES = (0.12, 0.5)  # of the colour in a cell that holds one example, and in the fullest one


def confusion_matrix(counts: np.ndarray, theme: Theme = LIGHT) -> Picture:
    """A still of `counts` (n_classes, n_classes), rows for the true class, as `bp.demonstrations.confusion` counts."""
    return ConfusionMatrix(len(counts), theme).picture(counts)


class ConfusionMatrix:
    """The matrix for `n_classes`, redrawn as often as asked; right ones lie on the diagonal. `size` is in inches."""

    def __init__(self, n_classes: int, theme: Theme = LIGHT, size=(4.2, 4.0)):
        if not 2 <= n_classes <= 12:
            raise ValueError(f"There are {n_classes} classes, a confusion matrix has room for 2 to 12.")
        self.n, self.theme, self.figure = n_classes, theme, new_figure(*size, theme)
        self.axes, places = self.figure.subplots(), range(n_classes)
        style_axes(self.axes, "prediction", "true class", theme)
        self.axes.grid(visible=False)
        self.axes.tick_params(length=0, labelsize=TEXT_SIZE)
        self.axes.set(xlim=(-0.5, n_classes - 0.5), ylim=(n_classes - 0.5, -0.5), xticks=places, yticks=places)

    def picture(self, counts: np.ndarray) -> Picture:
        """The matrix for these counts, whole numbers ≥ 0."""
        counts = np.asarray(counts)
        if counts.shape != (self.n, self.n) or counts.min() < 0:
            raise ValueError(
                f"The counts have the shape {counts.shape}, expected {(self.n, self.n)} and no negative number. Count "
                f"with bp.demonstrations.confusion(labels, predictions, {self.n})."
            )
        self.draw(counts)
        return Picture(self.figure.canvas.buffer_rgba(), describe(counts))

    def draw(self, counts: np.ndarray) -> None:
        """Draw without making a picture."""
        redraw(self.figure)
        pixels, largest = np.asarray(self.figure.canvas.buffer_rgba()), max(int(counts.max()), 1)
        corners = self.axes.transData.transform([(k - 0.5, k - 0.5) for k in range(self.n + 1)])
        lefts, tops = corners[:, 0].round().astype(int), (pixels.shape[0] - corners[:, 1]).round().astype(int)
        texts = []
        for row, column in zip(*np.nonzero(counts), strict=True):
            share = SHARES[0] + (SHARES[1] - SHARES[0]) * counts[row, column] / largest
            color = mixed(self.theme.right if row == column else self.theme.wrong, self.theme.card, share)
            pixels[tops[row] + 1 : tops[row + 1], lefts[column] + 1 : lefts[column + 1]] = color
            x, y = in_points(self.axes.figure, self.axes.transData.transform((column, row)))
            texts.append(Text(x, y, str(counts[row, column])))
        write(self.figure, texts, self.theme)


def describe(counts: np.ndarray) -> str:
    """How many are right, and the most frequent mistakes."""
    n, right = int(counts.sum()), int(np.trace(counts))
    text = f"Confusion matrix, true class against prediction: {right} of {n} on the diagonal, which is right"
    mistakes = counts - np.diag(np.diag(counts))
    worst = [divmod(int(k), len(counts)) for k in np.argsort(-mistakes, axis=None)[:3]]
    told = [f"{true} taken for {said} {mistakes[true, said]} times" for true, said in worst if mistakes[true, said]]
    return text + (f"; most often {', '.join(told)}." if told else ".")
