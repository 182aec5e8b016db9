// The user data of a TPDU type, whether mandatory (SMS-DELIVER, SMS-SUBMIT) or optional (reports).
#pragma once

#include <type_traits>

#include "sigtran/sms/tpdu.h"

namespace mapsim::sms {

template <class T>
concept HasUserPart = requires(const std::remove_cvref_t<T>& t) {
  t.user_data;
};

template <HasUserPart T>
UserPart user_part(const T& t) {
  return UserPart{.tp_udhi = t.tp_udhi, .tp_dcs = t.tp_dcs, .user_data = t.user_data};
}

template <HasUserPart T>
void assign_user_part(T& t, const UserPart& part) {
  t.tp_udhi = part.tp_udhi;
  if constexpr (std::is_same_v<decltype(t.user_data), UserData>) {
    t.tp_dcs = part.dcs();
    t.user_data = part.user_data.value_or(UserData{});
  } else {
    t.tp_dcs = part.tp_dcs;
    t.user_data = part.user_data;
  }
}

// Octets of TP-UD that text may fill.
constexpr std::size_t max_user_data(const SmsDeliver&) {
  return kMaxUserDataOctets;
}
constexpr std::size_t max_user_data(const SmsSubmit&) {
  return kMaxUserDataOctets;
}
constexpr std::size_t max_user_data(const SmsDeliverReport&) {
  return kMaxDeliverReportOctets;
}
constexpr std::size_t max_user_data(const SmsSubmitReport&) {
  return kMaxSubmitReportOctets;
}
constexpr std::size_t max_user_data(const SmsStatusReport&) {
  return kMaxStatusReportOctets;
}

}  // namespace mapsim::sms
