"""What reads captures does so in bounded memory: memory_test.py MAPSIM SOURCE

Pipes a capture that is made on the way, 50 MB of one captured dialogue over and over, to decode, flow, lint and
anonymize; compare gets it as a file, as it reads two. None may take more than 64 MiB at any time. It takes some
seconds: less than 50 MB would not tell what grows from what the program has anyway.
"""
import os
import pathlib
import struct
import subprocess
import sys
import tempfile

MEGABYTES = 50
MOST_MIB = 64

mapsim, source = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
capture = (source / "tests/golden/mt-v3.pcap").read_bytes()
header, records = capture[:24], capture[24:]
order = "<" if header[:1] in (b"\xd4", b"\x4d") else ">"


def some():
    """The capture's records again and again, an hour apart so that no dialogue stays open."""
    yield header
    written, round_ = 0, 0
    while written < MEGABYTES * 1_000_000:
        batch = bytearray()
        while len(batch) < 1_000_000:
            at = 0
            while at < len(records):
                seconds, fraction, size, original = struct.unpack_from(order + "IIII", records, at)
                batch += struct.pack(order + "IIII", (seconds + 3600 * round_) & 0x7FFFFFFF, fraction, size, original)
                batch += records[at + 16:at + 16 + size]
                at += 16 + size
            round_ += 1
        written += len(batch)
        yield batch


def most_memory(arguments, pieces):
    """MiB, of a process that gets the pieces as its input."""
    process = subprocess.Popen([mapsim, *arguments], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)
    for piece in pieces:
        process.stdin.write(piece)
    process.stdin.close()
    _, status, usage = os.wait4(process.pid, 0)
    exit_status = os.waitstatus_to_exitcode(status)
    if exit_status not in (0, 1):
        sys.exit(f"mapsim {' '.join(map(str, arguments))}: exit status {exit_status}")
    return usage.ru_maxrss / 1024


failed = False
with tempfile.TemporaryDirectory() as folder:
    file = pathlib.Path(folder) / "large.pcap"
    with file.open("wb") as out:
        out.writelines(some())
    written = file.stat().st_size
    runs = {
        "decode --json": (["decode", "-", "--json"], some()),
        "flow": (["flow", "-"], some()),
        "flow --failed": (["flow", "-", "--failed"], some()),
        "lint": (["lint", "-"], some()),
        "anonymize": (["anonymize", "-", pathlib.Path(folder) / "anonymous.pcap"], some()),
        "compare": (["compare", "--quiet", file, file], []),
    }
    for name, (arguments, pieces) in runs.items():
        used = most_memory(arguments, pieces)
        print(f"{name}: {written / 1e6:.0f} MB read, {used:.0f} MiB")
        failed = failed or used > MOST_MIB
sys.exit(1 if failed else 0)
