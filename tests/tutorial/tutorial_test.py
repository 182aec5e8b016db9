"""Runs docs/tutorial.md as a reader would: blocks of commands in their order, in one shell each, in a home of their own, with
the program installed as the page says. What stands below a command must be in what it writes, line by line and in order.

A comment before a block says what is special: <!-- status: 1 -->, <!-- file: NAME --> (the block is that file),
<!-- in the sources -->, <!-- not run … --> (unless MAPSIM_TUTORIAL_BUILD is set: it installs packages and builds).

tutorial_test.py ROOT BUILD"""

import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import unittest

ROOT, BUILD = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
PAGE = ROOT / "docs/tutorial.md"
BLOCK = re.compile(r"(?:<!-- (?P<note>[^\n]*) -->\n)?```(?P<kind>sh|text|yaml)\n(?P<text>.*?)^```$", re.M | re.S)


class Reader:
    def __init__(self, home):
        self.home = home
        self.folder = str(home)
        self.environment = {"HOME": str(home), "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "TERM": "dumb"}

    def run(self, text, folder):
        # The shell says at its end where it is and what it exported: the next block goes on there.
        state = self.home / ".state"
        script = f"set -e\ntrap 'pwd > {state}; export -p > {state}.env' EXIT\n" + text
        before = f". {state}.env\n" if pathlib.Path(f"{state}.env").exists() else ""
        done = subprocess.run(["bash", "-c", before + script], cwd=folder or self.folder, env=self.environment,
                              capture_output=True, text=True, timeout=100)
        if folder is None:
            self.folder = state.read_text().strip()
        return done


def end_what_was_started(home):
    for file in home.rglob("*.pid"):
        try:
            os.kill(int(file.read_text()), signal.SIGKILL)
        except (ProcessLookupError, ValueError):
            pass


class Tutorial(unittest.TestCase):
    maxDiff = None

    def test_does_what_it_says(self):
        home = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, home)
        self.addCleanup(end_what_was_started, home)
        reader, last, commands = Reader(home), "", 0
        for block in BLOCK.finditer(PAGE.read_text(encoding="utf-8")):
            note, kind, text = block["note"] or "", block["kind"], block["text"]
            if kind == "yaml":
                self.assertTrue(note.startswith("file: "), text)
                (pathlib.Path(reader.folder) / note.removeprefix("file: ")).write_text(text, encoding="utf-8")
            elif kind == "text":
                self.look_for(text, last)
            elif note.startswith("not run") and not os.environ.get("MAPSIM_TUTORIAL_BUILD"):
                self.assertEqual(subprocess.run(["bash", "-n", "-c", text]).returncode, 0)
            else:
                in_sources = note.startswith(("in the sources", "not run"))
                done = reader.run(text.replace("build/release", str(BUILD)), ROOT if in_sources else None)
                status = int(note.removeprefix("status: ")) if note.startswith("status: ") else 0
                self.assertEqual(done.returncode, status, f"{text}\n{done.stdout}\n{done.stderr}")
                last = done.stdout + done.stderr
                commands += text.count("\n")
        self.assertGreater(commands, 15)
        for file in ("man/man1/mapsim.1", "bash-completion/completions/mapsim", "zsh/site-functions/_mapsim",
                     "mapsim/schema/result.schema.json"):
            self.assertGreater((home / "mapsim/share" / file).stat().st_size, 1000, file)

    def look_for(self, text, output):
        rest = output
        for line in text.splitlines():
            self.assertIn(line, rest, f"\n{output}")
            rest = rest[rest.index(line) + len(line):]

    def test_names_pages_that_are_there(self):
        for link in re.findall(r"\]\(([\w./-]+)\)", PAGE.read_text(encoding="utf-8")):
            self.assertTrue((PAGE.parent / link).exists(), link)


if __name__ == "__main__":
    if not shutil.which("tshark"):
        print("skipped: tshark is not installed")
        sys.exit(77)
    # The page uses the addresses that programs choose by themselves: in a network of its own nobody else has them.
    has_own = os.environ.get("MAPSIM_TUTORIAL_NETWORK")
    if not has_own and shutil.which("ip") and subprocess.run(["unshare", "-n", "true"], stderr=subprocess.DEVNULL).returncode == 0:
        os.environ["MAPSIM_TUTORIAL_NETWORK"] = "own"
        os.execvp("unshare", ["unshare", "-n", "sh", "-c", 'ip link set lo up && exec "$@"', "sh", sys.executable, *sys.argv])
    unittest.main(argv=sys.argv[:1], verbosity=2)
