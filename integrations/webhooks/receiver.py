#!/usr/bin/env python3
"""A receiver of webhooks: checks signature, time and repeats, then says what came. Only the standard library.

WEBHOOK_SECRET=whsec_… python3 receiver.py [port]
"""

import base64
import hashlib
import hmac
import json
import os
import sys
import time
from http.server import BaseHTTPRequestHandler, HTTPServer

WINDOW_SECONDS = 300
BODY_MAX_BYTES = 256 * 1024
# Ids that were seen, and when. In earnest: a table with a unique column, written with what you do about the message.
seen = {}


def verify(secret, message_id, timestamp, signatures, body, now):
    """Whether a message is the service's and fresh. `signatures` may hold several, separated by spaces."""
    if not timestamp.isdecimal() or abs(now - int(timestamp)) > WINDOW_SECONDS:
        return False
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{message_id}.{timestamp}.".encode() + body
    expected = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    return any(hmac.compare_digest(one.encode(), expected.encode()) for one in signatures.split(" "))


def is_new(message_id, now):
    """False for a message that has been here; ids older than the window cannot come again."""
    for known in [one for one, at in seen.items() if now - at > 2 * WINDOW_SECONDS]:
        del seen[known]
    if message_id in seen:
        return False
    seen[message_id] = now
    return True


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self):
        length = int(self.headers.get("Content-Length", 0))
        if length > BODY_MAX_BYTES:
            return self.answer(413)
        # The signature is over the very bytes that came: check first, parse then.
        body = self.rfile.read(length)
        named = [self.headers.get(f"webhook-{name}", "") for name in ("id", "timestamp", "signature")]
        now = time.time()
        if not verify(os.environ["WEBHOOK_SECRET"], *named, body, now):
            return self.answer(401)
        if is_new(named[0], now):
            message = json.loads(body)
            print(message["type"], json.dumps(message["data"], ensure_ascii=False), flush=True)
        return self.answer(204)

    def answer(self, status):
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *arguments):
        pass


if __name__ == "__main__":
    HTTPServer(("127.0.0.1", int(sys.argv[1]) if len(sys.argv) > 1 else 8080), Receiver).serve_forever()
