#!/usr/bin/env bash
# Plants secrets where credentials are read from, a private signing key among them, and looks for them in the output, in the
# artefacts (unpacked image layers included), in the step cache and in the arguments of every process while a whole delivery
# runs; for the signing key also in the environment of every process but the build, which is given it.
# usage: secret.sh SETTINGS
set -u -o pipefail
cd "$(dirname "$0")/../.."
settings=$1
work=$(mktemp -d)
secret="planted-$(od -An -N12 -tx1 /dev/urandom | tr -d ' \n')"
export RECSYS_CACHE="$work/cache" NO_COLOR=1 DOTNET_NOLOGO=1
export RECSYS__DEPLOY__PORT=${RESILIENCE_PORT:-18080} RECSYS__DEPLOY__MANAGEMENT_PORT=$((${RESILIENCE_PORT:-18080} + 1))
trap './build.sh --target=Undeploy --settings="$settings" --artifacts="$work/artifacts" >/dev/null 2>&1; rm -rf "$work"' EXIT
cat >"$work/kubeconfig" <<Y
apiVersion: v1
kind: Config
clusters: [{name: c, cluster: {server: "https://127.0.0.1:1"}}]
contexts: [{name: production, context: {cluster: c, user: u}}]
users: [{name: u, user: {token: "$secret"}}]
Y
openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$work/signing.pem" 2>/dev/null
openssl pkey -in "$work/signing.pem" -pubout -out "$work/verify.pem"
grep -v -- ----- "$work/signing.pem" >"$work/key" # each line of its body gives it away
[ -s "$work/key" ] || { echo "FAULT: openssl made no key"; exit 1; }
{ echo "$secret"; cat "$work/key"; } >"$work/secrets"
planted=(KUBECONFIG="$work/kubeconfig" REGISTRY_PASSWORD="$secret" DOCKER_PASSWORD="$secret" AWS_SECRET_ACCESS_KEY="$secret" GITHUB_TOKEN="$secret" NUGET_API_KEY="$secret"
  RECSYS_SIGNING_KEY="$(cat "$work/signing.pem")" RECSYS_VERIFY_KEY="$(cat "$work/verify.pem")")
cluster=(RECSYS__DEPLOY__TARGET=kubernetes RECSYS__DEPLOY__CONTEXT=production RECSYS__IMAGE__REFERENCE=registry.example/shop:1)
instead=(RECSYS__DEPLOY__TARGET=local)
faults=0
fault() { faults=$((faults + 1)); echo "FAULT: $*"; }
found() { fault "a secret is in $*"; }
# A delivery that knows the secrets. They are exported, since env would have them as arguments.
build() { (export "${planted[@]}" "${instead[@]}"; exec ./build.sh --settings="$settings" --artifacts="$work/artifacts" --verbosity=diagnostic "$@") >>"$work/output" 2>&1; }

# The key may stand in the environment of the script and of the build that the script turns into, and of nothing with another
# command line. The command line is read first: a child bears its parent's, and its environment, until it has become itself.
with_key() {
  local id command
  for id in $(grep -lsaF -f "$work/key" /proc/[0-9]*/environ | cut -d/ -f3); do
    command=$(tr '\0' ' ' 2>/dev/null <"/proc/$id/cmdline")
    case $command in *"/build.sh --settings="* | *"/Build.dll --settings="* | "") continue ;; esac
    grep -qsaF -f "$work/key" "/proc/$id/environ" && echo "$command"
  done
}
(while :; do
  grep -lsaF -f "$work/secrets" /proc/[0-9]*/cmdline >>"$work/arguments" 2>/dev/null
  with_key >>"$work/environments" 2>/dev/null
  sleep 0.02
done) &
watcher=$!
sh -c 'sleep 2; true' "$secret" # the watcher must see what it looks for
sh -c 'sleep 2; true' "$(tail -n 1 "$work/key")"
(export "${planted[@]}"; exec sleep 2)
[ "$(sort -u "$work/arguments" | wc -l)" -ge 2 ] || fault "the watcher does not see arguments"
grep -q '^sleep 2' "$work/environments" || fault "the watcher does not see environments"
: >"$work/arguments"
: >"$work/environments"
build --target=Deploy --why || { tail -n 20 "$work/output"; fault "the delivery failed"; }
[ -s "$(echo "$work"/artifacts/*/verify/statement.dsse.json)" ] || fault "the key signed nothing"
# The ways to fail see the secrets too: a cluster that does not answer, a wrong setting, an unknown context, a broken key.
instead=("${cluster[@]}")
build --target=DeployK8s --exclusive && fault "a cluster that is not there was reached"
build --target=Doctor
instead=(RECSYS_SIGNING_KEY="$(head -n 3 "$work/signing.pem")")
build --target=Deploy --nmae=x
build --target=Verify && fault "half a key was taken"
kill "$watcher" 2>/dev/null
wait "$watcher" 2>/dev/null

[ -s "$work/arguments" ] && found "process arguments: $(sort -u "$work/arguments" | head -n 3)"
[ -s "$work/environments" ] && found "the environment of: $(sort -u "$work/environments" | head -n 5)"
grep -qaF -f "$work/secrets" "$work/output" && found "the output"
hits=$(grep -rlaF -f "$work/secrets" "$work/artifacts" "$work/cache" .build 2>/dev/null)
[ -z "$hits" ] || found "$hits"
mkdir "$work/image"
tar -xf "$work"/artifacts/*/image/image.tar -C "$work/image"
for blob in "$work"/image/blobs/sha256/*; do
  { gzip -dc "$blob" 2>/dev/null || cat "$blob"; } | grep -qaF -f "$work/secrets" && found "the image: $blob"
done
echo "searched: output ($(wc -l <"$work/output") lines), artefacts ($(find "$work/artifacts" -type f | wc -l) files), cache, image, process arguments and environments: $faults faults"
[ "$faults" = 0 ]
