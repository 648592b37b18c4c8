#!/bin/sh
# How an index of a million passages is made and asked, by words and with the static encoder.
#
#   bench/million.sh REAL [PASSAGES]      REAL: what the words are drawn from (synthetic_corpus.py):
#                                         a text, or episodes that `cuepoint export` wrote
#
# Prints Markdown. Needs some 8 GB under build/million, and /usr/bin/time.
set -eu
[ $# -ge 1 ] || { sed -n '2,7s/^# \{0,1\}//p' "$0" >&2; exit 2; }
real=$(realpath "$1")
passages="${2:-1000000}"
cd "$(dirname "$0")/.."
cuepoint="${CUEPOINT:-build/release/bin/cuepoint}"
work=build/million
rm -rf "$work"
mkdir -p "$work"

python3 bench/synthetic_corpus.py --passages "$passages" --like "$real" >"$work/corpus.jsonl"
# Four hundred questions: every so manieth title, which its episode has to answer.
python3 - "$work" <<'PY'
import json, sys
work = sys.argv[1]
lines = open(f"{work}/corpus.jsonl").readlines()
step = max(1, len(lines) // 400)
with open(f"{work}/queries.jsonl", "w") as queries, open(f"{work}/qrels.tsv", "w") as qrels:
    print("query-id\tepisode\tscore", file=qrels)
    for line in lines[::step]:
        episode = json.loads(line)
        print(json.dumps({"_id": episode["id"], "text": episode["title"]}), file=queries)
        print(f"{episode['id']}\t{episode['id']}\t1", file=qrels)
PY
printf '%s passages, %s bytes of native JSON\n\n' "$passages" "$(wc -c <"$work/corpus.jsonl")"
echo "| encoder | indexing s | peak MB | index MB | mode | p50 ms | p95 ms | p99 ms | found first | MB to answer |"
echo "|---|---:|---:|---:|---|---:|---:|---:|---:|---:|"
for encoder in none static; do
  db="$work/$encoder.db"
  /usr/bin/time -f '%e %M' -o "$work/index.time" \
    "$cuepoint" index --db "$db" --encoder "$encoder" "$work/corpus.jsonl" >/dev/null 2>&1
  for mode in lexical hybrid; do
    [ "$encoder$mode" = nonehybrid ] && continue
    [ "$encoder$mode" = staticlexical ] && continue
    /usr/bin/time -f '%M' -o "$work/eval.time" "$cuepoint" eval --db "$db" --mode "$mode" --jobs 1 \
      --queries "$work/queries.jsonl" --qrels "$work/qrels.tsv" >"$work/eval.json" 2>/dev/null
    python3 - "$work" "$encoder" "$mode" "$(du -sm "$db" | cut -f1)" <<'PY'
import json, sys
work, encoder, mode, size = sys.argv[1:]
seconds, peak = open(f"{work}/index.time").read().split()
run = json.load(open(f"{work}/eval.json"))
took = run["latency_ms"]
print(f"| {encoder} | {float(seconds):.0f} | {int(peak) // 1024} | {size} | {mode} | {took['p50']:.2f} | "
      f"{took['p95']:.2f} | {took['p99']:.2f} | {run['mrr@10']:.3f} | "
      f"{int(open(f'{work}/eval.time').read()) // 1024} |")
PY
  done
done
