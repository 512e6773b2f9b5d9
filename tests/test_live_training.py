"""A training that is watched: its curves in the page, drawn now and then, and what stays when it ends."""

import numpy as np
import pytest

import bplib as bp
from bplib.live import training
from live_frames import ask, pixels


@pytest.fixture
def shown(monkeypatch):
    """What was displayed."""
    displayed = []
    monkeypatch.setattr(training, "display", lambda data, raw: displayed.append(data))
    return displayed


def train_xor(progress, n_epochs=12, **options):
    x, y = bp.datasets.xor()
    network = bp.Network(bp.Dense(2, 4, bp.tanh), bp.Dense(4, 1))
    parameters = bp.initialize(network, np.random.default_rng(0))
    settings = {"batch_size": 4, "n_epochs": n_epochs, "rng": np.random.default_rng(0), "progress": progress}
    loss, optimizer = bp.binary_cross_entropy, bp.GradientDescent(0.5)
    return bp.train(network, parameters, loss, optimizer, x, y, **settings | options)


def test_the_curves_are_displayed_once_and_end_with_the_whole_history(shown, sent):
    history = train_xor(bp.live.TrainingCurves())
    assert [bool(data[training.WIDGET_VIEW]["model_id"]) for data in shown] == [True, False]
    still, seen = bp.figures.training_curves(history), None
    for frame, buffers in sent:  # each rests on the one before
        seen = pixels(frame, buffers, seen)
    assert sent[-1][0]["alt"] == still.alt
    np.testing.assert_array_equal(seen, np.asarray(still.image))


def test_a_long_training_is_drawn_at_most_eighty_times_and_a_last_time(shown, sent):
    history = train_xor(bp.live.TrainingCurves(), n_epochs=803)
    assert 40 <= len(sent) <= 81
    assert sent[-1][0]["alt"] == bp.figures.training_curves(history).alt


def test_an_interrupted_training_shows_where_it_stopped(shown, sent):
    def stop(history):
        if len(history.loss) == 3:
            raise KeyboardInterrupt
        return False

    history = train_xor(bp.live.TrainingCurves(), stop=stop)
    assert history.stopped_because == "interrupted"
    assert "over 3 of 12 epochs" in sent[-1][0]["alt"]


def test_the_curves_are_drawn_again_in_another_theme(shown, sent):
    curves = bp.live.TrainingCurves()
    train_xor(curves)
    last = sent[-1][0]["alt"]
    ask(curves._live, None, theme="dark")
    assert sent[-1][0]["alt"] == last
    assert sent[-1][0]["theme"] == "dark"


def test_one_object_can_watch_two_trainings(shown, sent):
    curves = bp.live.TrainingCurves()
    train_xor(curves)
    train_xor(curves)
    assert len({data[training.WIDGET_VIEW]["model_id"] for data in shown}) == 3  # two and the empty one


def test_a_watched_training_without_a_kernel_is_a_still_of_its_end(shown, sent):
    history = train_xor(bp.live.TrainingCurves())
    live, still = shown
    assert list(live) == [training.WIDGET_VIEW]  # and nothing that would stay in the file
    assert still.pop(training.WIDGET_VIEW)["model_id"] == ""  # for which JupyterLab shows nothing
    assert still == bp.figures.training_curves(history)._repr_mimebundle_()
