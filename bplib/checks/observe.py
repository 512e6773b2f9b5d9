"""Call the learner's function, and write down what happened. Nothing is judged here.

What comes back are plain values, so that this half can run in another process, when a class is graded. A call that does
not end, prints without end or fails is an observation like any other.
"""

import contextlib
import inspect
import io
import sys
import threading
import traceback
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

import numpy as np

from .arguments import build
from .exercise import Probe
from .functions import polynomial
from .originals import ORIGINALS
from .stopping import Flood, Limited, Policy, Rest, Stoppable, Stopped
from .values import plain

__all__ = ["Limits", "Observation", "Stopped", "observe", "observe_here", "observe_own"]

LIBRARY = str(Path(__file__).parents[1])
GIVEN = polynomial.__code__.co_filename  # what the learner's function is given to call


@dataclass(frozen=True)
class Limits:
    """Seconds for one call and for all of them, characters of printed text, and whether bplib may be called."""

    call_seconds: float = 5.0
    all_seconds: float = 20.0
    characters: int = 200_000
    library_allowed: bool = False


@dataclass
class Observation:
    """What one call did. `status` is "returned", "raised", "misfit", "timeout", "flood", "policy" or "unwatched".

    In a process of its own, which can be ended, it may also be "memory" or "crashed".
    `value` and `arguments_after` are plain values; generators and functions among the arguments are None there. A
    misfit is a function that does not take these arguments; `error_text` says what it takes.
    """

    status: str = "timeout"
    value: object = None
    arguments_after: tuple = ()
    error_type: str = ""
    error_text: str = ""
    error_line: str = ""
    printed: str = ""
    warned: tuple[str, ...] = ()
    still_running: bool = False


def observe(function: Callable, probes: list[Probe], limits: Limits) -> list[Observation]:
    """One observation for each probe; after a call that had to be stopped, the rest are not made."""
    taken = _misfit(function, probes)
    if taken:
        return [Observation("misfit", error_text=taken)]
    observations, end = [], monotonic() + limits.all_seconds
    for probe in probes:
        seconds = min(limits.call_seconds, max(end - monotonic(), 0.01))
        observations.append(_call_in_thread(function, probe, seconds, limits))
        if observations[-1].status in ("timeout", "flood", "policy", "unwatched"):
            break
    return observations


def observe_own(function: Callable, probes: list[Probe]) -> list[Observation]:
    """As `observe`, for code of our own that is known to end: in this thread, unwatched, and so much quicker."""
    observations = [Observation() for _ in probes]
    with np.errstate(all="ignore"):
        for probe, observation in zip(probes, observations, strict=True):
            arguments = tuple(build(argument) for argument in probe.arguments)
            _call(function, arguments, observation, Limits(library_allowed=True))
    return observations


def observe_here(function: Callable, probe: Probe, limits: Limits) -> Observation:
    """The observation of one call in this thread, for a process of its own that is ended from outside.

    An alarm that raises `Stopped` makes it a timeout.
    """
    if taken := _misfit(function, [probe]):
        return Observation("misfit", error_text=taken)
    observation, printed = Observation(), Limited(limits.characters)
    with _captured(printed) as log:
        _call(function, tuple(build(argument) for argument in probe.arguments), observation, limits)
    _add_texts(observation, printed, log)
    return observation


def _misfit(function: Callable, probes: list[Probe]) -> str:
    """The arguments that the function takes, where it cannot be called with those of a probe."""
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError):  # some callables written in C have none
        return ""
    try:
        for probe in probes:
            signature.bind(*probe.arguments)
    except TypeError:
        return ", ".join(str(parameter) for parameter in signature.parameters.values()) or "no arguments"
    return ""


def _call_in_thread(function, probe: Probe, seconds: float, limits: Limits) -> Observation:
    """The call in a thread of its own, which can be stopped from here, and left behind if it cannot."""
    observation, printed = Observation(), Limited(limits.characters)
    call = Stoppable(
        lambda: _call(function, tuple(build(argument) for argument in probe.arguments), observation, limits)
    )
    with _captured(printed) as log:
        call.start()
        try:
            in_time = call.ends_within(seconds)
        except KeyboardInterrupt:
            call.stop()
            raise
        if not in_time:
            # A new one: the thread keeps the other, in case it still lives.
            observation = Observation("timeout", still_running=not call.stop())
    _add_texts(observation, printed, log)
    return observation


def _add_texts(observation: Observation, printed: io.StringIO, log: list) -> None:
    observation.printed = printed.getvalue()
    observation.warned = tuple(dict.fromkeys(str(entry.message) for entry in log))


@contextlib.contextmanager
def _captured(printed: io.StringIO):
    """Everything printed goes into `printed`, every warning into the list that is given."""
    streams = contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed)
    with streams[0], streams[1], warnings.catch_warnings(record=True) as log:
        warnings.simplefilter("always")
        yield log


def _call(function, arguments: tuple, observation: Observation, limits: Limits) -> None:
    """Fill in the observation, whatever happens."""
    watch = None if limits.library_allowed else _Watch()
    try:
        sys.setprofile(watch)
        value = plain(_called(function, arguments) if watch else function(*arguments))
        sys.setprofile(None)
        observation.value, observation.arguments_after = value, tuple(_plain_argument(a) for a in arguments)
        observation.status = "returned"
    except Flood:
        observation.status = "flood"
    except Policy:
        observation.status = "policy"
    except Stopped:
        observation.status = "timeout"
    except BaseException as error:  # SystemExit and KeyboardInterrupt too: here they are only what this code did
        sys.setprofile(None)
        observation.status = "raised"
        observation.error_type, observation.error_text = type(error).__name__, _text_of(error)
        observation.error_line = _line_of(error)
    finally:
        sys.setprofile(None)
    if watch and watch.saw:  # even if the code caught what stopped it, and went on
        observation.status, observation.value = watch.saw, None


def _called(function, arguments: tuple):
    """What it gives; whatever it has replaced is back in its place before anything is done with that."""
    try:
        return function(*arguments)
    finally:
        ORIGINALS.put_back()


class _Watch:
    """Stops where code that is not bplib's calls into bplib, or where the function is itself bplib's; see `saw`.

    Python calls it wherever a function is called. It goes with the code into the threads that the code starts.
    """

    def __init__(self):
        self.saw = ""

    def __call__(self, frame, event, argument) -> None:
        if event != "call":
            if argument is sys.setprofile and event == "c_call" and not _is_ours(frame):
                self._stop("unwatched")
            return
        code, caller = frame.f_code, frame.f_back
        if caller is None or code in ALWAYS_ALLOWED:
            return
        if code is threading.Thread.start.__code__:
            self._follow(frame.f_locals["self"])
        is_library = code.co_filename.startswith(LIBRARY) and code.co_filename != GIVEN
        if is_library and (caller.f_code is _called.__code__ or not _is_ours(caller)):
            self._stop("policy")

    def _stop(self, status: str) -> None:
        self.saw = status
        raise Policy

    def _follow(self, thread: threading.Thread) -> None:
        """Watch what runs in this thread, too."""
        run = thread.run

        def watched():
            sys.setprofile(self)
            with contextlib.suppress(Policy):
                run()

        thread.run = watched


def _is_ours(frame) -> bool:
    return frame.f_code.co_filename.startswith(LIBRARY)


def _plain_argument(argument):
    return None if callable(argument) or isinstance(argument, np.random.Generator) else plain(argument)


def _text_of(error: BaseException) -> str:
    try:
        return str(error)[:500]
    except BaseException:  # raised by an error's own __str__
        return ""


def _line_of(error: BaseException) -> str:
    """The last line of the learner's own code on the way to the error."""
    own = [entry for entry in traceback.extract_tb(error.__traceback__) if not entry.filename.startswith(LIBRARY)]
    own = [entry for entry in own if entry.line and "site-packages" not in entry.filename] or own
    return f"line {own[-1].lineno}: {own[-1].line}" if own and own[-1].line else ""


ALWAYS_ALLOWED = {function.__code__ for function in (Limited.write, Rest.__init__, ORIGINALS.put_back, plain)}
