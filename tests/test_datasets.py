"""Data sets: shapes and dtypes, the geometry they promise, the same numbers every time, and a damaged digits file."""

import math

import numpy as np
import pytest

import bplib as bp
from bplib import datasets

SHAPES = {
    "xor": ((2,), 4),
    "moons": ((2,), 200),
    "circles": ((2,), 200),
    "spirals": ((2,), 200),
    "sine": ((1,), 100),
    "parity_sequences": ((10, 1), 1000),
}
every_set = pytest.mark.parametrize("name", SHAPES)


def make(name, *arguments, **named):
    return getattr(bp.datasets, name)(*arguments, **named)


@every_set
def test_a_set_has_the_shapes_and_dtypes_that_it_promises(name):
    shape, n_default = SHAPES[name]
    assert len(make(name)[0]) == n_default
    for n in (1, 2, 7, 50):
        x, y = make(name, n)
        assert x.shape == (n, *shape)
        assert y.shape == (n, 1)
        assert x.dtype == np.float64
        assert y.dtype.kind == ("f" if name == "sine" else "i")


@every_set
def test_a_set_is_the_same_every_time_and_another_with_another_generator(name):
    named = {"noise": 0.1}
    first, again = make(name, **named), make(name, **named)
    assert (first[0] == again[0]).all()
    assert (first[1] == again[1]).all()
    others = [make(name, **named, rng=np.random.default_rng(seed)) for seed in (5, 5, 6)]
    assert (others[0][0] == others[1][0]).all()
    assert (others[0][0] != others[2][0]).any()
    assert (others[0][0] != first[0]).any()
    rng = np.random.default_rng(5)
    assert (make(name, **named, rng=rng)[0] != make(name, **named, rng=rng)[0]).any()


@every_set
def test_noise_has_the_standard_deviation_asked_for(name):
    noisy, clean = (make(name, 5000, noise=noise, rng=np.random.default_rng(3)) for noise in (0.2, 0.0))
    i = 1 if name == "sine" else 0
    difference = noisy[i] - clean[i]
    assert difference.std() == pytest.approx(0.2, rel=0.05)
    assert abs(difference.mean()) < 0.01
    assert (noisy[1 - i] == clean[1 - i]).all()


@pytest.mark.parametrize("name", [name for name in SHAPES if name not in ("sine", "parity_sequences")])
def test_two_classes_are_0_and_1_and_equally_many(name):
    y = make(name, 100)[1]
    assert (np.bincount(y.ravel()) == [50, 50]).all()


def test_xor_is_the_truth_table():
    x, y = bp.datasets.xor()
    assert x.tolist() == [[0, 0], [0, 1], [1, 0], [1, 1]]
    assert y.tolist() == [[0], [1], [1], [0]]
    x, y = bp.datasets.xor(6)
    assert x[4:].tolist() == [[0, 0], [0, 1]]
    assert y[4:].tolist() == [[0], [1]]


def test_moons_lie_on_two_half_circles():
    x, y = bp.datasets.moons(500, noise=0)
    upper, lower = x[y[:, 0] == 0], x[y[:, 0] == 1]
    np.testing.assert_allclose(np.hypot(*upper.T), 1, rtol=1e-12)
    np.testing.assert_allclose(np.hypot(lower[:, 0] - 1, lower[:, 1] - 0.5), 1, rtol=1e-12)
    assert (upper[:, 1] >= 0).all()
    assert (lower[:, 1] <= 0.5).all()
    assert upper[:, 0].min() < -0.98
    assert upper[:, 0].max() > 0.98


def test_circles_have_radius_1_and_one_half():
    x, y = bp.datasets.circles(500, noise=0)
    np.testing.assert_allclose(np.hypot(*x.T), np.where(y[:, 0] == 0, 1, 0.5), rtol=1e-12)
    assert (abs(x.mean(axis=0)) < 0.1).all()  # all around


def test_spirals_make_one_and_a_half_turns_and_are_one_another_turned_by_half_a_turn():
    x, y = bp.datasets.spirals(2000, noise=0)
    radius = np.hypot(*x.T)
    assert 0.1 <= radius.min() < 0.11
    assert 0.99 < radius.max() <= 1
    turned = np.where(y == 0, x, -x)  # the second spiral turned by 180° lies on the first
    angle = 3 * math.pi * radius
    np.testing.assert_allclose(turned, (radius * [np.cos(angle), np.sin(angle)]).T, atol=1e-12)


def test_sine_is_one_period():
    x, y = bp.datasets.sine(500, noise=0)
    assert -1 <= x.min() < -0.98
    assert 0.98 < x.max() <= 1
    np.testing.assert_allclose(y, np.sin(np.pi * x), rtol=1e-12)


@pytest.mark.parametrize("n_steps", [1, 2, 10, 13])
def test_parity_counts_the_ones(n_steps):
    x, y = bp.datasets.parity_sequences(300, n_steps=n_steps)
    assert x.shape == (300, n_steps, 1)
    assert set(np.unique(x)) == {-1, 1}
    for sequence, parity in zip(x[..., 0].tolist(), y[:, 0].tolist(), strict=True):
        assert parity == sum(value == 1 for value in sequence) % 2
    assert 0.35 < y.mean() < 0.65


def test_digits_are_the_1797_images_of_the_uci_set():
    x, y = bp.datasets.digits()
    assert x.shape == (1797, 8, 8, 1)
    assert y.shape == (1797,)
    assert x.dtype == np.float64
    assert y.dtype.kind == "i"
    assert (x.min(), x.max()) == (0, 1)
    assert np.bincount(y).tolist() == [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]
    assert y[:10].tolist() == list(range(10))
    assert (16 * x[0, 0, :, 0]).tolist() == [0, 0, 5, 13, 9, 1, 0, 0]  # the first row of the first image, a zero
    assert (16 * x == (16 * x).round()).all()


def test_digits_are_new_arrays_at_every_call():
    x, y = bp.datasets.digits()
    x[...], y[...] = 0, 0
    x, y = bp.datasets.digits()
    assert x.max() == 1
    assert y.max() == 9


@pytest.mark.parametrize("place", [0, 100, 20_000, -1])
def test_a_damaged_digits_file_is_an_error_with_its_path(monkeypatch, tmp_path, place):
    content = bytearray(datasets.DIGITS.read_bytes())
    content[place] ^= 1
    path = tmp_path / "digits.npz"
    path.write_bytes(content)
    monkeypatch.setattr(datasets, "DIGITS", path)
    with pytest.raises(ValueError) as caught:
        bp.datasets.digits()
    assert str(caught.value) == (
        f"The digits file {path} is damaged; its SHA-256 must be {datasets.DIGITS_SHA256}. Install bplib again."
    )


def test_a_digits_file_that_is_cut_off_or_missing_is_an_error(monkeypatch, tmp_path):
    path = tmp_path / "digits.npz"
    path.write_bytes(datasets.DIGITS.read_bytes()[:-1])
    monkeypatch.setattr(datasets, "DIGITS", path)
    with pytest.raises(ValueError, match=r"is damaged; its SHA-256 must be .* Install bplib again"):
        bp.datasets.digits()
    path.unlink()
    with pytest.raises(ValueError, match=r"is missing; its SHA-256 must be .* Install bplib again"):
        bp.datasets.digits()


@every_set
@pytest.mark.parametrize("n", [0, -5, 2.5, "10", None, True])
def test_the_number_of_examples_must_be_a_whole_number_of_at_least_1(name, n):
    with pytest.raises(ValueError) as caught:
        make(name, n)
    assert (
        str(caught.value)
        == f"The data set got n_examples={n!r}, expected a whole number of at least 1. Change n_examples."
    )


@every_set
@pytest.mark.parametrize("noise", [-0.1, math.nan, math.inf, "0.1", None])
def test_noise_must_be_a_standard_deviation(name, noise):
    with pytest.raises(ValueError) as caught:
        make(name, 10, noise)
    assert str(caught.value) == f"noise is {noise!r}, expected a standard deviation ≥ 0. Write for example noise=0.1."


@every_set
@pytest.mark.parametrize("rng", [0, np.random, np.random.RandomState(0)])
def test_the_generator_must_be_a_generator(name, rng):
    with pytest.raises(TypeError) as caught:
        make(name, 10, rng=rng)
    assert str(caught.value) == f"rng is {rng!r}, expected a random generator. Write rng=np.random.default_rng(0)."


def test_parity_sequences_need_at_least_one_step():
    with pytest.raises(ValueError, match=r"parity_sequences got n_steps=0, expected a whole number of at least 1"):
        bp.datasets.parity_sequences(10, n_steps=0)


def test_every_set_is_listed_and_documented():
    assert set(datasets.__all__) == {*SHAPES, "digits", "mnist"}
    assert all(getattr(datasets, name).__doc__ for name in datasets.__all__)
