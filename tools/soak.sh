#!/bin/bash
# A long load run between two processes over usrsctp on loopback: memory must stay flat, rate and latency must not drift, captures
# must rotate and lack nothing, and both sides must have the same books.
#
#   tools/soak.sh             10 minutes at 5000 dialogues a second
#   MINUTES=60 RATE=2000 tools/soak.sh
#
# The caller captures all of it in files of 20 MB of which it keeps three, the called one of 1000 dialogues. MAPSIM names another
# program, SCENARIO another scenario, PORT the first of two UDP ports. Exit status 1: a check failed.
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

"$MAPSIM" load "$SCENARIO" --transport usrsctp --as msc --udp-port $((PORT + 1)):"$PORT" --report "$folder/called" \
  --capture "$folder/sample.pcapng" --capture-sample 1/1000 >"$folder/msc.txt" 2>&1 &
msc=$!
"$MAPSIM" load "$SCENARIO" --transport usrsctp --as smsc --udp-port "$PORT":$((PORT + 1)) -r "$RATE" \
  --duration "${SECONDS_IN_ALL}s" --report "$folder/caller" --capture "$folder/all.pcapng" --capture-size 20M --capture-files 3 \
  >"$folder/smsc.txt" 2>&1 &
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
kill -INT $msc 2>/dev/null || { cat "$folder/msc.txt" "$folder/smsc.txt"; exit 1; }
wait $msc || failed=1

echo "machine     $(nproc) processors, Linux $(uname -r), load $(cut -d' ' -f1 /proc/loadavg)"
grep -E "^  (ended|books|latency)" "$folder/smsc.txt" || { cat "$folder/smsc.txt"; exit 1; }
echo "  called    $(grep -E '^  books' "$folder/msc.txt" | sed 's/^ *books *//')"
if [ $failed != 0 ]; then tail -n 3 "$folder/smsc.txt" "$folder/msc.txt"; fi

# The first fifth is warming up: buffers and pools reach the size that they keep.
awk '
  { caller[NR] = $1; called[NR] = $2 }
  END {
    if (NR < 5) { print "memory      too few samples"; exit 1 }
    from = int(NR / 5) + 1
    printf "memory      caller %d kB after warming up, %d kB at the end; called %d kB, %d kB\n", caller[from], caller[NR], called[from], called[NR]
    # 2 % and 1 MB: the buffer of the sample, 1 MiB, fills over the whole run, and one more page here and there is no growth.
    if (caller[NR] > caller[from] * 1.02 + 1024 || called[NR] > called[from] * 1.02 + 1024) { print "memory      GROWS"; exit 1 }
  }' "$folder/memory" || failed=1
python3 - "$folder" "$RATE" <<'CHECKS' || failed=1
import csv, json, pathlib, re, statistics, sys

folder, rate = pathlib.Path(sys.argv[1]), float(sys.argv[2])
failed = False


def check(good, what):
    global failed
    if not good:
        failed = True
        print(f"            {what}: NOT SO")


def load(path):
    return json.loads((folder / path).read_text())


rows = [{k: float(v) for k, v in row.items()} for row in csv.DictReader((folder / "caller/load.csv").open())]
whole = [r for r in rows if r["length"] > 0.5 and r["wanted"] > 0]
minute = min(60, len(whole) // 3)


def mean_rate(part):
    return sum(r["begun"] * r["length"] for r in part) / sum(r["length"] for r in part)


first, last, all_of_it = (mean_rate(p) for p in (whole[:minute], whole[-minute:], whole))
processor = statistics.mean(r["cpu"] for r in whole)
print(f"rate        {all_of_it:.3f}/s over the run, {first:.2f}/s in the first {minute} s, {last:.2f}/s in the last; processor {processor:.0%}")
check(abs(all_of_it / rate - 1) < 0.001, "the rate is the wanted one within 0.1 %")
check(abs(last / first - 1) < 0.002, "the rate at the end is that of the beginning within 0.2 %")

# Medians of a minute's seconds: other programs have seconds of their own.
p99 = [statistics.median(r["p99_ms"] for r in part) for part in (whole[minute:2 * minute], whole[-minute:])]
print(f"latency     p99 {p99[0]:.2f} ms in the second {minute} s, {p99[1]:.2f} ms in the last (medians)")
check(p99[1] < 3 * p99[0] + 1, "p99 has not grown threefold")

caller, called = load("caller/load.json"), load("called/load.json")
check(caller["books"]["balanced"] and called["books"]["balanced"], "books balance")
check(caller["books"] == called["books"], "both sides have the same books")
check(caller["books"]["started"] == caller["books"]["passed"], "every dialogue succeeds")
seconds = sum(r["begun"] * r["length"] for r in rows)
check(abs(seconds - caller["books"]["started"]) < 0.5, "the seconds of load.csv add up to the books")

files = sorted(folder.glob("all_*.pcapng"))
numbers = [int(re.search(r"_(\d{5})_", f.name).group(1)) for f in files]
largest = max(f.stat().st_size for f in files)
print(f"capture     {numbers[-1]} files written, {len(files)} kept, the largest {largest} octets")
check(len(files) <= 3 and largest <= 20_000_000, "at most three files, of 20 MB at most")
check(numbers[-1] > 3 or caller["books"]["started"] < 100_000, "files were rotated")
check(numbers == list(range(numbers[0], numbers[0] + len(files))), "the latest files are kept")
sampled = re.search(r"(\d+) dialogues drawn and (\d+) other", (folder / "msc.txt").read_text())
print(f"sample      {sampled.group(0)} failed ones, of {called['books']['started']}")
check(abs(int(sampled.group(1)) - called["books"]["started"] / 1000) <= 1, "one of 1000 dialogues is in the sample")
sys.exit(failed)
CHECKS
exit $failed
