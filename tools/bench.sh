#!/usr/bin/env bash
# Builds and runs the benchmarks, and prints one table with the machine that it was taken on.
# Arguments go to Google Benchmark, for instance --benchmark_filter=tcap.
set -euo pipefail
cd "$(dirname "$0")/.."
. tools/setup/packages.sh

install_packages "${build_packages[@]}" "${test_packages[@]}"
cmake_arguments=(-DMAPSIM_BENCH=ON)
build_tree release mapsim_bench
echo "machine: $(nproc) x $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1), $(uname -sr), load $(cut -d' ' -f1 /proc/loadavg)"
exec build/release/tests/bench/mapsim_bench "$@"
