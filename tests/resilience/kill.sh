#!/usr/bin/env bash
# Kills the build (kill -9) at random times and runs it again: its children end, nothing is left over, and bundle and image
# are the same bytes as those of an undisturbed run.
# usage: kill.sh SETTINGS COUNT [SEED]
# RESILIENCE_COMPILE=1: compile the server anew in each run. RESILIENCE_EXPECTED=FOLDER with RESILIENCE_LENGTH=MILLISECONDS: the
# artefacts of an undisturbed run, and how long it took, instead of making it here.
set -u -o pipefail
cd "$(dirname "$0")/../.."
settings=$1 count=$2
RANDOM=${3:-20260101}
export RECSYS_CACHE=off NO_COLOR=1 DOTNET_NOLOGO=1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
faults=0

fault() { faults=$((faults + 1)); echo "FAULT: run $run: $*"; }
fresh() { [ -z "${RESILIENCE_COMPILE:-}" ] || rm -rf .build/server .build/server.hash src/Server/bin src/Server/obj; }
build() { ./build.sh --target=DockerBuild --settings="$settings" --artifacts="$1"; }
# Names and hashes of what is shipped; the image's id stands for its bytes.
shipped() { (cd "$1"/* && find bundle image -type f | LC_ALL=C sort | xargs sha256sum); }
# Processes that work in a folder, by their arguments or their environment. The pattern comes from a file: grep must not find itself.
working() {
  printf '%s\n' "$1" >"$work/pattern"
  grep -lsaF -f "$work/pattern" /proc/[0-9]*/cmdline /proc/[0-9]*/environ 2>/dev/null | cut -d/ -f3 | sort -u
}
now() { date +%s%N; }

run=0
sh -c "sleep 5; true" "$work/shop-0" & # what is looked for must be seen
sleep 0.5
[ -n "$(working "$work/shop-0")" ] || { echo "FAULT: processes are not seen"; exit 1; }
if [ -n "${RESILIENCE_EXPECTED:-}" ]; then
  length=$RESILIENCE_LENGTH
  shipped "$RESILIENCE_EXPECTED" >"$work/expected"
else
  fresh
  build "$work/undisturbed" >"$work/out" 2>&1 || { cat "$work/out"; exit 1; }
  rm -rf "$work/undisturbed"
  fresh
  start=$(now)
  build "$work/undisturbed" >"$work/out" 2>&1 || { cat "$work/out"; exit 1; }
  length=$((($(now) - start) / 1000000))
  shipped "$work/undisturbed" >"$work/expected"
fi
echo "undisturbed: $length ms"

for run in $(seq "$count"); do
  shop="$work/shop-$run"
  fresh
  after=$(((RANDOM * 32768 + RANDOM) % length))
  setsid ./build.sh --target=DockerBuild --settings="$settings" --artifacts="$shop" >"$work/killed" 2>&1 &
  build_pid=$!
  sleep "$(printf '%d.%03d' $((after / 1000)) $((after % 1000)))"
  if kill -9 "$build_pid" 2>/dev/null; then where=$(grep -oE '^ (Sample|Ingest|Train|Prune|Quantize|Verify|DockerBuild|Setup|TearDown)' "$work/killed" | tail -n 1); else where=" had ended"; fi
  wait "$build_pid" 2>/dev/null
  for _ in $(seq 50); do left=$(working "$shop"); [ -z "$left" ] && break; sleep 0.1; done
  [ -z "$left" ] || fault "processes $left outlive the build by 5 s"
  build "$shop" >"$work/out" 2>&1 || { fault "the rerun failed"; tail -n 30 "$work/out"; }
  shipped "$shop" | cmp -s - "$work/expected" || fault "bundle or image differ"
  left=$(find "$shop" \( -name '*.tmp' -o -name '*.old' -o -name '*.resume' -o -name '.lock.json' -o -name '*.figures.json' \))
  [ -z "$left" ] || fault "left over: $left"
  left=$(working "$shop")
  [ -z "$left" ] || fault "still running: $left"
  if command -v docker >/dev/null && docker info >/dev/null 2>&1; then [ -z "$(docker ps -aq)" ] || fault "containers are left"; fi
  echo "run $run: killed after $after ms in${where:- the start}"
  rm -rf "$shop"
done
echo "$count killed and run again, $faults faults"
[ "$faults" = 0 ]
