// Decodes and encodes a sample by the tables.
#pragma once

#include "sigtran/map/codec.h"
#include "tests/map/json_value.h"
#include "tests/map/samples.h"

namespace mapsim::test {

inline std::string title(const Sample& s) {
  constexpr const char* kParts[] = {"argument", "result", "error"};
  return std::string(s.name) + " v" + std::to_string(s.version) + " " + kParts[static_cast<int>(s.part)];
}

inline const map::Operation& operation_of(const Sample& s) {
  const map::Operation* operation = map::find_operation(s.name, s.version);
  if (operation == nullptr) throw std::runtime_error("no operation " + title(s));
  return *operation;
}

inline map::ErrorCode error_of(const Sample& s) {
  return map::find_error(s.name)->code;
}

inline Result<Octets> encode(const Sample& s, const Value& value) {
  if (s.part == Part::error) return map::encode_error(error_of(s), s.version, value);
  return s.part == Part::argument ? map::encode_argument(operation_of(s), value)
                                  : map::encode_result(operation_of(s), value);
}

inline Result<map::Parameter> decode_parameter(const Sample& s, OctetView octets,
                                               map::Remarks* remarks = nullptr) {
  if (s.part == Part::error) return map::decode_error_parameter(error_of(s), s.version, octets, remarks);
  return s.part == Part::argument ? map::decode_argument_parameter(operation_of(s), octets, remarks)
                                  : map::decode_result_parameter(operation_of(s), octets, remarks);
}

inline Result<Value> decode(const Sample& s, OctetView octets, map::Remarks* remarks = nullptr) {
  auto parameter = decode_parameter(s, octets, remarks);
  if (!parameter) return tl::unexpected(parameter.error());
  return map::parameter_to_value(*parameter);
}

}  // namespace mapsim::test
