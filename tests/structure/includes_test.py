"""Every #include of the project must follow the dependencies that docs/architecture.md draws."""
import pathlib
import re
import sys
import unittest

ROOT = pathlib.Path(sys.argv.pop(1)) if len(sys.argv) > 1 else pathlib.Path(__file__).resolve().parents[2]

# A folder and the folders whose headers it may include. `types:` names headers only, no library.
ALLOWED = {
    "sigtran/core": set(),
    "sigtran/link": {"sigtran/core"},
    "sigtran/capture": {"sigtran/core", "sigtran/link"},
    "sigtran/sms": {"sigtran/core"},
    "sigtran/m3ua": {"sigtran/core", "sigtran/link"},  # link: AssociationId and what an association tells
    "sigtran/sccp": {"sigtran/core"},
    "sigtran/tcap": {"sigtran/core", "sigtran/sccp"},
    "asn1": {"sigtran/core"},
    "sigtran/map": {"sigtran/core", "sigtran/sccp", "sigtran/tcap", "asn1"},
    "sigtran/node": {"sigtran/core", "sigtran/link", "sigtran/m3ua", "sigtran/sccp", "sigtran/tcap", "sigtran/map"},
    "scenarios/engine": {"sigtran/core", "sigtran/link", "sigtran/capture", "sigtran/m3ua", "sigtran/sccp", "sigtran/tcap",
                         "sigtran/map", "sigtran/sms", "sigtran/node"},
    "scenarios/world": {"scenarios/engine", "sigtran/core", "sigtran/sccp", "sigtran/tcap", "sigtran/map", "sigtran/sms",
                        "sigtran/node"},
    "scenarios/load": {"scenarios/engine", "sigtran/core", "sigtran/tcap", "sigtran/node"},  # tcap: ranges of transaction ids
    "scenarios/load/sample": {"scenarios/load", "sigtran/core", "sigtran/link", "sigtran/capture", "sigtran/sccp"},
    "tools": {"scenarios/engine", "scenarios/world", "scenarios/load", "scenarios/load/sample", "sigtran/core", "sigtran/link", "sigtran/capture", "sigtran/m3ua", "sigtran/sccp",
              "sigtran/tcap", "sigtran/map", "sigtran/sms", "sigtran/node"},
}
INCLUDE = re.compile(r'^\s*#include\s+"((?:asn1|sigtran|scenarios|tools|tests)/[^"]+)"')
CLOCKS = re.compile(r"steady_clock::now|system_clock::now|clock_gettime|random_device|\brand\(")
LAYERS = ["core", "m3ua", "sccp", "tcap", "map", "sms"]


def folder_of(path):
    for name in sorted(ALLOWED, key=len, reverse=True):
        if path == name or path.startswith(name + "/"):
            return name
    return None


def sources(folder):
    return [p for p in (ROOT / folder).rglob("*") if p.suffix in (".h", ".cpp")]


class Includes(unittest.TestCase):
    def test_every_include_is_one_that_the_architecture_allows(self):
        wrong = []
        looked_at = 0
        for folder, allowed in ALLOWED.items():
            for file in sources(folder):
                if folder_of(str(file.relative_to(ROOT))) != folder:
                    continue  # a folder in it that has a line of its own
                for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
                    match = INCLUDE.match(line)
                    if not match:
                        continue
                    looked_at += 1
                    target = folder_of(match.group(1))
                    if target != folder and target not in allowed:
                        wrong.append(f"{file.relative_to(ROOT)}:{number}: {folder} may not include {match.group(1)}")
        self.assertGreater(looked_at, 100)
        self.assertEqual(wrong, [])

    def test_no_layer_reads_a_clock_or_draws_chance_by_itself(self):
        wrong = [str(file.relative_to(ROOT)) for layer in LAYERS for file in sources(f"sigtran/{layer}")
                 if CLOCKS.search(file.read_text(encoding="utf-8"))]
        self.assertEqual(wrong, [])


if __name__ == "__main__":
    unittest.main()
