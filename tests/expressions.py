"""Random expressions, and their values by Python's own evaluation: an oracle that shares nothing with bplib."""

import math

import numpy as np

FUNCTIONS = {
    "exp": math.exp, "log": math.log, "tanh": math.tanh, "relu": lambda z: max(z, 0.0),
    "sigmoid": lambda z: 1 / (1 + math.exp(-z)),
}  # fmt: skip


def lines_of(text):
    """The lines as pairs of name and expression."""
    return [tuple(part.strip() for part in line.split("=")) for line in text.split(";")]


def evaluate(text, held=None):
    """The value of each name, computed by Python; those in `held` keep the value that they are given."""
    values, held = {}, held or {}
    for name, expression in lines_of(text):
        values[name] = held[name] if name in held else eval(expression, {"__builtins__": {}}, FUNCTIONS | values)
    return values


def slope(text, name, step=1e-3):
    """The slope of the last line along a name, which is held and moved: central differences with an error of h⁴."""
    at, result = evaluate(text)[name], lines_of(text)[-1][0]
    heights = [evaluate(text, {name: at + k * step})[result] for k in (-2, -1, 1, 2)]
    return (heights[0] - 8 * heights[1] + 8 * heights[2] - heights[3]) / (12 * step)


def random_expression(seed, most_lines=4):
    """Two or three variables and some lines that use what stands before, each of them used."""
    rng = np.random.default_rng(seed)
    names = list("abc")[: rng.integers(2, 4)]
    lines = [f"{name} = {rng.uniform(-2, 2):.2f}" for name in names]
    for k in range(rng.integers(1, most_lines)):
        lines.append(f"q{k} = {_random_part(rng, names, 2)}")
        names.append(f"q{k}")
    unused = [name for name in names if not any(name in line.split("=")[1] for line in lines)]
    return "; ".join([*lines, f"L = {' + '.join([_random_part(rng, names, 2), *unused])}"])


def _random_part(rng, names, depth):
    if depth == 0 or rng.random() < 0.15:
        return rng.choice(names) if rng.random() < 0.8 else f"{rng.uniform(0.5, 3):.1f}"
    one, other = (_random_part(rng, names, depth - 1) for _ in range(2))
    kind = rng.choice(["+", "-", "*", "/", "**", "function", "minus", "power"])
    if kind == "function":
        return f"{rng.choice(list(FUNCTIONS))}({one})"
    if kind == "minus":
        return f"(-{one})"
    if kind == "power":
        return f"({one})**{rng.integers(2, 4)}"
    return f"({one} {kind} {other})"
