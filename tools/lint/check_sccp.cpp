#include <algorithm>

#include "tools/lint/checks.h"

namespace mapsim::cli {

namespace {

using sccp::GlobalTitle;
using sccp::NumberingPlan;

// Which parity the encoding scheme says, against the last octet of the digits (Q.713 3.4.2.3.1: the filler is
// 0).
void check_parity(const GlobalTitle& gt, OctetView contents, const std::string& which, Findings& out) {
  if (contents.empty() || gt.digits.empty() || (gt.indicator != 3 && gt.indicator != 4)) return;
  const unsigned last = contents.back() >> 4U;
  const std::size_t scheme = gt.encoding_scheme.value_or(gt.digits.size() % 2 != 0 ? 1 : 2);
  if (scheme == 1 && last != 0) {
    out.add("sccp-odd-even", which + ": an odd number of digits, but the filler is " + std::to_string(last));
  } else if (scheme == 2 && last == 0xF) {
    out.add("sccp-odd-even", which + ": an even number of digits, but the last is the filler 15");
  } else if (scheme != 1 && scheme != 2) {
    out.add("sccp-odd-even", which + ": the encoding scheme is " + std::to_string(scheme));
  }
}

void check_title(const GlobalTitle& gt, OctetView contents, const std::string& which, Findings& out) {
  if (gt.indicator != 4) {
    out.add("sccp-gt-indicator", which + ": global title indicator " + std::to_string(gt.indicator));
  }
  if (gt.indicator != 1 && gt.translation_type != 0) {
    out.add("sccp-translation-type", which + ": translation type " + std::to_string(gt.translation_type));
  }
  const bool has_plan = gt.indicator == 3 || gt.indicator == 4;
  if (has_plan && gt.numbering_plan != NumberingPlan::isdn &&
      gt.numbering_plan != NumberingPlan::isdn_mobile) {
    out.add("sccp-numbering-plan",
            which + ": numbering plan " + std::to_string(static_cast<int>(gt.numbering_plan)));
  }
  if (gt.indicator == 4 && gt.nature_of_address != sccp::NatureOfAddress::international) {
    out.add("sccp-nature",
            which + ": nature of address " + std::to_string(static_cast<int>(gt.nature_of_address)));
  }
  check_parity(gt, contents, which, out);
  std::string_view digits = gt.digits;
  if (digits.ends_with('f')) digits.remove_suffix(1);  // told as a filler
  if (std::ranges::any_of(digits, [](char c) { return c < '0' || c > '9'; })) {
    out.add("sccp-gt-digits", which + ": " + gt.digits);
  }
}

void check_address(const sccp::Address& address, OctetView contents, const std::string& which,
                   Findings& out) {
  if (!address.ssn) out.add("sccp-ssn-missing", which + " has no subsystem number");
  if (address.ssn && *address.ssn == 0) out.add("sccp-ssn-zero", which + " has the subsystem number 0");
  if (address.gt) check_title(*address.gt, contents, which, out);
}

}  // namespace

void check_sccp(const LintMessage& message, Findings& out) {
  const sccp::MessageView& sccp = *message.sccp;
  const sccp::Header& header = sccp.header;
  if (!sccp.canonical) out.add("sccp-layout", "the parameters are not laid out as they are sent");
  const sccp::MessageFormat& format = sccp::format_of(header.type);
  if (!format.service && header.protocol_class > 1) {
    out.add("sccp-class", "protocol class " + std::to_string(header.protocol_class));
  }
  if (!format.service && header.message_handling != 0 && header.message_handling != sccp::kReturnOnError) {
    out.add("sccp-message-handling", "message handling " + std::to_string(header.message_handling));
  }
  if (format.hop_counter && (header.hop_counter == 0 || header.hop_counter > sccp::kMaxHopCounter)) {
    out.add("sccp-hop-counter", "hop counter " + std::to_string(header.hop_counter));
  }
  const auto contents = [&](const sccp::MessageView::Part& part) {
    return message.sccp_octets.subspan(part.offset, part.size);
  };
  check_address(header.called, contents(sccp.called), "the called party address", out);
  check_address(header.calling, contents(sccp.calling), "the calling party address", out);
  const bool by_title = header.called.gt && header.called.routing == sccp::RoutingIndicator::route_on_gt;
  if (by_title && !header.calling.gt)
    out.add("sccp-calling-gt", "the calling party address has no global title");
}

}  // namespace mapsim::cli
