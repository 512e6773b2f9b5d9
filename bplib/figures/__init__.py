"""Still pictures: each has an alternative text that says what is to be seen, with numbers from what is drawn.

Figures show what the core computed and do no mathematics of their own. The colours are in `palette.py`.
"""

from .curves import TrainingCurves, training_curves
from .digits import digit_grid
from .picture import Picture

__all__ = ["Picture", "TrainingCurves", "digit_grid", "training_curves"]
