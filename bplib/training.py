"""The training loop: forward, loss, backward, update, again and again, with a record of how it went."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from time import perf_counter

import numpy as np

from .algorithm import backward, forward, update
from .arguments import as_batch, check_generator, check_sizes
from .losses import Loss, warn_about_double_activation
from .network import Network
from .parameters import Parameters

__all__ = ["History", "early_stopping", "evaluate", "train"]

EVALUATION_BATCH = 1024


@dataclass
class History:
    """What happened in a training: a number for each finished epoch, `step_loss` one for each step.

    `loss` and `accuracy` are means over the epoch's batches, each measured just before its update; the validation
    values are measured after the epoch. Accuracy is NaN where the target is no decision. `seconds` is the time of all
    epochs together, `stopped_because` a few words, empty while the training goes on.
    """

    loss: list[float] = field(default_factory=list)
    accuracy: list[float] = field(default_factory=list)
    validation_loss: list[float] = field(default_factory=list)
    validation_accuracy: list[float] = field(default_factory=list)
    step_loss: list[float] = field(default_factory=list)
    seconds: float = 0.0
    n_epochs: int = 0
    stopped_because: str = ""

    def __repr__(self) -> str:
        state = self.stopped_because or "still training"
        if not self.loss:
            return f"History: no epoch finished, {len(self.step_loss)} steps; {state}"
        text = f"History: {len(self.loss)} epochs, {len(self.step_loss)} steps; loss {self.loss[-1]:.4g}"
        text += f", accuracy {self.accuracy[-1]:.1%}"
        if self.validation_loss:
            text += f", validation loss {self.validation_loss[-1]:.4g}, accuracy {self.validation_accuracy[-1]:.1%}"
        return f"{text}; {state}"


def train(
    network: Network,
    parameters: Parameters,
    loss: Loss,
    optimizer,
    x: np.ndarray,
    y: np.ndarray,
    *,
    batch_size: int,
    n_epochs: int,
    rng: np.random.Generator,
    validation: tuple[np.ndarray, np.ndarray] | None = None,
    stop: Callable[[History], bool] | None = None,
    progress: bool | Callable[[History], object] = True,
) -> History:
    """Train the parameters in place by mini-batches, shuffled anew in every epoch.

    `validation` is a pair (x, y) that is only measured; `stop` is called with the history after each epoch and ends the
    training when it returns True; so does an interrupt. `progress` shows a bar, or is itself called with the history at
    the start and after each epoch. Raises FloatingPointError, with the history as its attribute, when the loss is no
    longer finite. Source: Deep Learning, algorithm 8.1.
    """
    check_sizes("train", batch_size=batch_size, n_epochs=n_epochs)
    check_generator(rng)
    x, y = _examples(network, parameters, loss, x, y, "x", "y")
    if validation is not None:
        validation = _examples(network, parameters, loss, *validation, "the validation x", "the validation y")
    warn_about_double_activation(network, loss)
    history = History(n_epochs=n_epochs)
    show = _progress_bar(n_epochs) if progress is True else progress or (lambda history: None)
    show(history)
    epochs, start = Epochs(network, parameters, loss, optimizer, history), perf_counter()
    try:
        while not history.stopped_because:
            epochs.run(x, y, batch_size, rng, validation)
            history.seconds = perf_counter() - start
            if len(history.loss) == n_epochs:
                history.stopped_because = "all epochs done"
            elif stop is not None and stop(history):
                history.stopped_because = f"stopped by {getattr(stop, '__name__', type(stop).__name__)}"
            show(history)
    except KeyboardInterrupt:
        history.stopped_because = "interrupted"
        show(history)
    except Exception:
        history.stopped_because = history.stopped_because or "an error"
        show(history)
        raise
    return history


def evaluate(network: Network, parameters: Parameters, loss: Loss, x: np.ndarray, y: np.ndarray) -> tuple[float, float]:
    """Loss and accuracy of the network on (x, y); nothing is changed. The data is taken in parts to spare memory."""
    x, y = _examples(network, parameters, loss, x, y, "x", "y")
    value = accuracy = 0.0
    for start in range(0, len(x), EVALUATION_BATCH):
        part = slice(start, start + EVALUATION_BATCH)
        output = forward(network, parameters, x[part]).output
        value += loss.value(output, y[part]) * len(output)
        accuracy += loss.accuracy(output, y[part]) * len(output)
    return value / len(x), accuracy / len(x)


def early_stopping(patience: int = 5) -> Callable[[History], bool]:
    """Stop when the last `patience` epochs brought no validation loss below the best one before them.

    Source: Deep Learning, algorithm 7.1.
    """
    check_sizes("early_stopping", patience=patience)

    def early_stopping(history: History) -> bool:
        losses = history.validation_loss
        if not losses:
            raise ValueError("Early stopping looks at the validation loss. Give train a validation=(x, y).")
        return len(losses) > patience and min(losses[-patience:]) >= min(losses[:-patience])

    return early_stopping


class Epochs:
    """Runs epochs, whole or step by step; keeps the arrays of cache and gradients from one step to the next."""

    def __init__(self, network, parameters, loss, optimizer, history):
        self.network, self.parameters, self.loss, self.optimizer = network, parameters, loss, optimizer
        self.history, self.cache, self.gradients = history, None, parameters.empty_like()

    @np.errstate(over="ignore", invalid="ignore")  # a loss that is not finite is reported below, in words
    def run(self, x, y, batch_size: int, rng: np.random.Generator, validation: tuple | None) -> None:
        """One epoch."""
        for _ in self.steps(x, y, batch_size, rng, validation):
            pass

    def steps(self, x, y, batch_size: int, rng: np.random.Generator, validation: tuple | None) -> Iterator[None]:
        """One epoch, a step at a time: every example once, in a new order; the last step adds it to the history."""
        order, value, accuracy = rng.permutation(len(x)), 0.0, 0.0
        for start in range(0, len(x), batch_size):
            batch = order[start : start + batch_size]
            step_value, step_accuracy = self.step(x[batch], y[batch])
            value += step_value * len(batch)
            accuracy += step_accuracy * len(batch)
            if start + batch_size >= len(x):
                self.record(value / len(x), accuracy / len(x), validation)
            yield

    def record(self, value: float, accuracy: float, validation: tuple | None) -> None:
        """Add an epoch to the history, with what is measured after it."""
        measured = evaluate(self.network, self.parameters, self.loss, *validation) if validation else ()
        history = self.history
        history.loss.append(value)
        history.accuracy.append(accuracy)
        for values, measure in zip((history.validation_loss, history.validation_accuracy), measured, strict=False):
            values.append(measure)

    def step(self, x: np.ndarray, y: np.ndarray) -> tuple[float, float]:
        """One training step; returns loss and accuracy from before the update."""
        self.cache = forward(self.network, self.parameters, x, out=self.cache)  # FORWARD
        value = self.loss.value(self.cache.output, y)  # LOSS
        if not math.isfinite(value):
            raise self.diverged(value)
        accuracy = self.loss.accuracy(self.cache.output, y)
        d_output = self.loss.gradient(self.cache.output, y)  # OUTPUT DELTA
        backward(self.network, self.parameters, self.cache, d_output, out=self.gradients)  # BACK A LAYER, GRADIENTS
        update(self.parameters, self.gradients, self.optimizer)  # UPDATE
        self.history.step_loss.append(value)
        return value, accuracy

    def diverged(self, value: float) -> FloatingPointError:
        self.history.stopped_because = "the loss was no longer finite"
        step = len(self.history.step_loss) + 1
        error = FloatingPointError(
            f"The loss became {value} at step {step} (epoch {len(self.history.loss) + 1}); {_origin(self)}. Try a "
            f"smaller learning rate (it is {self.optimizer.learning_rate!r}), another initialization, or inputs scaled "
            f"to about −1 to 1; then initialize the parameters again."
        )
        error.history = self.history
        return error


def _origin(epochs: Epochs) -> str:
    """Where numbers stopped being finite: the first layer with such parameters or values, else the loss itself."""
    for l, (layer, values) in enumerate(zip(epochs.parameters, epochs.cache.layers, strict=True)):
        for name, array in vars(layer).items():
            if not np.isfinite(array).all():
                return f"it began in layer {l}, whose {name} the update before made infinite or NaN"
        if not np.isfinite(values.pre_activation).all():
            return f"it began in layer {l}, whose weights became so large that its output overflowed"
    return "it began in the loss: all layers still give finite numbers"


def _examples(network, parameters, loss: Loss, x, y, x_name: str, y_name: str) -> tuple[np.ndarray, np.ndarray]:
    """x and y as arrays that fit each other, the network and the loss: all of them, before the first step."""
    x, y = as_batch(x, network.input_shape, parameters.dtype), np.asarray(y)
    if y.ndim == 0 or len(x) != len(y):
        raise ValueError(
            f"{x_name} has {len(x)} examples and {y_name} the shape {y.shape}: there must be one target for each "
            f"example. Give both with the same length."
        )
    loss.accuracy(np.zeros((len(x), *network.output_shape), parameters.dtype), y)  # raises where y does not fit
    return x, y


def _progress_bar(n_epochs: int) -> Callable[[History], None]:
    """A bar by tqdm, or nothing where tqdm is not installed."""
    try:
        from tqdm.auto import tqdm  # here, so that importing bplib brings NumPy and nothing else
    except ImportError:
        return lambda history: None
    bar = tqdm(total=n_epochs, unit="epoch")

    def show(history: History) -> None:
        if history.loss:
            bar.set_postfix(loss=f"{history.loss[-1]:.4f}", accuracy=f"{history.accuracy[-1]:.1%}")
        bar.update(len(history.loss) - bar.n)
        if history.stopped_because:
            bar.close()

    return show
