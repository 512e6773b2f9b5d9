"""START HERE: the algorithm of this course, its four steps in their order.

`initialize` is called once; then every training step calls the other three:

    parameters = initialize(network, rng)
    cache      = forward(network, parameters, x)                 FORWARD
    d_output   = loss.gradient(cache.output, y)                  LOSS, OUTPUT DELTA
    gradients  = backward(network, parameters, cache, d_output)  BACK A LAYER, GRADIENTS
    update(parameters, gradients, optimizer)                     UPDATE

Here is the way through the layers; the arithmetic of one layer stands in `layers/`, beginning with `layers/dense.py`.
"""

import numpy as np

from .arguments import check_fits, check_generator, check_matches, float_type
from .cache import Cache
from .network import Network
from .parameters import Parameters

__all__ = ["backward", "forward", "initialize", "update"]


def initialize(network: Network, rng: np.random.Generator, dtype: type = np.float64) -> Parameters:
    """Step 1, initialization: random weights and constant biases for every layer.

    `dtype` is float64 or float32; it rules from here on, for inputs and gradients too.
    Source: Goodfellow, Bengio, Courville, Deep Learning, section 8.4.
    """
    check_generator(rng)
    parameters = Parameters.zeros(network.parameter_shapes, float_type(dtype))
    for layer, layer_parameters in zip(network.layers, parameters, strict=True):
        layer.initialize(layer_parameters, rng)
    return parameters


def forward(network: Network, parameters: Parameters, x: np.ndarray, out: Cache | None = None) -> Cache:
    """Step 2, forward propagation: the input goes through the layers, and every intermediate value is kept.

    `x` has the shape (n, *network.input_shape): a batch of n ≥ 1 examples, one per row; the cache keeps it, not a copy.
    The result is `cache.output` (n, *network.output_shape), with everything before it, in a new cache or in `out`,
    whose arrays are then used again. Source: Deep Learning, algorithm 6.3.
    """
    check_fits(network, parameters)
    cache = Cache.with_input(network, parameters.dtype, x, out)
    for layer, layer_parameters, layer_cache in zip(network.layers, parameters, cache.layers, strict=True):
        layer.forward(layer_parameters, layer_cache)
    return cache


def backward(
    network: Network,
    parameters: Parameters,
    cache: Cache,
    d_output: np.ndarray,
    out: Parameters | None = None,
    input_gradient: bool = False,
) -> Parameters:
    """Step 3, backpropagation: the gradient of the loss with respect to every parameter, from the last layer back.

    `d_output` is ∂L/∂output, in the shape of `cache.output`. The gradients have the structure of `parameters` and come
    in new arrays or in `out`. On the way `cache.deltas[l]` becomes ∂L/∂z of layer l, and, when asked for,
    `cache.d_input` becomes ∂L/∂x. Nothing else changes. Source: Deep Learning, algorithm 6.4.
    """
    check_fits(network, parameters, cache)
    gradients = parameters.empty_like() if out is None else check_matches(out, parameters)
    d_activation = cache.begin_backward(d_output, reuse=out is not None, input_gradient=input_gradient)
    for l in reversed(range(len(network.layers))):
        layer_cache = cache.layers[l]
        network.layers[l].backward(parameters[l], layer_cache, d_activation, gradients[l])
        d_activation = layer_cache.d_input
    return gradients


def update(parameters: Parameters, gradients: Parameters, optimizer) -> None:
    """Step 4, weight update: the optimizer moves the parameters, in place, against their gradients.

    All gradients are known before the first parameter moves. Source: Deep Learning, section 8.3.
    """
    optimizer.update(parameters.vector, check_matches(gradients, parameters).vector)
