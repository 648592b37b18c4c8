#!/bin/sh
# Suggestions for titles that are being typed: Cuepoint beside SQLite FTS5, minisearch and Orama on
# the same titles, as a Markdown table for bench/RESULTS.md.
#
#   bench/suggest_peers.sh INDEX [BUILD_DIR]      default: build/release
#
# Cuepoint runs twice: on INDEX, where people, chapters, tags and words are suggested too, and on an
# index of the titles alone, which is what the others have. Each of ROUNDS (3) rounds starts with
# another engine; the figures are medians over the rounds. Needs node, npm and python3; the packages
# are installed into build/peers, once. CUEPOINT names the program, by default that of BUILD_DIR.
set -eu
if [ $# -lt 1 ] || [ $# -gt 2 ]; then
  sed -n '2,/^set/s/^# \{0,1\}//p' "$0" >&2
  exit 2
fi
index=$(cd "$1" && pwd)
cd "$(dirname "$0")/.."
build="${2:-build/release}"
cuepoint="${CUEPOINT:-$build/bin/cuepoint}"
rounds="${ROUNDS:-3}"
peers=build/peers
minisearch=7.2.0
orama=3.1.18

mkdir -p "$peers"
versions="minisearch@$minisearch @orama/orama@$orama"
if [ "$(cat "$peers/versions" 2>/dev/null)" != "$versions" ]; then
  # shellcheck disable=SC2086  # two arguments
  npm install --prefix "$peers" --no-audit --no-fund --ignore-scripts --save-exact $versions >&2
  echo "$versions" >"$peers/versions"
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$build/bin/suggest_bench" "$index" --titles "$work/titles.jsonl"
"$cuepoint" index --db "$work/titles.db" --encoder none --no-fetch "$work/titles.jsonl" >"$work/log" 2>&1 || {
  cat "$work/log" >&2
  exit 1
}

# measure ENGINE: one line of JSON.
measure() {
  case "$1" in
    whole) "$build/bin/suggest_bench" "$index" ;;
    titles) "$build/bin/suggest_bench" "$work/titles.db" ;;
    sqlite) python3 bench/suggest_peers.py "$work/titles.jsonl" ;;
    *) node bench/suggest_peers.mjs "$1" "$work/titles.jsonl" "$peers" ;;
  esac
}

load=$(cut -d' ' -f1-3 /proc/loadavg)
set -- whole titles sqlite minisearch orama orama-exact
round=0
while [ "$round" -lt "$rounds" ]; do
  for engine in "$@"; do measure "$engine" >>"$work/$engine.json"; done
  first="$1"
  shift
  set -- "$@" "$first"
  round=$((round + 1))
done

echo "commit $(git rev-parse --short HEAD 2>/dev/null || echo unknown), $(date -u +%Y-%m-%d)," \
  "$rounds rounds, load before $load, after $(cut -d' ' -f1-3 /proc/loadavg);" \
  "SQLite $(python3 -c 'import sqlite3; print(sqlite3.sqlite_version)'), minisearch $minisearch," \
  "Orama $orama, node $(node --version)"
python3 - "$work" <<'PYTHON'
import json
import statistics
import sys

NAMES = {
    "whole": "Cuepoint, whole index",
    "titles": "Cuepoint, titles alone",
    "sqlite": "SQLite FTS5, prefix",
    "minisearch": "minisearch, prefix, fuzzy .2",
    "orama": "Orama, tolerance 1",
    "orama-exact": "Orama, no typos",
}
TYPED = ("4", "8", "12")


def read(engine):
    with open(f"{sys.argv[1]}/{engine}.json", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def over_rounds(engine, typed, figure):
    return statistics.median(run["at"][typed][figure] for run in runs[engine])


def three(texts):
    return " / ".join(texts)


runs = {engine: read(engine) for engine in NAMES}
counts = {run["titles"] for engine in runs.values() for run in engine}
if len(counts) != 1:
    sys.exit(f"the engines had different titles: {sorted(counts)}")
print(f"{counts.pop()} titles; each cell after 4 / 8 / 12 characters\n")
print("| engine | MRR | median µs | p99 µs | median, against the first | p99, against the first |")
print("|---|---:|---:|---:|---:|---:|")


def row(name, engine, mrr):
    cells = [three(f"{over_rounds(engine, t, mrr):.3f}".lstrip("0") for t in TYPED)]
    for figure in ("p50_us", "p99_us"):
        cells.append(three(f"{over_rounds(engine, t, figure):.0f}" for t in TYPED))
    for figure in ("p50_us", "p99_us"):
        ratios = [
            over_rounds(engine, t, figure) / over_rounds("whole", t, figure) for t in TYPED
        ]
        cells.append(three(f"{ratio:.2f}" if ratio < 10 else f"{ratio:.0f}" for ratio in ratios))
    print(f"| {name} | " + " | ".join(cells) + " |")


for engine, name in NAMES.items():
    row(name, engine, "mrr")
print()
for engine in ("whole", "titles"):
    among = three(
        f"{over_rounds(engine, t, 'mrr_among_titles'):.3f}".lstrip("0") for t in TYPED
    )
    print(f"{NAMES[engine]}: MRR {among} counting only titles among the ten.")
PYTHON
