"""The fork server: `python -I server.py …` has NumPy loaded, never runs a learner's code, and forks one worker a time.

It is the first process of a process namespace where the system allows that: so nothing in it can be sent a signal by a
worker, and one signal of its own ends all that a worker has left behind. It reads requests on its standard input, and
answers on its standard output with what the worker wrote and how it ended.
"""

import contextlib
import importlib
import json
import os
import select
import shutil
import sys
import time
import types
from pathlib import Path

GRADING = Path(__file__).resolve().parent
PRELOADED = ("numpy", "numpy.linalg", "numpy.random", "numpy.fft", "numpy.polynomial", "numpy.ma")
PRELOADED += ("math", "random", "itertools", "functools", "collections", "typing", "dataclasses", "statistics", "copy")
PRELOADED += ("decimal", "fractions", "operator", "string", "re", "json", "time", "warnings", "inspect", "textwrap")
PRELOADED += ("traceback", "linecache", "encodings.ascii", "encodings.latin_1")
MOST_RESULTS = 32_000_000
FEW = 200_000  # bytes: what a notebook's check lets a call print
TICK = 0.05


def load() -> types.SimpleNamespace:
    """The modules that a worker needs, under a name of their own, without the exercises' solutions beside them."""
    for name in PRELOADED:
        importlib.import_module(name)
    for name, path in (
        ("_worker", []),
        ("_worker.checks", [GRADING.parent / "checks"]),
        ("_worker.grading", [GRADING]),
    ):
        sys.modules[name] = types.ModuleType(name)
        sys.modules[name].__path__ = [str(folder) for folder in path]
    names = ("worker", "confinement", "stand_in", "processes")
    loaded = {name: importlib.import_module(f"_worker.grading.{name}") for name in names}
    for name in ("_worker.checks", "_worker.grading"):
        sys.modules[name].__path__ = []
    return types.SimpleNamespace(**loaded)


class Server:
    """Serves one request after the other until its standard input ends."""

    def __init__(self, modules: types.SimpleNamespace, settings: dict, namespaces: set[str]):
        self.modules, self.namespaces, self.scratch = modules, namespaces, settings["scratch"]
        with_user = "user" not in settings["without"]
        self.user, self.files_as = modules.processes.unprivileged_user(settings["readable"]) if with_user else (0, 0)
        self.own_mounts = self.namespaces >= {"mounts", "processes"} and modules.confinement.mount_own_processes()
        self.files = settings["files"]
        self.own_scratch = self.own_mounts and self._new_scratch()
        if not self.own_scratch and self.user:
            os.chown(self.scratch, self.files_as, self.files_as)
        self.confinement = modules.confinement.Confinement(
            settings["readable"],
            settings["devices"],
            settings["hidden"],
            landlock="landlock" not in settings["without"],
        )
        self.processes = modules.processes.Processes(first="processes" in self.namespaces)

    def _new_scratch(self) -> bool:
        return self.modules.confinement.mount_scratch(self.scratch, self.files, self.files_as)

    def measures(self) -> dict:
        """What is in force, for whoever started this server."""
        return {
            "landlock": self.confinement.version,
            "namespaces": sorted(self.namespaces),
            "own_user": bool(self.user),
            "own_files": self.own_scratch,
        }

    def serve(self, head: dict, request: bytes) -> tuple[dict, bytes]:
        """Run one worker to its end, or to the end of its time; how it ended, and what it wrote."""
        limits = head["limits"] | {"user": self.user, "files_as": self.files_as}
        (results, results_end), (output, output_end) = os.pipe(), os.pipe()
        worker = os.fork()
        if worker == 0:
            self.modules.worker.run(request, limits, results_end, output_end, self.confinement, self.scratch)
        os.close(results_end)
        os.close(output_end)
        try:
            watch = Watch(worker, results, output, limits, self.processes)
            ended = watch.until_it_ends()
        finally:
            self.processes.end_all()
            os.close(results)
            os.close(output)
            self._clear_scratch()
        return {"ended": ended}, bytes(watch.data)

    def _clear_scratch(self) -> None:
        if next(os.scandir(self.scratch), None) is None:
            return
        if not (self.own_scratch and self._new_scratch()):
            for entry in os.scandir(self.scratch):
                with contextlib.suppress(OSError):
                    shutil.rmtree(entry.path) if entry.is_dir(follow_symlinks=False) else os.unlink(entry.path)


class Watch:
    """Reads what a worker writes, and stops it where it takes too much of something."""

    def __init__(self, worker: int, results: int, output: int, limits: dict, processes):
        self.worker, self.results, self.output, self.limits = worker, results, output, limits
        self.processes, self.data, self.n_printed, self.exit_status = processes, bytearray(), 0, None
        self.started = self.heard = time.monotonic()
        self.looked = self.started + 2 * TICK
        for handle in (results, output):
            os.set_blocking(handle, False)

    def until_it_ends(self) -> str:
        """ "finished", "crashed", "timeout", "memory", "processes", "files" or "flood"."""
        poll = select.poll()
        with self.processes.handle_of(self.worker) as handle:
            for source in (self.results, self.output, 0, handle):
                if source is not None:
                    poll.register(source, select.POLLIN if source else 0)
            while True:
                events = dict(poll.poll(1000 * (TICK if handle is not None else 0.002)))
                if events.get(0, 0) & (select.POLLHUP | select.POLLERR):
                    self.processes.end_all()
                    os._exit(0)  # whoever asked is gone
                self._read(events, poll)
                if self._has_exited():
                    self._read(dict.fromkeys((self.results, self.output), select.POLLIN), poll)
                    break
                if reason := self._reason_to_stop():
                    return reason
        if len(self.data) > MOST_RESULTS or self.n_printed > self.limits["output"]:
            return self._reason_to_stop()
        return self.processes.in_words(self.exit_status)

    def _has_exited(self) -> bool:
        if self.exit_status is None:
            pid, status = os.waitpid(self.worker, os.WNOHANG)
            self.exit_status = status if pid else None
        return self.exit_status is not None

    def _read(self, events: dict, poll) -> None:
        for source in (self.results, self.output):
            while source in events:
                try:
                    chunk = os.read(source, 1 << 20)
                except BlockingIOError:
                    break
                if not chunk:
                    with contextlib.suppress(KeyError):
                        poll.unregister(source)
                    break
                if source == self.results:
                    self.data += chunk
                    self.heard = time.monotonic()
                else:
                    self.n_printed += len(chunk)
                if len(self.data) > MOST_RESULTS or self.n_printed > self.limits["output"]:
                    return

    def _reason_to_stop(self) -> str:
        now, limits = time.monotonic(), self.limits
        if self.n_printed > limits["output"] or len(self.data) > MOST_RESULTS:
            return "flood"
        if now - self.started > limits["all_seconds"] or now - self.heard > limits["call_seconds"] + 1:
            return "timeout" if self.n_printed < FEW else "flood"
        if now > self.looked:
            self.looked = now + 2 * TICK
            return self.processes.too_much(limits)
        return ""


def main(settings: dict) -> None:
    modules = load()
    namespaces = modules.confinement.enter_namespaces() if "namespaces" not in settings["without"] else set()
    modules.processes.become_first(namespaces, settings["scratch"])
    server = Server(modules, settings, namespaces)
    modules.stand_in.install()
    modules.processes.settle()
    os.write(1, json.dumps(server.measures()).encode() + b"\n")
    with open(0, "rb", closefd=False) as requests:
        while line := requests.readline(10_000):
            head = json.loads(line)
            answer, data = server.serve(head, requests.read(head["size"]))
            view = memoryview(json.dumps(answer | {"size": len(data)}).encode() + b"\n" + data)
            while view:
                view = view[os.write(1, view) :]


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
