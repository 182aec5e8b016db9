#include "tools/anonymize/pseudonyms.h"

#include <algorithm>
#include <array>

namespace mapsim::cli::anonymize {

namespace {

constexpr std::string_view kTestPlmn = "00101";   // MCC 001, MNC 01 (TS 36.508 and others)
constexpr std::string_view kTestCountry = "999";  // reserved, no country has it (E.164 annex)
constexpr std::size_t kShortestImsi = 8;
constexpr std::size_t kShortestNumber = 7;

OctetView octets_of(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

std::string text_of(OctetView octets) {
  return {octets.begin(), octets.end()};
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// `make` sees the decimal digits of `written` alone.
template <class Make>
std::string replace_digits(std::string_view written, Make make) {
  std::string digits;
  std::copy_if(written.begin(), written.end(), std::back_inserter(digits), is_digit);
  if (digits.empty()) return std::string(written);
  const std::string replaced = make(digits);
  std::string out(written);
  auto next = replaced.begin();
  for (char& c : out) {
    if (is_digit(c)) c = *next++;
  }
  return out;
}

}  // namespace

std::string_view name_of(Identity identity) {
  static constexpr std::array<std::string_view, 8> kNames = {
      "imsi", "number", "lmsi", "point-code", "ip-address", "mac-address", "text", "name"};
  return kNames[static_cast<std::size_t>(identity)];
}

template <class Make>
std::string Pseudonyms::remembered(Identity identity, std::string original, Make make) {
  Kind& kind = kinds_[identity];
  ++kind.replaced;
  if (const auto at = kind.replacements.find(original); at != kind.replacements.end()) return at->second;
  std::string out = make();
  if (kind.replacements.size() < kMostRemembered) {
    kind.replacements.emplace(std::move(original), out);
  } else {
    kind.more = true;
  }
  return out;
}

std::string Pseudonyms::permuted(std::string_view digits, std::string_view tweak) const {
  if (digits.empty()) return "";
  if (digits.size() == 1) {
    // One digit is too short for FF1; it becomes one of the nine others.
    const std::uint8_t turn = stream_of(key_, std::string("digit") + std::string(tweak), 1)[0];
    return std::string(1, static_cast<char>('0' + (digits[0] - '0' + 1 + turn % 9) % 10));
  }
  std::string out;
  std::string chained(tweak);
  // Longer ones part by part, each depending on those before it.
  while (!digits.empty()) {
    std::size_t size = std::min(digits.size(), kMostNumerals);
    if (digits.size() - size == 1) --size;  // no part of one digit
    const std::string_view part = digits.substr(0, size);
    Numerals numerals(part.begin(), part.end());
    for (std::uint8_t& n : numerals) n = static_cast<std::uint8_t>(n - '0');
    const Numerals replaced = permutation_.encrypt(numerals, 10, octets_of(chained));
    for (const std::uint8_t n : replaced) out += static_cast<char>('0' + n);
    chained = std::string(tweak) + std::string(part);
    digits.remove_prefix(size);
  }
  return out;
}

std::string Pseudonyms::with_prefix(std::string_view digits, std::string_view prefix, std::size_t least,
                                    std::string_view name) const {
  if (digits.size() < least) return permuted(digits, "short");
  const std::string tweak = std::string(name) + std::string(digits.substr(0, prefix.size()));
  return std::string(prefix) + permuted(digits.substr(prefix.size()), tweak);
}

std::string Pseudonyms::imsi(std::string_view digits) {
  return remembered(Identity::imsi, std::string(digits), [&] {
    return replace_digits(
        digits, [&](const std::string& d) { return with_prefix(d, kTestPlmn, kShortestImsi, "imsi"); });
  });
}

std::string Pseudonyms::number(std::string_view digits) {
  return remembered(Identity::number, std::string(digits), [&] {
    return replace_digits(digits, [&](const std::string& d) {
      return with_prefix(d, kTestCountry, kShortestNumber, "number");
    });
  });
}

mtp::PointCode Pseudonyms::point_code(mtp::PointCode code) {
  Kind& kind = kinds_[Identity::point_code];
  ++kind.replaced;
  if (const auto at = point_codes_.find(code); at != point_codes_.end()) return at->second;
  constexpr mtp::PointCode kMostItu = 0x3FFF;
  const unsigned bits = code <= kMostItu ? 14 : code <= 0xFFFFFF ? 24 : 32;
  // Each bit is turned or not by what stands before it (as Crypto-PAn does with IP addresses).
  const auto turned = [&](mtp::PointCode in) {
    mtp::PointCode out = 0;
    for (unsigned i = 0; i < bits; ++i) {
      const std::uint64_t before = std::uint64_t{in} >> (bits - i);
      const std::string input =
          "pc" + std::to_string(bits) + "/" + std::to_string(i) + "/" + std::to_string(before);
      const unsigned turn = stream_of(key_, input, 1)[0] & 1U;
      out = out << 1U | ((in >> (bits - 1 - i) & 1U) ^ turn);
    }
    return out;
  };
  mtp::PointCode out = turned(code);
  // A long one stays long.
  while (bits > 14 && out <= kMostItu) out = turned(out);
  if (kind.replacements.size() < kMostRemembered) {
    point_codes_.emplace(code, out);
    kind.replacements.emplace(std::to_string(code), std::to_string(out));
  } else {
    kind.more = true;
  }
  return out;
}

Octets Pseudonyms::permuted_octets(OctetView octets, std::string_view tweak) const {
  Numerals halves;
  for (const std::uint8_t octet : octets) {
    halves.push_back(octet >> 4U);
    halves.push_back(octet & 0xFU);
  }
  halves = permutation_.encrypt(halves, 16, octets_of(tweak));
  Octets out;
  for (std::size_t i = 0; i < halves.size(); i += 2) {
    out.push_back(static_cast<std::uint8_t>(halves[i] << 4U | halves[i + 1]));
  }
  return out;
}

link::IpAddress Pseudonyms::ip_address(const link::IpAddress& address) {
  const OctetView octets = address.view();
  if (std::all_of(octets.begin(), octets.end(), [](std::uint8_t o) { return o == 0; })) return address;
  const std::string out = remembered(Identity::ip_address, link::to_text(address), [&] {
    static constexpr std::array<std::uint8_t, 4> kDocumentation = {0x20, 0x01, 0x0D, 0xB8};
    const std::size_t prefix = address.is_v6 ? 4 : 1;
    Octets made = {10};
    if (address.is_v6) made.assign(kDocumentation.begin(), kDocumentation.end());
    const Octets rest = permuted_octets(octets.subspan(prefix), "ip" + text_of(octets.first(prefix)));
    made.insert(made.end(), rest.begin(), rest.end());
    return link::to_text(link::ip_from_octets(made));
  });
  return *link::parse_ip(out);
}

Octets Pseudonyms::mac_address(OctetView address) {
  const auto all = [&](std::uint8_t value) {
    return std::all_of(address.begin(), address.end(), [&](std::uint8_t o) { return o == value; });
  };
  if (all(0) || all(0xFF)) return Octets(address.begin(), address.end());
  const std::string out = remembered(Identity::mac_address, to_hex(address), [&] {
    Octets made = {static_cast<std::uint8_t>(2U | (address[0] & 1U))};
    const Octets rest = permuted_octets(address.subspan(1), "mac" + text_of(address.first(1)));
    made.insert(made.end(), rest.begin(), rest.end());
    return to_hex(made);
  });
  return *from_hex(out);
}

Octets Pseudonyms::lmsi(OctetView lmsi) {
  const std::string out =
      remembered(Identity::lmsi, to_hex(lmsi), [&] { return to_hex(permuted_octets(lmsi, "lmsi")); });
  return *from_hex(out);
}

std::string Pseudonyms::text(std::string_view original, std::size_t count) {
  if (count == 0) return "";
  return remembered(Identity::text, std::string(original), [&] {
    constexpr std::string_view kConsonants = "bdfgklmnprst";
    constexpr std::string_view kVowels = "aeiou";
    const Octets chance = stream_of(key_, "text" + std::string(original), count);
    std::string out;
    std::size_t word = 0;
    for (const std::uint8_t c : chance) {
      const bool end = word >= 4 && c % 3 == 0 && out.size() + 1 < count;
      out += end ? ' ' : word % 2 == 0 ? kConsonants[c % kConsonants.size()] : kVowels[c % kVowels.size()];
      word = end ? 0 : word + 1;
    }
    return out;
  });
}

std::string Pseudonyms::name(std::string_view original) {
  return remembered(Identity::name, std::string(original), [&] {
    const Octets chance = stream_of(key_, "name" + std::string(original), original.size());
    std::string out(original);
    std::size_t at = 0;
    for (const std::string_view scheme : {"sip:", "sips:", "tel:", "aaa://"}) {
      if (original.starts_with(scheme)) at = scheme.size();
    }
    while (at < out.size()) {
      const auto end = static_cast<std::size_t>(
          std::find_if_not(out.begin() + static_cast<std::ptrdiff_t>(at), out.end(), is_digit) - out.begin());
      if (end != at) {
        // A telephone number in a URI is the same one as elsewhere.
        out.replace(at, end - at,
                    with_prefix(original.substr(at, end - at), kTestCountry, kShortestNumber, "number"));
        at = end;
        continue;
      }
      const auto c = static_cast<unsigned char>(out[at]);
      const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80;
      if (letter) out[at] = static_cast<char>('a' + chance[at] % 26);
      ++at;
    }
    return out;
  });
}

}  // namespace mapsim::cli::anonymize
