#include "sigtran/sms/split.h"

#include <algorithm>

#include "sigtran/sms/gsm7.h"
#include "sigtran/sms/ucs2.h"

namespace mapsim::sms {

namespace {

Error refusal(std::string field, std::string text) {
  return Error{
      .layer = "sms", .field = std::move(field), .clause = "TS 23.040 9.2.3.24.1", .text = std::move(text)};
}

// Text in the units of its alphabet: septets one to an octet, or octets.
struct Message {
  Dcs dcs;
  Octets units;

  // How many units from `at` on a part may take, `room` at most.
  std::size_t take(std::size_t at, std::size_t room) const {
    std::size_t size = std::min(room, units.size() - at);
    if (at + size == units.size()) return size;
    if (dcs.counts_septets()) return whole_septets(at, size);
    if (dcs.character_set() == CharacterSet::ucs2 && !dcs.compressed()) return whole_characters(at, size);
    return size;
  }

 private:
  std::size_t whole_septets(std::size_t at, std::size_t size) const {
    std::size_t taken = 0;
    while (taken < size) {
      const std::size_t next = units[at + taken] == kEscape ? 2 : 1;
      if (taken + next > size) break;
      taken += next;
    }
    return taken;
  }
  std::size_t whole_characters(std::size_t at, std::size_t size) const {
    size -= size % 2;
    if (size < 2) return size;
    const std::size_t last = at + size - 2;
    const unsigned unit = (static_cast<unsigned>(units[last]) << 8U) | units[last + 1];
    return is_high_surrogate(unit) ? size - 2 : size;
  }
};

Result<UserPart> make_part(const Message& message, OctetView units, const UserDataHeader& header) {
  const auto octets = encode_header(header);
  if (!octets) return tl::unexpected(octets.error());
  // Septets go through their text: packing behind a header is written once.
  auto data = message.dcs.counts_septets()
                  ? user_data_of_text(from_septets(units, alphabet_of(header)), message.dcs, *octets)
                  : user_data_of_octets(units, message.dcs, *octets);
  if (!data) return tl::unexpected(data.error());
  return UserPart{.tp_udhi = !header.empty(), .tp_dcs = message.dcs, .user_data = *data};
}

// Units that fit behind a header of `octets`.
std::size_t room_behind(std::size_t octets, Dcs dcs) {
  if (octets > kMaxUserDataOctets) return 0;
  return dcs.counts_septets() ? (kMaxUserDataOctets - octets) * 8 / 7 : kMaxUserDataOctets - octets;
}

std::size_t header_size(const UserDataHeader& header) {
  std::size_t size = header.empty() ? 0 : 1;
  for (const InformationElement& element : header) size += 2 + element.data.size();
  return size;
}

UserDataHeader header_of_part(const SplitOptions& options, std::size_t parts, std::size_t part) {
  UserDataHeader header = {concatenation_element({.reference = options.reference,
                                                  .parts = static_cast<std::uint8_t>(parts),
                                                  .part = static_cast<std::uint8_t>(part)},
                                                 options.wide_reference)};
  header.insert(header.end(), options.further_elements.begin(), options.further_elements.end());
  return header;
}

Result<std::vector<UserPart>> split(const Message& message, const SplitOptions& options) {
  if (message.units.size() <= room_behind(header_size(options.further_elements), message.dcs)) {
    auto only = make_part(message, message.units, options.further_elements);
    if (!only) return tl::unexpected(only.error());
    return std::vector<UserPart>{std::move(*only)};
  }
  if (!options.wide_reference && options.reference > 0xFF) {
    return fail(refusal("reference", "goes to 255 with the 8 bit reference"));
  }
  const std::size_t room = room_behind(header_size(header_of_part(options, 1, 1)), message.dcs);
  std::vector<std::size_t> ends;
  for (std::size_t at = 0; at < message.units.size();) {
    const std::size_t size = message.take(at, room);
    if (size == 0) return fail(refusal("tp-udh", "the header leaves no room for the text"));
    ends.push_back(at += size);
    if (ends.size() > 255) return fail(refusal("text", "needs more than 255 parts"));
  }
  std::vector<UserPart> parts;
  const OctetView units = message.units;
  std::size_t start = 0;
  for (const std::size_t end : ends) {
    auto part = make_part(message, units.subspan(start, end - start),
                          header_of_part(options, ends.size(), parts.size() + 1));
    if (!part) return tl::unexpected(part.error());
    parts.push_back(std::move(*part));
    start = end;
  }
  return parts;
}

}  // namespace

Result<std::vector<UserPart>> split_text(std::string_view text, const SplitOptions& options) {
  const Alphabet alphabet = alphabet_of(options.further_elements);
  Result<Dcs> dcs = options.tp_dcs ? Result<Dcs>(*options.tp_dcs) : choose_dcs(text, alphabet);
  if (!dcs) return tl::unexpected(dcs.error());
  if (const auto can = user_data_of_text("", *dcs); !can) return tl::unexpected(can.error());
  auto units = dcs->counts_septets() ? to_septets(text, alphabet) : to_ucs2(text);
  if (!units) return tl::unexpected(units.error());
  return split(Message{*dcs, std::move(*units)}, options);
}

Result<std::vector<UserPart>> split_octets(OctetView data, const SplitOptions& options) {
  const Dcs dcs = options.tp_dcs.value_or(kDcsData8);
  if (dcs.counts_septets()) {
    const auto refused =
        user_data_of_octets(data.empty() ? Octets{0} : Octets(data.begin(), data.end()), dcs);
    return tl::unexpected(refused.error());
  }
  return split(Message{dcs, Octets(data.begin(), data.end())}, options);
}

}  // namespace mapsim::sms
