"""`stepper`: forward and backward through a small network, one step at a time.

What each step says is in `figures/steps.py`, how it looks in `figures/step_diagram.py`.
"""

from collections.abc import Callable

from ..figures.step_diagram import StepDiagram
from ..figures.steps import Steps
from .controls import Choice, Slider
from .following import LiveFigure

__all__ = ["forward_stepper", "stepper"]

SECONDS = 3  # for each step while it plays
NO_WEIGHT = "none"


def stepper(
    network, parameters, loss, x, y, *, optimizer=None, step: int = 1, task: str = "", reached: Callable | None = None
) -> LiveFigure:
    """A live figure that goes through one training step on one example; nothing that is given is changed.

    `x` is (1, n_inputs) and `y` the target of this one example; the network has Dense layers and a few units in each,
    at most about 4-5-3-2. With an optimizer the last steps are the first update that it makes. It begins with `step`,
    counted from 1. `reached` may ask for `step` and for `weight`, a name from the menu such as "x₁ → h₁", or "none".
    """
    if loss is None:
        raise TypeError("The loss is None, expected one of bplib's. Write forward_stepper for the forward pass alone.")
    steps = Steps(network, parameters, loss, x, y, optimizer)
    controls = _step_slider(steps, step), Choice("weight", [NO_WEIGHT, *steps.weights])
    diagram = StepDiagram(steps)
    areas = [(1, k, lines) for k, lines in enumerate(diagram.areas(), 1)]
    return LiveFigure(_diagram_of(steps), controls, task, reached, areas=areas, room=diagram.longest())


def forward_stepper(
    network, parameters, x, *, step: int = 1, task: str = "", reached: Callable | None = None
) -> LiveFigure:
    """A live figure that goes through the forward pass of one example, unit by unit; `stepper` says the rest."""
    steps = Steps(network, parameters, None, x)
    controls, room = (_step_slider(steps, step),), StepDiagram(steps).longest()
    return LiveFigure(_diagram_of(steps), controls, task, reached, room=room)


def _diagram_of(steps: Steps) -> type[StepDiagram]:
    """The diagram of these steps, made for each theme, in which no weight has a name too."""

    class Diagram(StepDiagram):
        def __init__(self, theme):
            super().__init__(steps, theme)

        def picture(self, step, weight=NO_WEIGHT):
            return super().picture(step, None if weight == NO_WEIGHT else weight)

    return Diagram


def _step_slider(steps: Steps, step: int) -> Slider:
    numbers = range(1, len(steps) + 1)
    if step not in numbers:
        raise ValueError(f"step is {step!r}, expected a number from 1 to {len(steps)}. Leave it away to begin with 1.")
    return Slider("step", values=numbers, value=step, play=SECONDS)
