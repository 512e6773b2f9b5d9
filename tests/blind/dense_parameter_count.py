"""Answers to dense_parameter_count(input_shape, n_outputs); the name of a wrong one says what is wrong with it."""

import math
from functools import reduce
from operator import mul

import numpy as np


def _returns_in_the_loop(input_shape, n_outputs):
    n_inputs = 1
    for size in input_shape:
        n_inputs *= size
        return n_inputs * n_outputs + n_outputs


def _begins_with_zero(input_shape, n_outputs):
    n_inputs = 0
    for size in input_shape:
        n_inputs *= size
    return n_inputs * n_outputs + n_outputs


def _prints(input_shape, n_outputs):
    print(math.prod(input_shape) * n_outputs + n_outputs)


WRONG = {
    "biases are forgotten": lambda input_shape, n_outputs: math.prod(input_shape) * n_outputs,
    "one bias per input": lambda input_shape, n_outputs: math.prod(input_shape) * (n_outputs + 1),
    "one bias for the layer": lambda input_shape, n_outputs: math.prod(input_shape) * n_outputs + 1,
    "the sizes are added": lambda input_shape, n_outputs: sum(input_shape) * n_outputs + n_outputs,
    "the first size only": lambda input_shape, n_outputs: input_shape[0] * n_outputs + n_outputs,
    "the last size only": lambda input_shape, n_outputs: input_shape[-1] * n_outputs + n_outputs,
    "two sizes only": lambda input_shape, n_outputs: input_shape[0] * input_shape[1] * n_outputs + n_outputs,
    "three sizes only": lambda input_shape, n_outputs: (
        input_shape[0] * input_shape[1] * input_shape[2] * n_outputs + n_outputs
    ),
    "number of axes": lambda input_shape, n_outputs: len(input_shape) * n_outputs + n_outputs,
    "channels are left out": lambda input_shape, n_outputs: math.prod(input_shape[:-1]) * n_outputs + n_outputs,
    "the first axis is taken for the batch": lambda input_shape, n_outputs: (
        math.prod(input_shape[1:]) * n_outputs + n_outputs
    ),
    "bias counted on both sides": lambda input_shape, n_outputs: (math.prod(input_shape) + 1) * (n_outputs + 1),
    "biases twice": lambda input_shape, n_outputs: math.prod(input_shape) * n_outputs + 2 * n_outputs,
    "plus instead of times": lambda input_shape, n_outputs: math.prod(input_shape) + n_outputs,
    "a tuple times a number": lambda input_shape, n_outputs: input_shape * n_outputs + n_outputs,
    "the tuple as it is": lambda input_shape, n_outputs: np.array(input_shape) * n_outputs + n_outputs,
    "the weights as a shape": lambda input_shape, n_outputs: (math.prod(input_shape), n_outputs),
    "returns in the loop": _returns_in_the_loop,
    "the product begins with 0": _begins_with_zero,
    "prints and returns nothing": _prints,
    "outputs squared": lambda input_shape, n_outputs: math.prod(input_shape) * n_outputs**2 + n_outputs,
}

# What the checks call them; the others are rejected without a name.
NAMED = {
    "biases are forgotten": "biases_forgotten",
    "one bias per input": "biases_for_inputs",
    "one bias for the layer": "one_bias",
    "the sizes are added": "shape_added",
    "the first size only": "first_size_alone",
    "the last size only": "last_size_alone",
    "two sizes only": "channels_left_out",
    "number of axes": "number_of_axes",
    "channels are left out": "last_size_left_out",
    "the first axis is taken for the batch": "first_size_left_out",
    "bias counted on both sides": "one_more_on_both_sides",
    "biases twice": "biases_twice",
    "plus instead of times": "shared_weights",
    "the tuple as it is": "one_count_for_each_size",
    "the weights as a shape": "shape_of_the_weights",
    "returns in the loop": "first_size_alone",
    "the product begins with 0": "biases_alone",
    "outputs squared": "outputs_squared",
}


def _recursive(input_shape, n_outputs):
    if not input_shape:
        return 2 * n_outputs
    return input_shape[0] * (_recursive(input_shape[1:], n_outputs) - n_outputs) + n_outputs


RIGHT = {
    "prod": lambda input_shape, n_outputs: (math.prod(input_shape) + 1) * n_outputs,
    "np.prod": lambda input_shape, n_outputs: np.prod(input_shape) * n_outputs + n_outputs,
    "reduce": lambda input_shape, n_outputs: reduce(mul, input_shape, n_outputs) + n_outputs,
    "an array's size": lambda input_shape, n_outputs: (np.empty(input_shape).size + 1.0) * n_outputs,
    "recursion": _recursive,
    "range": lambda input_shape, n_outputs: len(range((math.prod(input_shape) + 1) * n_outputs)),
}
