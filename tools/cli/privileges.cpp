#include "tools/cli/privileges.h"

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <linux/capability.h>
#include <string>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace mapsim::cli {

namespace {

constexpr std::uint32_t bit(int capability) {
  return std::uint32_t{1} << static_cast<unsigned>(capability);
}

Result<void> failed(const char* call) {
  return fail(
      Error{.layer = "",
            .text = std::string("privileges cannot be given up: ") + call + ": " + std::strerror(errno)});
}

}  // namespace

Result<void> drop_privileges(Ahead ahead) {
  __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
  __user_cap_data_struct sets[_LINUX_CAPABILITY_U32S_3] = {};
  if (::syscall(SYS_capget, &header, sets) != 0) return failed("capget");
  std::uint32_t keep = ::geteuid() == 0 ? bit(CAP_DAC_OVERRIDE) : 0;
  if (ahead == Ahead::raw_sockets) keep |= bit(CAP_NET_RAW);
  // Both are among the first 32.
  for (std::size_t i = 0; i < _LINUX_CAPABILITY_U32S_3; ++i) {
    const std::uint32_t mask = i == 0 ? keep : 0;
    sets[i].effective &= mask;
    sets[i].permitted &= mask;
    sets[i].inheritable = 0;
  }
  if (::syscall(SYS_capset, &header, sets) != 0) return failed("capset");
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return failed("prctl");
  return {};
}

}  // namespace mapsim::cli
