// What a dissector shows of a frame: its fields in the order of the display.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace mapsim::verify {

struct ShownField {
  std::string name;      // "gsm_sms.tp-oa"
  std::string show;      // the value: "15550100100"
  std::string showname;  // for people: "TP-OA Digits: 15550100100"
  // Octets, counted from the first of the frame, or of what was put together of several.
  std::size_t offset = 0;
  std::size_t size = 0;
};

struct ShownFrame {
  std::uint64_t number = 0;
  std::vector<ShownField> fields;
};

}  // namespace mapsim::verify
