"""The mathematics behind lesson 12's demonstrations, against bplib's own training and against counting by hand."""

import numpy as np
import pytest

import bplib as bp
from bplib.demonstrations import (
    DATA_SETS,
    Plane,
    TrainingRun,
    classifier,
    confusion,
    n_products,
    stopping_point,
    train_and_validation,
)


def a_run(batch_size=16, n_epochs=5, learning_rate=0.3, activation=bp.tanh, seed=3):
    training, validation = train_and_validation("moons", 50)
    network, loss = classifier(*training, (4,), activation)
    sizes = {"batch_size": batch_size, "n_epochs": n_epochs, "seed": seed}
    return TrainingRun(network, loss, bp.GradientDescent(learning_rate), training, validation, **sizes)


def trained(run, n_epochs, learning_rate=0.3, seed=3):
    """The same training by bp.train: its history and its parameters."""
    parameters = bp.initialize(run.network, np.random.default_rng(seed))
    history = bp.train(
        run.network, parameters, run.loss, bp.GradientDescent(learning_rate), *run.training, batch_size=run.batch_size,
        n_epochs=n_epochs, rng=np.random.default_rng(seed + 1), validation=run.validation, progress=False,
    )  # fmt: skip
    return history, parameters


@pytest.mark.parametrize("batch_size", [1, 16, 50, 1000])
def test_a_run_in_pieces_is_bp_train(batch_size):
    run = a_run(batch_size)
    for _ in range(3):
        run.step()
    run.advance(2)
    run.advance(100, seconds=0.0)
    run.advance(100)
    history, parameters = trained(run, 5)
    for name in ("loss", "accuracy", "validation_loss", "validation_accuracy", "step_loss"):
        assert getattr(run.history, name) == getattr(history, name)
    np.testing.assert_array_equal(run.parameters.vector, parameters.vector)
    assert run.is_over and not run.trouble


def test_an_epoch_ends_with_its_last_update():
    run = a_run(batch_size=16)
    assert run.updates_per_epoch == 4
    for n_updates in range(1, 9):
        run.step()
        assert (run.n_updates, len(run.history.loss)) == (n_updates, n_updates // 4)


def test_a_run_that_is_over_stays_as_it_is():
    run = a_run(n_epochs=1)
    run.advance(3)
    before = run.parameters.vector.copy()
    run.step()
    assert run.n_updates == 4
    np.testing.assert_array_equal(run.parameters.vector, before)


def test_a_loss_that_is_not_finite_ends_the_run_in_words_and_warns_of_nothing():
    run = a_run(learning_rate=1e3, activation=bp.identity, n_epochs=200)
    run.advance(200)
    assert run.is_over
    assert "Try a smaller learning rate" in run.trouble
    assert run.predictions().shape == (50,)


def test_the_gradient_norms_are_those_of_the_last_update_and_at_the_start_those_of_all_examples():
    run = a_run(batch_size=50)
    at_the_start = run.gradient_norms()
    start = run.parameters.copy()
    cache = bp.forward(run.network, start, run.training[0])
    gradients = bp.backward(run.network, start, cache, run.loss.gradient(cache.output, run.training[1]))
    run.step()
    norms = run.gradient_norms()
    for l in (0, 1):
        expected = np.sqrt((gradients[l].weights ** 2).sum() + (gradients[l].biases ** 2).sum())
        assert norms[l] == pytest.approx(expected, rel=1e-9)
        assert at_the_start[l] == pytest.approx(expected, rel=1e-9)  # the only batch has all examples


@pytest.mark.parametrize("name", DATA_SETS)
def test_training_and_validation_data_are_different_and_fit_a_classifier(name):
    (x, y), (validation_x, validation_y) = train_and_validation(name)
    assert not np.array_equal(x[: len(validation_x)], validation_x[: len(x)])
    network, loss = classifier(x, y, (3,), bp.relu)
    parameters = bp.initialize(network, np.random.default_rng(0))
    for part in ((x, y), (validation_x, validation_y)):
        value, accuracy = bp.evaluate(network, parameters, loss, *part)
        assert np.isfinite(value) and 0 <= accuracy <= 1
    again = train_and_validation(name)
    np.testing.assert_array_equal(again[0][0], x)


def test_unknown_data_are_refused():
    with pytest.raises(ValueError, match=r"no data called 'rings'\. Choose one of XOR, moons"):
        train_and_validation("rings")


def test_the_predictions_are_what_the_accuracy_counts():
    for name in ("moons", "digits"):
        training, validation = train_and_validation(name)
        network, loss = classifier(*training, (8,), bp.tanh)
        run = TrainingRun(network, loss, bp.GradientDescent(0.1), training, validation, batch_size=64, n_epochs=2)
        run.advance(2)
        right = np.mean(run.predictions() == validation[1].ravel())
        assert right == pytest.approx(run.history.validation_accuracy[-1])


def test_confusions_are_counted():
    counts = confusion([0, 1, 1, 2, 2, 2], [0, 1, 0, 2, 2, 1], 3)
    np.testing.assert_array_equal(counts, [[1, 0, 0], [1, 1, 0], [0, 1, 2]])


def test_the_plane_lies_around_the_data_and_its_values_are_the_networks():
    x = np.array([[0.0, -1.0], [2.0, 1.0], [1.0, 3.0]])
    plane = Plane(x, n=5)
    assert (plane.low < x.min(axis=0)).all() and (plane.high > x.max(axis=0)).all()
    network = bp.Network(bp.Dense(2, 1))
    parameters = bp.initialize(network, np.random.default_rng(0))
    parameters[0].weights[:, 0] = [10.0, 1.0]
    values = plane.values(network, parameters)
    assert values[0, 0] == pytest.approx(10 * plane.low[0] + plane.low[1])
    assert values[-1, 0] == pytest.approx(10 * plane.low[0] + plane.high[1])  # rows go up
    assert values[0, -1] == pytest.approx(10 * plane.high[0] + plane.low[1])
    other = bp.Network(bp.Dense(2, 3), bp.Dense(3, 1))
    assert plane.values(other, bp.initialize(other, np.random.default_rng(0))).shape == (5, 5)


def test_a_plane_needs_points_and_one_output():
    with pytest.raises(ValueError, match="expected"):
        Plane(np.zeros((4, 3)))
    network = bp.Network(bp.Dense(2, 2))
    with pytest.raises(ValueError, match="expected one output"):
        Plane(np.eye(2)).values(network, bp.initialize(network, np.random.default_rng(0)))


@pytest.mark.parametrize("seed", range(30))
def test_the_stopping_point_is_where_bp_early_stopping_stops(seed):
    rng = np.random.default_rng(seed)
    losses = [float(value) for value in rng.integers(0, 8, 30)]
    for patience in (1, 2, 5, 40):
        stop, rule = bp.early_stopping(patience), stopping_point(losses, patience)
        asked = [n for n in range(1, 31) if stop(bp.History(validation_loss=losses[:n]))]
        assert rule.epoch == (asked[0] if asked else 30)
        assert rule.by_patience == bool(asked)
        assert rule.best == 1 + losses.index(min(losses[: rule.epoch]))
        assert rule.lowest == 1 + losses.index(min(losses))


def test_the_stopping_point_of_four_losses_by_hand():
    stop = stopping_point([5, 3, 4, 3], 2)
    assert (stop.epoch, stop.best, stop.by_patience) == (4, 2, True)
    with pytest.raises(ValueError, match="no validation losses"):
        stopping_point([], 1)


def test_the_products_of_two_passes_are_counted_by_hand():
    network = bp.Network(bp.Dense(3, 4), bp.Dense(4, 2), bp.Dense(2, 1))
    assert n_products(network) == (12 + 8 + 2, 12 + 2 * 8 + 2 * 2)
    with pytest.raises(ValueError, match="not dense"):
        n_products(bp.Network(bp.Flatten((2, 2)), bp.Dense(4, 1)))


def test_the_products_are_those_that_dense_layers_make(monkeypatch):
    made, dot = [], np.dot

    def counting_dot(a, b, out):
        made.append(a.size * b.shape[1])
        return dot(a, b, out=out)

    monkeypatch.setattr(np, "dot", counting_dot)
    network = bp.Network(bp.Dense(5, 4), bp.Dense(4, 3), bp.Dense(3, 2))
    parameters = bp.initialize(network, np.random.default_rng(0))
    cache = bp.forward(network, parameters, np.ones((1, 5)))
    forward = sum(made)
    bp.backward(network, parameters, cache, np.ones((1, 2)))
    assert n_products(network) == (forward, sum(made) - forward)
