"""All exercises by their id, in the order of the lessons."""

from . import lesson_08
from .exercise import Exercise

__all__ = ["EXERCISES"]

EXERCISES: dict[str, Exercise] = {exercise.id: exercise for module in (lesson_08,) for exercise in module.EXERCISES}
