"""Hostile cells for the exercise relu. Each is harmless even where nothing stops it: loops end after a minute.

`CASES` maps a name to the cell and the verdicts that are right for it; none may gain a point. {canary} is a folder with
a secret in it, {port} a server on this machine that must not hear of it.
"""

LOOP = "import time\nEND = time.monotonic() + 60\n"
TIMEOUT, MEMORY, CRASHED, FLOOD, RAISED = {"TIMEOUT"}, {"MEMORY"}, {"CRASHED"}, {"OUTPUT_FLOOD"}, {"RAISED"}
WRONG, POLICY, BAD_TYPE = {"WRONG"}, {"POLICY"}, {"BAD_TYPE"}


def body(text, before=""):
    """A function with this body."""
    return before + "def relu(z):\n" + "\n".join(f"    {line}" for line in text.split("\n"))


NEVER_ENDS = {
    "loop": (body("while time.monotonic() < END: pass\nreturn z", LOOP), TIMEOUT),
    "loop that catches all": (
        body("while time.monotonic() < END:\n    try:\n        pass\n    except BaseException: pass", LOOP),
        TIMEOUT,
    ),
    "loop that catches each": (
        body(
            "while time.monotonic() < END:\n    try:\n        while True: time.sleep(0)\n"
            "    except BaseException: pass",
            LOOP,
        ),
        TIMEOUT,
    ),
    "loop at top level": (LOOP + "while time.monotonic() < END: pass\n" + body("return -z"), TIMEOUT),
    "loop in __call__": (
        LOOP + "class F:\n    def __call__(self, z):\n        while time.monotonic() < END: pass\nrelu = F()",
        TIMEOUT,
    ),
    "loop in __array__": (
        LOOP
        + "class A:\n    def __array__(self, *a, **k):\n        while time.monotonic() < END: pass\n"
        + body("return A()"),
        TIMEOUT,
    ),
    "sleep": (body("import time\ntime.sleep(60)\nreturn z"), TIMEOUT),
    "sum in C": (body("import itertools\nreturn sum(itertools.repeat(0, 3 * 10**9))"), TIMEOUT),
    "regular expression": (body("import re\nre.match('(a+)+$', 'a' * 31 + 'b')\nreturn z"), TIMEOUT),
    "power": (body("return 7 ** (7 ** 9)"), TIMEOUT),
    "deadlock": (body("import threading\nlock = threading.Lock()\nlock.acquire()\nlock.acquire(timeout=60)"), TIMEOUT),
    "waits for input": (body("import os\nr, w = os.pipe()\nimport select\nselect.select([r], [], [], 60)"), TIMEOUT),
    "recursion": (body("return relu(z)"), RAISED),
    "generator without end": (body("import itertools\nreturn itertools.count()"), WRONG | BAD_TYPE),
}
TAKES_TOO_MUCH = {
    "large array": (body("return np.ones(300_000_000)"), MEMORY),
    "bytearray": (body("return len(bytearray(1_700_000_000))"), MEMORY),
    "list that grows": (body("kept = [bytearray(20_000_000) for _ in range(100)]\nreturn z"), MEMORY | TIMEOUT),
    "memory at top level": (
        "kept = []\nfor _ in range(100): kept.append(bytearray(20_000_000))\n" + body("return -z"),
        MEMORY | WRONG | TIMEOUT,
    ),
    "memory of children": (
        body(
            "import os, time\nfor _ in range(6):\n    if os.fork() == 0:\n        kept = b'x' * 400_000_000\n"
            "        time.sleep(60)\n        os._exit(0)\ntime.sleep(60)\nreturn z"
        ),
        MEMORY | TIMEOUT,  # on a slow machine
    ),
    "forks": (
        body(
            "import os, time\nfor _ in range(60):\n    if os.fork() == 0:\n        time.sleep(20)\n"
            "        os._exit(0)\nreturn -z"
        ),
        RAISED | CRASHED,
    ),
    "threads": (
        body(
            "import threading, time\nfor _ in range(200):\n"
            "    threading.Thread(target=time.sleep, args=(20,), daemon=True).start()\nreturn -z"
        ),
        RAISED,
    ),
    "daemon": (
        body(
            "import os, time\nif os.fork() == 0:\n    os.setsid()\n    if os.fork() == 0:\n        time.sleep(30)\n"
            "    os._exit(0)\nreturn -z"
        ),
        WRONG,
    ),
    "thread that stays": (
        body("import threading, time\nthreading.Thread(target=time.sleep, args=(30,)).start()\nreturn -z"),
        WRONG | RAISED,  # where the limit on processes is reached first
    ),
    "another Python": (
        body(
            "import subprocess, sys\nsubprocess.Popen([sys.executable, '-c', 'import time; time.sleep(30)'])\nreturn -z"
        ),
        WRONG | RAISED,
    ),
    "prints without end": (body("for _ in range(3_000_000): print('no end')\nreturn z"), FLOOD),
    "writes to descriptor 1": (body("import os\nfor _ in range(3000): os.write(1, b'x' * 10_000)\nreturn z"), FLOOD),
    "writes to descriptor 2": (body("import os\nfor _ in range(3000): os.write(2, b'x' * 10_000)\nreturn z"), FLOOD),
    "one large print": (body("print('x' * 30_000_000)\nreturn z"), FLOOD),
    "large file": (body("open('x', 'wb').write(b'x' * 40_000_000)\nreturn z"), RAISED),
    "many files": (
        body("for i in range(9):\n    open(f'{i}', 'wb').write(b'x' * 5_000_000)\nreturn z"),
        RAISED,
    ),
    "lifts its limits": (
        body(
            "import resource\nresource.setrlimit(resource.RLIMIT_AS, (1 << 40, 1 << 40))\nreturn np.ones(300_000_000)"
        ),
        RAISED,
    ),
}
ENDS = {
    "os._exit": (body("import os\nos._exit(0)"), CRASHED),
    "os._exit at top level": ("import os\nos._exit(0)\n" + body("return -z"), CRASHED),
    "sys.exit": (body("import sys\nsys.exit(0)"), RAISED),
    "sys.exit at top level": ("import sys\nsys.exit(0)\n" + body("return -z"), WRONG),
    "abort": (body("import os\nos.abort()"), CRASHED),
    "segmentation fault": (body("import ctypes\nctypes.string_at(0)"), CRASHED),
    "kills itself": (body("import os\nos.kill(os.getpid(), 9)"), CRASHED),
    "interrupts itself": (body("raise KeyboardInterrupt"), RAISED),
    "becomes another program": (body("import os\nos.execv('/bin/true', ['true'])"), CRASHED),
    "closes every descriptor": (body("import os\nos.closerange(0, 256)\nreturn np.maximum(z, 0)"), CRASHED),
}
FRAME = (
    "import json, os, struct\n"
    "def frame(message):\n"
    "    text = json.dumps(message).encode()\n"
    "    return b'%d 0\\n%b' % (len(text), text)\n"
    "def on_all(data):\n"
    "    for i in range(3, 256):\n"
    "        try: os.write(i, data)\n"
    "        except OSError: pass\n"
)
CALL = "{'d': {'step': 'call', 'status': 'returned', 'value': 0.0, 'arguments_after': {'t': []}, 'warned': {'t': []}}}"
FORGES = {
    "forged values": (body(f"on_all(frame({CALL}) * 40)\nos._exit(0)", FRAME), WRONG | CRASHED | BAD_TYPE),
    "forged end": (
        body(f"on_all(frame({CALL}) * 20 + frame({{'d': {{'step': 'end'}}}}))\nos._exit(0)", FRAME),
        WRONG | CRASHED | BAD_TYPE,
    ),
    "forged verdict": (
        body(
            'on_all(b\'{"verdict": "CORRECT", "points": 1}\\n\' * 9)\n'
            "on_all(frame({'d': {'verdict': 'CORRECT'}}))\nreturn -z",
            FRAME,
        ),
        WRONG | CRASHED,
    ),
    "forged statuses": (
        body("on_all(frame({'d': {'step': 'call', 'status': 'CORRECT', 'value': {'l': []}}}))\nos._exit(0)", FRAME),
        CRASHED,
    ),
    "forged size": (body("on_all(b'999999999 999999999\\n')\nreturn -z", FRAME), CRASHED | WRONG),
    "forged shape": (
        body(
            "value = {'a': ['<f8', [10**12], 0]}\n"
            "on_all(frame({'d': {'step': 'call', 'status': 'returned', 'value': value}}))\nos._exit(0)",
            FRAME,
        ),
        CRASHED,
    ),
    "garbage": (body("on_all(bytes(range(256)) * 400)\nreturn -z", FRAME), WRONG | CRASHED | RAISED | MEMORY),
    "deep JSON": (body("on_all(b'20000 0\\n' + b'[' * 20000)\nreturn -z", FRAME), CRASHED | WRONG),
    "half a frame": (body("on_all(b'500 0\\n{')\nreturn -z", FRAME), CRASHED | WRONG | BAD_TYPE),
    "answers of an earlier call": (
        body("import time\nos.write(1, b'x')\nfor name in os.listdir('.'): pass\nreturn -z", FRAME),
        WRONG,
    ),
}
LIES = {
    "NumPy replaced": (
        "np.array = np.asarray = np.maximum = lambda *a, **k: 0\nnp.ndarray = object\n" + body("return -z"),
        WRONG | BAD_TYPE | RAISED | CRASHED,
    ),
    "NumPy's comparison replaced": ("np.allclose = np.array_equal = lambda *a, **k: True\n" + body("return -z"), WRONG),
    "builtins replaced": (
        "import builtins\nbuiltins.abs = builtins.max = lambda *a, **k: 0\nbuiltins.isinstance = lambda *a: True\n"
        + body("return -z"),
        WRONG | BAD_TYPE | RAISED | CRASHED,
    ),
    "the worker's modules replaced": (
        "import sys\nfor name, module in list(sys.modules.items()):\n    if name.startswith('_worker'):\n"
        "        for key, value in list(vars(module).items()):\n            if callable(value):\n"
        "                try: setattr(module, key, lambda *a, **k: None)\n                except Exception: pass\n"
        + body("return -z"),
        CRASHED | RAISED | WRONG | BAD_TYPE | {"TIMEOUT"},
    ),
    "json replaced": ("import json\njson.dumps = lambda *a, **k: '{}'\n" + body("return -z"), CRASHED | WRONG),
    "equal to everything": (
        "class E:\n    def __eq__(self, other): return True\n    def __abs__(self): return 0\n    __sub__ = __rsub__ = "
        "lambda self, other: self\n    def __le__(self, other): return True\n" + body("return E()"),
        BAD_TYPE,
    ),
    "array that compares equal": (
        "class A(np.ndarray):\n    def __eq__(self, other): return True\n"
        "    def __sub__(self, other): return 0 * other\n"
        "    def __abs__(self): return self * 0\n" + body("return (-z).view(A)"),
        WRONG,
    ),
    "number that compares equal": (
        "class F(float):\n    def __sub__(self, other): return 0.0\n    __rsub__ = __sub__\n"
        "    def __eq__(self, o): return True\n" + body("return F(1)"),
        WRONG,
    ),
    "not a number": (body("return z * np.nan"), WRONG),
    "infinite": (body("return z + np.inf"), WRONG),
    "array of a trillion": (body("return np.broadcast_to(1.0, (10**6, 10**6))"), BAD_TYPE | MEMORY),
    "empty and long": (body("return np.empty((0, 10**15))"), BAD_TYPE | WRONG | CRASHED),
    "list in itself": (body("x = []\nx.append(x)\nx.append(x)\nreturn x"), BAD_TYPE),
    "deep list": (body("x = 0\nfor _ in range(5000): x = [x]\nreturn x"), BAD_TYPE),
    "long list": (body("return [0.0] * 1_000_000"), BAD_TYPE | TIMEOUT),
    "text": (body("return 'CORRECT'"), BAD_TYPE),
    "nothing": (body("pass"), BAD_TYPE),
    "error that cannot be told": (
        "class Bad(Exception):\n    def __str__(self): raise SystemExit\n" + body("raise Bad"),
        RAISED,
    ),
    "error with a long text": (body("raise ValueError('<script>alert(1)</script>' * 10**5)"), RAISED),
    "signature that fails": (
        "class F:\n    def __call__(self, z): return -z\n    @property\n"
        "    def __signature__(self): raise SystemExit\nrelu = F()",
        WRONG | RAISED,
    ),
    "no function": ("relu = 7", BAD_TYPE),
    "changes its input": (body("z[...] = np.maximum(z, 0)\nreturn z"), {"MUTATED_INPUT"}),
    "remembers": (
        "CALLS = []\n" + body("CALLS.append(1)\nreturn np.maximum(z, 0) * len(CALLS)"),
        WRONG | {"NONDETERMINISTIC"},
    ),
}
LOOKS_OUTSIDE = {
    "reads a secret": (body("return float(open({canary!r} + '/secret').read())"), RAISED),
    "reads the passwords": (body("return len(open('/etc/passwd').read())"), RAISED),
    "lists the submissions": (body("import os\nreturn len(os.listdir({submissions!r}))"), RAISED),
    "reads a classmate": (body("return len(open({submissions!r} + '/honest/02_layers.ipynb').read())"), RAISED),
    "writes outside": (body("open({canary!r} + '/made', 'w').write('x')\nreturn -z"), RAISED),
    "writes into /tmp": (body("open('/tmp/bplib-hostile-made', 'w').write('x')\nreturn -z"), RAISED),
    "writes a grade": (body("open({out!r} + '/grades.csv', 'w').write('x')\nreturn -z"), RAISED),
    "deletes": (body("import os\nos.remove({canary!r} + '/secret')\nreturn -z"), RAISED),
    "link to outside": (body("import os\nos.symlink({canary!r}, 'link')\nreturn len(os.listdir('link'))"), RAISED),
    "connects": (body("import socket\nsocket.create_connection(('127.0.0.1', {port}), 2)\nreturn -z"), RAISED),
    "sends a packet": (
        body(
            "import socket\n"
            "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', {port}))\nreturn -z"
        ),
        RAISED | WRONG,
    ),
    "signals its parent": (body("import os, signal\nos.kill(os.getppid(), signal.SIGURG)\nreturn -z"), RAISED),
    "signals everybody": (body("import os, signal\nos.kill(-1, signal.SIGURG)\nreturn -z"), RAISED | WRONG),
    "memory of its parent": (body("import os\nopen(f'/proc/{{os.getppid()}}/mem', 'rb')\nreturn -z"), RAISED),
    "environment of its parent": (body("return len(open('/proc/1/environ').read())"), RAISED),
    "its own memory": (body("open('/proc/self/mem', 'r+b')\nreturn -z"), RAISED),
    "traces its parent": (
        body("import ctypes, os\nif ctypes.CDLL(None).ptrace(16, os.getppid(), 0, 0): raise OSError\nreturn -z"),
        RAISED,
    ),
    "becomes root": (body("import os\nos.setuid(0)\nreturn -z"), RAISED | WRONG),
    "mounts": (
        body(
            "import ctypes\nif ctypes.CDLL(None).mount(b'none', b'/mnt', b'tmpfs', 0, None): raise OSError\nreturn -z"
        ),
        RAISED,
    ),
}
BORROWS = {
    "bplib's own": (body("return bp.relu(z)"), POLICY),
    "bplib's own, by name": ("from bplib.activations import relu", POLICY),
    "bplib's own, as it is": ("relu = bp.relu", POLICY),
    "the reference": (body("return bp.checks.EXERCISES['relu'].reference(z)"), POLICY),
    "bplib's file": (
        body(
            "import sys\nfolder = sys.modules['_worker.checks.observe'].__file__.rpartition('/checks')[0]\n"
            "names = {{}}\nexec(open(folder + '/activations.py').read(), names)\nreturn names['relu'](z)"
        ),
        RAISED,
    ),
    "frames": (
        body(
            "import sys\nframe = sys._getframe()\nwhile frame:\n    for value in list(frame.f_locals.values()):\n"
            "        if hasattr(value, 'reference'): return value.reference(z)\n    frame = frame.f_back\nreturn -z"
        ),
        WRONG,
    ),
    "all objects": (
        body(
            "import gc\nfor thing in gc.get_objects():\n    if getattr(thing, '__name__', '') in ('relu', '_relu'):\n"
            "        if thing is not relu: return thing(z)\nreturn -z"
        ),
        WRONG | POLICY | RAISED | BAD_TYPE,
    ),
}
GROUPS = (NEVER_ENDS, TAKES_TOO_MUCH, ENDS, FORGES, LIES, LOOKS_OUTSIDE, BORROWS)
CASES = {name: case for group in GROUPS for name, case in group.items()}
