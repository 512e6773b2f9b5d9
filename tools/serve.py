"""Runs JupyterLab for `course.py`, and ends it when `course.py` is gone, even if that was killed.

It runs in the environment's Python, out of reach of the terminal's Ctrl-C; its standard input is a pipe that nobody
writes to.
"""

import _thread
import os
import signal
import sys
import threading

from jupyterlab.labapp import main


def stop_with_parent():
    """When the other end of the pipe is closed, do what Ctrl-C does: JupyterLab ends its kernels, then itself."""
    os.read(0, 1)  # not sys.stdin, whose lock would be held when the interpreter ends
    if os.name == "nt":
        _thread.interrupt_main()
    else:
        signal.pthread_kill(threading.main_thread().ident, signal.SIGINT)  # this wakes a server that waits


if __name__ == "__main__":
    try:
        threading.Thread(target=stop_with_parent, daemon=True).start()
        sys.exit(main())
    except KeyboardInterrupt:  # before JupyterLab was ready to be stopped
        sys.exit(130)
