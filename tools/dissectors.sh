#!/usr/bin/env bash
# Builds the program, holds the corpus against the tshark of this machine, and writes the tables of docs/dissectors.md.
set -euo pipefail
cd "$(dirname "$0")/.."
. tools/setup/packages.sh

install_packages "${build_packages[@]}" tshark python3
build_tree release mapsim
python3 tests/tools/verify/dissector_test.py build/release/tools/mapsim . write
