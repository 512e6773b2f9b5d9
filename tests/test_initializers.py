"""Initializers: shapes, means and variances, orthogonality, and the same numbers from the same seed."""

import numpy as np
import pytest

import bplib as bp

SHAPES = [(400, 300), (3, 5, 40, 60)]  # a dense layer's, and a kernel's: fan-in 400 and 600, fan-out 300 and 900
RANDOM = [bp.normal(0.3), bp.glorot, bp.he, bp.orthogonal]


def name(initializer):
    return getattr(initializer, "__name__", str(initializer))


def draw(initializer, shape, seed=0):
    return initializer(np.random.default_rng(seed), shape)


def test_zeros_and_constants_are_what_they_say():
    assert (draw(bp.zeros, (2, 3)) == np.zeros((2, 3))).all()
    assert (draw(bp.constant(-0.5), (2, 3)) == np.full((2, 3), -0.5)).all()
    assert draw(bp.constant(1), (2, 3)).dtype == np.float64


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("initializer", [bp.zeros, bp.constant(2), *RANDOM], ids=name)
def test_every_initializer_gives_the_shape_it_is_asked_for(initializer, shape):
    assert draw(initializer, shape).shape == shape


@pytest.mark.parametrize(
    ("initializer", "variances"),
    [(bp.normal(0.3), (0.09, 0.09)), (bp.glorot, (2 / 700, 2 / 1500)), (bp.he, (2 / 400, 2 / 600))],
    ids=["normal", "glorot", "he"],
)
def test_mean_and_variance_are_those_of_the_paper(initializer, variances):
    for shape, variance in zip(SHAPES, variances, strict=True):
        weights = draw(initializer, shape)
        assert weights.var() == pytest.approx(variance, rel=0.02)
        assert abs(weights.mean()) < 4 * np.sqrt(variance / weights.size)


def test_glorot_is_uniform_and_he_is_normal():
    weights = draw(bp.glorot, (400, 300))
    limit = np.sqrt(6 / 700)
    assert 0.999 * limit < abs(weights).max() <= limit
    assert (abs(weights) < limit / 2).mean() == pytest.approx(0.5, abs=0.01)
    weights = draw(bp.he, (400, 300))
    assert (abs(weights) < weights.std()).mean() == pytest.approx(0.6827, abs=0.01)


@pytest.mark.parametrize("shape", [(5, 5), (7, 3), (3, 7), (2, 2, 3, 4), (1, 1)])
def test_orthogonal_keeps_lengths(shape):
    matrix = draw(bp.orthogonal, shape).reshape(-1, shape[-1])
    small = matrix.T @ matrix if matrix.shape[0] >= matrix.shape[1] else matrix @ matrix.T
    np.testing.assert_allclose(small, np.eye(len(small)), atol=1e-14)


def test_orthogonal_has_no_preferred_sign():
    signs = [np.sign(draw(bp.orthogonal, (1, 1), seed)[0, 0]) for seed in range(400)]
    assert abs(np.mean(signs)) < 0.2
    diagonals = [np.trace(draw(bp.orthogonal, (4, 4), seed)) for seed in range(400)]
    assert abs(np.mean(diagonals)) < 0.2  # without the correction of the signs it is about −1


@pytest.mark.parametrize("initializer", RANDOM, ids=name)
def test_the_same_seed_gives_the_same_bits_and_another_seed_others(initializer):
    assert (draw(initializer, (4, 3), 7) == draw(initializer, (4, 3), 7)).all()
    assert (draw(initializer, (4, 3), 7) != draw(initializer, (4, 3), 8)).any()


@pytest.mark.parametrize("scale", [-0.1, float("nan"), float("inf")])
def test_normal_refuses_a_scale_that_is_no_number_of_at_least_0(scale):
    with pytest.raises(ValueError, match=r"The scale is \S+, expected a number ≥ 0\. Write for example normal\(0\.1\)"):
        bp.normal(scale)


def test_normal_with_scale_0_is_allowed():
    assert (draw(bp.normal(0), (2, 2)) == 0).all()


def test_initializers_with_equal_arguments_are_equal_and_print_their_arguments():
    assert bp.normal(0.1) == bp.normal(0.1) != bp.normal(0.2)
    assert repr(bp.constant(0.5)) == "constant(value=0.5)"
    assert repr(bp.Dense(2, 1, initializer=bp.normal(0.1))) == "Dense(2, 1, initializer=normal(scale=0.1))"
