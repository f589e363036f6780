#!/usr/bin/env bash
# compare.sh BUILD_DIR [ROUNDS] [SECONDS]: the engine's fixed small answer against nginx's `return 200` of the same body.
# Both servers are pinned to core 0, the load to core 1; rounds are interleaved, so that a noisy neighbour hits both.
# Prints, for 64 and 512 connections, the medians of requests/s and of requests per CPU second of the server. On a
# machine that is not quiet, trust the second.
set -euo pipefail
build=$1 rounds=${2:-5} seconds=${3:-3}
engine_port=${ENGINE_PORT:-18480} nginx_port=${NGINX_PORT:-18481}
here=$(cd "$(dirname "$0")" && pwd)
floor=$(find "$build" -type f -name http_floor -perm -u+x | head -1)
load=$(find "$build" -type f -name onsale_load -perm -u+x | head -1)
scratch=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null || true; wait; rm -rf "$scratch"' EXIT

sed "s#SCRATCH#$scratch#; s#PORT#$nginx_port#" "$here/nginx.conf" >"$scratch/nginx.conf"
taskset -c 0 "$floor" "$engine_port" >"$scratch/floor.log" &
ours=$!
taskset -c 0 /usr/sbin/nginx -e "$scratch/error.log" -c "$scratch/nginx.conf" &
sleep 1
theirs=$(pgrep -P $!)

cpu_ticks() { awk '{sub(/^.*\) /, ""); print $12 + $13}' "/proc/$1/stat"; }  # user + system
median() { sort -n | awk '{v[NR] = $1} END {print (NR % 2) ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2}'; }
hertz=$(getconf CLK_TCK)

measure() {  # name pid port connections
    local before after line
    taskset -c 1 "$load" -c "$4" -d 0.2 "$3" >/dev/null
    before=$(cpu_ticks "$2")
    line=$(taskset -c 1 "$load" -c "$4" -d "$seconds" --json --no-warm-up "$3")
    after=$(cpu_ticks "$2")
    sed -E 's/.*"perSecond":([0-9]+).*/\1/' <<<"$line" >>"$scratch/$1.$4.rate"
    sed -E 's/.*"requests":([0-9]+).*/\1/' <<<"$line" | awk -v t=$((after - before)) -v hz="$hertz" \
        '{printf "%.0f\n", $1 * hz / t}' >>"$scratch/$1.$4.cpu"
}

for connections in 64 512; do
    for ((round = 0; round < rounds; ++round)); do
        measure engine "$ours" "$engine_port" "$connections"
        measure nginx "$theirs" "$nginx_port" "$connections"
    done
    for what in rate cpu; do
        a=$(median <"$scratch/engine.$connections.$what") b=$(median <"$scratch/nginx.$connections.$what")
        [[ $what == rate ]] && label="requests/s" || label="requests/CPU s"
        awk -v c="$connections" -v l="$label" -v a="$a" -v b="$b" \
            'BEGIN {printf "%4d connections  %-15s engine %8.0f  nginx %8.0f  ratio %.2f\n", c, l, a, b, a / b}'
    done
done
