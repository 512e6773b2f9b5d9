"""Data to learn from: small sets made on the spot, the digits that come with bplib, and MNIST, fetched when asked for.

Each gives (x, y). Two-class targets are integers 0 and 1 of the shape (n, 1), regression targets floats (n, 1),
labels of several classes integers (n,); images are (n, height, width, 1) with values from 0 to 1. Without an `rng` a
set is the same every time.
"""

import hashlib
import math
from pathlib import Path

import numpy as np

from .arguments import check_generator, check_sizes
from .mnist import mnist

__all__ = ["circles", "digits", "mnist", "moons", "parity_sequences", "sine", "spirals", "xor"]

DIGITS = Path(__file__).with_name("data") / "digits.npz"
DIGITS_SHA256 = "78a85852f7f6b2b5d209ab9b246a3f6783ba99bf264099704d8725980b7e0b97"
Pair = tuple[np.ndarray, np.ndarray]


def xor(n_examples: int = 4, noise: float = 0.0, rng: np.random.Generator | None = None) -> Pair:
    """The corners of the unit square in turn, (0, 0), (0, 1), (1, 0), (1, 1); y is 1 where exactly one input is 1."""
    rng = _checked(n_examples, noise, rng)
    corners = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])[np.arange(n_examples) % 4]
    return _noisy(corners, noise, rng), corners.sum(axis=1, keepdims=True) % 2


def moons(n_examples: int = 200, noise: float = 0.1, rng: np.random.Generator | None = None) -> Pair:
    """Two half circles of radius 1 that reach into one another."""
    rng = _checked(n_examples, noise, rng)
    y, angle = _two_classes(n_examples), math.pi * rng.random(n_examples)
    upper, lower = [np.cos(angle), np.sin(angle)], [1 - np.cos(angle), 0.5 - np.sin(angle)]
    return _noisy(np.where(y == 0, np.transpose(upper), np.transpose(lower)), noise, rng), y


def circles(n_examples: int = 200, noise: float = 0.05, rng: np.random.Generator | None = None) -> Pair:
    """A circle of radius 1 (class 0) around one of radius 1/2 (class 1)."""
    rng = _checked(n_examples, noise, rng)
    y, angle = _two_classes(n_examples), 2 * math.pi * rng.random(n_examples)
    circle = np.column_stack([np.cos(angle), np.sin(angle)])
    return _noisy(np.where(y == 0, circle, circle / 2), noise, rng), y


def spirals(n_examples: int = 200, noise: float = 0.02, rng: np.random.Generator | None = None) -> Pair:
    """Two spirals of one and a half turns, one the other turned by 180°, within radius 1."""
    rng = _checked(n_examples, noise, rng)
    y, radius = _two_classes(n_examples), 0.1 + 0.9 * rng.random((n_examples, 1))
    angle = 3 * math.pi * radius + math.pi * y
    return _noisy(radius * np.hstack([np.cos(angle), np.sin(angle)]), noise, rng), y


def sine(n_examples: int = 100, noise: float = 0.1, rng: np.random.Generator | None = None) -> Pair:
    """Regression: x from −1 to 1, y = sin πx plus noise."""
    rng = _checked(n_examples, noise, rng)
    x = rng.uniform(-1, 1, (n_examples, 1))
    return x, _noisy(np.sin(math.pi * x), noise, rng)


def parity_sequences(
    n_examples: int = 1000, noise: float = 0.0, rng: np.random.Generator | None = None, *, n_steps: int = 10
) -> Pair:
    """Sequences of −1 and 1 (n, n_steps, 1); y is 1 where the number of ones among the steps is odd."""
    rng = _checked(n_examples, noise, rng)
    check_sizes("parity_sequences", n_steps=n_steps)
    bits = rng.integers(0, 2, (n_examples, n_steps, 1))
    return _noisy(2 * bits - 1, noise, rng), bits.sum(axis=1) % 2


def digits() -> Pair:
    """1,797 handwritten digits: images (1797, 8, 8, 1) with values from 0 to 1, labels (1797,) from 0 to 9.

    The UCI set "Optical Recognition of Handwritten Digits" (Alpaydin & Kaynak 1998, CC BY 4.0), its test part. Raises
    ValueError when the file that came with bplib is damaged.
    """
    content = DIGITS.read_bytes() if DIGITS.is_file() else b""
    if hashlib.sha256(content).hexdigest() != DIGITS_SHA256:
        state = "is damaged" if content else "is missing"
        raise ValueError(f"The digits file {DIGITS} {state}; its SHA-256 must be {DIGITS_SHA256}. Install bplib again.")
    with np.load(DIGITS, allow_pickle=False) as archive:
        return archive["images"][..., np.newaxis] / 16, archive["labels"].astype(np.int64)


def _checked(n_examples: int, noise: float, rng: np.random.Generator | None) -> np.random.Generator:
    check_sizes("The data set", n_examples=n_examples)
    if not (isinstance(noise, (int, float, np.number)) and 0 <= noise < math.inf):
        raise ValueError(f"noise is {noise!r}, expected a standard deviation ≥ 0. Write for example noise=0.1.")
    rng = np.random.default_rng(0) if rng is None else rng
    check_generator(rng)
    return rng


def _two_classes(n_examples: int) -> np.ndarray:
    return np.arange(n_examples)[:, np.newaxis] % 2


def _noisy(values: np.ndarray, noise: float, rng: np.random.Generator) -> np.ndarray:
    return values + rng.normal(0, noise, values.shape)
