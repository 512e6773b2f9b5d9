"""The checker's own parts, and those of NumPy and Python that it uses, as they were when they were imported.

A learner's code shares the kernel with the checker and may replace `np.allclose`, `max` or a function of the checker,
by accident or on purpose. While a check decides, what was there first is in its place.
"""

import builtins
import contextlib
import types
from collections.abc import Iterator

import numpy as np

__all__ = ["ORIGINALS", "Originals"]

SETTINGS = {"Limits", "PATIENCE", "LESSONS"}  # how long a check waits, and where lessons lie: may be set from outside
USED = (
    "abs", "all", "any", "bool", "callable", "dict", "enumerate", "float", "getattr", "hasattr", "int", "isinstance",
    "issubclass", "iter", "len", "list", "map", "max", "min", "next", "range", "repr", "round", "set", "sorted", "str",
    "sum", "tuple", "type", "vars", "zip",
)  # fmt: skip


class Originals:
    """What modules and classes held, by name; a function's code is kept, too."""

    def __init__(self):
        self._kept: dict[tuple[int, str], tuple] = {}
        self._codes: dict[types.FunctionType, types.CodeType] = {}

    def keep(self, owner: types.ModuleType | type, names=None) -> None:
        """Keep what the owner holds under these names, or under all; and what classes of a module hold."""
        for name in names or [name for name, value in vars(owner).items() if _is_part(name, value)]:
            value = vars(owner)[name]
            self._kept.setdefault((id(owner), name), (vars(owner), owner, name, value))
            if isinstance(value, types.FunctionType):
                self._codes.setdefault(value, value.__code__)
            if isinstance(value, type) and value.__module__ == getattr(owner, "__name__", None):
                self.keep(value)

    def put_back(self) -> list[tuple]:
        """Put everything in its place again, and give what stood there."""
        replaced = []
        for namespace, owner, name, value in self._kept.values():
            if namespace.get(name) is not value:
                replaced.append((owner, name, namespace.get(name)))
                setattr(owner, name, value)
        for function, code in self._codes.items():
            if function.__code__ is not code:
                function.__code__ = code
        return replaced

    @contextlib.contextmanager
    def in_place(self) -> Iterator[None]:
        """While this lasts the originals are in place; after it what stood there before."""
        replaced = self.put_back()
        try:
            yield
        finally:
            for owner, name, value in replaced:
                setattr(owner, name, value)


def _is_part(name: str, value) -> bool:
    """Whether it belongs to what a module or a class does; not what Python itself notes there, such as `__doc__`."""
    return name not in SETTINGS and (isinstance(value, types.FunctionType) or not name.startswith("__"))


ORIGINALS = Originals()
ORIGINALS.keep(builtins, USED)
ORIGINALS.keep(np, [name for name, value in vars(np).items() if callable(value)])
ORIGINALS.keep(np.random, ["default_rng", "Generator"])
