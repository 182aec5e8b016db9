// Whether what a dissector shows is what is known, by the row of the mapping.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "tools/known/message.h"
#include "tools/verify/mapping.h"
#include "tools/verify/shown.h"

namespace mapsim::verify {

struct Judgement {
  bool agrees = false;
  // What is shown instead: "gsm_old.imsi: imsi: 0010…"; empty where nothing is.
  std::string shown;
};

// Fields are counted from the frame's first octet, of a message in several parts from its own first one.
Judgement judge(const known::Field& field, const MappingRow& row, bool segmented, const ShownFrame& frame);

}  // namespace mapsim::verify
