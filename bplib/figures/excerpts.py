"""Lines of bplib's own source, found by what they compute, so that a picture always shows the code that runs."""

import ast
import inspect
import textwrap
from dataclasses import dataclass
from functools import lru_cache

__all__ = ["Excerpt", "excerpt"]


@dataclass(frozen=True)
class Excerpt:
    """Lines of one function, and where it stands."""

    where: str
    code: str


@lru_cache
def excerpt(function, *names: str) -> Excerpt:
    """The statements of `function` that give one of `names` a value, by assignment or by `out=`, as they are written.

    Without names all statements but the docstring and those that only unpack. Raises LookupError for a name that
    nothing gives a value to.
    """
    source = textwrap.dedent(inspect.getsource(function))
    [definition] = ast.parse(source).body
    statements = [
        node for node in ast.walk(definition) if isinstance(node, ast.Assign | ast.AugAssign | ast.Expr | ast.Return)
    ]
    kept = [node for node in statements if (_given(node) & {*names} if names else not _only_prepares(node))]
    missing = {*names} - set().union(*map(_given, kept))
    if missing or not kept:
        raise LookupError(
            f"{function.__qualname__} has no statement that sets {', '.join(sorted(missing)) or 'anything'}. "
            f"Say by which names its lines are found now."
        )
    lines = source.splitlines()
    parts = [textwrap.dedent("\n".join(lines[node.lineno - 1 : node.end_lineno])) for node in kept]
    where = f"{function.__module__.replace('.', '/')}.py, {function.__qualname__}"
    return Excerpt(where, "\n".join(parts))


def _given(node: ast.stmt) -> set[str]:
    """What the statement gives a value to; names that are only bound to parts of something else are left out."""
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AugAssign) else []
    outs = [
        word.value
        for call in ast.walk(node)
        if isinstance(call, ast.Call)
        for word in call.keywords
        if word.arg == "out"
    ]
    return {ast.unparse(place) for place in (*targets, *outs) if not isinstance(place, ast.Tuple)}


def _only_prepares(node: ast.stmt) -> bool:
    """Whether this is a docstring, or unpacks several values at once."""
    is_text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    return is_text or (isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Tuple))
