"""What course.py decides and says, without a network: the installation itself is run by the browser tests."""

import ast
import json
import socket
import subprocess
import sys
import venv
from pathlib import Path

import pytest

import course
from tools import browser, doctor, environment
from tools.environment import CourseError, Environment

ROOT = Path(__file__).parents[1]


@pytest.fixture
def empty_root(tmp_path):
    """A folder with the files that decide what is installed, and no environment."""
    (tmp_path / "tools").mkdir()
    for name in ("requirements.txt", "pyproject.toml", "tools/environment.py"):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    return tmp_path


@pytest.fixture
def ready(empty_root):
    """An environment whose record says that it is whole; nothing is installed in it."""
    whole = Environment(empty_root)
    venv.create(whole.folder, symlinks=sys.platform != "win32")
    record = {"state": "ready", "identity": whole.identity(), "digest": whole.digest(), "stages": ["course"]}
    whole.write_record(record)
    return whole


def say(capsys, *arguments):
    """What course.py writes to stderr for these arguments, which have to fail."""
    assert course.main(list(arguments)) == 1
    return capsys.readouterr().err


def test_an_unknown_command_gets_one_sentence(capsys):
    assert say(capsys, "foo") == (
        "course.py: there is no command 'foo'; python3 course.py --help lists those there are.\n"
    )


@pytest.mark.parametrize("port", ["x", "0", "65536", "-1"])
def test_a_port_that_is_no_port_gets_one_sentence(capsys, port):
    assert "--port" in say(capsys, f"--port={port}")


def test_a_taken_port_gets_one_sentence_before_anything_is_installed(capsys, monkeypatch):
    monkeypatch.setattr(course, "ENVIRONMENT", None)
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = str(server.getsockname()[1])
        assert say(capsys, "--port", port) == (
            f"course.py: port {port} is taken: name another one, or leave --port out.\n"
        )


def test_without_a_port_the_next_free_one_is_taken(monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as server:
        taken = server.getsockname()[1]
        assert not doctor.port_is_free(taken)
        assert doctor.free_port([taken, 0]) == 0  # 0 is any port that is free


@pytest.mark.parametrize("command", [[], *([name] for name in course.COMMANDS)], ids=str)
def test_every_command_has_help(command):
    answer = subprocess.run([sys.executable, "course.py", *command, "--help"], cwd=ROOT, capture_output=True, text=True)
    assert answer.returncode == 0
    assert answer.stderr == ""
    assert len(answer.stdout.splitlines()) > 2


def test_an_older_python_gets_one_sentence():
    code = "import runpy, sys; sys.version_info = (3, 9, 2); runpy.run_path('course.py', run_name='__main__')"
    answer = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert answer.returncode == 1
    assert answer.stderr == "The course needs Python 3.11 or newer; this is Python 3.9.\n"


def test_an_older_python_can_read_the_file():
    ast.parse((ROOT / "course.py").read_text(encoding="utf-8"), feature_version=(3, 6))


@pytest.mark.parametrize(
    ("arguments", "answer"),
    [
        ([], False),
        (["-k", "tests"], False),
        (["-x", "tests/test_course.py::test"], True),
        (["--ignore=tests"], False),
    ],
)
def test_tests_are_chosen_by_path(arguments, answer):
    assert course.names_tests(arguments) is answer


def test_the_server_is_reachable_from_this_machine_only_and_its_token_is_in_no_command_line(monkeypatch):
    monkeypatch.setattr(course.os, "geteuid", lambda: 1000, raising=False)
    command = [str(part) for part in course.server_command(8888, no_browser=True)]
    assert "--ServerApp.ip=127.0.0.1" in command
    assert "--allow-root" not in command
    assert not any("token" in part for part in command)
    monkeypatch.setattr(course.os, "geteuid", lambda: 0)
    assert "--allow-root" in course.server_command(8888, no_browser=True)


def test_the_environment_is_missing_before_the_first_use(empty_root):
    assert Environment(empty_root).state() == "missing"
    (empty_root / ".venv").mkdir()
    assert Environment(empty_root).state() == "missing"


def test_a_whole_environment_is_ready(ready):
    assert ready.state() == "ready"
    ready.ensure()  # and nothing is done


@pytest.mark.parametrize("name", ["requirements.txt", "pyproject.toml"])
def test_changed_requirements_make_it_outdated(ready, name):
    with open(ready.root / name, "a") as file:
        file.write("\n")
    assert ready.state() == "outdated"


def test_a_new_file_for_jupyter_makes_it_outdated(ready):
    (ready.root / "jupyter-config").mkdir()
    (ready.root / "jupyter-config" / "new.json").write_text("{}")
    assert ready.state() == "outdated"


def test_a_stage_that_is_not_installed_makes_it_outdated(ready):
    assert ready.state("test") == "outdated"


@pytest.mark.parametrize("text", ['{"state": "installing"}', '{"state": "rea', "", "[]", "{}"])
def test_an_installation_that_was_cut_off_is_made_anew(ready, text):
    ready.record_file.write_text(text)
    assert ready.state() == "broken"


def test_an_environment_whose_python_is_gone_is_made_anew(ready):
    ready.python.unlink()
    assert ready.state() == "broken"


def test_an_environment_that_was_moved_is_made_anew(ready, tmp_path_factory):
    moved = ready.root.rename(tmp_path_factory.mktemp("other") / "place")
    assert Environment(moved).state() == "broken"


def test_an_environment_made_by_someone_else_is_used_if_it_has_pip(ready, monkeypatch):
    ready.write_record(None)
    assert ready.state() == "broken"  # this one has no pip
    monkeypatch.setattr(Environment, "runs", lambda self, *arguments: True)
    assert ready.state() == "outdated"


@pytest.mark.skipif(sys.platform == "win32", reason="few accounts may make links there")
def test_an_environment_behind_a_link_is_left_alone(ready, tmp_path_factory):
    other = Environment(tmp_path_factory.mktemp("other course"))
    other.folder.symlink_to(ready.folder, target_is_directory=True)
    with pytest.raises(CourseError, match="Delete the link"):
        other.ensure()
    assert ready.state() == "ready"


def test_a_first_installation_that_fails_leaves_nothing_behind(empty_root, monkeypatch):
    def fail(self, command, lock):
        assert self.record() == environment.INSTALLING
        assert self.state() == "broken"
        raise CourseError("no network")

    monkeypatch.setattr(Environment, "run", fail)
    with pytest.raises(CourseError):
        Environment(empty_root).ensure()
    assert not (empty_root / ".venv").exists()


def test_an_update_that_fails_leaves_the_environment_as_it_was(ready, monkeypatch):
    def fail(self, stage, lock):
        assert self.state() == "broken"
        raise CourseError("no network")

    before = ready.record()
    monkeypatch.setattr(Environment, "install", fail)
    with pytest.raises(CourseError):
        ready.ensure("test")
    assert ready.record() == before
    assert ready.state() == "ready"


def test_a_broken_environment_looks_broken_while_it_is_cleared(ready, monkeypatch):
    monkeypatch.setattr(environment.shutil, "rmtree", lambda path: None)
    ready.clear()
    assert json.loads(ready.record_file.read_text()) == environment.INSTALLING


def test_only_one_call_installs_at_a_time(tmp_path):
    with environment.locked(tmp_path / "lock"), open(tmp_path / "lock", "a") as other:
        assert not environment.try_lock(other)
    with open(tmp_path / "lock", "a") as other:
        assert environment.try_lock(other)


def test_a_python_without_venv_gets_one_sentence(empty_root, monkeypatch):
    monkeypatch.setattr(environment.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(CourseError, match="apt install python3-venv"):
        Environment(empty_root).ensure()


def test_a_full_disk_gets_one_sentence(empty_root, monkeypatch):
    usage = environment.shutil.disk_usage(empty_root)._replace(free=1_000_000)
    monkeypatch.setattr(environment.shutil, "disk_usage", lambda path: usage)
    with pytest.raises(CourseError, match="the disk is full"):
        Environment(empty_root).ensure()


def test_a_folder_that_cannot_be_written_to_gets_one_sentence(empty_root, monkeypatch):
    def refuse(path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(environment, "locked", refuse)
    with pytest.raises(CourseError, match="cannot be written to"):
        Environment(empty_root).ensure()


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("ERROR: Could not install packages: [Errno 28] No space left on device", "the disk is full"),
        ("WARNING: Retrying after connection broken by 'NewConnectionError(...)'", "check the network"),
        ("ERROR: No matching distribution found for numpy", "see the lines above"),
    ],
)
def test_a_failed_installation_is_explained_in_one_sentence(line, sentence):
    assert sentence in environment.explain_failure(f"Collecting numpy\n{line}")


def test_the_last_lines_of_a_failed_step_are_shown(empty_root, capfd):
    code = "print('Collecting numpy'); print('ERROR: [Errno 28] No space left on device'); raise SystemExit(1)"
    with pytest.raises(CourseError, match="the disk is full"), environment.locked(empty_root / "lock") as lock:
        Environment(empty_root).run([sys.executable, "-c", code], lock)
    assert capfd.readouterr().err == "ERROR: [Errno 28] No space left on device\n"


def test_programs_of_the_environment_do_not_see_another_pythons_packages(monkeypatch):
    monkeypatch.setenv("PYTHONPATH", "elsewhere")
    variables = environment.child_environment(MORE="1")
    assert "PYTHONPATH" not in variables
    assert variables["MORE"] == "1"
    assert variables["PATH"]


def test_the_doctor_works_before_anything_is_installed(empty_root, capsys):
    assert doctor.doctor(Environment(empty_root)) == 1
    output = capsys.readouterr().out
    assert "MISSING  .venv is not made yet: run python3 course.py" in output
    assert "MISSING  numpy is not installed" in output


def test_the_doctor_finds_what_is_installed_where_this_test_runs(monkeypatch):
    monkeypatch.setattr(Environment, "python", Path(sys.executable))
    groups = doctor.requirements(ROOT)
    assert {"jupyterlab", "numpy", "bplib"} <= set(groups["course"])
    assert {"pytest", "playwright"} <= set(groups["test"])
    found = doctor.installed(Environment(ROOT), [*groups["course"], *groups["test"], "no-such-package"])
    assert found.pop("extension") is True
    assert set(found) == {*groups["course"], *groups["test"]}


def test_the_browser_named_by_the_variable_goes_first(monkeypatch):
    monkeypatch.setenv("BPLIB_BROWSER", sys.executable)
    assert browser.find_browser() == sys.executable
    monkeypatch.setenv("BPLIB_BROWSER", "/no/such/browser")
    assert browser.find_browser() is None


def test_the_browser_is_found_on_the_path(monkeypatch, tmp_path):
    monkeypatch.delenv("BPLIB_BROWSER", raising=False)
    monkeypatch.setattr(browser.shutil, "which", lambda name: "/x/chrome" if name == "google-chrome" else None)
    assert browser.find_browser() == "/x/chrome"
