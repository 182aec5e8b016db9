#!/usr/bin/env python3
"""The job array of docs/load.md, on a cluster of this host alone: its parts run, and merge to the whole.

slurm_test.py MAPSIM DOCUMENT. Skipped where slurmctld, slurmd and munged are not installed (Debian: slurmctld, slurmd,
slurm-client, munge), or where this is not root, whom slurmd wants.
"""
import json
import os
import pathlib
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import unittest

DOCUMENT = pathlib.Path(sys.argv.pop())
MAPSIM = pathlib.Path(sys.argv.pop())
PROGRAMS = ["munged", "slurmctld", "slurmd", "sbatch", "sinfo", "scontrol"]
PATH = os.environ["PATH"] + ":/usr/sbin:/sbin"

missing = [p for p in PROGRAMS if shutil.which(p, path=PATH) is None]
if missing:
    print("skipped: not installed: " + ", ".join(missing))
    sys.exit(77)
if os.geteuid() != 0:
    print("skipped: slurmd wants root")
    sys.exit(77)

CONFIGURATION = """
ClusterName=mapsim
SlurmctldHost={host}(127.0.0.1)
SlurmctldPort={port}
SlurmdPort={port1}
AuthType=auth/munge
AuthInfo=socket={folder}/munge.socket
SlurmUser=root
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd.pid
SlurmctldLogFile={folder}/slurmctld.log
SlurmdLogFile={folder}/slurmd.log
ProctrackType=proctrack/pgid
TaskPlugin=task/none
SelectType=select/cons_tres
SchedulerParameters=sched_interval=1,bf_interval=1
NodeName={host} NodeAddr=127.0.0.1 CPUs={processors}
PartitionName=all Nodes={host} Default=YES State=UP
"""


def two_free_ports():
    with socket.socket() as a, socket.socket() as b:
        a.bind(("127.0.0.1", 0))
        b.bind(("127.0.0.1", 0))
        return a.getsockname()[1], b.getsockname()[1]


class JobArray(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="mapsim-slurm-"))
        self.daemons = []
        self.addCleanup(self.end)
        for name in ("state", "spool", "bin"):
            (self.folder / name).mkdir()
        (self.folder / "bin/mapsim").symlink_to(MAPSIM.resolve())
        port, port1 = two_free_ports()
        configuration = self.folder / "slurm.conf"
        configuration.write_text(CONFIGURATION.format(host=socket.gethostname().split(".")[0], folder=self.folder, port=port,
                                                      port1=port1, processors=os.cpu_count()), encoding="utf-8")
        key = self.folder / "munge.key"
        key.write_bytes(os.urandom(128))
        key.chmod(0o600)
        self.environment = dict(os.environ, PATH=f"{self.folder}/bin:{PATH}", SLURM_CONF=str(configuration))
        at = f"{self.folder}/munge"
        self.start("munged", "--foreground", "--force", "--key-file=" + str(key), f"--socket={at}.socket", f"--pid-file={at}.pid",
                   f"--log-file={at}.log", f"--seed-file={at}.seed")
        self.wait_for(lambda: (self.folder / "munge.socket").exists(), "munged has a socket")
        self.start("slurmctld", "-D", "-i")
        self.start("slurmd", "-D")
        self.wait_for(lambda: "idle" in self.run_program("sinfo", "--noheader").stdout, "the node is idle")

    def end(self):
        for daemon in reversed(self.daemons):
            daemon.terminate()
        for daemon in self.daemons:
            daemon.wait(timeout=20)
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self, *command):
        self.daemons.append(subprocess.Popen(command, env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))

    def run_program(self, *command):
        return subprocess.run(command, env=self.environment, cwd=self.folder, capture_output=True, text=True, timeout=120,
                              check=False)

    def wait_for(self, condition, what):
        until = time.monotonic() + 30
        while not condition():
            self.assertLess(time.monotonic(), until, what + ": not within 30 s")
            time.sleep(0.1)  # other people's daemons tell nobody when they are ready

    def test_of_the_document_runs_its_parts_which_merge_to_the_whole(self):
        text = DOCUMENT.read_text(encoding="utf-8")
        job = re.search(r"```bash\n(#!/bin/bash\n#SBATCH .*?)```", text, re.S).group(1)
        parts = int(re.search(r"--array=1-(\d+)", job).group(1))
        # Without a site, and short: both ends in each process, and virtual time.
        job, left_out = re.subn(r" --node site\.yaml -r \S+ --duration \S+", " --fast -r 400/s --duration 5s", job)
        self.assertEqual(left_out, 1)
        (self.folder / "load.sbatch").write_text(job, encoding="utf-8")
        (self.folder / "out").mkdir()
        done = self.run_program("sbatch", "--wait", "load.sbatch")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        merged = self.run_program("mapsim", "merge", *[f"out/{i}" for i in range(1, parts + 1)], "--report", "out/all")
        self.assertEqual(merged.returncode, 0, merged.stdout + merged.stderr)
        books = json.loads((self.folder / "out/all/load.json").read_text(encoding="utf-8"))["scenarios"][0]["books"]
        self.assertEqual((books["started"], books["passed"], books["balanced"]), (2000, 2000, True))


if __name__ == "__main__":
    unittest.main()
