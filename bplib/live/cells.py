"""Closes the live pictures of a cell's earlier run, so that a cell that is run again and again leaves nothing behind.

Widgets stay in the kernel until they are closed, each with its figure (about 10 MB).
"""

from IPython import get_ipython

__all__ = ["belongs_to_running_cell"]

_open: dict[str, tuple[str, list]] = {}  # of a cell's id: its last run and the widgets made in it


def belongs_to_running_cell(widget) -> None:
    """Close what an earlier run of the same cell made, and remember `widget` for the next run."""
    cell, run = _running()
    if cell is None:
        return
    last_run, widgets = _open.get(cell, (run, []))
    if last_run != run:
        for older in widgets:
            older.close()
        widgets = []
    _open[cell] = run, [*widgets, widget]


def _running() -> tuple[str | None, str | None]:
    """The id of the cell that is being run and of its run; None where the front end does not say."""
    kernel = getattr(get_ipython(), "kernel", None)
    parent = kernel.get_parent() if kernel else {}
    return parent.get("metadata", {}).get("cellId"), parent.get("header", {}).get("msg_id")
