"""The mistakes with the mean squared error's gradient: wrong code that runs, and why each is not right."""

import numpy as np

from .exercise import Mistake

__all__ = ["MSE_BACKWARD_MISTAKES"]

PER_ENTRY = "Every entry of the prediction has a slope of its own. Nothing is summed or averaged over them here."

MSE_BACKWARD_MISTAKES = (
    Mistake(
        "divided_by_four",
        lambda p, y: 2 * (p - y) / 4,
        "It is always divided by 4, as in the example. Divide by the number of entries that came: y.size.",
    ),
    Mistake(
        "rows_below_and_columns_above",
        lambda p, y: 2 * (p - y) / y.shape[0] * y.shape[1],
        "/ n * m divides by n and then multiplies by m. The denominator needs brackets: / (n * m), or / y.size.",
    ),
    Mistake(
        "target_not_doubled",
        lambda p, y: (2 * p - y) / y.size,
        "Only ŷ is doubled: the difference needs brackets, 2 * (y_hat - y).",
    ),
    Mistake(
        "one_slope_for_all",
        lambda p, y: np.full(p.shape, np.mean(2 * (p - y))),
        "All entries get one slope, their mean. Each has its own: 2 (ŷ − y) / N, entry by entry.",
    ),
    Mistake(
        "one_slope_for_each_example",
        lambda p, y: np.mean(2 * (p - y), axis=1, keepdims=True),
        "Every entry of the prediction has a slope of its own. Nothing is summed or averaged over them here.",
    ),
    Mistake(
        "forgot_two",
        lambda p, y: (p - y) / y.size,
        "The factor 2 is missing: the slope of a square e² is 2e. It is absent only where the loss has a ½.",
    ),
    Mistake(
        "not_divided",
        lambda p, y: 2 * (p - y),
        "The loss is a mean, so each entry counts 1/N of it: the slope is divided by the number of entries.",
    ),
    Mistake(
        "error_instead",
        lambda p, y: p - y,
        "This is the error. Its slope in the loss is twice as large, and divided by the number of entries.",
    ),
    Mistake(
        "divided_by_batch_size_only",
        lambda p, y: 2 * (p - y) / len(y),
        "It is divided by the number of rows only. The loss is a mean over all entries, rows times columns.",
    ),
    Mistake(
        "forgot_two_divided_by_batch_size",
        lambda p, y: (p - y) / len(y),
        "Two things: the slope of e² is 2e, and the loss is a mean over all entries, not only over the rows.",
    ),
    Mistake(
        "divided_by_outputs_only",
        lambda p, y: 2 * (p - y) / y.shape[1],
        "It is divided by the number of columns only. The loss is a mean over all entries, rows times columns.",
    ),
    Mistake(
        "divided_twice",
        lambda p, y: 2 * (p - y) / y.size**2,
        "It is divided by the number of entries twice. The loss has one mean, so the slope has it once.",
    ),
    Mistake(
        "wrong_sign",
        lambda p, y: 2 * (y - p) / y.size,
        "The sign is turned. Where ŷ is too large, a larger ŷ makes the loss larger: the slope is positive there.",
    ),
    Mistake(
        "wrong_sign_of_the_error",
        lambda p, y: y - p,
        "This is target minus prediction. The slope has the other sign, the factor 2, and the mean's 1/N.",
    ),
    Mistake(
        "wrong_sign_forgot_two",
        lambda p, y: (y - p) / y.size,
        "Two things: the sign is turned, and the slope of a square e² has a factor 2.",
    ),
    Mistake(
        "wrong_sign_not_divided",
        lambda p, y: 2 * (y - p),
        "Two things: the sign is turned, and the mean's 1/N is missing.",
    ),
    Mistake(
        "wrong_sign_divided_by_batch_size",
        lambda p, y: 2 * (y - p) / len(y),
        "Two things: the sign is turned, and the mean is over all entries, not only over the rows.",
    ),
    Mistake(
        "loss_instead",
        lambda p, y: np.mean((p - y) ** 2),
        "This is the loss. Its slope is asked for: one number for each entry of ŷ.",
    ),
    Mistake(
        "square_kept",
        lambda p, y: 2 * (p - y) ** 2 / y.size,
        "The square is still there. The slope of e² is 2e: the exponent comes down and leaves the first power.",
    ),
    Mistake(
        "squared_errors_not_divided",
        lambda p, y: (p - y) ** 2,
        "These are the squared errors. The slope of e² is 2e, and the mean brings the factor 1/N.",
    ),
    Mistake("squared_errors", lambda p, y: (p - y) ** 2 / y.size, "The slope of e² is 2e. Here e² itself stands."),
    Mistake(
        "sign_only",
        lambda p, y: np.sign(p - y) / y.size,
        "This is the slope of the absolute error. That of a square grows with the error: 2e.",
    ),
    Mistake(
        "absolute_value",
        lambda p, y: 2 * np.abs(p - y) / y.size,
        "The sign of the error is lost. It says on which side of the target ŷ lies, so where the loss falls.",
    ),
    Mistake("mean_over_batch", lambda p, y: np.mean(2 * (p - y), axis=0), PER_ENTRY),
    Mistake("mean_over_outputs", lambda p, y: np.mean(2 * (p - y), axis=1), PER_ENTRY),
    Mistake("mean_over_all", lambda p, y: np.mean(2 * (p - y)), PER_ENTRY),
    Mistake("sum_of_all", lambda p, y: np.sum(2 * (p - y)), PER_ENTRY),
    Mistake("mean_of_the_errors", lambda p, y: np.mean(p - y), PER_ENTRY),
    Mistake("summed_over_all", lambda p, y: np.sum(2 * (p - y)) / y.size**2, PER_ENTRY),
    Mistake("sum_over_batch", lambda p, y: np.sum(2 * (p - y), axis=0) / y.size, PER_ENTRY),
    Mistake(
        "prediction_only",
        lambda p, y: 2 * p / y.size,
        "The target is missing. The slope is 0 where prediction and target are equal, so it has their difference.",
    ),
    Mistake(
        "times_the_prediction",
        lambda p, y: 2 * (p - y) * p / y.size,
        "There is one factor ŷ too many. The slope of the inner part, ŷ − y, with respect to ŷ is 1.",
    ),
    Mistake(
        "slope_of_the_sigmoid_too",
        lambda p, y: 2 * (p - y) * p * (1 - p) / y.size,
        "ŷ (1 − ŷ) is the sigmoid's slope. It comes one step later; here the way ends at ŷ.",
    ),
    Mistake(
        "added_instead_of_subtracted",
        lambda p, y: 2 * (p + y) / y.size,
        "Prediction and target are added. The slope is 0 where the two are equal.",
    ),
    Mistake(
        "brackets_missing",
        lambda p, y: 2 * p - y / y.size,
        "Only y is divided, and only ŷ doubled: the difference needs brackets.",
    ),
    Mistake(
        "halved_instead_of_doubled",
        lambda p, y: (p - y) / (2 * y.size),
        "The 2 stands below the line. The exponent comes down as a factor: the slope of e² is 2e.",
    ),
    Mistake(
        "whole_number_division",
        lambda p, y: 2 // y.size * (p - y),
        "2 // N is a whole number, which is 0 for more than two entries. A single / divides.",
    ),
    Mistake(
        "gradient_of_the_root",
        lambda p, y: (p - y) / (y.size * np.sqrt(np.mean((p - y) ** 2))),
        "This is the slope of the root of the loss. The mean squared error has no root.",
    ),
)
