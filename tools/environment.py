"""The course's environment: the folder `.venv` beside `course.py`, made, kept up to date and repaired here.

A file in it, `course.json`, says what state it is in. It says "installing" before the first other file is made and is
replaced by a full record when everything is in its place, so that an environment whose installation was cut off at any
moment never looks whole: the next call makes it from nothing. (pip cannot be trusted to complete a package whose
unpacking was cut off: it may take it for installed.) What pip has downloaded is in its cache by then. `course.py` is
what to read next.
"""

import contextlib
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SPACE_NEEDED = 600_000_000  # bytes; the environment itself takes about 400 million
INSTALLING = {"state": "installing"}
STAGES = {"course": ["-r", "requirements.txt"], "test": ["-r", "requirements.txt", "-e", ".[test]"]}
IDENTIFY = """import sys
print(sys.implementation.cache_tag, sys.platform, sys.prefix)
sys.exit(sys.version_info < (3, 11))"""
# Without compiling, because most of the modules are never imported: it would take 7 s.
PIP_OPTIONS = ["--disable-pip-version-check", "--no-input", "--no-compile"]
NO_NETWORK = ("NewConnectionError", "NameResolution", "ConnectTimeout", "timed out", "ProxyError", "Max retries")


class CourseError(Exception):
    """Something the user can put right; the text is one sentence that says how."""


def child_environment(**more):
    """The variables for a program of the environment: ours without what would lead it to another Python's packages."""
    misleading = ("PYTHONHOME", "PYTHONPATH", "__PYVENV_LAUNCHER__")
    return {name: value for name, value in os.environ.items() if name not in misleading} | more


@dataclass(frozen=True)
class Environment:
    """The environment of the course in the folder `root`."""

    root: Path = ROOT

    @property
    def folder(self):
        return self.root / ".venv"

    @property
    def python(self):
        return self.folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    @property
    def record_file(self):
        return self.folder / "course.json"

    def digest(self):
        """A hash of every file that decides what is installed."""
        files = ["requirements.txt", "pyproject.toml", "tools/environment.py"]
        files += sorted(path.relative_to(self.root).as_posix() for path in self.root.glob("jupyter-config/*"))
        contents = [name.encode() + b"\0" + (self.root / name).read_bytes() for name in files]
        return hashlib.sha256(b"\0".join(contents)).hexdigest()

    def record(self):
        """What `course.json` says; None where there is none, "installing" where it cannot be read."""
        try:
            record = json.loads(self.record_file.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        except (OSError, ValueError):
            return INSTALLING
        return record if isinstance(record, dict) else INSTALLING

    def write_record(self, record):
        """Put a record in place in one step; None takes it away."""
        if record is None:
            self.record_file.unlink()
            return
        temporary = self.record_file.with_suffix(".tmp")
        temporary.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
        os.replace(temporary, self.record_file)

    def identity(self):
        """Which Python the environment runs, and where it believes to be; None if it does not run or is too old."""
        try:
            answer = subprocess.run(
                [self.python, "-I", "-c", IDENTIFY], capture_output=True, text=True, timeout=60, env=child_environment()
            )
        except (OSError, subprocess.SubprocessError):
            return None
        return answer.stdout.strip() if answer.returncode == 0 else None

    def state(self, stage="course"):
        """One of "missing", "broken" (to be made from nothing), "outdated" (pip can put it right) and "ready"."""
        if not self.folder.is_dir() or not any(self.folder.iterdir()):
            return "missing"
        record, identity = self.record(), self.identity()
        if record is None:  # not ours, such as an editor's
            return "outdated" if identity and self.runs("-m", "pip", "--version") else "broken"
        if identity is None or record.get("identity") != identity:  # cut off, moved, or its Python replaced
            return "broken"
        return "ready" if record.get("digest") == self.digest() and stage in record.get("stages", ()) else "outdated"

    def runs(self, *arguments):
        """Whether the environment's Python ends well with these arguments."""
        return subprocess.run([self.python, *arguments], capture_output=True, env=child_environment()).returncode == 0

    def ensure(self, stage="course"):
        """Return when the environment is whole and up to date, and make it so before."""
        if self.state(stage) == "ready":
            return
        if self.folder.is_symlink():
            raise CourseError(
                f".venv is a link to {self.folder.resolve()}, and what is there belongs to something else. "
                "Delete the link, not the folder behind it, then write the same again."
            )
        try:
            with locked(self.root / ".venv.lock") as lock:
                state = self.state(stage)  # another call may have done it while this one waited
                if state == "outdated":
                    self.update(stage, lock)
                elif state != "ready":
                    self.make(stage, lock)
        except OSError as error:
            raise CourseError(explain_os_error(error, self.root)) from error

    def make(self, stage, lock):
        """Make the environment from nothing, or leave none behind."""
        check_prerequisites(self.root)
        say("Making the course's environment (once; about 100 MB to download) ...")
        try:
            self.clear()
            self.run([base_python(), "-m", "venv", self.folder], lock)
            self.install(stage, lock)
        except BaseException:
            with contextlib.suppress(OSError):
                self.clear()
                shutil.rmtree(self.folder)
            raise

    def clear(self):
        """Empty the folder but for its record, so that it looks unfinished at every moment."""
        self.folder.mkdir(exist_ok=True)
        if self.record() != INSTALLING:  # written once only: on a full disk a second time would fail
            self.write_record(INSTALLING)
        for path in self.folder.iterdir():
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            elif path != self.record_file:
                path.unlink()

    def update(self, stage, lock):
        """Let pip bring an environment that works up to date; if pip refuses, it stays what it was."""
        say("Updating the course's environment ..." if stage == "course" else "Installing what the tests need ...")
        before = self.record()
        self.write_record(INSTALLING)
        try:
            self.install(stage, lock)
        except CourseError:
            self.write_record(before)
            raise

    def install(self, stage, lock):
        """Let pip install a stage, and write the record that makes the environment whole."""
        digest, started = self.digest(), time.monotonic()
        self.run([self.python, "-m", "pip", "install", *PIP_OPTIONS, *STAGES[stage]], lock)
        stages = [name for name in STAGES if name in ("course", stage)]
        self.write_record({"state": "ready", "identity": self.identity(), "digest": digest, "stages": stages})
        say(f"Installed in {time.monotonic() - started:.0f} s.")

    def run(self, command, lock):
        """Run one step of the installation, showing one changing line; raise CourseError if it fails."""
        # The child holds the lock too: if only this process is killed, no other call starts before the child has ended.
        keep = {} if os.name == "nt" else {"pass_fds": (lock.fileno(),)}
        lines, output = [], {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "stdin": subprocess.DEVNULL}
        text = {"text": True, "encoding": "utf-8", "errors": "replace", "env": child_environment(PIP_USER="0")}
        with subprocess.Popen(command, cwd=self.root, **output, **text, **keep) as process:
            try:
                for line in process.stdout:
                    lines.append(line.rstrip())
                    show_progress(line)
            except BaseException:
                process.kill()
                raise
        show_progress("")
        if process.returncode:
            last = [line for line in lines if line.startswith("ERROR")] or lines
            print(*last[-6:], sep="\n", file=sys.stderr)
            raise CourseError(explain_failure("\n".join(lines)))


def base_python():
    """The Python to make the environment with: this one, or the one that this one's own environment was made with."""
    return getattr(sys, "_base_executable", None) or sys.executable


def check_prerequisites(root):
    """Raise CourseError if something that the installation needs is not there."""
    if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        raise CourseError(
            "this Python cannot make environments: install its venv module"
            " (Debian and Ubuntu: sudo apt install python3-venv), then run course.py again."
        )
    if shutil.disk_usage(root).free < SPACE_NEEDED:
        raise CourseError(f"the disk is full: free {SPACE_NEEDED // 1_000_000} MB, then run course.py again.")


@contextlib.contextmanager
def locked(path):
    """Hold the lock that lets only one call install at a time; wait for it. The system frees it when a process ends."""
    with open(path, "a") as handle:
        waiting = False
        while not try_lock(handle):
            if not waiting:
                say("Another course.py is installing into this folder; waiting for it ...")
            waiting = True
            time.sleep(0.3)
        yield handle


def try_lock(handle):
    """Whether the lock is ours now. A file system that has no locks does without."""
    try:
        if os.name == "nt":
            import msvcrt

            handle.seek(0)
            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:
        return os.name != "nt"
    return True


def explain_failure(text):
    """One sentence on why the installation failed, to be read below its last lines."""
    if "No space left" in text:
        reason = "the disk is full: free some space"
    elif any(sign in text for sign in NO_NETWORK):
        reason = "pip could not reach its package index: check the network"
    else:
        reason = "the installation failed: see the lines above"
    return f"{reason}, then run course.py again."


def explain_os_error(error, root):
    """One sentence for an error of the file system."""
    if isinstance(error, PermissionError) or error.errno == 30:  # EROFS
        return f"the folder {root} cannot be written to: move it to a place of your own, or stop its JupyterLab."
    return f"the environment cannot be made in {root} ({error}): put that right, then run course.py again."


def say(text):
    print(text, flush=True)


def show_progress(line):
    """Show what pip is doing in one line that is written over and over; in a log, nothing."""
    if not sys.stdout.isatty():
        return
    if line.startswith("WARNING: Retrying"):
        line = "Waiting for the network ..."
    if not line or line.startswith(("Collecting", "Downloading", "Building", "Installing", "Using", "Waiting")):
        width = shutil.get_terminal_size().columns - 1
        print("\r" + " ".join(line.split())[:width].ljust(width) + "\r", end="", flush=True)
