"""Which cell of the notebook is running, as far as the front end says so."""

from IPython import get_ipython

__all__ = ["current_cell"]


def current_cell() -> str | None:
    """The id of the running cell; None outside a notebook, and where the front end does not tell."""
    shell = get_ipython()
    parent = shell.get_parent() if hasattr(shell, "get_parent") else {}
    return (parent or {}).get("metadata", {}).get("cellId")
