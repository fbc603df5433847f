"""A process that posts as new guests until it is refused so often; a line for each try: when it began, and its status.

`python -m tests.services.posting_process DATABASE_URL DATA_DIR REFUSED`
"""

import sys
import time

from commentsvc.app import create_app
from commentsvc.settings import load

BODY = {"thread": {"key": "bridge"}, "source": "Hello from over here.", "author": {"name": "Eve"}}


def main(database_url: str, data_dir: str, refused: str) -> None:
    app = create_app(load({"data_dir": data_dir, "database_url": database_url, "ratelimit_enabled": "false"}))
    client, left = app.test_client(), int(refused)
    while left:
        began = time.time()
        status = client.post("/api/v1/sites/daily/comments", json=BODY).status_code
        sys.stdout.write(f"{began} {status}\n")
        sys.stdout.flush()
        left -= status == 403


if __name__ == "__main__":
    main(*sys.argv[1:])
