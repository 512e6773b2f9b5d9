"""What units, weights and everything else are called: the same in diagrams, formulas and the lessons' texts.

Inputs are x₁, x₂, …; units of the first hidden layer h₁, h₂, …, of the second k₁, …, of the third m₁, …; outputs o₁, ….
A column of one unit has no number: o. A letter carries its unit, a weight where it comes from and where it goes:
δₕ₁, bₕ₁, wₓ₁ₕ₁ ("w from x₁ to h₁"). Subscripts are characters, so that every name is plain text.
"""

import html
import re

from .marks import Key

__all__ = ["as_html", "as_spoken", "letter", "unit_name"]

HIDDEN = "hkmnpst"  # of the letters that exist as subscripts, those that are not taken and look like nothing else
PLAIN, SUBSCRIPT = "0123456789hkmnopstx", "₀₁₂₃₄₅₆₇₈₉ₕₖₘₙₒₚₛₜₓ"
LETTERS = {
    "pre_activation": "z", "activation": "a", "delta": "δ", "bias": "b", "bias_gradient": "∂L/∂b", "new_bias": "b",
    "weight": "w", "weight_gradient": "∂L/∂w", "new_weight": "w", "input": "x", "target": "y", "probability": "p",
    "loss": "L", "learning_rate": "η", "momentum": "μ", "epsilon": "ε",
}  # fmt: skip
_TO_SUBSCRIPT = str.maketrans(PLAIN, SUBSCRIPT)
_TO_PLAIN = str.maketrans(SUBSCRIPT, PLAIN)
_LETTERS_TO_PLAIN = str.maketrans(SUBSCRIPT[10:], PLAIN[10:])
_LOWERED = '<sub style="font-size: 0.8em; line-height: 0">{}</sub>'
_INDEX = re.compile(f"[{SUBSCRIPT[10:]}][{SUBSCRIPT}]*")


def unit_name(sizes: tuple[int, ...], c: int, j: int) -> str:
    """The name of unit j of column c, where `sizes` are inputs and then the units of each layer."""
    first = "x" if c == 0 else "o" if c == len(sizes) - 1 else HIDDEN[(c - 1) % len(HIDDEN)]
    return first + (str(j + 1).translate(_TO_SUBSCRIPT) if sizes[c] > 1 else "")


def letter(sizes: tuple[int, ...], key: Key) -> str:
    """What the number of this name is called in a formula, such as wₓ₁ₕ₁ for ("weight", 0, 0, 0)."""
    kind, *index = key
    first, last = LETTERS[kind], len(sizes) - 1
    if not index:
        return first
    if kind == "input":
        return unit_name(sizes, 0, *index)
    if kind in ("target", "probability"):
        units = unit_name(sizes, last, *index) if sizes[-1] > 1 or kind == "probability" else ""
    elif len(index) == 3:
        l, i, j = index
        units = unit_name(sizes, l, i) + unit_name(sizes, l + 1, j)
    else:
        units = unit_name(sizes, index[0] + 1, index[1])
    return first + units.translate(_TO_SUBSCRIPT)


def as_html(text: str) -> str:
    """The text, escaped, with names such as wₓ₁ₕ₁ set as subscripts that are large enough to be read."""
    return _INDEX.sub(lambda index: _LOWERED.format(index[0].translate(_LETTERS_TO_PLAIN)), html.escape(text))


def as_spoken(text: str) -> str:
    """The text for screen readers, which do not know these subscripts: w x1 h1."""
    return re.sub(f"(?<=[^ (·])([{SUBSCRIPT[10:]}])", r" \1", text).translate(_TO_PLAIN)
