# Progress a person can follow: one line a step, which says what, how far and how long. Sourced.
# shellcheck shell=bash

. "$(dirname "${BASH_SOURCE[0]}")/env.sh"

logs=$root/target/logs
mkdir -p "$logs"
heart=

say() { printf '%s\n' "$*"; }

fail() {
  printf '\nStopped: %s\n' "$1" >&2
  shift
  for line in "$@"; do printf '  %s\n' "$line" >&2; done
  exit 1
}

duration() {
  if [ "$1" -lt 60 ]; then printf '%d s' "$1"; else printf '%d min %02d s' $(($1 / 60)) $(($1 % 60)); fi
}

# A terminal gets one line that is written over, everything else a new line now and then.
progress() { if [ -t 1 ]; then printf '\r\033[K%s' "$*"; else printf '%s\n' "$*"; fi; }
finished() { if [ -t 1 ]; then printf '\r\033[K'; fi; printf '%s\n' "$*"; }

last_words() {
  { tail -n 3 "$1" 2>/dev/null || true; } | tr '\r' '\n' | sed -e $'s/\033\\[[0-9;]*[A-Za-z]//g' -e 's/^ *//' -e '/^$/d' | tail -n 1 | cut -c1-60
}

heartbeat() {
  local label=$1 log=$2 began=$SECONDS pause=1
  [ -t 1 ] || pause=30
  # The shell that started this may be killed: then nobody is left to stop it.
  while sleep "$pause" && kill -0 $$ 2>/dev/null; do
    progress "$label … $(duration $((SECONDS - began))), $(last_words "$log")"
  done
}

stop_heart() {
  if [ -n "$heart" ]; then
    kill "$heart" 2>/dev/null || true
    wait "$heart" 2>/dev/null || true
    heart=
  fi
}
trap stop_heart EXIT

# quietly LABEL DONE COMMAND…: runs the command into a log, shows that it lives, says DONE and the time at the end.
# On failure the end of the log, whose path stays in $log, is the message. The command is a program, not a function:
# bash does not stop at the first error inside a function that is asked for its result.
quietly() {
  local label=$1 done=$2 status=0 began=$SECONDS
  shift 2
  log=$logs/$(printf '%s' "$label" | tr -cs 'A-Za-z0-9.\n' '-' | sed 's/^-//; s/-$//').log
  : >"$log"
  heartbeat "$label" "$log" &
  heart=$!
  "$@" >"$log" 2>&1 </dev/null || status=$?
  stop_heart
  if [ "$status" -eq 0 ]; then
    finished "$label … $done in $(duration $((SECONDS - began)))"
  else
    finished "$label … failed after $(duration $((SECONDS - began)))"
    say "--- the end of target/logs/${log##*/}"
    tail -n "${LOG_LINES:-200}" "$log"
    say "---"
  fi
  return "$status"
}

# One at a time across checkouts, where the machine can do that.
one_at_a_time() {
  local lock=$1
  shift
  if ! command -v flock >/dev/null; then "$@"; return; fi
  flock -n "$lock" true || say "Waiting for another run to finish …"
  # Closed before the command starts (-o): a process that it leaves behind must not hold the lock for ever.
  flock -o "$lock" "$@"
}

sha256() { if command -v sha256sum >/dev/null; then sha256sum; else shasum -a 256; fi; }

# Cargo gives the crates of two checkouts of this workspace the same names and compares nothing but file times:
# the second checkout would run what the first one compiled. So when the directory changes hands, our own
# crates are forgotten; their dependencies, which take the time, stay.
claim_target_dir() {
  local owner=$CARGO_TARGET_DIR/.checkout member
  mkdir -p "$CARGO_TARGET_DIR"
  if [ -e "$owner" ] && [ "$(cat "$owner")" != "$root" ]; then
    for member in $(sed -n '/^members/,/]/p' "$root/Cargo.toml" | grep -o '"[^"]*"' | tr -d '"'); do
      rm -rf "$CARGO_TARGET_DIR"/{,*/,*/*/}*/.fingerprint/"${member##*/}"-????????????????
    done
  fi
  printf '%s\n' "$root" >"$owner"
}
