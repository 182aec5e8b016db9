# The Debian 12 packages that mapsim needs, by purpose. Sourced by tools/demo.sh and tools/test.sh;
# docs/dependencies.md says why each is there.

build_packages=(
  g++ cmake ninja-build pkg-config
  asn1c
  libboost-dev libboost-program-options-dev
  libexpat1-dev
  libexpected-dev
  libfmt-dev libspdlog-dev
  libmicrohttpd-dev
  libpcap-dev
  libssl-dev
  libyaml-cpp-dev
  nlohmann-json3-dev
  libsctp-dev libusrsctp-dev
  zlib1g-dev
)
demo_packages=(tshark)
test_packages=(
  clang-14 libclang-rt-14-dev lld-14
  libgtest-dev libgmock-dev
  libbenchmark-dev
  tshark
  python3 python3-jsonschema python3-yaml
  kmod iproute2 osmo-stp
  chromium chromium-driver python3-selenium
  tidy libxml2-utils groff zsh
)
# Kernel SCTP in the tests: there for these processors only; elsewhere they are skipped.
if [ "$(dpkg --print-architecture)" = amd64 ]; then test_packages+=(user-mode-linux); fi

# install_packages NAME…: installs those that are missing, says which, and leaves the rest alone.
install_packages() {
  local missing=() name
  for name in "$@"; do
    if [ "$(dpkg-query -W -f='${db:Status-Status}' "$name" 2>/dev/null)" != installed ]; then
      missing+=("$name")
    fi
  done
  if [ ${#missing[@]} -eq 0 ]; then
    echo "packages: all ${#} are installed"
    return 0
  fi
  echo "packages: installing ${missing[*]}"
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
      echo "packages: these are missing, and neither root nor sudo is at hand to install them" >&2
      return 3
    fi
    as_root=(sudo)
  fi
  local env=(env DEBIAN_FRONTEND=noninteractive)
  "${as_root[@]}" "${env[@]}" apt-get update -qq
  "${as_root[@]}" "${env[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# build_tree PRESET TARGET…: configures and builds one preset of CMakePresets.json. `cmake_arguments` says what else
# goes to cmake: who only wants the program needs none of the packages of the tests.
cmake_arguments=()
build_tree() {
  local preset=$1
  shift
  cmake --preset "$preset" "${cmake_arguments[@]}" >"build-$preset.log" 2>&1 || { cat "build-$preset.log" >&2; return 1; }
  rm -f "build-$preset.log"
  local targets=()
  [ $# -eq 0 ] || targets=(--target "$@")
  cmake --build --preset "$preset" "${targets[@]}"
}
