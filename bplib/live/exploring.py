"""A live figure that keeps what was tried with it, so that its picture can show all of it."""

from collections.abc import Callable, Container, Sequence

from .controls import Control
from .following import LiveFigure

__all__ = ["LiveExploration", "compared"]


class LiveExploration(LiveFigure):
    """A live figure whose `draw` writes what was tried into the dictionary `tried`, until Reset."""

    def __init__(
        self,
        draw: Callable,
        controls: tuple[Control, ...],
        task: str,
        reached: Callable | None,
        tried: dict,
        *measures,
        **traits,
    ):
        self.tried = tried
        super().__init__(draw, controls, task, reached, *measures, **traits)

    def _begin_again(self):
        super()._begin_again()
        self.tried.clear()


def compared(values: Sequence, value, tried: Container) -> str:
    """“yes” once a slider's value and those next to it have been tried, else “no”; tasks may ask for it."""
    at = values.index(value)
    return "yes" if all(near in tried for near in values[max(0, at - 1) : at + 2]) else "no"
