"""Training: the loop step by step, its history, when it stops, what it refuses, and evaluation."""

import math
from itertools import chain

import numpy as np
import pytest

import bplib as bp
from bplib.training import EVALUATION_BATCH
from oracles.trainings import LOSS, NETWORK, X, Y, start, train


@pytest.mark.parametrize(
    "optimizer", [lambda: bp.GradientDescent(0.5), lambda: bp.Momentum(0.1), lambda: bp.Adam(0.01)]
)
def test_train_does_the_four_steps_batch_by_batch(optimizer):
    trained, parameters, expected = start(), start(), optimizer()
    history = train(trained, optimizer=optimizer())
    rng, step_loss, epoch_loss, epoch_accuracy = np.random.default_rng(1), [], [], []
    for _ in range(3):
        order, values, accuracies = rng.permutation(30), [], []
        for batch in (order[:8], order[8:16], order[16:24], order[24:]):
            cache = bp.forward(NETWORK, parameters, X[batch])
            values.append(LOSS.value(cache.output, Y[batch]))
            accuracies.append(LOSS.accuracy(cache.output, Y[batch]))
            gradients = bp.backward(NETWORK, parameters, cache, LOSS.gradient(cache.output, Y[batch]))
            bp.update(parameters, gradients, expected)
        step_loss += values
        epoch_loss.append(np.average(values, weights=[8, 8, 8, 6]))
        epoch_accuracy.append(np.average(accuracies, weights=[8, 8, 8, 6]))
    assert (trained.vector == parameters.vector).all()
    assert history.step_loss == step_loss
    assert history.loss == pytest.approx(epoch_loss, rel=1e-13)
    assert history.accuracy == pytest.approx(epoch_accuracy, rel=1e-13)


def test_the_same_seeds_give_the_same_bits_twice_and_another_seed_others():
    results = []
    for seed in (1, 1, 2):
        parameters = start()
        history = train(parameters, rng=np.random.default_rng(seed), validation=(X, Y))
        results.append((parameters.vector.tobytes(), history.step_loss, history.validation_loss))
    assert results[0] == results[1]
    assert results[0] != results[2]


def test_the_history_has_one_entry_per_epoch_and_one_step_loss_per_step():
    history = train(validation=(X[:10], Y[:10]))
    assert isinstance(history, bp.History)
    for name in ("loss", "accuracy", "validation_loss", "validation_accuracy"):
        assert len(getattr(history, name)) == 3
        assert all(type(value) is float for value in getattr(history, name))
    assert len(history.step_loss) == 3 * 4
    assert history.stopped_because == "all epochs done"
    assert history.n_epochs == 3
    assert history.seconds > 0


def test_validation_is_measured_after_each_epoch_and_trains_nothing():
    with_it, without, last = start(), start(), (X[:7], Y[:7])
    history = train(with_it, validation=last)
    assert train(without).validation_loss == []
    assert (with_it.vector == without.vector).all()
    assert (history.validation_loss[-1], history.validation_accuracy[-1]) == bp.evaluate(NETWORK, with_it, LOSS, *last)
    assert len(set(history.validation_loss)) == 3


def test_every_example_is_used_once_in_every_epoch_in_a_new_order():
    class Recorder(type(LOSS)):
        def gradient(self, output, target):
            seen.append(target.ravel().tolist())
            return super().gradient(output, target)

    seen, y = [], np.arange(10)[:, np.newaxis] / 10
    network = bp.Network(bp.Dense(1, 1))
    train(network=network, loss=Recorder(), x=y, y=y, batch_size=4, n_epochs=2)
    epochs = [list(chain(*seen[:3])), list(chain(*seen[3:]))]
    assert [len(batch) for batch in seen] == [4, 4, 2] * 2
    assert sorted(epochs[0]) == sorted(epochs[1]) == y.ravel().tolist()
    assert epochs[0] != epochs[1]
    assert y.ravel().tolist() not in epochs


@pytest.mark.parametrize("batch_size", [1, 7, 30, 1000])
def test_any_batch_size_is_taken(batch_size):
    history = train(batch_size=batch_size, n_epochs=2)
    assert len(history.step_loss) == 2 * math.ceil(30 / batch_size)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_training_keeps_the_dtype_and_changes_neither_x_nor_y(dtype):
    parameters, x, y = start(dtype=dtype), X.copy(), Y.copy()
    history = train(parameters, x=x, y=y)
    assert parameters.vector.dtype == dtype
    assert (x == X).all()
    assert (y == Y).all()
    assert history.loss[-1] == pytest.approx(train().loss[-1], rel=1e-4)


def test_lists_are_taken_as_arrays():
    assert train(x=X.tolist(), y=Y.tolist(), validation=(X.tolist(), Y.tolist())).loss == train().loss


@pytest.mark.parametrize("make", [lambda: bp.Momentum(0.1), lambda: bp.Adam(0.01)], ids=["momentum", "adam"])
def test_training_goes_on_where_it_stopped_with_the_same_optimizer_and_generator(make):
    whole, parts = start(), start()
    history = train(whole, optimizer=make(), n_epochs=5)
    optimizer, rng = make(), np.random.default_rng(1)
    losses = [train(parts, optimizer=optimizer, rng=rng, n_epochs=n).loss for n in (2, 3)]
    assert losses[0] + losses[1] == history.loss
    assert (parts.vector == whole.vector).all()


def test_stop_ends_the_training_after_the_epoch_in_which_it_says_so():
    def enough(history):
        seen.append(len(history.loss))
        return len(history.loss) == 2

    seen = []
    history = train(n_epochs=10, stop=enough)
    assert len(history.loss) == 2
    assert seen == [1, 2]
    assert history.stopped_because == "stopped by enough"


def test_early_stopping_waits_for_its_patience():
    stop, history = bp.early_stopping(patience=2), bp.History()
    answers = []
    for value in [5.0, 4.0, 4.5, 3.0, 3.5, 3.0, 1.0, 1.0, 1.0]:
        history.validation_loss.append(value)
        answers.append(stop(history))
    assert answers == [False] * 5 + [True, False, False, True]  # after 3, 3.5, 3: no better than 3; after 1, 1, 1 again


def test_early_stopping_may_stop_as_soon_as_its_patience_is_over():
    for patience in (1, 2, 3):
        stop, history = bp.early_stopping(patience), bp.History()
        answers = []
        for value in range(5):  # worse from the start
            history.validation_loss.append(float(value))
            answers.append(stop(history))
        assert answers.index(True) == patience


def test_early_stopping_ends_a_training_and_is_named():
    history = train(n_epochs=500, optimizer=bp.Adam(0.3), validation=(X, 1 - Y), stop=bp.early_stopping(3))
    assert 4 <= len(history.loss) < 500
    assert history.stopped_because == "stopped by early_stopping"
    assert min(history.validation_loss[-3:]) >= min(history.validation_loss[:-3])


def test_early_stopping_needs_validation_and_a_patience():
    with pytest.raises(
        ValueError, match=r"Early stopping looks at the validation loss\. Give train a validation=\(x, y\)"
    ):
        train(stop=bp.early_stopping())
    with pytest.raises(ValueError, match=r"early_stopping got patience=0, expected a whole number of at least 1"):
        bp.early_stopping(0)


@pytest.mark.parametrize("loss", [bp.binary_cross_entropy, bp.softmax_cross_entropy], ids=repr)
def test_sigmoid_before_a_loss_that_takes_logits_draws_a_warning(loss):
    network = bp.Network(bp.Dense(2, 2, bp.sigmoid))
    y = np.hstack([Y, 1 - Y])
    with pytest.warns(
        UserWarning, match=rf"last layer ends in sigmoid, but {loss} takes logits .* Use bp\.identity in"
    ):
        train(network=network, loss=loss, y=y)
    with pytest.warns(UserWarning, match=r"ends in sigmoid") as caught:
        bp.gradient_check(network, start(network), loss, X, y)
    assert caught[0].filename == __file__


def test_sigmoid_before_a_loss_that_takes_no_logits_draws_no_warning():
    train(network=bp.Network(bp.Dense(2, 1, bp.sigmoid)), loss=bp.mean_squared_error)


@pytest.mark.parametrize("name", ["batch_size", "n_epochs"])
@pytest.mark.parametrize("value", [0, -1, 2.0, None, True])
def test_sizes_must_be_whole_numbers_of_at_least_1(name, value):
    with pytest.raises(ValueError) as caught:
        train(**{name: value})
    assert str(caught.value) == f"train got {name}={value!r}, expected a whole number of at least 1. Change {name}."


@pytest.mark.parametrize("y", [Y[:29], Y[:0], 1.0])
def test_examples_and_targets_must_be_as_many(y):
    expected = f"x has 30 examples and y the shape {np.shape(y)}: there must be one target for each example."
    for call in (lambda: train(y=y), lambda: bp.evaluate(NETWORK, start(), LOSS, X, y)):
        with pytest.raises(ValueError) as caught:
            call()
        assert str(caught.value).startswith(expected)
    with pytest.raises(ValueError, match=r"^the validation x has 30 examples and the validation y the shape "):
        train(validation=(X, y))


LAST = np.arange(30)[:, np.newaxis] == 29


MISTAKES = {
    "targets that would broadcast": (ValueError, {"y": Y.ravel()}),
    "x of another shape": (ValueError, {"x": X[:, :1]}),
    "an empty x": (ValueError, {"x": X[:0], "y": Y[:0]}),
    "NaN in the last x": (ValueError, {"x": np.where(LAST, np.nan, X)}),
    "a target out of range in the last y": (ValueError, {"y": np.where(LAST, 2, Y)}),
    "NaN in the last y": (ValueError, {"loss": bp.mean_squared_error, "y": np.where(LAST, np.nan, Y)}),
    "validation x of another shape": (ValueError, {"validation": (X[:, :1], Y)}),
    "validation targets that would broadcast": (ValueError, {"validation": (X, Y.ravel())}),
    "a seed instead of a generator": (TypeError, {"rng": 0}),
}


@pytest.mark.parametrize(("kind", "named"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_found_before_anything_is_changed(kind, named):
    parameters, optimizer = start(), bp.Adam(0.01)
    with pytest.raises(kind):
        train(parameters, optimizer=optimizer, **named)
    assert (parameters.vector == start().vector).all()
    assert optimizer.n_steps == 0


@pytest.mark.parametrize(
    "n", [1, EVALUATION_BATCH - 1, EVALUATION_BATCH, EVALUATION_BATCH + 1, 2 * EVALUATION_BATCH + 7]
)
def test_evaluate_in_parts_is_evaluate_at_once(n):
    x, y = bp.datasets.moons(n)
    parameters = start()
    before = parameters.vector.copy()
    value, accuracy = bp.evaluate(NETWORK, parameters, LOSS, x, y)
    output = bp.forward(NETWORK, parameters, x).output
    assert value == pytest.approx(LOSS.value(output, y), rel=1e-12)
    assert accuracy == pytest.approx(LOSS.accuracy(output, y), rel=1e-12)
    assert type(value) is type(accuracy) is float
    assert (parameters.vector == before).all()


def test_the_history_prints_where_the_training_stands():
    assert repr(bp.History()) == "History: no epoch finished, 0 steps; still training"
    history = bp.History([0.5, 0.25], [0.5, 0.75], step_loss=[1.0] * 8)
    assert repr(history) == "History: 2 epochs, 8 steps; loss 0.25, accuracy 75.0%; still training"
    history.validation_loss, history.validation_accuracy = [0.5, 0.3], [0.5, 0.8]
    history.stopped_because = "interrupted"
    assert repr(history).endswith("loss 0.25, accuracy 75.0%, validation loss 0.3, accuracy 80.0%; interrupted")
