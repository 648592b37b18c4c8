#!/usr/bin/env bash
# The service under load: wrk, searches of an index by the titles of a set of queries, uncached and
# cached, beside the same server with a handler that answers a constant of the same size.
#
#   bench/http_bench.sh [BUILD_DIR]              default: build/release
#
#   CUEPOINT_CORPUS=DIR   what to index (default: ../shared/data/corpora/syntax)
#   CUEPOINT_TITLES=FILE  JSONL with "text" (default: ../shared/data/relevance/syntax-title/queries.jsonl)
#   SECONDS_EACH=5 ROUNDS=3 CONNECTIONS="1 8 16"
#
# Everything alternates within each round, so that all share whatever the machine does besides. The
# time in the engine is processor time, as the server's metrics tell of the same requests. Shares are
# of requests/s, which need an idle machine, and of the server's processor time, which do not.
# Needs wrk, curl and python3 (Debian's packages of these names).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
build=${1:-build/release}
corpus=${CUEPOINT_CORPUS:-../shared/data/corpora/syntax}
titles=${CUEPOINT_TITLES:-../shared/data/relevance/syntax-title/queries.jsonl}
seconds=${SECONDS_EACH:-5}
rounds=${ROUNDS:-3}
connections=${CONNECTIONS:-1 8 16}

for tool in wrk curl python3; do
  command -v "$tool" >/dev/null || { echo "$tool is not installed" >&2; exit 2; }
done
for file in "$build/bin/cuepoint" "$build/bin/constant_server" "$titles"; do
  [ -e "$file" ] || { echo "there is no $file" >&2; exit 2; }
done

scratch=$(mktemp -d)
pids=()
trap 'kill "${pids[@]}" 2>/dev/null; wait; rm -rf "$scratch"' EXIT

python3 - "$titles" >"$scratch/queries" <<'PYTHON'
import json, sys
for line in open(sys.argv[1], encoding="utf-8"):
    print(" ".join(json.loads(line)["text"].split()))
PYTHON
export CUEPOINT_QUERIES=$scratch/queries
"$build/bin/cuepoint" index --db "$scratch/index" "$corpus" >"$scratch/index.log" 2>&1 || true

# serve NAME COMMAND…: starts a server and leaves its port in $scratch/NAME.port.
start_index() {
  "$build/bin/cuepoint" serve --quiet --port 0 --db "$scratch/index" "${@:2}" >"$scratch/$1.log" 2>&1 &
  pids+=($!)
  echo "$!" >"$scratch/$1.pid"
  local port
  for _ in $(seq 200); do
    port=$(sed -nE 's/.*http:\/\/127\.0\.0\.1:([0-9]+).*/\1/p' "$scratch/$1.log" | head -n 1)
    if [ -n "$port" ] && curl -sf "http://127.0.0.1:$port/readyz" >/dev/null; then
      echo "$port" >"$scratch/$1.port"
      return
    fi
    sleep 0.1
  done
  cat "$scratch/$1.log" >&2
  exit 2
}
start_constant() {
  "$build/bin/constant_server" "$2" >"$scratch/$1.port" &
  pids+=($!)
  echo "$!" >"$scratch/$1.pid"
  while [ ! -s "$scratch/$1.port" ]; do sleep 0.1; done
}
url() { echo "http://127.0.0.1:$(cat "$scratch/$1.port")"; }

start_index uncached --cache-bytes 0
start_index cached

# The mean size of the answers, and every answer once into the cache.
mean_bytes() {
  python3 - "$(url uncached)" "$(url cached)" "$scratch/queries" "$1" <<'PYTHON'
import sys, urllib.parse, urllib.request
sizes = []
for line in open(sys.argv[3], encoding="utf-8"):
    target = "/v1/search?q=" + urllib.parse.quote(line.strip()) + sys.argv[4]
    sizes.append(len(urllib.request.urlopen(sys.argv[1] + target).read()))
    urllib.request.urlopen(sys.argv[2] + target).read()
print(round(sum(sizes) / len(sizes)))
PYTHON
}
for mode in lexical hybrid; do
  start_constant "constant-$mode" "$(mean_bytes "&mode=$mode")"
done

# engine SERVER: processor seconds of so many searches so far in the engine.
engine() {
  curl -s "$(url "$1")/metrics" | awk '
    /^cuepoint_engine_cpu_seconds_sum/ { sum = $2 } /^cuepoint_engine_cpu_seconds_count/ { count = $2 }
    END { print sum, count }'
}

# cpu_ticks SERVER: processor time of its process so far, in hundredths of a second.
cpu_ticks() { awk '{ print $14 + $15 }' "/proc/$(cat "$scratch/$1.pid")/stat"; }

run() {  # MODE SERVER CONNECTIONS
  local before="0 0" after="0 0" result server=$2 ticks
  if [ "$server" = constant ]; then server=constant-$1; fi
  if [ "$server" = uncached ]; then before=$(engine uncached); fi
  ticks=$(cpu_ticks "$server")
  result=$(CUEPOINT_PARAMS="&mode=$1" wrk -t1 -c"$3" -d"${seconds}s" -s bench/http_bench.lua \
    "$(url "$server")" | sed -n 's/^RESULT //p')
  ticks=$(($(cpu_ticks "$server") - ticks))
  if [ "$server" = uncached ]; then after=$(engine uncached); fi
  echo "$1 $2 $3 $result $before $after $ticks" >>"$scratch/results"
}
for _ in $(seq "$rounds"); do
  for count in $connections; do
    for mode in lexical hybrid; do
      for server in constant uncached constant cached; do run "$mode" "$server" "$count"; done
    done
  done
done

python3 - "$scratch/results" <<'PYTHON'
import statistics, sys
runs = {}
engine = {}
for line in open(sys.argv[1]):
    mode, server, count, rate, p50, p99, requests, errors, s0, n0, s1, n1, ticks = line.split()
    if int(errors): print("errors:", line)
    runs.setdefault((mode, int(count), server), []).append(
        (float(rate), float(p50), float(p99), float(ticks) * 1e4 / float(requests)))
    if server == "uncached":
        engine.setdefault((mode, int(count)), []).append((float(s1) - float(s0)) / (float(n1) - float(n0)))
print("| mode | connections | handler | requests/s (worst, best) | p50 ms | p99 ms "
      "| share | server CPU µs/request | share |")
print("|---|--:|---|--:|--:|--:|--:|--:|--:|")
for mode in ("lexical", "hybrid"):
    for count in sorted({key[1] for key in runs}):
        engine_s = statistics.median(engine[mode, count])
        median = {}
        cpu = {}
        for server in ("constant", "uncached", "cached"):
            rows = runs[mode, count, server]
            rates = [row[0] for row in rows]
            median[server] = rate = statistics.median(rates)
            # Two cores: what one request takes of them, and with one connection one after the other.
            cores = 1 if count == 1 else 2
            cpu[server] = statistics.median(row[3] for row in rows)
            if server == "uncached":
                allowed = cores / (cores / median["constant"] + engine_s)
                share = f"{rate / allowed:.0%} of {allowed:.0f}"
                least = engine_s * 1e6 + cpu["constant"]
                cpu_share = f"{least / cpu[server]:.0%} (engine {engine_s * 1e6:.0f})"
            elif server == "cached":
                share = f"{rate / median['constant']:.0%}"
                cpu_share = f"{cpu['constant'] / cpu[server]:.0%}"
            else:
                share = cpu_share = ""
            print(f"| {mode} | {count} | {server} | {rate:.0f} ({min(rates):.0f}, {max(rates):.0f}) "
                  f"| {statistics.median(row[1] for row in rows):.3f} "
                  f"| {statistics.median(row[2] for row in rows):.3f} "
                  f"| {share} | {cpu[server]:.0f} | {cpu_share} |")
PYTHON
