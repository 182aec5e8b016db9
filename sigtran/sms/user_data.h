// TP-UDL and TP-UD (TS 23.040 9.2.3.16, 9.2.3.24): where header and short message lie in it, and its text.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sigtran/sms/bounded_octets.h"
#include "sigtran/sms/dcs.h"
#include "sigtran/sms/user_data_header.h"

namespace mapsim::sms {

// What SMS-DELIVER and SMS-SUBMIT have room for in TP-UD (TS 23.040 9.2.3.24): 140 octets, 160 septets. More
// can be received, and written as octets, up to what TP-UDL can say.
inline constexpr std::size_t kMaxUserDataOctets = 140;
// Reports are limited by the size of a TPDU (9.2.2.1a, 9.2.2.2a, 9.2.2.3): what is guaranteed with all other
// fields.
inline constexpr std::size_t kMaxTpduOctets = 164;
inline constexpr std::size_t kMaxDeliverReportOctets = 158;
inline constexpr std::size_t kMaxSubmitReportOctets = 151;
inline constexpr std::size_t kMaxStatusReportOctets = 131;
using UserDataOctets = BoundedOctets<255>;

struct UserData {
  std::uint8_t tp_udl = 0;  // septets or octets, as TP-DCS says; header and fill bits included
  UserDataOctets tp_ud;     // the whole field: TP-UDH where TP-UDHI is set, fill bits, short message
  friend bool operator==(const UserData&, const UserData&) = default;
};

// The octets that TP-UD must have.
std::size_t octets_of(std::uint8_t tp_udl, Dcs dcs);

// Where the parts of TP-UD lie.
struct UserDataLayout {
  std::size_t header = 0;   // octets, TP-UDHL included
  unsigned fill_bits = 0;   // behind the header, before 7 bit text
  std::size_t message = 0;  // septets or octets of the short message
};
// Error: fewer octets than TP-UDL says; a header that does not fit. The offset counts from the start of
// TP-UD.
Result<UserDataLayout> layout_of(bool tp_udhi, Dcs dcs, std::uint8_t tp_udl, OctetView tp_ud);

// The header; nullopt where there is none, an error where it is malformed (offset from the start of TP-UD).
Result<std::optional<UserDataHeader>> header_of(bool tp_udhi, Dcs dcs, const UserData& data);

// The short message as text; nullopt for 8 bit data, compressed text and where TP-UD contradicts TP-UDL.
// Contents that are no text are shown by replacement (gsm7.h, ucs2.h): to keep them keep the octets.
std::optional<std::string> text_of(bool tp_udhi, Dcs dcs, const UserData& data);
// The octets of the short message behind the header; nullopt as above, and for 7 bit text.
std::optional<Octets> data_of(bool tp_udhi, Dcs dcs, const UserData& data);

// User data with `header` (its octets with TP-UDHL, or none) and text in the alphabet of `dcs`. Error: `dcs`
// means no text or compressed text (TS 23.042, not supported), a character that the alphabet has not, or more
// than `limit` octets.
Result<UserData> user_data_of_text(std::string_view text, Dcs dcs, OctetView header = {},
                                   std::size_t limit = kMaxUserDataOctets);
// With octets as the short message; `dcs` may not count septets. Error: more than `limit`.
Result<UserData> user_data_of_octets(OctetView data, Dcs dcs, OctetView header = {},
                                     std::size_t limit = kMaxUserDataOctets);

// 7 bit where every character is in its alphabet, UCS2 otherwise. Error: ill-formed UTF-8.
Result<Dcs> choose_dcs(std::string_view text, const Alphabet& alphabet = {});

}  // namespace mapsim::sms
