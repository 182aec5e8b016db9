#!/usr/bin/env bash
# Builds and runs the conformance tests, and writes docs/conformance.md from their results.
set -euo pipefail
cd "$(dirname "$0")/.."
. tools/setup/packages.sh

install_packages "${build_packages[@]}" "${test_packages[@]}"
cmake_arguments=(-DMAPSIM_TESTS=ON)
build_tree release conformance_test
results=$(mktemp)
trap 'rm -f "$results"' EXIT
build/release/tests/conformance/conformance_test --gtest_brief=1 --gtest_output=json:"$results"
python3 tests/conformance/table.py write "$results"
