#!/bin/bash
# A long load run between two processes over usrsctp on loopback: memory must stay flat, and the rate must not drift.
#
#   tools/soak.sh             10 minutes at 5000 dialogues a second
#   MINUTES=60 RATE=2000 tools/soak.sh
#
# MAPSIM names another program, SCENARIO another scenario, PORT the first of two UDP ports. Exit status 1: a check failed.
set -euo pipefail
cd "$(dirname "$0")/.."

MAPSIM=${MAPSIM:-build/release/tools/mapsim}
SCENARIO=${SCENARIO:-mt-v3}
MINUTES=${MINUTES:-10}
RATE=${RATE:-5000}
PORT=${PORT:-19890}
SECONDS_IN_ALL=$((MINUTES * 60))
folder=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null || true; rm -rf "$folder"' EXIT

"$MAPSIM" load "$SCENARIO" --transport usrsctp --as msc --udp-port $((PORT + 1)):"$PORT" >"$folder/msc.txt" 2>&1 &
msc=$!
"$MAPSIM" load "$SCENARIO" --transport usrsctp --as smsc --udp-port "$PORT":$((PORT + 1)) -r "$RATE" \
  --duration "${SECONDS_IN_ALL}s" --report "$folder/out" >"$folder/smsc.txt" 2>&1 &
smsc=$!

rss() { awk '/^VmRSS/ {print $2}' "/proc/$1/status" 2>/dev/null || true; }
: >"$folder/memory"
every=$((SECONDS_IN_ALL / 60 > 0 ? SECONDS_IN_ALL / 60 : 1))
while sleep "$every" && kill -0 $smsc 2>/dev/null; do
  caller=$(rss $smsc)
  called=$(rss $msc)
  if [ -n "$caller" ] && [ -n "$called" ]; then echo "$caller $called" >>"$folder/memory"; fi
done
failed=0
wait $smsc || failed=1
kill -INT $msc
wait $msc || failed=1

echo "machine     $(nproc) processors, Linux $(uname -r), load $(cut -d' ' -f1 /proc/loadavg)"
grep -E "^  (ended|books|latency)" "$folder/smsc.txt" || { cat "$folder/smsc.txt"; exit 1; }
echo "  called    $(grep -E '^  books' "$folder/msc.txt" | sed 's/^ *books *//')"

# The first fifth is warming up: buffers and pools reach the size that they keep.
awk '
  { caller[NR] = $1; called[NR] = $2 }
  END {
    if (NR < 5) { print "memory      too few samples"; exit 1 }
    from = int(NR / 5) + 1
    printf "memory      caller %d kB after warming up, %d kB at the end; called %d kB, %d kB\n", caller[from], caller[NR], called[from], called[NR]
    # 2 % and 1 MB: one more page here and there is no growth.
    if (caller[NR] > caller[from] * 1.02 + 1024 || called[NR] > called[from] * 1.02 + 1024) { print "memory      GROWS"; exit 1 }
  }' "$folder/memory" || failed=1
awk -F, -v rate="$RATE" '
  NR > 1 && $2 > 0.5 { begun += $4 * $2; time += $2; n++; cpu += $13; if (n <= 60) { first += $4 * $2; first_time += $2 }
    last[n] = $4 * $2; last_time[n] = $2 }
  END {
    k = n < 60 ? n : 60
    for (i = n - k + 1; i <= n; i++) { end += last[i]; end_time += last_time[i] }
    printf "rate        %.3f/s over the run, %.2f/s in the first %d s, %.2f/s in the last; processor %.0f %%\n", begun / time, first / first_time, k, end / end_time, cpu / n * 100
    off = begun / time / rate - 1
    if (off < -0.001 || off > 0.001) { print "rate        DRIFTS"; exit 1 }
  }' "$folder/out/load.csv" || failed=1
exit $failed
