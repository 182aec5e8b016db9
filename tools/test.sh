#!/usr/bin/env bash
# Installs what is missing, builds, and runs every test: plain, and under AddressSanitizer and
# UndefinedBehaviorSanitizer; then every fuzz target for a number of executions. Says how many were skipped and why. Runs as root or through sudo, and again without harm.
set -euo pipefail
cd "$(dirname "$0")/.."
. tools/setup/packages.sh

install_packages "${build_packages[@]}" "${test_packages[@]}"

# One more than there are processors: the longest tests wait for a network or a guest most of the time.
jobs=$(($(nproc) + 1))
cmake_arguments=(-DMAPSIM_TESTS=ON)
status=0
passed=0
failed=0
skipped=0
for preset in release sanitize; do
  echo "build: $preset"
  build_tree "$preset"
  echo "test: $preset"
  ctest --preset "$preset" -j "$jobs" || status=1
  log=build/$preset/Testing/Temporary/LastTest.log
  # GoogleTest's own counts: a test program holds many tests. grep exits 1 where there is none.
  sum() { { grep -Eo "$1" "$log" || true; } | { grep -Eo '[0-9]+' || true; } | awk '{n += $1} END {print n + 0}'; }
  passed=$((passed + $(sum '^\[  PASSED  \] [0-9]+ test')))
  failed=$((failed + $(sum '^\[  FAILED  \] [0-9]+ test')))
  skipped=$((skipped + $(sum '^\[  SKIPPED \] [0-9]+ test')))
  if grep -q '^\[  SKIPPED \] [0-9]' "$log"; then
    echo "skipped ($preset), with the reasons:"
    { grep -A1 -E ': Skipped$' "$log" || true; } | { grep -vE '^--$|: Skipped$' || true; } | sort | uniq -c
  fi
done
echo "test: fuzz"
tools/fuzz.sh --repeatable || status=1
echo
echo "$passed passed, $failed failed, $skipped skipped"
[ "$status" -eq 0 ] || echo "not all is well: a test, a test program or a fuzz target failed, see above"
exit "$status"
