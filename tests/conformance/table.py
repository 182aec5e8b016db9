#!/usr/bin/env python3
"""The table of test purposes: docs/conformance.md from <layer>.csv and the results of conformance_test.

  table.py write RESULTS.json    writes docs/conformance.md from results of --gtest_output=json:RESULTS.json
  table.py check PROGRAM         runs the test program, and checks that the purposes, the tests and the document agree

A CSV has the columns id, group, purpose, clause, status, reason. A purpose is covered by the one test
Conformance<Layer>.<id>, where what is no letter or digit of the id is written as an underscore.
"""
import csv
import json
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
DOCUMENT = HERE.parent.parent / "docs" / "conformance.md"
COLUMNS = ["id", "group", "purpose", "clause", "status", "reason"]
STATUSES = ["covered", "not applicable", "missing"]
LAYERS = {
    "m3ua": ("M3UA", "ETSI TS 102 381 and RFC 4666"),
    "sccp": ("SCCP", "Q.786 and Q.714"),
    "tcap": ("TCAP", "Q.787 and Q.774"),
}
HEAD = """# Conformance by purpose

Each purpose of the test specifications is covered by a test of its id, or the table says why not. The tests play against
a layer's contract or over the in-process link; `tools/conformance.sh` runs them and writes this file, and the test
`conformance_table` fails when it is not up to date.

"""


def test_name(layer, purpose):
    return f"Conformance{layer.capitalize()}.{re.sub(r'[^A-Za-z0-9]', '_', purpose)}"


def read_purposes(layer):
    """The rows of one layer and what is wrong with them."""
    path = HERE / f"{layer}.csv"
    with path.open(newline="", encoding="utf-8") as file:
        reader = csv.DictReader(file)
        if reader.fieldnames != COLUMNS:
            return [], [f"{path.name}: the header must be {','.join(COLUMNS)}"]
        rows = list(reader)
    wrong = []
    names = set()
    for row in rows:
        where = f"{path.name}:{row['id']}"
        if None in row or any(row[column] is None for column in COLUMNS):
            wrong.append(f"{where}: not {len(COLUMNS)} columns")
            continue
        if row["status"] not in STATUSES:
            wrong.append(f"{where}: status '{row['status']}' is none of {', '.join(STATUSES)}")
        if (row["status"] == "covered") != (row["reason"] == ""):
            wrong.append(f"{where}: a reason is needed where a purpose is not covered, and only there")
        if not row["purpose"] or not row["clause"] or not row["group"]:
            wrong.append(f"{where}: group, purpose and clause are needed")
        name = test_name(layer, row["id"])
        if name in names:
            wrong.append(f"{where}: the id stands twice")
        names.add(name)
    return rows, wrong


def read_results(path):
    """Test name to passed, failed or skipped."""
    results = {}
    for suite in json.loads(pathlib.Path(path).read_text(encoding="utf-8"))["testsuites"]:
        for test in suite["testsuite"]:
            result = "passed"
            if test.get("failures"):
                result = "failed"
            elif test.get("result") != "COMPLETED":
                result = "skipped"
            results[f"{suite['name']}.{test['name']}"] = result
    return results


def compare(purposes, results):
    """What covers a purpose and what claims to must be the same set."""
    wrong = []
    expected = set()
    for layer, rows in purposes.items():
        for row in rows:
            name = test_name(layer, row["id"])
            if row["status"] == "covered":
                expected.add(name)
                if name not in results:
                    wrong.append(f"{layer}.csv:{row['id']}: covered, but there is no test {name}")
            elif name in results:
                wrong.append(f"{layer}.csv:{row['id']}: {row['status']}, but there is a test {name}")
                expected.add(name)
    for name in sorted(set(results) - expected):
        if name.startswith("Conformance"):
            wrong.append(f"{name}: a test without purpose")
    return wrong


def cell(text):
    return text.replace("|", "\\|")


def write_document(purposes, results):
    lines = [HEAD]
    lines.append("| layer | purposes of | " + " | ".join(STATUSES) + " |\n|---|---|" + "---|" * len(STATUSES) + "\n")
    for layer, rows in purposes.items():
        counts = [str(sum(row["status"] == status for row in rows)) for status in STATUSES]
        title, source = LAYERS[layer]
        lines.append(f"| [{title}](#{layer}) | {source} | " + " | ".join(counts) + " |\n")
    for layer, rows in purposes.items():
        lines.append(f"\n## {LAYERS[layer][0]}\n")
        note = HERE / f"{layer}.md"
        if note.exists():
            lines.append("\n" + note.read_text(encoding="utf-8").strip() + "\n")
        group = None
        for row in rows:
            if row["group"] != group:
                group = row["group"]
                lines.append(f"\n### {LAYERS[layer][0]}: {group}\n\n| id | purpose | clause | result |\n|---|---|---|---|\n")
            result = results.get(test_name(layer, row["id"]), "no test")
            if row["status"] != "covered":
                result = f"{row['status']}: {row['reason']}"
            lines.append(f"| {row['id']} | {cell(row['purpose'])} | {cell(row['clause'])} | {cell(result)} |\n")
    return "".join(lines)


def main(arguments):
    if len(arguments) != 2 or arguments[0] not in ("write", "check"):
        print(__doc__, file=sys.stderr)
        return 2
    wrong = []
    purposes = {}
    for layer in LAYERS:
        if not (HERE / f"{layer}.csv").exists():
            continue
        purposes[layer], faults = read_purposes(layer)
        wrong += faults
    if arguments[0] == "write":
        results = read_results(arguments[1])
    else:
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "results.json"
            # A failing test is told by conformance_test itself; here it shows as a changed document.
            subprocess.run([arguments[1], f"--gtest_output=json:{path}"], stdout=subprocess.DEVNULL, check=False)
            results = read_results(path)
    wrong += compare(purposes, results)
    for fault in wrong:
        print(fault, file=sys.stderr)
    if wrong:
        return 1
    text = write_document(purposes, results)
    if arguments[0] == "write":
        DOCUMENT.write_text(text, encoding="utf-8")
    elif not DOCUMENT.exists() or DOCUMENT.read_text(encoding="utf-8") != text:
        print("docs/conformance.md is not what the tests say; run tools/conformance.sh", file=sys.stderr)
        return 1
    counts = [f"{sum(r['status'] == s for rows in purposes.values() for r in rows)} {s}" for s in STATUSES]
    print(", ".join(counts))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
