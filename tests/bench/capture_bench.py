#!/usr/bin/env python3
"""What reading a capture costs: capture_bench.py MAPSIM MAKER [--packets N] [--large] [--capture FILE]

Makes a capture of N MAP packets (200000) by MAKER (mapsim_bench_capture), lets tshark and mapsim read it one after the
other, and prints their times, how many times as fast as tshark mapsim is, and the most memory that each had. Output goes
to /dev/null. Times are CPU times of all threads, and so are the ratios, so that they mean something on a busy machine
too; wall times stand beside them. tshark runs once, mapsim five times, of which the least counts: what disturbs a run
disturbs a short one more. --large makes a capture of 1 GB instead, and runs mapsim alone, once: what counts there is the
memory.
"""
import argparse
import os
import pathlib
import subprocess
import sys
import tempfile
import time

FIELDS = ["-T", "fields", "-e", "frame.number", "-e", "gsm_old.opCode", "-e", "e212.imsi", "-e", "e164.msisdn"]
PACKETS = 200_000
LARGE = 3_400_000  # some 1 GB
RUNS = 5
MOST_MEMORY_MIB = {"usual": 64, "large": 200}

# What is run, and which of tshark's it is held against; the least ratio.
TSHARK = {"tshark -T json": ["-T", "json"], "tshark -T fields": FIELDS}
MAPSIM = {
    "decode --json": (["decode", "--json"], "tshark -T json", 50),
    "flow": (["flow"], "tshark -T fields", 50),
    "flow --failed": (["flow", "--failed"], "tshark -T fields", 50),
    "flow --imsi": (["flow", "--imsi", "001010000000123"], "tshark -T fields", 50),
    "flow --msisdn": (["flow", "--msisdn", "+15550100123"], "tshark -T fields", 50),
    "flow --operation": (["flow", "--operation", "forwardSM"], "tshark -T fields", 50),
    "decode --json --imsi": (["decode", "--json", "--imsi", "001010000000123"], "tshark -T fields", 50),
    "decode --json --failed": (["decode", "--json", "--failed"], "tshark -T fields", 50),
}


class Cost:
    """Of a process: seconds of CPU, seconds on the wall, MiB of memory."""

    def __init__(self, command):
        start = time.perf_counter()
        with open(os.devnull, "wb") as nothing:
            process = subprocess.Popen(command, stdout=nothing, stderr=subprocess.DEVNULL)
            _, status, usage = os.wait4(process.pid, 0)
        self.wall = time.perf_counter() - start
        self.cpu = usage.ru_utime + usage.ru_stime
        self.memory = usage.ru_maxrss / 1024
        if os.waitstatus_to_exitcode(status) != 0:
            sys.exit(f"{' '.join(map(str, command))}: exit status {os.waitstatus_to_exitcode(status)}")


def row(name, cost, ratio="", target=""):
    print(f"| {name:<22} | {cost.cpu:>8.2f} | {cost.wall:>8.2f} | {cost.memory:>7.0f} | {ratio:>12} | {target:<14} |",
          flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("mapsim", type=pathlib.Path)
    parser.add_argument("maker", type=pathlib.Path)
    parser.add_argument("--packets", type=int, default=PACKETS)
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--capture", type=pathlib.Path, help="keep the capture there, or take the one that is there")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        capture = options.capture or pathlib.Path(folder) / "bench.pcapng"
        if not capture.exists():
            packets = LARGE if options.large else options.packets
            subprocess.run([options.maker, str(packets), capture], check=True)
        print(f"a capture of {capture.stat().st_size / 1e6:.0f} MB")
        print(f"| {'':<22} | {'CPU s':>8} | {'wall s':>8} | {'MiB':>7} | {'times faster':>12} | {'target':<14} |")
        print(f"|{'-' * 24}|{'-' * 9}:|{'-' * 9}:|{'-' * 8}:|{'-' * 13}:|{'-' * 16}|")
        yardsticks = {}
        if not options.large:
            for name, arguments in TSHARK.items():
                yardsticks[name] = Cost(["tshark", "-n", "-r", capture, *arguments])
                row(name, yardsticks[name])
        met = True
        for name, (arguments, yardstick, least) in MAPSIM.items():
            runs = [Cost([options.mapsim, *arguments, capture]) for _ in range(1 if options.large else RUNS)]
            cost = min(runs, key=lambda run: run.cpu)
            most = MOST_MEMORY_MIB["large" if options.large else "usual"]
            if options.large:
                ok = cost.memory < most
                row(name, cost, "", f"< {most} MiB" + ("" if ok else ", NOT MET"))
            else:
                ratio = yardsticks[yardstick].cpu / cost.cpu
                ok = ratio >= least and cost.memory < most
                row(name, cost, f"{ratio:.1f}", f"{least}" + ("" if ok else ", NOT MET"))
            met = met and ok
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
