#include "tools/flow/gatherer.h"

#include <algorithm>

namespace mapsim::cli {

namespace {

std::string name_of(const sccp::Address& address, mtp::PointCode point_code) {
  if (!address.gt) return "pc " + std::to_string(address.point_code.value_or(point_code));
  const bool international =
      address.gt->indicator == 4 && address.gt->nature_of_address == sccp::NatureOfAddress::international;
  return (international ? "+" : "") + address.gt->digits;
}

std::string details_of(const sccp::Address& address, mtp::PointCode point_code) {
  // Frames of SCCP alone do not say the point codes of MTP; none has 0.
  const mtp::PointCode pc = address.point_code.value_or(point_code);
  std::string out = pc != 0 ? "pc " + std::to_string(pc) : "";
  if (address.ssn) out += (out.empty() ? "ssn " : ", ssn ") + std::to_string(*address.ssn);
  return out;
}

void set_side(FlowDialogue& out, std::size_t side, const sccp::Address& address, mtp::PointCode point_code) {
  if (!out.names[side].empty()) return;
  out.names[side] = name_of(address, point_code);
  out.details[side] = details_of(address, point_code);
}

std::size_t octets_of(const FlowLine& line) {
  return sizeof(FlowLine) + line.message.size() + line.text.size();
}

}  // namespace

void FlowGatherer::note(Open& open, CapturedMessage& message) {
  DecodedMessage& decoded = message.decoded;
  FlowDialogue& out = open.dialogue;
  FlowLine line = flow_line(message);
  // What SCCP returned comes from the network to who sent it; addresses are exchanged already.
  const std::size_t sender = (line.by_initiator ? 0U : 1U) ^ (decoded.returned ? 1U : 0U);
  line.by_initiator = sender == 0;
  set_side(out, sender, decoded.calling, decoded.label.opc);
  set_side(out, 1 - sender, decoded.called, decoded.label.dpc);
  if (decoded.context && (!out.context || out.assumed)) {
    out.context = decoded.context;
    out.assumed = decoded.assumed;
  }
  out.failed = out.failed || decoded.failed;
  out.met |= filter_.met(decoded);
  const bool room = out.lines.size() < kMaxLines;
  std::size_t octets = 0;
  if (filter_.empty()) {
    mapsim::cli::tell(line, *decoded.tcap);
    decoded.problems.insert(decoded.problems.end(), line.problems.begin(), line.problems.end());
    line.problems.clear();
  } else if (room) {
    open.messages.insert(open.messages.end(), decoded.tcap_octets.begin(), decoded.tcap_octets.end());
    open.ends.push_back(open.messages.size());
    octets = decoded.tcap_octets.size() + sizeof(std::size_t);
  }
  if (!room) {
    ++out.left_out;
    return;
  }
  octets += octets_of(line);
  open.octets += octets;
  octets_ += octets;
  out.lines.push_back(std::move(line));
}

void FlowGatherer::add(CapturedMessage& message) {
  const DecodedMessage& decoded = message.decoded;
  if (!decoded.type || message.event.retransmission) return;
  if (!decoded.followed) {
    Open alone;
    note(alone, message);
    octets_ -= alone.octets;
    tell(alone);
    return;
  }
  const TrackedDialogue& followed = *decoded.followed->dialogue;
  Open& open = open_[followed.number];
  if (open.octets == 0) {
    open.dialogue.lines.reserve(2);
    open.octets = sizeof(Open);
    octets_ += sizeof(Open);
  }
  open.dialogue.number = followed.number;
  open.dialogue.begun = followed.begun;
  note(open, message);
  tell_ended();
  while (octets_ > most_octets_ && tracker_.open() != 0) {
    tracker_.forget_oldest();
    tell_ended();
  }
}

void FlowGatherer::tell_ended() {
  for (const auto& ended : tracker_.take_ended()) {
    const auto at = open_.find(ended->number);
    if (at == open_.end()) continue;
    at->second.dialogue.end = ended->end;
    tell(at->second);
    octets_ -= at->second.octets;
    open_.erase(at);
  }
}

void FlowGatherer::tell(Open& open) {
  FlowDialogue& dialogue = open.dialogue;
  if (!filter_.all_met(dialogue.met)) return;
  std::size_t start = 0;
  for (std::size_t i = 0; i < open.ends.size(); start = open.ends[i++]) {
    mapsim::cli::tell(dialogue.lines[i], OctetView(open.messages).subspan(start, open.ends[i] - start));
  }
  on_dialogue_(dialogue);
}

void FlowGatherer::finish() {
  tell_ended();
  std::vector<std::uint64_t> numbers;
  for (const auto& [number, open] : open_) numbers.push_back(number);
  std::ranges::sort(numbers);
  for (const std::uint64_t number : numbers) tell(open_[number]);
  open_.clear();
  octets_ = 0;
}

}  // namespace mapsim::cli
