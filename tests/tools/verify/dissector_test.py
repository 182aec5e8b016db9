"""`mapsim verify` with tshark: the corpus, a PDML that was edited to be wrong, the reports, and docs/dissectors.md.
Skipped where tshark is not installed.

dissector_test.py MAPSIM ROOT
dissector_test.py MAPSIM ROOT write    writes the tables of docs/dissectors.md anew"""

import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

MAPSIM, ROOT = sys.argv[1], pathlib.Path(sys.argv[2])
PAGE = ROOT / "docs/dissectors.md"
BEGIN, END = "<!-- made by tools/dissectors.sh: begin -->\n", "<!-- made by tools/dissectors.sh: end -->"
OUT = pathlib.Path(tempfile.mkdtemp())
CORPUS = OUT / "corpus"
# The defects that were known before there was this tool, by the ids of known_defects.json.
FIRST_FOUR = ["orphan-mt-v3", "orphan-mo-v3-imsi", "v1-roaming-number", "v1-mwd-set"]


def mapsim(*arguments):
    return subprocess.run([MAPSIM, *map(str, arguments)], capture_output=True, text=True)


def pdml_of(capture):
    return subprocess.run(["tshark", "-n", "-r", str(capture), "-T", "pdml"], capture_output=True, text=True, check=True).stdout


def tables():
    text = mapsim("verify", CORPUS, "--markdown")
    assert text.returncode in (0, 1), text.stderr
    return "\n" + text.stdout + "\n"


def setUpModule():
    done = mapsim("corpus", CORPUS)
    assert done.returncode == 0, done.stderr


def tearDownModule():
    shutil.rmtree(OUT)


class WholeCorpus(unittest.TestCase):
    def test_disagrees_in_known_defects_only_and_names_the_first_four(self):
        done = mapsim("verify", CORPUS)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertNotIn("not in the mapping", done.stdout)
        for defect in FIRST_FOUR:
            self.assertRegex(done.stdout, rf"known defect {defect} ")

    def test_fails_where_no_defect_is_known(self):
        none = OUT / "none.json"
        none.write_text('{"defects": []}')
        done = mapsim("verify", CORPUS, "--known-defects", none)
        self.assertEqual(done.returncode, 1)
        self.assertIn("forwardSM (44)", done.stdout)
        self.assertIn("roamingNumber", done.stdout)

    def test_lists_no_defect_that_is_not_met(self):
        rows = json.loads((ROOT / "tools/verify/known_defects.json").read_text())["defects"]
        done = mapsim("verify", CORPUS)
        for row in rows:
            self.assertIn(f"known defect {row['id']} ", done.stdout)

    def test_leaves_reports(self):
        done = mapsim("verify", CORPUS, "--report", OUT / "report")
        self.assertEqual(done.returncode, 0, done.stderr)
        page = (OUT / "report/verify.html").read_text()
        self.assertIn("v1-mwd-set", page)
        if shutil.which("xmllint"):
            schema = ROOT / "tests/tools/report/junit.xsd"
            lint = subprocess.run(["xmllint", "--noout", "--schema", schema, OUT / "report/junit.xml"], capture_output=True, text=True)
            self.assertEqual(lint.returncode, 0, lint.stderr)

    def test_leaves_a_text_and_a_capture_of_one_frame_for_each_defect(self):
        bugs = OUT / "bugs"
        done = mapsim("verify", CORPUS, "--bug-report", bugs)
        self.assertEqual(done.returncode, 0, done.stderr)
        for defect in FIRST_FOUR[:3]:
            text = (bugs / f"{defect}.md").read_text()
            self.assertIn("one frame", text)
            self.assertIn("wireshark/", text)
            shown = mapsim("decode", bugs / f"{defect}.pcapng", "--json").stdout
            self.assertEqual(len(shown.splitlines()), 1)

    def test_is_what_the_page_says(self):
        page = PAGE.read_text()
        said = re.search(r"wireshark/([0-9.]+)", page).group(1)
        here = re.search(r"([0-9]+\.[0-9]+\.[0-9]+)", subprocess.run(["tshark", "--version"], capture_output=True, text=True).stdout)
        if here.group(1) != said:
            self.skipTest(f"the page is about {said}, this is {here.group(1)}")
        self.assertEqual(page[page.index(BEGIN) + len(BEGIN):page.index(END)], tables(), "tools/dissectors.sh writes it anew")


class ReaderOfPdml(unittest.TestCase):
    def test_finds_in_what_tshark_writes_what_the_parser_of_xml_finds(self):
        merged = OUT / "merged.pcapng"
        mapsim("verify", CORPUS, "--merged", merged)
        # As the corpus, and with all layers and remarks: text of every kind that tshark writes.
        text = pdml_of(merged)
        # With a document type, everything goes to the parser.
        said = []
        for start in ("<pdml ", "<!DOCTYPE pdml>\n<pdml "):
            file = OUT / "whole.pdml"
            file.write_text(text.replace("<pdml ", start, 1))
            said.append(mapsim("verify", CORPUS, "--pdml", file, "--all").stdout)
        self.assertIn(" frames of ", said[0])
        self.assertEqual(said[0], said[1])


class EditedPdml(unittest.TestCase):
    CAPTURE = CORPUS / "operations/mt-forwardSM-v2.pcapng"

    def verify(self, text):
        file = OUT / "edited.pdml"
        file.write_text(text)
        return mapsim("verify", self.CAPTURE, "--pdml", file)

    def test_as_it_is_agrees(self):
        self.assertEqual(self.verify(pdml_of(self.CAPTURE)).returncode, 0)

    def test_that_reads_as_mo_of_version_3_is_caught(self):
        text = pdml_of(self.CAPTURE)
        edited = (text.replace("gsm_old.sm_RP", "gsm_map.sm.sm_RP").replace("gsm_old.imsi", "gsm_map.sm.imsi")
                  .replace("gsm_old.serviceCentreAddressOA", "gsm_map.sm.serviceCentreAddressOA")
                  .replace("forwardSM (46)", "mo-forwardSM (46)"))
        self.assertNotEqual(text, edited)
        done = self.verify(edited)
        self.assertEqual(done.returncode, 1, done.stdout)
        self.assertIn("map.components[0].invoke (TS 29.002 17.5) is forwardSM; shown is gsm_old.localValue: ", done.stdout)
        self.assertIn("sm-RP-DA.imsi", done.stdout)

    def test_with_another_text_is_caught(self):
        done = self.verify(pdml_of(self.CAPTURE).replace('show="MT of version 2"', 'show="MT of version 3"'))
        self.assertEqual(done.returncode, 1)
        self.assertIn("is MT of version 2; shown is", done.stdout)

    def test_with_a_warning_is_caught(self):
        done = self.verify(pdml_of(self.CAPTURE).replace(
            '<proto name="gsm_map"', '<proto name="_ws.malformed" showname="Malformed Packet" pos="0" size="0"/><proto name="gsm_map"', 1))
        self.assertEqual(done.returncode, 1)
        self.assertIn("nothing is wrong; shown is Malformed Packet", done.stdout)

    def test_without_frames_is_caught(self):
        text = pdml_of(self.CAPTURE)
        done = self.verify(text[:text.index("<packet>")] + "</pdml>")
        self.assertEqual(done.returncode, 1)
        self.assertIn("2 frames with known messages are not shown", done.stdout)

    def test_that_ends_too_early_is_told_with_its_place(self):
        text = pdml_of(self.CAPTURE)
        done = self.verify(text[:len(text) // 2])
        self.assertEqual(done.returncode, 2)
        self.assertRegex(done.stderr, r"pdml, line \d+, column \d+")

    def test_that_is_no_pdml_is_refused(self):
        done = self.verify("<html></html>")
        self.assertEqual(done.returncode, 2)
        self.assertIn("the first element is not pdml", done.stderr)


class AnyCapture(unittest.TestCase):
    def test_of_a_run_is_held_against_our_own_decoder(self):
        capture = OUT / "mt.pcapng"
        self.assertEqual(mapsim("run", ROOT / "scenarios/mt/mt-v3.yaml", "--capture", capture).returncode, 0)
        done = mapsim("verify", capture)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)


class Program(unittest.TestCase):
    def test_that_is_not_there_is_told(self):
        done = mapsim("verify", CORPUS, "--tshark", "no-such-program")
        self.assertEqual(done.returncode, 3)
        self.assertIn("is not in PATH", done.stderr)


if __name__ == "__main__":
    if shutil.which("tshark") is None:
        print("skipped: tshark is not installed")
        sys.exit(77)
    if sys.argv[3:] == ["write"]:
        setUpModule()
        page = PAGE.read_text()
        PAGE.write_text(page[:page.index(BEGIN) + len(BEGIN)] + tables() + page[page.index(END):])
        tearDownModule()
    else:
        unittest.main(argv=sys.argv[:1])
