"""Says what is installed, what is missing and what to do. Standard library only: it must work before all else does."""

import json
import os
import re
import socket
import subprocess
import sys
import tomllib

from tools.browser import ADVICE, find_browser
from tools.environment import Environment, base_python, child_environment

STATES = {
    "ready": (True, "whole and up to date"),
    "missing": (False, "not made yet: run python3 course.py"),
    "broken": (False, "not whole (cut off, moved, or its Python is gone): python3 course.py makes it again"),
    "outdated": (False, "not up to date: python3 course.py updates it"),
}
LOOK = """
import importlib.metadata, importlib.util, json, sys
found = {}
for name in sys.argv[1:]:
    try: found[name] = importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError: pass
found["extension"] = "bplib" in found and importlib.util.find_spec("bplib.live.server") is not None
print(json.dumps(found))
"""


def doctor(environment=None):
    """Print one line per finding; return 0 when all that a learner needs is there, else 1."""
    environment = environment or Environment()
    groups = requirements(environment.root)
    found = installed(environment, sorted({name for names in groups.values() for name in names}))
    findings = [(True, f"Python {sys.version.split()[0]} at {base_python()}")]
    findings += [environment_finding(environment), folder_finding(environment.root), port_finding()]
    for name in groups["course"]:
        findings.append((name in found, f"{name} {found.get(name, 'is not installed: run python3 course.py')}"))
    findings.append(extension_finding(environment, found))
    for good, text in findings:
        print(f"{'ok' if good else 'MISSING':9}{text}")
    for text in optional_findings(groups, found):
        print(f"{'optional':9}{text}")
    missing = sum(not good for good, _ in findings)
    print(f"{'grading':9}{isolation_finding(environment)}")
    print(f"{missing} missing." if missing else "All that the course needs is there.")
    return 1 if missing else 0


def requirements(root):
    """The names of the packages the course, the tests and the benchmark ask for, in the order of their files."""
    lines = (root / "requirements.txt").read_text(encoding="utf-8").splitlines()
    course = [line for line in lines if re.match(r"[A-Za-z]", line)]
    with open(root / "pyproject.toml", "rb") as file:
        extras = tomllib.load(file)["project"]["optional-dependencies"]
    groups = {"course": [*course, "bplib"], **extras}
    return {group: [re.match(r"[\w.-]+", entry)[0] for entry in entries] for group, entries in groups.items()}


def installed(environment, names):
    """The version of each package that the environment has, and whether it can find the server extension."""
    command = [environment.python, "-I", "-c", LOOK, *names]
    try:
        answer = subprocess.run(command, capture_output=True, text=True, timeout=60, env=child_environment())
        return json.loads(answer.stdout)
    except (OSError, ValueError, subprocess.SubprocessError):
        return {}


def environment_finding(environment):
    good, text = STATES[environment.state()]
    return good, f".venv is {text}"


def folder_finding(root):
    good = os.access(root, os.W_OK)
    return good, f"the folder {root} {'can' if good else 'cannot'} be written to"


def port_finding():
    """Jupyter's usual ports; one that is taken does no harm as long as a later one is free."""
    port = free_port(range(8888, 8938))
    return port is not None, f"port {port} is free" if port else "no port from 8888 to 8937 is free: use --port"


def free_port(ports):
    """The first of the ports that a server on this machine could take, or None."""
    return next((port for port in ports if port_is_free(port)), None)


def port_is_free(port):
    """Whether a server on this machine could listen on the port."""
    with socket.socket() as probe:
        if os.name != "nt":  # as Jupyter does: a port whose last connections are still closing counts as free
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def extension_finding(environment, found):
    """Whether Jupyter's server sends kernel messages at once; see bplib/live/server.py."""
    enabled = (environment.folder / "etc/jupyter/jupyter_server_config.d/bplib.json").is_file()
    good = enabled and bool(found.get("extension"))
    return good, f"the server extension bplib.live.server is {'' if good else 'not '}enabled"


def isolation_finding(environment):
    """How well this system keeps the code of students apart when a class is graded."""
    try:
        command = [environment.python, "-P", "-m", "bplib.grading.isolation"]
        answer = subprocess.run(command, capture_output=True, text=True, timeout=60, env=child_environment())
    except (OSError, subprocess.SubprocessError):
        return "isolation unknown until the course is installed"
    return answer.stdout.strip() or "isolation unknown until the course is installed"


def optional_findings(groups, found):
    """What only contributors need."""
    advice = {"test": "python3 course.py test installs it", "bench": "python3 course.py bench --help says how"}
    for group, names in groups.items():
        for name in names:
            if group in advice and name not in groups["course"]:
                yield f"{group}: {name} {found.get(name) or 'is not installed; ' + advice[group]}"
    browser = find_browser()
    yield f"test: browser at {browser}" if browser else ADVICE
