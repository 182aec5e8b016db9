#include "sigtran/sccp/address_codec.h"

#include <array>
#include <cassert>
#include <cstring>

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
constexpr std::size_t kMaxAddress = 255;  // its length has one octet (Q.713 2.2)

constexpr std::string_view kDigits = "0123456789abcdef";
constexpr std::uint8_t kNoCode = 0xFF;

// The code of each character; kNoCode for what is no digit.
constexpr std::array<std::uint8_t, 256> kCodes = [] {
  std::array<std::uint8_t, 256> codes{};
  codes.fill(kNoCode);
  for (std::size_t i = 0; i < kDigits.size(); ++i)
    codes[static_cast<std::uint8_t>(kDigits[i])] = static_cast<std::uint8_t>(i);
  return codes;
}();

// The two digits of each octet.
constexpr std::array<std::array<char, 2>, 256> kPairs = [] {
  std::array<std::array<char, 2>, 256> pairs{};
  for (std::size_t octet = 0; octet < pairs.size(); ++octet)
    pairs[octet] = {kDigits[octet & 0x0FU], kDigits[octet >> 4U]};
  return pairs;
}();

std::uint8_t code_of(char digit) {
  return kCodes[static_cast<std::uint8_t>(digit)];
}

struct AddressDecoder {
  Reader reader;
  bool exact = true;  // the fields alone give the octets back

  // What is left are address signals, the first in bits 1-4. With an odd count bits 5-8 of the last octet are
  // a filler 0000 (Q.713 3.4.2.3.1).
  void signals(std::string& digits, bool odd) {
    const OctetView octets = reader.rest();
    std::size_t count = octets.size() * 2;
    if (odd && count != 0) {
      --count;
      if ((octets.back() >> 4U) != 0) exact = false;
    }
    digits.resize(count);
    char* digit = digits.data();
    for (std::size_t i = 0; i < count / 2; ++i, digit += 2) std::memcpy(digit, kPairs[octets[i]].data(), 2);
    if (count % 2 != 0) *digit = kPairs[octets[count / 2]][0];
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
    signals(gt.digits, scheme == kBcdOddScheme);
    const std::uint8_t implied = gt.digits.size() % 2 != 0 ? kBcdOddScheme : kBcdEvenScheme;
    if (scheme != implied) gt.encoding_scheme = scheme;
  }

  void global_title(GlobalTitle& gt, std::uint8_t indicator) {
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
        signals(gt.digits, false);
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
  }
};

std::size_t title_size(const GlobalTitle& gt) {
  static constexpr std::size_t kFixed[] = {0, 1, 1, 2, 3};
  return kFixed[gt.indicator] + (gt.digits.size() + 1) / 2;
}

// Each writes at `out` and returns what follows.
std::uint8_t* write_signals(std::uint8_t* out, std::string_view digits) {
  for (std::size_t i = 0; i + 1 < digits.size(); i += 2) {
    *out++ = static_cast<std::uint8_t>(code_of(digits[i + 1]) * 16 + code_of(digits[i]));
  }
  if (digits.size() % 2 != 0) *out++ = code_of(digits.back());
  return out;
}

std::uint8_t* write_title(std::uint8_t* out, const GlobalTitle& gt) {
  const std::uint8_t implied = gt.digits.size() % 2 != 0 ? kBcdOddScheme : kBcdEvenScheme;
  const std::uint8_t scheme = gt.encoding_scheme.value_or(implied);
  const auto nature = static_cast<std::uint8_t>(gt.nature_of_address);
  if (gt.indicator == 1) {
    *out++ = static_cast<std::uint8_t>(nature | (scheme == kBcdOddScheme ? kOddBit : 0U));
    return write_signals(out, gt.digits);
  }
  *out++ = gt.translation_type;
  if (gt.indicator >= 3) {
    *out++ = static_cast<std::uint8_t>((static_cast<unsigned>(gt.numbering_plan) << 4U) | scheme);
  }
  if (gt.indicator == 4) *out++ = nature;
  return write_signals(out, gt.digits);
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
  std::uint8_t all = 0;
  for (const char c : digits) all |= code_of(c);
  return all != kNoCode;  // only kNoCode has one of the upper bits
}

bool read_address(OctetView contents, Address& address) {
  AddressDecoder in{Reader(contents)};
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
  if (gti != 0) in.global_title(address.gt.emplace(), gti);
  if (!in.reader.ok()) return false;
  if (!in.exact || !in.reader.at_end()) address.raw.assign(contents.begin(), contents.end());
  return true;
}

Result<Address> decode_address(OctetView contents, std::string_view field) {
  Result<Address> address;
  if (!read_address(contents, *address)) {
    address = fail(Error{.layer = "sccp",
                         .field = std::string(field),
                         .clause = "Q.713 3.4",
                         .offset = contents.size(),
                         .text = "ends inside what its address indicator announces"});
  }
  return address;
}

Result<void> check_address(const Address& address, std::string_view field) {
  if (!address.raw.empty()) {
    if (address.raw.size() <= kMaxAddress) return {};
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
  if (const std::size_t size = address_size(address); size > kMaxAddress) {
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
  assert(!address.gt || (address.gt->indicator >= 1 && address.gt->indicator <= kMaxKnownIndicator));
  std::array<std::uint8_t, kMaxAddress> octets;
  assert(address_size(address) <= octets.size());
  std::uint8_t indicator = 0;
  std::uint8_t* at = octets.data() + 1;
  if (address.point_code) {
    *at++ = static_cast<std::uint8_t>(*address.point_code);
    *at++ = static_cast<std::uint8_t>(*address.point_code >> 8U);
    indicator |= kPointCodeBit;
  }
  if (address.ssn) {
    *at++ = *address.ssn;
    indicator |= kSsnBit;
  }
  if (address.gt) {
    at = write_title(at, *address.gt);
    indicator |= static_cast<std::uint8_t>(address.gt->indicator << 2U);
  }
  if (address.routing == RoutingIndicator::route_on_ssn) indicator |= kRouteOnSsnBit;
  if (address.national) indicator |= kNationalBit;
  octets[0] = indicator;
  out.prepend({octets.data(), at});
}

}  // namespace mapsim::sccp
