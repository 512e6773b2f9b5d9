"""What the core is for: networks that learn. Every claim is made for several seeds."""

import numpy as np
import pytest

import bplib as bp

SEEDS = range(3)


def digits():
    """Training and test part: a fifth of the images is held out, the same one every time."""
    x, y = bp.datasets.digits()
    order = np.random.default_rng(0).permutation(len(x))
    test, training = order[: len(x) // 5], order[len(x) // 5 :]
    return x[training], y[training], x[test], y[test]


def trained(network, loss, optimizer, x, y, seed, dtype=np.float64, **named):
    """(parameters, history) of a training that depends on the seed alone."""
    parameters = bp.initialize(network, np.random.default_rng(seed), dtype)
    rng = np.random.default_rng(100 + seed)
    return parameters, bp.train(network, parameters, loss, optimizer, x, y, rng=rng, progress=False, **named)


def learn_digits(network, optimizer, seed, n_epochs, flat):
    """(accuracy on the held-out images, parameters)"""
    x, y, x_test, y_test = digits()
    if flat:
        x, x_test = x.reshape(len(x), 64), x_test.reshape(len(x_test), 64)
    loss = bp.softmax_cross_entropy
    parameters, _ = trained(network, loss, optimizer, x, y, seed, np.float32, batch_size=32, n_epochs=n_epochs)
    return bp.evaluate(network, parameters, loss, x_test, y_test)[1], parameters


@pytest.mark.parametrize("seed", SEEDS)
def test_a_dense_network_reads_97_percent_of_digits_it_never_saw(seed):
    network = bp.Network(bp.Dense(64, 64, bp.relu), bp.Dense(64, 10))
    assert learn_digits(network, bp.Adam(0.003), seed, n_epochs=40, flat=True)[0] >= 0.97


@pytest.mark.parametrize("seed", SEEDS)
def test_a_convolutional_network_reads_98_percent_of_digits_it_never_saw(seed):
    network = bp.Network(
        bp.Convolution2D((8, 8, 1), 16, activation=bp.relu),
        bp.Convolution2D((6, 6, 16), 32, activation=bp.relu),
        bp.MaxPooling2D((4, 4, 32)),
        bp.Flatten((2, 2, 32)),
        bp.Dense(128, 10),
    )
    optimizer = bp.Adam(bp.cosine_decay(0.005, n_steps=20 * 45))
    assert learn_digits(network, optimizer, seed, n_epochs=20, flat=False)[0] >= 0.98


def test_the_digits_held_out_are_not_among_those_learned_from():
    x, y, x_test, y_test = digits()
    assert len(x_test) == len(y_test) == 359
    assert len(x) == len(y) == 1438
    assert not {image.tobytes() for image in x} & {image.tobytes() for image in x_test}


@pytest.mark.parametrize("seed", range(10))
def test_xor_is_solved_by_gradient_descent_alone(seed):
    x, y = bp.datasets.xor()
    network = bp.Network(bp.Dense(2, 4, bp.tanh), bp.Dense(4, 1))
    optimizer = bp.GradientDescent(0.5)
    _, history = trained(network, bp.binary_cross_entropy, optimizer, x, y, seed, batch_size=4, n_epochs=1000)
    assert history.accuracy[-1] == 1
    assert history.loss[-1] < 0.05


def test_xor_is_not_solved_without_a_hidden_layer():
    x, y = bp.datasets.xor()
    network = bp.Network(bp.Dense(2, 1))
    optimizer = bp.GradientDescent(0.5)
    _, history = trained(network, bp.binary_cross_entropy, optimizer, x, y, 0, batch_size=4, n_epochs=1000)
    assert history.loss[-1] == pytest.approx(np.log(2), rel=1e-6)  # all it learns is to answer 1/2


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(("name", "n_epochs"), [("moons", 200), ("circles", 100)])
def test_moons_and_circles_are_solved_on_points_never_seen(name, n_epochs, seed):
    make = getattr(bp.datasets, name)
    network = bp.Network(bp.Dense(2, 16, bp.tanh), bp.Dense(16, 1))
    named = {"batch_size": 32, "n_epochs": n_epochs}
    parameters, _ = trained(network, bp.binary_cross_entropy, bp.Adam(0.02), *make(400), seed, **named)
    test = make(400, rng=np.random.default_rng(5))
    assert bp.evaluate(network, parameters, bp.binary_cross_entropy, *test)[1] >= 0.99


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(("activation", "rate"), [(bp.relu, 0.01), (bp.tanh, 0.02)], ids=str)
def test_spirals_are_solved_on_points_never_seen(activation, rate, seed):
    network = bp.Network(bp.Dense(2, 32, activation), bp.Dense(32, 32, activation), bp.Dense(32, 1))
    data, named = bp.datasets.spirals(400), {"batch_size": 32, "n_epochs": 300}
    parameters, _ = trained(network, bp.binary_cross_entropy, bp.Adam(rate), *data, seed, **named)
    test = bp.datasets.spirals(400, rng=np.random.default_rng(5))
    assert bp.evaluate(network, parameters, bp.binary_cross_entropy, *test)[1] >= 0.99


@pytest.mark.parametrize("seed", SEEDS)
def test_sine_is_learned_down_to_its_noise(seed):
    network = bp.Network(bp.Dense(1, 16, bp.tanh), bp.Dense(16, 1))
    data, named = bp.datasets.sine(200), {"batch_size": 20, "n_epochs": 300}
    _, history = trained(network, bp.mean_squared_error, bp.Adam(0.02), *data, seed, **named)
    assert history.loss[-1] < 1.5 * 0.1**2


def parity_network(n_steps, n_hidden, scale):
    layer = bp.Recurrent(n_steps, 1, n_hidden, initializer=bp.normal(scale))
    return bp.Network(layer, bp.LastStep(layer.output_shape), bp.Dense(n_hidden, 1))


def test_a_recurrent_network_learns_the_parity_of_10_steps_from_most_starts():
    """Parity has no easier half to begin with, so that a few starts end in a bad place; most do not."""

    def solved(history):
        return history.validation_accuracy[-1] == 1

    network, data = parity_network(10, 12, scale=2), bp.datasets.parity_sequences(4000)
    test = bp.datasets.parity_sequences(2000, rng=np.random.default_rng(9))
    validation = bp.datasets.parity_sequences(500, rng=np.random.default_rng(8))
    named = {"batch_size": 64, "n_epochs": 60, "validation": validation, "stop": solved}
    accuracies = []
    for seed in range(6):
        parameters, _ = trained(network, bp.binary_cross_entropy, bp.Adam(0.01), *data, seed, **named)
        accuracies.append(bp.evaluate(network, parameters, bp.binary_cross_entropy, *test)[1])
    assert sum(accuracy >= 0.99 for accuracy in accuracies) >= 4, accuracies


@pytest.mark.parametrize("seed", range(5))
def test_a_recurrent_network_that_begins_with_short_sequences_learns_parity_from_every_start(seed):
    """The parameters of a recurrent network fit sequences of any length, and what it knows helps with longer ones."""

    def solved(history):
        return history.accuracy[-1] == 1 and history.loss[-1] < 0.05

    parameters = bp.initialize(parity_network(2, 16, scale=1), np.random.default_rng(seed))
    rng = np.random.default_rng(100 + seed)
    for n_steps in (2, 3, 4, 6, 8, 10):
        data = bp.datasets.parity_sequences(1000, n_steps=n_steps)
        named = {"batch_size": 32, "n_epochs": 50, "rng": rng, "stop": solved, "progress": False}
        bp.train(parity_network(n_steps, 16, 1), parameters, bp.binary_cross_entropy, bp.Adam(0.01), *data, **named)
    test = bp.datasets.parity_sequences(2000, rng=np.random.default_rng(9))
    assert bp.evaluate(parity_network(10, 16, 1), parameters, bp.binary_cross_entropy, *test)[1] >= 0.99


def test_an_identical_seed_gives_identical_bits_twice():
    x, y, _, _ = digits()
    x, y = x[:300], y[:300]
    convolutional = bp.Network(
        bp.Convolution2D((8, 8, 1), 4, activation=bp.relu),
        bp.MaxPooling2D((6, 6, 4)),
        bp.Flatten((3, 3, 4)),
        bp.Dense(36, 10),
    )
    for network in (bp.Network(bp.Flatten((8, 8, 1)), bp.Dense(64, 16, bp.tanh), bp.Dense(16, 10)), convolutional):
        results = []
        for seed in (1, 1, 2):
            named = {"batch_size": 32, "n_epochs": 3, "validation": (x, y), "dtype": np.float32}
            parameters, history = trained(network, bp.softmax_cross_entropy, bp.Adam(0.01), x, y, seed, **named)
            results.append((parameters.vector.tobytes(), history.step_loss, history.validation_loss))
        assert results[0] == results[1]
        assert results[0] != results[2]
