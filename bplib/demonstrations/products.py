"""What a forward and a backward pass cost, counted in multiplications: the same on every machine."""

from ..layers import Dense
from ..network import Network

__all__ = ["n_products"]


def n_products(network: Network) -> tuple[int, int]:
    """The multiplications of numbers with weights in one forward and in one backward pass, for one example.

    A dense layer multiplies once for each weight on the way forward; on the way back once for the weight's gradient
    and, in every layer but the first, once more to carry δ back. Source: Deep Learning, section 6.5.
    """
    if not all(isinstance(layer, Dense) for layer in network.layers):
        raise ValueError(f"{network.summary} has layers that are not dense; the count is of Dense layers only.")
    n_weights = [layer.n_inputs * layer.n_outputs for layer in network.layers]
    return sum(n_weights), 2 * sum(n_weights) - n_weights[0]
