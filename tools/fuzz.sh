#!/usr/bin/env bash
# Fuzzes every decoder, state machine and reader: tools/fuzz.sh MINUTES [TARGET…]; instead of MINUTES, --seconds N, or
# --repeatable: a number of executions instead of a time, one seed of chance and nothing kept of former runs, so that what
# passes once passes again (tools/test.sh). Otherwise each target gets its time, on one core, under AddressSanitizer and UndefinedBehaviorSanitizer; an input that takes
# 10 seconds (of a clock on the wall: machines are busy) or 512 MiB is a finding too. Findings are left in build/fuzz/findings, corpora in build/fuzz/corpus.
set -euo pipefail
cd "$(dirname "$0")/.."
. tools/setup/packages.sh

usage() {
  echo "tools/fuzz.sh MINUTES|--seconds N|--repeatable [TARGET…]" >&2
  exit 2
}
[ $# -ge 1 ] || usage
repeatable=
seconds=0
case $1 in
  --seconds)
    [ $# -ge 2 ] || usage
    seconds=$2
    shift 2
    ;;
  --repeatable)
    repeatable=yes
    shift
    ;;
  *)
    seconds=$(($1 * 60))
    shift
    ;;
esac

install_packages "${build_packages[@]}" "${test_packages[@]}"
cmake_arguments=(-DMAPSIM_TESTS=ON)
build_tree sanitize
programs=build/sanitize/tests/fuzz
targets=("$@")
if [ ${#targets[@]} -eq 0 ]; then
  for program in "$programs"/fuzz_*; do
    name=$(basename "$program")
    [ "$name" = fuzz_seeds ] || [ ! -x "$program" ] || targets+=("${name#fuzz_}")
  done
fi

# Seeds: every message of every layer of every scenario that comes with the program, and the files themselves.
work=build/fuzz
rm -rf "$work/seeds" "$work/captures" "$work/logs"
mkdir -p "$work/seeds/scenario" "$work/seeds/capture" "$work/logs"
MAPSIM_SCENARIOS=scenarios build/sanitize/tools/mapsim run scenarios --quiet --capture-dir "$work/captures"
"$programs/fuzz_seeds" "$work/seeds" "$work"/captures/*.pcapng
find scenarios -name '*.yaml' -size -8k -exec cp -t "$work/seeds/scenario" {} +
cp tests/golden/*.pcap* "$work/seeds/capture"
mkdir -p "$work/seeds/manifest" "$work/seeds/pdml"
build/sanitize/tools/mapsim corpus "$work/known" --force >/dev/null
# Files of several folders have the same name.
find "$work/known" -name '*.known.json' -size -8k -exec cp --backup=numbered -t "$work/seeds/manifest" {} +
if command -v tshark >/dev/null; then
  for capture in tests/golden/*.pcap*; do
    # An octet that says where the text is divided, and the layers that are compared.
    { printf 0 && tshark -n -r "$capture" -T pdml -j "m3ua sccp tcap gsm_map gsm_sms" 2>/dev/null; } \
      >"$work/seeds/pdml/$(basename "$capture")" || true
  done
fi

fuzz_one() {
  local target=$1
  mkdir -p "$work/corpus/$target" "$work/findings/$target" "$work/seeds/$target"
  local length=2048
  case $target in capture | manifest | scenario | tools) length=8192 ;; pdml) length=32768 ;; esac
  local corpus=$work/corpus/$target
  local bound=(-max_total_time="$seconds" -timeout=10)
  if [ -n "$repeatable" ]; then
    # About five seconds each. A time limit would end a slow machine's run elsewhere.
    local runs=50000
    case $target in scenario) runs=350 ;; world) runs=1000 ;; tools) runs=2000 ;; pdml | manifest | capture | *_machine) runs=15000 ;; esac
    corpus=$(mktemp -d)
    bound=(-seed=1 -runs="$runs" -timeout=60)
  fi
  # It has no seeds, and short scripts do nothing.
  [ "$target" != world ] || bound+=(-len_control=0)
  "$programs/fuzz_$target" "$corpus" "$work/seeds/$target" "${bound[@]}" \
    -rss_limit_mb=512 -max_len="$length" -print_final_stats=1 -artifact_prefix="$work/findings/$target/" \
    >"$work/logs/$target.log" 2>&1 || echo "$target" >>"$work/logs/failed"
  [ -z "$repeatable" ] || rm -rf "$corpus"
}
export -f fuzz_one
export work programs seconds repeatable
each="$seconds s"
[ -z "$repeatable" ] || each="a number of executions"
echo "fuzz: ${#targets[@]} targets, $each each, $(nproc) at a time"
printf '%s\n' "${targets[@]}" | xargs -P "$(nproc)" -I{} bash -c 'fuzz_one {}'
printf '%-16s %12s %10s %10s\n' target executions 'per s' coverage
for target in "${targets[@]}"; do
  log=$work/logs/$target.log
  value() { sed -n "s/^stat::$1: *//p" "$log" | tail -1; }
  printf '%-16s %12s %10s %10s\n' "$target" "$(value number_of_executed_units)" "$(value average_exec_per_sec)" \
    "$(sed -n 's/.* cov: \([0-9]*\) .*/\1/p' "$log" | tail -1)"
done
if [ -e "$work/logs/failed" ]; then
  while read -r target; do
    echo "fuzz: a finding in $target:"
    grep -E 'ERROR:|runtime error|SUMMARY|Test unit written' "$work/logs/$target.log" || tail -5 "$work/logs/$target.log"
  done <"$work/logs/failed"
  exit 1
fi
