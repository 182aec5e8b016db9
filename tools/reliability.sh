#!/usr/bin/env bash
# Writes docs/reliability.md anew: what was survived, as the tests of tests/lab have just shown it in a guest
# (tests/uml), and those of tests/e2e between two processes, over userland SCTP and over the kernel's in a guest.
# Each test prints a line "RELIABILITY|fault|transport|result" when it has passed; a fault whose test fails has no
# row. The usual test plays scenarios of each kind; here the whole library is played too, which takes minutes.
set -euo pipefail
cd "$(dirname "$0")/.."
. tools/setup/packages.sh

build_tree release lab_guest_test pair_guest_test run_guest mapsim e2e_network_test
folder=build/release/tests/uml/lab_in_guest
status=0
pairs=build/release/tests/uml/pairs_in_guest
ctest --preset release -R '^(lab|pairs)_in_guest$' || status=$?
[ -s "$folder/output" ] || { echo "tools/reliability.sh: no guest ran, docs/reliability.md stays as it is" >&2; exit 3; }
library=$PWD/build/release/tests/uml/library_in_guest
if [ "$status" -eq 0 ]; then
  build/release/tests/uml/run_guest library_in_guest "$library" 1500 env MAPSIM_GUEST_SCENARIOS=all \
    "$PWD/build/release/tests/lab/lab_guest_test" '--gtest_filter=LabLibrary.*' || status=$?
fi
processes=build/release/tests/uml/processes.output
build/release/tests/e2e/e2e_network_test \
  --gtest_filter='Ipsp.*:TwoAspsOfOneAs.*:LostAssociation.*:PendingAs.*:LabWithABadPeer.*:Lab.*Peer*' >"$processes" || status=$?
[ "$status" -eq 0 ] || { echo "tools/reliability.sh: a test failed, docs/reliability.md stays as it is" >&2; exit "$status"; }

{
  sed '/^| fault |/,$d' docs/reliability.md
  echo '| fault | transport | result |'
  echo '|---|---|---|'
  grep -h '^RELIABILITY|' "$folder/output" "$pairs/output" "$library/output" "$processes" | LC_ALL=C sort -t'|' -k2,2 -k3,3 -u | awk -F'|' '{print "| " $2 " | " $3 " | " $4 " |"}'
} >docs/reliability.md.new
mv docs/reliability.md.new docs/reliability.md
echo "docs/reliability.md: $(grep -c '^| ' docs/reliability.md) rows with the head"
