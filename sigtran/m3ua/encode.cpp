#include <array>

#include "sigtran/m3ua/message.h"
#include "sigtran/m3ua/tables.h"
#include "sigtran/m3ua/wire.h"

namespace mapsim::m3ua {

namespace {

constexpr std::size_t kMaxParameter = 65535;
constexpr std::uint32_t kMax24Bits = 0xFFFFFF;

void prepend_zeros(OutBuffer& out, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) out.prepend_u8(0);
}

Error too_large(Tag tag, std::string text) {
  const ParameterRow* row = find_parameter(tag);
  return {.layer = "m3ua",
          .field = row != nullptr ? std::string(row->name) : std::to_string(static_cast<int>(tag)),
          .clause = "RFC 4666 3.2",
          .text = std::move(text)};
}

Result<void> prepend_parameter(OutBuffer& out, const Parameter& parameter, bool padded);

// Writes one alternative of ParameterValue in front of what is there.
struct Prepend {
  OutBuffer& out;
  Tag tag;

  Result<void> operator()(std::uint32_t v) const {
    out.prepend_u32(v);
    return {};
  }
  Result<void> operator()(const std::vector<std::uint32_t>& list) const {
    for (auto it = list.rbegin(); it != list.rend(); ++it) out.prepend_u32(*it);
    return {};
  }
  Result<void> operator()(const std::string& text) const {
    out.prepend({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
    return {};
  }
  Result<void> operator()(const Octets& octets) const {
    out.prepend(octets);
    return {};
  }
  Result<void> operator()(const ProtocolData& d) const {
    out.prepend(d.data);
    const std::array<std::uint8_t, 4> tail{d.label.si, d.label.ni, d.label.mp, d.label.sls};
    out.prepend(tail);
    out.prepend_u32(d.label.dpc);
    out.prepend_u32(d.label.opc);
    return {};
  }
  Result<void> operator()(const PointCodeRange& range) const {
    if (range.pc > kMax24Bits)
      return fail(too_large(tag, std::to_string(range.pc) + " has more than 24 bits"));
    out.prepend_u24(range.pc);
    out.prepend_u8(range.mask);
    return {};
  }
  Result<void> operator()(const std::vector<PointCodeRange>& list) const {
    for (auto it = list.rbegin(); it != list.rend(); ++it) {
      if (auto done = (*this)(*it); !done) return done;
    }
    return {};
  }
  Result<void> operator()(const UserCause& v) const {
    out.prepend_u16(v.user);
    out.prepend_u16(v.cause);
    return {};
  }
  Result<void> operator()(const Status& v) const {
    out.prepend_u16(v.information);
    out.prepend_u16(v.type);
    return {};
  }
  Result<void> operator()(const CongestionLevel& v) const {
    if (v.reserved > kMax24Bits) return fail(too_large(tag, "reserved has more than 24 bits"));
    out.prepend_u8(v.level);
    out.prepend_u24(v.reserved);
    return {};
  }
  Result<void> operator()(const ServiceIndicators& v) const {
    out.prepend(v.values);
    return {};
  }
  Result<void> operator()(const ParameterGroup& group) const {
    for (auto it = group.rbegin(); it != group.rend(); ++it) {
      if (auto done = prepend_parameter(out, *it, true); !done) return done;
    }
    return {};
  }
};

// How many octets the value will take, so that its padding can be written first.
struct SizeOf {
  std::size_t operator()(std::uint32_t) const { return 4; }
  std::size_t operator()(const std::vector<std::uint32_t>& v) const { return 4 * v.size(); }
  std::size_t operator()(const std::string& v) const { return v.size(); }
  std::size_t operator()(const Octets& v) const { return v.size(); }
  std::size_t operator()(const ProtocolData& v) const { return 12 + v.data.size(); }
  std::size_t operator()(const PointCodeRange&) const { return 4; }
  std::size_t operator()(const std::vector<PointCodeRange>& v) const { return 4 * v.size(); }
  std::size_t operator()(const UserCause&) const { return 4; }
  std::size_t operator()(const Status&) const { return 4; }
  std::size_t operator()(const CongestionLevel&) const { return 4; }
  std::size_t operator()(const ServiceIndicators& v) const { return v.values.size(); }
  std::size_t operator()(const ParameterGroup& group) const {
    std::size_t size = 0;
    for (const Parameter& p : group) {
      const std::size_t value = std::visit(*this, p.value);
      size += kParameterHeader + value + padding_after(value);
    }
    return size;
  }
};

Result<void> prepend_parameter(OutBuffer& out, const Parameter& parameter, bool padded) {
  const std::size_t size = std::visit(SizeOf{}, parameter.value);
  if (size + kParameterHeader > kMaxParameter) {
    return fail(too_large(parameter.tag, std::to_string(size) + " octets; allowed: at most 65531"));
  }
  if (padded) prepend_zeros(out, padding_after(size));
  if (auto done = std::visit(Prepend{out, parameter.tag}, parameter.value); !done) return done;
  out.prepend_u16(static_cast<std::uint16_t>(size + kParameterHeader));
  out.prepend_u16(static_cast<std::uint16_t>(parameter.tag));
  return {};
}

}  // namespace

Result<OutBuffer> encode(const Message& message) {
  const std::size_t body = SizeOf{}(message.parameters);
  OutBuffer out(kCommonHeader + body);
  const bool padded = message.final_padding != FinalPadding::absent;
  for (auto it = message.parameters.rbegin(); it != message.parameters.rend(); ++it) {
    const bool last = it == message.parameters.rbegin();
    if (auto done = prepend_parameter(out, *it, !last || padded); !done) return fail(std::move(done.error()));
  }
  std::size_t length = kCommonHeader + out.size();
  if (message.final_padding == FinalPadding::not_counted && !message.parameters.empty()) {
    length -= padding_after(std::visit(SizeOf{}, message.parameters.back().value));
  }
  out.prepend_u32(static_cast<std::uint32_t>(length));
  out.prepend_u16(static_cast<std::uint16_t>(message.type));
  out.prepend_u8(message.reserved);
  out.prepend_u8(message.version);
  return out;
}

}  // namespace mapsim::m3ua
