#include "scenarios/engine/lab/capture_account.h"

namespace mapsim::scenario::lab {

std::string CaptureAccount::missing(const Traffic& captured, std::string_view what) const {
  Traffic all;
  for (const auto& transport : transports_) {
    const Traffic one = transport();
    all.in += one.in;
    all.out += one.out;
  }
  // A capture may have more: a message that was queued, and that the kernel did not take any more.
  const auto lacks = [](std::uint64_t has, std::uint64_t of) { return of > has ? of - has : 0; };
  const std::uint64_t count = lacks(captured.in, all.in) + lacks(captured.out, all.out);
  if (count == 0) return {};
  const auto text = [](const Traffic& t) {
    return std::to_string(t.in) + " in and " + std::to_string(t.out) + " out";
  };
  const std::string_view one = what.substr(0, what.size() - 1);
  return std::to_string(count) + " " + std::string(count == 1 ? one : what) + (count == 1 ? " is" : " are") +
         " not in the capture: the transport counts " + text(all) + ", the capture " + text(captured);
}

}  // namespace mapsim::scenario::lab
