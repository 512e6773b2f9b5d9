"""Who handed in what: folders of students, an nbgrader `submitted` tree, single files, zip files.

Links are not followed, and only regular files are opened. Files are read when their student is graded, not before.
"""

import os
import re
import stat
from dataclasses import dataclass, field
from pathlib import Path

from .archives import is_noise, read_archive
from .notebook import LARGEST_FILE, MalformedError, lesson_of_name

__all__ = ["Submission", "find_submissions"]

WANTED = (".ipynb", ".py")
LARGEST_ZIP = 100_000_000
LARGEST_IN_ALL = 200_000_000  # of one student
DEEPEST, MOST_FILES = 5, 200


@dataclass
class Submission:
    """What one student handed in: files to be read, and things that cannot be, each with the reason."""

    student: str
    paths: list[Path] = field(default_factory=list)
    contents: dict[str, bytes] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)
    others: list[str] = field(default_factory=list)  # files of other kinds, which nobody reads
    folder: Path | None = None

    def files(self) -> list[dict]:
        """Each file as {"name", "data"}, or as {"name", "problem"} where it cannot be read."""
        files = [{"name": name, "data": data} for name, data in self.contents.items()]
        files += [{"name": name, "problem": problem} for name, problem in self.problems.items()]
        for path in self.paths:
            inner = self.folder and path.is_relative_to(self.folder)
            name = path.relative_to(self.folder).as_posix() if inner else path.name
            try:
                if sum(len(file.get("data", b"")) for file in files) > LARGEST_IN_ALL:
                    raise MalformedError("All files together have more than 200 MB.")
                if path.suffix.lower() == ".zip":
                    inside = read_archive(read_regular(path, LARGEST_ZIP), WANTED)
                    files += [{"name": f"{name}/{part}", "data": data} for part, data in inside.items()]
                else:
                    files.append({"name": name, "data": read_regular(path, LARGEST_FILE)})
            except (MalformedError, OSError) as error:
                files.append({"name": name, "problem": str(error)})
        return sorted(files, key=lambda file: file["name"])


def read_regular(path: Path, largest: int) -> bytes:
    """The bytes of a file, if it is no link, device or pipe and not too large. Raises MalformedError."""
    try:
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        handle = os.open(path, flags)
    except OSError as error:
        reason = (
            "It is a link. Hand in the file itself."
            if path.is_symlink()
            else f"It cannot be opened ({error.strerror})."
        )
        raise MalformedError(reason) from error
    with open(handle, "rb") as file:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise MalformedError("It is no file but a device, a pipe or a folder.")
        if status.st_size > largest:
            raise MalformedError(f"It has more than {largest // 1_000_000} MB.")
        return file.read(largest + 1)


def find_submissions(place: Path) -> list[Submission]:
    """All submissions in a folder or a zip file, by the students' names. Raises FileNotFoundError, MalformedError."""
    if place.is_file() and place.suffix.lower() == ".zip":
        return _of_class_zip(place)
    if not place.is_dir():
        raise FileNotFoundError(f"There is no folder or zip file {str(place)!r}.")
    if (place / "submitted").is_dir() and not any(place.glob("*.ipynb")):
        place = place / "submitted"
    found: dict[str, Submission] = {}
    for entry in sorted(os.scandir(place), key=lambda entry: entry.name):
        path = Path(entry.path)
        if is_noise(entry.name) or not (entry.is_symlink() or entry.is_dir() or _is_wanted(entry.name)):
            continue
        is_folder = entry.is_dir(follow_symlinks=False)
        name = os.fsencode(entry.name if is_folder else path.stem).decode("utf-8", "backslashreplace")
        student = name if is_folder else _student_of(name, place.resolve().name)
        submission = found.setdefault(student, Submission(student, folder=path if is_folder else None))
        if entry.is_symlink():
            submission.problems[entry.name] = "It is a link. Hand in the file or folder itself."
        elif is_folder:
            _collect(path, submission, 0)
        else:
            submission.paths.append(path)
    return list(found.values())


def _is_wanted(name: str) -> bool:
    return name.lower().endswith((*WANTED, ".zip"))


def _student_of(stem: str, otherwise: str) -> str:
    """The student whose file it is, as mia of mia_08_backpropagation_by_hand."""
    if lesson_of_name(f"{stem}.ipynb") is None:
        return stem
    return re.sub(r"[_\- ]*\d\d_[a-z_]+$", "", stem) or otherwise


def _collect(folder: Path, submission: Submission, depth: int) -> None:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        submission.problems[folder.name] = f"The folder cannot be opened ({error.strerror})."
        return
    for entry in entries:
        if is_noise(entry.name):
            continue
        if entry.is_symlink():
            if _is_wanted(entry.name):
                submission.problems[entry.name] = "It is a link. Hand in the file itself."
        elif entry.is_dir(follow_symlinks=False):
            if depth < DEEPEST:
                _collect(Path(entry.path), submission, depth + 1)
        elif _is_wanted(entry.name):
            if len(submission.paths) >= MOST_FILES:
                submission.problems[entry.name] = f"There are more than {MOST_FILES} files."
                return
            submission.paths.append(Path(entry.path))
        else:
            submission.others.append(entry.name)


def _of_class_zip(place: Path) -> list[Submission]:
    """The first folder of each name is the student, or the second, where all are in one."""
    contents = read_archive(read_regular(place, LARGEST_ZIP * 10), WANTED)
    parts = {name: name.split("/") for name in contents}
    if len({p[0] for p in parts.values()}) == 1 and all(len(p) > 2 for p in parts.values()):
        parts = {name: p[1:] for name, p in parts.items()}
    found: dict[str, Submission] = {}
    for name, (first, *rest) in sorted(parts.items()):
        student = first if rest else _student_of(Path(first).stem, place.stem)
        submission = found.setdefault(student, Submission(student))
        submission.contents["/".join(rest) or first] = contents[name]
    return list(found.values())
