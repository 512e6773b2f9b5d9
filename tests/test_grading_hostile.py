"""Hostile submissions end in their right verdict, gain nothing, and touch nothing."""

import contextlib
import os
import pathlib
import re
import socket
import tempfile
import threading

import pytest

from bplib import grading
from submissions import hostile
from submissions.making import RIGHT, filled, hand_in, result_of

FULL = bool(os.environ.get("BPLIB_TEST_FULL"))
LIMITS = grading.Limits() if FULL else grading.Limits(call_seconds=2, all_seconds=6)
SECRET = "31415926535"


def student_of(case):
    return re.sub(r"\W+", "-", case).strip("-")


@pytest.fixture(scope="module")
def ears():
    """A server on this machine that counts what it hears."""
    heard = []
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as packets:
        server.settimeout(0.2)
        port = server.getsockname()[1]
        packets.bind(("127.0.0.1", port))
        packets.setblocking(False)
        done = threading.Event()

        def listen():
            while not done.is_set():
                try:
                    connection, _ = server.accept()
                    connection.close()
                    heard.append("a connection")
                except TimeoutError:
                    continue

        thread = threading.Thread(target=listen)
        thread.start()
        yield port, heard, packets
        done.set()
        thread.join()


@pytest.fixture(scope="module")
def graded(tmp_path_factory, ears):
    """A class of hostile students and one honest one, after it was graded."""
    folder = tmp_path_factory.mktemp("class")
    places = {name: str(folder / name) for name in ("canary", "submissions", "out")} | {"port": ears[0]}
    (folder / "canary").mkdir()
    (folder / "canary" / "secret").write_text(SECRET)
    for case, (source, _) in hostile.CASES.items():
        if "{" in source and any(f"{{{place}" in source for place in places):
            source = source.format(**places)
        hand_in(folder / "submissions", student_of(case), filled({**RIGHT, "relu": source}))
    hand_in(folder / "submissions", "honest", filled(RIGHT))
    out = folder / "out"
    (folder / "scratch").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tempfile, "tempdir", str(folder / "scratch"))  # by which this test's processes can be told
        run = grading.grade_class(folder / "submissions", out, secret=b"a secret of the test", limits=LIMITS)
    return folder, out, run


@pytest.mark.parametrize("case", hostile.CASES)
def test_it_gets_its_verdict_and_no_point(graded, case):
    _, entries = result_of(graded[1], student_of(case))
    assert entries["relu"]["verdict"] in hostile.CASES[case][1], entries["relu"]["message"]
    assert entries["relu"]["points"] == 0
    others = {entry["verdict"] for name, entry in entries.items() if name != "relu"}
    assert others == {"CORRECT"}


def test_there_are_at_least_fifty_different_ones():
    assert len({source for source, _ in hostile.CASES.values()}) >= 50


def test_nobody_else_is_touched(graded):
    folder, out, run = graded
    result, _ = result_of(out, "honest")
    assert result["score"] == result["max_score"]
    assert run.n_failures == 0
    assert len(run.paths) == len(hostile.CASES) + 1
    assert sorted(path.name for path in (folder / "canary").iterdir()) == ["secret"]
    assert (folder / "canary" / "secret").read_text() == SECRET


def test_no_secret_comes_out(graded):
    for path in graded[1].rglob("result.json"):
        assert SECRET not in path.read_text(encoding="utf-8")


def test_nobody_was_called_on_the_network(graded, ears):
    _, heard, packets = ears
    assert heard == []
    with pytest.raises(BlockingIOError):
        packets.recv(10)


def test_nothing_is_left_behind(graded):
    place = str(graded[0] / "scratch").encode()
    assert list((graded[0] / "scratch").iterdir()) == []
    assert not [name for name in os.listdir("/proc") if name.isdigit() and place in told_by(name)]
    assert not os.path.exists("/tmp/bplib-hostile-made")


def told_by(process):
    """The command line and the environment of a process; each server's and each worker's name its folder."""
    text = b""
    for name in ("cmdline", "environ"):
        with contextlib.suppress(OSError):
            text += pathlib.Path("/proc", process, name).read_bytes()
    return text
