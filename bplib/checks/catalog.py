"""All exercises by their id, in the order of the lessons; a lesson's module is imported when it is first needed."""

from collections.abc import Iterator, Mapping
from importlib import import_module

from .exercise import Exercise
from .originals import ORIGINALS

__all__ = ["EXERCISES"]

LESSONS = {
    1: ("sigmoid", "neuron", "boundary"),
    2: ("relu", "parameter_count", "collapse_linear_layers"),
    3: ("dense_parameter_count", "convolution_parameter_count", "recurrent_step"),
    4: ("he_initialization", "glorot_initialization", "initialize_layers"),
    5: ("dense_forward", "two_layer_forward", "predict_labels"),
    6: ("mean_squared_error", "mean_squared_error_backward", "softmax", "cross_entropy"),
    7: ("numerical_derivative", "graph_gradients"),
    8: ("sigmoid_backward", "tanh_backward", "relu_backward"),
    9: ("softmax_cross_entropy_backward", "dense_backward", "two_layer_backward"),
    10: ("numerical_gradient", "relative_error"),
    11: ("gradient_descent_step", "train_by_gradient_descent"),
    12: ("mini_batches", "should_stop", "train_classifier"),
}


class Catalog(Mapping):
    """A mapping from the ids to the exercises."""

    def __init__(self):
        self._lessons = {exercise_id: lesson for lesson, ids in LESSONS.items() for exercise_id in ids}

    def __getitem__(self, exercise_id: str) -> Exercise:
        module = import_module(f".lesson_{self._lessons[exercise_id]:02}", __package__)
        ORIGINALS.keep(module)
        return next(exercise for exercise in module.EXERCISES if exercise.id == exercise_id)

    def __iter__(self) -> Iterator[str]:
        return iter(self._lessons)

    def __len__(self) -> int:
        return len(self._lessons)


EXERCISES = Catalog()
