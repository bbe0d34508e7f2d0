#!/usr/bin/env bash
# Plants secrets where credentials are read from and looks for them in the output, in the artefacts (unpacked image layers
# included), in the step cache and in the arguments of every process while a whole delivery runs.
# usage: secret.sh SETTINGS
set -u -o pipefail
cd "$(dirname "$0")/../.."
settings=$1
work=$(mktemp -d)
secret="planted-$(od -An -N12 -tx1 /dev/urandom | tr -d ' \n')"
export RECSYS_CACHE="$work/cache" NO_COLOR=1 DOTNET_NOLOGO=1
export RECSYS__DEPLOY__PORT=${RESILIENCE_PORT:-18080} RECSYS__DEPLOY__MANAGEMENT_PORT=$((${RESILIENCE_PORT:-18080} + 1))
trap './build.sh --target=Undeploy --settings="$settings" --artifacts="$work/artifacts" >/dev/null 2>&1; rm -rf "$work"' EXIT
mkdir "$work/home"
cat >"$work/kubeconfig" <<Y
apiVersion: v1
kind: Config
clusters: [{name: c, cluster: {server: "https://127.0.0.1:1"}}]
contexts: [{name: production, context: {cluster: c, user: u}}]
users: [{name: u, user: {token: "$secret"}}]
Y
planted=(KUBECONFIG="$work/kubeconfig" REGISTRY_PASSWORD="$secret" DOCKER_PASSWORD="$secret" AWS_SECRET_ACCESS_KEY="$secret" GITHUB_TOKEN="$secret" NUGET_API_KEY="$secret")
faults=0
found() { faults=$((faults + 1)); echo "FAULT: the secret is in $*"; }

(while :; do grep -lsaF -- "$secret" /proc/[0-9]*/cmdline >>"$work/arguments" 2>/dev/null; sleep 0.05; done) &
watcher=$!
sh -c 'sleep 2; true' "$secret" # the watcher must see what it looks for
[ -s "$work/arguments" ] || { echo "FAULT: the watcher sees nothing"; faults=$((faults + 1)); }
: >"$work/arguments"
env "${planted[@]}" ./build.sh --target=Deploy --settings="$settings" --artifacts="$work/artifacts" --verbosity=diagnostic --why >"$work/output" 2>&1 || { tail -n 20 "$work/output"; faults=1; }
# The ways to fail see the secret too: a cluster that does not answer, a wrong setting, an unknown context.
env "${planted[@]}" RECSYS__DEPLOY__TARGET=kubernetes RECSYS__DEPLOY__CONTEXT=production RECSYS__IMAGE__REFERENCE=registry.example/shop:1 \
  ./build.sh --target=DeployK8s --exclusive --settings="$settings" --artifacts="$work/artifacts" --verbosity=diagnostic >>"$work/output" 2>&1 && { echo "FAULT: a cluster that is not there was reached"; faults=$((faults + 1)); }
env "${planted[@]}" RECSYS__DEPLOY__TARGET=kubernetes RECSYS__DEPLOY__CONTEXT=production RECSYS__IMAGE__REFERENCE=registry.example/shop:1 \
  ./build.sh --target=Doctor --settings="$settings" --artifacts="$work/artifacts" --verbosity=diagnostic >>"$work/output" 2>&1
env "${planted[@]}" ./build.sh --target=Deploy --settings="$settings" --artifacts="$work/artifacts" --nmae=x >>"$work/output" 2>&1
kill "$watcher" 2>/dev/null
wait "$watcher" 2>/dev/null

[ -s "$work/arguments" ] && found "process arguments: $(sort -u "$work/arguments" | head -n 3)"
grep -qaF -- "$secret" "$work/output" && found "the output"
hits=$(grep -rlaF -- "$secret" "$work/artifacts" "$work/cache" .build 2>/dev/null)
[ -z "$hits" ] || found "$hits"
mkdir "$work/image"
tar -xf "$work"/artifacts/*/image/image.tar -C "$work/image"
for blob in "$work"/image/blobs/sha256/*; do
  { gzip -dc "$blob" 2>/dev/null || cat "$blob"; } | grep -qaF -- "$secret" && found "the image: $blob"
done
echo "searched: output ($(wc -l <"$work/output") lines), artefacts ($(find "$work/artifacts" -type f | wc -l) files), cache, image, process arguments: $faults faults"
[ "$faults" = 0 ]
