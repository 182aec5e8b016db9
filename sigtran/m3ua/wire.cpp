#include "sigtran/m3ua/wire.h"

#include <algorithm>
#include <string>

namespace mapsim::m3ua {

namespace {

tl::unexpected<Fault> fault(ErrorCode code, std::string field, std::string clause, std::size_t offset,
                            std::string text) {
  return tl::unexpected(Fault{.code = code,
                              .error = {.layer = "m3ua",
                                        .field = std::move(field),
                                        .clause = std::move(clause),
                                        .offset = offset,
                                        .text = std::move(text)}});
}

}  // namespace

tl::expected<CommonHeader, Fault> read_common_header(OctetView octets) {
  if (octets.empty())
    return fault(ErrorCode::protocol_error, "common header", "RFC 4666 3.1", 0, "no octets");
  Reader in(octets);
  if (const std::uint8_t version = in.u8(); version != kVersion) {
    return fault(ErrorCode::invalid_version, "version", "RFC 4666 3.1.1", 0,
                 "version " + std::to_string(version) + ", only 1 is supported");
  }
  CommonHeader header;
  header.reserved = in.u8();
  const std::uint8_t message_class = in.u8();
  header.type = message_type(message_class, in.u8());
  header.length = in.u32();
  if (!in.ok()) {
    return fault(ErrorCode::protocol_error, "common header", "RFC 4666 3.1", octets.size(),
                 "ends after " + std::to_string(octets.size()) + " of 8 octets");
  }
  // The sender may have left the padding of the last parameter out of the count (RFC 4666 3.2).
  const bool uncounted_padding =
      octets.size() > header.length && octets.size() - header.length == padding_after(header.length);
  if (header.length < kCommonHeader || (header.length != octets.size() && !uncounted_padding)) {
    return fault(ErrorCode::protocol_error, "message length", "RFC 4666 3.1.4", 4,
                 "says " + std::to_string(header.length) + ", the message has " +
                     std::to_string(octets.size()) + " octets");
  }
  return header;
}

tl::expected<ParameterHeader, Fault> read_parameter_header(OctetView octets, std::size_t at,
                                                           std::size_t offset) {
  Reader in(octets.subspan(at));
  ParameterHeader header;
  header.tag = static_cast<Tag>(in.u16());
  const std::size_t length = in.u16();
  if (!in.ok()) {
    return fault(ErrorCode::parameter_field_error, "parameter header", "RFC 4666 3.2", offset + at,
                 "ends after " + std::to_string(octets.size() - at) + " of 4 octets");
  }
  const ParameterRow* row = find_parameter(header.tag);
  const auto name = [row] { return std::string(row != nullptr ? row->name : "parameter length"); };
  if (length < kParameterHeader) {
    return fault(ErrorCode::parameter_field_error, name(), "RFC 4666 3.2", offset + at + 2,
                 "length " + std::to_string(length) + " is less than 4");
  }
  if (length - kParameterHeader > in.remaining()) {
    return fault(ErrorCode::parameter_field_error, name(), "RFC 4666 3.2", offset + at + 2,
                 "length " + std::to_string(length) + ", only " + std::to_string(octets.size() - at) +
                     " octets follow");
  }
  header.value = in.take(length - kParameterHeader);
  header.next = at + length + std::min(padding_after(length), in.remaining());
  return header;
}

Fault wrong_length(const ParameterRow& row, std::size_t size, std::size_t offset) {
  return {.code = ErrorCode::parameter_field_error,
          .error = {.layer = "m3ua",
                    .field = std::string(row.name),
                    .clause = std::string(row.clause),
                    .offset = offset + 2,
                    .text = "a value of " + std::to_string(size) + " octets is not possible"}};
}

}  // namespace mapsim::m3ua
