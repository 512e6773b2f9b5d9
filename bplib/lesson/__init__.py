"""What a lesson asks: predictions, questions, lines to order, blanks to fill, and what the learner has done so far.

A lesson begins with `lesson = bp.lesson.Lesson("NN_topic")`; each activity is then one line in a cell. The words of the
questions stand beside the notebook, in `NN_topic.toml`. `lesson.py` is what to read next.
"""

from .lesson import Lesson
from .store import erase, export

__all__ = ["Lesson", "erase", "export"]
