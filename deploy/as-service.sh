#!/bin/sh
# The service's own commands, with its settings and as its user: install as /usr/local/bin/commentsvc, run as root.
set -eu
set -a
. /etc/commentsvc.env
set +a
cd /opt/commentsvc
exec runuser -u commentsvc -- /opt/commentsvc/.venv/bin/commentsvc "$@"
