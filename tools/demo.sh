#!/usr/bin/env bash
# From a bare Debian 12 to captures that can be opened: installs what is missing, builds, plays the scenarios that
# come with mapsim and leaves a capture of each and a report in out/. Runs as root or through sudo, and again without harm.
set -euo pipefail
cd "$(dirname "$0")/.."
. tools/setup/packages.sh

install_packages "${build_packages[@]}" "${demo_packages[@]}"
echo "build: the program mapsim"
cmake_arguments=(-DMAPSIM_TESTS=OFF -DMAPSIM_BENCH=OFF)
build_tree release mapsim

mapsim=build/release/tools/mapsim
out=out/demo
mkdir -p "$out"
echo
echo "== A first scenario, step by step"
"$mapsim" run scenarios/mt/mt-v3.yaml --capture "$out/first.pcapng"
echo
echo "== All scenarios that come with mapsim"
"$mapsim" run scenarios --report "$out/report" --force --summary
echo
echo "== What tshark reads in the first capture"
tshark -r "$out/first.pcapng" -Y gsm_map 2>/dev/null
echo
echo "Captures: $out/first.pcapng and $(ls "$out/report/captures" | wc -l) files in $out/report/captures"
echo "Open one:  wireshark $out/first.pcapng    or    tshark -r $out/first.pcapng -V"
echo "Report, for a browser: $out/report/report.html"
