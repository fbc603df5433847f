"""Choose the configuration, call create_app: what a WSGI server loads."""

import gc
import sys

import config
from commentsvc import settings
from commentsvc.adapters.processor import keep_to_one_core
from commentsvc.app import create_app

# Python lets a thread compute for 5 ms before another gets its turn. Requests here take less than that, and whoever
# comes back from the disk holds the right to write while waiting for his turn: a tenth of it took the p99 of reads
# in breaking news to less than a third.
sys.setswitchinterval(0.0005)

_settings = settings.load(config.from_environment())
if _settings.pin_workers:
    keep_to_one_core(_settings.workers)
app = create_app(_settings)

# What is there now stays. The collector would walk over it again and again, for 50 to 100 ms each time.
gc.collect()
gc.freeze()
