"""A short training with defaults for everything, so that a test says only what it is about."""

import numpy as np

import bplib as bp

NETWORK = bp.Network(bp.Dense(2, 4, bp.tanh), bp.Dense(4, 1))
X, Y = bp.datasets.moons(30)
LOSS = bp.binary_cross_entropy


def start(network=NETWORK, dtype=np.float64):
    return bp.initialize(network, np.random.default_rng(0), dtype)


def train(parameters=None, network=NETWORK, loss=LOSS, optimizer=None, x=X, y=Y, **named):
    """A short training with defaults for everything."""
    parameters = start(network) if parameters is None else parameters
    named = {"batch_size": 8, "n_epochs": 3, "rng": np.random.default_rng(1), "progress": False} | named
    return bp.train(network, parameters, loss, optimizer or bp.Adam(0.01), x, y, **named)
