#include "sigtran/node/runtime.h"

namespace mapsim::node {

bool Runtime::is_behind() {
  for (std::size_t i = 0; i < size(); ++i) {
    if (node(i).is_behind()) return true;
  }
  return false;
}

Result<void> Runtime::arm_fault(std::size_t, std::uint64_t, const link::Fault&) {
  return fail(Error{.layer = "link", .text = "messages of this link cannot be tampered with"});
}

void Runtime::disarm_faults(std::size_t) {}

Result<void> Runtime::change_link(std::size_t, std::size_t, LinkChange) {
  return fail(Error{.layer = "link", .text = "this link cannot be cut, restarted or aborted from here"});
}

}  // namespace mapsim::node
