"""Files that are damaged or made up, in every way: one clear error, and nothing in them is ever executed."""

import builtins
import io
import json
import pickle
import zipfile

import numpy as np
import pytest

import bplib as bp
from oracles.examples import random_parameters

SMALL = bp.Network(bp.Dense(1, 2, bp.tanh), bp.Dense(2, 1))


@pytest.fixture
def path(tmp_path):
    return tmp_path / "network.npz"


@pytest.fixture
def saved(path):
    """The path of a good file."""
    bp.save(path, SMALL, random_parameters(SMALL))
    return path


def unreadable(path):
    with pytest.raises(ValueError) as caught:
        bp.load(path)
    text = str(caught.value)
    assert text.startswith(f"{path} cannot be read as a saved network (")
    assert text.endswith("). Expected a whole file from bp.save; save it again.")
    return text


def write(path, description, **arrays):
    np.savez(path, network=np.array(json.dumps(description)), **arrays)


def test_a_file_cut_off_anywhere_is_unreadable(saved):
    content = saved.read_bytes()
    for n in range(len(content)):
        saved.write_bytes(content[:n])
        unreadable(saved)


def test_a_file_with_any_byte_changed_is_unreadable_or_means_the_same(saved):
    content, (network, parameters) = saved.read_bytes(), bp.load(saved)
    for i in range(len(content)):
        for mask in (0x01, 0x80, 0xFF):
            saved.write_bytes(content[:i] + bytes([content[i] ^ mask]) + content[i + 1 :])
            try:
                again, loaded = bp.load(saved)
            except ValueError as error:
                assert str(error).startswith(f"{saved} cannot be read as a saved network (")
            else:
                assert again == network
                assert loaded.vector.tobytes() == parameters.vector.tobytes()


@pytest.mark.parametrize("content", [b"", b"garbage", b"PK\x03\x04 garbage", bytes(1000), b"\x93NUMPY"], ids=repr)
def test_a_file_of_another_kind_is_unreadable(path, content):
    path.write_bytes(content)
    unreadable(path)


def test_a_compressed_file_that_is_damaged_is_unreadable(saved):
    with np.load(saved) as archive:
        arrays = dict(archive)
    np.savez_compressed(saved, **arrays)
    assert bp.load(saved)[0] == SMALL
    content = saved.read_bytes()
    for i in range(len(content)):
        saved.write_bytes(content[:i] + bytes([content[i] ^ 0xFF]) + content[i + 1 :])
        try:
            assert bp.load(saved)[0] == SMALL
        except ValueError:
            unreadable(saved)


def test_a_single_array_and_a_pickle_are_unreadable(path):
    buffer = io.BytesIO()
    np.save(buffer, np.zeros(3))
    path.write_bytes(buffer.getvalue())
    unreadable(path)
    path.write_bytes(pickle.dumps({"network": 1}))
    unreadable(path)


class Explosive:
    def __reduce__(self):
        return exec, ("import builtins; builtins.exploded = True",)


@pytest.mark.parametrize("name", ["network", "0.weights"])
def test_nothing_in_a_file_is_ever_executed(saved, name):
    with np.load(saved) as archive:
        arrays = dict(archive)
    arrays[name] = np.array([Explosive()], dtype=object)
    np.savez(saved, **arrays)
    assert "allow_pickle=False" in unreadable(saved)
    saved.write_bytes(pickle.dumps(Explosive()))
    unreadable(saved)
    assert not hasattr(builtins, "exploded")


DENSE = {"type": "Dense", "n_inputs": 1, "n_outputs": 1, "activation": {"activation": "tanh"}, "initializer": None}


@pytest.mark.parametrize(
    "description",
    [
        [],
        {},
        None,
        "Dense",
        [1],
        [None],
        [{}],
        [{"type": "Layer"}],
        [{"type": "Network"}],
        [{"type": "Dense"}],
        [{"type": ["Dense"]}],
        [DENSE | {"n_inputs": -1}],
        [DENSE | {"n_inputs": "1"}],
        [DENSE | {"n_inputs": 10**9, "n_outputs": 10**9}],
        [DENSE | {"n_inputs": 10**30}],
        [DENSE | {"surprise": 1}],
        [DENSE | {"activation": {"activation": "softmax"}}],
        [DENSE | {"activation": {"activation": "__class__"}}],
        [DENSE | {"activation": None}],
        [DENSE | {"initializer": {"initializer": "exec"}}],
        [DENSE | {"initializer": {"initializer": "normal", "scale": -1.0}}],
        [DENSE | {"initializer": {"initializer": "normal"}}],
        [DENSE, DENSE | {"n_inputs": 2}],
    ],
    ids=str,
)
def test_a_description_that_makes_no_network_is_unreadable(path, description):
    write(path, description, **{"0.weights": np.zeros((1, 1)), "0.biases": np.zeros(1)})
    unreadable(path)


def test_a_description_that_is_no_json_or_too_deep_is_unreadable(path):
    for text in ("", "[", "[" * 100_000, "Dense(1, 1)"):
        np.savez(path, network=np.array(text))
        unreadable(path)


@pytest.mark.parametrize(
    "weights",
    [
        np.zeros((2, 1)),
        np.zeros(()),
        np.zeros((1, 1), np.float16),
        np.zeros((1, 1), int),
        np.zeros((1, 1), complex),
        np.array([["0.5"]]),
        np.array([[b"0.5"]]),
    ],
    ids=repr,
)
def test_arrays_of_another_shape_or_dtype_are_unreadable(path, weights):
    write(path, [DENSE], **{"0.weights": weights, "0.biases": np.zeros(1, weights.dtype)})
    unreadable(path)


def test_arrays_of_two_dtypes_are_unreadable(path):
    write(path, [DENSE], **{"0.weights": np.zeros((1, 1), np.float32), "0.biases": np.zeros(1)})
    unreadable(path)


def test_a_missing_array_is_named(path):
    write(path, [DENSE], **{"0.weights": np.zeros((1, 1))})
    assert "0.biases" in unreadable(path)
    with zipfile.ZipFile(path, "w"):
        pass
    assert "network" in unreadable(path)
