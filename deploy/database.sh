#!/bin/sh
# The statements of docs/operating.md. The image of PostgreSQL runs this once, on an empty volume.
set -eu
psql --no-psqlrc --quiet --username "$POSTGRES_USER" --dbname postgres --set ON_ERROR_STOP=1 \
    --set owner="$OWNER_PASSWORD" --set service="$SERVICE_PASSWORD" <<'SQL'
CREATE ROLE kinerja_owner LOGIN PASSWORD :'owner';
CREATE ROLE kinerja_service LOGIN PASSWORD :'service' NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
CREATE DATABASE kinerja OWNER kinerja_owner TEMPLATE template0
    ENCODING 'UTF8' LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C';
ALTER DATABASE kinerja SET timezone = 'UTC';
REVOKE ALL ON DATABASE kinerja FROM PUBLIC;
GRANT CONNECT, TEMPORARY ON DATABASE kinerja TO kinerja_service;
SQL
