#!/usr/bin/env python3
"""The course on backpropagation: one command to start it, and the commands its makers use.

    python3 course.py [--no-browser] [--port N]    open the course in JupyterLab, at lesson 00
    python3 course.py test [--full] [...]          run everything that must hold before a change is taken
    python3 course.py doctor                       say what is installed, what is missing and what to do
    python3 course.py grade SUBMISSIONS --out ...  grade what a class has handed in
    python3 course.py notebooks [NN ...]           execute the notebooks in place and normalise them
    python3 course.py new lesson NN_topic          begin a lesson; also new exercise NAME NN_topic, new widget NAME
    python3 course.py slides NN                    make slides of a lesson, with speaker notes
    python3 course.py html                         make the course as a static site
    python3 course.py bench [...]                  time a training step against other libraries

The first use makes the folder .venv and installs what the course needs there; nothing outside this folder is changed.
`python3 course.py COMMAND --help` says more. On Windows write `py` for `python3`.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 (Python 3.6 can read this file, so that this sentence can be said)
    sys.exit("The course needs Python 3.11 or newer; this is Python {}.{}.".format(*sys.version_info[:2]))

import argparse
import http.client
import inspect
import os
import secrets
import signal
import subprocess
import time

from tools.browser import find_browser, install_browser
from tools.doctor import doctor as examine
from tools.doctor import port_is_free
from tools.environment import ROOT, CourseError, Environment, child_environment, say

ENVIRONMENT = Environment()
LESSON = "notebooks/00_start_here.ipynb"
PORTS = range(8888, 8938)  # Jupyter's usual port, and the ones it tries after that
SECONDS_TO_ANSWER = 90
# Ctrl-C must reach this process only; the server ends with it, see tools/serve.py.
OWN_GROUP = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP} if os.name == "nt" else {"start_new_session": True}
ONE_THREAD = dict.fromkeys(
    ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"), "1"
)


def start(arguments):
    """Open the course in JupyterLab, at lesson 00; the first use installs it."""
    parser = Parser(prog="course.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--no-browser", action="store_true", help="open no browser; print the address only")
    parser.add_argument("--port", type=port_number, help="the port to use, instead of the first free one from 8888")
    options = parser.parse_args(arguments)
    if options.port and not port_is_free(options.port):
        raise CourseError(f"port {options.port} is taken: name another one, or leave --port out.")
    ENVIRONMENT.ensure()
    for port in [options.port] if options.port else PORTS:
        code = serve(port, options.no_browser) if port_is_free(port) else None
        if code is not None:
            return code
    raise CourseError("the port is taken by now: name another one with --port.")


def serve(port, no_browser):
    """Run JupyterLab until it is stopped and return its exit code; None if another program has just taken the port."""
    token = secrets.token_hex(24)
    # Kept apart from the user's other JupyterLab windows, whose open files are not in this folder.
    workspaces = str(ENVIRONMENT.folder / "share" / "jupyter" / "lab" / "workspaces")
    variables = child_environment(JUPYTER_TOKEN=token, JUPYTERLAB_WORKSPACES_DIR=workspaces)
    variables.pop("PYTHONDONTWRITEBYTECODE", None)  # JupyterLab's modules would be compiled at every start: 3 s
    command = server_command(port, no_browser)
    server = subprocess.Popen(command, cwd=ROOT, env=variables, stdin=subprocess.PIPE, **OWN_GROUP)
    try:
        if not wait_for_answer(server, port, token):
            if port_is_free(port):
                raise CourseError("JupyterLab did not start: see the lines above, and python3 course.py doctor.")
            return None
        say(f"JupyterLab: http://127.0.0.1:{port}/lab/tree/{LESSON}?token={token}  (Ctrl-C stops it)")
        return server.wait()
    finally:
        stop(server)


def server_command(port, no_browser):
    """JupyterLab's command line: this machine only, this folder, no request to any other host."""
    command = [ENVIRONMENT.python, "-m", "tools.serve", f"--ServerApp.port={port}", "--ServerApp.port_retries=0"]
    command += ["--ServerApp.ip=127.0.0.1", f"--ServerApp.root_dir={ROOT}", f"--LabApp.default_url=/lab/tree/{LESSON}"]
    command += ["--LabApp.extension_manager=readonly", "--ServerApp.answer_yes=True", "--Application.log_level=ERROR"]
    if no_browser:
        command.append("--no-browser")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")
    return command


def wait_for_answer(server, port, token):
    """Whether the server came up: it answers, and to our token, so that it is not another course on the same port."""
    started = time.monotonic()
    while server.poll() is None and time.monotonic() - started < SECONDS_TO_ANSWER:
        status = ask(port, token)
        # A user's own Jupyter settings may hold another token; then any answer must do.
        if status == 200 or (status and time.monotonic() - started > 15):
            return server.poll() is None
        time.sleep(0.05)
    return False


def ask(port, token):
    """The status of the server's answer; None if it gives none."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)  # no proxy, whatever the settings say
    try:
        connection.request("GET", "/api/status", headers={"Authorization": f"token {token}"})
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()


def stop(server):
    """End the server, which ends by itself when its standard input is closed."""
    server.stdin.close()
    try:
        server.wait(10)
    except subprocess.TimeoutExpired:
        server.kill()


def test(arguments):
    """Run everything that must hold before a change is taken: style, unit tests, notebooks, browser tests.

    Other arguments go to pytest, such as -k NAME, or the path of a test file to run that one only.

    --full    run the counts behind the published claims, instead of reduced ones
    """
    ENVIRONMENT.ensure("test")
    variables = child_environment()
    if "--full" in arguments:
        arguments = [argument for argument in arguments if argument != "--full"]
        variables["BPLIB_TEST_FULL"] = "1"
    if os.environ.get("CI") and not find_browser() and sys.platform == "linux":
        install_browser()
    folders = "tests", "notebooks", "exercises/solutions"
    options = ["--nbval", "--nbval-sanitize-with", str(ROOT / "tests" / "nbval_sanitize.cfg")]
    if not names_tests(arguments):
        # A worker for each processor; in the order of the files, so that the browser tests, the longest, begin first.
        options += ["--numprocesses", "logical", "--no-loadscope-reorder"]
        options += [name for name in folders if (ROOT / name).is_dir()]
    return run_python("-m", "pytest", *options, *arguments, env=variables)


def names_tests(arguments):
    """Whether pytest's arguments name files or folders, and not only options and their values."""
    option = ""
    for argument in arguments:
        if option not in ("-k", "-m", "-n", "-o", "-p") and (ROOT / argument.split("::")[0]).exists():
            return True
        option = argument
    return False


def doctor(arguments):
    """Say what is installed, what is missing and what to do; the exit code is 0 when the course can run."""
    return examine(ENVIRONMENT)


def grade(arguments):
    """Grade what a class has handed in: python3 course.py grade SUBMISSIONS --out RESULTS

    SUBMISSIONS is a folder with a folder or a file for each student, an nbgrader submitted/ folder, or a zip file. In
    RESULTS are then grades.csv, exercises.csv, report.html, and a folder for each student with result.json and
    feedback.html. The same command goes on where it was interrupted. The exit code is 0 when every submission got its
    verdicts, 1 when the grader failed somewhere, 2 when it could not begin. docs/grading.md says more.

    --roster FILE             the class, a name in each line or a CSV file: everybody gets a row
    --lessons NN [NN ...]     what was to be done, instead of all that anybody has handed in
    --points FILE             points that you give by hand: a CSV file with student,exercise,points,reason
    --jobs N                  submissions at a time, instead of one for each processor
    --secret-file FILE        what the random test inputs come from, instead of RESULTS/secret.key
    --students-are-trusted    grade even where this system cannot keep their code apart from your files
    """
    ENVIRONMENT.ensure()
    # From where the command was given, as its paths are meant; -P: nothing there is taken for a module.
    return run_python("-P", "-m", "bplib.grading.command", *arguments, cwd=None)


def notebooks(arguments):
    """Execute the notebooks in place and normalise them; all of them, or those whose numbers are given (00 01 ...).

    --check     write nothing; say which notebooks would change, and end with exit code 1 if any would
    --images    take new pictures even where only their bytes differ

    From exercises/solutions/ it also makes the notebooks in exercises/, but never over one that somebody has filled in.
    """
    ENVIRONMENT.ensure("test")  # nbgrader takes the solutions out
    return run_python("-m", "tools.notebooks", *arguments)


def new(arguments):
    """Begin a lesson, an exercise or a live figure: files that run already, and say what belongs where.

    new lesson NN_topic             such as 05_forward_propagation
    new exercise NAME NN_topic      a function's name, and the lesson that it belongs to
    new widget NAME                 a function's name
    """
    ENVIRONMENT.ensure("test")
    return run_python("-m", "tools.skeletons", *arguments)


def slides(arguments):
    """Make slides of a lesson, for a class: slides NN [--out FOLDER].

    Press S in the browser for the speaker notes. reveal.js and MathJax are installed by npm at the first use; after
    that nothing needs the internet.
    """
    ENVIRONMENT.ensure()
    return run_python("-m", "tools.site", "slides", *arguments)


def site(arguments):
    """Make the course as a static site, which works offline: html [--out FOLDER].

    MathJax is installed by npm at the first use; after that nothing needs the internet.
    """
    ENVIRONMENT.ensure()
    return run_python("-m", "tools.site", "html", *arguments)


def bench(arguments):
    """Time a training step against PyTorch, JAX, scikit-learn and the bare matrix products, with one BLAS thread.

    Other arguments go to the benchmark. Each library it compares with is optional; a missing one is named as missing.
    `bench grading` times the grading of a class instead, beside nbgrader's own autograde.
    To install them all: run `.venv/bin/python -m pip install -e ".[bench]"` in the course's folder
    (Windows: `.venv\\Scripts\\python`).
    """
    if arguments[:1] == ["grading"]:
        ENVIRONMENT.ensure("test")  # nbgrader
        paths = os.pathsep.join(map(str, (ROOT, ROOT / "tests")))
        return run_python("-m", "benchmarks.grading", *arguments[1:], env=child_environment(PYTHONPATH=paths))
    ENVIRONMENT.ensure()
    return run_python("-m", "benchmarks", *arguments, cwd=ROOT / "tests", env=child_environment(**ONE_THREAD))


COMMANDS = {"test": test, "doctor": doctor, "grade": grade, "notebooks": notebooks, "new": new}
COMMANDS |= {"slides": slides, "html": site, "bench": bench}


class Parser(argparse.ArgumentParser):
    """argparse with errors of one sentence."""

    def error(self, message):
        raise CourseError(f"{message}; python3 course.py --help lists what there is.")


def port_number(text):
    if not (text.isdigit() and 1 <= int(text) <= 65535):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 to 65535")
    return int(text)


def run_python(*arguments, cwd=ROOT, env=None):
    """Run the environment's Python and return its exit code."""
    process = subprocess.Popen([ENVIRONMENT.python, *arguments], cwd=cwd, env=env or child_environment())
    try:
        return process.wait()
    except KeyboardInterrupt:  # it has reached the process too, which ends in its own way
        return process.wait()
    finally:
        if process.poll() is None:
            process.terminate()


def main(arguments):
    """Run one command and return the exit code."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        if not arguments or arguments[0].startswith("-"):
            return start(arguments)
        if arguments[0] not in COMMANDS:
            raise CourseError(f"there is no command {arguments[0]!r}; python3 course.py --help lists those there are.")
        command = COMMANDS[arguments[0]]
        if {"-h", "--help"} & set(arguments[1:]):
            print(f"python3 course.py {arguments[0]}\n\n{inspect.getdoc(command)}")
            return 0
        return command(arguments[1:])
    except CourseError as problem:
        print(f"course.py: {problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\ncourse.py: stopped.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
