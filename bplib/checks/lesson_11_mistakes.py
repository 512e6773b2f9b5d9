"""What goes wrong in one step of gradient descent: wrong code that runs, and why it is not right."""

import numpy as np

from .exercise import Mistake

__all__ = ["STEP_MISTAKES"]


STEP_MISTAKES = (
    Mistake(
        "uphill",
        lambda theta, gradient, rate: theta + rate * gradient,
        "This climbs. The gradient points where the loss grows fastest, so the step goes against it.",
    ),
    Mistake(
        "learning_rate_forgotten",
        lambda theta, gradient, rate: theta - gradient,
        "The whole gradient is subtracted. It says how steep the slope is, not how far to go: the learning rate does.",
    ),
    Mistake(
        "step_alone",
        lambda theta, gradient, rate: rate * gradient,
        "This is the length of the step alone. The new parameters are the old ones minus it.",
    ),
    Mistake(
        "change_alone",
        lambda theta, gradient, rate: -rate * gradient,
        "This is the change alone. The new parameters are the old ones plus this change.",
    ),
    Mistake(
        "divided_by_learning_rate",
        lambda theta, gradient, rate: theta - gradient / rate,
        "The gradient is divided by the learning rate, so that a smaller one makes larger steps. It is a factor.",
    ),
    Mistake(
        "brackets_around_the_difference",
        lambda theta, gradient, rate: rate * (theta - gradient),
        "The learning rate multiplies the parameters, too, and shrinks them at each step. It belongs to the gradient "
        "alone.",
    ),
    Mistake(
        "learning_rate_on_theta",
        lambda theta, gradient, rate: rate * theta - gradient,
        "The learning rate stands before the parameters. It scales the step, so it belongs before the gradient.",
    ),
    Mistake(
        "theta_for_the_gradient",
        lambda theta, gradient, rate: theta - rate * theta,
        "The step is made of theta, so the loss has no say in it. It is the gradient that tells where down is.",
    ),
    Mistake(
        "turned_round",
        lambda theta, gradient, rate: rate * gradient - theta,
        "The difference is the wrong way round. Start from the parameters and subtract the step from them.",
    ),
    Mistake(
        "times_theta",
        lambda theta, gradient, rate: theta - rate * gradient * theta,
        "The step is multiplied by theta, too. A parameter of 0 could never move then; the gradient is all it takes.",
    ),
    Mistake(
        "signs_only",
        lambda theta, gradient, rate: theta - rate * np.sign(gradient),
        "Only the signs of the gradient are used, so steep and flat slopes make equal steps. Take its size as well.",
    ),
    Mistake(
        "sizes_only",
        lambda theta, gradient, rate: theta - rate * np.abs(gradient),
        "The gradient has lost its signs, so every parameter goes down. Where the slope is negative, down is upward "
        "in theta.",
    ),
    Mistake(
        "gradient_squared",
        lambda theta, gradient, rate: theta - rate * gradient**2,
        "The gradient is squared, which takes its sign away. The step is the learning rate times the gradient itself.",
    ),
    Mistake(
        "normalized",
        lambda theta, gradient, rate: theta - rate * gradient / np.sqrt(np.sum(gradient**2)),
        "The gradient is brought to length 1, so the steps do not get shorter near the minimum. Use it as it is.",
    ),
    Mistake(
        "mean_of_the_gradient",
        lambda theta, gradient, rate: theta - rate * np.mean(gradient),
        "All parameters move by the mean of the gradient. Each has a slope of its own, and moves by it.",
    ),
    Mistake(
        "divided_by_number_of_parameters",
        lambda theta, gradient, rate: theta - rate * gradient / theta.size,
        "The gradient is divided by the number of parameters. If there is a mean, it is over examples, in the loss.",
    ),
    Mistake(
        "learning_rate_is_fixed",
        lambda theta, gradient, rate: theta - 0.1 * gradient,
        "The learning rate is always 0.1 here, whatever is given. Use the argument learning_rate.",
    ),
    Mistake(
        "unchanged",
        lambda theta, gradient, rate: theta,
        "The parameters come back as they were. theta − … makes something new: return that, or give it a name.",
    ),
    Mistake(
        "rate_alone",
        lambda theta, gradient, rate: theta - rate,
        "The learning rate alone is subtracted. How far each parameter goes is the learning rate times its slope.",
    ),
    Mistake(
        "arguments_swapped",
        lambda theta, gradient, rate: gradient - rate * theta,
        "theta and gradient have changed places. Start from the parameters, theta, and subtract the step.",
    ),
    Mistake(
        "sum_of_the_gradient",
        lambda theta, gradient, rate: theta - rate * np.sum(gradient),
        "All parameters move by the sum of the gradient. Each has a slope of its own, and moves by it.",
    ),
    Mistake(
        "two_steps",
        lambda theta, gradient, rate: theta - 2 * rate * gradient,
        "The step is twice as long. It is the learning rate times the gradient; a 2 belongs to the loss's own slope.",
    ),
    Mistake(
        "clipped",
        lambda theta, gradient, rate: theta - rate * np.clip(gradient, -1, 1),
        "The gradient is cut off at ±1, so steep slopes make no longer steps. Use it as it is.",
    ),
    Mistake(
        "weight_decay",
        lambda theta, gradient, rate: theta - rate * (gradient + theta),
        "theta is pulled towards 0 as well, which is called weight decay. Here the gradient alone makes the step.",
    ),
    Mistake(
        "uphill_without_rate",
        lambda theta, gradient, rate: theta + gradient,
        "Two things: the step goes against the gradient, so it is subtracted, and the learning rate scales it.",
    ),
    Mistake(
        "gradient_transposed",
        lambda theta, gradient, rate: theta - rate * gradient.T,
        "The gradient is transposed. It has the shape of theta already: each entry belongs to one parameter.",
    ),
    Mistake(
        "matrix_product",
        lambda theta, gradient, rate: theta - rate * (gradient @ theta),
        "@ is a matrix product. The step is the learning rate times the gradient, entry by entry; theta has no part.",
    ),
)
