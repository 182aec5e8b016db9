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

echo "tune: the program that takes notes"
rm -rf "$build/profile"
cmake_arguments=("${usual[@]}" -DMAPSIM_PROFILE=generate -DCMAKE_INTERPROCEDURAL_OPTIMIZATION=OFF)
build_tree tuned mapsim

echo "tune: work to take notes of"
tools/setup/train.sh $build/tools/mapsim

echo "tune: the program that is optimised by them"
cmake_arguments=("${usual[@]}" -DMAPSIM_PROFILE=use -DCMAKE_INTERPROCEDURAL_OPTIMIZATION=ON)
build_tree tuned "${targets[@]}"
echo "tune: $build/tools/mapsim"
