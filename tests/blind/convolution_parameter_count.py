"""Answers to convolution_parameter_count(kernel_size, n_channels_in, n_channels_out); a name says what is wrong."""

import math

import numpy as np


def _prints(kernel_size, n_channels_in, n_channels_out):
    print(math.prod(kernel_size) * n_channels_in * n_channels_out + n_channels_out)


def _returns_in_the_loop(kernel_size, n_channels_in, n_channels_out):
    total = 0
    for _ in range(n_channels_out):
        total += kernel_size[0] * kernel_size[1] * n_channels_in + 1
        return total


WRONG = {
    "biases are forgotten": lambda k, c_in, c_out: k[0] * k[1] * c_in * c_out,
    "one bias per input channel": lambda k, c_in, c_out: k[0] * k[1] * c_in * c_out + c_in,
    "one bias in all": lambda k, c_in, c_out: k[0] * k[1] * c_in * c_out + 1,
    "one bias per input and output channel": lambda k, c_in, c_out: (k[0] * k[1] + 1) * c_in * c_out,
    "one bias per weight": lambda k, c_in, c_out: 2 * k[0] * k[1] * c_in * c_out,
    "input channels are forgotten": lambda k, c_in, c_out: k[0] * k[1] * c_out + c_out,
    "output channels are forgotten": lambda k, c_in, c_out: k[0] * k[1] * c_in + 1,
    "output channels in the biases only": lambda k, c_in, c_out: k[0] * k[1] * c_in + c_out,
    "output channels in the weights only": lambda k, c_in, c_out: k[0] * k[1] * c_out + 1,
    "a square kernel is assumed": lambda k, c_in, c_out: k[0] ** 2 * c_in * c_out + c_out,
    "the kernel's sides are added": lambda k, c_in, c_out: (k[0] + k[1]) * c_in * c_out + c_out,
    "channels are added": lambda k, c_in, c_out: k[0] * k[1] * (c_in + c_out) + c_out,
    "the channels are swapped": lambda k, c_out, c_in: k[0] * k[1] * c_in * c_out + c_out,
    "one side only": lambda k, c_in, c_out: k[0] * c_in * c_out + c_out,
    "a tuple times a number": lambda k, c_in, c_out: k * c_in * c_out + c_out,
    "the kernel as an array": lambda k, c_in, c_out: np.array(k) * c_in * c_out + c_out,
    "a bias for each position of the kernel": lambda k, c_in, c_out: k[0] * k[1] * (c_in * c_out + 1),
    "biases for both sets of channels": lambda k, c_in, c_out: k[0] * k[1] * c_in * c_out + c_in + c_out,
    "as one dense layer": lambda k, c_in, c_out: k[0] * k[1] * c_in * (k[0] * k[1] * c_out) + c_out,
    "the shape of the kernel": lambda k, c_in, c_out: (*k, c_in, c_out),
    "the bias counted as an output": lambda k, c_in, c_out: k[0] * k[1] * c_in * (c_out + 1),
    "prints and returns nothing": _prints,
    "returns in the loop": _returns_in_the_loop,
    "no input channels, no biases": lambda k, c_in, c_out: k[0] * k[1] * c_out,
}

DOUBLE = {"output channels in the weights only", "no input channels, no biases"}

# What the checks call them; the others are rejected without a name.
NAMED = {
    "biases are forgotten": "biases_forgotten",
    "one bias per input channel": "biases_for_input_channels",
    "one bias in all": "one_bias",
    "one bias per input and output channel": "bias_for_each_pair_of_channels",
    "one bias per weight": "bias_for_each_weight",
    "input channels are forgotten": "input_channels_forgotten",
    "output channels are forgotten": "output_channels_forgotten",
    "output channels in the biases only": "one_kernel_for_all_outputs",
    "output channels in the weights only": "input_channels_and_all_biases_but_one_forgotten",
    "a square kernel is assumed": "square_of_the_height",
    "the kernel's sides are added": "kernel_size_added",
    "channels are added": "channels_added",
    "the channels are swapped": "biases_for_input_channels",
    "one side only": "width_forgotten",
    "the kernel as an array": "sides_apart",
    "a bias for each position of the kernel": "bias_for_each_place_alone",
    "biases for both sets of channels": "biases_for_all_channels",
    "as one dense layer": "as_a_dense_layer",
    "the shape of the kernel": "shape_of_the_kernels",
    "the bias counted as an output": "bias_as_one_more_output",
    "returns in the loop": "output_channels_forgotten",
    "no input channels, no biases": "input_channels_and_biases_forgotten",
}


def _loops(kernel_size, n_channels_in, n_channels_out):
    total = 0
    for _ in range(n_channels_out):
        for _ in range(n_channels_in):
            for _ in range(kernel_size[0]):
                total += kernel_size[1]
        total += 1
    return total


RIGHT = {
    "one unit, many times": lambda k, c_in, c_out: (k[0] * k[1] * c_in + 1) * c_out,
    "loops": _loops,
    "prod": lambda k, c_in, c_out: math.prod([*k, c_in, c_out]) + c_out,
    "arrays": lambda k, c_in, c_out: np.zeros((*k, c_in, c_out)).size + np.zeros(c_out).size,
    "float": lambda k, c_in, c_out: np.prod(np.array([*k, c_in, c_out], float)) + c_out,
    "as a dense layer": lambda k, c_in, c_out: np.ones((math.prod(k) * c_in + 1, c_out)).sum(),
}
