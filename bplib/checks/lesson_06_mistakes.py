"""The mistakes with the mean squared error and its gradient: wrong code that runs, and why each is not right."""

import numpy as np

from .exercise import Mistake

__all__ = ["MSE_BACKWARD_MISTAKES", "MSE_MISTAKES"]

SEVERAL = "The loss is one number for the whole batch: the mean goes over all entries, rows and columns alike."
HALF = "Half the squared error is another loss in use. This one is the plain mean, without the ½."
PER_ENTRY = "Every entry of the prediction has a slope of its own. Nothing is summed or averaged over them here."

MSE_MISTAKES = (
    Mistake("halved", lambda p, y: np.mean((p - y) ** 2) / 2, HALF),
    Mistake(
        "sum_instead_of_mean",
        lambda p, y: np.sum((p - y) ** 2),
        "The squares are added up, but not divided by how many they are. A mean does not grow with the batch.",
    ),
    Mistake(
        "half_of_the_sum",
        lambda p, y: np.sum((p - y) ** 2) / 2,
        "This is half the sum of the squares. The mean squared error divides the sum by the number of entries.",
    ),
    Mistake(
        "divided_by_batch_size_only",
        lambda p, y: np.sum((p - y) ** 2) / len(y),
        "The sum is divided by the number of rows only. The mean is over all entries: rows times columns.",
    ),
    Mistake(
        "halved_and_divided_by_batch_size",
        lambda p, y: np.sum((p - y) ** 2) / (2 * len(y)),
        "The sum is divided by twice the number of rows. The plain mean divides by the number of all entries.",
    ),
    Mistake(
        "divided_by_outputs_only",
        lambda p, y: np.sum((p - y) ** 2) / y.shape[1],
        "The sum is divided by the number of columns only. The mean is over all entries: rows times columns.",
    ),
    Mistake(
        "divided_by_one_less",
        lambda p, y: np.sum((p - y) ** 2) / (y.size - 1),
        "The sum is divided by one less than the number of entries, as for a sample's variance. Here divide by all.",
    ),
    Mistake(
        "absolute_error",
        lambda p, y: np.mean(np.abs(p - y)),
        "This is the mean of the sizes of the errors. Here each error is squared, so that a large one counts more.",
    ),
    Mistake(
        "square_missing",
        lambda p, y: np.mean(p - y),
        "The errors are not squared, so that those above and those below cancel each other.",
    ),
    Mistake(
        "doubled_instead_of_squared",
        lambda p, y: np.mean(2 * (p - y)),
        "Each error is doubled here. Squared means multiplied by itself.",
    ),
    Mistake(
        "square_of_the_mean",
        lambda p, y: np.mean(p - y) ** 2,
        "The mean is taken first and squared then, so that errors cancel. Square each error, then take the mean.",
    ),
    Mistake(
        "square_of_the_sum",
        lambda p, y: np.sum(p - y) ** 2,
        "The sum is squared as a whole, so that errors cancel in it. Square each error, then take the mean.",
    ),
    Mistake(
        "difference_of_the_squares",
        lambda p, y: np.mean(np.square(p) - np.square(y)),
        "ŷ² − y² is not (ŷ − y)². First the difference, then its square.",
    ),
    Mistake(
        "square_of_the_target_only",
        lambda p, y: np.mean(p - y**2),
        "Without brackets only y is squared: ** binds more strongly than the minus. Put brackets round the difference.",
    ),
    Mistake(
        "square_of_the_absolute_mean",
        lambda p, y: np.mean(np.abs(p - y)) ** 2,
        "The mean is taken first and squared then. Square each error by itself, then take the mean.",
    ),
    Mistake(
        "added_instead_of_subtracted",
        lambda p, y: np.mean((p + y) ** 2),
        "Prediction and target are added. Their distance is the difference: it is 0 when they are equal.",
    ),
    Mistake(
        "root",
        lambda p, y: np.sqrt(np.mean((p - y) ** 2)),
        "A root is taken at the end. That is a useful number to report, but the loss is the mean of the squares.",
    ),
    Mistake(
        "length_of_the_error",
        lambda p, y: np.linalg.norm(p - y),
        "np.linalg.norm gives the root of the sum of the squares. The loss has no root, and it is a mean.",
    ),
    Mistake(
        "length_divided_by_size",
        lambda p, y: np.linalg.norm(p - y) / y.size,
        "np.linalg.norm takes a root of the sum of the squares. The loss is the mean of the squares, without a root.",
    ),
    Mistake(
        "wrong_sign",
        lambda p, y: -np.mean((p - y) ** 2),
        "The sign is turned. A loss is larger the worse the predictions are, and 0 when all are right.",
    ),
    Mistake("one_for_each_example", lambda p, y: np.mean((p - y) ** 2, axis=1), SEVERAL),
    Mistake("one_for_each_output", lambda p, y: np.mean((p - y) ** 2, axis=0), SEVERAL),
    Mistake("sum_for_each_example", lambda p, y: np.sum((p - y) ** 2, axis=1), SEVERAL),
    Mistake("sum_for_each_output", lambda p, y: np.sum((p - y) ** 2, axis=0), SEVERAL),
    Mistake("one_for_each_entry", lambda p, y: (p - y) ** 2, SEVERAL),
    Mistake("divided_for_each_entry", lambda p, y: (p - y) ** 2 / y.size, SEVERAL),
    Mistake(
        "first_example_only",
        lambda p, y: np.mean((p[0] - y[0]) ** 2),
        "Only the first example counts here. Is there a return inside a loop? It ends the function at once.",
    ),
    Mistake(
        "last_example_only",
        lambda p, y: np.mean((p[-1] - y[-1]) ** 2),
        "Only the last example counts here. In a loop, add to the total with += instead of setting it anew.",
    ),
    Mistake(
        "first_output_only",
        lambda p, y: np.mean((p[:, 0] - y[:, 0]) ** 2),
        "Only the first column counts here. The mean goes over all entries.",
    ),
    Mistake(
        "variance_of_the_error",
        lambda p, y: np.var(p - y),
        "The variance takes the mean error away first. Predictions that are all too large by the same are wrong, too.",
    ),
    Mistake(
        "relative_error",
        lambda p, y: np.mean(((p - y) / y) ** 2),
        "The error is divided by the target. The squared error takes the difference as it is, and y may be 0.",
    ),
    Mistake("largest_only", lambda p, y: np.max((p - y) ** 2), "Only the largest square counts here. Take the mean."),
    Mistake(
        "matrix_product",
        lambda p, y: (p - y).T @ (p - y) / y.size,
        "A matrix product of the errors mixes different outputs. Square entry by entry, then take the mean.",
    ),
    Mistake(
        "gradient_instead",
        lambda p, y: 2 * (p - y) / y.size,
        "This is the slope of the loss, the next exercise. The loss itself is one number.",
    ),
)

MSE_BACKWARD_MISTAKES = (
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
)
