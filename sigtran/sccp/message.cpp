#include "sigtran/sccp/message.h"

#include <algorithm>
#include <array>
#include <cassert>

#include "sigtran/core/reader.h"
#include "sigtran/sccp/address_codec.h"

namespace mapsim::sccp {

namespace {

constexpr std::array<MessageFormat, 6> kFormats{{
    {MessageType::udt, "UDT", "Q.713 4.10", false, false, 1, MessageType::udts},
    {MessageType::udts, "UDTS", "Q.713 4.11", true, false, 1, MessageType::udts},
    {MessageType::xudt, "XUDT", "Q.713 4.18", false, true, 1, MessageType::xudts},
    {MessageType::xudts, "XUDTS", "Q.713 4.19", true, true, 1, MessageType::xudts},
    {MessageType::ludt, "LUDT", "Q.713 4.20", false, true, 2, MessageType::ludts},
    {MessageType::ludts, "LUDTS", "Q.713 4.21", true, true, 2, MessageType::ludts},
}};

// Parameter name codes of the optional part (Q.713 table 2)
constexpr std::uint8_t kEndOfOptional = 0x00;
constexpr std::uint8_t kSegmentation = 0x10;
constexpr std::uint8_t kImportance = 0x12;

constexpr std::size_t kSegmentationSize = 4;
constexpr std::size_t kImportanceSize = 1;

tl::unexpected<Error> fault(std::size_t offset, std::string field, const char* clause, std::string text) {
  return fail(Error{.layer = "sccp",
                    .field = std::move(field),
                    .clause = clause,
                    .offset = offset,
                    .text = std::move(text)});
}

// Octets before the first pointer.
std::size_t fixed_size(const MessageFormat& format) {
  return format.hop_counter ? 3 : 2;
}
std::size_t pointer_count(const MessageFormat& format) {
  return format.hop_counter ? 4 : 3;
}

class MessageDecoder {
 public:
  MessageDecoder(OctetView octets, const MessageFormat& format, MessageView& out)
      : octets_(octets), format_(format), out_(out) {}

  Result<void> run() {
    out_.header.type = format_.type;
    const std::size_t pointers = fixed_size(format_);
    expected_ = pointers + pointer_count(format_) * format_.wide;
    if (octets_.size() < expected_) {
      return fault(octets_.size(), std::string(format_.name), "Q.713 1.5", "ends before its pointers do");
    }
    fixed_part();
    const std::size_t begin = expected_;
    if (!place(0, 1, out_.called) || !place(1, 1, out_.calling) || !place(2, format_.wide, out_.user_data)) {
      expected_ = begin;
      return explain();
    }
    if (auto read = address(out_.called, "called", out_.header.called); !read) return read;
    if (auto read = address(out_.calling, "calling", out_.header.calling); !read) return read;
    out_.data = octets_.subspan(out_.user_data.offset, out_.user_data.size);
    if (format_.hop_counter) {
      if (auto read = optional_part(); !read) return read;
    }
    if (out_.canonical) out_.surplus = octets_.subspan(expected_);
    return {};
  }

 private:
  void fixed_part() {
    const std::uint8_t octet = octets_[1];
    if (format_.service) {
      out_.header.return_cause = static_cast<ReturnCause>(octet);
    } else {
      out_.header.protocol_class = octet & 0x0FU;
      out_.header.message_handling = octet >> 4U;
    }
    if (format_.hop_counter) out_.header.hop_counter = octets_[2];
  }

  // Where the pointer leads; nullopt for 0. A pointer of two octets counts from its second one (Q.713 2.3).
  std::optional<std::size_t> target(std::size_t index) const {
    const std::size_t at = fixed_size(format_) + index * format_.wide;
    if (format_.wide == 1) return octets_[at] == 0 ? std::nullopt : std::optional(at + octets_[at]);
    const std::size_t value = octets_[at] + octets_[at + 1] * std::size_t{256};
    return value == 0 ? std::nullopt : std::optional(at + 1 + value);
  }

  // Where a mandatory parameter lies. False: explain() says why not.
  bool place(std::size_t index, std::size_t length_octets, MessageView::Part& part) {
    const auto at = target(index);
    if (!at || *at + length_octets > octets_.size()) return false;
    if (*at != expected_) out_.canonical = false;
    part.offset = *at + length_octets;
    part.size = octets_[*at] + (length_octets == 2 ? octets_[*at + 1] * std::size_t{256} : 0U);
    if (part.size > octets_.size() - part.offset) return false;
    if (length_octets == 2 && part.size > kMaxLongData) out_.canonical = false;
    expected_ = part.offset + part.size;
    return true;
  }

  // What is wrong with the first mandatory parameter that has no place.
  Result<void> explain() {
    const bool wide = format_.wide == 2;
    if (!place(0, 1, out_.called)) return misplaced(0, 1, "called", "Q.713 3.4");
    if (!place(1, 1, out_.calling)) return misplaced(1, 1, "calling", "Q.713 3.5");
    return misplaced(2, format_.wide, "data", wide ? "Q.713 3.20" : "Q.713 3.16");
  }

  Result<void> misplaced(std::size_t index, std::size_t length_octets, const char* field,
                         const char* clause) {
    const std::size_t pointer_at = fixed_size(format_) + index * format_.wide;
    const auto at = target(index);
    if (!at) return fault(pointer_at, field, "Q.713 2.3", "is mandatory, but its pointer is 0");
    if (*at + length_octets > octets_.size()) {
      return fault(pointer_at, field, "Q.713 2.3", "its pointer leads beyond the end");
    }
    return fault(*at, field, clause, "reaches beyond the end");
  }

  Result<void> address(const MessageView::Part& part, const char* field, Address& address) {
    const OctetView contents = octets_.subspan(part.offset, part.size);
    if (read_address(contents, address)) return {};
    return tl::unexpected(at_offset(decode_address(contents, field).error(), part.offset));
  }

  Result<void> optional_part() {
    const auto at = target(3);
    if (!at) return {};
    if (*at >= octets_.size()) {
      return fault(fixed_size(format_) + std::size_t{3} * format_.wide, "optional part", "Q.713 2.3",
                   "its pointer leads beyond the end");
    }
    if (*at != expected_) out_.canonical = false;
    Reader in(octets_.subspan(*at));
    std::uint8_t last = 0;
    for (;;) {
      const std::uint8_t name = in.u8();
      if (!in.ok()) return fault(octets_.size(), "end of optional parameters", "Q.713 3.1", "is missing");
      if (name == kEndOfOptional) break;
      const std::size_t parameter_at = *at + in.offset() - 1;
      const OctetView contents = in.take(in.u8());
      if (!in.ok())
        return fault(parameter_at, "optional part", "Q.713 1.8", "a parameter reaches beyond the end");
      if (auto read = optional_parameter(name, contents, last, parameter_at); !read) return read;
      last = name;
    }
    out_.optional_part = {*at, in.offset()};
    expected_ = *at + in.offset();
    const Header& h = out_.header;
    if (!h.segmentation && !h.importance && h.others.empty()) out_.canonical = false;
    return {};
  }

  Result<void> optional_parameter(std::uint8_t name, OctetView contents, std::uint8_t last, std::size_t at) {
    Header& h = out_.header;
    const bool known = (name == kSegmentation && !h.segmentation) || (name == kImportance && !h.importance);
    // We write segmentation, importance, then the others in their order.
    if (known && (name == kSegmentation ? last != 0 : last != 0 && last != kSegmentation))
      out_.canonical = false;
    if (known && !h.others.empty()) out_.canonical = false;
    if (!known) {
      if (name == kSegmentation || name == kImportance) out_.canonical = false;
      h.others.push_back({name, Octets(contents.begin(), contents.end())});
      return {};
    }
    if (name == kSegmentation) {
      if (contents.size() != kSegmentationSize) {
        return fault(at + 1, "segmentation", "Q.713 3.17", "has a length other than 4");
      }
      if ((contents[0] & 0x30U) != 0) out_.canonical = false;
      h.segmentation = Segmentation{.first = (contents[0] & 0x80U) != 0,
                                    .class1 = (contents[0] & 0x40U) != 0,
                                    .remaining = static_cast<std::uint8_t>(contents[0] & 0x0FU),
                                    .reference = contents[1] | contents[2] * 0x100U | contents[3] * 0x10000U};
      return {};
    }
    if (contents.size() != kImportanceSize) {
      return fault(at + 1, "importance", "Q.713 3.19", "has a length other than 1");
    }
    if (contents[0] > 7) out_.canonical = false;
    h.importance = contents[0] & 0x07U;
    return {};
  }

  OctetView octets_;
  const MessageFormat& format_;
  std::size_t expected_ = 0;  // where the next part begins when nothing is unusual
  MessageView& out_;
};

bool has_optional_part(const Header& h) {
  return h.segmentation || h.importance || !h.others.empty();
}

void append_optional_part(OutBuffer& out, const Header& h) {
  if (h.segmentation) {
    const Segmentation& s = *h.segmentation;
    const auto octet =
        static_cast<std::uint8_t>((s.first ? 0x80U : 0U) | (s.class1 ? 0x40U : 0U) | (s.remaining & 0x0FU));
    out.append(std::array<std::uint8_t, 6>{
        kSegmentation, kSegmentationSize, octet, static_cast<std::uint8_t>(s.reference),
        static_cast<std::uint8_t>(s.reference >> 8U), static_cast<std::uint8_t>(s.reference >> 16U)});
  }
  if (h.importance) out.append(std::array<std::uint8_t, 3>{kImportance, kImportanceSize, *h.importance});
  for (const OptionalParameter& p : h.others) {
    out.append(std::array<std::uint8_t, 2>{p.name, static_cast<std::uint8_t>(p.contents.size())});
    out.append(p.contents);
  }
  out.append(std::array<std::uint8_t, 1>{kEndOfOptional});
}

tl::unexpected<Error> wrong(std::string field, std::string clause, std::string text) {
  return fail(Error{
      .layer = "sccp", .field = std::move(field), .clause = std::move(clause), .text = std::move(text)});
}

Result<void> check_optional_part(const Header& h) {
  if (h.segmentation && h.segmentation->remaining > 15) {
    return wrong("segmentation", "Q.713 3.17", "remaining segments above 15");
  }
  if (h.segmentation && h.segmentation->reference > 0xFFFFFF) {
    return wrong("segmentation", "Q.713 3.17", "the local reference has 24 bits");
  }
  if (h.importance.value_or(0) > 7) return wrong("importance", "Q.713 3.19", "allowed: 0 to 7");
  for (const OptionalParameter& p : h.others) {
    if (p.name == kEndOfOptional)
      return wrong("optional part", "Q.713 1.8", "the name code 0 ends the optional part");
    if (p.contents.size() > 255)
      return wrong("optional part", "Q.713 1.8", "a parameter has more than 255 octets");
  }
  return {};
}

}  // namespace

std::span<const MessageFormat> message_formats() {
  return kFormats;
}

const MessageFormat* find_format(std::uint8_t type) {
  const auto* row = std::ranges::find(kFormats, static_cast<MessageType>(type), &MessageFormat::type);
  return row == kFormats.end() ? nullptr : row;
}

const MessageFormat& format_of(MessageType type) {
  const MessageFormat* format = find_format(static_cast<std::uint8_t>(type));
  assert(format != nullptr);
  return *format;
}

namespace {

tl::unexpected<Error> no_format(OctetView message) {
  if (message.empty()) return fault(0, "message type", "Q.713 1.3", "is missing");
  return fault(0, "message type", "Q.713 table 1",
               std::to_string(message[0]) +
                   " is no connectionless message; known: UDT 9, UDTS 10, XUDT 17, XUDTS 18, "
                   "LUDT 19, LUDTS 20");
}

}  // namespace

Result<void> decode_into(OctetView message, MessageView& out) {
  const MessageFormat* format = message.empty() ? nullptr : find_format(message[0]);
  if (format == nullptr) return no_format(message);
  return MessageDecoder(message, *format, out).run();
}

Result<MessageView> decode(OctetView message) {
  Result<MessageView> view;  // the only one returned, and filled where it is: it is large
  if (auto read = decode_into(message, *view); !read) view = tl::unexpected(std::move(read.error()));
  return view;
}

Result<Message> decode_owned(OctetView message) {
  auto view = decode(message);
  if (!view) return tl::unexpected(view.error());
  return Message{std::move(view->header), Octets(view->data.begin(), view->data.end()),
                 Octets(view->surplus.begin(), view->surplus.end())};
}

Result<void> check(const Header& h, std::size_t data_size) {
  const MessageFormat* found = find_format(static_cast<std::uint8_t>(h.type));
  if (found == nullptr) return wrong("message type", "Q.713 table 1", "is no connectionless message");
  const MessageFormat& format = *found;
  if (!format.service && (h.protocol_class > 15 || h.message_handling > 15)) {
    return wrong("protocol class", "Q.713 3.6", "class and message handling have 4 bits each");
  }
  if (auto address = check_address(h.called, "called"); !address) return address;
  if (auto address = check_address(h.calling, "calling"); !address) return address;
  if (!format.hop_counter && has_optional_part(h)) {
    return wrong("optional part", std::string(format.clause),
                 std::string(format.name) + " has no optional part");
  }
  const bool optional = has_optional_part(h);
  if (optional) {
    if (auto part = check_optional_part(h); !part) return part;
  }
  const std::size_t max_data = format.wide == 2 ? kMaxLongData : 255;
  if (data_size > max_data) {
    return wrong("data", std::string(format.clause),
                 std::to_string(data_size) + " octets; allowed: at most " + std::to_string(max_data));
  }
  // The widest pointer: over both addresses to the data, or over the data too to the optional part.
  const std::size_t addresses = 2 + address_size(h.called) + address_size(h.calling);
  const std::size_t farthest = (format.hop_counter && optional) ? addresses + 1 + data_size + 1
                               : format.hop_counter             ? addresses + 2
                                                                : addresses + 1;
  if (format.wide == 1 && farthest > 255) {
    return wrong("data", "Q.713 2.3", "addresses and data are too long for a pointer of one octet");
  }
  return {};
}

void prepend_header(OutBuffer& data, const Header& h) {
  const MessageFormat& format = format_of(h.type);
  const std::size_t data_size = data.size();
  const bool optional = format.hop_counter && has_optional_part(h);
  if (optional) append_optional_part(data, h);
  if (format.wide == 2) {
    data.prepend_u16_le(static_cast<std::uint16_t>(data_size));
  } else {
    data.prepend_u8(static_cast<std::uint8_t>(data_size));
  }
  const std::size_t before_calling = data.size();
  prepend_address(data, h.calling);
  const std::size_t calling = data.size() - before_calling;
  data.prepend_u8(static_cast<std::uint8_t>(calling));
  const std::size_t before_called = data.size();
  prepend_address(data, h.called);
  const std::size_t called = data.size() - before_called;
  data.prepend_u8(static_cast<std::uint8_t>(called));

  // The fixed part and the pointers. Each pointer counts from its own last octet, so over the pointers behind
  // it.
  std::array<std::uint8_t, 11> front;
  std::uint8_t* at = front.data();
  *at++ = static_cast<std::uint8_t>(h.type);
  *at++ = format.service ? static_cast<std::uint8_t>(h.return_cause)
                         : static_cast<std::uint8_t>((h.message_handling << 4U) | h.protocol_class);
  if (format.hop_counter) *at++ = h.hop_counter;
  std::size_t behind = (pointer_count(format) - 1) * format.wide;
  const auto pointer = [&](std::size_t distance) {
    const std::size_t value = distance + behind + 1;
    *at++ = static_cast<std::uint8_t>(value);
    if (format.wide == 2) *at++ = static_cast<std::uint8_t>(value >> 8U);
    behind -= format.wide;
  };
  const std::size_t to_data = 2 + called + calling;
  pointer(0);
  pointer(1 + called);
  pointer(to_data);
  if (optional) {
    pointer(to_data + format.wide + data_size);
  } else if (format.hop_counter) {
    at = std::fill_n(at, format.wide, std::uint8_t{0});
  }
  data.prepend({front.data(), at});
}

Result<Octets> encode(const Message& message) {
  if (auto ok = check(message.header, message.data.size()); !ok) return tl::unexpected(ok.error());
  OutBuffer out(message.data.size() + 64);
  out.prepend(message.data);
  prepend_header(out, message.header);
  out.append(message.surplus);
  return Octets(out.view().begin(), out.view().end());
}

}  // namespace mapsim::sccp
