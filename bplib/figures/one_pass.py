"""All numbers of one training step on one example, by name, as bplib computes them."""

import copy

import numpy as np

from ..activations import sigmoid, softmax
from ..algorithm import backward, forward, update
from ..arguments import as_logits_and_one_hot
from ..layers import Dense
from ..losses import softmax_cross_entropy
from ..network import Network
from ..optimizers import Adam, GradientDescent, Momentum
from ..parameters import Parameters
from .formulas import ACTIVATIONS, LOSSES, Pieces, Term
from .marks import Key
from .names import letter, unit_name
from .sources import Source

__all__ = ["OnePass"]


class OnePass:
    """One forward and backward pass and one update, on copies: what is given is not changed.

    Without a loss it is the forward pass alone.
    """

    def __init__(self, network, parameters, loss, x, y, optimizer):
        _check(network, loss, x, optimizer)
        self.network, self.loss = network, loss
        self.sizes = (*network.input_shape, *(layer.n_outputs for layer in network.layers))
        self.parameters = parameters.copy()
        self.cache = forward(network, self.parameters, np.array(x))
        self.source, self.probabilities = Source(network, self.parameters, self.cache), None
        self.optimizer, self.updated = None, self.parameters.copy()
        if loss is not None:
            self._go_back(y)
        if optimizer is not None:
            self.optimizer = copy.deepcopy(optimizer)
            self.optimizer.reset()
            update(self.updated, self.source.gradients, self.optimizer)

    def _go_back(self, y) -> None:
        """Loss and gradients; the optimizer is not asked yet."""
        network, loss, output = self.network, self.loss, self.cache.output
        value, d_output = loss.value(output, y), loss.gradient(output, y)
        gradients = backward(network, self.parameters, self.cache, d_output)
        one_hot = loss is softmax_cross_entropy
        target = as_logits_and_one_hot(output, y)[1] if one_hot else np.array(y)
        self.source = Source(network, self.parameters, self.cache, gradients, target, value)
        if loss.takes_logits:
            self.probabilities = (softmax if one_hot else sigmoid)(output)[0]

    def __getitem__(self, key: Key) -> float:
        """The number of this name: one of a diagram's, or of what only formulas show."""
        kind, *index = key
        if kind == "slope":
            l, j = index
            layer = self.cache.layers[l]
            slopes = self.network.layers[l].activation.derivative(layer.pre_activation, layer.activation)
            return float(slopes[0, j])
        if kind == "probability":
            return float(self.probabilities[index[0]])
        if kind in ("new_weight", "new_bias"):
            l, *unit = index
            layer = self.updated[l]
            return float((layer.weights if kind == "new_weight" else layer.biases)[*unit])
        if kind == "learning_rate":
            rate = self.optimizer.learning_rate
            return float(rate(0) if callable(rate) else rate)
        if kind in ("momentum", "epsilon"):
            return getattr(self.optimizer, kind)
        return self.source[key]

    @property
    def next_loss(self) -> float:
        """The loss of the same example with the updated parameters."""
        return self.loss.value(forward(self.network, self.updated, self.cache.input).output, self.source.target)

    def term(self, key: Key) -> Term:
        """The number with its letter."""
        name = f"ReLU′({letter(self.sizes, ('pre_activation', *key[1:]))})" if key[0] == "slope" else None
        return Term(key, name or letter(self.sizes, key), self[key])

    def unit_name(self, c: int, j: int) -> str:
        return unit_name(self.sizes, c, j)

    def move(self, kind: str, at) -> Pieces:
        """The new value of a parameter, as the optimizer's first step makes it: what it remembers is still 0."""
        old, g, eta = (kind, *at), (f"{kind}_gradient", *at), ("learning_rate",)
        if isinstance(self.optimizer, Adam):
            return [old, " − ", eta, "·", g, " / (|", g, "| + ", ("epsilon",), ")"]
        if isinstance(self.optimizer, Momentum):
            return [old, " + (", ("momentum",), "·0 − ", eta, "·", g, ")"]
        return [old, " − ", eta, " · ", g]

    def moved_up_to(self, known) -> Parameters:
        """The parameters with the new values of those that are known."""
        parameters = self.parameters.copy()
        for kind, l, *unit in (key for key in known if key[0].startswith("new_")):
            name = "weights" if kind == "new_weight" else "biases"
            getattr(parameters[l], name)[*unit] = getattr(self.updated[l], name)[*unit]
        return parameters


def _check(network, loss, x, optimizer) -> None:
    if not isinstance(network, Network):
        raise TypeError(f"The network is {network!r}, expected a bp.Network. Write Network(Dense(2, 2, sigmoid)).")
    for l, layer in enumerate(network.layers):
        if not isinstance(layer, Dense) or layer.activation not in ACTIVATIONS:
            raise ValueError(
                f"Layer {l} is {layer}; steps are known for Dense layers with identity, sigmoid, tanh or relu. "
                f"Take such a network, for example Network(Dense(2, 2, sigmoid), Dense(2, 1, sigmoid))."
            )
    if loss is not None and loss not in LOSSES:
        raise ValueError(f"The loss is {loss!r}, expected one of bplib's: {', '.join(map(repr, LOSSES))}.")
    if np.ndim(x) == 2 and len(x) > 1:
        raise ValueError(
            f"x has {len(x)} examples, the steps follow one: gradients of a batch would be sums. Write x[:1] and y[:1]."
        )
    if optimizer is not None and type(optimizer) not in (GradientDescent, Momentum, Adam):
        raise TypeError(f"The optimizer is {optimizer!r}, expected one of bplib's, such as GradientDescent(0.5).")
