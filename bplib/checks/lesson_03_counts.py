"""The mistakes of lesson 03's exercises on counting: wrong code that runs, and why it is not right."""

import math

import numpy as np

from .exercise import Mistake

__all__ = ["CONVOLUTION_MISTAKES", "DENSE_MISTAKES"]

ALL_AXES = "A dense layer has one input for every number in the example: all sizes in input_shape are multiplied."

DENSE_MISTAKES = (
    Mistake(
        "biases_forgotten",
        lambda shape, n: math.prod(shape) * n,
        "Only the weights are counted. Each output has a bias too.",
    ),
    Mistake(
        "biases_alone",
        lambda shape, n: n,
        "Only the biases are counted: the weights came to 0. Each output has a weight for every input, and a product "
        "begins with 1.",
    ),
    Mistake(
        "one_bias",
        lambda shape, n: math.prod(shape) * n + 1,
        "A single bias is counted. Each output has one of its own.",
    ),
    Mistake(
        "biases_for_inputs",
        lambda shape, n: math.prod(shape) * n + math.prod(shape),
        "Each input gets a bias here. Biases belong to the outputs.",
    ),
    Mistake(
        "biases_for_inputs_too",
        lambda shape, n: math.prod(shape) * n + math.prod(shape) + n,
        "The inputs get biases, too. Only the outputs have them; inputs hand on what comes in.",
    ),
    Mistake(
        "bias_for_each_weight",
        lambda shape, n: 2 * math.prod(shape) * n,
        "Each weight gets a bias. A bias belongs to an output, whatever the number of its weights.",
    ),
    Mistake(
        "one_more_on_both_sides",
        lambda shape, n: (math.prod(shape) + 1) * (n + 1),
        "A 1 is added on both sides. The bias is like one more input, but there are no more outputs than n_outputs.",
    ),
    Mistake(
        "shared_weights",
        lambda shape, n: math.prod(shape) + n,
        "One set of weights is counted for all outputs. In a dense layer nothing is shared: each output has its own.",
    ),
    Mistake(
        "one_output_alone",
        lambda shape, n: math.prod(shape) + 1,
        "This is what one output needs, its weights and its bias. There are n_outputs of them, and nothing is shared.",
    ),
    Mistake(
        "inputs_counted", lambda shape, n: math.prod(shape), "These are the inputs. Each output has a weight for each."
    ),
    Mistake("shape_added", lambda shape, n: (sum(shape) + 1) * n, ALL_AXES + " Here they are added."),
    Mistake("first_size_alone", lambda shape, n: (shape[0] + 1) * n, ALL_AXES + " Here only the first one counts."),
    Mistake("last_size_alone", lambda shape, n: (shape[-1] + 1) * n, ALL_AXES + " Here only the last one counts."),
    Mistake(
        "channels_left_out",
        lambda shape, n: (math.prod(shape[:2]) + 1) * n,
        "The channels are left out. Every channel of every pixel is an input: all sizes in input_shape are multiplied.",
    ),
    Mistake(
        "last_size_left_out",
        lambda shape, n: (math.prod(shape[:-1]) + 1) * n,
        ALL_AXES + " Here the last one is left out.",
    ),
    Mistake(
        "first_size_left_out",
        lambda shape, n: (math.prod(shape[1:]) + 1) * n,
        ALL_AXES + " The first is no batch size: input_shape is that of one example.",
    ),
    Mistake(
        "largest_size_alone", lambda shape, n: (max(shape) + 1) * n, ALL_AXES + " Here only the largest one counts."
    ),
    Mistake(
        "number_of_axes",
        lambda shape, n: (len(shape) + 1) * n,
        "len counts how many sizes the tuple has. What is asked is how many numbers an example of this shape holds.",
    ),
    Mistake("first_size_squared", lambda shape, n: (shape[0] ** 2 + 1) * n, ALL_AXES + " Images need not be square."),
    Mistake(
        "list_of_two",
        lambda shape, n: (math.prod(shape) * n, n),
        "Weights and biases come back as two numbers. They are still to be added up.",
    ),
    Mistake(
        "biases_twice",
        lambda shape, n: math.prod(shape) * n + 2 * n,
        "The biases are counted twice. Each output has one.",
    ),
    Mistake(
        "outputs_squared",
        lambda shape, n: math.prod(shape) * n**2 + n,
        "The number of outputs counts twice. Each output has one weight for each input.",
    ),
    Mistake(
        "one_count_for_each_size",
        lambda shape, n: np.array(shape) * n + n,
        ALL_AXES + " Here each size makes a count of its own.",
    ),
    Mistake(
        "shape_of_the_weights",
        lambda shape, n: (math.prod(shape), n),
        "This is the shape of the weights. How many they are is the product, and the biases come on top.",
    ),
)


def _kernel(function):
    """A mistaken count, from the height and width of the kernel and the channels."""
    return lambda kernel_size, n_in, n_out: function(*kernel_size, n_in, n_out)


EACH_OUTPUT = "Each output channel has a kernel of its own, and each kernel reaches through all input channels."

CONVOLUTION_MISTAKES = (
    Mistake(
        "biases_forgotten",
        _kernel(lambda h, w, i, o: h * w * i * o),
        "Only the weights are counted. Each output channel has a bias too.",
    ),
    Mistake(
        "one_bias",
        _kernel(lambda h, w, i, o: h * w * i * o + 1),
        "A single bias is counted. Each output channel has one of its own.",
    ),
    Mistake(
        "biases_for_input_channels",
        _kernel(lambda h, w, i, o: h * w * i * o + i),
        "The input channels get the biases here. They belong to the output channels, one for each of these.",
    ),
    Mistake(
        "biases_for_all_channels",
        _kernel(lambda h, w, i, o: h * w * i * o + i + o),
        "Input channels get biases, too. Only the output channels have them.",
    ),
    Mistake(
        "bias_for_each_pair_of_channels",
        _kernel(lambda h, w, i, o: (h * w + 1) * i * o),
        "Each pair of channels gets a bias. A kernel sums over all input channels and then adds one bias.",
    ),
    Mistake(
        "bias_for_each_weight",
        _kernel(lambda h, w, i, o: 2 * h * w * i * o),
        "Each weight gets a bias. There is one bias for each output channel.",
    ),
    Mistake(
        "bias_for_each_place",
        _kernel(lambda h, w, i, o: h * w * i * o + h * w * o),
        "Each place of the kernel gets a bias. There is one bias for a whole output channel.",
    ),
    Mistake(
        "input_channels_forgotten",
        _kernel(lambda h, w, i, o: (h * w + 1) * o),
        EACH_OUTPUT + " Here the input channels do not count.",
    ),
    Mistake(
        "input_channels_and_biases_forgotten",
        _kernel(lambda h, w, i, o: h * w * o),
        EACH_OUTPUT + " The input channels are missing here, and so are the biases.",
    ),
    Mistake(
        "output_channels_forgotten",
        _kernel(lambda h, w, i, o: h * w * i + 1),
        EACH_OUTPUT + " Here only one kernel with its bias is counted.",
    ),
    Mistake(
        "one_kernel_for_all_outputs",
        _kernel(lambda h, w, i, o: h * w * i + o),
        "The biases are right, but one kernel is shared by all output channels. " + EACH_OUTPUT,
    ),
    Mistake(
        "kernel_alone",
        _kernel(lambda h, w, i, o: h * w),
        "This is the size of the kernel in one channel. " + EACH_OUTPUT,
    ),
    Mistake(
        "kernel_size_added",
        _kernel(lambda h, w, i, o: (h + w) * i * o + o),
        "Height and width are added. The kernel covers a rectangle, so they are multiplied.",
    ),
    Mistake(
        "square_of_the_height",
        _kernel(lambda h, w, i, o: h * h * i * o + o),
        "The height is squared. A kernel need not be square: height times width.",
    ),
    Mistake(
        "square_of_the_width",
        _kernel(lambda h, w, i, o: w * w * i * o + o),
        "The width is squared. A kernel need not be square: height times width.",
    ),
    Mistake(
        "width_forgotten",
        _kernel(lambda h, w, i, o: h * i * o + o),
        "Only the height of the kernel counts here. It covers height times width.",
    ),
    Mistake(
        "height_forgotten",
        _kernel(lambda h, w, i, o: w * i * o + o),
        "Only the width of the kernel counts here. It covers height times width.",
    ),
    Mistake(
        "channels_added",
        _kernel(lambda h, w, i, o: h * w * (i + o) + o),
        "The channels are added. Each output channel sees each input channel: they are multiplied.",
    ),
    Mistake(
        "one_more_on_both_sides",
        _kernel(lambda h, w, i, o: (h * w * i + 1) * (o + 1)),
        "A 1 is added on both sides. The bias is like one more input of a kernel, not like one more output channel.",
    ),
    Mistake(
        "list_of_two",
        _kernel(lambda h, w, i, o: (h * w * i * o, o)),
        "Weights and biases come back as two numbers. They are still to be added up.",
    ),
    Mistake(
        "input_channels_and_all_biases_but_one_forgotten",
        _kernel(lambda h, w, i, o: h * w * o + 1),
        EACH_OUTPUT + " The input channels are missing here, and all biases but one.",
    ),
    Mistake(
        "bias_for_each_place_alone",
        _kernel(lambda h, w, i, o: h * w * (i * o + 1)),
        "The places of the kernel get the biases here. They belong to the output channels, one for each of these.",
    ),
    Mistake(
        "bias_as_one_more_output",
        _kernel(lambda h, w, i, o: h * w * i * (o + 1)),
        "The bias counts as one more output channel with a whole kernel. It is one number for each output channel.",
    ),
    Mistake(
        "as_a_dense_layer",
        _kernel(lambda h, w, i, o: h * w * i * h * w * o + o),
        "The size of the kernel counts twice, as if it made as many outputs. A kernel gives one number at each place.",
    ),
    Mistake(
        "sides_apart",
        lambda kernel_size, n_in, n_out: np.array(kernel_size) * n_in * n_out + n_out,
        "Height and width make a count each. The kernel covers a rectangle, so they are multiplied.",
    ),
    Mistake(
        "shape_of_the_kernels",
        lambda kernel_size, n_in, n_out: (*kernel_size, n_in, n_out),
        "This is the shape of the kernels. How many weights they are is the product, and the biases come on top.",
    ),
)
