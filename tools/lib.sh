# What the scripts in tools/ share. Sourced by them, never run. Everything for people goes to
# stderr; stdout is left to what was asked for.
# shellcheck shell=bash

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# Bold headings on a terminal, plain text elsewhere.
if [ -t 2 ] && [ -z "${NO_COLOR:-}" ]; then bold=$'\e[1m' plain=$'\e[0m'; else bold='' plain=''; fi

say() { printf '%s\n' "$*" >&2; }
step() { printf '%s==> %s%s\n' "$bold" "$*" "$plain" >&2; }
die() {
  printf '%s: %s\n' "$(basename "$0")" "$1" >&2
  shift
  if [ $# -gt 0 ]; then printf '    %s\n' "$@" >&2; fi
  exit 1
}

# usage FILE: the comment block that opens a script, as its help.
usage() { awk 'NR > 1 { if (!/^#/) exit; sub(/^# ?/, ""); print }' "$1"; }

# log_path NAME: where the full output of the step NAME goes.
log_path() {
  mkdir -p "$root/build/logs"
  printf '%s/build/logs/%s.log\n' "$root" "$1"
}

# run_logged NAME COMMAND...: runs it quietly; when it fails, shows the end of what it said.
run_logged() {
  local log status=0
  log=$(log_path "$1")
  shift
  "$@" >"$log" 2>&1 </dev/null || status=$?
  [ "$status" -eq 0 ] && return
  say "failed with status $status: $*"
  tail -n 40 "$log" | sed 's/^/    /' >&2
  say "the whole output: $log"
  return "$status"
}

# build_jobs: as many compilers as there are processors, but no more than memory bears; the
# heaviest of our files (those that include httplib.h or nlohmann/json.hpp) take about 1.2 GiB.
build_jobs() {
  local processors memory_kib jobs
  processors=$(nproc 2>/dev/null || echo 2)
  memory_kib=$(awk '/^MemAvailable:/ {print $2}' /proc/meminfo 2>/dev/null)
  jobs=$((${memory_kib:-2621440} / 1310720))
  [ "$jobs" -gt "$processors" ] && jobs=$processors
  [ "$jobs" -lt 1 ] && jobs=1
  echo "${CMAKE_BUILD_PARALLEL_LEVEL:-$jobs}"
}

# configure PRESET: makes build/PRESET ready. Uses ccache where the machine has it.
configure() {
  local launcher=()
  if command -v ccache >/dev/null; then launcher=(-DCMAKE_CXX_COMPILER_LAUNCHER=ccache); fi
  cd "$root" || return
  run_logged "configure-$1" cmake --preset "$1" "${launcher[@]}"
}

# show_progress LOG: copies a build's output to LOG and turns Ninja's "[12/80] …" lines into one
# line that moves on a terminal, or into a line at every quarter elsewhere.
show_progress() {
  local tty=0
  [ -t 2 ] && tty=1
  awk -v log_file="$1" -v tty="$tty" '
    { print > log_file }
    match($0, /^\[[0-9]+\/[0-9]+\]/) {
      split(substr($0, 2, RLENGTH - 2), n, "/")
      if (tty) { printf "\r    %d of %d", n[1], n[2]; shown = 1; fflush() }
      else if (n[2] >= 8 && int(4 * n[1] / n[2]) > quarter) {
        quarter = int(4 * n[1] / n[2])
        printf "    %d of %d\n", n[1], n[2]; fflush()
      }
    }
    END { if (shown) printf "\n" }' >&2
}

# build PRESET [TARGET...]: builds all of it, or the targets, with progress; when the compiler
# objects, shows what it said.
build() {
  local preset=$1 log status=0 targets=()
  shift
  [ $# -gt 0 ] && targets=(--target "$@")
  log=$(log_path "build-$preset")
  : >"$log"
  cd "$root" || return
  NINJA_STATUS='[%f/%t] ' cmake --build --preset "$preset" -j "$(build_jobs)" "${targets[@]}" 2>&1 \
    </dev/null | show_progress "$log" || status=$?
  [ "$status" -eq 0 ] && return
  say "the build failed:"
  awk '/^FAILED:/ {found = 1} found && !/^\[[0-9]+\//' "$log" | head -n 60 >"$log.failed"
  [ -s "$log.failed" ] || tail -n 40 "$log" >"$log.failed"
  sed 's/^/    /' "$log.failed" >&2
  say "the whole output: $log"
  return "$status"
}
