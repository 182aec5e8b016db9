#include "tools/anonymize/tpdu.h"

#include <algorithm>

#include "sigtran/sms/user_data_header.h"
#include "tools/anonymize/fields.h"

namespace mapsim::cli::anonymize {

namespace {

constexpr std::uint8_t kIeiReplyAddress = 0x22;  // TS 23.040 9.2.3.24.17

// Elements that say how to read or join messages, and nothing of anybody.
bool says_nothing(std::uint8_t iei) {
  constexpr std::uint8_t kSpecialIndication = 0x01;
  constexpr std::uint8_t kSmscControl = 0x06;
  constexpr std::uint8_t kSource = 0x07;
  constexpr std::uint8_t kTextFormatting = 0x0A;
  switch (iei) {
    case sms::kIeiConcatenation8:
    case kSpecialIndication:
    case sms::kIeiPort8:
    case sms::kIeiPort16:
    case kSmscControl:
    case kSource:
    case sms::kIeiConcatenation16:
    case kTextFormatting:
    case sms::kIeiSingleShift:
    case sms::kIeiLockingShift:
      return true;
    default:
      return false;
  }
}

void replace_in_header(Editor& editor, OctetSpan header) {
  for (std::size_t at = 1; at < header.size();) {
    if (header.size() - at < 2 || header.size() - at - 2 < header[at + 1]) {
      return editor.unknown(header.subspan(at), "TP-UDH");
    }
    const OctetSpan data = header.subspan(at + 2, header[at + 1]);
    if (header[at] == kIeiReplyAddress) {
      replace_tp_address(editor, data);
    } else if (!says_nothing(header[at])) {
      editor.unknown(data, "information element in TP-UDH");
    }
    at += 2U + data.size();
  }
}

void replace_user_data(Editor& editor, bool tp_udhi, sms::Dcs dcs, sms::UserData& data) {
  Octets octets(data.tp_ud.view().begin(), data.tp_ud.view().end());
  // decode() has accepted it.
  const auto layout = sms::layout_of(tp_udhi, dcs, data.tp_udl, octets);
  if (!layout) return;
  const OctetSpan all(octets);
  replace_in_header(editor, all.first(layout->header));
  const OctetSpan message = all.subspan(layout->header);
  if (dcs.counts_septets()) {
    replace_septets(editor, message, layout->fill_bits, layout->message);
  } else if (dcs.compressed()) {
    editor.unknown(message, "compressed short message");
  } else if (dcs.character_set() == sms::CharacterSet::ucs2) {
    replace_ucs2(editor, message);
  } else {
    replace_data(editor, message);
  }
  data.tp_ud = sms::UserDataOctets(octets);
}

void replace_address(Editor& editor, sms::Address& address) {
  Octets octets = {address.length, address.type};
  const OctetView value = address.value_octets();
  octets.insert(octets.end(), value.begin(), value.end());
  replace_tp_address(editor, octets);
  std::copy(octets.begin() + 2, octets.end(), address.value.begin());
}

void replace_report(Editor& editor, bool tp_udhi, sms::ReportParameters& report) {
  if (!report.user_data) return;
  replace_user_data(editor, tp_udhi, report.tp_dcs.value_or(sms::kDcsGsm7), *report.user_data);
}

struct Replace {
  Editor& editor;
  void operator()(sms::SmsDeliver& t) const {
    replace_address(editor, t.tp_oa);
    replace_user_data(editor, t.tp_udhi, t.tp_dcs, t.user_data);
  }
  void operator()(sms::SmsSubmit& t) const {
    replace_address(editor, t.tp_da);
    replace_user_data(editor, t.tp_udhi, t.tp_dcs, t.user_data);
  }
  void operator()(sms::SmsDeliverReport& t) const { replace_report(editor, t.tp_udhi, t); }
  void operator()(sms::SmsSubmitReport& t) const { replace_report(editor, t.tp_udhi, t); }
  void operator()(sms::SmsStatusReport& t) const {
    replace_address(editor, t.tp_ra);
    replace_report(editor, t.tp_udhi, t);
  }
  void operator()(sms::SmsCommand& t) const {
    replace_address(editor, t.tp_da);
    Octets data(t.tp_cd.view().begin(), t.tp_cd.view().end());
    editor.unknown(data, "TP-CD");
    t.tp_cd = sms::UserDataOctets(data);
  }
};

}  // namespace

void replace_in_tpdu(Editor& editor, OctetSpan octets, sms::Direction direction, sms::ReportForm form) {
  auto tpdu = sms::decode(octets, direction, form);
  if (!tpdu) return editor.unknown(octets, "TPDU");
  std::visit(Replace{editor}, *tpdu);
  const auto written = sms::encode(*tpdu);
  if (!written || written->size() != octets.size()) return editor.unknown(octets, "TPDU");
  std::ranges::copy(*written, octets.begin());
}

}  // namespace mapsim::cli::anonymize
