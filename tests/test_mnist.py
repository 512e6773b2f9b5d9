"""MNIST, with small files from a server on this machine: fetched once, checked, kept, and clear when offline."""

import hashlib
import os
import stat
import sys
import threading
from types import SimpleNamespace

import numpy as np
import pytest

import bplib as bp
from bplib import mnist as module
from oracles.mnist_server import ARRAYS, FAILURES, NAMES, PACKED, UNPACKED, Server, closed_port, idx

REAL_FILES, REAL_SOURCES = dict(module.FILES), module.SOURCES


@pytest.fixture
def server(monkeypatch):
    """The first source is this server, the second one does not answer; the files are the small ones."""
    server = Server()
    monkeypatch.setenv("no_proxy", "*")
    monkeypatch.setattr(module, "SOURCES", (server.address, closed_port()))
    monkeypatch.setattr(
        module, "FILES", {name: hashlib.sha256(content).hexdigest() for name, content in UNPACKED.items()}
    )
    monkeypatch.setitem(sys.modules, "tqdm.auto", None)
    yield server
    server.close()


def assert_is_mnist(result):
    (x_train, y_train), (x_test, y_test) = result
    for x, y, images, labels in ((x_train, y_train, *NAMES[:2]), (x_test, y_test, *NAMES[2:])):
        assert x.shape == (*ARRAYS[images].shape, 1)
        assert x.dtype == np.float32
        np.testing.assert_array_equal(x[..., 0], ARRAYS[images].astype(np.float32) / np.float32(255))
        assert y.dtype == np.int64
        assert y.tolist() == ARRAYS[labels].tolist()


def test_mnist_is_fetched_once_and_then_read_from_its_folder(server, tmp_path):
    folder = tmp_path / "a" / "b"
    assert_is_mnist(bp.datasets.mnist(folder))
    assert server.requests == [f"{name}.gz" for name in NAMES]
    assert sorted(os.listdir(folder)) == sorted(f"{name}.gz" for name in NAMES)
    assert all((folder / f"{name}.gz").read_bytes() == PACKED[name] for name in NAMES)
    assert_is_mnist(bp.datasets.mnist(str(folder)))
    assert len(server.requests) == 4


def test_the_default_folder_is_the_cache_in_the_home_folder(server, tmp_path, monkeypatch):
    monkeypatch.setattr(module.Path, "home", lambda: tmp_path)
    assert_is_mnist(bp.datasets.mnist())
    assert len(os.listdir(tmp_path / ".cache" / "bplib" / "mnist")) == 4


@pytest.mark.parametrize("ending", ["", ".gz"])
def test_files_that_are_already_there_are_used_packed_or_not(server, tmp_path, ending):
    for name in NAMES:
        (tmp_path / f"{name}{ending}").write_bytes(PACKED[name] if ending else UNPACKED[name])
    assert_is_mnist(bp.datasets.mnist(tmp_path))
    assert server.requests == []


def test_only_missing_files_are_fetched(server, tmp_path):
    for name in NAMES[:3]:
        (tmp_path / name).write_bytes(UNPACKED[name])
    assert_is_mnist(bp.datasets.mnist(tmp_path))
    assert server.requests == [f"{NAMES[3]}.gz"]


def test_a_fetched_file_may_be_read_by_whoever_may_read_a_new_file(server, tmp_path):
    bp.datasets.mnist(tmp_path)
    (tmp_path / "new").write_bytes(b"")
    modes = {stat.S_IMODE((tmp_path / name).stat().st_mode) for name in os.listdir(tmp_path)}
    assert len(modes) == 1


@pytest.mark.parametrize("ending", ["", ".gz"])
@pytest.mark.parametrize("damage", ["a byte changed", "cut off", "empty", "no gzip"])
def test_a_damaged_file_in_the_folder_is_named_and_not_replaced(server, tmp_path, ending, damage):
    good = PACKED[NAMES[0]] if ending else UNPACKED[NAMES[0]]
    bad = {
        "a byte changed": good[:1000] + bytes([good[1000] ^ 1]) + good[1001:],
        "cut off": good[:-20],
        "empty": b"",
        "no gzip": b"<html>Please log in</html>",
    }[damage]
    path = tmp_path / f"{NAMES[0]}{ending}"
    path.write_bytes(bad)
    with pytest.raises(ValueError) as caught:
        bp.datasets.mnist(tmp_path)
    assert str(caught.value).startswith(f"{path} is damaged: it")
    assert str(caught.value).endswith(". Delete it and call mnist() again.")
    assert path.read_bytes() == bad
    assert server.requests == []


def test_every_byte_of_a_packed_file_is_watched(server, tmp_path):
    name = NAMES[1]
    path, good = tmp_path / f"{name}.gz", PACKED[name]
    for i in range(len(good)):
        path.write_bytes(good[:i] + bytes([good[i] ^ 0xFF]) + good[i + 1 :])
        try:
            content = module._unpacked(tmp_path, name)
        except ValueError as error:
            assert str(error).startswith(f"{path} is damaged: ")
        else:
            assert content == UNPACKED[name]  # gzip's time stamp, for example, is not part of the file


@pytest.mark.parametrize("failure", FAILURES, ids=lambda failure: failure.__name__)
def test_what_the_network_does_wrong_ends_in_one_clear_error_and_keeps_nothing(server, tmp_path, monkeypatch, failure):
    monkeypatch.setattr(module, "MAX_BYTES", 100_000)
    server.answers[f"{NAMES[0]}.gz"] = failure
    with pytest.raises(ConnectionError) as caught:
        bp.datasets.mnist(tmp_path / "mnist")
    text = str(caught.value)
    first, second = module.SOURCES
    assert text.startswith(f"{NAMES[0]}.gz could not be fetched ({first}: ")
    assert f"; {second}: " in text
    assert FAILURES[failure] in text
    assert (
        "MNIST needs the internet once: connect and try again, or put the files train-images-idx3-ubyte, train-" in text
    )
    assert f"(as .gz or unpacked) into {tmp_path / 'mnist'}. bp.datasets.digits() works offline." in text
    assert not list(tmp_path.rglob("*.*"))


@pytest.mark.parametrize("failure", FAILURES, ids=lambda failure: failure.__name__)
def test_the_second_source_is_asked_when_the_first_one_fails(server, tmp_path, monkeypatch, failure):
    second = Server()
    try:
        monkeypatch.setattr(module, "SOURCES", (server.address, second.address))
        monkeypatch.setattr(module, "MAX_BYTES", 100_000)
        server.answers[f"{NAMES[0]}.gz"] = failure
        assert_is_mnist(bp.datasets.mnist(tmp_path))
    finally:
        second.close()
    assert second.requests == [f"{NAMES[0]}.gz"]


def test_offline_the_error_comes_at_once_and_names_both_sources(server, tmp_path, monkeypatch):
    monkeypatch.setattr(module, "SOURCES", (closed_port(), closed_port()))
    with pytest.raises(
        ConnectionError, match=r"could not be fetched \(http://127.*refused.*; http://127.*refused.*\)\. MNIST"
    ):
        bp.datasets.mnist(tmp_path)


def test_a_source_that_says_nothing_is_given_up(server, tmp_path, monkeypatch):
    monkeypatch.setattr(module, "TIMEOUT_SECONDS", 0.1)
    done = threading.Event()
    server.answers[f"{NAMES[0]}.gz"] = lambda handler: done.wait(10)
    with pytest.raises(ConnectionError, match="timed out"):
        bp.datasets.mnist(tmp_path)
    done.set()


def test_a_progress_bar_counts_the_bytes_of_each_file(server, tmp_path, monkeypatch):
    bars = []

    class Bar:
        def __init__(self, **named):
            self.named, self.n, self.closed = named, 0, False
            bars.append(self)

        def __enter__(self):
            return self

        def __exit__(self, *_):
            self.closed = True

        def __bool__(self):  # tqdm's bar without a total is no truth
            return False

        def update(self, n):
            self.n += n

    monkeypatch.setitem(sys.modules, "tqdm", SimpleNamespace())
    monkeypatch.setitem(sys.modules, "tqdm.auto", SimpleNamespace(tqdm=Bar))
    bp.datasets.mnist(tmp_path)
    assert [bar.named["desc"] for bar in bars] == [f"{name}.gz" for name in NAMES]
    assert [bar.named["total"] for bar in bars] == [bar.n for bar in bars] == [len(PACKED[name]) for name in NAMES]
    assert all(bar.closed for bar in bars)


def test_the_published_checksums_and_sources_are_the_ones_used():
    assert REAL_FILES == {
        "train-images-idx3-ubyte": "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
        "train-labels-idx1-ubyte": "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
        "t10k-images-idx3-ubyte": "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
        "t10k-labels-idx1-ubyte": "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
    }
    assert len(REAL_SOURCES) >= 2
    assert all(source.startswith("https://") and source.endswith("/") for source in REAL_SOURCES)


def test_the_idx_format_is_read_in_any_number_of_axes():
    for shape in [(3,), (2, 3), (2, 3, 4), (300, 1)]:
        array = np.arange(np.prod(shape), dtype=np.uint8).reshape(shape)
        np.testing.assert_array_equal(module._read_idx(idx(array)), array)
