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
// `number` is that of the frame in the places of the field.
Judgement judge(const known::Field& field, const MappingRow& row, bool segmented, std::uint64_t number,
                const ShownFrame& frame);
inline Judgement judge(const known::Field& field, const MappingRow& row, bool segmented,
                       const ShownFrame& frame) {
  return judge(field, row, segmented, frame.number, frame);
}

}  // namespace mapsim::verify
