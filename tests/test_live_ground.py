"""The training ground and early stopping, as far as they live in the kernel."""

import threading

import numpy as np
import pytest

import bplib as bp
from bplib.figures import LIGHT
from bplib.live import figure

TRAIN, UPDATE, DATA, HIDDEN, RATE, ACTIVATION, INITIALIZATION, BATCH = range(8)


@pytest.fixture
def sent(monkeypatch):
    """The frames that were sent to the page."""
    frames = []
    monkeypatch.setattr(figure.LivePicture, "send", lambda self, content, buffers: frames.append(content))
    monkeypatch.setattr(figure.LivePicture, "_last_look", ("light", 2))
    return frames


def move(ground, theme="light", **changes):
    """Ask for a picture after some controls were moved, as the page does: by the number of the control."""
    positions = list(ground._positions())
    for name, value in changes.items():
        positions[globals()[name]] = value
    ground._handle_custom_msg({"ask": [7, 1], "positions": positions, "theme": theme}, [])


def train(ground, n=1):
    for _ in range(n):
        move(ground, TRAIN=ground._positions()[TRAIN] + 1)


def test_it_shows_three_settings_and_has_the_others_behind_a_disclosure():
    ground = bp.live.training_ground()
    assert [(control["name"], control["hidden"]) for control in ground.controls] == [
        ("train", False), ("one update", False), ("data", False), ("hidden layers", False), ("learning rate", False),
        ("activation", True), ("initialization", True), ("batch size", True),
    ]  # fmt: skip
    ground = bp.live.training_ground(show=["batch size"], more=False)
    assert [control["name"] for control in ground.controls] == ["train", "one update", "batch size"]


def test_every_picture_that_is_asked_for_trains_for_an_epoch(sent):
    ground = bp.live.training_ground(epochs_per_picture=1)
    train(ground, 3)
    assert 1 <= len(ground.run.history.loss) <= 3  # as many as there is time for
    assert [frame["done"] for frame in sent] == [False] * 3
    before = ground.run.n_updates
    move(ground)  # another theme, or a second window: nothing goes on
    assert ground.run.n_updates == before


def test_it_is_the_training_that_the_four_steps_make(sent):
    ground = bp.live.training_ground("circles", hidden_layers="4", batch_size="all", learning_rate=1.0, n_epochs=10)
    while not ground.run.is_over:
        train(ground)
    (x, y), network, loss = ground.run.training, ground.run.network, ground.run.loss
    parameters = bp.initialize(network, np.random.default_rng(0))
    for value in ground.run.history.loss:
        cache = bp.forward(network, parameters, x)
        assert loss.value(cache.output, y) == pytest.approx(value, rel=1e-9)
        gradients = bp.backward(network, parameters, cache, loss.gradient(cache.output, y))
        bp.update(parameters, gradients, bp.GradientDescent(1.0))


def test_one_update_is_one_update(sent):
    ground = bp.live.training_ground()
    for n in (1, 2, 3):
        move(ground, UPDATE=n)
        assert ground.run.n_updates == n
    assert "Update 3 of 13 in epoch 1." in sent[-1]["caption"]["below"]


def test_the_run_says_that_it_is_done_and_begins_again_when_it_is_started_again(sent):
    ground = bp.live.training_ground(n_epochs=2, learning_rate=0.3)
    while not ground.run.is_over:
        train(ground)
    assert sent[-1]["done"]
    last = ground.run.history.step_loss
    train(ground)
    assert 1 <= ground.run.n_updates <= 13
    assert ground.run.history.step_loss == last[: ground.run.n_updates]


def test_once_there_is_a_picture_the_panels_for_all_data_of_the_menu_are_ready(sent):
    ground = bp.live.training_ground()
    assert len(ground._boards[LIGHT]._answers) == 1  # the still needs no other
    move(ground)
    panels = [panel for _, panel in ground._boards[ground._theme]._answers]
    assert len(panels) == 5
    for k in range(5):
        move(ground, DATA=k)
    assert [panel for _, panel in ground._boards[ground._theme]._answers] == panels
    fixed = bp.live.training_ground(show=["batch size"], more=False)
    move(fixed)
    assert len(fixed._boards[fixed._theme]._answers) == 1


def test_a_change_begins_a_new_run_from_the_same_start_with_the_old_one_in_gray(sent):
    ground = bp.live.training_ground()
    start = ground.run.parameters.copy()
    train(ground, 5)
    old = ground.run.history
    move(ground, RATE=7)
    assert ground.run.n_updates == 0
    np.testing.assert_array_equal(ground.run.parameters.vector, start.vector)
    assert ground.earlier is old
    assert "Gray: the run before, learning rate 0.1." in sent[-1]["caption"]["below"]
    move(ground, BATCH=4)  # not trained in between: still the same one in gray
    assert ground.earlier is old
    assert "Gray: the run before, learning rate 0.1, batch size 16." in sent[-1]["caption"]["below"]
    move(ground, BATCH=2, RATE=4)
    assert "Gray: the run before, with the same settings." in sent[-1]["caption"]["below"]
    move(ground, DATA=4)
    assert ground.earlier is None
    assert "Confusion matrix" in sent[-1]["alt"]
    move(ground, theme="dark")
    assert "error" not in sent[-1]


def test_reset_brings_the_first_settings_and_the_first_weights(sent):
    ground = bp.live.training_ground()
    first = list(ground._positions())
    train(ground, 2)
    move(ground, HIDDEN=8, ACTIVATION=1, INITIALIZATION=3, BATCH=0)
    train(ground, 2)
    ground._handle_custom_msg({"ask": [7, 1], "positions": first, "theme": "light", "reset": True}, [])
    assert ground.run.n_updates == 0
    assert ground.run.network == bp.live.training_ground().run.network
    assert ground.earlier is None
    train(ground)
    assert ground.run.n_updates > 0


@pytest.mark.parametrize("name", ["XOR", "digits"])
def test_all_settings_can_be_trained(name, sent):
    ground = bp.live.training_ground(name)
    for control, description in enumerate(ground.controls[3:], 3):
        for position in range(len(description["texts"])):
            positions = list(ground._positions())
            positions[control] = position
            positions[UPDATE] += 1
            ground._handle_custom_msg({"ask": [7, 1], "positions": positions, "theme": "light"}, [])
            assert "error" not in sent[-1], sent[-1]


def test_a_loss_that_is_not_finite_is_said_in_words_and_ends_the_run(sent):
    ground = bp.live.training_ground(learning_rate=100.0, activation="identity")
    train(ground, 60)
    assert any(frame["done"] for frame in sent)
    while not ground.run.trouble:
        train(ground)
    assert "Try a smaller learning rate" in sent[-1]["caption"]["below"]
    assert "error" not in sent[-1]


def test_a_task_may_ask_for_settings_and_for_results(sent):
    asked = []

    def reached(learning_rate, epochs, validation_accuracy):
        asked.append((learning_rate, epochs, validation_accuracy))
        return epochs >= 2

    ground = bp.live.training_ground(task="Train for two epochs.", reached=reached)
    train(ground, 4)
    assert sent[-1]["reached"] == (len(ground.run.history.loss) >= 2)
    assert asked[-1][0] == 0.1
    with pytest.raises(ValueError, match="reached asks for test_accuracy"):
        bp.live.training_ground(reached=lambda test_accuracy: True)


def test_no_thread_is_left_behind(sent):
    before = threading.active_count()
    ground = bp.live.training_ground("digits", hidden_layers="64")
    train(ground, 5)
    ground.close()
    assert threading.active_count() == before


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        ({"data": "rings"}, "The data is 'rings', expected one of 'XOR'"),
        ({"learning_rate": 0.2}, "The learning rate is 0.2, expected one of 0.001"),
        ({"speed": 3}, "no settings called speed. There are: hidden layers"),
        ({"show": ["data", "activation", "batch size", "learning rate"]}, "up to 3 of data"),
        ({"show": ["color"]}, "up to 3 of data"),
    ],
)
def test_settings_that_cannot_be_are_refused(options, problem):
    with pytest.raises(ValueError, match=problem.replace(".", r"\.")):
        bp.live.training_ground(**options)


def test_early_stopping_follows_its_slider(sent):
    history = bp.History(validation_loss=[0.9, 0.5, 0.6, 0.7, 0.3, 0.4, 0.45, 0.5], loss=[1.0] * 8, n_epochs=8)
    live = bp.live.early_stopping(history, task="Find it.", reached=lambda best_epoch, patience: best_epoch == 5)
    assert "Patience 1: it stops after epoch 3" in live._still_html()
    for position, is_reached in ((1, False), (2, True)):
        live._handle_custom_msg({"ask": [7, 1], "positions": [position], "theme": "dark"}, [])
        assert sent[-1]["reached"] is is_reached
    assert "Patience 3: it stops after epoch 8" in sent[-1]["alt"]
    with pytest.raises(ValueError, match="no validation losses"):
        bp.live.early_stopping(bp.History(loss=[1.0], n_epochs=1))
