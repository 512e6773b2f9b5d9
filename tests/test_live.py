"""Live figures, as far as they live in the kernel; the browser tests look at them in the page."""

import numpy as np
import pytest

import bplib as bp
from bplib.live import LivePicture, training


@pytest.fixture
def shown(monkeypatch):
    """What was displayed."""
    displayed = []
    monkeypatch.setattr(training, "display", displayed.append)
    return displayed


@pytest.fixture
def sent(monkeypatch):
    """What was sent to the page: the frames, without their pixels."""
    frames = []
    monkeypatch.setattr(LivePicture, "send", lambda self, frame, buffers: frames.append(frame))
    return frames


def train_xor(progress, n_epochs=12, **options):
    x, y = bp.datasets.xor()
    network = bp.Network(bp.Dense(2, 4, bp.tanh), bp.Dense(4, 1))
    parameters = bp.initialize(network, np.random.default_rng(0))
    settings = {"batch_size": 4, "n_epochs": n_epochs, "rng": np.random.default_rng(0), "progress": progress}
    loss, optimizer = bp.binary_cross_entropy, bp.GradientDescent(0.5)
    return bp.train(network, parameters, loss, optimizer, x, y, **settings | options)


def test_the_curves_are_displayed_once_and_end_with_the_whole_history(shown, sent):
    history = train_xor(bp.live.TrainingCurves())
    assert len(shown) == 1
    assert sent[-1]["alt"] == bp.figures.training_curves(history).alt


def test_a_long_training_is_drawn_at_most_eighty_times_and_a_last_time(shown, sent):
    history = train_xor(bp.live.TrainingCurves(), n_epochs=803)
    assert 40 <= len(sent) <= 81
    assert sent[-1]["alt"] == bp.figures.training_curves(history).alt


def test_an_interrupted_training_shows_where_it_stopped(shown, sent):
    def stop(history):
        if len(history.loss) == 3:
            raise KeyboardInterrupt
        return False

    history = train_xor(bp.live.TrainingCurves(), stop=stop)
    assert history.stopped_because == "interrupted"
    assert "over 3 of 12 epochs" in sent[-1]["alt"]


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


STILL = bp.figures.training_curves(bp.History(n_epochs=1))


def test_a_picture_follows_its_controls_and_every_question_gets_one_answer(sent):
    asked = []

    def draw(learning_rate, start):
        asked.append((learning_rate, start))
        return STILL

    slider = bp.live.Slider("learning rate", 0, 1, step=0.25, value=0.25)
    live = bp.live.follow(draw, slider, bp.live.Choice("start", ["left", "right"]))
    assert asked == [(0.25, "left")]
    for ask, positions in enumerate([[4, 0], [2, 1]]):
        live._handle_custom_msg({"ask": ask, "positions": positions, "theme": "dark"}, [])
    assert asked[1:] == [(1.0, "left"), (0.5, "right")]
    answers = [(frame["ask"], frame["positions"], frame["theme"]) for frame in sent]
    assert answers == [(0, [4, 0], "dark"), (1, [2, 1], "dark")]
    assert live.values == {"learning_rate": 0.5, "start": "right"}


def test_an_error_while_drawing_is_shown_in_words_and_the_figure_goes_on(sent):
    def draw(x):
        if x == 1:
            raise ZeroDivisionError("there is nothing at 1")
        return STILL

    live = bp.live.follow(draw, bp.live.Slider("x", 0, 2, step=1))
    for position in (1, 2):
        live._handle_custom_msg({"ask": position, "positions": [position], "theme": "light"}, [])
    assert sent[0]["error"] == "No picture for these values: ZeroDivisionError: there is nothing at 1"
    assert "error" not in sent[1]


def test_a_task_is_reached_when_its_condition_holds(sent):
    live = bp.live.follow(lambda x: STILL, bp.live.Slider("x", 0, 2, step=1), task="Go to 2.", reached=lambda x: x == 2)
    assert not live.was_reached
    for position in (2, 0):
        live._handle_custom_msg({"ask": 0, "positions": [position], "theme": "light"}, [])
    assert [frame["reached"] for frame in sent] == [True, False]
    assert live.was_reached
    assert "Go to 2." in live._repr_mimebundle_()[0]["text/html"]


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: bp.live.Slider("x", 1, 1), "goes from 1 to 1"),
        (lambda: bp.live.Slider("x", 0, 1, step=1e-5), "expected 2 to 2,001"),
        (lambda: bp.live.Slider("1", 0, 1), "expected a name"),
        (lambda: bp.live.Choice("x", ["a"], value="b"), "expected one of"),
        (lambda: bp.live.Number("x", 0, 1, value=2), "does not fit"),
        (lambda: bp.live.follow(lambda y: STILL, bp.live.Slider("x", 0, 1)), "draw asks for y, and there is x"),
        (lambda: bp.live.follow(lambda: STILL), "expected one to three"),
    ],
)
def test_what_an_author_gets_wrong_is_an_error_that_helps(make, says):
    with pytest.raises(ValueError, match=says):
        make()


@pytest.mark.parametrize("position", [-1, 11, 0.5, "1", None])
def test_a_position_that_does_not_exist_is_refused(position):
    with pytest.raises(ValueError, match="expected a whole number from 0 to 10"):
        bp.live.Slider("x", 0, 1, step=0.1).value_of(position)


def test_a_slider_counts_without_the_noise_of_adding_up():
    assert bp.live.Slider("x", 0, 0.5, step=0.1).values == (0, 0.1, 0.2, 0.3, 0.4, 0.5)
