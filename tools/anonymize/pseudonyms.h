// What stands for an identity in an anonymous capture: the same for the same identity and key, of the same
// length, and to be told from a real one at once.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>

#include "sigtran/core/mtp.h"
#include "sigtran/link/ip_address.h"
#include "tools/anonymize/ff1.h"
#include "tools/anonymize/key.h"

namespace mapsim::cli::anonymize {

enum class Identity : std::uint8_t { imsi, number, lmsi, point_code, ip_address, mac_address, text, name };
std::string_view name_of(Identity identity);

class Pseudonyms {
 public:
  explicit Pseudonyms(Key key) : key_(std::move(key)), permutation_(key_.permutation) {}

  // Digits are '0' to '9'; every other character ('*', '#', 'a' to 'f') stays where it is. An IMSI of 8
  // digits and more becomes one of the test network 001/01; a number of 7 and more one of the test country
  // code 999. What is shorter (short codes) is permuted as a whole. Two that agree in the digits that are
  // replaced (5, or 3) never become the same, others by a chance of 10^-(what is left).
  std::string imsi(std::string_view digits);
  std::string number(std::string_view digits);

  // Codes whose first bits agree have replacements whose first bits agree, so that ranges (RFC 4666 3.4.1)
  // stay ranges; of 14 bits, or of 24 where the code has more than 14.
  mtp::PointCode point_code(mtp::PointCode code);

  // 10.0.0.0/8 and 2001:db8::/32. The unspecified address stays. Addresses that agree in the first octet (or
  // the first four) never become the same.
  link::IpAddress ip_address(const link::IpAddress& address);

  // Locally administered; individual or group as before. 6 octets. Zeros and the broadcast address stay.
  Octets mac_address(OctetView address);

  Octets lmsi(OctetView lmsi);

  // Lower-case words of as many letters and spaces as `count`, by what stood there.
  std::string text(std::string_view original, std::size_t count);
  // Letters for letters, digits for digits, and the rest as it is: host names, SIP URIs, Diameter identities.
  std::string name(std::string_view original);

  // Replacements by kind: how often, and of which originals; at most kMostRemembered of each kind.
  static constexpr std::size_t kMostRemembered = 65'536;
  struct Kind {
    std::uint64_t replaced = 0;
    bool more = false;  // originals than are remembered
    std::unordered_map<std::string, std::string> replacements;
  };
  const std::map<Identity, Kind>& kinds() const { return kinds_; }

 private:
  template <class Make>
  std::string remembered(Identity identity, std::string original, Make make);
  std::string permuted(std::string_view digits, std::string_view tweak) const;
  std::string with_prefix(std::string_view digits, std::string_view prefix, std::size_t least,
                          std::string_view name) const;
  Octets permuted_octets(OctetView octets, std::string_view tweak) const;

  Key key_;
  Ff1 permutation_;
  std::map<Identity, Kind> kinds_;
  std::unordered_map<mtp::PointCode, mtp::PointCode> point_codes_;
};

}  // namespace mapsim::cli::anonymize
