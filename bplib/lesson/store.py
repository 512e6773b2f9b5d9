"""What learners answered, kept in one file of the course folder; it is read, written and erased here only.

Answers are only ever added. A file that cannot be read is set aside, never overwritten. What could not be written stays
in memory and is tried again with the next answer. `lesson.py` is what to read next.
"""

import contextlib
import json
import os
import time
from pathlib import Path

__all__ = ["Store", "course_folder", "erase", "export", "n_answers", "write_copy"]

VERSION = 1
SECONDS_TO_WAIT = 5.0  # for another notebook that is writing


def course_folder(start: Path | None = None) -> Path:
    """The folder of the course: the first one upwards that has `course.py` in it, else the working directory."""
    start = Path.cwd() if start is None else start
    return next((folder for folder in (start, *start.parents) if (folder / "course.py").is_file()), start)


class Store:
    """The answers in `.progress/progress.json` of a folder; safe to use from several notebooks at once.

    `problem` says in words what went wrong lately and has not been told yet.
    """

    def __init__(self, folder: Path | None = None):
        self.folder = (course_folder() if folder is None else Path(folder)) / ".progress"
        self.file = self.folder / "progress.json"
        self.problem = ""
        self._unsaved = []
        self._seen = (None, {})  # a mark of the file's version, and its content

    def take_problem(self) -> str:
        """The problem, to be told once; empty when all is well."""
        problem, self.problem = self.problem, ""
        return problem

    def attempts(self, lesson: str, activity: str) -> list[dict]:
        """What was answered, the oldest first."""
        stored = self.content()["lessons"].get(lesson, {}).get(activity, {}).get("attempts", [])
        return stored + [attempt for *names, _, attempt in self._unsaved if names == [lesson, activity]]

    def add(self, lesson: str, activity: str, kind: str, attempt: dict) -> None:
        """Keep one more answer; what cannot be written now is kept in memory."""
        self._unsaved.append((lesson, activity, kind, attempt))
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with self._locked():
                content = self._read()
                for lesson_name, activity_name, kind_name, one in self._unsaved:
                    entries = content["lessons"].setdefault(lesson_name, {})
                    entry = entries.setdefault(activity_name, {"kind": kind_name, "attempts": []})
                    entry["attempts"].append(one)
                self._write(content)
            self._unsaved.clear()
        except OSError as error:
            self.problem = (
                f"Your answer could not be stored ({error.strerror or error}). It is kept until the kernel ends."
            )

    def remove(self, lesson: str | None) -> None:
        """Erase one lesson's answers; with None everything, damaged files too."""
        with self._locked():
            if lesson is None:
                for path in (self.file, *self.folder.glob("progress-damaged-*.json")):
                    path.unlink(missing_ok=True)
            else:
                content = self._read()
                content["lessons"].pop(lesson, None)
                self._write(content)

    def content(self) -> dict:
        """Everything that is stored."""
        try:
            status = self.file.stat()
            version = (status.st_ino, status.st_mtime_ns, status.st_size)
            if version != self._seen[0]:
                with self._locked() if os.access(self.folder, os.W_OK) else contextlib.nullcontext():
                    self._seen = (version, self._read())
            return self._seen[1]
        except FileNotFoundError:
            return {"version": VERSION, "lessons": {}}
        except OSError as error:
            self.problem = f"Your stored answers could not be read ({error.strerror or error})."
            return {"version": VERSION, "lessons": {}}

    def _read(self) -> dict:
        try:
            content = json.loads(self.file.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {"version": VERSION, "lessons": {}}
        except (ValueError, RecursionError):
            content = None
        return content if is_whole(content) else self._set_aside()

    def _set_aside(self) -> dict:
        """Keep a damaged file under another name, and begin a new one."""
        number = 1
        while (kept := self.folder / f"progress-damaged-{number}.json").exists():
            number += 1
        os.replace(self.file, kept)
        self.problem = (
            f"Your stored answers could not be read: the file was damaged. It is kept as .progress/{kept.name};"
            " what you answer from now on goes into a new file."
        )
        return {"version": VERSION, "lessons": {}}

    def _write(self, content: dict) -> None:
        """Replace the file in one step: whoever reads it finds the old content or the new one."""
        temporary = self.folder / f"progress-{os.getpid()}.tmp"
        try:
            with open(temporary, "w", encoding="utf-8") as file:
                json.dump(content, file, ensure_ascii=False, indent=1)
                file.flush()
                os.fsync(file.fileno())
            os.replace(temporary, self.file)
        finally:
            temporary.unlink(missing_ok=True)

    @contextlib.contextmanager
    def _locked(self):
        """Hold the lock that only one notebook has at a time; the system frees it when a process ends."""
        with open(self.folder / "lock", "a", encoding="utf-8") as handle:
            end = time.monotonic() + SECONDS_TO_WAIT
            while not try_lock(handle):
                if time.monotonic() > end:
                    raise TimeoutError("another notebook has held the file for too long")
                time.sleep(0.01)
            yield


def try_lock(handle) -> bool:
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
        return True
    return True


def is_whole(content) -> bool:
    """Whether what was read has the form of what `Store` writes."""
    if not (isinstance(content, dict) and content.get("version") == VERSION):
        return False
    lessons = content.get("lessons")
    if not (isinstance(lessons, dict) and all(isinstance(entries, dict) for entries in lessons.values())):
        return False
    entries = [entry for lesson in lessons.values() for entry in lesson.values()]
    return all(isinstance(entry, dict) and is_attempts(entry.get("attempts")) for entry in entries)


def is_attempts(attempts) -> bool:
    """Whether this is a list of answers."""
    return isinstance(attempts, list) and all(
        isinstance(attempt, dict) and isinstance(attempt.get("values"), dict) for attempt in attempts
    )


def write_copy(path: str | Path, store: Store) -> None:
    """Write everything that is stored to a new file, as JSON; a file of this name is never written over."""
    text = json.dumps(store.content(), ensure_ascii=False, indent=1) + "\n"
    with open(path, "x", encoding="utf-8") as file:
        file.write(text)


def n_answers(content: dict, lesson: str | None = None) -> int:
    """How many answers there are, of one lesson or of all."""
    lessons = content["lessons"]
    chosen = [lessons[name] for name in lessons if lesson in (None, name)]
    return sum(len(entry["attempts"]) for entries in chosen for entry in entries.values())


def export(path: str | Path, folder: Path | None = None) -> None:
    """Write a copy of everything that is stored to a new file of yours, as JSON.

    Raises FileExistsError where there is a file of this name already.
    """
    write_copy(path, Store(folder))
    print(f"Your answers are in {path}.")


def erase(lesson: str | None = None, *, confirm: bool = False, folder: Path | None = None) -> None:
    """Erase what is stored, of one lesson or of all; it cannot be undone, so `confirm=True` is needed."""
    store = Store(folder)
    what = f"{n_answers(store.content(), lesson)} answers of " + (
        "all lessons" if lesson is None else f"lesson {lesson}"
    )
    if not confirm:
        print(f"Nothing was erased. With confirm=True it would be {what}; bp.lesson.export(path) makes a copy before.")
        return
    if store.folder.is_dir():
        store.remove(lesson)
    print(f"Erased: {what}. Run the cells of a lesson again to begin anew.")
