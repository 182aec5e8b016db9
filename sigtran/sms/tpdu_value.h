// TPDUs as values: {sms-deliver: {tp-oa: "+15550100100", text: "hello"}}. See tpdu.h for what may be left
// open and user_data_form.h for the user data.
#pragma once

#include "sigtran/sms/tpdu.h"
#include "sigtran/sms/user_part.h"

namespace mapsim::sms {

// A field that a user may leave open and that is always shown.
template <class V, class T>
void defaulted(V& v, std::string_view name, T& field) {
  std::optional<T> written = field;
  v(name, written);
  if (written) field = *written;
}

// A field that is shown only where it is not as usual.
template <class V, class T>
void unusual(V& v, std::string_view name, T& field) {
  std::optional<T> written;
  if (field != T{}) written = field;
  v(name, written);
  if (written) field = *written;
}

template <class V>
concept ReadsFields = requires(V& v, Error e) {
  v.refuse(e);
};

template <class V, class T>
UserDataForm open_user_data(V&, const T& t) {
  if constexpr (ReadsFields<V>) {
    return {};
  } else {
    return show(user_part(t));
  }
}

template <class V, class T>
void close_user_data(V& v, const UserDataForm& form, T& t) {
  if constexpr (ReadsFields<V>) {
    if (v.refused()) return;
    if (auto part = complete(form, max_user_data(t))) {
      assign_user_part(t, *part);
    } else {
      part.error().layer.clear();
      v.refuse(std::move(part.error()));
    }
  }
}

// TP-PI is shown as it is and, left open, says what is there.
template <class V>
void close_parameters(V&, ReportParameters& p, bool optional) {
  if constexpr (ReadsFields<V>) {
    if (!p.tp_pi && !(optional && p.present() == 0)) p.tp_pi = p.present();
  }
}

template <class V>
void fields(V& v, SmsDeliver& t) {
  UserDataForm ud = open_user_data(v, t);
  v("tp-mti", t.tp_mti);
  defaulted(v, "tp-mms", t.tp_mms);
  defaulted(v, "tp-lp", t.tp_lp);
  defaulted(v, "tp-rp", t.tp_rp);
  v("tp-udhi", ud.tp_udhi);
  defaulted(v, "tp-sri", t.tp_sri);
  unusual(v, "spare-bits", t.spare_bits);
  v("tp-oa", t.tp_oa);
  defaulted(v, "tp-pid", t.tp_pid);
  v("tp-dcs", ud.tp_dcs);
  defaulted(v, "tp-scts", t.tp_scts);
  user_data_fields(v, ud);
  close_user_data(v, ud, t);
}

template <class V>
void fields(V& v, SmsSubmit& t) {
  UserDataForm ud = open_user_data(v, t);
  defaulted(v, "tp-rd", t.tp_rd);
  defaulted(v, "tp-rp", t.tp_rp);
  v("tp-udhi", ud.tp_udhi);
  defaulted(v, "tp-srr", t.tp_srr);
  defaulted(v, "tp-mr", t.tp_mr);
  v("tp-da", t.tp_da);
  defaulted(v, "tp-pid", t.tp_pid);
  v("tp-dcs", ud.tp_dcs);
  v("tp-vp", t.tp_vp);
  user_data_fields(v, ud);
  close_user_data(v, ud, t);
}

template <class V>
void fields(V& v, SmsDeliverReport& t) {
  UserDataForm ud = open_user_data(v, t);
  v("tp-udhi", ud.tp_udhi);
  unusual(v, "spare-bits", t.spare_bits);
  v("tp-fcs", t.tp_fcs);
  v("tp-pi", t.tp_pi);
  unusual(v, "tp-pi-extension", t.tp_pi_extension);
  v("tp-pid", t.tp_pid);
  v("tp-dcs", ud.tp_dcs);
  user_data_fields(v, ud);
  close_user_data(v, ud, t);
  close_parameters(v, t, false);
}

template <class V>
void fields(V& v, SmsSubmitReport& t) {
  UserDataForm ud = open_user_data(v, t);
  v("tp-udhi", ud.tp_udhi);
  unusual(v, "spare-bits", t.spare_bits);
  v("tp-fcs", t.tp_fcs);
  v("tp-pi", t.tp_pi);
  unusual(v, "tp-pi-extension", t.tp_pi_extension);
  defaulted(v, "tp-scts", t.tp_scts);
  v("tp-pid", t.tp_pid);
  v("tp-dcs", ud.tp_dcs);
  user_data_fields(v, ud);
  close_user_data(v, ud, t);
  close_parameters(v, t, false);
}

template <class V>
void fields(V& v, SmsStatusReport& t) {
  UserDataForm ud = open_user_data(v, t);
  v("tp-udhi", ud.tp_udhi);
  defaulted(v, "tp-mms", t.tp_mms);
  defaulted(v, "tp-lp", t.tp_lp);
  defaulted(v, "tp-srq", t.tp_srq);
  unusual(v, "spare-bits", t.spare_bits);
  defaulted(v, "tp-mr", t.tp_mr);
  v("tp-ra", t.tp_ra);
  defaulted(v, "tp-scts", t.tp_scts);
  defaulted(v, "tp-dt", t.tp_dt);
  defaulted(v, "tp-st", t.tp_st);
  v("tp-pi", t.tp_pi);
  unusual(v, "tp-pi-extension", t.tp_pi_extension);
  v("tp-pid", t.tp_pid);
  v("tp-dcs", ud.tp_dcs);
  user_data_fields(v, ud);
  close_user_data(v, ud, t);
  close_parameters(v, t, true);
}

template <class V>
void fields(V& v, SmsCommand& t) {
  std::optional<std::uint8_t> cdl;
  if constexpr (!ReadsFields<V>) cdl = t.tp_cdl;
  defaulted(v, "tp-udhi", t.tp_udhi);
  defaulted(v, "tp-srr", t.tp_srr);
  unusual(v, "spare-bits", t.spare_bits);
  defaulted(v, "tp-mr", t.tp_mr);
  defaulted(v, "tp-pid", t.tp_pid);
  defaulted(v, "tp-ct", t.tp_ct);
  defaulted(v, "tp-mn", t.tp_mn);
  v("tp-da", t.tp_da);
  v("tp-cdl", cdl);
  defaulted(v, "tp-cd", t.tp_cd);
  if constexpr (ReadsFields<V>) t.tp_cdl = cdl.value_or(static_cast<std::uint8_t>(t.tp_cd.size()));
}

}  // namespace mapsim::sms

namespace mapsim {

template <>
struct ValueTraits<sms::Tpdu> {
  static Value to(const sms::Tpdu& v);
  static Result<sms::Tpdu> from(const Value& v);
};

}  // namespace mapsim
