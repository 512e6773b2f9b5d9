"""Verdicts on calls that did not return, each with a sentence that helps."""

import numpy as np

from .exercise import Exercise, Probe
from .observe import Observation

__all__ = ["judge_what_happened"]

STOPPED = {
    "timeout": ("TIMEOUT", "It did not come to an end and was stopped. Is there a loop that never ends?"),
    "flood": ("OUTPUT_FLOOD", "It printed without end and was stopped. Take the print out of the loop."),
    "policy": ("POLICY", "It calls bplib's own code. Here you write the function yourself, with NumPy alone."),
}
RUNS_ON = (
    "It did not come to an end and could not be stopped: it still runs and makes everything else slow. Restart the kernel "
    "(menu Kernel). Does one call take very long?"
)
ADVICE = {
    "NameError": "Is the name spelled as where it was made, and was the cell that makes it run?",
    "UnboundLocalError": "The name is used before it gets its value.",
    "IndexError": "An index is larger than the array: the last of n entries has the index n − 1.",
    "ZeroDivisionError": "For which input is the denominator 0?",
    "RecursionError": "The function calls itself, again and again.",
}


def judge_what_happened(exercise: Exercise, probe: Probe, observation: Observation) -> tuple[str, str]:
    """The verdict on a call that did not return, and a sentence."""
    if observation.still_running:
        return "TIMEOUT", RUNS_ON
    if observation.status in STOPPED:
        return STOPPED[observation.status]
    if observation.status == "misfit":
        taken, called = observation.error_text, exercise.signature
        return (
            "RAISED",
            f"Your function takes {taken}; the exercise calls {called}. Use these arguments, in this order.",
        )
    if observation.error_type == "NotImplementedError":
        return "NOT_ATTEMPTED", "Nothing is written here yet. Replace the line with raise by your own code."
    where = f" ({observation.error_line})" if observation.error_line else ""
    text = f"{observation.error_type}{where} when called with {_by_shapes(probe)}: {observation.error_text}"
    advice = ADVICE.get(observation.error_type, "")
    if not advice and ("matmul" in text or "broadcast" in text or "not aligned" in text):
        advice = "Two shapes do not fit together: write the shape of each array beside the line."
    return "RAISED", f"{text.rstrip('.')}. {advice}" if advice else text


def _by_shapes(probe: Probe) -> str:
    """The arguments by their shapes, or their values where they are single numbers."""
    return ", ".join(f"an array {a.shape}" if isinstance(a, np.ndarray) and a.ndim else repr(a) for a in probe.arguments)
