"""How a learner's code is stopped: exceptions raised in it from outside, and printed text that comes to an end."""

import contextlib
import ctypes
import io
import threading
from collections.abc import Callable
from typing import ClassVar

__all__ = ["Flood", "Limited", "Policy", "Rest", "Stoppable", "Stopped"]


class Stopped(BaseException):
    """Raised in the learner's code from outside; not an Exception, so that `except Exception` does not catch it."""


class Rest(Stopped):
    """Rests for ever where it is made, which is in the thread that it is raised in: that thread takes no more time."""

    threads: ClassVar[set[int]] = set()

    def __init__(self):
        self.threads.add(threading.get_ident())
        threading.Event().wait()


class Flood(Stopped):
    """The learner's code has printed too much."""


class Policy(Stopped):
    """The learner's code has called bplib's own implementation, or turned off what watches for that."""


class Stoppable:
    """A call in a thread of its own, which `stop` can end. Once the call is over, nothing is raised in the thread."""

    def __init__(self, call: Callable[[], None]):
        self._call = call
        self._thread = threading.Thread(target=self._work, daemon=True)
        self._raising = threading.Lock()  # the thread takes it for ever when the call is over
        self._done = threading.Event()

    def start(self) -> None:
        self._thread.start()

    def ends_within(self, seconds: float) -> bool:
        return self._done.wait(seconds)

    def stop(self) -> bool:
        """Whether the call has come to an end, or to rest for good.

        An exception raised in it ends it, unless its own `except` catches it. What catches every exception is put to
        rest.
        """
        attempts = [Stopped] * 20 + [Rest]
        for exception in attempts:
            if self._raising.acquire(blocking=False):
                _raise_in(self._thread.ident, exception)
                self._raising.release()
            if self.ends_within(0.005):
                return True
        if self.ends_within(0.5) or self._thread.ident in Rest.threads:
            return True
        _withdraw(self._thread.ident)
        return False

    def _work(self) -> None:
        with contextlib.suppress(Stopped):
            try:
                self._call()
            finally:
                self._raising.acquire()
                _meet()
        self._done.set()


def _raise_in(ident: int, exception: type[BaseException] | None) -> None:
    """Raise it in that thread as soon as the thread runs Python code again; None takes it back."""
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(ident), exception and ctypes.py_object(exception))


def _withdraw(ident: int) -> None:
    """Take back what that thread has not met yet, and the mark that something is to be met, by meeting one here.

    In Python 3.11 a function that is watched, as every later call will be, waits for ever while the mark is set.
    """
    _raise_in(ident, None)
    with contextlib.suppress(Stopped):
        _raise_in(threading.get_ident(), Stopped)
        _meet()


def _meet() -> None:
    """What has been raised in this thread from outside, and was not met yet, is met here."""
    for _ in range(100):
        pass


class Limited(io.StringIO):
    """Takes printed text up to a limit, and then stops whoever prints."""

    def __init__(self, limit: int):
        super().__init__()
        self.limit = limit

    def write(self, text: str) -> int:
        if self.tell() + len(text) > self.limit:
            raise Flood
        return super().write(text)
