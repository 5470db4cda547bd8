# The surroundings every script needs. Sourced, never run: `. script/env.sh` gives a shell the same.
# shellcheck shell=bash

root=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export WEGMARKEN_CACHE=${WEGMARKEN_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/wegmarken}
tools=$WEGMARKEN_CACHE/tools

# Ours first: cargo-leptos takes whatever wasm-bindgen and wasm-opt it meets on the path.
PATH=$tools/bin:$root/end2end/node_modules/.bin:$PATH
[ -d "$HOME/.cargo/bin" ] && PATH=$PATH:$HOME/.cargo/bin
export PATH

# Outside the checkout, so that a fresh clone finds its dependencies compiled. CI has a directory of its
# own: cargo tells two checkouts apart by time stamps alone, so sharing one while both build mixes them up.
if [ -z "${CARGO_TARGET_DIR:-}" ]; then
  if [ "${CI:-}" = true ]; then CARGO_TARGET_DIR=$WEGMARKEN_CACHE/target-ci; else CARGO_TARGET_DIR=$WEGMARKEN_CACHE/target; fi
fi
export CARGO_TARGET_DIR
# CI compiles our own crates once and throws them away: increments would only fill the disk.
if [ "${CI:-}" = true ]; then export CARGO_INCREMENTAL=0; fi

# The crate leptos bakes LEPTOS_OUTPUT_NAME in: with another value, or none, cargo compiles half the graph again.
export LEPTOS_OUTPUT_NAME=wegmarken
# cargo-leptos would take the package's name for the binary's.
export LEPTOS_BIN_EXE_NAME=wegmarken
if [ "${WEGMARKEN_DEV:-}" = yes ]; then
  # A site of its own, without hashes in the file names: the reloader renames nothing. The server takes a file of
  # hashes that does not exist as just that.
  export LEPTOS_SITE_ROOT=$root/target/dev-site LEPTOS_HASH_FILES=false
  export LEPTOS_HASH_FILE_NAME=$root/target/dev-site-hash.txt
  # LEPTOS_WATCH is baked into the crate leptos too: in a shared folder every turn from dev to test would rebuild it.
  CARGO_TARGET_DIR=${CARGO_TARGET_DIR%-dev}-dev
else
  # Site and hashes belong together and to this checkout. Left alone, cargo-leptos writes the hashes beside the
  # release binary, where a debug server, or a second checkout, does not find the right ones.
  export LEPTOS_SITE_ROOT=$root/target/site LEPTOS_HASH_FILES=true
  export LEPTOS_HASH_FILE_NAME=$root/target/site-hash.txt
fi

rust_channel=$(sed -n 's/^channel *= *"\(.*\)"/\1/p' "$root/rust-toolchain.toml")
# A machine that has the version we want as its "stable" need not fetch it a second time by its number.
if [ -z "${RUSTUP_TOOLCHAIN:-}" ] && command -v rustup >/dev/null &&
  ! rustup toolchain list 2>/dev/null | grep -q "^$rust_channel-" &&
  RUSTUP_AUTO_INSTALL=0 rustc +stable --version 2>/dev/null | grep -q "^rustc $rust_channel "; then
  export RUSTUP_TOOLCHAIN=stable
fi

# Debian's and Ubuntu's PostgreSQL keeps its server programs off the path, Homebrew some of its versions.
postgres_folders() {
  local dir
  for dir in /usr/lib/postgresql/*/bin /usr/pgsql-*/bin /opt/homebrew/opt/postgresql*/bin /usr/local/opt/postgresql*/bin; do
    if [ -x "$dir/initdb" ]; then printf '%s\n' "$dir"; fi
  done
}

# WEGMARKEN_POSTGRES names the folder where several versions are there.
find_postgres() {
  local dirs
  if [ -n "${WEGMARKEN_POSTGRES:-}" ]; then
    [ -x "$WEGMARKEN_POSTGRES/initdb" ] || return 1
    (cd -P "$WEGMARKEN_POSTGRES" && pwd)
    return
  fi
  # Through links: the folder of a linked initdb need not hold the rest.
  if command -v initdb >/dev/null; then dirname "$(readlink -f "$(command -v initdb)")"; return; fi
  dirs=$(postgres_folders)
  if [ -n "$dirs" ]; then head -n 1 <<<"$dirs"; return; fi
  return 1
}

find_chromium() {
  local name
  for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable \
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" /Applications/Chromium.app/Contents/MacOS/Chromium; do
    # As a file: script/setup has a function of that name.
    if [ -n "$name" ] && type -P "$name"; then return; fi
  done
  return 1
}

# Unset means: Playwright's own build of Chromium.
if CHROMIUM=$(find_chromium); then export CHROMIUM; else unset CHROMIUM; fi

# The same browser without a desktop, where Debian has it: the journeys take a quarter less time in it.
if HEADLESS_SHELL=$(type -P chromium-headless-shell); then export HEADLESS_SHELL; else unset HEADLESS_SHELL; fi
