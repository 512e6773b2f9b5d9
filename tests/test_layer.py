"""What all layers share: shapes, counts, names, and the initializer that is right for an activation."""

import copy
import pickle

import numpy as np
import pytest

import bplib as bp

LAYERS = [
    (bp.Dense(2, 8, bp.tanh), (2,), (8,), 24, "Dense(2, 8, tanh)"),
    (bp.Dense(2, 1), (2,), (1,), 3, "Dense(2, 1)"),
    (bp.Dense(2, 1, initializer=bp.he), (2,), (1,), 3, "Dense(2, 1, initializer=he)"),
    (
        bp.Convolution2D((8, 6, 3), 5, (3, 2), bp.relu),
        (8, 6, 3),
        (6, 5, 5),
        95,
        "Convolution2D((8, 6, 3), 5, (3, 2), relu)",
    ),
    (
        bp.Convolution2D((8, 6, 3), 5, activation=bp.relu),
        (8, 6, 3),
        (6, 4, 5),
        140,
        "Convolution2D((8, 6, 3), 5, activation=relu)",
    ),
    (bp.MaxPooling2D((7, 5, 3)), (7, 5, 3), (3, 2, 3), 0, "MaxPooling2D((7, 5, 3))"),
    (bp.MaxPooling2D((7, 5, 3), (3, 1)), (7, 5, 3), (2, 5, 3), 0, "MaxPooling2D((7, 5, 3), (3, 1))"),
    (bp.Flatten((2, 3, 4)), (2, 3, 4), (24,), 0, "Flatten((2, 3, 4))"),
    (bp.Recurrent(10, 3, 4), (10, 3), (10, 4), 32, "Recurrent(10, 3, 4)"),
    (bp.LastStep((10, 4)), (10, 4), (4,), 0, "LastStep((10, 4))"),
]


@pytest.mark.parametrize(("layer", "input_shape", "output_shape", "n_parameters", "text"), LAYERS, ids=lambda v: str(v))
def test_every_layer_knows_its_shapes_its_count_and_its_name(layer, input_shape, output_shape, n_parameters, text):
    assert layer.input_shape == input_shape
    assert layer.output_shape == output_shape
    assert layer.n_parameters == n_parameters == bp.initialize(bp.Network(layer), np.random.default_rng(0)).vector.size
    assert repr(layer) == text


@pytest.mark.parametrize("layer", [row[0] for row in LAYERS], ids=repr)
def test_every_layer_survives_copy_and_pickle_as_an_equal(layer):
    assert copy.deepcopy(layer) == layer == pickle.loads(pickle.dumps(layer))
    assert pickle.loads(pickle.dumps(layer)).activation is layer.activation


@pytest.mark.parametrize("layer", [row[0] for row in LAYERS], ids=repr)
def test_every_layer_is_frozen(layer):
    with pytest.raises(AttributeError):
        layer.input_shape = (1,)


@pytest.mark.parametrize(
    ("layer", "shape"),
    [
        (bp.Dense(300, 200, bp.relu), (300, 200)),
        (bp.Convolution2D((5, 5, 20), 40, (3, 5), bp.relu), (3, 5, 20, 40)),
        (bp.Recurrent(2, 300, 200, bp.relu), (300, 200)),
    ],
    ids=["dense", "convolution", "recurrent"],
)
def test_a_relu_layer_starts_with_the_variance_of_he(layer, shape):
    weights = next(iter(vars(bp.initialize(bp.Network(layer), np.random.default_rng(0))[0]).values()))
    assert weights.shape == shape
    assert weights.var() == pytest.approx(2 / np.prod(shape[:-1]), rel=0.03)
    assert abs(weights).max() > 3 * weights.std()  # normal, not uniform


@pytest.mark.parametrize("activation", [bp.identity, bp.sigmoid, bp.tanh], ids=repr)
@pytest.mark.parametrize(
    ("kind", "fans"),
    [
        (lambda activation: bp.Dense(300, 200, activation), (300, 200)),
        (lambda activation: bp.Convolution2D((5, 5, 20), 40, (3, 5), activation), (300, 600)),
        (lambda activation: bp.Recurrent(2, 300, 200, activation), (300, 200)),
    ],
    ids=["dense", "convolution", "recurrent"],
)
def test_any_other_layer_starts_with_the_variance_of_glorot(kind, fans, activation):
    weights = next(iter(vars(bp.initialize(bp.Network(kind(activation)), np.random.default_rng(0))[0]).values()))
    assert weights.var() == pytest.approx(2 / sum(fans), rel=0.03)
    assert abs(weights).max() <= np.sqrt(6 / sum(fans))


@pytest.mark.parametrize(
    "layer",
    [
        bp.Dense(3, 4, bp.relu, bp.constant(2)),
        bp.Convolution2D((3, 3, 2), 4, (2, 2), bp.relu, bp.constant(2)),
        bp.Recurrent(3, 2, 4, bp.relu, bp.constant(2), bp.constant(-1)),
    ],
    ids=repr,
)
def test_an_initializer_that_was_given_is_used_and_biases_start_at_0(layer):
    parameters = vars(bp.initialize(bp.Network(layer), np.random.default_rng(0))[0])
    assert (parameters.get("weights", parameters.get("input_weights")) == 2).all()
    assert (parameters.get("recurrent_weights", np.array(-1)) == -1).all()
    assert (parameters["biases"] == 0).all()


def test_a_recurrent_layer_starts_with_orthogonal_recurrent_weights():
    U = bp.initialize(bp.Network(bp.Recurrent(3, 2, 5)), np.random.default_rng(0))[0].recurrent_weights
    np.testing.assert_allclose(U @ U.T, np.eye(5), atol=1e-14)


def test_an_initializer_that_gives_another_shape_is_an_error():
    with pytest.raises(ValueError, match=r"weights have the shape \(2, 3\), the new values \(3, 2\)"):
        bp.initialize(
            bp.Network(bp.Dense(2, 3, initializer=lambda rng, shape: np.zeros((3, 2)))), np.random.default_rng(0)
        )


def test_a_layer_of_ones_own_needs_its_two_passes():
    class Nothing(bp.Layer):
        input_shape = output_shape = (1,)

    network = bp.Network(Nothing.__new__(Nothing))
    with pytest.raises(NotImplementedError, match="Nothing has no forward pass"):
        bp.forward(network, bp.initialize(network, np.random.default_rng(0)), [[1.0]])
    with pytest.raises(NotImplementedError, match="Nothing has no backward pass"):
        Nothing().backward(None, None, None, None)
