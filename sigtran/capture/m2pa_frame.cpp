#include "sigtran/capture/m2pa_frame.h"

#include "sigtran/core/reader.h"

namespace mapsim::capture {

namespace {

constexpr std::uint8_t kMessageClass = 11;
constexpr std::uint8_t kUserData = 1;
constexpr std::uint8_t kLinkStatus = 2;
constexpr std::size_t kHeaders = 16;  // common and M2PA-specific

Error m2pa_error(std::string_view field, std::string_view clause, std::size_t offset, std::string text) {
  return Error{.layer = "m2pa",
               .field = std::string(field),
               .clause = std::string(clause),
               .offset = offset,
               .text = std::move(text)};
}

}  // namespace

Result<std::optional<OctetView>> mtp3_of_m2pa(OctetView m2pa) {
  mapsim::Reader in(m2pa);
  const unsigned version = in.u8();
  in.u8();  // spare
  const unsigned message_class = in.u8();
  const unsigned type = in.u8();
  const std::size_t length = in.u32();
  in.u32();  // unused, BSN
  in.u32();  // unused, FSN
  if (!in.ok()) return fail(m2pa_error("header", "RFC 4165 2.1", m2pa.size(), "is cut off"));
  if (version != 1)
    return fail(m2pa_error("version", "RFC 4165 2.1.1", 0, "is " + std::to_string(version) + ", not 1"));
  if (message_class != kMessageClass) {
    return fail(
        m2pa_error("message class", "RFC 4165 2.1.3", 2, "is " + std::to_string(message_class) + ", not 11"));
  }
  if (type != kUserData && type != kLinkStatus) {
    return fail(m2pa_error("message type", "RFC 4165 2.1.4", 3,
                           "is " + std::to_string(type) + "; User Data is 1, Link Status 2"));
  }
  if (length < kHeaders || length > m2pa.size()) {
    return fail(m2pa_error(
        "message length", "RFC 4165 2.1.5", 4,
        "is " + std::to_string(length) + " in a message of " + std::to_string(m2pa.size()) + " octets"));
  }
  if (type == kLinkStatus || length == kHeaders) return std::nullopt;
  return m2pa.subspan(kHeaders + 1, length - kHeaders - 1);  // behind the priority octet (RFC 4165 2.3.1)
}

}  // namespace mapsim::capture
