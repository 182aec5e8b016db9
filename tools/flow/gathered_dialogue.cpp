#include "tools/flow/gathered_dialogue.h"

#include <charconv>

namespace mapsim::cli {

namespace {

constexpr std::size_t kMostSpareOctets = 16384;  // that a dialogue keeps for the next

void append_number(std::string& out, const char* before, std::uint32_t number) {
  char digits[10];
  const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
  out.append(before).append(digits, end);
}

}  // namespace

void FlowParty::set(const sccp::Address& address, mtp::PointCode of_label) {
  if (known) return;
  point_code = address.point_code.value_or(of_label);
  ssn = address.ssn;
  titled = address.gt.has_value();
  international = titled && address.gt->indicator == 4 &&
                  address.gt->nature_of_address == sccp::NatureOfAddress::international;
  if (titled) digits = address.gt->digits;
  known = !titled || international || !digits.empty();
}

void FlowParty::append_name(std::string& out) const {
  if (!titled) return append_number(out, "pc ", point_code);
  if (international) out += '+';
  out += digits;
}

void FlowParty::append_details(std::string& out) const {
  // Frames of SCCP alone do not say the point codes of MTP; none has 0.
  if (point_code != 0) append_number(out, "pc ", point_code);
  if (ssn) append_number(out, out.empty() ? "ssn " : ", ssn ", *ssn);
}

void GatheredDialogue::tell() {
  for (std::size_t side = 0; side < parties.size(); ++side) {
    parties[side].append_name(dialogue.names[side]);
    parties[side].append_details(dialogue.details[side]);
  }
  std::size_t start = 0;
  for (std::size_t i = 0; i < ends.size(); start = ends[i++])
    cli::tell(dialogue.lines[i], OctetView(messages).subspan(start, ends[i] - start));
}

void GatheredDialogue::clear() {
  FlowDialogue blank;
  if (messages.capacity() + dialogue.lines.capacity() * sizeof(FlowLine) <= kMostSpareOctets) {
    blank.lines.swap(dialogue.lines);
    blank.lines.clear();
    messages.clear();
    ends.clear();
  } else {
    messages = {};
    ends = {};
  }
  dialogue = std::move(blank);
  parties = {};
}

}  // namespace mapsim::cli
