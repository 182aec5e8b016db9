#!/usr/bin/env python3
"""One table of what the benchmarks measured: table.py MAPSIM SCENARIO RESULT.json...

Each row is the median of the repetitions. `ratio` is the time as a multiple of the yardstick's, measured in the same
process. The figures to reach and how they are met stand in TARGETS; docs/performance.md explains both.
"""
import json
import os
import platform
import re
import statistics
import subprocess
import sys
import time

# benchmark: (column, the most or the least that it may be); several of one benchmark have a row each
TARGETS = {
    "stack_decode": ("ratio", "most", 5),
    "stack_encode": ("ratio", "most", 5),
    "stack_encode_prepared": ("ratio", "most", 2),
    "tcap_dialogue_decode": ("ratio", "most", 2),
    "tcap_dialogue_encode": ("ratio", "most", 2),
    "mapsim run, start to exit": ("ms", "most", 50),
    "open_dialogues/without_capture/100000": ("dialogues/s", "least", 250_000),
    "pairs_opaque/100": ("ratio", "least", 3),
    "open_dialogues/without_capture/1000000": [("octets", "most", 1000), ("ratio", "most", 1.2)],
    "pairs_of_whole_dialogues/100": ("ratio", "least", 0.5),
    "pairs_of_whole_dialogues_against_bare_loop/1": ("ratio", "least", 0.8),
    "pairs_of_whole_dialogues_against_bare_loop/100": ("ratio", "least", 0.75),
    "pairs_of_whole_dialogues_against_bare_loop/10000": ("ratio", "least", 0.7),
    "first_second_of_whole_dialogues": ("ratio", "least", 0.9),
    "captured_whole_dialogues/100": ("ratio", "least", 0.9),
    "added_latency_at_half_load": [("added_us", "most", 1000), ("typically_added_us", "most", 1000)],
}
# Columns that are shown with their target alone, and the counters that they come from.
COUNTED = {"octets": "octets_each", "added_us": "added_us", "typically_added_us": "typically_added_us"}
RUNS_OF_PROGRAM = 20
UNITS = {"ns": 1, "us": 1e3, "ms": 1e6, "s": 1e9}


def medians(results):
    """The median row of each benchmark, or its only one."""
    rows = {}
    for row in results["benchmarks"]:
        if row.get("aggregate_name", "median") == "median":
            rows[row["run_name"].removesuffix("/iterations:1/manual_time").removesuffix("/iterations:500000")] = row
    return rows


def time_program(program, scenario):
    """Median wall time of a run, ns."""
    times = []
    for _ in range(RUNS_OF_PROGRAM):
        start = time.perf_counter_ns()
        subprocess.run([program, "run", scenario], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        times.append(time.perf_counter_ns() - start)
    return statistics.median(times)


def figures(row):
    """What a row says, by column."""
    out = {"ns": row["cpu_time"] * UNITS[row["time_unit"]]}
    out["ms"] = out["ns"] / 1e6
    if "x_yardstick" in row:
        out["ratio"] = row["x_yardstick"]
    if "x_rate" in row:
        out["ns"] = row["cpu_us"] * 1e3
        out["ratio"] = row["x_rate"]
    for column, counter in COUNTED.items():
        if counter in row:
            out[column] = row[counter]
    if "dialogues" in row:
        out["dialogues/s"] = row["dialogues"]
    return out


def judge(target, found):
    """A target and whether it is met, as text; empty where there is none."""
    if target is None:
        return "", ""
    column, kind, limit = target
    met = found[column] <= limit if kind == "most" else found[column] >= limit
    figure = f" ({found[column]:,.0f})" if column in COUNTED else ""
    return f"{'<=' if kind == 'most' else '>='} {limit:g} {column}{figure}", "met" if met else "NOT MET"


def lines(name, found):
    targets = TARGETS.get(name, None)
    return "\n".join(line(name, found, target) for target in (targets if isinstance(targets, list) else [targets]))


def line(name, found, target):
    target, verdict = judge(target, found)
    ratio = f"{found['ratio']:.2f}" if "ratio" in found else ""
    rate = f"{found['dialogues/s']:,.0f}" if "dialogues/s" in found else ""
    cells = [f"{name:<34}", f"{found['ns']:>14,.1f}", f"{ratio:>7}", f"{rate:>12}", f"{target:<24}", f"{verdict:<7}"]
    return "| " + " | ".join(cells) + " |"


def machine():
    with open("/proc/cpuinfo", encoding="ascii") as cpuinfo:
        model = next((l.split(":", 1)[1].strip() for l in cpuinfo if l.startswith("model name")), platform.machine())
    load = os.getloadavg()[0]
    return f"machine: {os.cpu_count()} x {model}, {platform.system()} {platform.release()}, load {load:.2f}"


def main(program, scenario, *files):
    print(machine())
    print(f"| {'benchmark':<34} | {'ns (CPU)':>14} | {'ratio':>7} | {'dialogues/s':>12} | {'target':<24} | {'':<7} |")
    print(f"|{'-' * 36}|{'-' * 15}:|{'-' * 8}:|{'-' * 13}:|{'-' * 26}|{'-' * 9}|")
    for file in files:
        with open(file, encoding="utf-8") as results:
            text = results.read()
        rows = {name: figures(row) for name, row in (medians(json.loads(text)) if text else {}).items()}
        for name, found in rows.items():
            # Of what is measured with many open: as a multiple of the same with a thousand.
            few = rows.get(re.sub(r"/\d+$", "/1000", name))
            if name.startswith("open_dialogues/") and few is not None:
                found["ratio"] = found["ns"] / few["ns"]
            print(lines(name, found))
    taken = time_program(program, scenario)
    print(lines("mapsim run, start to exit", {"ns": taken, "ms": taken / 1e6}))


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
