// From a capture to what is known of its messages.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "tools/decode/capture_reading.h"
#include "tools/known/message.h"

namespace mapsim::known {

// Remembers where the segments of SCCP messages stood, so that a field of a message that came in several has
// all its places.
class MessageReader {
 public:
  static constexpr std::size_t kMaxSegmented = 4096;  // messages whose segments are remembered

  // `captured` with trees of all layers.
  Message read(const cli::CapturedMessage& captured);

 private:
  struct Segments {
    std::vector<Place> places;
    std::uint64_t used = 0;
  };
  std::vector<Place> places_of(const cli::CapturedMessage& captured, const Value& sccp, std::size_t at);
  void forget_oldest();

  std::map<std::string, Segments> segments_;
  std::uint64_t count_ = 0;
};

// Calls `on_message` for every message of the capture that its decoder understands. Error: as
// CaptureReading::read.
Result<void> read_capture(const std::string& path, const std::function<void(Message&)>& on_message);

}  // namespace mapsim::known
