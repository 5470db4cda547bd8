#!/usr/bin/env bash
# A fresh database with demo content, then the server. Called by Playwright, which waits for /readyz.
set -euo pipefail

: "${WEGMARKEN_BIN:?names the server binary; script/e2e sets it}"
file=${DATABASE_URL#sqlite://}
rm -f "$file" "$file-wal" "$file-shm"
: "${WEGMARKEN_MAIL:?names where letters go; playwright.config.ts sets it}"
rm -rf "${WEGMARKEN_MAIL#folder:}"

# Journeys come from one address and much faster than people.
export WEGMARKEN_RATE_LIMITS=off
export WEGMARKEN_STYLEGUIDE=true
export WEGMARKEN_SITE_ROOT=${LEPTOS_SITE_ROOT:-../target/site}
"$WEGMARKEN_BIN" seed --demo
# All journeys together are a flood to a board that guards itself.
"$WEGMARKEN_BIN" board set --flood-limit 100000
exec "$WEGMARKEN_BIN" serve
