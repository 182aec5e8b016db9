#!/bin/sh
# Plays again every scenario that has a capture in tests/golden, after a change that was meant to change octets.
# Usage: tools/renew-golden.sh BUILD_DIRECTORY
# Then look at each difference (git diff --stat, tshark -V) before committing: tests/golden/README.md says how.
set -eu
if [ $# -ne 1 ] || [ ! -x "$1/tools/mapsim" ]; then
  echo "usage: $0 BUILD_DIRECTORY (with tools/mapsim in it)" >&2
  exit 2
fi
root=$(cd "$(dirname "$0")/.." && pwd)
MAPSIM_SCENARIOS=$root/scenarios
export MAPSIM_SCENARIOS
for capture in "$root"/tests/golden/*.pcapng "$root"/tests/golden/*.pcap; do
  [ -e "$capture" ] || continue
  name=$(basename "$capture")
  "$1/tools/mapsim" run "${name%.*}" --quiet --capture "$capture"
  echo "$name"
done
