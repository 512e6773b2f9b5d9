"""The grader's side of the sandbox: it starts a server, hands it tasks, and reads what came back as claims.

`Sandbox.run` gives an `Answer`: how the worker ended, and its messages, each of plain values. Nothing in them is
believed; `judging.py` compares them with what is right.
"""

import contextlib
import json
import os
import select
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from dataclasses import asdict, dataclass, field
from pathlib import Path

from .wire import WireError, pack, read_frame, unpack

__all__ = ["Answer", "Limits", "Sandbox", "SandboxError", "level_of"]

SERVER = Path(__file__).with_name("server.py")
LIBRARY = str(Path(__file__).parents[1])
SYSTEM = ("/usr", "/lib", "/lib64", "/etc/ld.so.cache", "/etc/localtime", "/opt/homebrew", "/System", "/Library")
DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")
SECONDS_TO_START = 60
ONE_THREAD = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")


class SandboxError(RuntimeError):
    """The sandbox itself failed; it says nothing about the code that was to run in it."""


@dataclass(frozen=True)
class Limits:
    """What the code for one exercise may take: seconds, bytes and processes."""

    call_seconds: float = 5.0
    all_seconds: float = 20.0
    memory: int = 1 << 30
    output: int = 10_000_000
    files: int = 20_000_000
    processes: int = 32


@dataclass
class Answer:
    """How a worker ended: "finished", "crashed", "timeout", "memory", "processes", "files" or "flood"."""

    ended: str
    messages: list[dict] = field(default_factory=list)


class Sandbox:
    """A server process in which learners' code can run; use it in one thread, and as a context manager.

    `hidden` are files and folders that no worker may see, wherever they are. `without` are protections to do without,
    as on a system that has none of them: "landlock", "namespaces", "user". Raises SandboxError where the server cannot
    be started.
    """

    def __init__(self, hidden: tuple[str, ...] = (), without: tuple[str, ...] = ()):
        if not hasattr(os, "fork"):
            raise SandboxError("Grading a class needs Linux or macOS. On Windows run it in WSL or in a container.")
        self.scratch = tempfile.mkdtemp(prefix="bplib-grading-")
        readable = {sys.base_prefix, sys.prefix, *sysconfig.get_paths().values(), *SYSTEM}
        settings = {
            "readable": sorted(path for path in readable if path != "/"),
            "devices": DEVICES,
            "hidden": [LIBRARY, *(f"{Path(LIBRARY).parent}/{name}" for name in ("exercises", "tests")), *hidden],
            "scratch": self.scratch,
            "files": Limits().files,
            "without": without,
        }
        try:
            self.process = self._start(json.dumps(settings))
            self.measures = self._first_words()
        except BaseException:
            self.close()
            raise

    def _start(self, settings: str) -> subprocess.Popen:
        folders = dict.fromkeys(("HOME", "TMPDIR", "MPLCONFIGDIR", "IPYTHONDIR"), self.scratch)
        variables = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "MPLBACKEND": "Agg"}
        variables |= {
            "MALLOC_ARENA_MAX": "1",
            **dict.fromkeys(ONE_THREAD, "1"),
        }  # threads reserve no memory of their own
        self.process = None
        return subprocess.Popen(
            [sys.executable, "-I", "-B", "-X", "utf8", str(SERVER), settings],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=variables | folders,
            cwd=self.scratch,
            start_new_session=True,
        )

    def _first_words(self) -> dict:
        ready, _, _ = select.select([self.process.stdout], [], [], SECONDS_TO_START)
        line = self.process.stdout.readline() if ready else b""
        if not line:
            self.process.kill()
            reason = self.process.stderr.read()[-500:].decode(errors="replace").strip().splitlines()[-1:]
            raise SandboxError(f"The sandbox did not start: {reason[0] if reason else 'it said nothing'}")
        return json.loads(line)

    def run(self, task: dict, limits: Limits) -> Answer:
        """Run one task in a fresh worker. Raises SandboxError."""
        body = pack(task)
        head = json.dumps({"limits": asdict(limits), "size": len(body)}).encode()
        try:
            self.process.stdin.write(head + b"\n" + body)
            self.process.stdin.flush()
            ready, _, _ = select.select([self.process.stdout], [], [], limits.all_seconds + SECONDS_TO_START)
            line = self.process.stdout.readline() if ready else b""
            answer = json.loads(line)
            data = self.process.stdout.read(answer["size"])
        except (OSError, ValueError) as error:
            raise SandboxError("The sandbox has ended before its answer came.") from error
        if answer["ended"] == "refused":
            raise SandboxError("A worker could not be confined.")
        return Answer(answer["ended"], _messages(data))

    def close(self) -> None:
        """End the server and all that it started; remove its folder."""
        if self.process:
            for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
                with contextlib.suppress(OSError):
                    pipe.close()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        shutil.rmtree(self.scratch, ignore_errors=True)

    def __enter__(self) -> "Sandbox":
        return self

    def __exit__(self, *exception) -> None:
        self.close()


def _messages(data: bytes) -> list[dict]:
    """The messages up to the first that is none: what follows was not written by our code."""
    messages, start = [], 0
    try:
        while frame := read_frame(data, start):
            text, blob, start = frame
            message = unpack(text, blob)
            if not isinstance(message, dict):
                break
            messages.append(message)
    except WireError:
        pass
    return messages


def level_of(measures: dict) -> str:
    """The isolation that these measures give: "container", "linux", or "other", where the students must be trusted."""
    landlock, namespaces = measures["landlock"], measures["namespaces"]
    network = "network" in namespaces or landlock >= 4
    signals = "processes" in namespaces or landlock >= 6 or measures["own_user"]
    if not (landlock and network and signals):
        return "other"
    return "container" if in_container() else "linux"


def in_container() -> bool:
    return any(os.path.exists(path) for path in ("/.dockerenv", "/run/.containerenv")) or "container" in os.environ
