#!/usr/bin/env bash
# ray[client] 2.60.0: `ray start --head` asks all who come for a token as soon as ~/.ray/auth_token is there (and for none where
# it is not), without RAY_AUTH_MODE; a client of ray:// with the same home reads that file only with RAY_AUTH_MODE=token. Without
# it, it ends after half a minute with a timeout and the advice to look at the port; nothing says that a token is missing.
# Source: https://docs.ray.io/en/master/ray-core/internals/token-authentication.html: RAY_AUTH_MODE is "disabled" by default;
# ray/_private/authentication/authentication_token_setup.py, of which `ray start` makes use and ray/util/client does not.
# Seen: RAY_AUTH_MODE=token: connected; unset: ray client connection timeout
set -euo pipefail
folder=$(mktemp -d)
head=
stop() {
    [ -z "$head" ] || kill "$head" 2>/dev/null || true
    wait
    rm -rf "$folder"
}
trap stop EXIT
python3 -m pip install --quiet --disable-pip-version-check --target "$folder/packages" 'ray[client]==2.60.0'
unset RAY_ADDRESS RAY_AUTH_MODE RAY_AUTH_TOKEN RAY_AUTH_TOKEN_PATH
export HOME="$folder" PYTHONPATH="$folder/packages" RAY_USAGE_STATS_ENABLED=0
python3 -m ray.scripts.scripts get-auth-token --generate >/dev/null 2>&1
port=$(python3 -c 'import socket; print(socket.create_server(("127.0.0.1", 0)).getsockname()[1])')
python3 -m ray.scripts.scripts start --head --block --port=0 --ray-client-server-port="$port" --num-cpus=1 \
    --include-dashboard=false --temp-dir="$folder/ray" >"$folder/head.log" 2>&1 &
head=$!
for _ in $(seq 300); do
    grep -q "Ray runtime started" "$folder/head.log" && break
    sleep 0.5
done
connect() {
    env "$@" python3 -W ignore - "ray://127.0.0.1:$port" 2>/dev/null <<'PY'
import sys

import ray

try:
    ray.init(sys.argv[1])
    print("connected")
except ConnectionError as error:
    print(error)
PY
}
seen="RAY_AUTH_MODE=token: $(connect RAY_AUTH_MODE=token); unset: $(connect)"
expected="RAY_AUTH_MODE=token: connected; unset: ray client connection timeout"
[ "$seen" = "$expected" ] || { printf 'changed:\n%s\n' "$seen"; exit 1; }
printf '%s\n' "$seen"
