"""Right answers in every arrangement that honest learners come up with, as changes of the notebook of lesson 02.

`CASES` maps a name to a function of the filled notebook, which gives the files that are handed in. All points are due.
"""

import copy

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_raw_cell

from .making import RIGHT, cell_of, filled

NAME = "02_layers.ipynb"
STUB = 'raise NotImplementedError("Write your code here, in place of this line.")'
FLAT = "import numpy as np\n" + "\n\n".join(RIGHT.values())


def cell(notebook, cell_id="relu"):
    return cell_of(notebook, cell_id)


def place(notebook, cell_id="relu"):
    return notebook.cells.index(cell(notebook, cell_id))


def changed(change):
    """The notebook after `change` has been made in it."""

    def files(notebook):
        change(notebook)
        return {NAME: notebook}

    return files


def source(text, cell_id="relu"):
    """The notebook with this in a cell."""
    return changed(lambda notebook: setattr(cell(notebook, cell_id), "source", text))


def before(text, cell_id="relu"):
    return changed(lambda notebook: notebook.cells.insert(place(notebook, cell_id), new_code_cell(text)))


def after(text, relu=None):
    """The notebook with another cell at its end, and perhaps another relu."""

    def change(notebook):
        notebook.cells.append(new_code_cell(text))
        cell(notebook).source = relu or cell(notebook).source

    return changed(change)


def split(*parts):
    def change(notebook):
        i = place(notebook)
        notebook.cells[i].source = parts[0]
        notebook.cells[i + 1 : i + 1] = [new_code_cell(part) for part in parts[1:]]

    return changed(change)


def without_ids(notebook):
    for one in notebook.cells:
        one.metadata.pop("nbgrader", None)
        one.id = f"x{notebook.cells.index(one)}"


def duplicated(notebook):
    i = place(notebook)
    notebook.cells.insert(i + 1, copy.deepcopy(notebook.cells[i]))
    notebook.cells[i + 1].id = "copy"


def copy_filled_in(notebook):
    """The cell was copied; the copy is filled in, the first is as it was handed out."""
    duplicated(notebook)
    cell(notebook).source = f"def relu(z):\n    {STUB}"


def stub_below(notebook):
    notebook.cells.append(new_code_cell(f"def relu(z):\n    {STUB}"))


def shuffled(notebook):
    notebook.cells.reverse()


def retyped(make):
    def change(notebook):
        i = place(notebook)
        metadata = notebook.cells[i].metadata
        notebook.cells[i] = make(notebook.cells[i].source, metadata=metadata)

    return changed(change)


def without_checks(notebook):
    notebook.cells = [one for one in notebook.cells if not one.id.startswith("check_")]


def old_version(notebook):
    """As programs of 2014 write it."""
    code = [{"cell_type": "code", "input": one.source, "outputs": [], "language": "python", "metadata": {}}
            for one in notebook.cells if one.cell_type == "code"]  # fmt: skip
    content = {"nbformat": 3, "nbformat_minor": 0, "metadata": {"name": ""}, "worksheets": [{"cells": code}]}
    return {NAME: nbformat.from_dict(content)}


def without_minor_ids(notebook):
    content = nbformat.from_dict(copy.deepcopy(notebook))
    for one in content.cells:
        del one["id"]
    content.nbformat_minor = 4
    return {NAME: content}


RELU = "def relu(z):\n    return np.maximum(z, 0)"
SLOW = "import time\nfor step in range(10**6):\n    time.sleep(0.01)"
SLOW_IMPORT = (
    "import sys\nclass Slow:\n    def find_spec(self, name, path=None, target=None):\n        import time\n"
    "        time.sleep(60 * (name == 'slow'))\nsys.meta_path.insert(0, Slow())\nimport slow\n"
)
USES = "def relu(z):\n    return helper(z)"
CASES = {
    "as it is": changed(lambda notebook: None),
    "cells moved": changed(shuffled),
    "no ids": changed(without_ids),
    "no ids, moved": changed(lambda notebook: (without_ids(notebook), shuffled(notebook))),
    "no checks": changed(without_checks),
    "cell duplicated": changed(duplicated),
    "copy filled in": changed(copy_filled_in),
    "stub below": changed(stub_below),
    "cell of text": retyped(new_markdown_cell),
    "cell of text, fenced": retyped(lambda text, **options: new_markdown_cell(f"```python\n{text}\n```", **options)),
    "raw cell": retyped(new_raw_cell),
    "function renamed": source("def my_relu(z):\n    return np.maximum(z, 0)"),
    "split inside": split("def relu(z):\n    zero = 0", "    return np.maximum(z, zero)"),
    "split after the head": split("def relu(z):", "    return np.maximum(z, 0)"),
    "split, helper first": split("def helper(z):\n    return np.maximum(z, 0)", USES),
    "helper in a cell below": after("def helper(z):\n    return np.maximum(z, 0)", USES),
    "helper in another exercise": after("1", "def relu(z):\n    return np.maximum(z, parameter_count([0]))"),
    "helper of a helper": after("def helper(z):\n    return other(z)\ndef other(z):\n    return z * (z > 0)", USES),
    "constant in a cell below": after("ZERO = 0", "def relu(z):\n    return np.maximum(z, ZERO)"),
    "constant built in a loop": after(
        "TABLE = []\nfor i in range(3):\n    TABLE.append(i)", "def relu(z):\n    return np.maximum(z, TABLE[0])"
    ),
    "constant changed": after("ZERO = np.ones(1)\nZERO[0] = 0", "def relu(z):\n    return np.maximum(z, ZERO[0])"),
    "lambda": source("relu = lambda z: np.maximum(z, 0)"),
    "class with __call__": source("class R:\n    def __call__(self, z):\n        return np.maximum(z, 0)\nrelu = R()"),
    "partial": source("import functools\nrelu = functools.partial(np.maximum, 0)"),
    "vectorize": source("relu = np.vectorize(lambda z: z if z > 0 else 0.0, otypes=[float])"),
    "NumPy's own": source("def relu(z, /, *, zero=0):\n    return np.clip(z, zero, None)"),
    "dataclass": source(
        "from dataclasses import dataclass\n@dataclass\nclass R:\n    zero: float\n    def __call__(self, z):\n"
        "        return np.maximum(z, self.zero)\nrelu = R(0.0)"
    ),
    "defined by exec": source("exec('def relu(z):\\n    return np.maximum(z, 0)')"),
    "defined twice": source("def relu(z):\n    return z\n\n" + RELU),
    "annotated, of the future": source(
        "from __future__ import annotations\ndef relu(z: Array) -> Array:\n    return np.maximum(z, 0)"
    ),
    "own imports": source("from numpy import maximum as larger\ndef relu(z):\n    return larger(z, 0)"),
    "star import": after("from numpy import *", "def relu(z):\n    return maximum(z, 0)"),
    "star import for a helper": after(
        "from numpy import *\ndef helper(z):\n    return maximum(z, 0)", "def relu(z):\n    return helper(z)"
    ),
    "import inside": source("def relu(z):\n    import numpy\n    return numpy.maximum(z, 0)"),
    "no setup cell": changed(
        lambda n: (n.cells.pop(place(n, "setup")), n.cells.append(new_code_cell("import numpy as np")))
    ),
    "prints": source("def relu(z):\n    print('z is', z)\n    return np.maximum(z, 0)\nprint(relu(np.ones(3)))"),
    "prints much": source("def relu(z):\n    print('x' * 100_000)\n    return np.maximum(z, 0)"),
    "writes to stderr": source(
        "import sys\ndef relu(z):\n    sys.stderr.write('careful')\n    return np.maximum(z, 0)"
    ),
    "warns": source("import warnings\ndef relu(z):\n    warnings.warn('careful')\n    return np.maximum(z, 0)"),
    "logs": source(
        "import logging\nlogging.basicConfig()\ndef relu(z):\n    logging.warning('x')\n    return np.maximum(z, 0)"
    ),
    "magics": source("%matplotlib inline\n!pip list\n%load_ext autoreload\n" + RELU + "\nnp.maximum?\n%timeit relu(1)"),
    "timed cell": source("%%time\n" + RELU),
    "cell of bash": before("%%bash\nls -l | wc"),
    "magic with a result": before("files = !ls\nwho = %who_ls"),
    "help": source("?np.exp\n" + RELU),
    "remainder at a line's start": source("def relu(z):\n    n = (7\n    % 7)\n    return np.maximum(z, n)"),
    "indented cell": source("    def relu(z):\n        return np.maximum(z, 0)"),
    "plots": source(RELU + "\nimport matplotlib.pyplot as plt\nfig, ax = plt.subplots()\nax.plot([1, 2])\nplt.show()"),
    "displays": source(RELU + "\ndisplay(relu(np.ones(2)))\nget_ipython().run_line_magic('pwd', '')"),
    "missing library": source("import tensorflow as tf\n" + RELU),
    "missing library above": before("import torch, pandas as pd"),
    "bplib at top level": source("network = bp.Network(bp.Dense(2, 1))\nprint(bp.relu(1.0), network)\n" + RELU),
    "bplib by name": source(
        "from bplib import relu as theirs, Dense\nfrom bplib.losses import mean_squared_error\n" + RELU
    ),
    "check in the cell": source(RELU + '\nreport = bp.check("relu", relu)\nprint(report.hint())'),
    "seeds": source("np.random.seed(1)\nrng = np.random.default_rng(0)\n" + RELU),
    "errors as exceptions": before("np.seterr(all='raise')"),
    "assertion fails": source(RELU + "\nassert relu(-1) == 1, 'no'"),
    "exits at the end": source(RELU + "\nimport sys\nsys.exit()"),
    "another cell is broken": before("def broken(:\n    pass"),
    "another cell fails": before("1 / 0"),
    "another cell never ends": before("while True:\n    pass"),
    "another cell exits": before("import os\nos._exit(1)"),
    "another cell replaces NumPy": before("np.maximum = None"),
    "another cell asks": before("name = input('Your name? ')"),
    "training in another cell": before(SLOW),
    "training in its cell": source(RELU + "\n" + SLOW),
    "training in its cell, printing": source(RELU + "\nwhile True:\n    print('epoch')"),
    "a library that takes long": source(SLOW_IMPORT + RELU),
    "training before it": source("import time\nlosses = []\n" + SLOW + "\n" + RELU),
    "returns a list": source("def relu(z):\n    return np.maximum(z, 0).tolist()"),
    "single precision": source("def relu(z):\n    return np.maximum(z, 0).astype(np.float32)"),
    "changes and puts back": source("def relu(z):\n    z += 1\n    z -= 1\n    return np.maximum(z, 0)"),
    "raised limit of recursion": source("import sys\nsys.setrecursionlimit(10**5)\n" + RELU),
    "keeps a cache": source("SEEN = {}\ndef relu(z):\n    SEEN[len(SEEN)] = z.copy()\n    return np.maximum(z, 0)"),
    "reads the clock": source("import time\ndef relu(z):\n    time.time()\n    return np.maximum(z, 0)"),
    "a file of its own": source("def relu(z):\n    np.save('z.npy', z)\n    return np.maximum(np.load('z.npy'), 0)"),
    "threads": source(
        "from concurrent.futures import ThreadPoolExecutor\ndef relu(z):\n    with ThreadPoolExecutor(2) as pool:\n"
        "        return pool.submit(np.maximum, z, 0).result()"
    ),
    "Greek": source("def relu(ζ):\n    μηδέν = 0  # ½ ∂L/∂z 🙂\n    return np.maximum(ζ, μηδέν)"),
    "Windows' line ends": source(RELU.replace("\n", "\r\n")),
    "not called as it was": lambda notebook: {"my work (final).ipynb": notebook},
    "in a folder": lambda notebook: {f"week 2/{NAME}": notebook},
    "old notebook": old_version,
    "notebook without ids": without_minor_ids,
    "byte order mark": lambda notebook: {NAME: b"\xef\xbb\xbf" + nbformat.writes(notebook).encode()},
    "UTF-16": lambda notebook: {NAME: nbformat.writes(notebook).encode("utf-16")},
    "Python file": lambda notebook: {"02_layers.py": FLAT},
    "Python file of another name": lambda notebook: {"homework.py": FLAT},
    "Python file with cells": lambda notebook: {"02_layers.py": FLAT.replace("\n\n", "\n\n# %%\n")},
    "Python file with a main": lambda notebook: {
        "02_layers.py": FLAT + "\nif __name__ == '__main__':\n    print(1 / 0)"
    },
    "Python file with a broken end": lambda notebook: {"02_layers.py": FLAT + "\n\ndef broken(:\n    pass\n"},
    "notebook and copy": lambda notebook: {
        NAME: filled({"relu": RIGHT["relu"]}),
        "02_layers-Copy1.ipynb": notebook,
    },
    "beside a broken file": lambda notebook: {NAME: notebook, "02_layers-Copy1.ipynb": "{"},
}
