// The capture readers and the walk down to the messages in frames.
#include "sigtran/capture/packet_walk.h"
#include "sigtran/capture/reader.h"
#include "tests/fuzz/script.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace mapsim;
  auto reader = capture::Reader::from(capture::memory_source(Octets(data, data + size)));
  if (!reader) return 0;
  capture::PacketWalker walker;
  std::size_t octets = 0;
  for (;;) {
    const auto packet = reader->next();
    if (!packet) {
      // A damaged file: the next call says that it has ended.
      const auto after = reader->next();
      fuzz::require(after.has_value() && !after->has_value());
      break;
    }
    if (!*packet) break;
    octets += (*packet)->octets.size();
    walker.feed((*packet)->link_type, (*packet)->octets, (*packet)->original_size);
    while (const auto event = walker.poll()) fuzz::require(event->octets.size() <= octets);
  }
  return 0;
}
