"""What `mapsim run --report` writes, checked by others: junit.xml against the schema of junit.xsd (xmllint), result.json
against tools/report/result.schema.json (python3-jsonschema), report.html by tidy. A part whose tool is absent is skipped,
and said to be.

formats_test.py MAPSIM ROOT"""

import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

MAPSIM, ROOT = sys.argv[1], pathlib.Path(sys.argv[2])
HERE = ROOT / "tests/tools/report"
OUT = pathlib.Path(tempfile.mkdtemp())

try:
    import jsonschema
except ImportError:
    jsonschema = None

EVERYTHING = OUT / "everything"
ONE = OUT / "one"


def setUpModule():
    many = subprocess.run([MAPSIM, "run", str(ROOT / "scenarios"), str(HERE / "report.yaml"), "--summary", "--report",
                           str(EVERYTHING)], capture_output=True, text=True)
    assert many.returncode == 1, many.stderr
    one = subprocess.run([MAPSIM, "run", "mt-v3", "--report", str(ONE)], capture_output=True, text=True)
    assert one.returncode == 0, one.stderr


def tearDownModule():
    shutil.rmtree(OUT)


class Junit(unittest.TestCase):
    @unittest.skipUnless(shutil.which("xmllint"), "xmllint is not installed (libxml2-utils)")
    def test_is_valid_by_the_common_schema(self):
        for folder in (EVERYTHING, ONE):
            done = subprocess.run(["xmllint", "--noout", "--schema", str(HERE / "junit.xsd"), str(folder / "junit.xml")],
                                  capture_output=True, text=True)
            self.assertEqual(done.returncode, 0, done.stderr)

    @unittest.skipUnless(shutil.which("xmllint"), "xmllint is not installed (libxml2-utils)")
    def test_the_schema_refuses_what_is_none(self):
        bad = OUT / "bad.xml"
        bad.write_text((ONE / "junit.xml").read_text(encoding="utf-8").replace(' name="mt-v3"', ""), encoding="utf-8")
        done = subprocess.run(["xmllint", "--noout", "--schema", str(HERE / "junit.xsd"), str(bad)], capture_output=True)
        self.assertNotEqual(done.returncode, 0)


@unittest.skipUnless(jsonschema, "python3-jsonschema is not installed")
class ResultJson(unittest.TestCase):
    SCHEMA = json.loads((ROOT / "tools/report/result.schema.json").read_text(encoding="utf-8"))

    def test_the_schema_is_one(self):
        jsonschema.validators.validator_for(self.SCHEMA).check_schema(self.SCHEMA)

    def test_is_valid_by_its_schema(self):
        for folder in (EVERYTHING, ONE):
            jsonschema.validate(json.loads((folder / "result.json").read_text(encoding="ascii")), self.SCHEMA)

    def test_counts_what_passed(self):
        result = json.loads((EVERYTHING / "result.json").read_text(encoding="ascii"))
        self.assertEqual(result["passed"], len(result["scenarios"]) - 1)
        self.assertEqual(result["verdict"], "fail")

    def test_names_captures_that_are_there(self):
        for scenario in json.loads((EVERYTHING / "result.json").read_text(encoding="ascii"))["scenarios"]:
            self.assertTrue((EVERYTHING / scenario["capture"]).stat().st_size > 0)


@unittest.skipUnless(shutil.which("tidy"), "tidy is not installed")
class Page(unittest.TestCase):
    def test_is_valid_html(self):
        for folder in (EVERYTHING, ONE):
            done = subprocess.run(["tidy", "-errors", "-quiet", "--drop-empty-elements", "no", str(folder / "report.html")],
                                  capture_output=True, text=True)
            self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_has_every_id_once(self):
        import re
        ids = re.findall(r'\sid="([^"]+)"', (EVERYTHING / "report.html").read_text(encoding="utf-8"))
        self.assertEqual(len(ids), len(set(ids)))


if __name__ == "__main__":
    result = unittest.main(argv=sys.argv[:1], exit=False, verbosity=2).result
    if not result.wasSuccessful():
        sys.exit(1)
    sys.exit(77 if result.skipped else 0)
