// What tshark shows of a capture: its packet details (PDML), each frame flattened in the order of the
// display.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace mapsim::e2e {

struct Field {
  std::string name;      // "gsm_sms.tp-oa"; of a protocol its name alone: "gsm_sms"
  std::string show;      // the value: "15550100100"
  std::string showname;  // for people: "TP-OA Digits: 15550100100"
  bool is_protocol = false;
};

struct Frame {
  std::string number;
  std::vector<Field> fields;
};

struct Dissection {
  std::vector<Frame> frames;
  std::string problem;  // why there is none
};

bool tshark_is_installed();

// One run of tshark with checksums checked and parts of long texts shown one by one.
Dissection dissect(const std::filesystem::path& capture);

}  // namespace mapsim::e2e
