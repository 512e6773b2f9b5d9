"""Zip files from strangers: read in memory, within limits, and never unpacked to a disk."""

import io
import zipfile
import zlib
from pathlib import PurePosixPath

from .notebook import LARGEST_FILE, MalformedError

__all__ = ["read_archive"]

MOST_FILES = 2_000
LARGEST_ARCHIVE = 200_000_000
LINK, KIND = 0o120000, 0o170000


def read_archive(data: bytes, wanted: tuple[str, ...]) -> dict[str, bytes]:
    """The files with these endings, by their names. Raises MalformedError for what no honest zip file has."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _read(archive, wanted)
    except MalformedError:
        raise
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError) as error:
        raise MalformedError("The zip file cannot be read. Is it whole, and without a password?") from error


def _read(archive: zipfile.ZipFile, wanted: tuple[str, ...]) -> dict[str, bytes]:
    entries = archive.infolist()
    if len(entries) > MOST_FILES:
        raise MalformedError(f"The zip file has more than {MOST_FILES} files.")
    found, total = {}, 0
    for entry in entries:
        _check_name(entry)
        if entry.is_dir() or not entry.filename.lower().endswith(wanted) or is_noise(entry.filename):
            continue
        if entry.filename in found:
            raise MalformedError("The zip file has two files of the same name.")
        with archive.open(entry) as file:
            content = file.read(LARGEST_FILE + 1)
        total += len(content)
        if len(content) > LARGEST_FILE or total > LARGEST_ARCHIVE:
            raise MalformedError("The zip file unpacks to far too much.")
        found[entry.filename] = content
    return found


def _check_name(entry: zipfile.ZipInfo) -> None:
    name = entry.filename
    parts = PurePosixPath(name.replace("\\", "/")).parts
    if name.startswith(("/", "\\")) or ".." in parts or ":" in name or "\0" in name or not parts:
        raise MalformedError("The zip file has a file that would be written outside of its folder.")
    if (entry.external_attr >> 16) & KIND == LINK:
        raise MalformedError("The zip file has a link in it. Hand in the files themselves.")


def is_noise(name: str) -> bool:
    """What programs leave beside the files that people write."""
    parts = PurePosixPath(name).parts
    return any(part.startswith(".") or part in ("__MACOSX", "__pycache__") for part in parts)
