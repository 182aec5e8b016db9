// M3UA (RFC 4666), and MTP3 in what else carries it.
#include <algorithm>

#include "sigtran/capture/m2pa_frame.h"
#include "sigtran/capture/mtp3_frame.h"
#include "sigtran/core/reader.h"
#include "sigtran/m3ua/codes.h"
#include "tools/anonymize/fields.h"
#include "tools/anonymize/message_editor.h"

namespace mapsim::cli::anonymize {

namespace {

constexpr std::size_t kCommonHeader = 8;
constexpr std::size_t kRoutingLabel = 12;        // of Protocol Data (RFC 4666 3.3.1)
constexpr std::uint16_t kCircuitRange = 0x020F;  // of releases before RFC 4666 (RFC 3332 3.6.1)

void put_point_code(OctetSpan octets, mtp::PointCode code) {
  for (std::size_t i = 0; i < octets.size(); ++i) {
    octets[i] = static_cast<std::uint8_t>(code >> (8 * (octets.size() - 1 - i)));
  }
}

// Numbers of the configuration: contexts, appearances, causes, states.
bool says_nothing(m3ua::Tag tag) {
  using enum m3ua::Tag;
  switch (tag) {
    case routing_context:
    case traffic_mode_type:
    case error_code:
    case status:
    case asp_identifier:
    case correlation_id:
    case network_appearance:
    case user_cause:
    case congestion_indications:
    case local_routing_key_identifier:
    case service_indicators:
    case registration_status:
    case deregistration_status:
      return true;
    default:
      return false;
  }
}

}  // namespace

void MessageEditor::m3ua(const Part& message, const MessageArrival& arrival) {
  if (message.size < kCommonHeader || message.octets()[0] != m3ua::kVersion)
    return editor_.unknown(message.octets(), "M3UA message");
  m3ua_parameters(message.sub(kCommonHeader, message.size - kCommonHeader), arrival, 0);
}

void MessageEditor::m3ua_parameters(const Part& parameters, const MessageArrival& arrival, int depth) {
  const OctetSpan octets = parameters.octets();
  for (std::size_t at = 0; at < octets.size();) {
    Reader in(octets.subspan(at));
    const std::uint16_t tag = in.u16();
    const std::size_t size = in.u16();
    if (!in.ok() || size < 4 || size > octets.size() - at)
      return editor_.unknown(octets.subspan(at), "M3UA parameter");
    m3ua_parameter(tag, parameters.sub(at + 4, size - 4), arrival, depth);
    const std::size_t end = std::min(octets.size(), at + (size + 3) / 4 * 4);
    std::fill(octets.begin() + static_cast<std::ptrdiff_t>(at + size),
              octets.begin() + static_cast<std::ptrdiff_t>(end), std::uint8_t{0});
    at = end;
  }
}

void MessageEditor::m3ua_parameter(std::uint16_t tag, const Part& value, const MessageArrival& arrival,
                                   int depth) {
  using enum m3ua::Tag;
  const OctetSpan octets = value.octets();
  switch (static_cast<m3ua::Tag>(tag)) {
    case info_string:
      return replace_data(editor_, octets);
    case affected_point_code:
    case concerned_destination:
    case destination_point_code:
    case originating_point_code_list:
      return point_codes(octets, 4);
    case routing_key:
    case registration_result:
    case deregistration_result:
      if (depth > 0) break;  // they do not nest
      return m3ua_parameters(value, arrival, depth + 1);
    case protocol_data:
      if (depth > 0) break;
      return this->protocol_data(value, arrival);
    case diagnostic_information:
      return editor_.unknown(octets, "Diagnostic Information of M3UA");
    case heartbeat_data:
      return editor_.unknown(octets, "Heartbeat Data of M3UA");
    default:
      if (tag == kCircuitRange) return point_codes(octets, 8);
      // A list of service indicators may be as long as there are such.
      if (says_nothing(static_cast<m3ua::Tag>(tag)) && octets.size() <= 64) return;
  }
  editor_.unknown(octets, "M3UA parameter");
}

// A mask of one octet, a point code of three (RFC 4666 3.4.1), and what else an entry has.
void MessageEditor::point_codes(OctetSpan entries, std::size_t entry) {
  while (entries.size() >= entry) {
    const OctetSpan code = entries.subspan(1, 3);
    put_point_code(code, editor_.names.point_code(Reader(code).u24()));
    entries = entries.subspan(entry);
  }
  editor_.unknown(entries, "M3UA parameter");
}

void MessageEditor::protocol_data(const Part& data, const MessageArrival& arrival) {
  if (data.size < kRoutingLabel) return editor_.unknown(data.octets(), "Protocol Data of M3UA");
  const OctetSpan octets = data.octets();
  Reader in(octets);
  mtp::RoutingLabel label;
  label.opc = in.u32();
  label.dpc = in.u32();
  label.si = in.u8();
  put_point_code(octets.first(4), editor_.names.point_code(label.opc));
  put_point_code(octets.subspan(4, 4), editor_.names.point_code(label.dpc));
  user_part(data.sub(kRoutingLabel, data.size - kRoutingLabel), label, arrival);
}

void MessageEditor::user_part(const Part& data, const mtp::RoutingLabel& label,
                              const MessageArrival& arrival) {
  if (label.si != mtp::kServiceIndicatorSccp)
    return editor_.unknown(data.octets(), "MTP user part other than SCCP");
  sccp(data, label, arrival);
}

void MessageEditor::mtp3(const Part& message, const MessageArrival& arrival) {
  const OctetSpan octets = message.octets();
  const auto part = capture::read_mtp3(octets);
  if (!part) return editor_.unknown(octets, "MTP3 message");
  const std::uint32_t label = editor_.names.point_code(part->label.dpc) |
                              editor_.names.point_code(part->label.opc) << 14U |
                              static_cast<std::uint32_t>(part->label.sls) << 28U;
  for (std::size_t i = 0; i < 4; ++i) octets[1 + i] = static_cast<std::uint8_t>(label >> (8 * i));
  user_part(message.sub(5, message.size - 5), part->label, arrival);
}

void MessageEditor::m2pa(const Part& message, const MessageArrival& arrival) {
  const OctetSpan octets = message.octets();
  const auto inside = capture::mtp3_of_m2pa(octets);
  if (!inside) return editor_.unknown(octets, "M2PA message");
  // Link Status is a number behind the headers (RFC 4165 2.3.2), and fillers.
  constexpr std::size_t kLinkStatus = 20;
  if (!*inside)
    return editor_.unknown(octets.subspan(std::min(kLinkStatus, octets.size())), "M2PA Link Status");
  const auto at = static_cast<std::size_t>((*inside)->data() - octets.data());
  mtp3(message.sub(at, (*inside)->size()), arrival);
  editor_.unknown(octets.subspan(at + (*inside)->size()), "octets behind the M2PA message");
}

}  // namespace mapsim::cli::anonymize
