"""The mistakes with the mean squared error: wrong code that runs, and why each is not right."""

import numpy as np

from .exercise import Mistake

__all__ = ["MSE_MISTAKES"]

SEVERAL = "The loss is one number for the whole batch: the mean goes over all entries, rows and columns alike."
HALF = "Half the squared error is another loss in use. This one is the plain mean, without the ½."

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
        "divided_by_four",
        lambda p, y: np.sum((p - y) ** 2) / 4,
        "The sum is always divided by 4, as in the example. Divide by the number of entries that came: y.size.",
    ),
    Mistake(
        "square_of_the_sum_divided",
        lambda p, y: np.sum(p - y) ** 2 / y.size,
        "The sum is squared as a whole, so that errors cancel in it. Square each error, then take the mean.",
    ),
    Mistake(
        "sum_for_each_output_divided",
        lambda p, y: sum((p - y) ** 2) / y.size,
        "Python's own sum adds up the rows and leaves a number for each column. np.sum and np.mean take all entries.",
    ),
    Mistake(
        "first_example_divided_by_all",
        lambda p, y: np.sum((p[0] - y[0]) ** 2) / y.size,
        "Only the first example counts here. Is there a return inside a loop? It ends the function at once.",
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
    Mistake(
        "squares_of_the_prediction",
        lambda p, y: np.mean(np.square(p)),
        "The targets are missing: this is the mean of the squared predictions. Subtract y first.",
    ),
    Mistake("cubed", lambda p, y: np.mean((p - y) ** 3), "The errors are cubed, so that they cancel. Square them."),
    Mistake(
        "median",
        lambda p, y: np.median((p - y) ** 2),
        "This is the median of the squares, to which large errors mean nothing. The loss is their mean.",
    ),
    Mistake(
        "deviation_of_the_error",
        lambda p, y: np.std(p - y),
        "The standard deviation takes the mean error away first, and a root at the end. The loss does neither.",
    ),
    Mistake(
        "last_entry_left_out",
        lambda p, y: np.sum((p - y).ravel()[:-1] ** 2) / y.size,
        "The last entry is left out. range(n) already stops before n, so no 1 is taken off.",
    ),
    Mistake(
        "first_entry_divided",
        lambda p, y: (p - y).ravel()[0] ** 2 / y.size,
        "Only the first entry counts here. Is there a return inside a loop? It ends the function at once.",
    ),
    Mistake(
        "last_entry_divided",
        lambda p, y: (p - y).ravel()[-1] ** 2 / y.size,
        "Only the last entry counts here. In a loop, add to the total with += instead of setting it anew.",
    ),
    Mistake(
        "matrix_product_over_the_batch",
        lambda p, y: (p - y).T @ (p - y) / len(y),
        "A matrix product of the errors mixes different outputs. Square entry by entry, then take the mean.",
    ),
)
