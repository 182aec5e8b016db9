#include "sigtran/sms/user_data_header.h"

#include <algorithm>
#include <cassert>

#include "sigtran/core/reader.h"
#include "sigtran/sms/clauses.h"
#include "sigtran/sms/national_tables.h"

namespace mapsim::sms {

Result<UserDataHeader> parse_header(OctetView octets) {
  Reader in(octets);
  const std::size_t length = in.u8();
  if (!in.ok() || length != in.remaining()) {
    return fail(field_error(
        kTpUdh, 0,
        "TP-UDHL says " + count_of(length, "octet") + ", " + std::to_string(in.remaining()) + " are there"));
  }
  UserDataHeader header;
  while (!in.at_end()) {
    const std::size_t start = in.offset();
    InformationElement element{.iei = in.u8(), .data = {}};
    const std::size_t size = in.u8();
    const std::size_t left = in.remaining();
    const OctetView data = in.take(size);
    if (!in.ok()) {
      return fail(field_error(kTpUdh, start,
                              "the last information element (" + std::to_string(element.iei) + ") needs " +
                                  count_of(size, "octet") + ", the header has " + std::to_string(left) +
                                  ": the whole header is ignored"));
    }
    element.data.assign(data.begin(), data.end());
    header.push_back(std::move(element));
  }
  return header;
}

Result<Octets> encode_header(const UserDataHeader& header) {
  if (header.empty()) return Octets{};
  Octets out(1);
  for (const InformationElement& element : header) {
    if (element.data.size() > 0xFF) {
      return fail(field_error(kTpUdh, out.size(), "an information element has at most 255 octets"));
    }
    out.push_back(element.iei);
    out.push_back(static_cast<std::uint8_t>(element.data.size()));
    out.insert(out.end(), element.data.begin(), element.data.end());
  }
  if (out.size() > 0x100) {
    return fail(
        field_error(kTpUdh, 0, count_of(out.size() - 1, "octet") + " of header; TP-UDHL goes to 255"));
  }
  out[0] = static_cast<std::uint8_t>(out.size() - 1);
  return out;
}

InformationElement concatenation_element(const Concatenation& c, bool wide_reference) {
  const auto low = static_cast<std::uint8_t>(c.reference);
  if (!wide_reference) {
    assert(c.reference <= 0xFF);
    return {kIeiConcatenation8, {low, c.parts, c.part}};
  }
  return {kIeiConcatenation16, {static_cast<std::uint8_t>(c.reference >> 8U), low, c.parts, c.part}};
}

InformationElement ports_element(const ApplicationPorts& p, bool wide) {
  const auto low = [](std::uint16_t port) { return static_cast<std::uint8_t>(port); };
  const auto high = [](std::uint16_t port) { return static_cast<std::uint8_t>(port >> 8U); };
  if (!wide) {
    assert(p.destination <= 0xFF && p.source <= 0xFF);
    return {kIeiPort8, {low(p.destination), low(p.source)}};
  }
  return {kIeiPort16, {high(p.destination), low(p.destination), high(p.source), low(p.source)}};
}

std::optional<Concatenation> concatenation_of(const InformationElement& element) {
  Reader in(element.data);
  if (element.iei == kIeiConcatenation8 && element.data.size() == 3) {
    return Concatenation{.reference = in.u8(), .parts = in.u8(), .part = in.u8()};
  }
  if (element.iei == kIeiConcatenation16 && element.data.size() == 4) {
    return Concatenation{.reference = in.u16(), .parts = in.u8(), .part = in.u8()};
  }
  return std::nullopt;
}

std::optional<ApplicationPorts> ports_of(const InformationElement& element) {
  Reader in(element.data);
  if (element.iei == kIeiPort8 && element.data.size() == 2) {
    return ApplicationPorts{.destination = in.u8(), .source = in.u8()};
  }
  if (element.iei == kIeiPort16 && element.data.size() == 4) {
    return ApplicationPorts{.destination = in.u16(), .source = in.u16()};
  }
  return std::nullopt;
}

std::optional<Concatenation> concatenation_of(const UserDataHeader& header) {
  std::optional<Concatenation> last;
  for (const InformationElement& element : header) {
    // A part 0, or beyond the count, makes the element invalid (9.2.3.24.1).
    const auto c = concatenation_of(element);
    if (c && c->part != 0 && c->part <= c->parts) last = c;
  }
  return last;
}

std::optional<ApplicationPorts> ports_of(const UserDataHeader& header) {
  std::optional<ApplicationPorts> last;
  for (const InformationElement& element : header) {
    if (const auto ports = ports_of(element)) last = ports;
  }
  return last;
}

Alphabet alphabet_of(const UserDataHeader& header) {
  Alphabet alphabet;
  for (const InformationElement& element : header) {
    if (element.data.size() != 1) continue;
    if (element.iei == kIeiLockingShift) {
      if (const auto* table = locking_shift_table(element.data[0])) alphabet.locking = table;
    } else if (element.iei == kIeiSingleShift) {
      if (const auto* table = single_shift_table(element.data[0])) alphabet.single_shift = table;
    }
  }
  return alphabet;
}

}  // namespace mapsim::sms
