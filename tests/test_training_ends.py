"""Training that does not reach its end, and what is shown of it: interrupts, the progress bar, divergence."""

import math
import sys
import types

import numpy as np
import pytest

import bplib as bp
from oracles.trainings import LOSS, X, Y, start, train


@pytest.mark.parametrize("where", ["stop", "progress"])
def test_an_interrupt_ends_the_training_cleanly_and_keeps_what_was_learned(where):
    def interrupt(history):
        if len(history.loss) == 2 and not history.stopped_because:
            raise KeyboardInterrupt

    parameters, expected = start(), start()
    history = train(parameters, n_epochs=10, validation=(X, Y), **{where: interrupt})
    train(expected, n_epochs=2)
    assert history.stopped_because == "interrupted"
    assert len(history.loss) == len(history.accuracy) == len(history.validation_loss) == 2
    assert (parameters.vector == expected.vector).all()


class InterruptsAt(type(LOSS)):
    """A loss during whose n-th computation somebody presses the stop button."""

    def __init__(self, n):
        self.n_left = n

    def value(self, output, target):
        self.n_left -= 1
        if self.n_left < 0:
            raise KeyboardInterrupt
        return super().value(output, target)


@pytest.mark.parametrize("n", range(11))
def test_an_interrupt_at_any_time_leaves_a_history_of_finished_epochs(n):
    history = train(loss=InterruptsAt(n), n_epochs=10, validation=(X, Y))  # 4 steps and a validation per epoch
    assert history.stopped_because == "interrupted"
    lengths = {
        name: len(getattr(history, name)) for name in ("loss", "accuracy", "validation_loss", "validation_accuracy")
    }
    assert set(lengths.values()) == {n // 5}, lengths
    assert len(history.step_loss) == 4 * (n // 5) + min(n % 5, 4)


def test_progress_is_called_at_the_start_after_each_epoch_and_with_the_reason_for_the_end():
    seen = []
    train(
        n_epochs=3, progress=lambda history: seen.append((len(history.loss), history.n_epochs, history.stopped_because))
    )
    assert seen == [(0, 3, ""), (1, 3, ""), (2, 3, ""), (3, 3, "all epochs done")]


def test_progress_hears_of_an_interrupt():
    seen = []
    train(loss=InterruptsAt(6), progress=lambda history: seen.append(history.stopped_because))
    assert seen == ["", "", "interrupted"]


def test_progress_false_prints_nothing(capfd):
    train(progress=False)
    assert capfd.readouterr() == ("", "")


class Bar:
    """Stands in for tqdm's progress bar."""

    def __init__(self, **named):
        self.named, self.n, self.closed, self.postfix = named, 0, False, {}
        Bar.last = self

    def update(self, n):
        self.n += n

    def set_postfix(self, **values):
        self.postfix = values

    def close(self):
        self.closed = True


@pytest.fixture
def bar(monkeypatch):
    monkeypatch.setitem(sys.modules, "tqdm", types.ModuleType("tqdm"))
    monkeypatch.setitem(sys.modules, "tqdm.auto", types.SimpleNamespace(tqdm=Bar))
    return lambda: Bar.last


def test_progress_true_shows_a_bar_that_counts_epochs_and_is_closed(bar):
    history = train(progress=True)
    assert bar().named["total"] == 3
    assert bar().n == 3
    assert bar().postfix["loss"] == f"{history.loss[-1]:.4f}"
    assert bar().postfix["accuracy"] == f"{history.accuracy[-1]:.1%}"
    assert bar().closed


def test_the_bar_is_closed_when_training_is_interrupted_or_diverges(bar):
    train(progress=True, loss=InterruptsAt(6))
    assert (bar().n, bar().closed) == (1, True)
    diverge(progress=True, optimizer=bp.GradientDescent(1e308), loss=bp.mean_squared_error, x=100 * X)
    assert bar().closed


def test_without_tqdm_training_goes_on_without_a_bar(monkeypatch):
    monkeypatch.setitem(sys.modules, "tqdm.auto", None)
    assert train(progress=True).loss == train().loss


def diverge(**named):
    with pytest.raises(FloatingPointError) as caught:
        train(**named)
    return caught.value


def test_divergence_names_step_layer_learning_rate_and_what_to_try():
    error = diverge(optimizer=bp.GradientDescent(1e308), loss=bp.mean_squared_error, x=100 * X, n_epochs=5)
    history = error.history
    assert isinstance(history, bp.History)
    assert f"at step {len(history.step_loss) + 1} (epoch {len(history.loss) + 1}); it began in layer " in str(error)
    assert "Try a smaller learning rate (it is 1e+308), another initialization, or inputs scaled" in str(error)
    assert history.stopped_because == "the loss was no longer finite"
    assert all(math.isfinite(value) for value in history.step_loss)


@pytest.mark.parametrize("guilty", [0, 1, 2])
def test_divergence_names_the_layer_in_which_it_began(guilty):
    network = bp.Network(*[bp.Dense(2, 2) for _ in range(3)])
    parameters = start(network)
    parameters[guilty].weights = np.full((2, 2), 1.7e308)
    error = diverge(parameters=parameters, network=network, loss=bp.mean_squared_error, x=X + 3, y=X)
    assert f"at step 1 (epoch 1); it began in layer {guilty}, whose weights became so large" in str(error)


@pytest.mark.parametrize("name", ["weights", "biases"])
def test_divergence_names_the_array_that_the_update_made_infinite(name):
    parameters = start()
    vars(parameters[1])[name][0] = np.inf
    text = str(diverge(parameters=parameters, loss=bp.mean_squared_error))
    assert f"it began in layer 1, whose {name} the update before made infinite or NaN" in text


def test_divergence_in_the_loss_alone_is_named_as_such():
    text = str(diverge(network=bp.Network(bp.Dense(2, 1)), loss=bp.mean_squared_error, x=1e200 * X))
    assert "it began in the loss: all layers still give finite numbers" in text


def test_divergence_in_the_last_step_of_an_epoch_is_an_error_and_no_warning_even_with_validation():
    x, y = np.array([[1.0]]), np.array([[0.0]])
    named = {
        "network": bp.Network(bp.Dense(1, 1)),
        "loss": bp.mean_squared_error,
        "optimizer": bp.GradientDescent(1e200),
    }
    error = diverge(**named, x=x, y=y, validation=(x, y))
    assert "at step 2 (epoch 2)" in str(error)
    assert len(error.history.loss) == len(error.history.validation_loss) == 1
