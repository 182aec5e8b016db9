#include "sigtran/sms/user_data.h"

#include <algorithm>

#include "sigtran/sms/clauses.h"
#include "sigtran/sms/gsm7.h"
#include "sigtran/sms/ucs2.h"

namespace mapsim::sms {

namespace {

unsigned fill_bits_behind(std::size_t header) {
  return static_cast<unsigned>((7 - header * 8 % 7) % 7);
}
std::size_t septets_of(std::size_t header) {
  return (header * 8 + 6) / 7;
}

std::string amount(std::size_t units, Dcs dcs) {
  return count_of(units, dcs.counts_septets() ? "septet" : "octet");
}

// An empty alphabet choice where the header is malformed: it is ignored then (9.2.3.24).
Alphabet alphabet_in(OctetView header) {
  if (header.empty()) return {};
  const auto parsed = parse_header(header);
  return parsed ? alphabet_of(*parsed) : Alphabet{};
}

// At most `octets` of user data, and at most what TP-UDL can say.
Result<UserData> assemble(std::size_t udl, std::size_t octets, Dcs dcs, OctetView header, OctetView message) {
  const std::size_t limit = std::min<std::size_t>(dcs.counts_septets() ? octets * 8 / 7 : octets, 255);

  if (udl > limit) {
    std::string text = amount(udl, dcs) + " of user data; one TPDU carries " + std::to_string(limit);
    if (!header.empty()) text += ", its header of " + count_of(header.size(), "octet") + " included";
    return fail(
        Error{.layer = "sms", .field = "text", .clause = "TS 23.040 9.2.3.24", .text = std::move(text)});
  }
  UserData out;
  out.tp_udl = static_cast<std::uint8_t>(udl);
  out.tp_ud.append(header);
  out.tp_ud.append(message);
  // Fill bits that no text follows may need an octet of their own.
  static constexpr std::uint8_t kZero[] = {0};
  if (out.tp_ud.size() < octets_of(out.tp_udl, dcs)) out.tp_ud.append(kZero);
  return out;
}

}  // namespace

std::size_t octets_of(std::uint8_t tp_udl, Dcs dcs) {
  return dcs.counts_septets() ? packed_size(tp_udl) : tp_udl;
}

Result<UserDataLayout> layout_of(bool tp_udhi, Dcs dcs, std::uint8_t tp_udl, OctetView tp_ud) {
  const std::size_t needed = octets_of(tp_udl, dcs);
  if (tp_ud.size() < needed) {
    return fail(field_error(kTpUd, tp_ud.size(),
                            "TP-UDL says " + amount(tp_udl, dcs) + ", which take " +
                                count_of(needed, "octet") + "; found " + std::to_string(tp_ud.size())));
  }
  UserDataLayout out;
  out.message = tp_udl;
  if (!tp_udhi) return out;
  if (needed == 0)
    return fail(field_error(kTpUdh, 0, "TP-UDHI is set, but TP-UD is empty: TP-UDHL is missing"));
  out.header = tp_ud[0] + std::size_t{1};
  const std::size_t taken = dcs.counts_septets() ? septets_of(out.header) : out.header;
  if (taken > tp_udl) {
    return fail(field_error(
        kTpUdh, 0,
        "TP-UDHL says " + count_of(tp_ud[0], "octet") + "; TP-UD has " + amount(tp_udl, dcs) + " in all"));
  }
  if (dcs.counts_septets()) out.fill_bits = fill_bits_behind(out.header);
  out.message -= taken;
  return out;
}

Result<std::optional<UserDataHeader>> header_of(bool tp_udhi, Dcs dcs, const UserData& data) {
  if (!tp_udhi) return std::nullopt;
  const auto layout = layout_of(tp_udhi, dcs, data.tp_udl, data.tp_ud.view());
  if (!layout) return tl::unexpected(layout.error());
  auto header = parse_header(data.tp_ud.view().first(layout->header));
  if (!header) return tl::unexpected(header.error());
  return std::move(*header);
}

std::optional<std::string> text_of(bool tp_udhi, Dcs dcs, const UserData& data) {
  if (dcs.compressed() || dcs.character_set() == CharacterSet::data8) return std::nullopt;
  const OctetView ud = data.tp_ud.view();
  const auto layout = layout_of(tp_udhi, dcs, data.tp_udl, ud);
  if (!layout) return std::nullopt;
  const OctetView message = ud.subspan(layout->header);
  if (dcs.character_set() == CharacterSet::ucs2) return from_ucs2(message.first(layout->message));
  return from_septets(unpack_septets(message, layout->message, layout->fill_bits),
                      alphabet_in(ud.first(layout->header)));
}

std::optional<Octets> data_of(bool tp_udhi, Dcs dcs, const UserData& data) {
  if (!dcs.compressed() && dcs.character_set() != CharacterSet::data8) return std::nullopt;
  const auto layout = layout_of(tp_udhi, dcs, data.tp_udl, data.tp_ud.view());
  if (!layout) return std::nullopt;
  const OctetView message = data.tp_ud.view().subspan(layout->header, layout->message);
  return Octets(message.begin(), message.end());
}

Result<UserData> user_data_of_text(std::string_view text, Dcs dcs, OctetView header, std::size_t limit) {
  if (dcs.compressed()) {
    return fail(Error{.layer = "sms",
                      .field = "text",
                      .clause = "TS 23.042",
                      .text = "tp-dcs says compressed text, which is not supported; write tp-ud or data"});
  }
  if (dcs.character_set() == CharacterSet::data8) {
    return fail(Error{.layer = "sms",
                      .field = "text",
                      .clause = "TS 23.038 4",
                      .text = "tp-dcs says 8 bit data, which has no text; write data: {hex: \"…\"}"});
  }
  if (dcs.character_set() == CharacterSet::ucs2) {
    const auto octets = to_ucs2(text);
    if (!octets) return tl::unexpected(octets.error());
    return user_data_of_octets(*octets, dcs, header, limit);
  }
  const auto septets = to_septets(text, alphabet_in(header));
  if (!septets) return tl::unexpected(septets.error());
  const Octets packed = pack_septets(*septets, fill_bits_behind(header.size()));
  return assemble(septets_of(header.size()) + septets->size(), limit, dcs, header, packed);
}

Result<UserData> user_data_of_octets(OctetView data, Dcs dcs, OctetView header, std::size_t limit) {
  if (dcs.counts_septets() && !data.empty()) {
    return fail(Error{.layer = "sms",
                      .field = "data",
                      .clause = "TS 23.038 4",
                      .text = "tp-dcs says 7 bit text; write text or tp-ud"});
  }
  const std::size_t udl = dcs.counts_septets() ? septets_of(header.size()) : header.size() + data.size();
  return assemble(udl, limit, dcs, header, data);
}

Result<Dcs> choose_dcs(std::string_view text, const Alphabet& alphabet) {
  auto septets = to_septets(text, alphabet);
  if (septets) return kDcsGsm7;
  if (septets.error().clause.empty()) return tl::unexpected(septets.error());  // ill-formed UTF-8
  return kDcsUcs2;
}

}  // namespace mapsim::sms
