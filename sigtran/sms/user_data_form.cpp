#include "sigtran/sms/user_data_form.h"

#include <algorithm>

namespace mapsim::sms {

namespace {

Error contradiction(std::string field, std::string text) {
  return Error{.layer = "", .field = std::move(field), .text = std::move(text)};
}

std::string quoted(const std::optional<std::string>& text) {
  return text ? "\"" + *text + "\"" : std::string("no text");
}

bool starts_with(OctetView octets, OctetView start) {
  return octets.size() >= start.size() && equal(octets.first(start.size()), start);
}

// TP-UDL of a field given in octets. Where seven bits are left over it is taken as one more septet.
std::uint8_t length_of(OctetView tp_ud, Dcs dcs) {
  return static_cast<std::uint8_t>(dcs.counts_septets() ? std::min<std::size_t>(tp_ud.size() * 8 / 7, 255)
                                                        : tp_ud.size());
}

Result<UserPart> complete_octets(const UserDataForm& form) {
  UserPart out;
  out.tp_udhi = form.tp_udhi.value_or(form.tp_udh.has_value());
  out.tp_dcs = form.tp_dcs;
  UserData& data = out.user_data.emplace();
  data.tp_ud = *form.tp_ud;
  data.tp_udl = form.tp_udl.value_or(length_of(data.tp_ud.view(), out.dcs()));
  if (form.tp_udh && !starts_with(data.tp_ud.view(), form.tp_udh->octets)) {
    return fail(contradiction("tp-udh",
                              "tp-ud does not start with this header; tp-ud is the whole field, header "
                              "included (for the short message alone write data)"));
  }
  if (form.text) {
    const auto text = text_of(out.tp_udhi, out.dcs(), data);
    if (text != form.text) {
      return fail(contradiction("text", "says " + quoted(form.text) + ", but tp-ud holds " + quoted(text)));
    }
  }
  if (form.data && data_of(out.tp_udhi, out.dcs(), data) != form.data) {
    return fail(contradiction("data", "is not what tp-ud holds"));
  }
  return out;
}

Result<UserPart> complete_contents(const UserDataForm& form, std::size_t limit) {
  if (form.text && form.data) return fail(contradiction("data", "either text or data may be given"));
  if (form.tp_udhi.value_or(false) && !form.tp_udh) {
    return fail(contradiction("tp-udh", "is required where tp-udhi is true"));
  }
  UserPart out;
  out.tp_udhi = form.tp_udhi.value_or(form.tp_udh.has_value());
  out.tp_dcs = form.tp_dcs;
  const OctetView header = form.tp_udh ? OctetView(form.tp_udh->octets) : OctetView();
  if (header.size() > 0xFF) return fail(contradiction("tp-udh", "at most 255 octets fit"));
  Result<UserData> data;
  if (form.text) {
    if (!out.tp_dcs) {
      const auto parsed = parse_header(header);
      const auto dcs = choose_dcs(*form.text, parsed ? alphabet_of(*parsed) : Alphabet{});
      if (!dcs) return tl::unexpected(dcs.error());
      out.tp_dcs = *dcs;
    }
    data = user_data_of_text(*form.text, *out.tp_dcs, header, limit);
  } else {
    if (form.data && !out.tp_dcs) out.tp_dcs = kDcsData8;
    data = user_data_of_octets(form.data ? OctetView(*form.data) : OctetView(), out.dcs(), header, limit);
    if (!data && !form.data) data.error().field = "tp-udh";
    if (!data && form.data) data.error().field = "data";
  }
  if (!data) return tl::unexpected(data.error());
  out.user_data = *data;
  out.user_data->tp_udl = form.tp_udl.value_or(out.user_data->tp_udl);
  return out;
}

}  // namespace

UserDataForm show(const UserPart& part) {
  UserDataForm form;
  form.tp_udhi = part.tp_udhi;
  form.tp_dcs = part.tp_dcs;
  if (!part.user_data) return form;
  const UserData& data = *part.user_data;
  form.tp_udl = data.tp_udl;
  form.tp_ud = data.tp_ud;
  const auto layout = layout_of(part.tp_udhi, part.dcs(), data.tp_udl, data.tp_ud.view());
  if (!layout) return form;
  if (layout->header > 0) {
    const OctetView header = data.tp_ud.view().first(layout->header);
    form.tp_udh = WrittenHeader{Octets(header.begin(), header.end())};
  }
  form.text = text_of(part.tp_udhi, part.dcs(), data);
  form.data = data_of(part.tp_udhi, part.dcs(), data);
  return form;
}

Result<UserPart> complete(const UserDataForm& form, std::size_t limit) {
  if (form.tp_ud) return complete_octets(form);
  if (form.tp_udl || form.tp_udh || form.text || form.data) return complete_contents(form, limit);
  return UserPart{.tp_udhi = form.tp_udhi.value_or(false), .tp_dcs = form.tp_dcs, .user_data = {}};
}

}  // namespace mapsim::sms
