#!/bin/bash
# Copies the primary when there is no data yet, then follows it.
set -euo pipefail
if [[ ! -s $PGDATA/PG_VERSION ]]; then
  until PGPASSWORD="$REPLICATION_PASSWORD" pg_basebackup --host=postgres --username=replicator \
      --pgdata="$PGDATA" --wal-method=stream --slot=replica --write-recovery-conf; do
    echo "The primary does not answer yet."
    rm -rf "${PGDATA:?}"/*
    sleep 2
  done
  chmod 700 "$PGDATA"
fi
exec postgres -c hot_standby_feedback=on
