#!/usr/bin/env python3
"""What reading a capture costs: capture_bench.py MAPSIM MAKER [--packets N] [--large] [--capture FILE]

Makes a capture of N MAP packets (200000) by MAKER (mapsim_bench_capture), lets tshark and mapsim read it one after the
other, and prints their times, how many times as fast as tshark mapsim is, and the most memory that each had. Output goes
to /dev/null. What counts is the clock, as mapsim flow works on all processors: to be run on an idle machine. The CPU times
of all threads and their ratio stand beside it. tshark runs once, mapsim five times, of which the quickest counts: what
disturbs a run disturbs a short one more. Then tshark as `mapsim verify` runs it, and verify, over some of the packets. --large makes a
capture of 1 GB instead (2 GB of room are needed), and runs everything of mapsim that reads captures over it, alone and
once: what counts there is the memory.
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
VERIFIED = 5000  # packets: a dissector takes a second for them
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


# What reads 1 GB. compare reads it twice, as two captures; lint may find something.
LARGE_RUNS = {
    "decode": ["decode", "{}"],
    "decode --json": ["decode", "--json", "{}"],
    "flow": ["flow", "{}"],
    "flow --failed": ["flow", "--failed", "{}"],
    "lint": ["lint", "{}"],
    "anonymize": ["anonymize", "{}", "{}.anonymous", "--key", "bench"],
    "compare": ["compare", "{}", "{}"],
}

# As `mapsim verify` runs it, and as who wants everything does.
LAYERS = ("m3ua mtp3 mtp3mg sccp sccpmg tcap gsm_map gsm_old gsm_sms gsm_sms_ud data _ws.malformed _ws.short "
          "_ws.unreassembled")
PDML = ["-o", "gsm_sms.reassemble:FALSE", "-o", "gsm_sms_ud.try_dissect_1st_fragment:FALSE", "-T", "pdml"]


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


def row(name, cost, ratio=None, target=""):
    """ratio: by clock, and by CPU."""
    by_clock, by_cpu = (f"{one:.2f}" if one < 2 else f"{one:.1f}" for one in ratio) if ratio else ("", "")
    print(f"| {name:<22} | {cost.wall:>7.2f} | {cost.cpu:>7.2f} | {cost.memory:>5.0f} | {by_clock:>6} | {by_cpu:>6} | "
          f"{target:<14} |", flush=True)


def head(ratio):
    print(f"| {'':<22} | {'clock s':>7} | {'CPU s':>7} | {'MiB':>5} | {ratio:>6} | {'by CPU':>6} | {'target':<14} |")
    print(f"|{'-' * 24}|{'-' * 8}:|{'-' * 8}:|{'-' * 6}:|{'-' * 7}:|{'-' * 7}:|{'-' * 16}|")


def large(mapsim, capture):
    """Whether everything stays within its memory."""
    head("")
    met = True
    for name, arguments in LARGE_RUNS.items():
        cost = Cost([mapsim, *(word.format(capture) for word in arguments)])
        pathlib.Path(f"{capture}.anonymous").unlink(missing_ok=True)
        most = MOST_MEMORY_MIB["large"]
        ok = cost.memory < most
        row(name, cost, None, f"< {most} MiB" + ("" if ok else ", NOT MET"))
        met = met and ok
    return met


def verify(mapsim, capture):
    """Whether verify, with the tshark that it runs, takes less than 20 % more time than that tshark alone."""
    print(f"verify, of {VERIFIED} packets (CPU of tshark included)")
    head("times")
    tshark = {
        "tshark as verify has it": ["tshark", "-n", "-r", capture, *PDML, "-J", LAYERS],
        "tshark -T pdml": ["tshark", "-n", "-r", capture, *PDML],
    }
    alone = {name: least(command) for name, command in tshark.items()}
    for name, cost in alone.items():
        row(name, cost)
    cost = least([mapsim, "verify", capture])
    yardstick = alone["tshark as verify has it"]
    ok = cost.wall / yardstick.wall < 1.2
    row("verify", cost, (cost.wall / yardstick.wall, cost.cpu / yardstick.cpu), "1.2" + ("" if ok else ", NOT MET"))
    return ok


def least(command):
    return min((Cost(command) for _ in range(RUNS)), key=lambda run: run.wall)


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
        if options.large:
            return 0 if large(options.mapsim, capture) else 1
        head("faster")
        yardsticks = {}
        for name, arguments in TSHARK.items():
            yardsticks[name] = Cost(["tshark", "-n", "-r", capture, *arguments])
            row(name, yardsticks[name])
        met = True
        for name, (arguments, yardstick, times) in MAPSIM.items():
            cost = least([options.mapsim, *arguments, capture])
            ratio = yardsticks[yardstick].wall / cost.wall
            ok = ratio >= times and cost.memory < MOST_MEMORY_MIB["usual"]
            row(name, cost, (ratio, yardsticks[yardstick].cpu / cost.cpu), f"{times}" + ("" if ok else ", NOT MET"))
            met = met and ok
        row("compare", least([options.mapsim, "compare", capture, capture]))
        row("corpus", least([options.mapsim, "corpus", pathlib.Path(folder) / "corpus", "--force"]), None, "5 s")
        few = pathlib.Path(folder) / "few.pcapng"
        subprocess.run([options.maker, str(VERIFIED), few], check=True)
        met = verify(options.mapsim, few) and met
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
