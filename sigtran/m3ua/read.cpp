#include "sigtran/core/reader.h"
#include "sigtran/m3ua/message.h"
#include "sigtran/m3ua/tables.h"
#include "sigtran/m3ua/wire.h"

namespace mapsim::m3ua {

namespace {

constexpr std::size_t kProtocolDataHeader = 12;

// Whether a value of `size` octets can have this shape.
bool fits(Shape shape, std::size_t size) {
  switch (shape) {
    case Shape::octets:
    case Shape::text:
    case Shape::group:
      return true;
    case Shape::protocol_data:
      return size >= kProtocolDataHeader;
    case Shape::service_indicators:
      return size >= 1;
    case Shape::numbers:
    case Shape::point_codes:
      return size >= 4 && size % 4 == 0;
    default:
      return size == 4;
  }
}

std::vector<PointCodeRange> read_point_codes(Reader& in) {
  std::vector<PointCodeRange> list;
  while (!in.at_end()) {
    const std::uint8_t mask = in.u8();
    list.push_back({mask, in.u24()});
  }
  return list;
}

std::vector<std::uint32_t> read_numbers(Reader& in) {
  std::vector<std::uint32_t> list;
  while (!in.at_end()) list.push_back(in.u32());
  return list;
}

Octets owned(OctetView view) {
  return {view.begin(), view.end()};
}

ProtocolData read_protocol_data(Reader& in) {
  ProtocolData d;
  d.label = read_label(in);
  d.data = owned(in.rest());
  return d;
}

tl::expected<ParameterGroup, Fault> read_parameters(OctetView octets, std::size_t offset, bool nested);

tl::expected<ParameterValue, Fault> read_value(Shape shape, OctetView value, std::size_t offset) {
  Reader in(value);
  switch (shape) {
    case Shape::octets:
      return owned(value);
    case Shape::text:
      return std::string(value.begin(), value.end());
    case Shape::numbers:
      return read_numbers(in);
    case Shape::protocol_data:
      return read_protocol_data(in);
    case Shape::point_codes:
      return read_point_codes(in);
    case Shape::point_code:
      return read_point_codes(in).front();
    case Shape::user_cause: {
      const std::uint16_t cause = in.u16();
      return UserCause{cause, in.u16()};
    }
    case Shape::status: {
      const std::uint16_t type = in.u16();
      return Status{type, in.u16()};
    }
    case Shape::congestion_level: {
      const std::uint32_t reserved = in.u24();
      return CongestionLevel{in.u8(), reserved};
    }
    case Shape::service_indicators:
      return ServiceIndicators{owned(value)};
    case Shape::group: {
      auto group = read_parameters(value, offset, true);
      if (!group) return tl::unexpected(std::move(group.error()));
      return std::move(*group);
    }
    default:
      return in.u32();
  }
}

// One parameter at `at`; moves `at` behind it and its padding.
tl::expected<Parameter, Fault> read_parameter(OctetView octets, std::size_t& at, std::size_t offset,
                                              bool nested) {
  const auto header = read_parameter_header(octets, at, offset);
  if (!header) return tl::unexpected(header.error());
  const ParameterRow* row = find_parameter(header->tag);
  // RFC 4666 has no group within a group; what claims to be one is kept as it came.
  const bool as_octets = row == nullptr || (nested && row->shape == Shape::group);
  const Shape shape = as_octets ? Shape::octets : row->shape;
  if (!fits(shape, header->value.size()))
    return tl::unexpected(wrong_length(*row, header->value.size(), offset + at));
  auto value = read_value(shape, header->value, offset + at + kParameterHeader);
  if (!value) return tl::unexpected(std::move(value.error()));
  at = header->next;
  return Parameter{header->tag, std::move(*value)};
}

tl::expected<ParameterGroup, Fault> read_parameters(OctetView octets, std::size_t offset, bool nested) {
  ParameterGroup parameters;
  for (std::size_t at = 0; at < octets.size();) {
    auto parameter = read_parameter(octets, at, offset, nested);
    if (!parameter) return tl::unexpected(std::move(parameter.error()));
    parameters.push_back(std::move(*parameter));
  }
  return parameters;
}

// What became of the padding of the last parameter, seen from the length field and from what came.
FinalPadding final_padding(std::size_t length, std::size_t came) {
  if (length % 4 == 0) return FinalPadding::counted;
  return came > length ? FinalPadding::not_counted : FinalPadding::absent;
}

}  // namespace

tl::expected<Message, Fault> read(OctetView octets) {
  const auto header = read_common_header(octets);
  if (!header) return tl::unexpected(header.error());
  Message message;
  message.version = kVersion;
  message.reserved = header->reserved;
  message.type = header->type;
  message.final_padding = final_padding(header->length, octets.size());
  auto parameters =
      read_parameters(octets.subspan(kCommonHeader, header->length - kCommonHeader), kCommonHeader, false);
  if (!parameters) return tl::unexpected(std::move(parameters.error()));
  message.parameters = std::move(*parameters);
  return message;
}

Result<Message> decode(OctetView octets) {
  auto message = read(octets);
  if (!message) return fail(std::move(message.error().error));
  return std::move(*message);
}

bool contains(const PointCodeRange& range, mtp::PointCode pc) {
  if (range.mask >= 24) return true;
  return (range.pc >> range.mask) == (pc >> range.mask);
}

}  // namespace mapsim::m3ua
