"""Watch a training: give `bp.train` a `TrainingCurves()` as its progress."""

from IPython.display import display

from .. import figures
from .picture import LivePicture

__all__ = ["TrainingCurves"]

N_FRAMES = 80


class TrainingCurves:
    """Loss and accuracy, drawn while the training runs: `bp.train(…, progress=bp.live.TrainingCurves())`.

    The picture appears when the training begins and is drawn again up to 80 times, so that a short training can be
    watched and a long one is not held up; the last one always shows the whole history.
    """

    def __init__(self):
        self._curves = self._live = None

    def __call__(self, history) -> None:
        """Draw the history as it stands, if its time has come."""
        if not history.stopped_because and not history.loss:
            self._curves = figures.TrainingCurves(history)
            self._live = LivePicture(self._curves.picture(history))
            display(self._live)
        elif history.stopped_because or len(history.loss) % -(-history.n_epochs // N_FRAMES) == 0:
            self._live.show(self._curves.picture(history))
