"""What `import bplib` gives in a worker: a library of that name with nothing in it to borrow.

Exercise notebooks import bplib for `bp.check`, which does nothing here; learners try other names at top level, which
does no harm. Inside a call that is graded, calling or indexing any of it is against the policy, as in the notebook.
Libraries that draw are replaced in the same way, but may be called: nobody sees their pictures, and they take seconds.
"""

import importlib.machinery
import sys
import types

from ..checks.stopping import Policy

__all__ = ["install"]


DRAWING = ("matplotlib", "seaborn", "plotly", "IPython", "ipywidgets", "mpl_toolkits")


class StandIn:
    """Whatever such a library may have of this name."""

    graded = False  # set while the learner's function is called

    def __init__(self, name: str):
        self.__name__ = name

    def __getattr__(self, name: str) -> "StandIn":
        if name.startswith("__"):
            raise AttributeError(name)
        return StandIn(f"{self.__name__}.{name}")

    def __call__(self, *arguments, **options):
        if StandIn.graded and self.__name__.partition(".")[0] not in DRAWING:
            raise Policy
        return (self, self) if self.__name__.endswith(".subplots") else self

    def __getitem__(self, key) -> "StandIn":
        return self()

    def __iter__(self):
        return iter([self()])

    def __repr__(self) -> str:
        return f"<{self.__name__}: not there in grading>"


class _Library(types.ModuleType):
    __path__ = ()

    def __getattr__(self, name: str):
        if name.startswith("__"):
            raise AttributeError(name)
        return _check if f"{self.__name__}.{name}" == "bplib.check" else StandIn(f"{self.__name__}.{name}")


def _check(*arguments, **options) -> None:
    """Nothing is checked at top level: the calls that are graded are made afterwards."""


class _Finder:
    """Finds bplib and the libraries that draw, and every module of them."""

    @staticmethod
    def find_spec(name: str, path=None, target=None):
        if name.partition(".")[0] not in ("bplib", *DRAWING):
            return None
        return importlib.machinery.ModuleSpec(name, _Finder, is_package=True)

    @staticmethod
    def create_module(spec):
        return _Library(spec.name)

    @staticmethod
    def exec_module(module) -> None:
        module.__all__ = []


def install() -> None:
    """Let every import of these libraries in this process find a stand-in."""
    sys.meta_path.insert(0, _Finder)
