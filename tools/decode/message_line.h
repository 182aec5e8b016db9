// A message of a capture as a line of JSON: what `mapsim decode CAPTURE --json` shows.
#pragma once

#include "tools/decode/capture_reading.h"
#include "tools/decode/date_text.h"
#include "tools/decode/layer_json.h"

namespace mapsim::cli {

class MessageLine {
 public:
  // Appends the object, without a line break: frame, time, comment, sctp, the layers, map and problems.
  // `message` was read with the tree of MAP alone; the other layers are written from its octets.
  void append(std::string& out, const CapturedMessage& message);

 private:
  void endpoint(std::string& out, const link::IpAddress& address, std::uint16_t port);
  void transport(std::string& out, const capture::WalkEvent& event);

  LayerJson layers_;
  // What comes again and again, as it was written the last time.
  DateText date_;
  struct Endpoint {
    link::IpAddress address;
    std::uint16_t port = 0;
    std::string text;
  };
  std::array<Endpoint, 64> endpoints_;
};

}  // namespace mapsim::cli
