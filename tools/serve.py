"""Runs JupyterLab for `course.py`, and ends it when `course.py` is gone, even if that was killed.

It runs in the environment's Python, out of reach of the terminal's Ctrl-C; its standard input is a pipe that nobody
writes to.
"""

import logging
import os
import signal
import sys
import threading

from jupyterlab.labapp import main


def stop_with_parent():
    """When the other end of the pipe is closed, ask JupyterLab to end its kernels, then itself."""
    os.read(0, 1)  # not sys.stdin, whose lock would be held when the interpreter ends
    logging.disable(logging.CRITICAL)  # it would say that it received a signal
    if os.name == "nt":
        signal.raise_signal(signal.SIGTERM)
    else:
        signal.pthread_kill(threading.main_thread().ident, signal.SIGTERM)  # this wakes a server that waits


if __name__ == "__main__":
    threading.Thread(target=stop_with_parent, daemon=True).start()
    sys.exit(main())
