#!/usr/bin/env bash
# Fills the disk before each step of a shop, at several levels: the step fails with a clear error, leaves nothing half-written
# and the artefacts before it as they were, and succeeds once there is room. Needs root, to mount a small tmpfs.
# usage: disk.sh SETTINGS
set -u -o pipefail
cd "$(dirname "$0")/../.."
settings=$1
export RECSYS_CACHE=off NO_COLOR=1 DOTNET_NOLOGO=1
export RECSYS__DEPLOY__PORT=${RESILIENCE_PORT:-18080} RECSYS__DEPLOY__MANAGEMENT_PORT=$((${RESILIENCE_PORT:-18080} + 1))
work=$(mktemp -d)
disk="$work/disk"
mkdir "$disk"
mount -t tmpfs -o size=512m tmpfs "$disk" || { echo "skipped: a tmpfs cannot be mounted here"; exit 77; }
trap './build.sh --target=Undeploy --settings="$settings" --artifacts="$disk" >/dev/null 2>&1; umount "$disk"; rm -rf "$work"' EXIT
faults=0

fault() { faults=$((faults + 1)); echo "FAULT: $step with $room KiB: $*"; }
build() { ./build.sh --target="$1" --settings="$settings" --artifacts="$disk" "${@:2}"; }
state() { find "$disk" -type f ! -path '*/steps/*' ! -path '*/runs/*' ! -name run.json ! -name .lock ! -name settings.json ! -name filler -print0 | LC_ALL=C sort -z | xargs -0 -r sha256sum; }

step="" room=""
for step in Sample Ingest Train Prune Quantize Verify DockerBuild Deploy; do
  # From almost nothing to a part of what the step writes.
  case $step in Deploy) rooms="0 16 20000" ;; DockerBuild) rooms="0 16 8000" ;; Sample | Ingest) rooms="0 16 300" ;; *) rooms="0 16 64" ;; esac
  for room in $rooms; do
    state >"$work/before"
    dd if=/dev/zero of="$disk/filler" bs=64K >/dev/null 2>&1
    [ "$room" = 0 ] || truncate -s -"$room"K "$disk/filler"
    build "$step" --exclusive >"$work/out" 2>&1
    code=$?
    rm "$disk/filler"
    last=$(tail -n 1 "$work/out")
    if [ "$code" = 0 ]; then
      echo "$step with $room KiB free: there was room"
      continue
    fi
    [ "$code" = 1 ] || fault "exit code $code"
    grep -qiE "^Error: .*(no space|disk is full|not enough space).*Remedy" <<<"$last" || fault "the last line says: $last"
    state | cmp -s - "$work/before" || { fault "artefacts changed"; state | diff - "$work/before" | head -n 5; }
    left=$(find "$disk" \( -name '*.tmp' -o -name '*.old' -o -name .lock.json \))
    [ -z "$left" ] || fault "left over: $left"
    echo "$step with $room KiB free: ${last:0:150}"
  done
  room="enough"
  build "$step" --exclusive >"$work/out" 2>&1 || { fault "the rerun failed"; tail -n 5 "$work/out"; }
done
echo "full disk in each step, $faults faults"
[ "$faults" = 0 ]
