"""`shape_inspector`: every line of a forward and a backward pass as boxes drawn to shape, for sizes of one's own.

What the steps are is in `demonstrations/matrix_steps.py`, how they look in `figures/shapes.py`.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache

from ..arguments import check_sizes
from ..demonstrations.matrix_steps import matrix_steps
from ..figures.shapes import ShapeDiagram
from .controls import Slider
from .following import LiveFigure

__all__ = ["shape_inspector"]

BATCH_SIZES, HIDDEN_UNITS = (1, 4, 8, 16, 32, 64), (4, 8, 10, 16, 32, 64)


def shape_inspector(
    sizes: Sequence[int] = (64, 32, 10), *, batch_size: int = 16, step: int = 1, task: str = "",
    reached: Callable | None = None,
) -> LiveFigure:  # fmt: skip
    """A live figure: one line of the forward or backward pass at a time, its arrays drawn to shape, with its code.

    `sizes` are the inputs, one or two hidden layers and the classes; `sizes`, `batch_size` and `step` are where it
    begins, and hidden layers change together. `reached` may ask for `step`, `batch_size`, `hidden_units`, and for
    `without_transpose`: "fits", "does not fit" or "nothing is transposed". Raises ValueError for other sizes.
    """
    if len(sizes) not in (3, 4) or len(set(sizes[1:-1])) > 1:
        raise ValueError(
            f"sizes is {list(sizes)}, expected inputs, one hidden layer or two of the same size, and classes. "
            "Write shape_inspector([64, 32, 10])."
        )
    n_inputs, hidden, *_, n_classes = sizes
    named = {"n_inputs": n_inputs, "hidden_units": hidden, "n_classes": n_classes, "batch_size": batch_size}
    check_sizes("shape_inspector", **named)
    steps = lru_cache(lambda batch, hidden: matrix_steps([sizes[0], *[hidden] * (len(sizes) - 2), sizes[-1]], batch))
    batches, units = sorted({*BATCH_SIZES, batch_size}), sorted({*HIDDEN_UNITS, sizes[1]})

    class Shapes(ShapeDiagram):
        def __init__(self, theme):
            super().__init__(max(sizes[0], sizes[-1], batches[-1], units[-1]), theme)

        def picture(self, step, batch_size, hidden_units):
            return super().picture(steps(batch_size, hidden_units), step)

    def measures(step: int, batch_size: int, hidden_units: int) -> dict[str, str]:
        shown = steps(batch_size, hidden_units)[step - 1]
        fits = "fits" if shown.fits_untransposed else "does not fit"
        return {"without_transpose": fits if shown.has_transposed else "nothing is transposed"}

    controls = (
        Slider("step", 1, len(steps(1, 1)), step=1, value=step),
        Slider("batch size", values=batches, value=batch_size),
        Slider("hidden units", values=units, value=sizes[1]),
    )
    return LiveFigure(Shapes, controls, task, reached, measures)
