#!/usr/bin/env bash
# Tries the files of deploy/ with the programs they are for; exits with 77, "skipped", where such a
# program is not there.
#
#   check.sh nginx|caddy|systemd|logrotate CUEPOINT
set -euo pipefail

kind=$1
cuepoint=$2
deploy=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../deploy" && pwd)
corpus=$deploy/../corpus/netstack.fm
work=$(mktemp -d)
pids=()
finish() {
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  wait
  rm -rf "$work"
}
trap finish EXIT

need() {
  PATH=$PATH:/usr/sbin:/sbin
  local name
  for name in "$@"; do
    command -v "$name" >/dev/null || { echo "skipped: $name is not installed"; exit 77; }
  done
}
fail() {
  echo "failed: $*"
  for log in "$work"/*.log; do echo "---- $log"; cat "$log"; done
  exit 1
}
# wait_for TEXT FILE: until the file has it.
wait_for() {
  local i
  for ((i = 0; i < 300; ++i)); do
    if grep -q "$1" "$2" 2>/dev/null; then return; fi
    sleep 0.1
  done
  fail "no \"$1\" in $2"
}

# A cuepoint that believes a proxy on this machine; its port in $port.
start_cuepoint() {
  "$cuepoint" index --db "$work/db" "$corpus" >"$work/index.log" 2>&1
  env -i PATH="$PATH" HOME="$work" "$cuepoint" serve --db "$work/db" --port 0 \
    --trusted-proxies loopback 2>"$work/serve.log" &
  pids+=($!)
  wait_for 'listening on' "$work/serve.log"
  port=$(sed -n 's/^listening on http:[^ ]*:\([0-9]*\) .*/\1/p' "$work/serve.log")
}
# A port that nobody has.
free_port() {
  local port
  while :; do
    port=$((20000 + RANDOM % 20000))
    if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then echo "$port"; return; fi
  done
}
# get PATH OPTION...: headers and body through the proxy at $front.
get() {
  local path=$1
  shift
  curl -sS -i --max-time 10 --retry 20 --retry-delay 1 --retry-connrefused \
    -H 'Host: search.example' "$@" "http://127.0.0.1:$front$path"
}

# check_proxy VISITOR: what has to come through a proxy as it is. The request claims to come from
# 203.0.113.9 by way of this machine, which is trusted.
check_proxy() {
  local answer etag
  answer=$(get '/v1/search?q=quic' -H 'X-Forwarded-For: 203.0.113.9' | tr -d '\r')
  grep -q '^HTTP/1.1 200' <<<"$answer" || fail "search: $answer"
  grep -q '"id":"netstack-11"' <<<"$answer" || fail "no hit: $answer"
  etag=$(sed -n 's/^[Ee][Tt]ag: //p' <<<"$answer")
  [ -n "$etag" ] || fail "no entity tag: $answer"
  get '/v1/search?q=quic' -H "If-None-Match: $etag" | grep -q '^HTTP/1.1 304' || fail "no 304"
  get '/cuepoint.js' -H 'Accept-Encoding: gzip' --output "$work/script"
  grep -aqi '^content-encoding: gzip' "$work/script" || fail "not compressed"
  get '/' -H 'Accept: text/html' --output "$work/page"
  grep -q 'http://search.example/cuepoint.js' "$work/page" || fail "Host does not come through"
  get '/metrics' | grep -q '^HTTP/1.1 404' || fail "/metrics is public"
  grep -q "client=$1 .*hits=" "$work/serve.log" || fail "the visitor is not $1 in the log"
}

case $kind in
  nginx)
    need nginx curl
    start_cuepoint
    front=$(free_port)
    sed -e "s/127.0.0.1:8080;/127.0.0.1:$port;/" -e "s/listen 80;/listen 127.0.0.1:$front;/" \
      -e '/listen \[::\]:80;/d' "$deploy/nginx.conf" >"$work/site.conf"
    grep -q "127.0.0.1:$port" "$work/site.conf"
    cat >"$work/nginx.conf" <<CONF
daemon off;
pid $work/nginx.pid;
error_log $work/nginx.log;
events {}
http {
  access_log off;
  client_body_temp_path $work/body;
  proxy_temp_path $work/proxy;
  fastcgi_temp_path $work/fastcgi;
  uwsgi_temp_path $work/uwsgi;
  scgi_temp_path $work/scgi;
  include $work/site.conf;
}
CONF
    nginx -t -q -e "$work/nginx.log" -c "$work/nginx.conf" 2>"$work/test.log" || fail "nginx -t"
    nginx -e "$work/nginx.log" -c "$work/nginx.conf" 2>>"$work/test.log" &
    pids+=($!)
    check_proxy 203.0.113.9  # nginx adds the peer to what the request says.
    ;;
  caddy)
    need caddy curl
    start_cuepoint
    front=$(free_port)
    caddy validate --adapter caddyfile --config "$deploy/Caddyfile" >"$work/validate.log" 2>&1 ||
      fail "caddy validate"
    # Plain HTTP on a port of ours, with no administration and no certificate.
    {
      printf '{\n\tadmin off\n\tauto_https off\n}\n'
      sed -e "s|^search.example {|http://search.example:$front {|" \
        -e "s/127.0.0.1:8080$/127.0.0.1:$port/" "$deploy/Caddyfile"
    } >"$work/Caddyfile"
    grep -q "reverse_proxy 127.0.0.1:$port" "$work/Caddyfile"
    HOME=$work XDG_CONFIG_HOME=$work XDG_DATA_HOME=$work caddy run --adapter caddyfile --config "$work/Caddyfile" >"$work/caddy.log" 2>&1 &
    pids+=($!)
    check_proxy 127.0.0.1  # Caddy does not pass on what a stranger says.
    ;;
  systemd)
    need systemd-analyze
    for unit in cuepoint.service cuepoint-index.service cuepoint-index.timer; do
      sed -e "s|=cuepoint |=$cuepoint |" "$deploy/$unit" >"$work/$unit"
    done
    said=$(systemd-analyze verify --man=no --recursive-errors=no "$work"/cuepoint.service \
      "$work"/cuepoint-index.service "$work"/cuepoint-index.timer 2>&1) || fail "verify: $said"
    if grep -q "$work" <<<"$said"; then fail "verify: $said"; fi
    for unit in cuepoint.service cuepoint-index.service; do
      # What is exposed is at most 2.0 of 10, "OK".
      systemd-analyze security --offline=yes --threshold=20 --no-pager "$work/$unit" \
        >"$work/security.log" 2>&1 || fail "more exposed than it should be"
      tail -n 1 "$work/security.log"
    done
    ;;
  logrotate)
    need logrotate
    mkdir "$work/logs"
    echo line >"$work/logs/access.log"
    # Without a running systemd: what stands for the reload says that it was called.
    sed -e "s|/var/log/cuepoint|$work/logs|" -e "s|systemctl reload.*|touch $work/reloaded|" \
      "$deploy/logrotate.conf" >"$work/logrotate.conf"
    chmod 644 "$work/logrotate.conf"
    chmod 755 "$work" "$work/logs"
    logrotate --force --state "$work/state" "$work/logrotate.conf" >"$work/rotate.log" 2>&1 ||
      fail "logrotate"
    [ -f "$work/logs/access.log.1" ] || fail "not rotated"
    [ ! -e "$work/logs/access.log" ] || fail "a file is made that the service should make"
    [ -e "$work/reloaded" ] || fail "the service is not told"
    ;;
  *) fail "unknown: $kind" ;;
esac
