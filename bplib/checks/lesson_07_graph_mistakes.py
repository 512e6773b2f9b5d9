"""What goes wrong where two values are used more than once: wrong code that runs, and why it is not right."""

from .exercise import Mistake

__all__ = ["GRAPH_MISTAKES", "graph_gradients"]


def graph_gradients(a, b):
    c = a * b
    d = c + a
    d_d = 2 * d  # L = d² + c
    d_c = d_d + 1
    return d_c * b + d_d, d_c * a


ONE_PATH = "{0} misses a path: {1}. Where a value is used several times, the gradients that come back are added up."
INNER = (
    "Both miss the slope of the inner part. The square hands 2 (ab + a) on, and this is multiplied by the slope of "
    "ab + a, with respect to a or to b."
)


def _mistake(id, why, d_a=None, d_b=None):
    """A mistake in the outputs that are given; the others are right."""

    def function(a, b):
        right = graph_gradients(a, b)
        return (d_a(a, b) if d_a else right[0], d_b(a, b) if d_b else right[1])

    return Mistake(id, function, why)


GRAPH_MISTAKES = (
    _mistake(
        "a_without_the_last_term",
        ONE_PATH.format("d_a", "ab is also added to the square, and a reaches L through it"),
        d_a=lambda a, b: 2 * (a * b + a) * (b + 1),
    ),
    _mistake(
        "a_without_the_sum_in_the_square",
        ONE_PATH.format("d_a", "inside the square a stands twice, in ab and by itself"),
        d_a=lambda a, b: 2 * (a * b + a) * b + b,
    ),
    _mistake(
        "a_without_the_product_in_the_square",
        ONE_PATH.format("d_a", "inside the square a stands twice, by itself and in ab"),
        d_a=lambda a, b: 2 * (a * b + a) + b,
    ),
    _mistake(
        "a_by_the_product_in_the_square_alone",
        ONE_PATH.format("d_a", "a reaches L on three ways, and only the one through ab in the square is here"),
        d_a=lambda a, b: 2 * (a * b + a) * b,
    ),
    _mistake(
        "a_by_the_sum_in_the_square_alone",
        ONE_PATH.format("d_a", "a reaches L on three ways, and only the one by itself in the square is here"),
        d_a=lambda a, b: 2 * (a * b + a),
    ),
    _mistake(
        "a_by_the_last_term_alone",
        ONE_PATH.format("d_a", "a reaches L through the square, too"),
        d_a=lambda a, b: b,
    ),
    _mistake(
        "a_without_the_factor_two",
        "In d_a the slope of the square has no factor 2. The slope of d² is 2d.",
        d_a=lambda a, b: (a * b + a) * (b + 1) + b,
    ),
    _mistake(
        "a_with_an_inner_slope_without_one",
        "In d_a the paths inside the square are multiplied. They run side by side, so their slopes b and 1 are added.",
        d_a=lambda a, b: 2 * (a * b + a) * (b * 1) * b + b,
    ),
    _mistake(
        "a_plus_one_too_many",
        "d_a has 1 where b belongs: the slope of the last term, ab, with respect to a is b.",
        d_a=lambda a, b: 2 * (a * b + a) * (b + 1) + 1,
    ),
    _mistake(
        "a_with_a_for_b",
        "In d_a the slope of ab is taken as a. With respect to a it is the other factor, b.",
        d_a=lambda a, b: 2 * (a * b + a) * (a + 1) + a,
    ),
    _mistake(
        "b_without_the_last_term",
        ONE_PATH.format("d_b", "ab is also added to the square, and b reaches L through it"),
        d_b=lambda a, b: 2 * (a * b + a) * a,
    ),
    _mistake(
        "b_by_the_last_term_alone",
        ONE_PATH.format("d_b", "b reaches L through the square, too"),
        d_b=lambda a, b: a,
    ),
    _mistake(
        "b_without_the_factor_two",
        "In d_b the slope of the square has no factor 2. The slope of d² is 2d.",
        d_b=lambda a, b: (a * b + a) * a + a,
    ),
    _mistake(
        "b_with_the_sum_of_a",
        "In d_b the inner slope is a + 1. The second a inside the square does not depend on b: its slope is 0.",
        d_b=lambda a, b: 2 * (a * b + a) * (a + 1) + a,
    ),
    _mistake(
        "b_plus_one_too_many",
        "d_b has 1 where a belongs: the slope of the last term, ab, with respect to b is a.",
        d_b=lambda a, b: 2 * (a * b + a) * a + 1,
    ),
    _mistake(
        "b_with_b_for_a",
        "In d_b the slope of ab is taken as b. With respect to b it is the other factor, a.",
        d_b=lambda a, b: 2 * (a * b + a) * b + b,
    ),
    _mistake(
        "both_without_the_last_term",
        ONE_PATH.format("Each of the two", "ab is also added to the square"),
        d_a=lambda a, b: 2 * (a * b + a) * (b + 1),
        d_b=lambda a, b: 2 * (a * b + a) * a,
    ),
    _mistake(
        "both_by_the_last_term_alone",
        ONE_PATH.format("Each of the two", "a and b reach L through the square, too"),
        d_a=lambda a, b: b,
        d_b=lambda a, b: a,
    ),
    _mistake(
        "both_without_the_factor_two",
        "The slope of the square has no factor 2. The slope of d² is 2d.",
        d_a=lambda a, b: (a * b + a) * (b + 1) + b,
        d_b=lambda a, b: (a * b + a) * a + a,
    ),
    _mistake(
        "both_without_the_inner_slope",
        INNER,
        d_a=lambda a, b: 2 * (a * b + a) + b,
        d_b=lambda a, b: 2 * (a * b + a) + a,
    ),
    _mistake(
        "both_with_the_other_factor",
        "In both the slope of ab is taken as the variable itself. It is the other factor: b for a, and a for b.",
        d_a=lambda a, b: 2 * (a * b + a) * (a + 1) + a,
        d_b=lambda a, b: 2 * (a * b + a) * b + b,
    ),
    _mistake(
        "square_kept",
        "The square is still there. The slope of d² is 2d: the exponent comes down and leaves the first power.",
        d_a=lambda a, b: 2 * (a * b + a) ** 2 * (b + 1) + b,
        d_b=lambda a, b: 2 * (a * b + a) ** 2 * a + a,
    ),
    _mistake(
        "both_by_the_outer_slope_alone",
        "This is the slope of the square alone, 2 (ab + a). It is multiplied by the slope of ab + a, and the "
        "last term adds a path of its own.",
        d_a=lambda a, b: 2 * (a * b + a),
        d_b=lambda a, b: 2 * (a * b + a),
    ),
    _mistake(
        "b_without_the_inner_slope",
        "d_b misses the slope of the inner part: 2 (ab + a) is multiplied by the slope of ab + a with respect to b.",
        d_b=lambda a, b: 2 * (a * b + a) + a,
    ),
    _mistake(
        "paths_multiplied",
        "The gradient of the square and that of the last term are multiplied. They come on different paths, and where "
        "paths meet the gradients are added up.",
        d_a=lambda a, b: 2 * (a * b + a) * (b + 1) * b,
        d_b=lambda a, b: 2 * (a * b + a) * a * a,
    ),
    _mistake(
        "a_with_brackets_missing",
        "In d_a a 1 is added by itself. It is the slope of d = c + a along a, and is multiplied by d's gradient, "
        "2 (ab + a), as b is.",
        d_a=lambda a, b: 2 * (a * b + a) * b + 1 + b,
    ),
    _mistake(
        "inner_slopes_alone",
        "The slope of the square itself is missing, 2 (ab + a). The inner slope is multiplied by it.",
        d_a=lambda a, b: b + 1 + b,
        d_b=lambda a, b: a + a,
    ),
    _mistake(
        "a_paths_multiplied_in_the_square",
        "In d_a the gradients through c and through d are multiplied. Where paths meet, they are added up.",
        d_a=lambda a, b: (2 * (a * b + a) + 1) * b * 2 * (a * b + a),
    ),
    _mistake(
        "c_paths_multiplied_then_a",
        "Where paths meet, the gradients are multiplied here, at c and at a. There they are added up.",
        d_a=lambda a, b: 2 * (a * b + a) * b * 2 * (a * b + a),
        d_b=lambda a, b: 2 * (a * b + a) * a,
    ),
    _mistake(
        "value_of_c_for_its_slope",
        "The path of the last term hands on c, its value. L = d² + c has the slope 1 along c.",
        d_a=lambda a, b: (2 * (a * b + a) + a * b) * b + 2 * (a * b + a),
        d_b=lambda a, b: (2 * (a * b + a) + a * b) * a,
    ),
    _mistake(
        "a_for_the_slope_of_the_sum",
        "In d_a the gradient of d is multiplied by a. d = c + a has the slope 1 along a.",
        d_a=lambda a, b: (2 * (a * b + a) + 1) * b + 2 * (a * b + a) * a,
    ),
    _mistake(
        "b_in_the_sum_of_d",
        "The gradient of d is taken at ab + b. d = c + a, so it is 2 (ab + a).",
        d_a=lambda a, b: (2 * (a * b + b) + 1) * b + 2 * (a * b + b),
        d_b=lambda a, b: (2 * (a * b + b) + 1) * a,
    ),
    _mistake(
        "numbers_of_the_example",
        "2 and 3 are the values of the example. With other numbers a and b stand there.",
        d_a=lambda a, b: (2 * (a * b + a) + 1) * 3 + 2 * (a * b + a),
        d_b=lambda a, b: (2 * (a * b + a) + 1) * 2,
    ),
    _mistake(
        "local_slope_of_a_added_before",
        "In d_a the 1 of the path through d is multiplied by the gradient of c. Each path has its own: "
        "b times that of c, and 1 times that of d.",
        d_a=lambda a, b: (2 * (a * b + a) + 1) * (b + 1),
    ),
    Mistake(
        "order_turned_round",
        lambda a, b: graph_gradients(a, b)[::-1],
        "d_b comes first here. The exercise asks for d_a first, then d_b.",
    ),
    Mistake(
        "wrong_sign",
        lambda a, b: tuple(-d for d in graph_gradients(a, b)),
        "The sign of both is turned. A gradient says where L grows; only an update goes against it.",
    ),
    Mistake(
        "value_instead",
        lambda a, b: ((a * b + a) ** 2 + a * b,) * 2,
        "This is the value of L. Its slopes are asked for: how much L grows along a, and along b.",
    ),
    _mistake(
        "square_of_the_product_alone",
        "The slope of the square is taken at ab. The slope of d² is 2d, and d is ab + a.",
        d_a=lambda a, b: 2 * a * b * (b + 1) + b,
        d_b=lambda a, b: 2 * a * b * a + a,
    ),
    _mistake(
        "a_added_outside_of_the_square",
        "Here a is added behind the square, as in (ab)² + a + ab. It stands inside: (ab + a)² + ab.",
        d_a=lambda a, b: 2 * a * b * b + 1 + b,
        d_b=lambda a, b: 2 * a * b * a + a,
    ),
    _mistake(
        "square_kept_without_the_two",
        "The square is still there, and its 2 is missing. The slope of d² is 2d.",
        d_a=lambda a, b: (a * b + a) ** 2 * (b + 1) + b,
        d_b=lambda a, b: (a * b + a) ** 2 * a + a,
    ),
    _mistake(
        "slope_of_the_square_is_two",
        "The slope of the square is taken as 2. The slope of d² is 2d: it depends on where d is.",
        d_a=lambda a, b: 2 * (b + 1) + b,
        d_b=lambda a, b: 2 * a + a,
    ),
    _mistake(
        "b_added_in_the_square",
        "These are the slopes of (ab + b)² + ab. In the square ab + a stands.",
        d_a=lambda a, b: 2 * (a * b + b) * b + b,
        d_b=lambda a, b: 2 * (a * b + b) * (a + 1) + a,
    ),
    _mistake(
        "subtracted_in_the_square",
        "Inside the square a is subtracted, ab − a. It is added: ab + a.",
        d_a=lambda a, b: 2 * (a * b - a) * (b + 1) + b,
        d_b=lambda a, b: 2 * (a * b - a) * a + a,
    ),
    _mistake(
        "last_term_twice",
        "The path of the last term is counted twice. ab is added to the square once.",
        d_a=lambda a, b: 2 * (a * b + a) * (b + 1) + 2 * b,
        d_b=lambda a, b: 2 * (a * b + a) * a + 2 * a,
    ),
    _mistake(
        "no_factor_two_and_no_last_term",
        "Two things: the slope of d² is 2d, and ab is also added to the square, which is a path of its own.",
        d_a=lambda a, b: (a * b + a) * (b + 1),
        d_b=lambda a, b: (a * b + a) * a,
    ),
)
