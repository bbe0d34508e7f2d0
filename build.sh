#!/usr/bin/env bash
# Finds or installs the .NET SDK, compiles the build where its sources changed, and runs it with the arguments given.
# Works from any folder. RECSYS_DOTNET_INSTALL_URL names another place of the install script of the SDK.
set -euo pipefail

export DOTNET_NOLOGO=1
export DOTNET_CLI_TELEMETRY_OPTOUT=1
# Small containers have no ICU; without this the SDK would not start there.
export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT="${DOTNET_SYSTEM_GLOBALIZATION_INVARIANT:-1}"
# The build runs in the root; with this it resolves the relative paths that the caller typed.
export RECSYS_CALLER_DIRECTORY="$PWD"
# The private key is for the build alone: nothing that is started before it inherits it.
export -n RECSYS_SIGNING_KEY

root="$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)"
cd -- "$root"
compiled=.build/compiled

fail() {
  printf 'build.sh: %s\n' "$*" >&2
  exit 1
}

sha256=(sha256sum)
command -v sha256sum >/dev/null || sha256=(shasum -a 256)

# find_sdk: sets dotnet and version to the first SDK that satisfies global.json.
find_sdk() {
  local candidate
  for candidate in "$(command -v dotnet || true)" "${DOTNET_ROOT:+$DOTNET_ROOT/dotnet}" "$root/.dotnet/dotnet"; do
    if [ -x "$candidate" ] && version="$("$candidate" --version 2>/dev/null)"; then
      dotnet="$candidate"
      return 0
    fi
  done
  return 1
}

# lock: one start at a time installs and compiles; where there is no flock, nobody waits.
lock() {
  mkdir -p .build || fail "cannot write to $root. Remedy: make the checkout writable."
  exec 9>.build/build.lock
  if command -v flock >/dev/null; then flock 9; fi
}

download() {
  if command -v curl >/dev/null; then curl -fsSL --retry 2 -o "$2" "$1"
  elif command -v wget >/dev/null; then wget -q -O "$2" "$1"
  else fail "there is neither curl nor wget to download the .NET SDK. Remedy: install one of them, or the .NET SDK $wanted."
  fi
}

install_sdk() {
  local url="${RECSYS_DOTNET_INSTALL_URL:-https://dot.net/v1/dotnet-install.sh}" script=".build/dotnet-install.sh" remedy
  wanted="$(sed -n 's/.*"version": *"\([^"]*\)".*/\1/p' global.json | head -n 1)"
  remedy="Remedy: install the .NET SDK $wanted or a later ${wanted%.*} one (https://dotnet.microsoft.com/download) and put it on PATH, or set RECSYS_DOTNET_INSTALL_URL to a mirror of $url."
  printf 'Installing the .NET SDK into %s/.dotnet…\n' "$root" >&2
  download "$url" "$script" || fail "no .NET SDK here satisfies global.json ($wanted), and $url cannot be downloaded. $remedy"
  bash "$script" --channel "${wanted%.*}" --install-dir "$root/.dotnet" --no-path >.build/dotnet-install.log 2>&1 9>&- || {
    cat .build/dotnet-install.log >&2
    fail "the install script of the .NET SDK failed. $remedy"
  }
  find_sdk || fail "the install script ended, but no .NET SDK satisfies global.json ($wanted). $remedy"
}

# Names and contents of everything that the build and the model tool are compiled from.
sources_hash() {
  local sources=() source
  for source in build src/Docker src/Frosting src/Contracts src/Settings src/Judge src/Steps src/Engine src/Model Directory.*.* global.json .editorconfig BannedSymbols.txt [Nn]u[Gg]et.[Cc]onfig; do
    if [ -e "$source" ]; then sources+=("$source"); fi
  done
  {
    printf '%s\n' "$version" "$(uname -sm)" "${UseCakePackages:-}"
    find "${sources[@]}" \( -name bin -o -name obj \) -prune -o -type f -print0 | LC_ALL=C sort -z | xargs -0 "${sha256[@]}"
  } | "${sha256[@]}"
}

# The compiled build: under the usual runtime identifier, or under the one that a distribution's own SDK has.
find_dll() {
  local system machine candidate
  case "$(uname -s)" in Darwin) system=osx ;; *) system=linux ;; esac
  case "$(uname -m)" in arm64 | aarch64) machine=arm64 ;; *) machine=x64 ;; esac
  for candidate in "$compiled/bin/Build/release_$system-$machine/Build.dll" "$compiled"/bin/Build/release_*/Build.dll; do
    if [ -f "$candidate" ]; then
      dll="$candidate"
      return 0
    fi
  done
  return 1
}

up_to_date() {
  find_dll && [ -f .build/build.hash ] && [ "$(cat .build/build.hash)" = "$hash" ]
}

compile() {
  printf 'Compiling the build and the model tool, about half a minute…\n' >&2
  rm -f .build/build.hash
  # Into a folder of its own and without analyzers: the tests compile everything with them. Compiler servers stay behind, so they must not
  # inherit the lock.
  "$dotnet" build build/Start.slnf -c Release -v quiet --nologo "-p:ArtifactsPath=$root/$compiled" -p:RunAnalyzers=false \
    >.build/build.log 2>&1 9>&- || {
    cat .build/build.log >&2
    local home="${DOTNET_CLI_HOME:-${HOME:-/}}"
    if [ ! -w "$home" ]; then
      fail "cannot write to $home, where .NET keeps its packages. Remedy: make it writable, or set DOTNET_CLI_HOME and NUGET_PACKAGES to folders that are."
    fi
    fail "the build does not compile. Remedy: correct the errors above."
  }
  find_dll || fail "the build compiled, but there is no $compiled/bin/Build/release_*/Build.dll. Remedy: remove $compiled, and start again."
  # Sources that changed meanwhile may be compiled or not.
  local now
  now="$(sources_hash)"
  if [ "$now" != "$hash" ]; then
    hash="$now"
    compile
    return
  fi
  printf '%s\n' "$hash" >.build/build.hash
}

if ! find_sdk; then
  lock
  find_sdk || install_sdk
fi
# What the build starts finds the same SDK.
PATH="$(dirname -- "$dotnet"):$PATH"
if [ "$dotnet" = "$root/.dotnet/dotnet" ]; then export DOTNET_ROOT="$root/.dotnet"; fi

hash="$(sources_hash)"
if ! up_to_date; then
  lock
  up_to_date || compile
fi

# The build may start a server that outlives it: that one must not hold the lock.
exec 9>&-
if [ -n "${RECSYS_SIGNING_KEY:-}" ]; then export RECSYS_SIGNING_KEY; fi
export RECSYS_COMPILED=1
exec "$dotnet" "$dll" "$@"
