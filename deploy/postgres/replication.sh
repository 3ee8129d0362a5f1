#!/bin/bash
# Runs once, when the primary's data is made: lets the replica sign in and stream.
set -euo pipefail
psql -v ON_ERROR_STOP=1 -v password="$REPLICATION_PASSWORD" --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
CREATE ROLE replicator WITH REPLICATION LOGIN PASSWORD :'password';
SELECT pg_create_physical_replication_slot('replica');
CREATE EXTENSION IF NOT EXISTS vector;
SQL
echo "host replication replicator all scram-sha-256" >>"$PGDATA/pg_hba.conf"
