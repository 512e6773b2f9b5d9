"""The exercise checker: `bp.check("sigmoid_backward", sigmoid_backward)` says what is right, and names the mistake.

An exercise is data (`exercise.py`, one module of them per lesson). The engine calls the function (`observe.py`),
decides from the values alone (`judge.py`), and says so in words (`report.py`).
"""

from .catalog import EXERCISES
from .checking import CheckFailedError, check
from .exercise import Exercise, Mistake, Output, Probe
from .report import Report

__all__ = ["EXERCISES", "CheckFailedError", "Exercise", "Mistake", "Output", "Probe", "Report", "check"]
