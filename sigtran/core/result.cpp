#include "sigtran/core/result.h"

namespace mapsim {

std::string Error::message() const {
  std::string out = layer;
  if (!field.empty()) out += (out.empty() ? "" : ", ") + field;
  if (offset) out += (out.empty() ? "octet " : ", octet ") + std::to_string(*offset);
  if (!clause.empty()) out += " (" + clause + ")";
  if (!out.empty()) out += ": ";
  return out + text;
}

Error at_offset(Error error, std::size_t start) {
  error.offset = error.offset.value_or(0) + start;
  return error;
}

}  // namespace mapsim
