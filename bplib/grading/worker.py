"""One fork of the server: it gives up its rights, runs a learner's code, and calls the function.

Everything that it sends is a claim about values, as the code that it runs could write the same bytes. So it says only
what came back from which call; the parent process knows what is right.
"""

import os
import signal
import sys
from time import monotonic

from ..checks.exercise import Probe
from ..checks.observe import Limits, Observation, Stopped, observe_here
from ..checks.values import Other
from .confinement import Confinement, drop_rights, set_limits
from .program import Program
from .stand_in import StandIn
from .wire import MOST_BYTES, WireError, pack, read_frame, unpack

__all__ = ["REFUSED", "run"]

REFUSED = 70  # the exit code where this process could not be confined: not the learner's fault
LIMITS = Limits(characters=10_000_000, library_allowed=True)  # its stand-in says by itself when it is called
SECONDS_TO_WAIT = 0.02
FIELDS = ("status", "value", "arguments_after", "error_type", "error_text", "error_line", "warned")


def run(request: bytes, limits: dict, results: int, output: int, confinement: Confinement, scratch: str) -> None:
    """Never returns: the process ends here. `results` and `output` are pipes to the server."""
    code = REFUSED
    try:
        _confine(limits, results, output, confinement, scratch)
        text, blob, _ = read_frame(request)
        task = unpack(text, blob, arguments=True)
        code = 1
        sender = Sender(results)
        _work(task, limits, sender)
        sender.flush()
        code = 0
    finally:
        os._exit(code)


def _confine(limits: dict, results: int, output: int, confinement: Confinement, scratch: str) -> None:
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(output, 1)
    os.dup2(output, 2)
    os.chdir(scratch)
    set_limits(limits["all_seconds"], limits["memory"], limits["files"], limits["processes"])
    drop_rights(limits["user"], limits["files_as"])
    confinement.enter(scratch)
    os.closerange(3, results)
    os.closerange(results + 1, 4096)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for handle, name in enumerate(("stdin", "stdout", "stderr")):
        setattr(sys, name, os.fdopen(handle, "w" if handle else "r", encoding="utf-8", errors="replace", closefd=False))


def _work(task: dict, limits: dict, send) -> None:
    """Build the function, call it for every probe, and send what happened, step by step."""
    program = Program.of(task["cells"], task["exercise"], set(task["exercise_ids"]), task["strict"])
    n_candidates = len(program.candidates)
    if task["candidate"] >= n_candidates:
        send({"step": "read", "candidates": n_candidates})
        return
    own = program.candidates[task["candidate"]]
    function = program.build(own, task["mode"], {"__name__": "__main__", "display": _nothing, "get_ipython": _nothing})
    troubles = [[t.kind, t.text, t.line] for t in program.troubles[:3]]
    kind = "missing" if function is None else "function" if callable(function) else "value"
    send({"step": "built", "candidates": n_candidates, "kind": kind, "troubles": troubles})
    if kind == "function":
        _call(function, task["probes"], limits, send)
    send({"step": "end"})


def _nothing(*arguments, **options) -> StandIn:
    """What IPython has at hand, such as display and get_ipython."""
    return StandIn("IPython")


def _call(function, probes: list, limits: dict, send) -> None:
    """Call the function for every probe. The alarm stops Python code; the server ends what it cannot stop."""
    end, StandIn.graded = monotonic() + limits["all_seconds"], True
    signal.signal(signal.SIGALRM, _stop)
    for arguments in probes:
        signal.setitimer(signal.ITIMER_REAL, min(limits["call_seconds"], max(end - monotonic(), 0.01)))
        try:
            observation = observe_here(function, Probe(tuple(arguments)), LIMITS)
        except BaseException as error:  # what the function's own signature has raised, or the alarm in it
            observation = Observation("timeout" if isinstance(error, Stopped) else "raised")
            observation.error_type = type(error).__name__
        signal.setitimer(signal.ITIMER_REAL, 0)
        if observation.status == "timeout" and len(observation.printed) > Limits.characters:
            observation.status = "flood"
        send({"step": "call", **{name: getattr(observation, name) for name in FIELDS}})
        if observation.status not in ("returned", "raised") or observation.error_type == "MemoryError":
            break


def _stop(number, frame) -> None:
    raise Stopped


class Sender:
    """Sends messages to the server: a few at once where calls are quick, as each makes the server look up."""

    def __init__(self, results: int):
        self.results, self.waiting, self.flushed = results, bytearray(), monotonic()

    def __call__(self, message: dict) -> None:
        try:
            data = pack(message)
            too_large = len(data) > 2 * MOST_BYTES
        except (WireError, TypeError, ValueError, RecursionError):
            too_large = True
        if too_large:
            message |= {"value": Other("a value that is too large to be judged"), "arguments_after": ()}
            data = pack(message)
        self.waiting += data
        if message["step"] == "built" or monotonic() - self.flushed > SECONDS_TO_WAIT:
            self.flush()

    def flush(self) -> None:
        while self.waiting:
            del self.waiting[: os.write(self.results, self.waiting)]
        self.flushed = monotonic()
