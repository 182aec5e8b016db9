#!/usr/bin/env bash
# Builds the program for load runs, in build/tuned/tools/mapsim: once so that it notes where it spends its time, some work that
# is like that of users, and once more, optimised by what was noted and as a whole. Takes some three times as long as the usual build;
# docs/performance.md says what it is worth. Other targets may follow: tools/tune.sh mapsim_bench mapsim_link_bench
set -euo pipefail
cd "$(dirname "$0")/.."
. tools/setup/packages.sh

targets=(mapsim "$@")
packages=("${build_packages[@]}")
if [ $# -ne 0 ]; then packages+=("${test_packages[@]}"); fi
install_packages "${packages[@]}"
usual=(-DMAPSIM_TESTS=OFF "-DMAPSIM_BENCH=$([ $# -eq 0 ] && echo OFF || echo ON)")
build=build/tuned
work=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null || true; rm -rf "$work"' EXIT

echo "tune: the program that takes notes"
rm -rf "$build/profile"
cmake_arguments=("${usual[@]}" -DMAPSIM_PROFILE=generate -DCMAKE_INTERPROCEDURAL_OPTIMIZATION=OFF)
build_tree tuned mapsim

echo "tune: work to take notes of"
# Each ends by itself and well, or this does: what was not noted would be optimised for nothing.
export MAPSIM_SCENARIOS=scenarios
mapsim=$build/tools/mapsim
quietly() {
  "$@" >"$work/said" 2>&1 || { cat "$work/said" >&2; exit 1; }
}
quietly "$mapsim" run scenarios --quiet --capture-dir "$work/library"
for scenario in mt-v3 mt-v2 mo-v3 sri-v3; do
  quietly "$mapsim" load "$scenario" --fast --rate 100000/s --count 50000
done
quietly "$mapsim" load mt-v3 --fast --rate 50000/s --count 50000 --capture "$work/load.pcapng"
if [ -f /usr/include/usrsctp.h ]; then
  "$mapsim" load mt-v3 --transport usrsctp --as msc --udp-port 19891:19890 >"$work/msc" 2>&1 &
  quietly "$mapsim" load mt-v3 --transport usrsctp --as smsc --udp-port 19890:19891 --rate 30000/s --duration 5s \
    --capture "$work/network.pcapng"
  kill -INT $!
  wait $! || { cat "$work/msc" >&2; exit 1; }
fi
for command in "decode --json" flow "flow --failed" lint; do
  # lint may find something, and that is no failure here.
  "$mapsim" $command "$work/load.pcapng" >/dev/null 2>&1 || [ $? -eq 1 ]
done

echo "tune: the program that is optimised by them"
cmake_arguments=("${usual[@]}" -DMAPSIM_PROFILE=use -DCMAKE_INTERPROCEDURAL_OPTIMIZATION=ON)
build_tree tuned "${targets[@]}"
echo "tune: $build/tools/mapsim"
