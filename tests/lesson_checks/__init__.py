"""What every lesson must be, read from its notebook, its metadata and its words: each check returns a list of problems.

`blueprint.py` has the parts of a lesson in their order; CONTRIBUTING, "A lesson", says the same to authors.
"""

from tools.lessons import Lesson

from .blueprint import contents, minutes, parts
from .objectives import activities, objectives, recalls
from .reading import grade
from .runs import disagreement, runs_offline
from .symbols import known_symbols, symbols
from .text import headings, ids, limits, links, title
from .without_kernel import alternative_texts, committable, readable_without_kernel

CHECKS = (
    title,
    headings,
    ids,
    limits,
    links,
    parts,
    contents,
    minutes,
    objectives,
    activities,
    recalls,
    symbols,
    known_symbols,
    alternative_texts,
    readable_without_kernel,
    committable,
)
