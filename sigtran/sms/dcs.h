// TP-Data-Coding-Scheme (TS 23.040 9.2.3.10, TS 23.038 4).
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "sigtran/core/fields.h"

namespace mapsim::sms {

enum class CodingGroup : std::uint8_t {
  general,             // 00xx
  automatic_deletion,  // 01xx
  reserved,            // 1000 to 1011
  mwi_discard,         // 1100: message waiting, the message may be discarded
  mwi_store,           // 1101: message waiting, to be stored, 7 bit
  mwi_store_ucs2,      // 1110: message waiting, to be stored, UCS2
  message_class,       // 1111
};
enum class CharacterSet : std::uint8_t { gsm7, data8, ucs2 };
enum class IndicationType : std::uint8_t { voicemail, fax, electronic_mail, other };

struct MessageWaiting {
  bool active = false;
  IndicationType type = IndicationType::voicemail;
  friend bool operator==(const MessageWaiting&, const MessageWaiting&) = default;
};

// The octet, and what it means. Written by users as a number or as `gsm7`, `8bit` or `ucs2`; shown as a
// number.
struct Dcs {
  std::uint8_t octet = 0;

  CodingGroup group() const;
  // What follows is compressed (TS 23.042): TP-UDL counts octets, and there is no text to be read.
  bool compressed() const;
  // Reserved codings are taken as the default alphabet (TS 23.038 4).
  CharacterSet character_set() const;
  // 0..3; nullopt where the octet gives the message no class.
  std::optional<std::uint8_t> message_class() const;
  std::optional<MessageWaiting> message_waiting() const;
  // The coding, or a bit of it, is reserved.
  bool reserved() const;

  // TP-UDL counts septets, else octets (TS 23.040 9.2.3.16).
  bool counts_septets() const { return character_set() == CharacterSet::gsm7 && !compressed(); }

  friend bool operator==(Dcs, Dcs) = default;
};

inline constexpr Dcs kDcsGsm7{0x00};
inline constexpr Dcs kDcsData8{0x04};
inline constexpr Dcs kDcsUcs2{0x08};

// For people: "UCS2, class 1", "message waiting (store), voicemail active, 7 bit".
std::string describe(Dcs dcs);

}  // namespace mapsim::sms

namespace mapsim {

template <>
struct ValueTraits<sms::Dcs> {
  static Value to(const sms::Dcs& v);
  static Result<sms::Dcs> from(const Value& v);
};

}  // namespace mapsim
