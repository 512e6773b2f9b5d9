"""The exercise checker: `bp.check("relu_backward", relu_backward)` says what is right, and names the mistake.

An exercise is data (`exercise.py`, one module of them per lesson). The engine calls the function (`observe.py`),
decides from plain values alone (`judge.py`), recognizes mistakes (`recognize.py`, `patterns.py`), and says so
(`report.py`).
"""

import sys

from .arguments import Function, Rng
from .catalog import EXERCISES
from .checking import CheckFailedError, assess, assess_in, check
from .exercise import Exercise, ForwardPass, Mistake, Output, Probe, Problem, Step
from .observe import Limits, Observation, observe, observe_own
from .originals import ORIGINALS
from .report import Report
from .trial import Trial

__all__ = [
    "EXERCISES", "CheckFailedError", "Exercise", "ForwardPass", "Function", "Limits", "Mistake", "Observation",
    "Output", "Probe", "Problem", "Report", "Rng", "Step", "Trial", "assess", "assess_in", "check", "observe",
    "observe_own",
]  # fmt: skip

for _module in [module for name, module in sys.modules.items() if name.startswith(__name__ + ".")]:
    ORIGINALS.keep(_module)
