"""The server's side of processes: being the first one, users without rights, counting, and ending all of a tree."""

import contextlib
import ctypes
import gc
import os
import shutil
import signal
import sys
import time

from .confinement import unmount
from .worker import REFUSED

__all__ = ["Processes", "become_first", "in_words", "settle", "unprivileged_user"]

PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER = 1, 36
FIRST_USER, N_USERS = 1_900_000_000, 100_000_000  # nobody has these numbers


def become_first(namespaces: set[str], scratch: str) -> None:
    """Go on as the first process of the new namespace; the one before only waits for it, and cleans up."""
    if "processes" in namespaces:
        child = os.fork()
        if child:
            for handle in (0, 1):
                os.close(handle)
            os.waitpid(child, 0)
            unmount(scratch)  # this process has the same mounts
            shutil.rmtree(scratch, ignore_errors=True)
            os._exit(0)
        _prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    _prctl(PR_SET_CHILD_SUBREAPER, 1)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


def _prctl(option: int, value: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(option, value, 0, 0, 0)


def settle() -> None:
    """Before the first fork: what is in memory stays shared with the forks, as nothing looks at it any more."""
    gc.collect()
    gc.freeze()


def unprivileged_user(readable: list[str]) -> tuple[int, int]:
    """A user number of this server's own, if it is root, else 0; and the number that files are to be opened as.

    That is root's where nobody else can read Python.
    """
    if not hasattr(os, "setresuid") or os.geteuid() or _mapped():
        return 0, 0
    user = FIRST_USER + (os.getppid() or int(time.time())) * 1009 % N_USERS
    child = os.fork()
    if child:
        return user, user if os.waitpid(child, 0)[1] == 0 else 0
    try:
        there = [path for path in [*readable, os.__file__] if os.path.exists(path)]
        os.setgroups([])
        os.setresgid(user, user, user)
        os.setresuid(user, user, user)
        os._exit(0 if all(os.access(path, os.R_OK) for path in there) else 1)
    finally:
        os._exit(1)


def _mapped() -> bool:
    """Whether 0 is only what this process calls itself, in a user namespace."""
    with contextlib.suppress(OSError), open("/proc/self/uid_map") as file:
        return file.read().split() != ["0", "0", "4294967295"]
    return False


class Processes:
    """All that workers have started. `first`: this server is the first process of a namespace."""

    def __init__(self, first: bool):
        self.first = first

    @contextlib.contextmanager
    def handle_of(self, worker: int):
        """Something to poll for the worker's end, or None."""
        handle = os.pidfd_open(worker) if hasattr(os, "pidfd_open") else None
        try:
            yield handle
        finally:
            if handle is not None:
                os.close(handle)

    def end_all(self) -> None:
        """Kill everything that descends from this server, and wait for it."""
        while True:
            for process in [-1] if self.first else self.descendants():
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.kill(process, signal.SIGKILL)
            try:
                while os.waitpid(-1, 0 if self.first else os.WNOHANG)[0]:
                    pass
            except ChildProcessError:
                return
            time.sleep(0.001)

    def descendants(self) -> list[int]:
        """The processes below this one. Orphans become children of this server, as it is their subreaper."""
        parents = dict(_parents())
        found, layer = [], {os.getpid()}
        while layer:
            layer = {process for process, parent in parents.items() if parent in layer}
            found += layer
        return found

    def too_much(self, limits: dict) -> str:
        """ "memory" or "processes", where all of them together have too much; else nothing."""
        tree = [p for p, _ in _parents() if p != os.getpid()] if self.first else self.descendants()
        if len(tree) > limits["processes"]:
            return "processes"
        if sum(map(_resident, tree)) > limits["memory"] and sum(map(_own_memory, tree)) > limits["memory"]:
            return "memory"
        return ""

    @staticmethod
    def in_words(status: int) -> str:
        return in_words(status)


def in_words(status: int) -> str:
    """How a process ended that was not stopped from here."""
    if os.WIFSIGNALED(status):
        return {signal.SIGXCPU: "timeout", signal.SIGXFSZ: "files"}.get(os.WTERMSIG(status), "crashed")
    return {0: "finished", REFUSED: "refused"}.get(os.WEXITSTATUS(status), "crashed")


def _parents():
    """Pairs of a process and its parent."""
    for name in os.listdir("/proc") if os.path.isdir("/proc") else []:
        if name.isdigit():
            with contextlib.suppress(OSError), open(f"/proc/{name}/stat", "rb") as file:
                yield int(name), int(file.read().rpartition(b")")[2].split()[1])


def _resident(process: int) -> int:
    with contextlib.suppress(OSError, ValueError, IndexError), open(f"/proc/{process}/statm") as file:
        return int(file.read().split()[1]) * 4096
    return 0


def _own_memory(process: int) -> int:
    """Memory in bytes, where each shared page counts in part."""
    with contextlib.suppress(OSError, ValueError), open(f"/proc/{process}/smaps_rollup") as file:
        for line in file:
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0
