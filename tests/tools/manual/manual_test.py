"""The manual and the completions that are made from the definitions of options: the manual by groff, bash and zsh by asking
them to complete. A part whose tool is absent is skipped, and said to be.

manual_test.py MAPSIM"""

import os
import pathlib
import pty
import re
import select
import shutil
import subprocess
import sys
import tempfile
import time
import unittest

MAPSIM = pathlib.Path(sys.argv[1]).resolve()
WORK = pathlib.Path(tempfile.mkdtemp())
# Completion asks the program of this name for its scenarios.
ENVIRONMENT = {**os.environ, "PATH": f"{MAPSIM.parent}:{os.environ['PATH']}", "TERM": "dumb", "LC_ALL": "C.UTF-8"}


def setUpModule():
    (WORK / "one.yaml").write_text("title: one\n", encoding="utf-8")
    (WORK / "folder").mkdir()


def tearDownModule():
    shutil.rmtree(WORK)


def generated(what):
    return subprocess.run([MAPSIM, "--generate", what], capture_output=True, text=True, check=True).stdout


def commands():
    text = subprocess.run([MAPSIM, "--help"], capture_output=True, text=True, check=True).stdout
    return re.findall(r"^  (\w+) ", text.split("Commands:")[1], re.M)


def options(command):
    text = subprocess.run([MAPSIM, command, "--help"], capture_output=True, text=True, check=True).stdout
    return set(re.findall(r"^  (?:-\w \[ )?(--[\w-]+)", text, re.M))


class Manual(unittest.TestCase):
    @unittest.skipUnless(shutil.which("groff"), "groff is not installed")
    def test_is_read_without_a_warning(self):
        done = subprocess.run(["groff", "-Kutf8", "-Tutf8", "-man", "-ww"], input=generated("man"), capture_output=True,
                              text=True)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertIn("EXIT STATUS", re.sub("\x1b\\[[0-9;]*m|.\b", "", done.stdout))

    def test_has_every_command_and_option(self):
        text = generated("man").replace("\\-", "-")
        self.assertGreater(len(commands()), 5)
        for command in commands():
            part = text.split(f"\n.SS {command}\n")[1].split("\n.SS ")[0]
            for option in options(command) - {"--color", "--help"}:
                self.assertIn(f"\\fB{option}\\fR", part, command)

    def test_is_the_only_thing_that_generate_knows_besides_two_shells(self):
        done = subprocess.run([MAPSIM, "--generate", "fish"], capture_output=True, text=True)
        self.assertEqual(done.returncode, 2)
        self.assertIn("man, bash or zsh", done.stderr)


@unittest.skipUnless(shutil.which("bash"), "bash is not installed")
class Bash(unittest.TestCase):
    def complete(self, *words):
        (WORK / "completion").write_text(generated("bash"), encoding="utf-8")
        script = ('source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _mapsim; printf "%s\\n" "${COMPREPLY[@]}"')
        done = subprocess.run(["bash", "-c", script, "bash", str(WORK / "completion"), "mapsim", *words], capture_output=True,
                              text=True, cwd=WORK, env=ENVIRONMENT)
        self.assertEqual(done.stderr, "")
        return done.stdout.split()

    def test_completes_commands(self):
        self.assertEqual(self.complete("ru"), ["run"])
        self.assertEqual(set(self.complete("")) - {"help", "--help", "--version"}, set(commands()))

    def test_completes_every_option_of_every_command(self):
        for command in commands():
            self.assertLessEqual(options(command), set(self.complete(command, "-")), command)

    def test_completes_values(self):
        self.assertEqual(self.complete("run", "--link-type", "e"), ["ethernet"])
        self.assertEqual(self.complete("run", "--report", "f"), ["folder"])
        self.assertEqual(self.complete("run", "--capture", "o"), ["one.yaml"])
        self.assertEqual(self.complete("decode", "--layer", "map-a"), ["map-argument"])

    def test_completes_files_and_scenarios_that_come_with_the_program(self):
        self.assertIn("one.yaml", self.complete("run", ""))
        self.assertEqual(set(self.complete("run", "mt-v3-more")),
                         {"mt-v3-more-messages-2", "mt-v3-more-messages-3", "mt-v3-more-messages-10"})


@unittest.skipUnless(shutil.which("zsh"), "zsh is not installed")
class Zsh(unittest.TestCase):
    """zsh completes at a terminal only, so it gets one; what it wrote of the line is read from there."""

    @classmethod
    def setUpClass(cls):
        (WORK / "zsh").mkdir()
        (WORK / "zsh/_mapsim").write_text(generated("zsh"), encoding="utf-8")
        cls.pid, cls.terminal = pty.fork()
        if cls.pid == 0:
            os.chdir(WORK)
            os.execvpe("zsh", ["zsh", "-f", "-i"], ENVIRONMENT)
        cls.ask(f"fpath=({WORK}/zsh $fpath); autoload -Uz compinit; compinit -u -d {WORK}/dump; PS1='> '; "
                "unsetopt zle_bracketed_paste; zstyle ':completion:*' list-prompt ''; LISTMAX=10000; echo rea''dy\n", "ready")

    @classmethod
    def tearDownClass(cls):
        os.close(cls.terminal)
        os.waitpid(cls.pid, 0)

    @classmethod
    def ask(cls, text, until):
        os.write(cls.terminal, text.encode())
        seen, end = "", time.monotonic() + 10
        while until not in seen and time.monotonic() < end:
            if select.select([cls.terminal], [], [], 0.2)[0]:
                seen += os.read(cls.terminal, 65536).decode(errors="replace")
        return seen

    def completed(self, line, until):
        seen = self.ask(line + "\t", until)
        os.write(self.terminal, b"\x15")  # takes the line away
        return seen

    def test_completes_commands_options_and_values(self):
        for line, until in (("mapsim ru", "mapsim run "), ("mapsim run --capture-d", "--capture-dir"),
                            ("mapsim run --link-type eth", "ethernet"), ("mapsim show mt-v3-deliver", "mt-v3-deliver-report"),
                            ("mapsim check one", "one.yaml")):
            self.assertIn(until, self.completed(line, until), line)


if __name__ == "__main__":
    result = unittest.main(argv=sys.argv[:1], exit=False, verbosity=2).result
    if not result.wasSuccessful():
        sys.exit(1)
    sys.exit(77 if result.skipped else 0)
