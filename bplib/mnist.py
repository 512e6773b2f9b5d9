"""MNIST: never shipped, fetched once, checked, and then read from its folder."""

import gzip
import hashlib
import os
import zlib
from contextlib import nullcontext
from pathlib import Path

import numpy as np

from .storage import write_whole

__all__ = ["mnist"]

SOURCES = ("https://storage.googleapis.com/cvdf-datasets/mnist/", "https://ossci-datasets.s3.amazonaws.com/mnist/")
FILES = {  # the name, and the SHA-256 of the unpacked file
    "train-images-idx3-ubyte": "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
    "train-labels-idx1-ubyte": "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
    "t10k-images-idx3-ubyte": "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
    "t10k-labels-idx1-ubyte": "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
}
MAX_BYTES = 60_000_000  # the largest unpacked file has 47 million
TIMEOUT_SECONDS = 20
Pair = tuple[np.ndarray, np.ndarray]


def mnist(folder: str | os.PathLike | None = None) -> tuple[Pair, Pair]:
    """70,000 digits, (x_train, y_train), (x_test, y_test): images (n, 28, 28, 1) in float32, labels (n,).

    Read from `folder` (by default `~/.cache/bplib/mnist`), where the four files, as `.gz` or unpacked, may be already;
    missing ones are fetched, about 11 MB. Every file is checked against its SHA-256. Raises ConnectionError where they
    cannot be fetched and ValueError for a damaged file. Source: LeCun, Cortes & Burges, The MNIST database.
    """
    folder = Path(folder) if folder is not None else Path.home() / ".cache" / "bplib" / "mnist"
    x_train, y_train, x_test, y_test = (_read_idx(_unpacked(folder, name)) for name in FILES)
    return (_as_images(x_train), y_train.astype(np.int64)), (_as_images(x_test), y_test.astype(np.int64))


def _as_images(pixels: np.ndarray) -> np.ndarray:
    return pixels[..., np.newaxis] / np.float32(255)


def _unpacked(folder: Path, name: str) -> bytes:
    """The bytes of one file: from the folder, else fetched and kept there."""
    for path in (folder / name, folder / f"{name}.gz"):
        if path.is_file():
            try:
                return _checked(path.read_bytes(), name, packed=path.suffix == ".gz")
            except ValueError as error:
                raise ValueError(f"{path} is damaged: {error}. Delete it and call mnist() again.") from error
    packed = _fetch(name, folder)
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(folder / f"{name}.gz", packed)
    return gzip.decompress(packed)


def _checked(content: bytes, name: str, packed: bool) -> bytes:
    """The unpacked file, if it is the right one."""
    if packed:
        try:
            content = gzip.decompress(content)
        except (OSError, EOFError, zlib.error) as error:
            raise ValueError(f"it is no whole gzip file ({error})") from error
    if hashlib.sha256(content).hexdigest() != FILES[name]:
        raise ValueError(f"its SHA-256 must be {FILES[name]}")
    return content


def _fetch(name: str, folder: Path) -> bytes:
    """The packed file from the first source that sends it whole."""
    from http.client import HTTPException  # here, because importing them takes longer than the rest of bplib
    from urllib.request import urlopen

    failures = []
    for source in SOURCES:
        try:
            with urlopen(f"{source}{name}.gz", timeout=TIMEOUT_SECONDS) as answer:
                packed = _download(answer, f"{name}.gz")
            _checked(packed, name, packed=True)
            return packed
        except (OSError, HTTPException, ValueError) as error:  # URLError is an OSError
            failures.append(f"{source}: {getattr(error, 'reason', error)}")
    raise ConnectionError(
        f"{name}.gz could not be fetched ({'; '.join(failures)}). MNIST needs the internet once: connect and try "
        f"again, or put the files {', '.join(FILES)} (as .gz or unpacked) into {folder}. bp.datasets.digits() works "
        f"offline."
    )


def _download(answer, name: str) -> bytes:
    content, size = bytearray(), int(answer.headers.get("Content-Length") or 0)
    with _progress_bar(name, size) as bar:
        while part := answer.read(2**16):
            content += part
            if bar is not None:
                bar.update(len(part))
            if len(content) > MAX_BYTES:
                raise OSError("more than 60 MB arrived")
    if size and len(content) != size:
        raise OSError(f"only {len(content):,} of {size:,} bytes arrived")
    return bytes(content)


def _progress_bar(name: str, size: int):
    """A bar by tqdm, or nothing where tqdm is not installed."""
    try:
        from tqdm.auto import tqdm  # here, so that importing bplib brings NumPy and nothing else
    except ImportError:
        return nullcontext()
    return tqdm(total=size or None, desc=name, unit="B", unit_scale=True)


def _read_idx(content: bytes) -> np.ndarray:
    """An array from the IDX format: two zero bytes, the type 8 (uint8), the number of axes, their sizes, the data."""
    n_axes = content[3]
    sizes = np.frombuffer(content, ">u4", n_axes, offset=4).astype(int)
    return np.frombuffer(content, np.uint8, offset=4 + 4 * n_axes).reshape(sizes)
