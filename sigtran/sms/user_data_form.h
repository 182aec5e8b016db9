// User data as users write it and see it: the octets, and what they say.
//
// Shown are tp-udhi, tp-dcs, tp-udl, tp-udh (the header's elements), tp-ud (the whole field in hex, header
// included), and of the short message `text` or, for 8 bit and compressed contents, `data`. Read back, that
// gives the same octets. What a user writes is completed thus:
//   - tp-ud decides where it is given; tp-udh, text and data that contradict it are refused.
//   - Otherwise text or data follows tp-udh. text chooses 7 bit or, where a character needs it, UCS2, unless
//   tp-dcs is
//     given; data means 8 bit unless tp-dcs is given.
//   - tp-udhi is set where tp-udh is given, tp-udl counts what there is; either may be given otherwise, for
//   tests.
#pragma once

#include "sigtran/sms/user_data.h"

namespace mapsim::sms {

// The fields of a TPDU that belong together here. tp_dcs and user_data may be absent only in reports.
struct UserPart {
  bool tp_udhi = false;
  std::optional<Dcs> tp_dcs;
  std::optional<UserData> user_data;
  friend bool operator==(const UserPart&, const UserPart&) = default;

  Dcs dcs() const { return tp_dcs.value_or(kDcsGsm7); }  // TS 23.040 9.2.3.27: absent means 0
};

struct UserDataForm {
  std::optional<bool> tp_udhi;
  std::optional<Dcs> tp_dcs;
  std::optional<std::uint8_t> tp_udl;
  std::optional<WrittenHeader> tp_udh;
  std::optional<UserDataOctets> tp_ud;
  std::optional<std::string> text;
  std::optional<Octets> data;
};

// What stands at the place of TP-UD.
template <class V>
void user_data_fields(V& v, UserDataForm& form) {
  v("tp-udl", form.tp_udl);
  v("tp-udh", form.tp_udh);
  v("tp-ud", form.tp_ud);
  v("text", form.text);
  v("data", form.data);
}

UserDataForm show(const UserPart& part);
// Error: members that contradict each other, text that does not fit or cannot be written. `field` is the
// member's name.
// `limit`: octets of TP-UD that text and data may fill.
Result<UserPart> complete(const UserDataForm& form, std::size_t limit = kMaxUserDataOctets);

}  // namespace mapsim::sms
