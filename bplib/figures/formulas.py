"""Formulas as plain data: pieces of text and named numbers, so that letters and filled-in numbers cannot disagree.

`Formula` is one formula; the functions say what bplib's activation functions and losses compute for one example.
"""

from dataclasses import dataclass

from ..activations import Activation, identity, relu, sigmoid, tanh
from ..losses import Loss, binary_cross_entropy, half_mean_squared_error, mean_squared_error, softmax_cross_entropy
from .marks import Key
from .numerals import short

__all__ = [
    "ACTIVATIONS",
    "LOSSES",
    "Formula",
    "Term",
    "activation_of",
    "loss_of",
    "output_slope_of",
    "slope_of",
    "summed",
]

ACTIVATIONS = (identity, sigmoid, tanh, relu)
LOSSES = (half_mean_squared_error, mean_squared_error, binary_cross_entropy, softmax_cross_entropy)
Pieces = list  # of texts and keys, in their order


@dataclass(frozen=True, slots=True)
class Term:
    """A number in a formula: its name among all numbers, its letter, and its value."""

    key: Key
    letter: str
    value: float


@dataclass(frozen=True)
class Formula:
    """`result` = `pieces`, which are texts and terms; `sign` is ← where the result replaces an old number."""

    result: Term
    pieces: tuple[str | Term, ...]
    sign: str = "="

    @property
    def letters(self) -> str:
        """The right side in letters: wₓₕ·x + bₕ."""
        return "".join(piece if isinstance(piece, str) else piece.letter for piece in self.pieces)

    @property
    def numbers(self) -> str:
        """The right side with the numbers filled in: 0.5·(−2) + 0.1."""
        return "".join(text for text, _ in self.filled_in())

    def value_text(self, known=None) -> str:
        """The result as a number; ? where it is not in `known`."""
        return short(self.result.value) if known is None or self.result.key in known else "?"

    def filled_in(self, known=None) -> list[tuple[str, Term | None]]:
        """The pieces with numbers for letters, each with its term; ? for what is not in `known`."""
        texts, before = [], ""
        for k, piece in enumerate(self.pieces):
            text = piece
            if isinstance(piece, Term):
                text = short(piece.value) if known is None or piece.key in known else "?"
                is_squared = self.pieces[k + 1 : k + 2] and str(self.pieces[k + 1]).startswith("²")
                begins = not before or before.endswith(("(", ", ", "|"))  # there a minus needs no parentheses
                if text.startswith("−") and (is_squared or not begins):
                    text = f"({text})"
            texts.append((text, piece if isinstance(piece, Term) else None))
            before = text
        return texts


def summed(parts: list[Pieces], between: str = " + ") -> Pieces:
    """The parts with a plus between them."""
    return [piece for k, part in enumerate(parts) for piece in ([between] if k else []) + part]


def activation_of(activation: Activation, z: Key) -> Pieces:
    """φ(z)."""
    before, after = {identity: ("", ""), sigmoid: ("σ(", ")"), tanh: ("tanh(", ")"), relu: ("max(0, ", ")")}[activation]
    return [before, z, after] if before else [z]


def slope_of(activation: Activation, l: int, j: int) -> Pieces:
    """φ′(z) of unit j in layer l, as bplib computes it; nothing for the identity, whose slope is 1."""
    a = ("activation", l, j)
    return {
        identity: [], sigmoid: [a, "·(1 − ", a, ")"], tanh: ["(1 − ", a, "²)"], relu: [("slope", l, j)],
    }[activation]  # fmt: skip


def loss_of(loss: Loss, outputs: list[Key], n: int) -> list[tuple[Key, Pieces]]:
    """What is computed for the loss, one thing after another: probabilities where there are any, then L."""
    over_n = [f"/{n}"] if n > 1 else []
    if loss in (half_mean_squared_error, mean_squared_error):
        half = ["½·"] if loss is half_mean_squared_error else []
        squares = summed([["(", a, " − ", ("target", j), ")²"] for j, a in enumerate(outputs)])
        return [(("loss",), [*half, *(["(", *squares, ")"] if n > 1 else squares), *over_n])]
    probabilities = [("probability", j) for j in range(n)]
    if loss is binary_cross_entropy:
        first = [(p, ["σ(", a, ")"]) for p, a in zip(probabilities, outputs, strict=True)]
        parts = [
            [("target", j), "·ln(", p, ") + (1 − ", ("target", j), ")·ln(1 − ", p, ")"]
            for j, p in enumerate(probabilities)
        ]
        return [*first, (("loss",), ["−(", *summed(parts), ")", *over_n])]
    total = summed([["exp(", a, ")"] for a in outputs])
    first = [(p, ["exp(", a, ") / (", *total, ")"]) for p, a in zip(probabilities, outputs, strict=True)]
    parts = [[("target", j), "·ln(", p, ")"] for j, p in enumerate(probabilities)]
    return [*first, (("loss",), ["−(", *summed(parts), ")"])]


def output_slope_of(loss: Loss, output: Key, j: int, n: int) -> Pieces:
    """∂L/∂a of output j."""
    if loss is softmax_cross_entropy:
        return ["(", ("probability", j), " − ", ("target", j), ")"]
    if loss is binary_cross_entropy:
        return ["(", ("probability", j), " − ", ("target", j), ")", *([f"/{n}"] if n > 1 else [])]
    two = ["2·"] if loss is mean_squared_error else []
    return [*two, "(", output, " − ", ("target", j), ")", *([f"/{n}"] if n > 1 else [])]
