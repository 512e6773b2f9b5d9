"""Activation functions: values known from the textbook, slopes, saturation, kinks, and every form of input."""

import copy
import math
import pickle

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

import bplib as bp
from oracles import differences
from oracles.closeness import assert_close
from oracles.examples import ACTIVATIONS

FUNCTIONS = {
    "identity": lambda z: z,
    "sigmoid": lambda z: 1 / (1 + math.exp(-z)) if z > -700 else 0.0,
    "tanh": math.tanh,
    "relu": lambda z: max(z, 0.0),
}
floats = st.floats(-1000, 1000, allow_subnormal=False)
arrays = hnp.arrays(np.float64, hnp.array_shapes(min_dims=0, max_dims=4, max_side=4), elements=floats)
properties = settings(deadline=None, derandomize=True, database=None, max_examples=50)
every_activation = pytest.mark.parametrize("phi", ACTIVATIONS, ids=repr)


@every_activation
def test_activation_has_the_values_of_the_textbook(phi):
    z = np.array([-1000.0, -30.0, -1.0, -0.25, 0.0, 0.5, 2.0, 30.0, 1000.0])
    assert_close(phi(z), [FUNCTIONS[repr(phi)](value) for value in z], rtol=1e-14)


def test_activations_have_values_known_by_heart():
    assert bp.sigmoid(np.array([0.0, math.log(3)])).tolist() == pytest.approx([0.5, 0.75], rel=1e-15)
    assert bp.tanh(np.array([0.0, math.log(2)])).tolist() == pytest.approx([0, 0.6], rel=1e-15)
    assert bp.relu(np.array([-2.0, 0.0, 3.0])).tolist() == [0, 0, 3]
    assert bp.identity(np.array([-2.0, 3.0])).tolist() == [-2, 3]


@every_activation
def test_derivative_agrees_with_central_differences(phi):
    z = np.linspace(-4.05, 4.05, 28)
    computed = phi.derivative(z, phi(z))
    differences.assert_agrees(computed, differences.gradient(lambda: phi(z).sum(), z))


def test_derivative_of_relu_is_0_at_its_kink():
    z = np.array([-1e-300, -0.0, 0.0, 1e-300])
    assert bp.relu.derivative(z, bp.relu(z)).tolist() == [0, 0, 0, 1]


def test_derivatives_have_their_largest_value_at_0():
    zero = np.zeros(1)
    assert bp.sigmoid.derivative(zero, bp.sigmoid(zero)).tolist() == [0.25]
    assert bp.tanh.derivative(zero, bp.tanh(zero)).tolist() == [1]


@every_activation
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_saturating_inputs_give_finite_values_and_slopes_without_a_warning(phi, dtype):
    z = np.array([-1000, -100, 100, 1000], dtype)
    a = phi(z)
    assert np.isfinite(a).all()
    assert np.isfinite(phi.derivative(z, a)).all()
    assert a.dtype == phi.derivative(z, a).dtype == dtype


def test_sigmoid_and_tanh_saturate_at_their_limits():
    z = np.array([-1000.0, 1000.0])
    assert bp.sigmoid(z).tolist() == [0, 1]
    assert bp.tanh(z).tolist() == [-1, 1]
    assert bp.sigmoid.derivative(z, bp.sigmoid(z)).tolist() == bp.tanh.derivative(z, bp.tanh(z)).tolist() == [0, 0]


@every_activation
@pytest.mark.parametrize("z", [0.5, -2, np.float64(0.5), np.float32(-0.5), np.array(0.5)], ids=repr)
def test_a_single_number_is_an_array_of_a_shape_too(phi, z):
    assert np.shape(phi(z)) == np.shape(phi.derivative(z, phi(z))) == ()
    assert float(phi(z)) == pytest.approx(FUNCTIONS[repr(phi)](float(z)), rel=1e-7)


@every_activation
@pytest.mark.parametrize(
    "z", [[-1, 0, 2], (-1.0, 0.0, 2.0), np.array([-1, 0, 2]), np.array([-1, 0, 2], np.int8)], ids=repr
)
def test_lists_and_integers_give_floats_of_full_precision(phi, z):
    a, slope = phi(z), phi.derivative(z, phi(z))
    assert a.dtype == slope.dtype == np.float64
    np.testing.assert_allclose(a, [FUNCTIONS[repr(phi)](value) for value in (-1.0, 0.0, 2.0)], rtol=1e-14)


@every_activation
@properties
@given(z=arrays)
def test_any_shape_is_kept_and_out_gives_the_same_bits(phi, z):
    a, out, d_out = phi(z), np.empty_like(z), np.empty_like(z)
    slope = phi.derivative(z, a)
    assert a.shape == slope.shape == z.shape
    assert phi(z, out=out) is out
    assert phi.derivative(z, a, out=d_out) is d_out
    np.testing.assert_array_equal(out, a)
    np.testing.assert_array_equal(d_out, slope)


@every_activation
def test_an_activation_changes_neither_its_input_nor_its_own_value(phi):
    z = np.linspace(-2, 2, 9)
    a = phi(z)
    before = z.copy(), a.copy()
    phi.derivative(z, a)
    phi.derivative(z, a, out=np.empty_like(z))
    assert (z == before[0]).all()
    assert (a == before[1]).all()
    assert not np.shares_memory(a, z)


@every_activation
def test_activation_keeps_the_results_for_non_contiguous_input(phi):
    z = np.random.default_rng(0).normal(size=(6, 8))[::2, ::-3]
    np.testing.assert_array_equal(phi(z), phi(z.copy()))
    np.testing.assert_array_equal(phi(np.asfortranarray(z)), phi(z.copy()))


@every_activation
def test_activation_is_one_object_through_copy_and_pickle(phi):
    assert copy.deepcopy(phi) is phi is pickle.loads(pickle.dumps(phi))
    assert getattr(bp, repr(phi)) is phi


@pytest.mark.parametrize("function", [bp.sigmoid, bp.identity, bp.softmax], ids=["sigmoid", "identity", "softmax"])
@pytest.mark.parametrize("z", [["a", "b"], [None, None], [1j, 2j]], ids=repr)
def test_what_is_not_a_real_number_is_an_error(function, z):
    with pytest.raises(
        TypeError, match=r"The values have the dtype \S+, expected real numbers\. Give an array of floats"
    ):
        function(z)


def test_softmax_agrees_with_hand_computed_values():
    np.testing.assert_allclose(bp.softmax(np.log([[1.0, 3.0], [2.0, 2.0]])), [[0.25, 0.75], [0.5, 0.5]], rtol=1e-15)
    np.testing.assert_allclose(bp.softmax([0, 0, 0, 0]), [0.25] * 4)


def test_softmax_of_logits_of_any_size_is_finite_without_a_warning():
    assert bp.softmax([[1000.0, -1000.0], [-1000.0, -1000.0], [1e300, 0]]).tolist() == [[1, 0], [0.5, 0.5], [1, 0]]


@properties
@given(hnp.arrays(np.float64, hnp.array_shapes(max_dims=4, max_side=4), elements=floats), floats)
def test_softmax_sums_to_1_along_the_last_axis_and_ignores_a_common_shift(z, shift):
    before, p = z.copy(), bp.softmax(z)
    assert p.shape == z.shape
    np.testing.assert_allclose(p.sum(axis=-1), np.ones(z.shape[:-1]), rtol=1e-14)
    np.testing.assert_allclose(bp.softmax(z + shift), p, rtol=1e-9, atol=1e-12)
    assert (z == before).all()


def test_softmax_of_two_logits_is_the_sigmoid_of_their_difference():
    z = np.random.default_rng(0).normal(0, 5, (50, 2))
    np.testing.assert_allclose(bp.softmax(z)[:, 1], bp.sigmoid(z[:, 1] - z[:, 0]), rtol=1e-13)


def test_softmax_keeps_float32():
    assert bp.softmax(np.zeros((2, 3), np.float32)).dtype == np.float32


def test_an_activation_of_ones_own_needs_function_and_derivative():
    class Nothing(type(bp.tanh).__base__):
        pass

    with pytest.raises(NotImplementedError, match="Nothing needs a function"):
        Nothing()(np.zeros(1))
    with pytest.raises(NotImplementedError, match="Nothing needs a derivative"):
        Nothing().derivative(np.zeros(1), np.zeros(1))
