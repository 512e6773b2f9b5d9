"""Saving and loading: the same bits back, one whole file or none, and what cannot be saved."""

import json
import os
import pathlib
import stat

import numpy as np
import pytest

import bplib as bp
from oracles.examples import NETWORKS, random_input, random_parameters

EVERY_OPTION = bp.Network(
    bp.Convolution2D((6, 7, 1), 2, (2, 3), bp.relu, bp.he),
    bp.MaxPooling2D((5, 5, 2), (2, 1)),
    bp.Flatten((2, 5, 2)),
    bp.Dense(20, 3, bp.sigmoid, bp.normal(0.25)),
    bp.Dense(3, 3, bp.identity, bp.constant(-1.0)),
    bp.Dense(3, 2, bp.tanh, bp.glorot),
    bp.Dense(2, 2, initializer=bp.zeros),
)
RECURRENT = bp.Network(bp.Recurrent(3, 1, 2, bp.relu, bp.orthogonal, bp.normal(1.0)), bp.LastStep((3, 2)))
SMALL = bp.Network(bp.Dense(1, 2, bp.tanh), bp.Dense(2, 1))


@pytest.fixture
def path(tmp_path):
    return tmp_path / "network.npz"


@pytest.fixture
def saved(path):
    """The path of a good file."""
    bp.save(path, SMALL, random_parameters(SMALL))
    return path


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize(
    "network",
    [*NETWORKS.values(), EVERY_OPTION, RECURRENT],
    ids=[*NETWORKS, "every option", "recurrent with every option"],
)
def test_a_saved_network_comes_back_with_the_same_bits(path, network, dtype):
    parameters = random_parameters(network, dtype=dtype)
    bp.save(path, network, parameters)
    again, loaded = bp.load(path)
    assert again == network
    assert repr(again) == repr(network)
    assert loaded.shapes == parameters.shapes
    assert loaded.vector.tobytes() == parameters.vector.tobytes()
    assert loaded.dtype == (dtype if network.n_parameters else np.float64)
    x = random_input(network, 2).astype(dtype)
    np.testing.assert_array_equal(bp.forward(again, loaded, x).output, bp.forward(network, parameters, x).output)


def test_the_loaded_layers_are_the_ones_saved_with_every_option(path):
    for network in (EVERY_OPTION, RECURRENT):
        bp.save(path, network, random_parameters(network))
        for layer, loaded in zip(network.layers, bp.load(path)[0].layers, strict=True):
            assert loaded == layer
            assert loaded.activation is layer.activation
            assert getattr(loaded, "initializer", None) == getattr(layer, "initializer", None)
    assert bp.load(path)[0].layers[0].recurrent_initializer == bp.normal(1.0)


def test_loaded_parameters_can_be_trained_on(saved):
    network, parameters = bp.load(saved)
    x, y = bp.datasets.sine(20)
    history = bp.train(
        network, parameters, bp.mean_squared_error, bp.Adam(0.01), x, y,
        batch_size=5, n_epochs=5, rng=np.random.default_rng(0), progress=False,
    )  # fmt: skip
    assert history.loss[-1] < history.loss[0]


def test_the_file_is_a_plain_npz_with_an_array_for_each_name(saved):
    parameters = random_parameters(SMALL)
    with np.load(saved, allow_pickle=False) as archive:
        assert set(archive.files) == {"network", "0.weights", "0.biases", "1.weights", "1.biases"}
        assert (archive["1.weights"] == parameters[1].weights).all()
        assert json.loads(str(archive["network"]))[0]["type"] == "Dense"


@pytest.mark.parametrize("name", ["network", "network.npz", "network.model", "a b.ü"])
def test_the_file_has_exactly_the_name_asked_for_and_no_other_is_left(tmp_path, name):
    for form in (tmp_path / name, str(tmp_path / name)):
        bp.save(form, SMALL, random_parameters(SMALL))
        assert os.listdir(tmp_path) == [name]
        assert bp.load(form)[0] == SMALL


def test_a_saved_file_may_be_read_by_whoever_may_read_a_new_file(tmp_path, saved):
    (tmp_path / "new").write_bytes(b"")
    assert stat.S_IMODE(saved.stat().st_mode) == stat.S_IMODE((tmp_path / "new").stat().st_mode)


def test_saving_again_replaces_the_file(saved):
    bp.save(saved, EVERY_OPTION, random_parameters(EVERY_OPTION))
    assert bp.load(saved)[0] == EVERY_OPTION


@pytest.mark.parametrize("error", [OSError("disk full"), KeyboardInterrupt()], ids=repr)
@pytest.mark.parametrize(
    "place", [(np, "savez"), (pathlib.Path, "write_bytes"), (os, "replace")], ids=lambda place: place[1]
)
def test_when_writing_fails_the_older_file_stays_and_no_part_is_left(saved, monkeypatch, place, error):
    def fail(path, *_, **__):
        if place[1] == "write_bytes":
            path.touch()  # half of it is there already
        raise error

    before = saved.read_bytes()
    monkeypatch.setattr(*place, fail)
    with pytest.raises(type(error)):
        bp.save(saved, SMALL, random_parameters(SMALL, seed=1))
    assert saved.read_bytes() == before
    assert os.listdir(saved.parent) == [saved.name]


def test_a_missing_file_is_a_missing_file(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"nothing\.npz"):
        bp.load(tmp_path / "nothing.npz")


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(OSError):
        bp.load(tmp_path)


def test_parameters_of_another_network_are_not_saved(path):
    with pytest.raises(
        ValueError, match=r"These parameters have 7 numbers in 2 layers, .* needs 3 in 1\. Use initialize"
    ):
        bp.save(path, bp.Network(bp.Dense(2, 1)), random_parameters(SMALL))
    assert not path.exists()


def test_what_is_not_from_bplib_is_not_saved(path):
    class MyDense(bp.Dense):
        pass

    class MyTanh(type(bp.tanh)):
        pass

    def my_initializer(rng, shape):
        return np.zeros(shape)

    layers = [MyDense(1, 1), bp.Dense(1, 1, MyTanh()), bp.Dense(1, 1, bp.tanh, my_initializer)]
    layers.append(bp.Dense(1, 1, initializer=lambda rng, shape: np.ones(shape)))
    for layer in layers:
        network = bp.Network(layer)
        with pytest.raises(
            TypeError, match=r"bplib's.*cannot be saved\. Save the arrays with numpy\.savez|bplib's own"
        ):
            bp.save(path, network, random_parameters(network))
        assert not path.exists()
        assert os.listdir(path.parent) == []


def test_a_function_with_the_name_of_an_initializer_is_not_taken_for_it(path):
    def he(rng, shape):
        return np.zeros(shape)

    network = bp.Network(bp.Dense(1, 1, initializer=he))
    with pytest.raises(TypeError, match="cannot be saved"):
        bp.save(path, network, random_parameters(network))
