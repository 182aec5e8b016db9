#!/usr/bin/env bash
# Lets a program do some work that is like that of users: train.sh MAPSIM. tools/tune.sh has it noted where the program spends its
# time. Each part ends by itself and well, or this does not: what was not trained would be optimised for nothing.
set -euo pipefail
mapsim=$(realpath "$1")
cd "$(dirname "$0")/../.."
export MAPSIM_SCENARIOS=scenarios
work=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null || true; rm -rf "$work"' EXIT

quietly() {
  "$@" >"$work/said" 2>&1 || { echo "train: status $? of: $*" >&2; cat "$work/said" >&2; exit 1; }
}
quietly "$mapsim" run scenarios --quiet --capture-dir "$work/library"
for scenario in mt-v3 mt-v2 mo-v3 sri-v3; do
  quietly "$mapsim" load "$scenario" --fast --rate 100000/s --count 50000
done
quietly "$mapsim" load mt-v3 --fast --rate 50000/s --count 50000 --capture "$work/load.pcapng"
if "$mapsim" run mt-v3 --transport usrsctp --lab msc=127.0.0.2 --explain >/dev/null 2>&1; then
  port=$((20000 + $$ % 4000 * 2))
  "$mapsim" load mt-v3 --transport usrsctp --as msc --udp-port $((port + 1)):$port >"$work/msc" 2>&1 &
  msc=$!
  quietly "$mapsim" load mt-v3 --transport usrsctp --as smsc --udp-port $port:$((port + 1)) --rate 20000/s --duration 3s \
    --capture "$work/network.pcapng"
  kill -INT $msc
  wait $msc || { cat "$work/msc" >&2; exit 1; }
else
  echo "train: this program has no usrsctp"
fi
for command in "decode --json" flow "flow --failed" lint; do
  status=0
  "$mapsim" $command "$work/load.pcapng" >/dev/null 2>"$work/said" || status=$?
  # lint may find something, and that is no failure here.
  [ $status -le 1 ] || { cat "$work/said" >&2; exit 1; }
done
