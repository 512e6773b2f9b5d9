"""The texts of a step: above its picture label, formulas with the picture's colours, and path; below it the code.

It is HTML, so that it can be selected, enlarged and read aloud; every text in it is escaped.
"""

import html
import re

from .excerpts import Excerpt
from .formulas import Formula, Term
from .names import as_html, as_spoken
from .palette import Theme
from .picture import Caption
from .steps import Step

__all__ = ["caption_of", "n_lines"]

ROLES = {
    "activation": "activation", "input": "input", "delta": "delta", "loss": "loss", "probability": "activation",
}  # fmt: skip
SIGNED = ("weight", "bias", "new_weight", "new_bias")
OLD_WEIGHTS = "with the weights before the update"
HINT = "Choose a weight, or point at its line, to see here how its gradient comes about."
HEADING = "margin: 0; line-height: 1.5"
FORMULA = "margin: 0; padding-left: 1.5em; text-indent: -1.5em; line-height: 1.5"
PART = "display: inline-block; text-indent: 0; margin-right: 0.35em"  # each side of = stays together if it can
CODE = (
    "margin: 0; padding: 0; border: 0; background: none; font: 13px/1.5 var(--jp-code-font-family, monospace); "
    "white-space: pre-wrap; overflow-wrap: anywhere; word-break: normal"
)


def caption_of(step: Step, count: str, path: tuple[Formula, ...] | None, weight: str | None, theme: Theme) -> Caption:
    """The caption of a step, `count` being "step 3 of 13"; with a weight also of its path; None: no word of paths."""
    writer = _Writer(theme, step.known)
    paths = [writer.path(step, path, weight)] if path is not None else []
    above = writer.step(step, count), *paths
    return Caption(above, writer.code(step), _spoken(step, count, path, weight))


def n_lines(text: str, width: int) -> int:
    """About how many lines a text of a caption takes where a line has room for `width` characters."""
    return sum(_n_lines(_words(line), width) for line in re.split("</p>|<br>", text))


def _words(line: str) -> list[str]:
    """What stays together if it can: the sides of a formula, else words."""
    parts = [re.sub("<[^>]+>", "", part) for part in re.split(f'(?=<span style="{PART}">)', line)]
    return parts[1:] if len(parts) > 1 else html.unescape(parts[0]).split()


def _n_lines(words: list[str], width: int) -> int:
    n, used = bool(words), 0
    for length in map(len, words):
        if used and used + 1 + length > width:
            n, used = n + 1, 0
        n += (length - 1) // width  # one that is broken itself leaves no room beside it
        used = min(used + bool(used) + length, width)
    return int(n)


class _Writer:
    """Writes in the colours of a theme; numbers that are not known yet are ?."""

    def __init__(self, theme: Theme, known):
        self.theme, self.known = theme, known

    def step(self, step: Step, count: str) -> str:
        head = self.head(step.label, f"{as_html(step.title)} {self.muted(f'({count})')}")
        return head + "".join(map(self.formula, step.formulas))

    def path(self, step: Step, path: tuple[Formula, ...], weight: str | None) -> str:
        title = _path_title(step, path, weight) if path else self.muted(HINT)
        line = f"margin-top: 0.3em; padding-top: 0.3em; border-top: 1px solid {self.theme.grid}"
        return f'<div style="{line}">{self.head("PATH", title)}{"".join(map(self.formula, path))}</div>'

    def code(self, step: Step) -> str:
        return f'<pre style="{CODE}; color: {self.theme.ink}">{"<br>".join(map(self.excerpt, step.code))}</pre>'

    def head(self, label: str, text: str) -> str:
        return f'<p style="{HEADING}"><strong>{label}</strong>&ensp;{text}</p>'

    def formula(self, formula: Formula) -> str:
        """Letters, numbers, value."""
        letters = [(piece if isinstance(piece, str) else piece.letter, piece) for piece in formula.pieces]
        value = formula.value_text(self.known)
        rows = [f"{self.colored(formula.result.letter, formula.result)} {formula.sign} {self.joined(letters)}"]
        if len(formula.pieces) > 1:
            rows.append(f"= {self.joined(formula.filled_in(self.known))}")
        rows.append(f"= <strong>{self.colored(value, formula.result)}</strong>")
        return f'<p style="{FORMULA}">' + " ".join(f'<span style="{PART}">{row}</span>' for row in rows) + "</p>"

    def joined(self, pieces) -> str:
        return "".join(
            self.colored(text, piece) if isinstance(piece, Term) else as_html(text) for text, piece in pieces
        )

    def colored(self, text: str, term: Term) -> str:
        role = ROLES.get(term.key[0])
        if term.key[0] in SIGNED and term.value:
            role = "positive" if term.value > 0 else "negative"
        return f'<span style="color: {self.theme[role]}">{as_html(text)}</span>' if role else as_html(text)

    def excerpt(self, excerpt: Excerpt) -> str:
        lines = html.escape(excerpt.code).replace("\n", "<br>")
        return self.muted(f"# {html.escape(excerpt.where)}") + f"<br>{lines}"

    def muted(self, text: str) -> str:
        return f'<span style="color: {self.theme.muted}">{text}</span>'


def _path_title(step: Step, path: tuple[Formula, ...], weight: str) -> str:
    text = f"of {weight}: its gradient is the product of the parts on it"
    text += "; where it branches, the ways add up" if " + " in path[-1].pieces else ""
    return text + (f", {OLD_WEIGHTS}" if step.label == "UPDATE" else "")


def _spoken(step: Step, count: str, path: tuple[Formula, ...] | None, weight: str | None) -> str:
    sentences = [f"Weight {weight}{f', {OLD_WEIGHTS}' if step.label == 'UPDATE' else ''}."] if path else []
    sentences += [_sentence(formula, step.known) for formula in (path or ())[-1:]]
    sentences += [f"{count.capitalize()}, {step.label}, {step.title}."]
    return as_spoken(" ".join([*sentences, *(_sentence(formula, step.known) for formula in step.formulas)]))


def _sentence(formula: Formula, known) -> str:
    numbers = "".join(text for text, _ in formula.filled_in(known))
    value = formula.value_text(known)
    middle = f" = {numbers}" if len(formula.pieces) > 1 else ""
    return f"{formula.result.letter} {formula.sign} {formula.letters}{middle} = {value}."
