#!/usr/bin/env bash
# Builds and runs the benchmarks, and prints one table with the machine that it was taken on (docs/performance.md).
# Arguments go to Google Benchmark, for instance --benchmark_filter=tcap; RUNS is how often each is repeated (5).
set -euo pipefail
cd "$(dirname "$0")/.."
. tools/setup/packages.sh

install_packages "${build_packages[@]}" "${test_packages[@]}"
cmake_arguments=(-DMAPSIM_BENCH=ON)
programs=(mapsim_codec_bench mapsim_bench)
# Userland SCTP is benchmarked where its library is there to build it.
if [ -f /usr/include/usrsctp.h ]; then programs+=(mapsim_link_bench); fi
build_tree release mapsim "${programs[@]}"

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
for program in "${programs[@]}"; do
  "build/release/tests/bench/$program" --benchmark_repetitions="${RUNS:-5}" --benchmark_report_aggregates_only=true \
    --benchmark_out="$results/$program.json" --benchmark_out_format=json "$@" >&2
done
exec python3 tests/bench/table.py build/release/tools/mapsim scenarios/mt/mt-v3.yaml "$results"/*.json
