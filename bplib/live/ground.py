"""The training ground: choose data, a network and how it learns, then watch it learn, one picture after the other.

The run is `bp.demonstrations.TrainingRun`, the picture `figures/training_board.py`. The page asks for each picture, and
to make one the kernel trains for an epoch or a few milliseconds: so there is no thread and no timer in the kernel.
"""

import math
from collections.abc import Callable

from ..activations import identity, relu, sigmoid, tanh
from ..demonstrations.training_run import DATA_SETS, TrainingRun, classifier, train_and_validation
from ..figures.numerals import exact
from ..figures.palette import LIGHT
from ..figures.training_board import TrainingBoard
from ..initializers import constant, normal, zeros
from ..optimizers import GradientDescent
from .controls import Button, Choice, Run, Slider
from .following import LiveFigure

__all__ = ["TrainingGround", "training_ground"]

SECONDS = 0.01  # of training for a picture at most: together with drawing it leaves room for 15 pictures a second
STILL_EPOCHS, STILL_UPDATES = 40, 4000  # after which the still is taken: so many of the one or of the other
MOST_SHOWN = 3
ACTIVATIONS = {repr(f): f for f in (tanh, relu, sigmoid, identity)}
INITIALIZERS = {
    "He, Glorot": None,
    "zeros": zeros,
    "all 0.5": constant(0.5),
    "normal 0.01": normal(0.01),
    "normal 1": normal(1.0),
    "normal 10": normal(10.0),
}
VALUES = {
    "data": [*DATA_SETS],
    "hidden layers": ["none", "2", "4", "8", "16", "64", "8, 8", "16, 16", "8, 8, 8", "16, 16, 16, 16"],
    "activation": [*ACTIVATIONS],
    "initialization": [*INITIALIZERS],
    "learning rate": [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0, 100.0],
    "batch size": ["1", "4", "16", "64", "all"],
}
ROOM = [[f"<p>Epoch 200 of 200, 40,000 updates. {'Loss 0.0123, accuracy 99.9 %; validation: ' * 2}</p>"], ["<p>.</p>"]]
RESULTS = ("epochs", "updates", "loss", "accuracy", "validation_loss", "validation_accuracy")


def training_ground(
    data: str = "moons", *, task: str = "", reached: Callable | None = None,
    show=("data", "hidden layers", "learning rate"), more: bool = True,
    n_epochs: int = 200, epochs_per_picture: int = 1, seed: int = 0, **settings,
) -> "TrainingGround":  # fmt: skip
    """A live figure of a training: "train" begins it and pauses it, "one update" makes a single step.

    `data` is one of `bp.demonstrations.DATA_SETS`. Other settings, here with their values at the beginning:
    `hidden_layers="8"`, `activation="tanh"`, `initialization="He, Glorot"`, `learning_rate=0.1`, `batch_size="16"`. Up
    to three of them, named in `show`, can be changed at once, the others behind "More settings", or not at all where
    `more` is False. A change begins a new run from the same `seed`; the run before stays behind it in gray. `reached`
    may ask for settings and for `epochs`, `updates`, `loss`, `accuracy`, `validation_loss`, `validation_accuracy`.
    """
    start = {"hidden layers": "8", "activation": "tanh", "initialization": "He, Glorot", "learning rate": 0.1,
             "batch size": "16"}  # fmt: skip
    given = {name.replace("_", " "): value for name, value in settings.items()}
    unknown = [name for name in given if name not in start]
    if unknown:
        raise ValueError(f"There are no settings called {', '.join(unknown)}. There are: {', '.join(start)}.")
    controls = _controls({"data": data} | start | given, tuple(show), more)
    return TrainingGround(controls, {"data": data} | start | given, n_epochs, epochs_per_picture, seed, task, reached)


class TrainingGround(LiveFigure):
    """What `training_ground` returns; `run` is the run that is shown."""

    most_controls = len(VALUES) + 2

    def __init__(self, controls, settings: dict, n_epochs: int, epochs_per_picture: int, seed: int, task, reached):
        self._fixed, self._asked = settings, (0, 0)
        self._n_epochs, self._epochs_per_picture, self._seed = n_epochs, epochs_per_picture, seed
        self._settings, self._boards, self._ready = settings, {}, set()
        self.earlier, self._earlier_settings = None, settings  # of the run that stays behind the new one
        self.run = self._new_run()
        self.run.advance(min(STILL_EPOCHS, -(-STILL_UPDATES // self.run.updates_per_epoch)))
        still = self._paint(LIGHT)  # of a network that has learned something
        self.run = self._new_run()
        super().__init__(self._paint, controls, task, reached, room=ROOM, still=still)

    def _paint(self, theme):
        if theme not in self._boards:
            self._boards[theme] = TrainingBoard(theme)
        self._theme = theme
        remark = f"Gray: the run before, {self._difference()}." if self.earlier else ""
        return self._boards[theme].picture(self.run, self.earlier, remark)

    def _prepare(self):
        """The board's panels for the other data of the menu take longer than a learner should wait at a choice."""
        if "data" in self._names() and self._theme not in self._ready:
            self._ready.add(self._theme)
            for name in VALUES["data"]:
                self._boards[self._theme].prepare(train_and_validation(name, seed=self._seed)[0])

    def _new_run(self) -> TrainingRun:
        """A run from the beginning with the settings as they are."""
        of = self._settings
        training, validation = train_and_validation(of["data"], seed=self._seed)
        hidden = () if of["hidden layers"] == "none" else tuple(int(n) for n in of["hidden layers"].split(", "))
        initializer = INITIALIZERS[of["initialization"]]
        network, loss = classifier(*training, hidden, ACTIVATIONS[of["activation"]], initializer)
        batch_size = len(training[0]) if of["batch size"] == "all" else int(of["batch size"])
        sizes = {"batch_size": batch_size, "n_epochs": self._n_epochs, "seed": self._seed}
        return TrainingRun(network, loss, GradientDescent(of["learning rate"]), training, validation, **sizes)

    def _move_to(self, positions):
        if positions is None:
            return
        super()._move_to(positions)
        settings = self._fixed | {name: self.values[name.replace(" ", "_")] for name in self._names()}
        if settings != self._settings:
            self._change(settings)
        asked = self.values["train"], self.values["one_update"]
        pictures, updates = (max(0, now - before) for now, before in zip(asked, self._asked, strict=True))
        self._asked = asked
        for _ in range(updates):
            self.run.step()
        if pictures:
            if self.run.is_over:
                self.run = self._new_run()  # the same once more
            self.run.advance(pictures * self._epochs_per_picture, SECONDS)

    def _names(self) -> list[str]:
        return [control.name for control in self._controls if control.name in VALUES]

    def _change(self, settings: dict) -> None:
        """Begin anew with other settings; the run before is kept for comparison where it had the same data."""
        before = self._settings
        if self.run.history.loss and settings["data"] == before["data"]:
            self.earlier, self._earlier_settings = self.run.history, before
        elif settings["data"] != before["data"]:
            self.earlier = None
        self._settings = settings
        self.run = self._new_run()

    def _difference(self) -> str:
        """What was different in the earlier run, if anything."""
        before, now = self._earlier_settings, self._settings
        changed = [f"{name} {_told(before[name])}" for name in now if now[name] != before[name]]
        return ", ".join(changed) or "with the same settings"

    def _begin_again(self):
        super()._begin_again()
        self.earlier, self._asked, self._settings = None, (0, 0), dict(self._fixed)
        self.run = self._new_run()

    def _is_done(self):
        return self.run.is_over

    def _known(self):
        history = self.run.history
        newest = {name: getattr(history, name)[-1] if history.loss else math.nan for name in RESULTS[2:]}
        return self.values | {"epochs": len(history.loss), "updates": self.run.n_updates} | newest


def _told(value) -> str:
    """A setting as its control shows it."""
    return value if isinstance(value, str) else exact(value)


def _controls(start: dict, show: tuple[str, ...], more: bool) -> tuple:
    """Two buttons, the settings that are shown, then the hidden ones."""
    if len(show) > MOST_SHOWN or not set(show) <= set(VALUES):
        raise ValueError(
            f"show is {show}, expected up to {MOST_SHOWN} of {', '.join(VALUES)}. Leave the others hidden."
        )
    controls = [
        _control(name, start[name]) for name in (*show, *(name for name in VALUES if more and name not in show))
    ]
    for control in controls:
        control.hidden = control.name not in show
    return Run("train"), Button("one update"), *controls


def _control(name: str, start):
    values = VALUES[name]
    if start not in values:
        raise ValueError(
            f"The {name} is {start!r}, expected one of {', '.join(map(repr, values))}. Choose one of them."
        )
    return Slider(name, values=values, value=start) if name == "learning rate" else Choice(name, values, value=start)
