// A frame as its elements of PDML are read, by whichever reader.
#pragma once

#include <string_view>

#include "tools/verify/shown.h"

namespace mapsim::verify {

class PdmlFrame {
 public:
  static constexpr std::size_t kMaxFields = 65'536;   // of a frame; what is beyond is not looked at
  static constexpr std::size_t kMaxText = 4U << 20U;  // octets of the names and values of a frame

  // Attributes of a proto or a field, references replaced; empty: absent.
  struct Element {
    std::string_view name;
    std::string_view show;
    std::string_view showname;
    std::string_view offset;
    std::string_view size;
  };

  // A packet begins.
  void start();
  // Fields of layers below M3UA are left out.
  void add(const Element& element);
  const ShownFrame& frame() const { return frame_; }

 private:
  ShownFrame frame_;
  std::size_t text_ = 0;  // octets kept of the frame
};

}  // namespace mapsim::verify
