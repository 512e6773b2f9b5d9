"""The mathematics behind the lessons' live figures and demonstrations, as far as it is not the core's. NumPy only.

`neuron.py` says what one neuron answers on the plane, `folding.py` what a hidden layer does to the four points of XOR,
`bumps.py` builds any curve from pairs of hidden units, `two_digits.py` makes points of the plane from zeros and ones.
"""

from .bumps import CURVES, Bumps, bump_network
from .folding import Folding, fold_xor, share_separated
from .neuron import Neuron
from .two_digits import zeros_and_ones

__all__ = ["CURVES", "Bumps", "Folding", "Neuron", "bump_network", "fold_xor", "share_separated", "zeros_and_ones"]
