"""Server processes share out the machine's cores among themselves."""

import os
import subprocess
import sys
import uuid
from contextlib import ExitStack, contextmanager

import pytest

pytestmark = pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="only Linux binds processes to cores")

_PROGRAM = """
import os, sys
from commentsvc.adapters.processor import keep_to_one_core
print(keep_to_one_core(int(sys.argv[1]), sys.argv[2]), sorted(os.sched_getaffinity(0)), flush=True)
sys.stdin.read()
"""
CORES = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []


@contextmanager
def process(names: str, processes: int):
    """A process that has asked for a core; gives what it said, and ends with the block."""
    command = [sys.executable, "-c", _PROGRAM, str(processes), names]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as running:
        yield running.stdout.readline().strip()
        running.stdin.close()


@pytest.fixture
def names() -> str:
    return f"commentsvc-test.{uuid.uuid4()}"


def test_a_process_keeps_to_one_core(names):
    with process(names, 1) as said:
        core, _, bound = said.partition(" ")
        assert int(core) in CORES
        assert bound == f"[{core}]"


def test_no_two_processes_take_the_same_core_and_who_comes_late_goes_without(names):
    with ExitStack() as running:
        said = [running.enter_context(process(names, len(CORES))) for _ in CORES]
        late = running.enter_context(process(names, len(CORES)))
    assert {int(one.split(" ")[0]) for one in said} == set(CORES)
    assert late == f"None {CORES}"


def test_a_core_is_free_again_when_its_process_has_ended(names):
    with process(names, 1) as first:
        pass
    with process(names, 1) as second:
        assert second == first


def test_more_processes_than_cores_are_left_to_the_kernel(names):
    with process(names, len(CORES) + 1) as said:
        assert said == f"None {CORES}"
