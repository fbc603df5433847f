"""A server process keeps to one core: what it works on stays in that core's memory. See ADR 14."""

import contextlib
import os
import socket
import zlib

# Held until the process ends, however it ends: the names are the kernel's, there is no file to be left behind.
_held: list[socket.socket] = []


def keep_to_one_core(processes: int, names: str = "commentsvc.core") -> int | None:
    """Bind this process, and the threads it will start, to a core that no other of ours on this machine has taken.

    ``processes`` is how many server processes there are; with more of them than cores, on other systems than Linux, or
    where all cores are taken, the kernel goes on choosing. ``names`` is what the kernel knows our processes by. Returns
    the core's number, or None.
    """
    if not hasattr(os, "sched_setaffinity"):
        return None
    cores = sorted(os.sched_getaffinity(0))
    if processes > len(cores):
        return None
    for core in _in_order(cores, processes):
        if _claim(f"\0{names}.{core}"):
            os.sched_setaffinity(0, {core})
            return core
    return None


def _in_order(cores: list[int], processes: int) -> list[int]:
    """Far apart first, since neighbours are often two halves of one core; elsewhere on each host, since containers
    see the same cores and not each other's names.
    """
    step = len(cores) // processes
    spread = [core for first in range(step) for core in cores[first::step]]
    start = zlib.crc32(socket.gethostname().encode()) % len(spread)
    return spread[start:] + spread[:start]


def _claim(abstract_name: str) -> bool:
    name = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    with contextlib.suppress(OSError):
        name.bind(abstract_name)
        _held.append(name)
        return True
    name.close()
    return False
