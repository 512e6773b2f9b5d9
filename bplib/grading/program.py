"""Which of a learner's statements make one exercise's function, and running them one by one.

The cell with the function runs whole; of other cells what it needs: imports, helper functions, constants and what
changes those. So a cell that loops, exits or replaces parts of NumPy takes nothing but its own exercise with it. Runs
inside the worker.
"""

import __future__

import ast
import builtins
import linecache
import sys
import types
from dataclasses import dataclass, field

from .cells import Block, blocks_of, bound_names, changed_names, module_names, used_names

__all__ = ["Program", "Trouble"]

QUIET = {"np", "numpy", "math", "functools", "partial", *dir(builtins)} - {"exec", "eval", "input", "open"}


@dataclass
class Trouble:
    """A statement that failed: the kind of the error, what it says, and the line."""

    kind: str
    text: str
    line: str = ""


@dataclass
class Program:
    """The code for one exercise, out of a notebook's cells.

    `candidates` are the blocks that may hold the function, the likeliest first. `name` is what the function is called.
    """

    exercise: str
    exercise_ids: set[str]
    blocks: list[Block]
    candidates: list[Block] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)

    @classmethod
    def of(cls, cells: list[dict], exercise: str, exercise_ids: set[str], strict: bool) -> "Program":
        program = cls(exercise, exercise_ids, blocks_of(cells, exercise_ids, strict=strict))
        program.candidates = program._find_candidates()
        return program

    def _find_candidates(self) -> list[Block]:
        """By id first, then by the function's name, later cells first; stubs only where there is nothing else."""
        ranked, seen = [], set()
        for i, block in enumerate(self.blocks):
            bindings = [s for s in block.statements if self.exercise in bound_names(s)]
            named = bool(bindings)
            marked = self.exercise in block.ids
            if not named and not (marked and block.text.strip()):
                continue
            key = ast.dump(ast.Module(block.statements, [])) if block.statements else block.text
            stub = _is_stub(bindings[-1]) if named else not (block.statements or block.error)
            ranked.append(((stub, not named, not marked, -i), key, block))
        candidates = []
        for rank, key, block in sorted(ranked, key=lambda entry: entry[0]):
            if key not in seen and not (rank[0] and candidates):
                seen.add(key)
                candidates.append(block)
        return candidates

    def select(self, own: Block, mode: str) -> list[tuple[Block, ast.stmt]]:
        """The statements to run, in their order; the block with the function comes last."""
        mine = [(own, statement) for statement in own.statements]
        others = [(b, s) for b in self.blocks if b is not own for s in b.statements]
        others = [(b, s) for b, s in others if self.exercise not in bound_names(s)]
        if mode == "everything":
            return [entry for entry in others if not _is_stub(entry[1])] + mine
        if mode == "definitions":
            everything = [(b, s) for b, s in [*others, *mine] if _is_definition(s)]
            own_ones = [(b, s) for b, s in everything if b is own]
            mine = [(b, s) for b, s in own_ones if self.exercise in bound_names(s)] or own_ones
            others = [entry for entry in everything if entry not in mine]
        return _needed(others, mine) + mine

    def build(self, own: Block, mode: str, extras: dict) -> object | None:
        """Run the statements in a new `__main__` and give the function; None, and `troubles`, where there is none."""
        module = types.ModuleType("__main__")
        module.__dict__.update(extras, __builtins__=builtins)
        sys.modules["__main__"] = module
        for block in self.blocks:
            linecache.cache[block.name] = (len(block.text), None, block.text.splitlines(keepends=True), block.name)
        if own.error and not own.statements:
            self.troubles.append(_trouble(own.error))
        self._run(self.select(own, mode), module.__dict__)
        if self.exercise in module.__dict__:
            return module.__dict__[self.exercise]
        return self._renamed(own, module.__dict__)

    def _run(self, statements: list[tuple[Block, ast.stmt]], names: dict) -> None:
        """Run all; those that miss a name run again at the end, as cells are run in any order."""
        flags, later = _future_flags(statements), []
        for block, statement in statements:
            trouble = _execute(block, statement, names, flags)
            if trouble and trouble.kind == "NameError":
                later.append((block, statement, trouble))
            elif trouble:
                self.troubles.append(trouble)
        for block, statement, trouble in later:
            if _execute(block, statement, names, flags):
                self.troubles.append(trouble)

    def _renamed(self, own: Block, names: dict) -> object | None:
        """The only function of the exercise's own cell, where nothing has the exercise's name."""
        definitions = [s.name for s in own.statements if isinstance(s, (ast.FunctionDef, ast.ClassDef))]
        if self.exercise in own.ids and len(definitions) == 1 and definitions[0] not in self.exercise_ids:
            return names.get(definitions[0])
        return None


def _needed(others: list, mine: list) -> list:
    """Those of the other statements that give or change what `mine` use, and what these use in turn."""
    given = {name for _, statement in mine for name in bound_names(statement)}
    needed = {name for _, statement in mine for name in used_names(statement)} - given
    modules = {n for _, s in [*others, *mine] if isinstance(s, (ast.Import, ast.ImportFrom)) for n in bound_names(s)}
    real = {n for _, s in others if not _is_stub(s) for n in bound_names(s)}
    chosen, grew = set(), True
    while grew:
        grew = False
        for i, (_, statement) in enumerate(others):
            if i in chosen or (_is_stub(statement) and statement.name in real):
                continue
            bound = bound_names(statement) - given
            if bound & needed or (changed_names(statement) - modules) & needed:
                chosen.add(i)
                needed |= used_names(statement) - given
                grew = True
    stars = {i for i, (_, statement) in enumerate(others) if "*" in bound_names(statement)}
    if stars:  # they are needed for names that come from nowhere else
        looked_up = {n for _, s in [*mine, *(others[i] for i in chosen)] for n in module_names(s)}
        chosen |= stars if looked_up - given - real - set(dir(builtins)) else set()
    return [others[i] for i in sorted(chosen)]


def _is_stub(statement: ast.stmt) -> bool:
    """A function as it was handed out: nothing in it but its docstring and raise NotImplementedError."""
    if not isinstance(statement, (ast.FunctionDef, ast.ClassDef)):
        return False
    body = [s for s in statement.body if not (isinstance(s, ast.Expr) and isinstance(s.value, ast.Constant))]
    if not body or all(isinstance(s, ast.Pass) for s in body):
        return True
    first = body[0]
    return isinstance(first, ast.Raise) and "NotImplementedError" in used_names(first)


def _is_definition(statement: ast.stmt) -> bool:
    """An import, a function, a class, or a constant that takes no call of the learner's own functions."""
    if isinstance(statement, (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef)):
        return True
    if not isinstance(statement, (ast.Assign, ast.AnnAssign)):
        return False
    calls = [node.func for node in ast.walk(statement) if isinstance(node, ast.Call)]
    roots = [next((n.id for n in ast.walk(call) if isinstance(n, ast.Name)), "") for call in calls]
    return all(root in QUIET for root in roots)


def _future_flags(statements: list) -> int:
    flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
    for _, statement in statements:
        if isinstance(statement, ast.ImportFrom) and statement.module == "__future__":
            for alias in statement.names:
                flags |= getattr(getattr(__future__, alias.name, None), "compiler_flag", 0)
    return flags


def _execute(block: Block, statement: ast.stmt, names: dict, flags: int) -> Trouble | None:
    try:
        module = ast.Module([statement], [])
        code = compile(module, block.name, "exec", flags=flags, dont_inherit=True)
        eval(code, names)
    except BaseException as error:  # SystemExit too: it ends a notebook's cell, not this process
        return _trouble(error)
    return None


def _trouble(error: BaseException) -> Trouble:
    kind, line = type(error).__name__, ""
    try:
        text = str(error)[:500]
    except BaseException:
        text = ""
    if isinstance(error, SyntaxError):
        text = str(error.msg)[:500]
        line = f"line {error.lineno}: {(error.text or '').strip()}" if error.lineno else ""
    return Trouble(kind, text, line[:500])
