"""Only the process that learns pays for numpy (ADR 18)."""

import subprocess
import sys


def test_neither_the_service_nor_its_worker_takes_numpy():
    program = "import sys, commentsvc.app, commentsvc.jobs.consumer; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
