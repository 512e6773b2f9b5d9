"""Parameters: one vector, and named views into it that never come apart from it."""

import copy
import pickle

import numpy as np
import pytest

import bplib as bp

NETWORK = bp.Network(bp.Dense(2, 3, bp.tanh), bp.Flatten((3,)), bp.Dense(3, 1))


@pytest.fixture
def parameters():
    return bp.initialize(NETWORK, np.random.default_rng(0))


def test_the_vector_holds_the_arrays_of_all_layers_in_their_order(parameters):
    parameters.vector = np.arange(13)
    assert parameters[0].weights.tolist() == [[0, 1, 2], [3, 4, 5]]
    assert parameters[0].biases.tolist() == [6, 7, 8]
    assert vars(parameters[1]) == {}
    assert parameters[2].weights.tolist() == [[9], [10], [11]]
    assert parameters[2].biases.tolist() == [12]


def test_vector_and_views_change_together(parameters):
    view, vector = parameters[0].weights, parameters.vector
    parameters[0].weights = np.full((2, 3), 7)
    assert vector[:6].tolist() == [7] * 6
    assert parameters[0].weights is view
    vector[0] = 5
    assert view[0, 0] == 5
    parameters[0].weights += 1
    assert vector[:6].tolist() == [6, 8, 8, 8, 8, 8]
    parameters.vector *= 2
    assert view[0, 0] == 12
    assert parameters.vector is vector


def test_recurrent_parameters_have_names_of_their_own():
    names = vars(bp.initialize(bp.Network(bp.Recurrent(4, 2, 3)), np.random.default_rng(0))[0])
    assert {name: array.shape for name, array in names.items()} == {
        "input_weights": (2, 3),
        "recurrent_weights": (3, 3),
        "biases": (3,),
    }


def test_parameters_are_as_long_as_the_network_and_can_be_iterated(parameters):
    assert len(parameters) == 3
    assert list(parameters) == [parameters[0], parameters[1], parameters[2]]
    assert parameters[-1] is parameters[2]
    with pytest.raises(IndexError):
        parameters[3]


@pytest.mark.parametrize(
    "again",
    [
        bp.Parameters.copy,
        copy.copy,
        copy.deepcopy,
        lambda parameters: pickle.loads(pickle.dumps(parameters)),
        lambda parameters: copy.deepcopy([parameters])[0],
    ],
    ids=["copy", "copy.copy", "copy.deepcopy", "pickle", "in a list"],
)
def test_a_copy_has_the_same_numbers_and_views_of_its_own_vector(parameters, again):
    other = again(parameters)
    assert (other.vector == parameters.vector).all()
    assert other.shapes == parameters.shapes
    assert other.dtype == parameters.dtype
    other.vector[:] = 9
    assert (other[2].weights == 9).all()
    assert np.shares_memory(other[0].weights, other.vector)


@pytest.mark.parametrize("again", [bp.Parameters.copy, copy.deepcopy], ids=["copy", "deepcopy"])
def test_a_deep_copy_shares_no_memory(parameters, again):
    assert not np.shares_memory(again(parameters).vector, parameters.vector)


def test_empty_like_has_the_same_structure_in_memory_of_its_own(parameters):
    other = parameters.empty_like()
    assert other.shapes == parameters.shapes
    assert other.dtype == parameters.dtype
    assert not np.shares_memory(other.vector, parameters.vector)


def test_new_values_of_another_shape_are_an_error_and_never_broadcast(parameters):
    before = parameters.vector.copy()
    for values in (0, [0, 0, 0], np.zeros((3, 2)), np.zeros((1, 3))):
        with pytest.raises(ValueError, match=r"weights have the shape \(2, 3\), the new values .*\. Make them equal"):
            parameters[0].weights = values
    with pytest.raises(ValueError, match=r"weights have the shape \(2, 3\), the new values \(3, 2\)"):
        parameters[0].weights = np.zeros((3, 2))
    for values in (0, np.zeros(12), np.zeros((13, 1))):
        with pytest.raises(ValueError, match=r"The vector has the shape \(13,\), the new values "):
            parameters.vector = values
    assert (parameters.vector == before).all()


def test_a_name_that_a_layer_does_not_have_is_an_error_that_lists_its_names(parameters):
    with pytest.raises(AttributeError, match=r"This layer has no 'weight'; its parameters are: weights, biases"):
        parameters[0].weight = np.zeros((2, 3))
    with pytest.raises(AttributeError, match="its parameters are: none"):
        parameters[1].weights = np.zeros(3)
    with pytest.raises(AttributeError):
        _ = parameters[1].weights


def test_a_vector_of_another_size_than_the_shapes_is_an_error():
    with pytest.raises(ValueError, match=r"The vector has the shape \(12,\), these layers need \(13,\)"):
        bp.Parameters(NETWORK.parameter_shapes, np.zeros(12))
    with pytest.raises(ValueError, match=r"The vector has the shape \(13, 1\), these layers need \(13,\)"):
        bp.Parameters(NETWORK.parameter_shapes, np.zeros((13, 1)))


def test_zeros_are_zeros_of_the_dtype_asked_for():
    parameters = bp.Parameters.zeros(NETWORK.parameter_shapes, np.float32)
    assert parameters.vector.tolist() == [0] * 13
    assert parameters.dtype == parameters.vector.dtype == parameters[0].weights.dtype == np.float32


def test_parameters_print_their_count_dtype_and_shapes(parameters):
    assert repr(parameters).splitlines() == [
        "Parameters: 13 numbers, float64",
        "  [0]  weights (2, 3), biases (3,)",
        "  [1]  none",
        "  [2]  weights (3, 1), biases (1,)",
    ]


def test_the_parameters_of_a_layer_print_names_shapes_and_numbers(parameters):
    parameters[2].weights = [[1], [2], [3]]
    assert repr(parameters[2]).startswith("weights (3, 1)\n[[1.]\n [2.]\n [3.]]\nbiases (1,)\n")
    assert repr(parameters[1]) == "no parameters"
