"""The calculations that stand in texts: `0.5 · 2 + 1 = 2` and the like, found and worked out again."""

import math
import re
from itertools import pairwise

LATEX = [
    (r"\\(begin|end)\{aligned\}|\\[,;:! ]|&|\\qquad|\\quad", " "),
    (r"\\t?frac12|½", " 0.5*"),
    (r"\\cdot|·|×", "*"),
    (r"\\sigma|σ", "sigma"),
    (r"\^2|²", "**2"),
    (r"−", "-"),
    (r"(?<=\d)\s*(?=\()", "*"),
]
ONLY_NUMBERS = re.compile(r"(sigma|[\d.()+*/ -])+")
NAMES = {"sigma": lambda z: 1 / (1 + math.exp(-z)), "__builtins__": {}}


def plain(text):
    """The text with LaTeX and signs replaced by Python's; new lines where an equation ends."""
    text = re.sub(r"\\\\|\$+|(?<=\d)\s*&", "\n", text)
    for pattern, replacement in LATEX:
        text = re.sub(pattern, replacement, text)
    return text.replace("**", "\0").replace("* *", "*").replace("\0", "**")


def value_of(expression):
    """Its value; None where it is not made of numbers alone."""
    expression = expression.strip().strip(",. ")
    if not ONLY_NUMBERS.fullmatch(expression) or not re.search(r"\d", expression):
        return None
    try:
        return eval(expression, NAMES)  # digits, brackets and signs only
    except SyntaxError:
        return None


def calculations(text):
    """(the equation, whether it is right) for every equation between numbers.

    What is written with at least three decimals is rounded: the last one may be off by 1.
    """
    found = []
    for line in re.split(r"\n|, ", plain(text)):
        sides = line.split("=")
        for left, right in pairwise(sides):
            left = re.split(r"[a-zA-Z_{}:]\s+(?=[-\d(])", left)[-1]
            written = re.match(r"\s*-?\d+(\.\d+)?(/\d+)?", right)
            value = value_of(left)
            if written and value is not None and len(re.findall(r"\d+\.?\d*", left)) + ("sigma" in left) > 1:
                number = written.group().strip()
                n_decimals = len(number.partition(".")[2])
                allowed = 1.2 * 10.0**-n_decimals if n_decimals >= 3 else 1e-9  # rounded on the way, or exact
                found.append((f"{left.strip()} = {number}", abs(value - value_of(number)) <= allowed))
    return found


def strings(words):
    """Every text in a table of words."""
    if isinstance(words, str):
        yield words
    for value in words.values() if isinstance(words, dict) else words if isinstance(words, list) else ():
        yield from strings(value)
