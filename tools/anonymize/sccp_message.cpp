// SCCP (Q.713): addresses, the data, and the segments of it.
#include <algorithm>

#include "sigtran/sccp/management_message.h"
#include "tools/anonymize/fields.h"
#include "tools/anonymize/message_editor.h"
#include "tools/decode/sccp_management.h"

namespace mapsim::cli::anonymize {

namespace {

constexpr std::uint8_t kSegmentation = 0x10;  // Q.713 3.17
constexpr std::uint8_t kImportance = 0x12;    // Q.713 3.19

// Type, class or cause, hop counter and pointers.
std::size_t fixed_part(const sccp::MessageFormat& format) {
  return 2U + (format.hop_counter ? 1U : 0U) + (format.hop_counter ? 4U : 3U) * format.wide;
}

void replace_optional_part(Editor& editor, OctetSpan part) {
  for (std::size_t at = 0; at < part.size() && part[at] != 0;) {
    if (part.size() - at < 2 || part.size() - at - 2 < part[at + 1])
      return editor.unknown(part.subspan(at), "optional part of SCCP");
    const OctetSpan contents = part.subspan(at + 2, part[at + 1]);
    if (part[at] != kSegmentation && part[at] != kImportance)
      editor.unknown(contents, "optional parameter of SCCP");
    at += 2 + contents.size();
  }
}

}  // namespace

void MessageEditor::sccp(const Part& part, const mtp::RoutingLabel& label, const MessageArrival& arrival) {
  const OctetSpan octets = part.octets();
  const auto message = sccp::decode(octets);
  if (!message)
    return editor_.unknown(octets.subspan(std::min<std::size_t>(1, octets.size())), "SCCP message");
  const auto of = [&](const sccp::MessageView::Part& p) { return octets.subspan(p.offset, p.size); };
  const Octets calling(of(message->calling).begin(), of(message->calling).end());
  sccp_rest(octets, *message);
  replace_party_address(editor_, of(message->called));
  replace_party_address(editor_, of(message->calling));
  if (message->optional_part.size != 0) replace_optional_part(editor_, of(message->optional_part));
  const bool returned = sccp::format_of(message->header.type).service;
  const TcapArrival tcap{
      {message->header.called, message->header.calling, label}, arrival.at, arrival.again, returned};
  sccp_data(part.sub(message->user_data.offset, message->user_data.size), *message, tcap, calling);
}

// What no parameter covers: gaps between parameters, and what follows the last one.
void MessageEditor::sccp_rest(OctetSpan octets, const sccp::MessageView& message) {
  const sccp::MessageFormat& format = sccp::format_of(message.header.type);
  std::vector<bool> covered(octets.size());
  const auto cover = [&](std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < std::min(to, covered.size()); ++i) covered[i] = true;
  };
  cover(0, fixed_part(format));
  cover(message.called.offset - 1, message.called.offset + message.called.size);
  cover(message.calling.offset - 1, message.calling.offset + message.calling.size);
  cover(message.user_data.offset - format.wide, message.user_data.offset + message.user_data.size);
  if (message.optional_part.size != 0)
    cover(message.optional_part.offset, message.optional_part.offset + message.optional_part.size + 1);
  for (std::size_t i = 0; i < covered.size(); ++i) {
    if (!covered[i]) editor_.unknown(octets.subspan(i, 1), "octets of no SCCP parameter");
  }
}

void MessageEditor::sccp_data(const Part& data, const sccp::MessageView& message, const TcapArrival& arrival,
                              OctetView calling) {
  const OctetSpan octets = data.octets();
  if (carries_management(message)) {
    const auto management = sccp::decode_management(octets);
    if (!management) return editor_.unknown(octets, "SCCP management message");
    const mtp::PointCode code = editor_.names.point_code(management->point_code);
    octets[2] = static_cast<std::uint8_t>(code);
    octets[3] = static_cast<std::uint8_t>((octets[3] & 0xC0U) | code >> 8U);
    const std::size_t known = management->type == sccp::ManagementType::subsystem_congested ? 6 : 5;
    return editor_.unknown(octets.subspan(std::min(known, octets.size())), "octets behind SCCP management");
  }
  const auto& segmentation = message.header.segmentation;
  if (!segmentation || segmentation->lone()) return tcap_.replace(editor_, octets, arrival);
  // Q.714 4.1.1.3: known by calling address, MTP routing and local reference; the count of what remains
  // orders them.
  constexpr std::uint32_t kMostRemaining = 15;
  const std::string key = "sccp/" + to_hex(calling) + "/" + std::to_string(arrival.path.label.opc) + "/" +
                          std::to_string(arrival.path.label.dpc) + "/" +
                          std::to_string(segmentation->reference) + (arrival.returned ? "/returned" : "");
  const std::uint32_t at = kMostRemaining - segmentation->remaining;
  const auto whole =
      fragments_.add(key, {at, at + 1, segmentation->first, segmentation->remaining == 0, data},
                     "segments of SCCP without the rest", true);
  if (!whole) return;
  tcap_.replace(editor_, (*whole)->octets(), arrival);
  (*whole)->release();
}

}  // namespace mapsim::cli::anonymize
