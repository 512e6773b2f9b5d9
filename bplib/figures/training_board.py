"""One training on one board: what the network says, its curves, its weights, and the gradient norm of each layer.

Each panel is a picture class of its own, in a small size; the board draws them and puts them side by side.
"""

import html

import numpy as np

from ..demonstrations.plane import Plane
from ..demonstrations.training_run import TrainingRun, confusion
from .bars import LayerBars
from .confusion import ConfusionMatrix
from .curves import TrainingCurves
from .decision import DecisionMap
from .numerals import short
from .palette import LIGHT, Theme
from .picture import Caption, Picture
from .small_network import SmallNetwork

__all__ = ["TrainingBoard"]

WIDTH, HEIGHT, TOP = 7.25, 4.25, 2.5  # inches: of the board, and of its upper row
MAP, NETWORK = 2.75, 3.75  # the widths of the left panels
MOST_NETWORKS = 4  # whose panels are kept, so that they come at once when the learner goes back to them
NORMS = ("log", 1e-4, 100.0)  # the axis of the gradient norms: it stays, so that bars can be compared over time


class TrainingBoard:
    """The board for runs on the same data; what a run needs anew, such as its network's diagram, is made when it comes.

    `plane` is the ground of data with two inputs and two classes; without one there is a confusion matrix.
    """

    def __init__(self, plane: Plane | None, n_classes: int, theme: Theme = LIGHT):
        self.plane, self.n_classes, self.theme = plane, n_classes, theme
        self._run = self._said = self._curves = None
        self._networks = {}  # of the last networks: their diagram and their bars
        self._board = np.empty((*(round(theme.pixels_per_inch * inches) for inches in (HEIGHT, WIDTH)), 4), np.uint8)

    def picture(self, run: TrainingRun, earlier=None, remark: str = "") -> Picture:
        """The run as far as it has come; behind its curves those of an `earlier` history, below it a `remark`."""
        diagram, bars = self._prepare(run, earlier)
        if self.plane is None:
            values = confusion(run.validation[1], run.predictions(), self.n_classes)
        else:
            values = self.plane.values(run.network, run.parameters)
        norms = run.gradient_norms()
        self._said.draw(values)
        self._curves.draw(run.history, earlier)
        diagram.draw(run.parameters)
        bars.draw(norms.values())
        told = progress(run)
        below = f"{said(run)} {remark}".strip()
        caption = Caption((f"<p>{html.escape(told)}</p>",), f"<p>{html.escape(below)}</p>", f"{told} {below}")
        alt = describe(run, values, norms, self.plane is not None)
        return Picture(self._together(diagram, bars), alt, caption)

    def _prepare(self, run: TrainingRun, earlier) -> tuple[SmallNetwork, LayerBars]:
        """Make the panels that are not there yet; returns those of the network."""
        if self._said is None:
            size = (MAP, TOP)
            if self.plane is None:
                self._said = ConfusionMatrix(self.n_classes, self.theme, size)
            else:
                self._said = DecisionMap(self.plane, *run.training, self.theme, size)
        if self._curves is None or self._n_epochs != run.history.n_epochs:
            self._n_epochs = run.history.n_epochs
            self._curves = TrainingCurves(run.history, self.theme, (WIDTH - MAP, TOP), charts=("loss",))
        elif run is not self._run:
            self._curves.fit_anew([run.history] if earlier is None else [run.history, earlier])
        self._run = run
        if run.network not in self._networks:
            if len(self._networks) == MOST_NETWORKS:
                del self._networks[next(iter(self._networks))]
            self._networks[run.network] = self._panels_of(run.network)
        return self._networks[run.network]

    def _panels_of(self, network) -> tuple[SmallNetwork, LayerBars]:
        size, lower = (NETWORK, HEIGHT - TOP), (WIDTH - NETWORK, HEIGHT - TOP)
        bars = LayerBars(
            len(network.layers), "gradient norm", "gradient", self.theme, size=lower, axis=NORMS, title=True
        )
        return SmallNetwork(network, self.theme, size), bars

    def _together(self, diagram: SmallNetwork, bars: LayerBars) -> np.ndarray:
        """The pixels of all panels on one board."""
        places = ((self._said, 0, 0), (self._curves, MAP, 0), (diagram, 0, TOP), (bars, NETWORK, TOP))
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
        text += f" Loss {short(history.loss[-1])}, accuracy {100 * history.accuracy[-1]:.1f} %"
        text += f"; validation: loss {short(history.validation_loss[-1])}, "
        text += f"accuracy {100 * history.validation_accuracy[-1]:.1f} %."
    return text


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
    return f"An epoch uses each of the {n_examples:,} examples once: {each:,} update{'s' if each > 1 else ''}."


def describe(run: TrainingRun, values: np.ndarray, norms: dict[int, float], is_plane: bool) -> str:
    """The four panels, with numbers of each."""
    sizes = "-".join(map(str, (*run.network.input_shape, *(layer.n_outputs for layer in run.network.layers))))
    if is_plane:
        text = f"Four panels. Decision boundary: class 1 on {100 * np.mean(values > 0):.0f} % of the plane. "
    else:
        text = f"Four panels. Confusion matrix: {np.trace(values)} of {values.sum()} on the diagonal. "
    text += f"Training and validation loss over {len(run.history.loss)} of {run.history.n_epochs} epochs"
    if run.history.loss:
        text += f", loss now {short(run.history.loss[-1])}"
    last = max(norms)
    return text + f". Weights of {sizes}. Gradient norm of layer 0: {short(norms[0])}" + (
        f", of layer {last}: {short(norms[last])}." if last else "."
    )  # fmt: skip
