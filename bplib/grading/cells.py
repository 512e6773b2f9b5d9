"""From the cells of a notebook to statements of Python: magics, split cells, cells of another type.

This runs inside the worker, because text that nobody has read can make Python's own parser fail. `program.py` chooses
among the statements.
"""

import ast
import dis
import re
import textwrap
import warnings
from dataclasses import dataclass, field

__all__ = ["Block", "blocks_of", "bound_names", "changed_names", "module_names", "used_names"]

NOT_PYTHON = re.compile(r"\s*%%(bash|sh|script|html|javascript|js|latex|markdown|svg|writefile|file|perl|ruby|cmd)\b")
CELL_MAGIC = re.compile(r"\s*%%\w+.*")
MAGIC_LINE = re.compile(r"\s*([%!?]|[\w.]+\s*=\s*[%!]).*|.*\?\s*$")
FENCE = re.compile(r"^\s*```.*$", re.M)
SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)


@dataclass
class Block:
    """A cell that could be read: its statements, or the SyntaxError that says why there are none."""

    name: str
    text: str
    ids: set[str] = field(default_factory=set)
    statements: list[ast.stmt] = field(default_factory=list)
    error: SyntaxError | None = None


def blocks_of(cells: list[dict], exercise_ids: set[str], *, strict: bool = True) -> list[Block]:
    """One block for each cell with code in it; a function that was split over cells is put together again.

    Cells of text count where they hold an exercise. Without `strict`, what can be read of broken code is kept.
    """
    blocks = []
    for cell in cells:
        block = Block(cell["name"], cell["source"], set(cell["ids"]))
        if cell["code"]:
            _read(block)
            if block.error and blocks and _join(blocks[-1], block):
                continue
            if block.error and not strict:
                _salvage(block)
        elif block.ids & exercise_ids or _defines_any(block.text, exercise_ids):
            block.text = FENCE.sub("", block.text)
            _read(block)
            if block.error:
                continue
        else:
            continue
        blocks.append(block)
    return blocks


def _parse(text: str) -> list[ast.stmt]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return compile(text, "<cell>", "exec", ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT).body


def _runs(text: str) -> bool:
    """Whether it stands for itself: no return outside of a function."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(text, "<cell>", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
    except (SyntaxError, ValueError):
        return False
    return True


def _read(block: Block) -> None:
    """Fill in the statements: as it stands, then without magics, then without an indentation of the whole."""
    if NOT_PYTHON.match(block.text):
        block.text = ""
    for change in (str, _without_magics, textwrap.dedent):
        text = change(block.text)
        try:
            statements = _parse(text)
        except SyntaxError as error:
            block.error = block.error or error
        except (ValueError, RecursionError, MemoryError) as error:  # a null byte; nested too deeply
            block.error = block.error or SyntaxError(str(error) or type(error).__name__)
        else:
            if change is not textwrap.dedent or _runs(text):
                block.statements, block.text, block.error = statements, text, None
            return


def _without_magics(text: str) -> str:
    """IPython's own lines are emptied: %time, !pip, ?help and help?, and %% at the beginning of the cell."""
    lines = text.split("\n")
    first = next((i for i, line in enumerate(lines) if line.strip()), 0)
    if CELL_MAGIC.fullmatch(lines[first]):
        lines[first] = ""
    return "\n".join(re.sub(r"\S.*", "pass", line) if MAGIC_LINE.fullmatch(line) else line for line in lines)


def _join(before: Block, block: Block) -> bool:
    """Put a block that cannot be read to the one before it, if that makes both readable."""
    joined = Block(before.name, f"{before.text}\n{block.text}", before.ids | block.ids)
    _read(joined)
    if joined.error or not _runs(joined.text):
        return False
    before.text, before.ids, before.statements, before.error = joined.text, joined.ids, joined.statements, None
    return True


def _salvage(block: Block) -> None:
    """The statements of broken code that can be read by themselves, on their own lines."""
    lines = block.text.split("\n")
    starts = [i for i, line in enumerate(lines) if re.match(r"[^\s#)\]}]", line)]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        try:
            block.statements += _parse("\n" * start + "\n".join(lines[start:end]))
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue


def _defines_any(text: str, names: set[str]) -> bool:
    return any(name in names for name in re.findall(r"^(?:def|class) (\w+)", text, re.M))


def bound_names(statement: ast.stmt) -> set[str]:
    """The names that a statement gives a meaning in the module; "*" for what a star imports."""
    names = set()
    for node in _walk(statement):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            names.add(node.name)
        elif isinstance(node, ast.alias):
            names.add((node.asname or node.name).split(".")[0])
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        elif isinstance(node, ast.ExceptHandler) and node.name:
            names.add(node.name)
    return names


def used_names(statement: ast.stmt) -> set[str]:
    """All names that a statement, and the functions in it, may look up."""
    return {node.id for node in ast.walk(statement) if isinstance(node, ast.Name)}


def module_names(statement: ast.stmt) -> set[str]:
    """Only the names that are looked up in the module, or among Python's own, and not those local to a function."""
    try:
        codes = [compile(ast.Module([statement], []), "<cell>", "exec", dont_inherit=True)]
    except (SyntaxError, ValueError, RecursionError):
        return used_names(statement)
    names = set()
    while codes:
        code = codes.pop()
        names |= {step.argval for step in dis.get_instructions(code) if step.opname in ("LOAD_GLOBAL", "LOAD_NAME")}
        codes += [part for part in code.co_consts if isinstance(part, type(code))]
    return names


def changed_names(statement: ast.stmt) -> set[str]:
    """The names whose objects it may change, as in x[0] = 1, x.y = 1, x.append(1), del x[0]."""
    names = set()
    for node in _walk(statement):
        if isinstance(node, (ast.Subscript, ast.Attribute)) and isinstance(node.ctx, (ast.Store, ast.Del)):
            names.add(_base(node))
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            names.add(_base(node.value.func))
    return names - {""}


def _base(node: ast.expr) -> str:
    while isinstance(node, (ast.Attribute, ast.Subscript)):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def _walk(statement: ast.AST):
    """The nodes of a statement, without those inside functions and classes."""
    yield statement
    if not isinstance(statement, SCOPES):
        for child in ast.iter_child_nodes(statement):
            yield from _walk(child)
