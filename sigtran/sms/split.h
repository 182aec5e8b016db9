// Long text in several short messages (TS 23.040 9.2.3.24.1, 9.2.3.24.8).
#pragma once

#include <vector>

#include "sigtran/sms/tpdu_value.h"

namespace mapsim::sms {

struct SplitOptions {
  std::optional<Dcs> tp_dcs = {};        // absent: 7 bit where the whole text allows it, else UCS2
  std::uint16_t reference = 0;           // up to 255 unless wide_reference
  bool wide_reference = false;           // 16 bit
  UserDataHeader further_elements = {};  // stand behind the concatenation in the header of every part
};

// Text that fits into one short message stays one without a concatenation element. Otherwise each part
// carries as much as fits: 153 septets or 67 UCS2 units with the 8 bit reference, 152 or 66 with the 16 bit
// one, fewer with further elements. An escape stays with its character, a surrogate with its partner. Error:
// what user_data_of_text refuses, a reference that is too wide, a header that leaves no room, more than 255
// parts.
Result<std::vector<UserPart>> split_text(std::string_view text, const SplitOptions& options = {});

// Octets likewise: 134 octets a part with the 8 bit reference. tp_dcs absent: 8 bit data.
Result<std::vector<UserPart>> split_octets(OctetView data, const SplitOptions& options = {});

// The TPDUs that a user's TPDU stands for: one, or several where its text does not fit and neither tp-ud,
// tp-udl nor a concatenation in tp-udh is given; elements of its tp-udh go into each part. tp-mr counts up
// from part to part (9.2.3.6). tp-mms is `more` in all but the last part unless it is given. Of `options`
// only the reference counts.
Result<std::vector<Tpdu>> tpdus_from_value(const Value& written, const SplitOptions& options = {});

}  // namespace mapsim::sms
