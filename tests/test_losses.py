"""Losses: values by hand, gradients by differences and by the tape, identities between them, and saturated logits."""

import copy
import math
import pickle

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bplib as bp
from oracles import differences, loops, tape
from oracles.examples import LOSSES, random_target

every_loss = pytest.mark.parametrize("loss", LOSSES, ids=repr)
properties = settings(deadline=None, derandomize=True, database=None, max_examples=60)


def random_logits(n, n_outputs, seed=0, scale=2.0):
    return np.random.default_rng(seed).normal(0, scale, (n, n_outputs))


def test_mean_squared_error_agrees_with_hand_computed_values():
    output, target = [[1.0, 2.0], [3.0, 5.0]], [[0.0, 2.0], [1.0, 1.0]]
    assert bp.mean_squared_error.value(output, target) == (1 + 0 + 4 + 16) / 4
    assert bp.mean_squared_error.gradient(output, target).tolist() == [[2 / 4, 0], [4 / 4, 8 / 4]]
    assert bp.half_mean_squared_error.value(output, target) == 21 / 8
    assert bp.half_mean_squared_error.gradient(output, target).tolist() == [[1 / 4, 0], [2 / 4, 4 / 4]]


def test_binary_cross_entropy_agrees_with_hand_computed_values():
    logits, target = [[0.0], [math.log(3)]], [[1], [0]]  # probabilities 1/2 and 3/4
    assert bp.binary_cross_entropy.value(logits, target) == pytest.approx((math.log(2) + math.log(4)) / 2, rel=1e-15)
    np.testing.assert_allclose(bp.binary_cross_entropy.gradient(logits, target), [[-0.5 / 2], [0.75 / 2]], rtol=1e-15)


def test_softmax_cross_entropy_agrees_with_hand_computed_values():
    logits = np.log([[1.0, 3.0], [1.0, 4.0]])  # probabilities 1/4, 3/4 and 1/5, 4/5
    assert bp.softmax_cross_entropy.value(logits, [0, 1]) == pytest.approx(
        (math.log(4) + math.log(5 / 4)) / 2, rel=1e-14
    )
    expected = [[-0.75 / 2, 0.75 / 2], [0.2 / 2, -0.2 / 2]]
    np.testing.assert_allclose(bp.softmax_cross_entropy.gradient(logits, [0, 1]), expected, rtol=1e-14)


@every_loss
@pytest.mark.parametrize(("n", "n_outputs"), [(1, 2), (3, 2), (4, 5)])
def test_loss_gradient_agrees_with_central_differences(loss, n, n_outputs):
    output, target = random_logits(n, n_outputs), random_target(loss, (n_outputs,), n)
    computed = loss.gradient(output, target)
    differences.assert_agrees(computed, differences.gradient(lambda: loss.value(output, target), output))


@every_loss
@properties
@given(
    n=st.integers(1, 5), n_outputs=st.integers(2, 5), seed=st.integers(0, 999), scale=st.sampled_from([0.1, 1.0, 5.0])
)
def test_loss_of_any_shape_agrees_with_the_tape(loss, n, n_outputs, seed, scale):
    output, target = random_logits(n, n_outputs, seed, scale), random_target(loss, (n_outputs,), n, seed)
    numbers = loops.numbers(output)
    expected = loops.LOSSES[repr(loss)](numbers, target)
    tape.differentiate(expected)
    assert loss.value(output, target) == pytest.approx(expected.value, rel=1e-11, abs=1e-12)
    np.testing.assert_allclose(loss.gradient(output, target), loops.slopes(numbers), rtol=1e-11, atol=1e-12)


@every_loss
def test_a_loss_is_a_mean_over_the_batch(loss):
    output, target = random_logits(4, 3), random_target(loss, (3,), 4)
    value, gradient = loss.value(output, target), loss.gradient(output, target)
    assert value == pytest.approx(
        np.mean([loss.value(output[i : i + 1], target[i : i + 1]) for i in range(4)]), rel=1e-13
    )
    twice = np.concatenate([output, output]), np.concatenate([target, target])
    assert loss.value(*twice) == pytest.approx(value, rel=1e-13)
    np.testing.assert_allclose(loss.gradient(*twice), np.concatenate([gradient, gradient]) / 2, rtol=1e-13)


@every_loss
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_value_is_a_float_and_the_gradient_has_shape_and_dtype_of_the_output(loss, dtype):
    output, target = random_logits(4, 3).astype(dtype), random_target(loss, (3,), 4)
    gradient = loss.gradient(output, target)
    assert type(loss.value(output, target)) is float
    assert type(loss.accuracy(output, target)) is float
    assert gradient.shape == output.shape
    assert gradient.dtype == dtype
    high = output.astype(np.float64)
    assert loss.value(output, target) == pytest.approx(loss.value(high, target), rel=1e-6)
    np.testing.assert_allclose(gradient, loss.gradient(high, target), rtol=1e-4, atol=1e-7)


@every_loss
def test_a_loss_changes_neither_output_nor_target(loss):
    output, target = random_logits(4, 3), random_target(loss, (3,), 4)
    before = output.copy(), target.copy()
    results = loss.value(output, target), loss.gradient(output, target), loss.accuracy(output, target)
    assert (output == before[0]).all()
    assert (target == before[1]).all()
    assert not np.shares_memory(results[1], output)
    assert not np.shares_memory(results[1], target)


@every_loss
def test_every_form_of_output_and_target_gives_the_same(loss):
    output = random_logits(4, 3).round()
    target = random_target(loss, (3,), 4).round()
    expected = loss.value(output, target), loss.gradient(output, target), loss.accuracy(output, target)
    forms = [(output.tolist(), target.tolist()), (np.asfortranarray(output), np.asfortranarray(target))]
    forms += [(output.astype(int), target), (np.repeat(output, 2, axis=1)[:, ::2], np.repeat(target, 2, axis=0)[::2])]
    for form in forms:
        assert loss.value(*form) == pytest.approx(expected[0], rel=1e-14)
        np.testing.assert_allclose(loss.gradient(*form), expected[1], rtol=1e-14)
        np.testing.assert_equal(loss.accuracy(*form), expected[2])


def test_half_mean_squared_error_is_half_of_mean_squared_error():
    output, target = random_logits(5, 3), random_logits(5, 3, seed=1)
    assert bp.half_mean_squared_error.value(output, target) == bp.mean_squared_error.value(output, target) / 2
    half, whole = (loss.gradient(output, target) for loss in (bp.half_mean_squared_error, bp.mean_squared_error))
    np.testing.assert_array_equal(half, whole / 2)


def test_softmax_cross_entropy_of_two_classes_is_binary_cross_entropy_of_the_difference_of_the_logits():
    logits, labels = random_logits(20, 2, scale=5), np.arange(20) % 2
    difference = logits[:, 1:] - logits[:, :1]
    expected = bp.binary_cross_entropy.value(difference, labels[:, np.newaxis])
    assert bp.softmax_cross_entropy.value(logits, labels) == pytest.approx(expected, rel=1e-13)
    gradient = bp.softmax_cross_entropy.gradient(logits, labels)
    expected = bp.binary_cross_entropy.gradient(difference, labels[:, np.newaxis])
    np.testing.assert_allclose(gradient, np.hstack([-expected, expected]), rtol=1e-11, atol=1e-15)


def test_one_hot_rows_give_the_same_as_labels():
    logits, labels = random_logits(6, 4), np.array([0, 3, 1, 2, 2, 0])
    loss, one_hot = bp.softmax_cross_entropy, np.eye(4)[labels]
    for target in (one_hot, one_hot.astype(int), one_hot.astype(bool), one_hot.astype(np.float32)):
        assert loss.value(logits, target) == loss.value(logits, labels)
        np.testing.assert_array_equal(loss.gradient(logits, target), loss.gradient(logits, labels))
        assert loss.accuracy(logits, target) == loss.accuracy(logits, labels)


def test_targets_may_be_probabilities():
    logits = random_logits(3, 4)
    p = bp.softmax(random_logits(3, 4, seed=1))
    np.testing.assert_allclose(bp.softmax_cross_entropy.gradient(logits, p), (bp.softmax(logits) - p) / 3, rtol=1e-12)
    expected = -(p * np.log(bp.softmax(logits))).sum() / 3
    assert bp.softmax_cross_entropy.value(logits, p) == pytest.approx(expected, rel=1e-13)
    y = np.array([[0.25], [1.0], [0.5]])
    expected = (bp.sigmoid(logits[:, :1]) - y) / 3
    np.testing.assert_allclose(bp.binary_cross_entropy.gradient(logits[:, :1], y), expected, rtol=1e-12)


def test_softmax_cross_entropy_ignores_what_is_common_to_all_logits():
    logits, labels = random_logits(3, 4), [0, 1, 2]
    shifted = np.add(logits, [[100.0], [-300.0], [0.0]])
    value = bp.softmax_cross_entropy.value(logits, labels)
    assert bp.softmax_cross_entropy.value(shifted, labels) == pytest.approx(value, rel=1e-12)
    np.testing.assert_allclose(bp.softmax_cross_entropy.gradient(logits, labels).sum(axis=1), 0, atol=1e-16)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_saturated_logits_give_finite_losses_and_gradients_without_a_warning(dtype):
    z = np.array([[1000.0], [-1000.0], [1000.0], [-1000.0]], dtype)
    y = np.array([[1], [0], [0], [1]])
    assert bp.binary_cross_entropy.value(z, y) == 500
    assert bp.binary_cross_entropy.gradient(z, y).ravel().tolist() == [0, 0, 0.25, -0.25]
    z, labels = np.array([[1000.0, -1000.0], [1000.0, -1000.0]], dtype), [0, 1]
    assert bp.softmax_cross_entropy.value(z, labels) == 1000
    assert bp.softmax_cross_entropy.gradient(z, labels).tolist() == [[0, 0], [0.5, -0.5]]


def test_a_loss_that_is_nearly_0_keeps_its_digits():
    assert bp.binary_cross_entropy.value([[40.0]], [[1]]) == pytest.approx(math.exp(-40), rel=1e-12, abs=0)


def test_accuracy_is_the_share_of_right_decisions():
    logits = [[2.0], [-1.0], [0.5], [-3.0]]
    assert bp.binary_cross_entropy.accuracy(logits, [[1], [1], [1], [0]]) == 0.75
    assert bp.mean_squared_error.accuracy([[0.9], [0.4], [0.6], [-2.0]], [[1], [1], [1], [0]]) == 0.75
    assert bp.softmax_cross_entropy.accuracy([[1.0, 2, 0], [3, 1, 2], [0, 1, 9]], [1, 2, 2]) == pytest.approx(2 / 3)


def test_accuracy_of_a_regression_is_no_number():
    for loss in (bp.mean_squared_error, bp.half_mean_squared_error):
        assert math.isnan(loss.accuracy([[0.3], [0.4]], [[0.5], [1.0]]))


@every_loss
def test_a_loss_is_one_object_through_copy_and_pickle_and_prints_its_name(loss):
    assert copy.deepcopy(loss) is loss is pickle.loads(pickle.dumps(loss))
    assert getattr(bp, repr(loss)) is loss


def test_losses_that_take_logits_say_so():
    assert [loss.takes_logits for loss in LOSSES] == [False, False, True, True]


def test_a_loss_of_ones_own_needs_value_and_gradient_and_has_no_accuracy():
    class Nothing(type(bp.mean_squared_error).__base__):
        pass

    with pytest.raises(NotImplementedError, match="Nothing needs a value"):
        Nothing().value(np.zeros(1), np.zeros(1))
    with pytest.raises(NotImplementedError, match="Nothing needs a gradient"):
        Nothing().gradient(np.zeros(1), np.zeros(1))
    assert math.isnan(Nothing().accuracy(np.zeros(1), np.zeros(1)))
