#!/bin/sh
# Runs the benches and prints machine, versions and their tables, in Markdown, for bench/RESULTS.md.
#
#   bench/run.sh [BUILD_DIR]      default: build/release
#
# Leave the machine alone meanwhile: medians of alternating rounds bear some noise, not a second
# load. The ratios are what to compare between machines.
set -eu
cd "$(dirname "$0")/.."
build="${1:-build/release}"

echo "date: $(date -u +%Y-%m-%d)"
echo "commit: $(git rev-parse --short HEAD 2>/dev/null || echo unknown)"
echo "machine: $(nproc) x $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)"
echo "system: $(. /etc/os-release && echo "$PRETTY_NAME"), kernel $(uname -r)"
echo "compiler: $(${CXX:-c++} --version | head -n 1)"
echo "xapian: $(pkg-config --modversion xapian-core)"
echo "load before: $(cut -d' ' -f1-3 /proc/loadavg)"

for bench in query_bench indexing_bench; do
  printf '\n## %s\n' "$bench"
  log=$(mktemp)
  # Google Benchmark's own lines come first; the tables follow them.
  "$build/bin/$bench" --benchmark_out="$build/$bench.json" --benchmark_out_format=json >"$log" 2>&1 || {
    cat "$log" >&2
    exit 1
  }
  sed -n '/: [0-9]* episodes, [0-9]* /,$p' "$log"
  rm -f "$log"
done

printf '\n## analysis_bench\n\n```\n'
"$build/bin/analysis_bench" 2>/dev/null
printf '```\n'
echo "load after: $(cut -d' ' -f1-3 /proc/loadavg)"
