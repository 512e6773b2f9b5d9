"""Optimizers and schedules: steps by hand, trajectories by a loop over single floats, memory, and what is refused."""

import copy
import math

import numpy as np
import pytest

import bplib as bp
from bplib.optimizers import BLOCK, Optimizer

KINDS = {
    "gradient descent": lambda rate: bp.GradientDescent(rate),
    "momentum": lambda rate: bp.Momentum(rate, momentum=0.8),
    "adam": lambda rate: bp.Adam(rate, beta_1=0.8, beta_2=0.95, epsilon=1e-3),
}
every_kind = pytest.mark.parametrize("kind", KINDS)


def vector(*values, dtype=np.float64):
    return np.array(values, dtype)


def trajectory(kind, theta, gradients, rate):
    """The parameter after each step, computed with single floats from the equations of the papers."""
    v = m = s = 0.0
    result = []
    for t, g in enumerate(gradients, start=1):
        eta = rate(t - 1) if callable(rate) else rate
        if kind == "gradient descent":
            theta = theta - eta * g
        elif kind == "momentum":
            v = 0.8 * v - eta * g
            theta = theta + v
        else:
            m = 0.8 * m + (1 - 0.8) * g
            s = 0.95 * s + (1 - 0.95) * g * g
            theta = theta - eta * (m / (1 - 0.8**t)) / (math.sqrt(s / (1 - 0.95**t)) + 1e-3)
        result.append(theta)
    return result


def run(optimizer, theta, gradients):
    """The parameters after each step, one row per step."""
    theta, rows = theta.copy(), []
    for gradient in gradients:
        optimizer.update(theta, gradient)
        rows.append(theta.copy())
    return np.array(rows)


def test_gradient_descent_agrees_with_hand_computed_steps():
    rows = run(bp.GradientDescent(0.5), vector(1, -2), [vector(2, 4), vector(-2, 0)])
    assert rows.tolist() == [[0, -4], [1, -4]]


def test_momentum_agrees_with_hand_computed_steps():
    rows = run(bp.Momentum(0.5, momentum=0.5), vector(1, 0), [vector(2, 4), vector(2, 0), vector(0, 0)])
    assert rows.tolist() == [[0, -2], [-1.5, -3], [-2.25, -3.5]]  # v = −1, −1.5, −0.75 and −2, −1, −0.5


def test_the_first_step_of_adam_is_the_learning_rate_against_the_sign_of_the_gradient():
    rows = run(bp.Adam(0.1), vector(1, 1, 1), [vector(1e-3, -5, 1e6)])
    np.testing.assert_allclose(rows, [[0.9, 1.1, 0.9]], rtol=1e-5)


def test_adam_agrees_with_a_hand_computed_second_step():
    rows = run(bp.Adam(1.0, beta_1=0.5, beta_2=0.5, epsilon=1e-12), vector(0), [vector(1), vector(3)])
    m_hat, v_hat = (0.5 * 0.5 * 1 + 0.5 * 3) / 0.75, (0.5 * 0.5 * 1 + 0.5 * 9) / 0.75  # 7/3 and 19/3
    np.testing.assert_allclose(rows.ravel(), [-1, -1 - m_hat / math.sqrt(v_hat)], rtol=1e-11)


@every_kind
@pytest.mark.parametrize("rate", [0.1, lambda step: 0.1 / (1 + step)], ids=["constant", "of the step"])
def test_fifty_steps_agree_with_the_equations_in_single_floats(kind, rate):
    rng = np.random.default_rng(0)
    theta, gradients = rng.normal(size=7), rng.normal(size=(50, 7))
    rows = run(KINDS[kind](rate), theta, gradients)
    expected = [trajectory(kind, float(theta[i]), gradients[:, i].tolist(), rate) for i in range(7)]
    np.testing.assert_allclose(rows, np.transpose(expected), rtol=1e-12, atol=1e-14)


@every_kind
@pytest.mark.parametrize("size", [BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK + 3])
def test_a_vector_of_many_blocks_moves_as_its_parts_would(kind, size):
    rng = np.random.default_rng(0)
    theta, gradients = rng.normal(size=size), rng.normal(size=(3, size))
    rows = run(KINDS[kind](0.1), theta, gradients)
    for part in (slice(0, 5), slice(BLOCK - 3, BLOCK + 3), slice(size - 5, size)):
        np.testing.assert_array_equal(rows[:, part], run(KINDS[kind](0.1), theta[part], gradients[:, part]))


@every_kind
def test_a_step_changes_the_parameters_in_place_and_never_the_gradient(kind):
    theta, gradient = vector(1, 2, 3), vector(4, 5, 6)
    optimizer = KINDS[kind](0.1)
    for _ in range(3):
        assert optimizer.update(theta, gradient) is None
    assert gradient.tolist() == [4, 5, 6]
    assert (theta != [1, 2, 3]).all()


@every_kind
def test_float32_stays_float32_and_agrees_with_float64(kind):
    rng = np.random.default_rng(0)
    theta, gradients = rng.normal(size=5), rng.normal(size=(20, 5))
    rows = run(KINDS[kind](0.1), theta.astype(np.float32), gradients.astype(np.float32))
    assert rows.dtype == np.float32
    np.testing.assert_allclose(rows, run(KINDS[kind](0.1), theta, gradients), rtol=1e-4, atol=1e-5)


@every_kind
def test_two_optimizers_remember_nothing_of_each_other(kind):
    gradients = np.random.default_rng(0).normal(size=(6, 2))
    alone = run(KINDS[kind](0.1), vector(1, 2), gradients)
    a, b, theta_a, theta_b = KINDS[kind](0.1), KINDS[kind](0.1), vector(1, 2), vector(1, 2)
    for gradient in gradients:
        a.update(theta_a, gradient)
        b.update(theta_b, -gradient)
    assert (theta_a == alone[-1]).all()


@every_kind
def test_reset_makes_the_next_step_the_first_one(kind):
    gradients = np.random.default_rng(0).normal(size=(4, 2))
    asked = []
    optimizer = KINDS[kind](lambda step: asked.append(step) or 0.1)
    first = run(optimizer, vector(1, 2), gradients)
    optimizer.reset()
    assert (run(optimizer, vector(1, 2), gradients) == first).all()
    assert asked == [0, 1, 2, 3, 0, 1, 2, 3]


@every_kind
def test_a_deep_copy_goes_on_from_the_same_memory_by_itself(kind):
    optimizer, gradients = KINDS[kind](0.1), np.random.default_rng(0).normal(size=(6, 2))
    whole = run(KINDS[kind](0.1), vector(1, 2), gradients)
    half = run(optimizer, vector(1, 2), gradients[:3])[-1]
    again = copy.deepcopy(optimizer)
    run(optimizer, vector(5, 5), gradients)
    assert (run(again, half, gradients[3:]) == whole[3:]).all()


@every_kind
@pytest.mark.parametrize("other", [vector(1, 2, 3), vector(1, 2, dtype=np.float32)], ids=["size", "dtype"])
def test_use_with_other_parameters_is_an_error_until_reset(kind, other):
    optimizer = KINDS[kind](0.1)
    optimizer.update(vector(1, 2), vector(1, 1))
    before = other.copy()
    with pytest.raises(ValueError) as caught:
        optimizer.update(other, np.ones_like(other))
    assert str(caught.value) == (
        f"This optimizer was used for 2 parameters of float64 and is now given {other.size} of {other.dtype}. "
        f"Make a new one for each network, or call its reset()."
    )
    assert (other == before).all()
    optimizer.reset()
    optimizer.update(other, np.ones_like(other))
    assert (other < before).all()


@every_kind
@pytest.mark.parametrize("rate", [0, -1.0, math.nan, math.inf, None])
def test_a_schedule_that_gives_no_positive_rate_is_an_error_and_moves_nothing(kind, rate):
    optimizer, theta = KINDS[kind](lambda step: 0.1 if step == 0 else rate), vector(1, 2)
    optimizer.update(theta, vector(1, 1))
    before = theta.copy()
    with pytest.raises(ValueError, match=r"learning_rate is \S+, expected a finite number above 0\. Write"):
        optimizer.update(theta, vector(1, 1))
    assert (theta == before).all()


@pytest.mark.parametrize("value", [-0.1, 1, 1.5, math.nan, "0.9", None])
def test_fractions_must_be_from_0_up_to_1(value):
    calls = {
        "momentum": lambda: bp.Momentum(0.1, momentum=value),
        "beta_1": lambda: bp.Adam(0.1, beta_1=value),
        "beta_2": lambda: bp.Adam(0.1, beta_2=value),
    }
    for name, call in calls.items():
        with pytest.raises(ValueError) as caught:
            call()
        assert str(caught.value) == f"{name} is {value!r}, expected a number from 0 up to, but not including, 1."


@pytest.mark.parametrize("epsilon", [0, -1e-8, math.nan])
def test_epsilon_must_be_above_0(epsilon):
    with pytest.raises(ValueError, match=r"epsilon is \S+, expected a finite number above 0"):
        bp.Adam(0.1, epsilon=epsilon)


def test_momentum_0_is_gradient_descent():
    gradients = np.random.default_rng(0).normal(size=(5, 2))
    expected = run(bp.GradientDescent(0.1), vector(1, 2), gradients)
    np.testing.assert_array_equal(run(bp.Momentum(0.1, momentum=0), vector(1, 2), gradients), expected)


def test_defaults_are_those_of_the_papers():
    assert repr(bp.Adam()) == "Adam(0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-08)"
    assert repr(bp.Momentum(0.1)) == "Momentum(0.1, momentum=0.9)"
    assert repr(bp.GradientDescent(learning_rate=0.5)) == "GradientDescent(0.5)"


def test_constant_rate_is_constant():
    assert [bp.constant_rate(0.3)(step) for step in (0, 1, 1000)] == [0.3] * 3


def test_step_decay_multiplies_after_every_so_many_steps():
    rate = bp.step_decay(0.8, factor=0.5, n_steps=3)
    assert [rate(step) for step in range(8)] == pytest.approx([0.8, 0.8, 0.8, 0.4, 0.4, 0.4, 0.2, 0.2])


def test_cosine_decay_goes_down_on_half_a_cosine_and_stays():
    rate = bp.cosine_decay(1.0, n_steps=4, final_rate=0.2)
    quarter = 0.4 * math.sqrt(0.5)
    assert [rate(step) for step in range(7)] == pytest.approx([1, 0.6 + quarter, 0.6, 0.6 - quarter, 0.2, 0.2, 0.2])
    assert bp.cosine_decay(1.0, 10)(10) > 0  # a learning rate must be above 0


def test_warmup_rises_in_equal_stages_and_then_follows_its_rate():
    assert [bp.warmup(0.8, 4)(step) for step in range(6)] == pytest.approx([0.2, 0.4, 0.6, 0.8, 0.8, 0.8])
    rate = bp.warmup(bp.step_decay(0.8, 0.5, 3), 2)
    assert [rate(step) for step in range(5)] == pytest.approx([0.4, 0.8, 0.8, 0.4, 0.4])


@pytest.mark.parametrize(
    ("make", "text"),
    [
        (lambda: bp.constant_rate(0), "rate is 0, expected a finite number above 0"),
        (lambda: bp.step_decay(-1, 0.5, 10), "rate is -1, expected a finite number above 0"),
        (lambda: bp.step_decay(1, 0, 10), "factor is 0, expected a finite number above 0"),
        (lambda: bp.step_decay(1, 0.5, 0), r"step_decay got n_steps=0, expected a whole number of at least 1\. Change"),
        (lambda: bp.cosine_decay("1", 10), "rate is '1', expected a finite number above 0"),
        (lambda: bp.cosine_decay(1, 10, 0), "final_rate is 0, expected a finite number above 0"),
        (lambda: bp.cosine_decay(1, 2.5), r"cosine_decay got n_steps=2\.5, expected a whole number"),
        (lambda: bp.warmup(0, 10), "rate is 0, expected a finite number above 0"),
        (lambda: bp.warmup(1, -1), "warmup got n_steps=-1, expected a whole number"),
    ],
)
def test_schedules_refuse_what_gives_no_learning_rate(make, text):
    with pytest.raises(ValueError, match=f"^{text}"):
        make()


def test_an_optimizer_of_ones_own_needs_a_rule():
    class Nothing(Optimizer):
        pass

    with pytest.raises(NotImplementedError, match="Nothing needs a rule"):
        Nothing(0.1).update(vector(1), vector(1))


@every_kind
def test_every_optimizer_finds_the_bottom_of_a_bowl(kind):
    theta, optimizer = vector(3, -2), KINDS[kind](bp.cosine_decay(0.05, 400))
    for _ in range(400):
        optimizer.update(theta, vector(2, 4) * theta)
    np.testing.assert_allclose(theta, 0, atol=1e-3)


def test_a_network_without_parameters_can_be_updated():
    network = bp.Network(bp.Flatten((2, 2)))
    parameters = bp.initialize(network, np.random.default_rng(0))
    for kind in KINDS.values():
        bp.update(parameters, parameters.empty_like(), kind(0.1))
    assert parameters.vector.size == 0
