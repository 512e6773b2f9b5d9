"""Verdicts on calls that did not return, each with a sentence that helps."""

import re

import numpy as np

from .arguments import Function
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
ANY_SHAPE = (
    "A single number has no entries to go through. NumPy calculates with whole arrays of any shape; where a loop is "
    "needed, np.ndindex(x.shape) goes to every entry."
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
    (
        "scalar index",
        "An index or an axis is one whole number. np.max(a, b) takes b for an axis; the larger one of two, entry by "
        "entry, is np.maximum(a, b).",
    ),
    (
        "interpreted as an integer",
        "A count, an index or an axis is a whole number. If np.max(a, b) stands there: it takes b for an axis, and "
        "np.maximum(a, b) gives the larger one of two, entry by entry.",
    ),
    ("inhomogeneous", "Arrays of different shapes do not become one array: keep them in a list or a tuple."),
    (
        "array element with a sequence",
        "One entry takes one number, but z[i] is a whole row where z is a matrix. NumPy calculates with whole arrays.",
    ),
    ("normal() takes", "The shape is one argument, a tuple in brackets of its own."),
    ("'tuple' and", "A tuple is not a number. Take its entries, and calculate with them."),
    ("can be converted to", "float(), int() and what is in math take one number; NumPy's functions take whole arrays."),
    (
        "math range error",
        "exp of a number above 709 is too large. What can be taken away first without changing the result?",
    ),
    ("math domain error", "math.log takes positive numbers only: where does a 0 come from?"),
    ("'Generator' object is not callable", "A generator draws by its methods: rng.normal(0, scale, shape)."),
    (
        "is not callable",
        "Brackets behind a name call it as a function. A product needs its *, as in a * (1 - a), and an entry square "
        "brackets, a[0].",
    ),
    ("no attribute 'append'", "append is for lists. An array has its size from the beginning: np.zeros(shape)."),
    ("no attribute 'index'", "index is for lists. np.argmax gives the place of an array's largest entry."),
    ("AxisError", "Axes count from 0: axis 0 goes down the rows, axis 1 along a row."),
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
    ("unsized", ANY_SHAPE),
    ("0-d array", ANY_SHAPE),
    (
        "out of bounds",
        "Of n entries the last has the index n − 1. There may be more or fewer of them, and z[i] of a matrix is a row.",
    ),
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
    if product := _product_without_a_star(exercise, observation):
        advice = [product]
    about = _about_shapes(observation) if "broadcast together" in observation.error_text else []
    return "RAISED", " ".join([text, _call_in_words(exercise, probes), *advice[:1], *about])


def _product_without_a_star(exercise: Exercise, observation: Observation) -> str:
    """Advice where the unknown name is two arguments side by side, as a product is written by hand: ab for a * b."""
    names = [parameter.split("=")[0] for parameter in exercise.parameters]
    for a in names:
        for b in names:
            if observation.error_type == "NameError" and f"'{a}{b}'" in observation.error_text:
                return f"{a}{b} is a name of its own in Python. A product needs its *: {a} * {b}."
    return ""


def _about_shapes(observation: Observation) -> list[str]:
    """What the two shapes of a sum or product, entry by entry, tell: one number for each row, or two matrices."""
    shapes = [part.split(",") for part in re.findall(r"\(([\d,]+)\)", observation.error_text)]
    first, second = ([size for size in shape if size] for shape in shapes[:2])
    if {len(first), len(second)} == {1, 2} and first[0] == second[0]:
        return ["For one number in each row, keepdims=True keeps a column, (n, 1), which fits."]
    if len(first) == len(second) == 2 and first[1] == second[0] and re.search(r"[^*]\*[^*]", observation.error_line):
        return ["* goes entry by entry; the product of two matrices is @."]
    return []


def _argument(value) -> str:
    """An argument in short: an array by its shape, a function not at all."""
    if isinstance(value, Function):
        return ""
    if isinstance(value, np.ndarray):
        return f"shape {value.shape}" if value.ndim else "a single number, shape ()"
    return f"{value:.4g}" if isinstance(value, float) else repr(value)


def _call_in_words(exercise: Exercise, probes: list[Probe]) -> str:
    """With which arguments it stopped, and with which it did not."""
    names = [parameter.split("=")[0] for parameter in exercise.parameters]

    def shapes(probe):
        parts = [_argument(argument) for argument in probe.arguments]
        if len(set(parts)) == 1 < len(parts):
            return f"{' and '.join(names)} of {parts[0]}"
        return ", ".join(f"{name}: {part}" for name, part in zip(names, parts, strict=False) if part)

    *ran, stopped = [shapes(probe) for probe in probes]
    return f"It was called with {stopped}." + (f" With {ran[0]} it ran." if ran else "")
