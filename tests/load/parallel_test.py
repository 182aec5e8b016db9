#!/usr/bin/env python3
"""The recipe for GNU parallel of docs/load.md: parts run on two hosts, come back, and merge to the whole.

parallel_test.py MAPSIM DOCUMENT. The hosts are folders of this machine, and ssh is a script that goes into one. Skipped
where GNU parallel or rsync, by which it fetches results, is not installed (Debian: parallel, rsync).
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

DOCUMENT = pathlib.Path(sys.argv.pop())
MAPSIM = pathlib.Path(sys.argv.pop())

missing = [p for p in ("parallel", "rsync") if shutil.which(p) is None]
if missing:
    print("skipped: not installed: " + ", ".join(missing))
    sys.exit(77)
if "GNU parallel" not in subprocess.run(["parallel", "--version"], capture_output=True, text=True, check=False).stdout:
    print("skipped: parallel is not GNU parallel")
    sys.exit(77)

# SHELL is set as sshd sets it: without it GNU parallel takes its own choice, and may run nothing and call it a success.
SSH = """#!/bin/sh
while :; do
  case "$1" in
    -[lopSciF]) shift 2 ;;
    -*) shift ;;
    *) break ;;
  esac
done
host=$1
shift
[ "$1" = -- ] && shift
echo "$host" >>{folder}/called
cd "{folder}/hosts.d/$host" && SHELL=/bin/sh exec sh -c "$*"
"""


class Recipe(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="mapsim-parallel-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        for name in ("bin", "home", "hosts.d/one", "hosts.d/two"):
            (self.folder / name).mkdir(parents=True)
        (self.folder / "hosts").write_text("one\ntwo\n", encoding="utf-8")
        (self.folder / "bin/mapsim").symlink_to(MAPSIM.resolve())
        ssh = self.folder / "bin/ssh"
        ssh.write_text(SSH.replace("{folder}", str(self.folder)), encoding="utf-8")
        ssh.chmod(0o755)
        self.environment = dict(os.environ, PATH=f"{self.folder}/bin:{os.environ['PATH']}", HOME=f"{self.folder}/home",
                                PARALLEL_SSH=str(ssh), RSYNC_RSH=str(ssh))

    def test_of_the_document_runs_its_parts_on_both_hosts_and_merges_them(self):
        text = DOCUMENT.read_text(encoding="utf-8")
        recipe = re.search(r"```bash\n(parallel .*?)```", text, re.S).group(1)
        # Without a site, and short: both ends in each process, and virtual time.
        recipe, left_out = re.subn(r" --node site\.yaml -r \S+ --duration \S+", " --fast -r 400/s --duration 5s", recipe)
        self.assertEqual(left_out, 1)
        done = subprocess.run(["bash", "-ec", recipe], env=self.environment, cwd=self.folder, capture_output=True, text=True,
                              timeout=120, check=False)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertEqual(set((self.folder / "called").read_text(encoding="utf-8").split()), {"one", "two"})
        books = json.loads((self.folder / "out/all/load.json").read_text(encoding="utf-8"))["scenarios"][0]["books"]
        self.assertEqual((books["started"], books["passed"], books["balanced"]), (2000, 2000, True))


if __name__ == "__main__":
    unittest.main()
