#include "tests/tools/anonymize/originals.h"

#include <algorithm>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <nlohmann/json.hpp>
#include <sstream>

#include "sigtran/link/ip_address.h"
#include "tests/tools/called.h"

namespace mapsim::cli::test {

namespace {

using nlohmann::json;

bool only_digits(const std::string& text) {
  return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

void collect(const json& value, const std::string& name, Originals& out) {
  // Octets are no digits, even where none of them has a letter.
  if (name == "comment" || name == "time" || name == "hex") return;
  if (value.is_string()) {
    std::string text = value;
    if (text.starts_with('+')) text.erase(0, 1);
    if (name == "from" || name == "to") {
      const auto address = link::parse_ip(text.substr(0, text.find(' ')));
      if (address) out.addresses.emplace(address->view().begin(), address->view().end());
    }
    if (text.size() < kShortest) return;
    if (only_digits(text)) out.digits.insert(text);
    const bool ascii = std::ranges::all_of(text, [](char c) { return c >= ' ' && c < 0x7F; });
    if (name == "text" && ascii) out.texts.insert(text);
  }
  for (const auto& [key, below] : value.items()) {
    if (value.is_object() || value.is_array()) collect(below, value.is_array() ? name : key, out);
  }
}

std::string half_octets(const std::string& file, bool low_first) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  for (const char c : file) {
    const auto octet = static_cast<std::uint8_t>(c);
    const char low = kDigits[octet & 0xFU];
    const char high = kDigits[octet >> 4U];
    out += low_first ? low : high;
    out += low_first ? high : low;
  }
  return out;
}

// Septets from every bit on, the least significant bit of each octet first (TS 23.038 6.1.2.1).
std::string septets(const std::string& file, std::size_t from) {
  std::string out;
  for (std::size_t bit = from; bit + 7 <= 8 * file.size(); bit += 7) {
    unsigned septet = 0;
    for (std::size_t b = 0; b < 7; ++b) {
      septet |= (static_cast<std::uint8_t>(file[(bit + b) / 8]) >> (bit + b) % 8 & 1U) << b;
    }
    out += static_cast<char>(septet);
  }
  return out;
}

std::string ucs2(const std::string& text) {
  std::string out;
  for (const char c : text) (out += '\0') += c;
  return out;
}

}  // namespace

Originals originals_of(const std::filesystem::path& capture) {
  Originals out;
  const Called called = call({"decode", capture.string(), "--json"});
  std::istringstream lines(called.out);
  for (std::string line; std::getline(lines, line);) collect(json::parse(line), "", out);
  return out;
}

std::vector<std::string> found(const Originals& originals, const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  const std::string octets{std::istreambuf_iterator<char>(in), {}};
  const std::string tbcd = half_octets(octets, true);
  const std::string bcd = half_octets(octets, false);
  std::vector<std::string> packed;
  for (std::size_t bit = 0; bit < 7; ++bit) packed.push_back(septets(octets, bit));
  std::vector<std::string> out;
  const auto look = [&](const std::string& what, const std::string& where, const char* how) {
    if (where.find(what) != std::string::npos) out.push_back(what + " as " + how);
  };
  const auto as_text = [&](const std::string& text) {
    look(text, octets, "ASCII");
    if (octets.find(ucs2(text)) != std::string::npos) out.push_back(text + " as UCS2");
    for (const std::string& s : packed) look(text, s, "7 bit");
  };
  for (const std::string& digits : originals.digits) {
    look(digits, tbcd, "TBCD");
    look(digits, bcd, "BCD");
    as_text(digits);
  }
  for (const std::string& text : originals.texts) as_text(text);
  for (const std::string& address : originals.addresses) {
    if (octets.find(address) != std::string::npos) {
      out.push_back("the IP address " +
                    link::to_text(link::ip_from_octets(
                        {reinterpret_cast<const std::uint8_t*>(address.data()), address.size()})));
    }
  }
  return out;
}

}  // namespace mapsim::cli::test
