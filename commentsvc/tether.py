"""Runs a program of ours, and ends it when whoever started it is gone, however that came about.

`python -m commentsvc.tether MODULE ARGUMENT…` is `python -m MODULE ARGUMENT…` on a tether: standard input is a pipe
whose other end the starter holds. The kernel closes it when the starter ends; then the program gets its SIGTERM.
"""

import os
import runpy
import signal
import sys
import threading


def _watch() -> None:
    while os.read(sys.stdin.fileno(), 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


def main() -> None:
    """Run the program that the command line names, until it ends or its starter has."""
    threading.Thread(target=_watch, name="tether", daemon=True).start()
    sys.argv = sys.argv[1:]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
