#include "sigtran/sccp/address_codec.h"

#include <algorithm>
#include <cassert>

#include "sigtran/core/reader.h"

namespace mapsim::sccp {

namespace {

// Address indicator (Q.713 3.4.1)
constexpr std::uint8_t kPointCodeBit = 0x01;
constexpr std::uint8_t kSsnBit = 0x02;
constexpr std::uint8_t kGtiMask = 0x3C;
constexpr std::uint8_t kRouteOnSsnBit = 0x40;
constexpr std::uint8_t kNationalBit = 0x80;

constexpr std::uint8_t kOddBit = 0x80;     // Q.713 3.4.2.3.1
constexpr std::uint8_t kBcdOddScheme = 1;  // Q.713 3.4.2.3.3
constexpr std::uint8_t kBcdEvenScheme = 2;
constexpr std::uint8_t kMaxKnownIndicator = 4;

int code_of(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  return -1;
}

struct Decoder {
  Reader reader;
  bool exact = true;  // the fields alone give the octets back

  // What is left are address signals, the first in bits 1-4. With an odd count bits 5-8 of the last octet are
  // a filler 0000 (Q.713 3.4.2.3.1).
  std::string signals(bool odd) {
    static constexpr char kDigits[] = "0123456789abcdef";
    const OctetView octets = reader.rest();
    std::size_t count = octets.size() * 2;
    if (odd && count != 0) {
      --count;
      if ((octets.back() >> 4U) != 0) exact = false;
    }
    std::string digits(count, '0');
    for (std::size_t i = 0; i < count; ++i) {
      digits[i] = kDigits[i % 2 == 0 ? octets[i / 2] & 0x0FU : octets[i / 2] >> 4U];
    }
    return digits;
  }

  NatureOfAddress nature() {
    const std::uint8_t octet = reader.u8();
    if ((octet & 0x80U) != 0) exact = false;  // spare (Q.713 3.4.2.3.4)
    return static_cast<NatureOfAddress>(octet & 0x7FU);
  }

  void plan_and_scheme(GlobalTitle& gt, std::uint8_t& scheme) {
    const std::uint8_t octet = reader.u8();
    gt.numbering_plan = static_cast<NumberingPlan>(octet >> 4U);
    scheme = octet & 0x0FU;
  }

  void scheme_and_signals(GlobalTitle& gt, std::uint8_t scheme) {
    gt.digits = signals(scheme == kBcdOddScheme);
    const std::uint8_t implied = gt.digits.size() % 2 != 0 ? kBcdOddScheme : kBcdEvenScheme;
    if (scheme != implied) gt.encoding_scheme = scheme;
  }

  GlobalTitle global_title(std::uint8_t indicator) {
    GlobalTitle gt;
    gt.indicator = indicator;
    std::uint8_t scheme = 0;
    switch (indicator) {
      case 1: {
        const std::uint8_t octet = reader.u8();
        gt.nature_of_address = static_cast<NatureOfAddress>(octet & 0x7FU);
        scheme_and_signals(gt, (octet & kOddBit) != 0 ? kBcdOddScheme : kBcdEvenScheme);
        break;
      }
      case 2:
        // The translation type implies the encoding scheme (Q.713 3.4.2.3.2); BCD without a filler is
        // assumed.
        gt.translation_type = reader.u8();
        gt.digits = signals(false);
        break;
      case 3:
        gt.translation_type = reader.u8();
        plan_and_scheme(gt, scheme);
        scheme_and_signals(gt, scheme);
        break;
      case 4:
        gt.translation_type = reader.u8();
        plan_and_scheme(gt, scheme);
        gt.nature_of_address = nature();
        scheme_and_signals(gt, scheme);
        break;
      default:
        // 0101 to 0111 international, 1000 to 1110 national: spare (Q.713 3.4.1). Only the octets are kept.
        reader.rest();
        exact = false;
    }
    return gt;
  }
};

std::size_t title_size(const GlobalTitle& gt) {
  static constexpr std::size_t kFixed[] = {0, 1, 1, 2, 3};
  return kFixed[gt.indicator] + (gt.digits.size() + 1) / 2;
}

void prepend_title(OutBuffer& out, const GlobalTitle& gt) {
  for (std::size_t i = (gt.digits.size() + 1) / 2; i-- > 0;) {
    const int low = code_of(gt.digits[2 * i]);
    const int high = 2 * i + 1 < gt.digits.size() ? code_of(gt.digits[2 * i + 1]) : 0;
    out.prepend_u8(static_cast<std::uint8_t>(high * 16 + low));
  }
  const std::uint8_t implied = gt.digits.size() % 2 != 0 ? kBcdOddScheme : kBcdEvenScheme;
  const std::uint8_t scheme = gt.encoding_scheme.value_or(implied);
  const auto nature = static_cast<std::uint8_t>(gt.nature_of_address);
  if (gt.indicator == 1) {
    out.prepend_u8(static_cast<std::uint8_t>(nature | (scheme == kBcdOddScheme ? kOddBit : 0U)));
    return;
  }
  if (gt.indicator == 4) out.prepend_u8(nature);
  if (gt.indicator >= 3) {
    out.prepend_u8(static_cast<std::uint8_t>((static_cast<unsigned>(gt.numbering_plan) << 4U) | scheme));
  }
  out.prepend_u8(gt.translation_type);
}

tl::unexpected<Error> wrong(std::string_view field, const char* clause, std::string text) {
  return fail(Error{.layer = "sccp", .field = std::string(field), .clause = clause, .text = std::move(text)});
}

Result<void> check_title(const GlobalTitle& gt, std::string_view field) {
  if (gt.indicator == 0 || gt.indicator > kMaxKnownIndicator) {
    return wrong(field, "Q.713 3.4.1",
                 "global title indicator " + std::to_string(gt.indicator) + "; allowed: 1 to 4");
  }
  if (!is_address_digits(gt.digits)) {
    return wrong(field, "Q.713 3.4.2.3.1", "'" + gt.digits + "' is no global title; allowed: 0-9 and a-f");
  }
  if (static_cast<unsigned>(gt.numbering_plan) > 15) {
    return wrong(field, "Q.713 3.4.2.3.3", "the numbering plan has 4 bits; allowed: 0 to 15");
  }
  if (gt.encoding_scheme.value_or(0) > 15) {
    return wrong(field, "Q.713 3.4.2.3.3", "the encoding scheme has 4 bits; allowed: 0 to 15");
  }
  if (static_cast<unsigned>(gt.nature_of_address) > 127) {
    return wrong(field, "Q.713 3.4.2.3.1", "the nature of address indicator has 7 bits; allowed: 0 to 127");
  }
  return {};
}

}  // namespace

bool is_address_digits(std::string_view digits) {
  return std::ranges::all_of(digits, [](char c) { return code_of(c) >= 0; });
}

Result<Address> decode_address(OctetView contents, std::string_view field) {
  Decoder in{Reader(contents)};
  Address address;
  const std::uint8_t indicator = in.reader.u8();
  address.national = (indicator & kNationalBit) != 0;
  address.routing =
      (indicator & kRouteOnSsnBit) != 0 ? RoutingIndicator::route_on_ssn : RoutingIndicator::route_on_gt;
  if ((indicator & kPointCodeBit) != 0) {
    const std::uint16_t octets = in.reader.u16_le();
    address.point_code = octets & kMaxPointCode;
    if (octets > kMaxPointCode) in.exact = false;
  }
  if ((indicator & kSsnBit) != 0) address.ssn = in.reader.u8();
  const auto gti = static_cast<std::uint8_t>((indicator & kGtiMask) >> 2U);
  if (gti != 0) address.gt = in.global_title(gti);
  if (!in.reader.ok()) {
    return fail(Error{.layer = "sccp",
                      .field = std::string(field),
                      .clause = "Q.713 3.4",
                      .offset = contents.size(),
                      .text = "ends inside what its address indicator announces"});
  }
  if (!in.exact || !in.reader.at_end()) address.raw.assign(contents.begin(), contents.end());
  return address;
}

Result<void> check_address(const Address& address, std::string_view field) {
  if (!address.raw.empty()) {
    if (address.raw.size() <= 255) return {};
    return wrong(field, "Q.713 2.2",
                 "has " + std::to_string(address.raw.size()) + " octets; allowed: at most 255");
  }
  if (address.point_code.value_or(0) > kMaxPointCode) {
    return wrong(field, "Q.713 3.4.2.1",
                 "point code " + std::to_string(*address.point_code) + "; allowed: 0 to 16383");
  }
  if (address.gt) {
    if (auto title = check_title(*address.gt, field); !title) return title;
  }
  if (const std::size_t size = address_size(address); size > 255) {
    return wrong(field, "Q.713 2.2", "has " + std::to_string(size) + " octets; allowed: at most 255");
  }
  return {};
}

std::size_t address_size(const Address& address) {
  if (!address.raw.empty()) return address.raw.size();
  return 1 + (address.point_code ? 2U : 0U) + (address.ssn ? 1U : 0U) +
         (address.gt ? title_size(*address.gt) : 0U);
}

void prepend_address(OutBuffer& out, const Address& address) {
  if (!address.raw.empty()) {
    out.prepend(address.raw);
    return;
  }
  std::uint8_t indicator = 0;
  if (address.gt) {
    assert(address.gt->indicator >= 1 && address.gt->indicator <= kMaxKnownIndicator);
    prepend_title(out, *address.gt);
    indicator |= static_cast<std::uint8_t>(address.gt->indicator << 2U);
  }
  if (address.ssn) {
    out.prepend_u8(*address.ssn);
    indicator |= kSsnBit;
  }
  if (address.point_code) {
    out.prepend_u16_le(static_cast<std::uint16_t>(*address.point_code));
    indicator |= kPointCodeBit;
  }
  if (address.routing == RoutingIndicator::route_on_ssn) indicator |= kRouteOnSsnBit;
  if (address.national) indicator |= kNationalBit;
  out.prepend_u8(indicator);
}

}  // namespace mapsim::sccp
