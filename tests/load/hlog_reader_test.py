"""Logs of histograms, read by two readers that are not ours: a decoder of HdrHistogram's V2 encoding in these few
lines, and the package hdr-histogram-js where node finds it (HDR_HISTOGRAM_JS names the folder that holds
node_modules)."""
import base64
import json
import math
import os
import shutil
import struct
import subprocess
import sys
import unittest
import zlib

SAMPLE = sys.argv.pop(1)
JS = r"""
const hdr = require('hdr-histogram-js');
const lines = require('fs').readFileSync(0, 'utf8');
const reader = new hdr.HistogramLogReader(lines, 64, false);
const out = [];
for (;;) {
  const h = reader.nextIntervalHistogram();
  if (h === null) break;
  out.push({tag: h.tag, total: h.totalCount, max: h.maxValue, min: h.minNonZeroValue, start: h.startTimeStampMsec,
            percentiles: [50, 99, 99.9, 99.99].map(p => h.getValueAtPercentile(p))});
}
console.log(JSON.stringify(out));
"""


def numbers(octets):
    at = 0
    while at < len(octets):
        value = 0
        for i in range(9):
            octet = octets[at]
            at += 1
            value |= octet << 56 if i == 8 else (octet & 0x7F) << (7 * i)
            if i == 8 or octet < 0x80:
                break
        yield (value >> 1) ^ -(value & 1)


def decode(text):
    """Value to count, values being the least of their buckets."""
    outer = base64.b64decode(text, validate=True)
    cookie, length = struct.unpack(">II", outer[:8])
    assert cookie == 0x1C849314 and length == len(outer) - 8
    inner = zlib.decompress(outer[8:])
    cookie, length, offset, digits, lowest, highest, ratio = struct.unpack(">IIIIQQd", inner[:40])
    assert cookie == 0x1C849313 and length == len(inner) - 40 and offset == 0 and ratio == 1.0
    half = 2 ** (math.ceil(math.log2(2 * 10 ** digits)) - 1)
    unit = int(math.floor(math.log2(lowest)))
    counts, index = {}, 0
    for number in numbers(inner[40:]):
        if number < 0:
            index -= number
            continue
        if number:
            bucket, sub = index // half - 1, index % half + half
            value = index << unit if bucket < 0 else sub << (bucket + unit)
            counts[value] = number
        index += 1
    return counts


class Log(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.text = subprocess.run([SAMPLE], check=True, capture_output=True, text=True).stdout
        cls.rows = {}
        for line in cls.text.splitlines():
            if line.startswith("Tag="):
                tag, start, length, most, histogram = line[4:].split(",")
                cls.rows[tag] = (float(start), float(length), float(most), decode(histogram))

    def test_has_every_count_of_an_even_distribution(self):
        start, length, most, counts = self.rows["even"]
        self.assertEqual((start, length), (0, 1))
        self.assertAlmostEqual(most, 10.0, delta=0.01)
        self.assertEqual(sum(counts.values()), 10_000)
        below = sum(n for value, n in counts.items() if value <= 5_000_000)
        self.assertAlmostEqual(below, 5_000, delta=5)

    def test_has_counts_of_more_than_32_bits_and_far_values(self):
        counts = self.rows["far"][3]
        self.assertEqual(counts[0], 1)
        self.assertEqual(counts[7], 10**12)
        (far,) = [value for value in counts if value > 7]
        self.assertEqual(counts[far], 5)
        self.assertTrue(3_000_000_000_000 * 0.999 <= far <= 3_000_000_000_000)

    def test_has_nothing_where_nothing_was_recorded(self):
        self.assertEqual(self.rows["none"][3], {})

    def test_is_read_by_hdr_histogram_js(self):
        node = shutil.which("node")
        folder = os.environ.get("HDR_HISTOGRAM_JS", "")
        env = dict(os.environ, NODE_PATH=os.path.join(folder, "node_modules") if folder else os.environ.get("NODE_PATH", ""))
        found = node and subprocess.run([node, "-e", "require('hdr-histogram-js')"], env=env, capture_output=True).returncode == 0
        if not found:
            self.skipTest("the package hdr-histogram-js is not there; HDR_HISTOGRAM_JS names a folder with its node_modules")
        done = subprocess.run([node, "-e", JS], env=env, input=self.text, capture_output=True, text=True, check=True)
        even, far = json.loads(done.stdout)[:2]
        self.assertEqual((even["tag"], even["total"]), ("even", 10_000))
        for got, wanted in zip(even["percentiles"], (5_000_000, 9_900_000, 9_990_000, 9_999_000)):
            self.assertAlmostEqual(got, wanted, delta=wanted / 1000)
        self.assertEqual((far["tag"], far["total"]), ("far", 10**12 + 6))
        self.assertAlmostEqual(far["max"], 3_000_000_000_000, delta=3_000_000_000)


if __name__ == "__main__":
    unittest.main(verbosity=2)
