#!/usr/bin/env python3
"""The manifest for Kubernetes has what an Indexed Job needs (batch/v1), and its parts are as many as its pods."""
import re
import sys
import unittest

try:
    import yaml
except ImportError:
    print("skipped: python3-yaml is missing")
    sys.exit(77)

MANIFEST = sys.argv.pop()


class Manifest(unittest.TestCase):
    def setUp(self):
        with open(MANIFEST, encoding="utf-8") as file:
            self.job = yaml.safe_load(file)
        self.pod = self.job["spec"]["template"]["spec"]

    def test_is_an_indexed_job(self):
        self.assertEqual((self.job["apiVersion"], self.job["kind"]), ("batch/v1", "Job"))
        self.assertRegex(self.job["metadata"]["name"], r"^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")
        self.assertEqual(self.job["spec"]["completionMode"], "Indexed")
        self.assertIn(self.pod["restartPolicy"], ("Never", "OnFailure"))

    def test_has_a_part_for_each_pod_and_all_at_once(self):
        spec = self.job["spec"]
        self.assertEqual(spec["completions"], spec["parallelism"])
        parts = re.search(r"JOB_COMPLETION_INDEX \+ 1\)\)/(\d+)", self.pod["containers"][0]["args"][0])
        self.assertEqual(int(parts.group(1)), spec["completions"])

    def test_mounts_volumes_that_are_there(self):
        volumes = {v["name"] for v in self.pod["volumes"]}
        for container in self.pod["containers"]:
            self.assertTrue(container["image"])
            self.assertLessEqual({m["name"] for m in container["volumeMounts"]}, volumes)


unittest.main()
