"""A forward and a backward pass of a dense network as a list of matrix steps: what is multiplied with what."""

from collections.abc import Sequence
from dataclasses import dataclass

from ..arguments import check_sizes

__all__ = ["Matrix", "MatrixStep", "matrix_steps"]

SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


@dataclass(frozen=True)
class Matrix:
    """An array of two axes by its name, or of one with a single row; `role` is what it is in a figure."""

    name: str
    shape: tuple[int, ...]
    role: str
    transposed: bool = False

    @property
    def as_stored(self) -> tuple[int, ...]:
        """Its shape before it was transposed."""
        return self.shape[::-1] if self.transposed else self.shape


@dataclass(frozen=True)
class MatrixStep:
    """One line of the calculation: `factors`, joined by the sign `by`, make `result`.

    `by` is "·" for a matrix product, "⊙" entry by entry, "−" for a difference, and "" where there is one factor only.
    `summed` says over what a product or a sum goes, such as ("examples", 16).
    """

    label: str
    factors: tuple[Matrix, ...]
    by: str
    result: Matrix
    code: str
    backward: bool = False
    summed: tuple[str, int] | None = None

    @property
    def n_products(self) -> int:
        """The multiplications of a matrix product; 0 for the other steps, which have one for each entry at most."""
        (rows, inner), (_, columns) = [one.shape for one in self.factors] if self.by == "·" else [(0, 0), (0, 0)]
        return rows * inner * columns

    @property
    def has_transposed(self) -> bool:
        return any(one.transposed for one in self.factors)

    @property
    def fits_untransposed(self) -> bool:
        """Whether the same line without its transpose would give an array of the right shape, too."""
        if not self.has_transposed:
            return False
        left, right = (one.as_stored for one in self.factors)
        return left[1] == right[0]  # then two of the three sizes are equal, and the result has the right shape, too


def matrix_steps(sizes: Sequence[int], n: int) -> tuple[MatrixStep, ...]:
    """All steps for a batch of `n` examples through dense layers of these sizes, `[n_inputs, …, n_classes]`.

    Hidden layers have ReLU, the last one softmax with cross-entropy. The gradient with respect to the input is left
    out: nobody needs it. Raises ValueError for fewer than two sizes. Source: Deep Learning, algorithms 6.3 and 6.4.
    """
    check_sizes("matrix_steps", n=n, **{f"size_{k}": size for k, size in enumerate(sizes)})
    if len(sizes) < 2:
        raise ValueError(f"sizes is {list(sizes)}, expected the inputs and at least one layer. Write [64, 32, 10].")
    layers = range(1, len(sizes))
    forward = [step for l in layers for step in _forward(sizes, n, l)]
    return (*forward, _output_delta(sizes[-1], n, layers[-1]), *(s for l in layers[::-1] for s in _back(sizes, n, l)))


def _forward(sizes: Sequence[int], n: int, l: int) -> list[MatrixStep]:
    z = Matrix(_name("z", l), (n, sizes[l]), "activation")
    what, of = _input(sizes, n, l), ("inputs" if l == 1 else "units before")
    code = f"z_{l} = {_code(what)} @ weights_{l} + biases_{l}"
    steps = [MatrixStep("FORWARD", (what, _weights(sizes, l)), "·", z, code, summed=(of, sizes[l - 1]))]
    if l < len(sizes) - 1:
        a = Matrix(_name("a", l), z.shape, "activation")
        steps.append(MatrixStep("FORWARD", (z,), "", a, f"a_{l} = bp.relu(z_{l})"))
    return steps


def _output_delta(n_classes: int, n: int, l: int) -> MatrixStep:
    shape = n, n_classes
    factors = Matrix("p", shape, "activation"), Matrix("y", shape, "target")
    code = f"p = bp.softmax(z_{l});  delta_{l} = (p - y) / n"
    return MatrixStep("OUTPUT DELTA", factors, "−", _delta(shape, l), code, backward=True)


def _back(sizes: Sequence[int], n: int, l: int) -> list[MatrixStep]:
    delta, what = _delta((n, sizes[l]), l), _input(sizes, n, l)
    turned = Matrix(what.name + "ᵀ", what.shape[::-1], what.role, transposed=True)
    d_weights = Matrix(f"∂L/∂{_name('W', l)}", (sizes[l - 1], sizes[l]), "gradient")
    d_biases = Matrix(f"∂L/∂{_name('b', l)}", (sizes[l],), "gradient")
    over = "examples", n
    product, total = f"d_weights_{l} = {_code(what)}.T @ delta_{l}", f"d_biases_{l} = delta_{l}.sum(axis=0)"
    steps = [
        MatrixStep("GRADIENTS", (turned, delta), "·", d_weights, product, True, over),
        MatrixStep("GRADIENTS", (delta,), "", d_biases, total, True, over),
    ]
    return steps + (_back_a_layer(sizes, n, l, delta) if l > 1 else [])


def _back_a_layer(sizes: Sequence[int], n: int, l: int, delta: Matrix) -> list[MatrixStep]:
    """From δ of layer l to that of the layer before it."""
    weights, shape = _weights(sizes, l), (n, sizes[l - 1])
    turned = Matrix(weights.name + "ᵀ", weights.shape[::-1], weights.role, transposed=True)
    d_a = Matrix(f"∂L/∂{_name('a', l - 1)}", shape, "delta")
    slopes = Matrix(f"φ′({_name('z', l - 1)})", shape, "activation")
    back, entries = f"d_a_{l - 1} = delta_{l} @ weights_{l}.T", f"delta_{l - 1} = d_a_{l - 1} * (z_{l - 1} > 0)"
    return [
        MatrixStep("BACK A LAYER", (delta, turned), "·", d_a, back, True, ("units after", sizes[l])),
        MatrixStep("BACK A LAYER", (d_a, slopes), "⊙", _delta(shape, l - 1), entries, True),
    ]


def _input(sizes: Sequence[int], n: int, l: int) -> Matrix:
    return Matrix("x" if l == 1 else _name("a", l - 1), (n, sizes[l - 1]), "input" if l == 1 else "activation")


def _weights(sizes: Sequence[int], l: int) -> Matrix:
    return Matrix(_name("W", l), (sizes[l - 1], sizes[l]), "positive")


def _delta(shape: tuple[int, int], l: int) -> Matrix:
    return Matrix(_name("δ", l), shape, "delta")


def _name(letter: str, l: int) -> str:
    return letter + str(l).translate(SUBSCRIPTS)


def _code(matrix: Matrix) -> str:
    """x, or a_1 for a₁."""
    return "x" if matrix.name == "x" else f"a_{matrix.name[1:].translate(str.maketrans('₀₁₂₃₄₅₆₇₈₉', '0123456789'))}"
