"""The mistakes of lesson 02's exercises on ReLU and counting: wrong code that runs, and why it is not right."""

import itertools
import math

import numpy as np

from .exercise import Mistake

__all__ = ["COUNT_MISTAKES", "RELU_MISTAKES"]

OTHER_FUNCTION = "This is {0}. ReLU leaves a positive number as it is and makes a negative one 0."
LEAKY = "A part of the negative numbers comes through. That is the leaky ReLU; this one makes them 0."
ONE_DECISION = "One decision is taken for the whole array: {0}. Each entry has its own."

RELU_MISTAKES = (
    Mistake("nothing_done", lambda z: z + 0, "The numbers come back as they were. ReLU makes the negative ones 0."),
    Mistake(
        "absolute_value",
        lambda z: np.abs(z),
        "Negative numbers lose their sign and come through. ReLU makes them 0.",
    ),
    Mistake(
        "turned_round",
        lambda z: np.minimum(z, 0),
        "It is turned round: negative numbers come through and positive ones become 0. Take the larger one of z and 0.",
    ),
    Mistake(
        "mirrored",
        lambda z: np.maximum(-z, 0),
        "z has the wrong sign here, so negative numbers come through. Take the larger one of z itself and 0.",
    ),
    Mistake("wrong_sign", lambda z: -np.maximum(z, 0), "A minus too many: nothing negative comes out of ReLU."),
    Mistake(
        "step_instead",
        lambda z: (np.asarray(z) > 0) * 1.0,
        "Where z is positive a 1 comes back. That is the slope of ReLU; ReLU itself gives z there.",
    ),
    Mistake(
        "step_at_zero",
        lambda z: (np.asarray(z) >= 0) * 1.0,
        "Where z is not negative a 1 comes back. ReLU gives z itself there.",
    ),
    Mistake(
        "one_where_positive",
        lambda z: np.where(np.asarray(z) > 0, 1, z),
        "Positive numbers become 1 and negative ones stay. In ReLU positive ones stay, and negative ones become 0.",
    ),
    Mistake(
        "one_where_negative",
        lambda z: np.where(np.asarray(z) > 0, z, 1),
        "Negative numbers become 1 here. ReLU makes them 0: such a unit is silent.",
    ),
    Mistake(
        "lost_where_negative",
        lambda z: np.where(np.asarray(z) > 0, z, np.nan),
        "Negative numbers become NaN, which is no number. ReLU makes them 0.",
    ),
    Mistake(
        "dropped_entries",
        lambda z: np.asarray(z)[np.asarray(z) > 0],
        "Negative entries are left out, so the shape is lost. They stay, as zeros.",
    ),
    Mistake("leaky", lambda z: np.where(np.asarray(z) > 0, z, 0.01 * z), LEAKY),
    Mistake("leaky_tenth", lambda z: np.where(np.asarray(z) > 0, z, 0.1 * z), LEAKY),
    Mistake(
        "half_missing",
        lambda z: z + np.abs(z),
        "z + |z| is twice as much as ReLU: where z is positive, both are z. It is to be halved.",
    ),
    Mistake(
        "product_with_itself",
        lambda z: z * np.maximum(z, 0),
        "z counts twice: ReLU's output is multiplied by z once more. Positive numbers come through unchanged.",
    ),
    Mistake(
        "one_as_the_limit",
        lambda z: np.maximum(z, 1),
        "Everything below 1 becomes 1. The two that are compared are z and 0.",
    ),
    Mistake(
        "threshold_at_one",
        lambda z: np.where(np.asarray(z) > 1, z, 0),
        "Numbers between 0 and 1 become 0 as well. ReLU's corner is at 0.",
    ),
    Mistake("clipped_at_one", lambda z: np.clip(z, 0, 1), "Nothing above 1 comes through. ReLU has no upper end."),
    Mistake("clipped_at_six", lambda z: np.clip(z, 0, 6), "Nothing above 6 comes through. ReLU has no upper end."),
    Mistake(
        "largest_of_each_column",
        lambda z: np.max(z, 0),
        "np.max(z, 0) takes the largest of each column: its 0 means an axis. np.maximum compares entry by entry.",
    ),
    Mistake(
        "largest_of_all",
        lambda z: np.maximum(np.max(z), 0),
        "The largest of all entries is taken. ReLU looks at each entry by itself, and the shape stays.",
    ),
    Mistake(
        "any_for_all",
        lambda z: z * np.any(np.asarray(z) > 0),
        ONE_DECISION.format("all entries come through if any of them is positive"),
    ),
    Mistake(
        "all_for_each",
        lambda z: z * np.all(np.asarray(z) > 0),
        ONE_DECISION.format("nothing comes through unless every entry is positive"),
    ),
    Mistake("sigmoid_instead", lambda z: 1 / (1 + np.exp(-z)), OTHER_FUNCTION.format("the sigmoid")),
    Mistake("tanh_instead", lambda z: np.tanh(z), OTHER_FUNCTION.format("tanh")),
    Mistake("tanh_of_positive", lambda z: np.maximum(np.tanh(z), 0), OTHER_FUNCTION.format("tanh, cut off at 0")),
    Mistake("softplus_instead", lambda z: np.logaddexp(0, z), OTHER_FUNCTION.format("softplus, a smooth ReLU")),
    Mistake(
        "elu_instead",
        lambda z: np.where(np.asarray(z) > 0, z, np.expm1(z)),
        OTHER_FUNCTION.format("ELU, which goes down to −1"),
    ),
    Mistake(
        "largest_entry",
        lambda z: np.max(z),
        "np.max gives the largest of all entries, one number. np.maximum(z, 0) compares entry by entry.",
    ),
)


def _pairs(sizes):
    return list(itertools.pairwise(sizes))


COUNT_MISTAKES = (
    Mistake(
        "biases_forgotten",
        lambda sizes: sum(a * b for a, b in _pairs(sizes)),
        "Only the weights are counted. Each unit behind the inputs has a bias too, and that is a parameter.",
    ),
    Mistake(
        "units_behind_the_inputs",
        lambda sizes: sum(sizes[1:]),
        "These are only the biases, one for each unit. Each connection between two units has a weight too.",
    ),
    Mistake(
        "units_counted",
        lambda sizes: sum(sizes),
        "These are the units. The parameters are the weights, one for each connection, and the biases.",
    ),
    Mistake(
        "biases_for_inputs_too",
        lambda sizes: sum(a * b for a, b in _pairs(sizes)) + sum(sizes),
        "The inputs get biases here. They only hand on what comes in: biases belong to the layers behind them.",
    ),
    Mistake(
        "bias_for_each_input_of_a_layer",
        lambda sizes: sum(a * b + a for a, b in _pairs(sizes)),
        "Each layer gets as many biases as it has inputs. It has one for each of its own units.",
    ),
    Mistake(
        "biases_on_both_sides",
        lambda sizes: sum(a * b + a + b for a, b in _pairs(sizes)),
        "The units of both sides of a layer get biases, so those in the middle get two. Only the layer's own units do.",
    ),
    Mistake(
        "one_more_on_both_sides",
        lambda sizes: sum((a + 1) * (b + 1) for a, b in _pairs(sizes)),
        "A 1 is added on both sides. The bias is like one more input of a layer, not like one more unit.",
    ),
    Mistake(
        "one_bias_for_each_layer",
        lambda sizes: sum(a * b + 1 for a, b in _pairs(sizes)),
        "Each layer gets a single bias here. Each of its units has one of its own.",
    ),
    Mistake(
        "one_bias_for_each_size",
        lambda sizes: sum(a * b for a, b in _pairs(sizes)) + len(sizes),
        "A single bias is counted for each number in the list. Each unit behind the inputs has one of its own.",
    ),
    Mistake(
        "one_bias_in_all",
        lambda sizes: sum(a * b for a, b in _pairs(sizes)) + 1,
        "A single bias is counted for the whole network. Each unit behind the inputs has one of its own.",
    ),
    Mistake(
        "output_without_biases",
        lambda sizes: sum(a * b for a, b in _pairs(sizes)) + sum(sizes[1:-1]),
        "The biases of the output layer are missing. Its units have one each, as hidden units do.",
    ),
    Mistake(
        "output_biases_alone",
        lambda sizes: sum(a * b for a, b in _pairs(sizes)) + sizes[-1],
        "Only the output layer's biases are counted. Hidden units have one each, too.",
    ),
    Mistake(
        "first_hidden_biases_alone",
        lambda sizes: sum(a * b for a, b in _pairs(sizes)) + sizes[1],
        "Only the biases of the first layer are counted. The units of all later layers have them, too.",
    ),
    Mistake(
        "first_layer_alone",
        lambda sizes: sizes[0] * sizes[1] + sizes[1],
        "Only the first layer is counted, as with a return inside the loop. Each pair of neighbors makes a layer.",
    ),
    Mistake(
        "last_layer_left_out",
        lambda sizes: sum(a * b + b for a, b in _pairs(sizes)[:-1]),
        "The last layer is left out: the loop ends one step early. Five sizes make four layers.",
    ),
    Mistake(
        "last_layer_alone",
        lambda sizes: sizes[-2] * sizes[-1] + sizes[-1],
        "Only the last layer is left: in each turn of the loop the sum begins anew. It begins once, before the loop.",
    ),
    Mistake(
        "wraps_around",
        lambda sizes: sum(sizes[i - 1] * sizes[i] + sizes[i] for i in range(len(sizes))),
        "The inputs count as a layer behind the output: in Python entry −1 is the last one. Begin with entry 1.",
    ),
    Mistake(
        "inputs_joined_to_outputs",
        lambda sizes: sizes[0] * sizes[-1] + sizes[-1],
        "This joins the inputs to the outputs at once. The hidden layers have weights and biases too.",
    ),
    Mistake(
        "every_pair_joined",
        lambda sizes: sum(a * b for a, b in itertools.combinations(sizes, 2)) + sum(sizes[1:]),
        "Every layer is joined to every later one. A layer is joined to the one before it alone.",
    ),
    Mistake(
        "all_sizes_multiplied",
        lambda sizes: math.prod(sizes),
        "All sizes are multiplied: that counts the paths through the network. The weights of the layers are added up.",
    ),
    Mistake(
        "all_sizes_multiplied_and_biases",
        lambda sizes: math.prod(sizes) + sum(sizes[1:]),
        "The biases are right. The weights of the layers are added up, not multiplied with each other.",
    ),
    Mistake(
        "sizes_added",
        lambda sizes: sum(a + b for a, b in _pairs(sizes)),
        "The sizes of neighbors are added. Each unit is joined to each of the layer before: they are multiplied.",
    ),
    Mistake(
        "bias_for_each_weight",
        lambda sizes: sum(2 * a * b for a, b in _pairs(sizes)),
        "Each weight gets a bias. A bias belongs to a unit, whatever the number of its weights.",
    ),
    Mistake(
        "not_added_up",
        lambda sizes: [a * b + b for a, b in _pairs(sizes)],
        "Each layer's number comes back by itself. They are still to be added up.",
    ),
    Mistake(
        "hidden_biases_twice",
        lambda sizes: sum(a * b + b for a, b in _pairs(sizes)) + sum(sizes[1:-1]),
        "The biases of the hidden units are counted twice. Each unit has one.",
    ),
    Mistake(
        "size_times_itself",
        lambda sizes: sum(a * a + a for a in sizes),
        "Each size is multiplied by itself. Connections lead from one layer to the next: multiply neighbors.",
    ),
    Mistake(
        "first_layer_left_out",
        lambda sizes: sum(a * b + b for a, b in _pairs(sizes)[1:]),
        "The first layer is left out: the loop begins one step late. Entry 0 and entry 1 make the first layer.",
    ),
)
