"""Tables for people, and what machine they were made on."""

import os
import platform
from importlib.metadata import PackageNotFoundError, version

PACKAGES = ("numpy", "torch", "scikit-learn", "jax")


def machine() -> dict[str, str]:
    """System, processor, Python and the versions of what is measured; a missing peer is named as missing."""
    facts = {"system": f"{platform.system()} {platform.machine()}", "processors": str(os.cpu_count())}
    return facts | {"python": platform.python_version()} | {name: _version(name) for name in PACKAGES}


def markdown_table(rows: list[list[str]]) -> str:
    """Rows of text, the first the head, as a Markdown table whose columns line up."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    padded = [[cell.ljust(width) for cell, width in zip(row, widths, strict=True)] for row in rows]
    lines = [f"| {' | '.join(row)} |" for row in padded]
    return "\n".join([lines[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *lines[1:]])


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "missing"
