"""One training on one board: what the network says, its curves, its weights, and the gradient norm of each layer.

Each panel is a picture class of its own, in a small size; the board draws them and puts them side by side.
"""

import html

import numpy as np

from ..demonstrations.plane import Plane
from ..demonstrations.training_run import Pair, TrainingRun, confusion
from .bars import LayerBars
from .confusion import ConfusionMatrix
from .curves import TrainingCurves
from .decision import DecisionMap
from .numerals import short
from .palette import LIGHT, Theme
from .picture import Caption, Picture, redraw
from .small_network import SmallNetwork

__all__ = ["TrainingBoard"]

WIDTH, HEIGHT, TOP = 7.25, 4.25, 2.5  # inches: of the board, and of its upper row
MAP, NETWORK = 2.75, 3.75  # the widths of the left panels
MOST_DATA = 5  # whose panels are kept, so that they come at once when the learner goes back to them
USUAL_LAYERS = 5  # there is room for the bars of as many, so that a bar stays where it is when layers are added
NORMS = ("log", 1e-4, 100.0)  # the axis of the gradient norms: it stays, so that bars can be compared over time


class TrainingBoard:
    """The board for one run after the other; a panel is made when it is needed first, and then kept."""

    def __init__(self, theme: Theme = LIGHT):
        self.theme = theme
        self._answers = []  # of the last data: themselves, and the panel of what the network says there
        self._diagram, self._bars = SmallNetwork(theme, (NETWORK, HEIGHT - TOP)), {}  # bars by the number of layers
        self._run = self._curves = None
        self._board = np.empty((*(round(theme.pixels_per_inch * inches) for inches in (HEIGHT, WIDTH)), 4), np.uint8)

    def picture(self, run: TrainingRun, earlier=None, remark: str = "") -> Picture:
        """The run as far as it has come; behind its curves those of an `earlier` history, below it a `remark`."""
        answers, bars = self._answers_on(run.training), self._bars_of(run)
        if isinstance(answers, DecisionMap):
            values = answers.plane.values(run.network, run.parameters)
        else:
            values = confusion(run.validation[1], run.predictions(), answers.n)
        norms = run.gradient_norms()
        answers.draw(values)
        self._draw_curves(run, earlier)
        self._diagram.draw(run.network, run.parameters)
        bars.draw(norms.values(), fewer=True)
        told = progress(run)
        below = f"{said(run)} {remark}".strip()
        caption = Caption((f"<p>{html.escape(told)}</p>",), f"<p>{html.escape(below)}</p>", f"{told} {below}")
        alt = describe(run, values, norms, isinstance(answers, DecisionMap))
        return Picture(self._together(answers, bars), alt, caption)

    def prepare(self, training: Pair) -> None:
        """Make what these data need, before somebody waits for it."""
        redraw(self._answers_on(training).figure)

    def _answers_on(self, training: Pair) -> DecisionMap | ConfusionMatrix:
        """What the network says: on the plane of data with two inputs and two classes, else for each class."""
        for kept, panel in self._answers:
            if kept is training:
                return panel
        (x, y), size = training, (MAP, TOP)
        panel = DecisionMap(Plane(x), x, y, self.theme, size) if y.ndim == 2 else (
            ConfusionMatrix(int(y.max()) + 1, self.theme, size))  # fmt: skip
        self._answers = [*self._answers[1 - MOST_DATA :], (training, panel)]
        return panel

    def _bars_of(self, run: TrainingRun) -> LayerBars:
        n_layers, size = max(USUAL_LAYERS, len(run.network.layers)), (WIDTH - NETWORK, HEIGHT - TOP)
        if n_layers not in self._bars:
            self._bars[n_layers] = LayerBars(
                n_layers, "gradient norm", "gradient", self.theme, size=size, axis=NORMS, title=True
            )
        return self._bars[n_layers]

    def _draw_curves(self, run: TrainingRun, earlier) -> None:
        if self._curves is None or self._run.history.n_epochs != run.history.n_epochs:
            self._curves = TrainingCurves(run.history, self.theme, (WIDTH - MAP, TOP), charts=("loss",))
        elif run is not self._run:
            self._curves.fit_anew(run.history, earlier)
        self._run = run
        self._curves.draw(run.history, earlier)

    def _together(self, answers, bars: LayerBars) -> np.ndarray:
        """The pixels of all panels on one board."""
        places = ((answers, 0, 0), (self._curves, MAP, 0), (self._diagram, 0, TOP), (bars, NETWORK, TOP))
        for panel, left, top in places:
            pixels = np.asarray(panel.figure.canvas.buffer_rgba())
            x, y = (round(self.theme.pixels_per_inch * inches) for inches in (left, top))
            self._board[y : y + pixels.shape[0], x : x + pixels.shape[1]] = pixels
        return self._board


def progress(run: TrainingRun) -> str:
    """How far the run has come, in numbers."""
    history = run.history
    text = (
        f"Epoch {len(history.loss)} of {history.n_epochs}, {run.n_updates:,} update{'' if run.n_updates == 1 else 's'}."
    )
    if history.loss:
        text += f" Loss {short(history.loss[-1])}, accuracy {_percent(history.accuracy)}"
        text += f"; validation: loss {short(history.validation_loss[-1])}, "
        text += f"accuracy {_percent(history.validation_accuracy)}."
    return text


def _percent(accuracy: list[float]) -> str:
    """The newest accuracy; the sign stays in the line of its number."""
    return f"{100 * accuracy[-1]:.1f}\N{NO-BREAK SPACE}%"


def said(run: TrainingRun) -> str:
    """What is to be said about the run beside its numbers: where it is in its epoch, or how it ended."""
    if run.trouble:
        return run.trouble
    if run.is_over:
        return "All epochs are done."
    done, each = run.n_updates - len(run.history.loss) * run.updates_per_epoch, run.updates_per_epoch
    if done:
        return f"Update {done} of {each} in epoch {len(run.history.loss) + 1}."
    n_examples = len(run.training[0])
    return f"An epoch uses each of the {n_examples:,} training examples once: {each:,} update{'s' if each > 1 else ''}."


def describe(run: TrainingRun, values: np.ndarray, norms: dict[int, float], is_plane: bool) -> str:
    """The four panels, with numbers of each."""
    sizes = "-".join(map(str, (*run.network.input_shape, *(layer.n_outputs for layer in run.network.layers))))
    if is_plane:
        text = f"Four panels. Decision boundary: class 1 on {100 * np.mean(values > 0):.0f} % of the plane. "
    else:
        text = f"Four panels. Confusion matrix: {np.trace(values)} of {values.sum()} on the diagonal. "
    text += f"Training and validation loss over {len(run.history.loss)} of {run.history.n_epochs} epochs"
    if run.history.loss:
        text += (
            f", loss now {short(run.history.loss[-1])}, validation accuracy {_percent(run.history.validation_accuracy)}"
        )
    last = max(norms)
    return text + f". Weights of {sizes}. Gradient norm of layer 0: {short(norms[0])}" + (
        f", of layer {last}: {short(norms[last])}." if last else "."
    )  # fmt: skip
