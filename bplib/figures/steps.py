"""Forward and backward through a small network, one step at a time, as plain data.

`Steps` is a list of `Step`s: what each computes, in letters and in numbers, what is known after it, and the lines of
bplib that do it. Pictures are made of it in `step_diagram.py`. All numbers are those of `forward`, `backward`, the loss
and `update`.

The labels stand in the order FORWARD, LOSS, OUTPUT DELTA, BACK A LAYER, GRADIENTS, UPDATE: first every δ, then the
gradients. `backward` does both for one layer before it goes to the next; no δ needs a gradient, so nothing differs.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..layers import Dense
from .excerpts import Excerpt, excerpt
from .formulas import Formula, Pieces, Term, activation_of, loss_of, output_slope_of, slope_of, summed
from .marks import Key
from .numerals import short
from .one_pass import OnePass

__all__ = ["LABELS", "Step", "Steps"]

SETTINGS = (("learning_rate",), ("momentum",), ("epsilon",))  # of optimizers
LABELS = ("FORWARD", "LOSS", "OUTPUT DELTA", "BACK A LAYER", "GRADIENTS", "UPDATE")


@dataclass(frozen=True)
class Step:
    """One step: its label and title, its formulas, the names of the numbers that are known after it, and its code."""

    label: str
    title: str
    formulas: tuple[Formula, ...]
    known: frozenset[Key]
    highlight: frozenset[Key]
    code: tuple[Excerpt, ...]


class Steps(Sequence):
    """The steps for one example; with an optimizer the last ones are the update that it would make first.

    Without a loss they are those of the forward pass alone.

    `weights` are the names of all weights, ("weight", l, i, j), by what they are called: "x₁ → h₁".
    """

    def __init__(self, network, parameters, loss, x, y=None, optimizer=None):
        self.values = OnePass(network, parameters, loss, x, y, optimizer)
        self.network, self.loss, self.optimizer = network, loss, optimizer
        self.sizes = self.values.sizes
        given = {*self._keys("input", 0), *SETTINGS}
        given |= {*self._keys("target", len(self.sizes) - 1)} if loss is not None else set()
        given |= {("weight", *weight) for weight in self._weights()} | {("bias", *unit) for unit in self._units()}
        self._known = frozenset(given)
        self._steps = [*self._forward()]
        self._steps += [self._loss(), *self._deltas(), *self._gradients()] if loss is not None else []
        self._steps += self._update() if optimizer is not None else []
        name = self.values.unit_name
        self.weights = {f"{name(l, i)} → {name(l + 1, j)}": ("weight", l, i, j) for l, i, j in self._weights()}

    def __len__(self) -> int:
        return len(self._steps)

    def __getitem__(self, k):
        return self._steps[k]

    def path(self, weight: Key) -> tuple[Formula, Formula]:
        """The gradient of a weight as input times δ, and as the product of the parts on its path, δ taken apart."""
        _, l, i, j = weight
        result = ("weight_gradient", l, i, j)
        return tuple(
            self._formula(result, [self._input(l, i), " · ", *factors])
            for factors in ([("delta", l, j)], self._delta_pieces(l, j))
        )

    def factors(self, weight: Key) -> set[Key]:
        """The gradient of a weight and the numbers whose product it is; a slope goes by the name of its unit."""
        _, l, i, j = weight
        keys = {piece.key for formula in self.path(weight) for piece in formula.pieces if isinstance(piece, Term)}
        named = {("activation", l, j) if key[0] in ("slope", "probability") else key for key in keys}
        return {("weight_gradient", l, i, j), *named}

    def _forward(self) -> Iterator[Step]:
        for l, j in self._units():
            z, a, activation = ("pre_activation", l, j), ("activation", l, j), self.network.layers[l].activation
            products = [[("weight", l, i, j), "·", self._input(l, i)] for i in range(self.sizes[l])]
            formulas = {z: summed([*products, [("bias", l, j)]]), a: activation_of(activation, z)}
            arrows = {*(("weight", l, i, j) for i in range(self.sizes[l])), ("bias", l, j)}
            title = f"unit {self._name(l, j)}: weighted sum, then activation function"
            self._known |= {("slope", l, j)}
            yield self._step("FORWARD", title, formulas, arrows, excerpt(Dense.forward, "z", "a"))

    def _loss(self) -> Step:
        formulas = dict(loss_of(self.loss, self._keys("activation", len(self.sizes) - 1), self.sizes[-1]))
        code = excerpt(type(self.loss).value)
        return self._step("LOSS", "how wrong the output is, in one number", formulas, (), code)

    def _deltas(self) -> Iterator[Step]:
        last = len(self.network.layers) - 1
        for l in range(last, -1, -1):
            own = (
                _of_layer(l, excerpt(Dense.backward, "delta")),
                excerpt(type(self.network.layers[l].activation).derivative),
            )
            for j in range(self.sizes[l + 1]):
                formulas, unit = {("delta", l, j): self._delta_pieces(l, j)}, f"unit {self._name(l, j)}"
                if l == last:
                    title, code = f"{unit}: slope of the loss, times its own slope", excerpt(type(self.loss).gradient)
                    yield self._step("OUTPUT DELTA", title, formulas, (), code, *own)
                else:
                    title = f"{unit}: δ comes back through the weights, times its own slope"
                    arrows = {("weight", l + 1, j, k) for k in self._after(l)}
                    code = _of_layer(l + 1, excerpt(Dense.backward, "cache.d_input"))
                    yield self._step("BACK A LAYER", title, formulas, arrows, code, *own)

    def _gradients(self) -> Iterator[Step]:
        code = excerpt(Dense.backward, "gradients.weights", "gradients.biases")
        for l, j in self._units():
            delta = ("delta", l, j)
            formulas = {("weight_gradient", l, i, j): [self._input(l, i), " · ", delta] for i in range(self.sizes[l])}
            formulas[("bias_gradient", l, j)] = [delta]
            yield self._step("GRADIENTS", f"weights into {self._name(l, j)}: what came in, times δ", formulas, (), code)

    def _update(self) -> Iterator[Step]:
        code = excerpt(type(self.optimizer)._move)
        for l, j in self._units():
            numbers = [("weight", l, i, j) for i in range(self.sizes[l])] + [("bias", l, j)]
            formulas = {(f"new_{kind}", *at): self.values.move(kind, at) for kind, *at in numbers}
            title = f"weights into {self._name(l, j)}: a step against the gradient"
            if (l, j) == self._units()[-1]:
                loss, next_loss = map(short, (self.values.source.loss, self.values.next_loss))
                title += f". The loss was {loss}, now it is {next_loss}"
            yield self._step("UPDATE", title, formulas, numbers, code)

    def _delta_pieces(self, l: int, j: int) -> Pieces:
        """δ of unit j in layer l: from the loss, or from the layer behind."""
        slope = slope_of(self.network.layers[l].activation, l, j)
        if l == len(self.network.layers) - 1:
            arriving = output_slope_of(self.loss, ("activation", l, j), j, self.sizes[-1])
        else:
            arriving = summed([[("weight", l + 1, j, k), "·", ("delta", l + 1, k)] for k in self._after(l)])
            arriving = ["(", *arriving, ")"] if len(self._after(l)) > 1 else arriving
        return [*arriving, *([" · ", *slope] if slope else [])]

    def _step(self, label: str, title: str, formulas: dict[Key, Pieces], arrows, *code: Excerpt) -> Step:
        self._known |= formulas.keys()
        made = tuple(self._formula(key, pieces) for key, pieces in formulas.items())
        return Step(label, title, made, self._known, frozenset({*formulas, *arrows}), code)

    def _formula(self, key: Key, pieces: Pieces) -> Formula:
        term = self.values.term
        right = tuple(piece if isinstance(piece, str) else term(piece) for piece in pieces)
        return Formula(term(key), right, "←" if key[0].startswith("new_") else "=")

    def _units(self) -> list[tuple[int, int]]:
        return [(l, j) for l, layer in enumerate(self.network.layers) for j in range(layer.n_outputs)]

    def _weights(self) -> list[tuple[int, int, int]]:
        return [(l, i, j) for l, j in self._units() for i in range(self.sizes[l])]

    def _keys(self, kind: str, c: int) -> list[Key]:
        return [(kind, *([c - 1] if kind == "activation" else []), j) for j in range(self.sizes[c])]

    def _after(self, l: int) -> range:
        return range(self.sizes[l + 2] if l + 2 < len(self.sizes) else 0)

    def _input(self, l: int, i: int) -> Key:
        return ("activation", l - 1, i) if l else ("input", i)

    def _name(self, l: int, j: int) -> str:
        return self.values.unit_name(l + 1, j)


def _of_layer(l: int, lines: Excerpt) -> Excerpt:
    return replace(lines, where=f"{lines.where} of layer {l}")
