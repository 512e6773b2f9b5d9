"""The layers. Read `dense.py` first; the others are the same idea with shared weights.

A layer is frozen and holds sizes and choices only. Its numbers live in `Parameters`, its values in `Cache`; it is given
both and writes its results into arrays that it is given.
"""

from .convolution import Convolution2D
from .dense import Dense
from .layer import Layer, LayerCache
from .pooling import MaxPooling2D
from .recurrent import LastStep, Recurrent
from .reshaping import Flatten

__all__ = ["Convolution2D", "Dense", "Flatten", "LastStep", "Layer", "LayerCache", "MaxPooling2D", "Recurrent"]
