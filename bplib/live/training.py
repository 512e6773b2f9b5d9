"""Watch a training: give `bp.train` a `TrainingCurves()` as its progress."""

import copy

from IPython.display import display

from .. import figures
from ..figures.palette import Theme
from ..figures.picture import Picture
from .figure import LivePicture

__all__ = ["TrainingCurves"]

N_FRAMES = 80
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
NO_VIEW = {
    "model_id": "",
    "version_major": 2,
    "version_minor": 0,
}  # JupyterLab shows nothing for it, the page the still


class TrainingCurves:
    """Loss and accuracy, drawn while the training runs: `bp.train(…, progress=bp.live.TrainingCurves())`.

    The picture appears when the training begins and is drawn again up to 80 times, so that a short training can be
    watched and a long one is not held up; the last one always shows the whole history. Where there is no kernel, a
    still of that last picture stays.
    """

    def __init__(self):
        self._live = None

    def __call__(self, history) -> None:
        """Draw the history as it stands, if its time has come."""
        if not history.stopped_because and not history.loss:
            self._curves = _Curves(history)
            self._live = LivePicture(self._curves.picture)
            display({WIDGET_VIEW: self._live._repr_mimebundle_()[0][WIDGET_VIEW]}, raw=True)
        elif history.stopped_because or len(history.loss) % -(-history.n_epochs // N_FRAMES) == 0:
            self._curves.history = copy.deepcopy(history)
            self._live.refresh()
        if history.stopped_because:
            display({WIDGET_VIEW: NO_VIEW, **figures.training_curves(history)._repr_mimebundle_()}, raw=True)


class _Curves:
    """The curves of one training in any theme; `history` is a copy, as a theme can change in the middle of an epoch."""

    def __init__(self, history):
        self.history, self._figures = copy.deepcopy(history), {}

    def picture(self, theme: Theme) -> Picture:
        if theme not in self._figures:
            self._figures[theme] = figures.TrainingCurves(self.history, theme)
        return self._figures[theme].picture(self.history)
