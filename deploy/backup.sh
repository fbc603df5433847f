#!/bin/sh
# Copies the SQLite database while the service runs, and keeps the newest copies: backup.sh DATA_DIR TARGET [KEEP=14]
# The copy is one moment's state and checked before it counts. The key file is not copied: keep it elsewhere, once.
set -eu
data=$1 target=$2 keep=${3:-14}
umask 077
mkdir -p "$target"
name="$target/commentsvc-$(date -u +%Y%m%dT%H%M%SZ).db"
"${PYTHON:-$(dirname "$0")/../.venv/bin/python}" - "$data/commentsvc.db" "$name.part" <<'PYTHON'
import sqlite3, sys
from contextlib import closing

source, target = sys.argv[1:]
with closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as live, closing(sqlite3.connect(target)) as copy:
    live.backup(copy)
    copy.execute("PRAGMA journal_mode = DELETE")
    found = copy.execute("PRAGMA integrity_check").fetchone()[0]
    if found != "ok":
        sys.exit(f"the copy is damaged: {found}")
PYTHON
mv "$name.part" "$name"
ls -1 "$target"/commentsvc-*.db | sort -r | tail -n "+$((keep + 1))" | while read -r old; do rm -- "$old"; done
echo "$name"
