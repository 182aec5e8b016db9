"""Checks scenarios/schema/scenario.schema.json: every scenario of the tree is valid by it, mistakes are not, and every
key has a description for editors to show. Needs python3-jsonschema and python3-yaml."""

import copy
import json
import pathlib
import re
import sys

try:
    import jsonschema
    import yaml
except ImportError as missing:
    print(f"skipped: {missing.name} is not installed (python3-jsonschema, python3-yaml)")
    sys.exit(77)

ROOT = pathlib.Path(sys.argv[1])
SCHEMA = json.loads((ROOT / "scenarios/schema/scenario.schema.json").read_text(encoding="utf-8"))

failures = []


def check(good, text):
    if not good:
        failures.append(text)


class CoreLoader(yaml.SafeLoader):
    """The YAML core schema as the loader of scenarios reads it: digits with a leading zero or a plus are strings."""


CoreLoader.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", "tTfF"),
    ("int", r"^(?:-?(?:0|[1-9][0-9]*)|0x[0-9a-fA-F]+|0o[0-7]+)$", "-0123456789"),
    ("null", r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
):
    CoreLoader.add_implicit_resolver("tag:yaml.org,2002:" + tag, re.compile(pattern), list(first))


def load(text):
    return yaml.load(text, Loader=CoreLoader)


def validator():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    return jsonschema.Draft202012Validator(SCHEMA)


def check_tree(validate):
    files = sorted(p for p in (ROOT / "scenarios").rglob("*.yaml"))
    check(files, "there are no scenarios")
    for file in files:
        for error in validate.iter_errors(load(file.read_text(encoding="utf-8"))):
            best = jsonschema.exceptions.best_match([error])
            check(False, f"{file.relative_to(ROOT)}: {best.json_path}: {best.message[:300]}")
    return len(files)


GOOD = load(
    """
title: t
purpose: p
spec: [TS 29.002 12.9]
otherwise: ignore
endpoints:
  smsc: {role: smsc, pc: 101, gt: "+15550100001", tid-octets: 2, versions: [1, 2]}
  msc: {role: msc, pc: 2-100-1, ssn: 8, host: 192.0.2.1}
vars: {imsi: "001010000000001", texts: [a, b]}
steps:
  - smsc -> msc: begin
    application-context: shortMsgMT-Relay-v3
    destination-reference: {imsi: $imsi}
    dialogue: d$i
    invoke: mt-ForwardSM
    argument:
      sm-RP-DA: {lmsi: {hex: 00000001}}
      sm-RP-OA: {serviceCentreAddressOA: $smsc.gt}
      sm-RP-UI: {sms-deliver: {tp-oa: "+15550100100", text: $texts.0, tp-pid: {at-most: 63}}}
      moreMessagesToSend: any
    timer: 30s
    sccp: {called: {gt: "+15550100002", tt: 0, np: e164, nai: international, ssn: null}, class: {in: [0, 1]}}
    expect: {invoke-id: {in: [1, 2]}, tcap: {otid: present, dtid: absent}, sccp: {segments: 1}}
    capture: {id: tcap.otid}
    within: 5s
  - msc -> smsc: end
    components:
      - {result: mt-ForwardSM, parameter: {sm-RP-UI: {sms-deliver-report: {tp-pid: 0}}}}
      - {reject: mistypedParameter, invoke-id: , problem: invokeProblem}
    tcap: {dtid: $id}
  - timeout: smsc
    within: 11m
  - pause: 250ms
  - repeat: 2
    steps: [{for: {text: $texts, n: [1, 2]}, counter: k, steps: [{smsc -> msc: abort, abort: user, reason: {resourceUnavailable: shortTermResourceLimitation}}]}]
"""
)

STEP = ["steps", 0]
# Where a mistake is made, and what stands there then.
BAD = [
    (["titel"], "x"),
    (["otherwise"], "stop"),
    (["endpoints", "smsc", "role"], "smcs"),
    (["endpoints", "smsc", "pc"], "many"),
    (["endpoints", "smsc", "tid-octets"], 5),
    (["endpoints", "smsc", "ssm"], 8),
    (STEP + ["smsc -> msc"], "start"),
    (STEP + ["msc -> smsc"], "starts"),
    (STEP + ["aplication-context"], "shortMsgMT-Relay-v3"),
    (STEP + ["application-context"], "shortMsgMT-Relay-v4"),
    (STEP + ["within"], 5),
    (STEP + ["within"], "5"),
    (STEP + ["result"], "mt-ForwardSM"),
    (STEP + ["invoke"], "mt-FowardSM"),
    (STEP + ["argument", "sm-RP-D"], "noSM-RP-DA"),
    (STEP + ["argument", "sm-RP-DA"], {"imzi": "1"}),
    (STEP + ["argument", "sm-RP-UI", "sms-deliver", "txt"], "x"),
    (STEP + ["argument", "sm-RP-UI", "sms-deliver", "tp-pid"], 256),
    (STEP + ["sccp", "clas"], 1),
    (STEP + ["sccp", "called", "tt"], 256),
    (STEP + ["capture", "id"], "tcp.otid"),
    (STEP + ["expect", "tcp"], {}),
    (["steps", 1, "components", 0, "argument"], 5),
    (["steps", 1, "components", 1, "reject"], "mistyped"),
    (["steps", 2, "timeouts"], "smsc"),
    (["steps", 3, "pause"], "soon"),
    (["steps", 4, "repeat"], 0),
    (["steps"], []),
]


def check_samples(validate):
    for error in validate.iter_errors(GOOD):
        check(False, f"the good sample: {error.json_path}: {error.message[:300]}")
    for path, value in BAD:
        bad = copy.deepcopy(GOOD)
        at = bad
        for key in path[:-1]:
            at = at[key]
        at[path[-1]] = value
        check(not validate.is_valid(bad), f"this mistake is not seen: {path}: {value}")


def described(node):
    while "description" not in node and "$ref" in node:
        node = SCHEMA["$defs"][node["$ref"].rsplit("/", 1)[1]]
    return "description" in node


def check_descriptions(node, path=""):
    if isinstance(node, dict):
        for kind in ("properties", "patternProperties"):
            for key, below in node.get(kind, {}).items():
                # Inside of `properties` a key may itself be called "properties": only schemas are looked at.
                check(isinstance(below, dict) and described(below), f"{path}/{key} has no description")
        for key, below in node.items():
            check_descriptions(below, f"{path}/{key}")
    elif isinstance(node, list):
        for index, below in enumerate(node):
            check_descriptions(below, f"{path}/{index}")


validate = validator()
count = check_tree(validate)
check_samples(validate)
check_descriptions(SCHEMA)
for failure in failures:
    print(failure)
print(f"{count} scenarios, {len(BAD)} mistakes, {len(failures)} failures")
sys.exit(1 if failures else 0)
