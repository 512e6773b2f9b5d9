"""Verdicts on calls that did not return, each with a sentence that helps."""

import numpy as np

from .exercise import Exercise, Probe
from .observe import Observation

__all__ = ["judge_what_happened"]

STOPPED = {
    "timeout": ("TIMEOUT", "It did not come to an end and was stopped. Is there a loop that never ends?"),
    "flood": ("OUTPUT_FLOOD", "It printed without end and was stopped. Take the print out of the loop."),
    "unwatched": ("POLICY", "It calls sys.setprofile, by which the check sees what is called. Leave that out."),
    "memory": ("MEMORY", "It asked for more memory than it may have. How large do its arrays or lists become?"),
    "crashed": (
        "CRASHED",
        "It ended Python itself, and nothing came back. Does it call exit, or code that is not Python?",
    ),
    "policy": ("POLICY", "It calls bplib's own code. Here you write the function yourself, with NumPy alone."),
}
RUNS_ON = (
    "It did not come to an end and could not be stopped: it still runs and makes everything else slow. Restart the "
    "kernel (menu Kernel). Does one call take very long?"
)
# What Python says when something goes wrong, in part, and what to do then.
ADVICE = (
    ("SystemExit", "exit() and quit() end the whole program; what ends a function is return."),
    ("MemoryError", "That array is larger than the computer's memory: is one of the shapes meant for something else?"),
    ("'NoneType'", "Something is None there: a function without return gives None."),
    (
        "is ambiguous",
        "An if, and Python's own max and min, take one decision; an array needs one for each entry: np.where and "
        "np.maximum do that.",
    ),
    ("can be converted to", "float(), int() and what is in math take one number; NumPy's functions take whole arrays."),
    (
        "math range error",
        "exp of a number above 709 is too large. What can be taken away first without changing the result?",
    ),
    ("for ^", "^ is no power in Python; a squared is a**2."),
    ("'bitwise_xor'", "^ is no power in Python; a squared is a**2."),
    ("recursion", "It calls itself without an end."),
    ("is not defined", "Is the name spelled as where it was made, and did the cell that makes it run?"),
    ("referenced before assignment", "The name is used before it gets its value."),
    ("not associated with a value", "The name is used before it gets its value."),
    (
        "list index out of range",
        "Of n entries the last has the index n − 1. Where entry i + 1 is used, the loop ends one round earlier.",
    ),
    (
        "tuple index out of range",
        "The tuple, or the shape, has fewer entries than that: there may be any number of them.",
    ),
    ("values to unpack", "There may be more or fewer of them: go over them in a loop."),
    ("only concatenate tuple", "A tuple times a number repeats the tuple. Take its entries, and calculate with them."),
    ("'function'", "A function stands where a number is needed. It gives its value when it is called: f(x)."),
    ("positional argument", "What is called there takes another number of arguments."),
    ("empty sequence", "A list without entries may come, too: return before its smallest or largest is asked for."),
    ("argument is empty", "A list without entries may come, too: return before its smallest or largest is asked for."),
    ("non-broadcastable", "a += b writes into a, whose shape cannot change. a + b makes a new array."),
    (
        "nonzero on 0d",
        "np.where with a condition alone gives places. Values it gives with three: np.where(z > 0, z, 0).",
    ),
    ("unsized", "A single number has no length, and any shape may come."),
    ("out of bounds", "Of n entries the last has the index n − 1."),
    ("matmul", "In a product A @ B, A has as many columns as B has rows: write both shapes beside the line."),
    ("not aligned", "In a product A @ B, A has as many columns as B has rows: write both shapes beside the line."),
    ("broadcast", "Two shapes do not fit together: write the shape of each array beside the line."),
)


def judge_what_happened(exercise: Exercise, probes: list[Probe], observation: Observation) -> tuple[str, str]:
    """The verdict on a call that did not return, the one with the last of these probes, and a sentence."""
    if observation.still_running:
        return "TIMEOUT", RUNS_ON
    if observation.status in STOPPED:
        return STOPPED[observation.status]
    if observation.status == "misfit":
        text = f"Your function takes {observation.error_text}; the exercise calls {exercise.signature}."
        return "RAISED", f"{text} Use these arguments, in this order."
    if observation.error_type == "NotImplementedError":
        return "NOT_ATTEMPTED", "Replace the line with raise by your own code, then run that cell and this check."
    where = f" ({observation.error_line})" if observation.error_line else ""
    text = f"{observation.error_type}{where}: {observation.error_text}".rstrip(": ").rstrip(".") + "."
    advice = [sentence for part, sentence in ADVICE if part in f"{observation.error_type}: {observation.error_text}"]
    return "RAISED", " ".join([text, _call_in_words(exercise, probes), *advice[:1]])


def _call_in_words(exercise: Exercise, probes: list[Probe]) -> str:
    """With which arguments it stopped, and with which it did not."""
    names = [parameter.split("=")[0] for parameter in exercise.parameters]

    def shapes(probe):
        parts = [f"shape {v.shape}" if isinstance(v, np.ndarray) else repr(v).rstrip(",") for v in probe.arguments]
        if len(set(parts)) == 1 < len(parts):
            return f"{' and '.join(names)} of {parts[0]}"
        return ", ".join(f"{name}: {part}" for name, part in zip(names, parts, strict=False))

    *ran, stopped = [shapes(probe) for probe in probes]
    first = probes[-1].arguments[0]
    number = " That is a single number: any shape may come." if isinstance(first, np.ndarray) and not first.ndim else ""
    return f"It was called with {stopped}.{number}" + (f" With {ran[0]} it ran." if ran else "")
