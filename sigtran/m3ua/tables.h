// RFC 4666 section 3 as data: which parameters exist and what they look like, which messages exist and which
// parameters they carry. Decoder, encoder, checks and documentation read these rows.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string_view>

#include "sigtran/m3ua/codes.h"

namespace mapsim::m3ua {

// How the value of a parameter is laid out.
enum class Shape : std::uint8_t {
  octets,               // anything
  text,                 // RFC 4666 3.4.1 INFO String, at most 255 octets
  number,               // 32 bits
  traffic_mode,         // 32 bits with names
  error_code,           //
  registration_status,  //
  deregistration_status,
  numbers,             // one or more times 32 bits
  protocol_data,       // routing label in 12 octets, then the user's octets
  point_codes,         // one or more times mask and 24-bit point code
  point_code,          // the same, once
  user_cause,          // 16 bits cause, 16 bits user
  status,              // 16 bits type, 16 bits information
  congestion_level,    // 24 reserved bits, 8 bits level
  service_indicators,  // one or more octets
  group,               // parameters in a parameter
};

struct ParameterRow {
  Tag tag;
  std::string_view name;
  Shape shape;
  std::string_view clause;
};

enum class Presence : std::uint8_t { optional, mandatory };

// One parameter of a message or of a group. What RFC 4666 calls conditional stands as optional: the
// conditions are about configuration, and the state machine knows it.
struct ParameterUse {
  Tag tag;
  Presence presence;
  bool repeatable = false;
};

inline constexpr std::size_t kMaxUses = 7;

struct MessageRow {
  MessageType type;
  std::string_view name;
  std::string_view clause;
  std::size_t use_count;
  std::array<ParameterUse, kMaxUses> uses_;

  constexpr std::span<const ParameterUse> uses() const { return {uses_.data(), use_count}; }
};

struct GroupRow {
  Tag tag;
  std::string_view clause;
  std::size_t use_count;
  std::array<ParameterUse, kMaxUses> uses_;

  constexpr std::span<const ParameterUse> uses() const { return {uses_.data(), use_count}; }
};

std::span<const ParameterRow> parameter_rows();
std::span<const MessageRow> message_rows();
std::span<const GroupRow> group_rows();

// nullptr where RFC 4666 defines none.
const ParameterRow* find_parameter(Tag tag);
const ParameterRow* find_parameter(std::string_view name);
const MessageRow* find_message(MessageType type);
const MessageRow* find_message(std::string_view name);
const GroupRow* find_group(Tag tag);
// Whether RFC 4666 3.1.2 defines a message of this class.
bool is_message_class(std::uint8_t message_class);

}  // namespace mapsim::m3ua
