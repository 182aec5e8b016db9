// Messages for the tests of this folder.
#pragma once

#include "sigtran/m3ua/message.h"
#include "sigtran/m3ua/tables.h"

namespace mapsim::m3ua::test {

inline Octets octets(std::string_view hex) {
  return from_hex(hex).value();
}

inline Octets bytes(const Message& message) {
  const OutBuffer out = encode(message).value();
  return {out.view().begin(), out.view().end()};
}

// A value that the tag's shape allows.
inline Parameter sample(Tag tag) {
  switch (find_parameter(tag)->shape) {
    case Shape::octets:
      return {tag, Octets{1, 2, 3}};
    case Shape::text:
      return {tag, std::string("text")};
    case Shape::numbers:
      return {tag, std::vector<std::uint32_t>{7}};
    case Shape::protocol_data:
      return {tag, ProtocolData{{.opc = 1, .dpc = 2, .si = 3, .ni = 2, .mp = 0, .sls = 5}, {9, 8, 7, 6, 5}}};
    case Shape::point_codes:
      return {tag, std::vector<PointCodeRange>{{0, 3}, {2, 400}}};
    case Shape::point_code:
      return {tag, PointCodeRange{0, 23}};
    case Shape::user_cause:
      return {tag, UserCause{1, 3}};
    case Shape::status:
      return {tag, Status{1, 3}};
    case Shape::congestion_level:
      return {tag, CongestionLevel{2, 0}};
    case Shape::service_indicators:
      return {tag, ServiceIndicators{{3, 5}}};
    case Shape::group: {
      ParameterGroup group;
      for (const ParameterUse& use : find_group(tag)->uses()) group.push_back(sample(use.tag));
      return {tag, group};
    }
    default:
      return {tag, std::uint32_t{1}};
  }
}

// The message with its mandatory parameters, or with all of them.
inline Message sample(const MessageRow& row, bool all) {
  Message message{.type = row.type};
  for (const ParameterUse& use : row.uses()) {
    if (all || use.presence == Presence::mandatory) message.parameters.push_back(sample(use.tag));
  }
  return message;
}

}  // namespace mapsim::m3ua::test
