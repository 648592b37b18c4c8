#!/bin/sh
# Ranking quality on the development sets, for every encoder, as a Markdown table with the gain over
# words alone and its interval of 95 % (paired bootstrap).
#
#   bench/relevance.sh DATA [ENCODER…]     default encoders: static, and those of minilm and
#                                          gte-small that are installed
#
# DATA holds corpora/syntax (Markdown), and relevance/SET/{queries.jsonl,qrels.tsv}, for Cranfield
# and Vaswani with their corpus.jsonl ({"_id", "title", "text"}). Indexes are kept under
# build/relevance and made again when the program is newer. CUEPOINT names the program.
set -eu
if [ $# -eq 0 ]; then
  sed -n '2,/^set/s/^# \{0,1\}//p' "$0" >&2
  exit 2
fi
data=$(cd "$1" && pwd)
shift
cd "$(dirname "$0")/.."
cuepoint="${CUEPOINT:-build/release/bin/cuepoint}"
work=build/relevance
mkdir -p "$work"

if [ $# -eq 0 ]; then
  set -- static
  for model in minilm gte-small; do
    "$cuepoint" models list --format json |
      python3 -c 'import json,sys; m=json.load(sys.stdin); m=m.get("models",m) if isinstance(m,dict) else m; sys.exit(not any(x["name"]==sys.argv[1] and x.get("installed") for x in m))' \
        "$model" && set -- "$@" "$model"
  done
fi

# A collection of {"_id", "title", "text"} as native episodes.
episodes() {
  python3 -c 'import json,sys
for line in sys.stdin:
    d = json.loads(line)
    print(json.dumps({"id": d["_id"], "title": d.get("title") or d["_id"], "description": d["text"]}))'
}

# index ENCODER SET: makes $work/ENCODER-SET.db.
index() {
  db="$work/$1-$2.db"
  if [ -d "$db" ] && [ "$db" -nt "$cuepoint" ]; then return; fi
  rm -rf "$db"
  if [ "$2" = syntax ]; then
    "$cuepoint" index --db "$db" --encoder "$1" --no-fetch "$data/corpora/syntax" >/dev/null
  else
    episodes <"$data/relevance/$2/corpus.jsonl" |
      "$cuepoint" index --db "$db" --encoder "$1" - >/dev/null
  fi
  touch "$db"
}

# row ENCODER SET INDEX MEASURE FLAGS…
row() {
  encoder="$1" set="$2" name="$3" measure="$4"
  shift 4
  "$cuepoint" eval --db "$work/$encoder-$name.db" --against lexical "$@" \
    --queries "$data/relevance/$set/queries.jsonl" --qrels "$data/relevance/$set/qrels.tsv" \
    2>/dev/null |
    python3 -c 'import json,sys
encoder, name, measure = sys.argv[1:]
run = json.load(sys.stdin)
words, gain = run["against"][0], run["against"][0]["gain"][measure]
print("| %s | %s | %s | %d | %.3f | %.3f | %+.3f (%+.3f … %+.3f) | %.2f |" % (encoder, name, measure,
      run["queries"], words[measure], run[measure], gain["mean"], gain["low"], gain["high"],
      run["latency_ms"]["p50"]))' "$encoder" "$set" "$measure"
}

echo "commit $(git rev-parse --short HEAD 2>/dev/null || echo unknown), $(date -u +%Y-%m-%d)"
echo
echo "| encoder | set | measure | queries | words | hybrid | gain (95 %) | p50 ms |"
echo "|---|---|---|---:|---:|---:|---:|---:|"
for encoder in "$@"; do
  index "$encoder" syntax
  for set in title tweet topic guest; do row "$encoder" "syntax-$set" syntax ndcg@10 --key number; done
  row "$encoder" syntax-moment syntax success@10 --key number --group moments
  row "$encoder" syntax-moment syntax mrr@10 --key number --group moments
  for set in cranfield vaswani; do
    # A transformer takes minutes for these; ask for them by ALL=1.
    if [ "$encoder" = static ] || [ -n "${ALL:-}" ]; then
      index "$encoder" "$set"
      row "$encoder" "$set" "$set" ndcg@10
    fi
  done
done
