"""What `mapsim corpus` leaves: the same octets each time, manifests that their schema admits, and in the octets that a
manifest names the values that it says. Values are read from the octets here again, by other code than the program's.

corpus_test.py MAPSIM ROOT"""

import filecmp
import json
import pathlib
import resource
import shutil
import subprocess
import sys
import tempfile
import unittest

MAPSIM, ROOT = sys.argv[1], pathlib.Path(sys.argv[2])
sys.path.insert(0, str(ROOT / "tests/tools/corpus"))
import pcapng  # noqa: E402

OUT = pathlib.Path(tempfile.mkdtemp())
CORPUS = OUT / "corpus"
CPU = 0.0

try:
    import jsonschema
except ImportError:
    jsonschema = None


def setUpModule():
    global CPU
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([MAPSIM, "corpus", str(CORPUS)], capture_output=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    CPU = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    assert done.returncode == 0, done.stderr


def tearDownModule():
    shutil.rmtree(OUT)


def manifests():
    for path in sorted(CORPUS.rglob("*.known.json")):
        yield path, json.loads(path.read_text(encoding="ascii"))


def semi_octets(octets):
    return "".join("0123456789*#abcf"[n] for octet in octets for n in (octet & 15, octet >> 4))


def septets(octets, count):
    bits = int.from_bytes(octets, "little")
    return [bits >> 7 * i & 127 for i in range(count)]


def contains(field, octets, message):
    """Whether the octets hold the value; None: its form is not one that is read here."""
    path, value = field["path"], field["value"]
    name = path.split(".")[-1].split("[")[0]
    whole = {"opc", "dpc", "si", "ni", "mp", "sls", "tt", "opcode", "error-code", "invoke-id", "tp-mr", "tp-pid", "tp-dcs",
             "tp-udl", "hop-counter", "affected-ssn", "asp-identifier", "network-appearance", "correlation-id"}
    if name == "ssn" or (name in whole and isinstance(value, int)):
        return int.from_bytes(octets, "big") == value
    if isinstance(value, dict):
        # An element of a user data header is said to stand in the header.
        wanted = bytes.fromhex(value["hex"])
        return wanted in octets if ".tp-udh" in path else octets == wanted
    if name in ("otid", "dtid"):
        return octets == bytes.fromhex(value[2:])
    if name == "digits" and path.startswith("sccp."):
        return semi_octets(octets).replace("*", "a").replace("#", "b")[:len(value)] == value or any(c > "9" for c in value)
    if name == "imsi":
        return semi_octets(octets).rstrip("f") == value
    if isinstance(value, str) and value.startswith("+"):
        return value[1:] in semi_octets(octets)
    if name == "info-string":
        return octets.rstrip(b"\0").decode() == value
    if name == "text" and ".tp-" not in path:
        inside = path[:-len("text")]
        siblings = {f["path"][len(inside):]: f["value"] for f in message["fields"] if f["path"].startswith(inside)}
        if siblings["tp-dcs"] == 8:
            return octets.decode("utf-16-be") == value
        if siblings["tp-dcs"] == 0 and not siblings["tp-udhi"] and value.isascii() and value.replace(" ", "").isalnum():
            return "".join(map(chr, septets(octets, len(value)))) == value
    return None


class Corpus(unittest.TestCase):
    def test_takes_less_than_five_seconds(self):
        self.assertLess(CPU, 5)

    def test_is_the_same_each_time(self):
        again = OUT / "again"
        subprocess.run([MAPSIM, "corpus", str(again)], check=True, capture_output=True)
        files = [str(p.relative_to(CORPUS)) for p in CORPUS.rglob("*") if p.is_file()]
        self.assertGreater(len(files), 500)
        same, different, missing = filecmp.cmpfiles(CORPUS, again, files, shallow=False)
        self.assertEqual((different, missing), ([], []))
        shutil.rmtree(again)

    def test_leaves_a_folder_that_is_not_empty_alone(self):
        folder = OUT / "mine"
        folder.mkdir()
        (folder / "letter").write_text("dear")
        done = subprocess.run([MAPSIM, "corpus", str(folder)], capture_output=True, text=True)
        self.assertEqual(done.returncode, 2)
        self.assertIn("is not empty", done.stderr)
        self.assertEqual([p.name for p in folder.iterdir()], ["letter"])

    def test_has_a_capture_beside_each_manifest(self):
        for path, manifest in manifests():
            self.assertTrue((path.parent / manifest["capture"]).exists(), path)
            self.assertEqual(path.parent.name, manifest["subject"])

    @unittest.skipIf(jsonschema is None, "python3-jsonschema is not installed")
    def test_has_manifests_as_the_schema_says(self):
        schema = json.loads((ROOT / "tools/known/manifest.schema.json").read_text())
        jsonschema.Draft7Validator.check_schema(schema)
        validator = jsonschema.Draft7Validator(schema)
        for path, manifest in manifests():
            error = next(validator.iter_errors(manifest), None)
            self.assertIsNone(error, f"{path}: {error}")

    def test_has_in_its_octets_what_the_manifests_say(self):
        read = 0
        for path, manifest in manifests():
            frames = pcapng.frames(path.parent / manifest["capture"])
            for message in manifest["messages"]:
                if "violation" in message:
                    continue
                for field in message["fields"]:
                    places = field.get("octets", [])
                    octets = b""
                    for place in places:
                        frame = frames[place["frame"] - 1]
                        self.assertLessEqual(place["offset"] + place["size"], len(frame), path)
                        octets += frame[place["offset"]:place["offset"] + place["size"]]
                    holds = contains(field, octets, message) if places else None
                    read += holds is not None
                    self.assertIn(holds, (True, None), f"{path}, frame {message['frame']}: {field} in {octets.hex()}")
        self.assertGreater(read, 20000)

    def test_says_which_clause_a_malformed_message_violates(self):
        seen = 0
        for path, manifest in manifests():
            violations = [m["violation"] for m in manifest["messages"] if "violation" in m]
            if manifest["subject"] == "malformed":
                self.assertEqual(len(violations), 1, path)
                self.assertRegex(violations[0]["clause"], r"^(TS|Q\.|RFC|ETS|X\.)", path)
                seen += 1
            else:
                self.assertEqual(violations, [], path)
        self.assertGreater(seen, 20)

    def test_says_which_frames_belong_together(self):
        manifest = json.loads((CORPUS / "sccp/xudt-3-segments.known.json").read_text())
        self.assertEqual([d["frames"] for d in manifest["dialogues"]], [[1, 2, 3, 4]])
        whole = manifest["messages"][2]
        self.assertEqual(whole["frames"], [1, 2, 3])
        places = {f["path"]: f["octets"] for f in whole["fields"] if "octets" in f}
        frames_of = [{p["frame"] for p in octets} for path, octets in places.items() if path.startswith(("tcap.", "map."))]
        self.assertEqual(set().union(*frames_of), {1, 2, 3})


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
