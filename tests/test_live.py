"""Live figures, as far as they live in the kernel; the browser tests look at them in the page."""

import numpy as np
import pytest

import bplib as bp
from bplib.live import training


@pytest.fixture
def shown(monkeypatch):
    """What was displayed."""
    displayed = []
    monkeypatch.setattr(training, "display", displayed.append)
    return displayed


def train_xor(progress, n_epochs=12, **options):
    x, y = bp.datasets.xor()
    network = bp.Network(bp.Dense(2, 4, bp.tanh), bp.Dense(4, 1))
    parameters = bp.initialize(network, np.random.default_rng(0))
    settings = {"batch_size": 4, "n_epochs": n_epochs, "rng": np.random.default_rng(0), "progress": progress}
    loss, optimizer = bp.binary_cross_entropy, bp.GradientDescent(0.5)
    return bp.train(network, parameters, loss, optimizer, x, y, **settings | options)


def test_the_curves_are_displayed_once_and_end_with_the_whole_history(shown):
    history = train_xor(bp.live.TrainingCurves())
    (live,) = shown
    assert live.alt == bp.figures.training_curves(history).alt
    assert live.png[:4] == b"\x89PNG"


def test_a_long_training_is_drawn_at_most_eighty_times_and_a_last_time(shown, monkeypatch):
    drawn = []
    monkeypatch.setattr(training.LivePicture, "show", lambda self, picture: drawn.append(picture.alt))
    history = train_xor(bp.live.TrainingCurves(), n_epochs=803)
    assert 40 <= len(drawn) <= 81
    assert drawn[-1] == bp.figures.training_curves(history).alt


def test_an_interrupted_training_shows_where_it_stopped(shown):
    def stop(history):
        if len(history.loss) == 3:
            raise KeyboardInterrupt
        return False

    history = train_xor(bp.live.TrainingCurves(), stop=stop)
    assert history.stopped_because == "interrupted"
    assert "over 3 of 12 epochs" in shown[0].alt


def test_one_object_can_watch_two_trainings(shown):
    curves = bp.live.TrainingCurves()
    train_xor(curves)
    train_xor(curves)
    assert len(shown) == 2


def test_a_live_picture_without_a_kernel_is_its_first_picture_as_a_still(shown):
    train_xor(bp.live.TrainingCurves())
    data, _ = shown[0]._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in data
    assert "the training begins" in data["text/html"]
    assert data["text/plain"] == "Two empty line charts, loss and accuracy against epochs 1 to 12; the training begins."


def test_an_unknown_name_in_live_says_which_there_are():
    with pytest.raises(AttributeError, match="TrainingCurves"):
        bp.live.nothing  # noqa: B018
