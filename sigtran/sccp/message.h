// The connectionless messages of SCCP (Q.713 4.10, 4.11, 4.18 to 4.21): UDT, UDTS, XUDT, XUDTS, LUDT, LUDTS.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "sigtran/core/out_buffer.h"
#include "sigtran/sccp/address.h"
#include "sigtran/sccp/primitives.h"

namespace mapsim::sccp {

// Q.713 table 1
enum class MessageType : std::uint8_t {
  udt = 0x09,
  udts = 0x0A,
  xudt = 0x11,
  xudts = 0x12,
  ludt = 0x13,
  ludts = 0x14,
};

// One row a message: which parameters it has and how wide its pointers are.
struct MessageFormat {
  MessageType type;
  std::string_view name;
  std::string_view clause;
  bool service;             // returns a message: return cause instead of protocol class
  bool hop_counter;         // and an optional part
  std::uint8_t wide;        // octets of each pointer and of the length of the data: 1, or 2 with long data
  MessageType returned_as;  // the service message that returns it (Q.714 4.2)
};
std::span<const MessageFormat> message_formats();
// nullptr for a type that is none of ours.
const MessageFormat* find_format(std::uint8_t type);
const MessageFormat& format_of(MessageType type);

// Q.713 3.17
struct Segmentation {
  bool first = true;
  bool class1 = false;          // in-sequence delivery option: what the user asked for
  std::uint8_t remaining = 0;   // segments that follow, 0..15
  std::uint32_t reference = 0;  // segmentation local reference, 24 bits, the first octet least significant
  // The first and only segment: the message is whole.
  bool lone() const { return first && remaining == 0; }
  friend bool operator==(const Segmentation&, const Segmentation&) = default;
};

// A parameter of the optional part that this code does not know.
struct OptionalParameter {
  std::uint8_t name = 0;
  Octets contents;
  friend bool operator==(const OptionalParameter&, const OptionalParameter&) = default;
};

inline constexpr std::uint8_t kReturnOnError = 8;  // message handling (Q.713 3.6)
inline constexpr std::uint8_t kMaxHopCounter = 15;
inline constexpr std::size_t kMaxLongData = 3952;  // octets of a LUDT (Q.713 3.20)

// Everything but the user data. Fields that the message type has not are ignored when written.
struct Header {
  MessageType type = MessageType::udt;
  std::uint8_t protocol_class = 0;                      // 0..15; 0 and 1 are connectionless (Q.713 3.6)
  std::uint8_t message_handling = 0;                    // 0..15; 8 is "return message on error"
  ReturnCause return_cause = ReturnCause::unqualified;  // UDTS, XUDTS, LUDTS
  std::uint8_t hop_counter = kMaxHopCounter;            // as received, 1..15 when sent (Q.713 3.18)
  Address called;
  Address calling;
  std::optional<Segmentation> segmentation;
  std::optional<std::uint8_t> importance;  // 0..7 (Q.713 3.19)
  std::vector<OptionalParameter> others;
  bool return_on_error() const { return message_handling == kReturnOnError; }
  friend bool operator==(const Header&, const Header&) = default;
};

// What was decoded in place: `data` is a view of the message.
struct MessageView {
  Header header;
  OctetView data;
  // Where the parameters' contents lie in the message (the optional part from its first name).
  struct Part {
    std::size_t offset = 0;
    std::size_t size = 0;
  };
  Part called;
  Part calling;
  Part user_data;
  Part optional_part;
  // What follows the last parameter (padding of a lower layer, for instance); no part of the message.
  OctetView surplus;
  // `encode` gives the octets back. Otherwise something is unusual although it can be read: order, gaps or
  // overlaps of parameters, repeated or reordered optional ones, spare bits.
  bool canonical = true;
};

// A message that keeps its data.
struct Message {
  Header header;
  Octets data;
  Octets surplus = {};
  friend bool operator==(const Message&, const Message&) = default;
};

// Pointers are followed wherever they lead inside the message. Error: an unknown type, a pointer or length
// beyond the end, a mandatory parameter without contents, an optional part without its end, a known optional
// parameter of a wrong length; the offset is that of the fault.
Result<MessageView> decode(OctetView message);
// The same into a view as it is made.
Result<void> decode_into(OctetView message, MessageView& out);
Result<Message> decode_owned(OctetView message);

// Error: what this message type cannot carry: fields out of range, data or addresses too long for lengths and
// pointers.
Result<void> check(const Header& header, std::size_t data_size);

// Turns a buffer that holds the user data into the message. check(header, data.size()) must hold.
void prepend_header(OutBuffer& data, const Header& header);

Result<Octets> encode(const Message& message);

}  // namespace mapsim::sccp
