// A message of RFC 4666 as a value. Any combination of parameters may be held and encoded: tests send wrong
// ones. Whether a message is one that RFC 4666 allows is told by check() (check.h).
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "sigtran/core/mtp.h"
#include "sigtran/core/out_buffer.h"
#include "sigtran/core/value.h"
#include "sigtran/m3ua/codes.h"
#include "sigtran/m3ua/fault.h"

namespace mapsim::m3ua {

// RFC 4666 3.3.1. Point codes have 32 bits on the wire.
struct ProtocolData {
  mtp::RoutingLabel label;
  Octets data;
  friend bool operator==(const ProtocolData&, const ProtocolData&) = default;
};

// RFC 4666 3.4.1: the `mask` least significant bits of `pc` (24 bits) stand for any value.
struct PointCodeRange {
  std::uint8_t mask = 0;
  mtp::PointCode pc = 0;
  friend bool operator==(const PointCodeRange&, const PointCodeRange&) = default;
};
bool contains(const PointCodeRange& range, mtp::PointCode pc);

struct UserCause {
  std::uint16_t cause = 0;  // UnavailabilityCause
  std::uint16_t user = 0;   // as the service indicator: 3 is SCCP
  friend bool operator==(const UserCause&, const UserCause&) = default;
};

struct Status {
  std::uint16_t type = 0;         // StatusType
  std::uint16_t information = 0;  // AsStateStatus or OtherStatus
  friend bool operator==(const Status&, const Status&) = default;
};

struct CongestionLevel {
  std::uint8_t level = 0;
  std::uint32_t reserved = 0;  // 24 bits
  friend bool operator==(const CongestionLevel&, const CongestionLevel&) = default;
};

struct ServiceIndicators {
  Octets values;
  friend bool operator==(const ServiceIndicators&, const ServiceIndicators&) = default;
};

struct Parameter;
using ParameterGroup = std::vector<Parameter>;
using ParameterValue = std::variant<std::uint32_t, std::vector<std::uint32_t>, std::string, Octets,
                                    ProtocolData, PointCodeRange, std::vector<PointCodeRange>, UserCause,
                                    Status, CongestionLevel, ServiceIndicators, ParameterGroup>;

// A value of another alternative than the tag's shape (tables.h) is encoded as it stands.
struct Parameter {
  Tag tag{};
  ParameterValue value;
  friend bool operator==(const Parameter&, const Parameter&) = default;
};

// RFC 4666 3.2 counts the padding of the last parameter in the message length; receivers should accept the
// others.
enum class FinalPadding : std::uint8_t { counted, not_counted, absent };
std::span<const EnumName<FinalPadding>> enum_names(FinalPadding);

struct Message {
  MessageType type{};
  std::vector<Parameter> parameters = {};
  std::uint8_t version = kVersion;
  std::uint8_t reserved = 0;
  FinalPadding final_padding = FinalPadding::counted;

  // The value of the first parameter with this tag; nullptr where it is absent or of another alternative.
  template <class T>
  const T* find(Tag tag) const {
    for (const Parameter& p : parameters) {
      if (p.tag == tag) return std::get_if<T>(&p.value);
    }
    return nullptr;
  }
  friend bool operator==(const Message&, const Message&) = default;
};

// Reads the structure: common header and parameters, each by its shape. Class, type and the presence of
// parameters are not judged here, unknown tags are kept as octets. Error codes: invalid version, protocol
// error (message length), parameter field error (parameter length).
tl::expected<Message, Fault> read(OctetView octets);

// The same with the error alone.
Result<Message> decode(OctetView octets);

// Error: a parameter longer than its 16-bit length field can say, or a point code wider than 24 bits.
Result<OutBuffer> encode(const Message& message);

// {message: data, routing-context: 7, protocol-data: {opc, dpc, si, ni, mp, sls, data}}; unknown messages are
// named class-9-type-127, unknown parameters parameter-0x1234, a second parameter of one tag
// routing-context#2.
Value to_value(const Message& message);
Result<Message> from_value(const Value& value);

}  // namespace mapsim::m3ua
