#include "tools/flow/gatherer.h"

#include <algorithm>
#include <charconv>

namespace mapsim::cli {

namespace {

void append_number(std::string& out, const char* before, std::uint32_t number) {
  char digits[10];
  const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
  out.append(before).append(digits, end);
}

std::size_t octets_of(const FlowLine& line) {
  return sizeof(FlowLine) + line.message.size() + line.text.size();
}

}  // namespace

void FlowGatherer::Party::set(const sccp::Address& address, mtp::PointCode of_label) {
  if (known) return;
  point_code = address.point_code.value_or(of_label);
  ssn = address.ssn;
  titled = address.gt.has_value();
  international = titled && address.gt->indicator == 4 &&
                  address.gt->nature_of_address == sccp::NatureOfAddress::international;
  if (titled) digits = address.gt->digits;
  known = !titled || international || !digits.empty();
}

void FlowGatherer::Party::append_name(std::string& out) const {
  if (!titled) return append_number(out, "pc ", point_code);
  if (international) out += '+';
  out += digits;
}

void FlowGatherer::Party::append_details(std::string& out) const {
  // Frames of SCCP alone do not say the point codes of MTP; none has 0.
  if (point_code != 0) append_number(out, "pc ", point_code);
  if (ssn) append_number(out, out.empty() ? "ssn " : ", ssn ", *ssn);
}

void FlowGatherer::note(Open& open, CapturedMessage& message) {
  DecodedMessage& decoded = message.decoded;
  FlowDialogue& out = open.dialogue;
  const bool room = out.lines.size() < kMaxLines;
  FlowLine beyond;
  FlowLine& line = room ? out.lines.emplace_back() : beyond;
  start_line(line, message);
  // What SCCP returned comes from the network to who sent it; addresses are exchanged already.
  const std::size_t sender = (line.by_initiator ? 0U : 1U) ^ (decoded.returned ? 1U : 0U);
  line.by_initiator = sender == 0;
  open.parties[sender].set(decoded.sccp->calling, decoded.label.opc);
  open.parties[1 - sender].set(decoded.sccp->called, decoded.label.dpc);
  if (decoded.context && (!out.context || out.assumed)) {
    out.context = decoded.context;
    out.assumed = decoded.assumed;
  }
  out.failed = out.failed || decoded.failed;
  out.met |= filter_.met(decoded);
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
  Open& open = open_of(followed.number);
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

FlowGatherer::Open& FlowGatherer::open_of(std::uint64_t number) {
  if (spare_.empty()) return open_[number];
  if (const auto at = open_.find(number); at != open_.end()) return at->second;
  auto node = std::move(spare_.back());
  spare_.pop_back();
  node.key() = number;
  return open_.insert(std::move(node)).position->second;
}

void FlowGatherer::close(Dialogues::iterator at) {
  octets_ -= at->second.octets;
  auto node = open_.extract(at);
  if (spare_.size() == kSpare || node.mapped().octets > kMostSpareOctets) return;
  Open& open = node.mapped();
  // With the room that their lines and messages have.
  FlowDialogue blank;
  blank.lines.swap(open.dialogue.lines);
  blank.lines.clear();
  open.dialogue = std::move(blank);
  open.parties = {};
  open.octets = 0;
  open.messages.clear();
  open.ends.clear();
  spare_.push_back(std::move(node));
}

void FlowGatherer::tell_ended() {
  for (const auto& ended : tracker_.take_ended()) {
    const auto at = open_.find(ended->number);
    if (at == open_.end()) continue;
    at->second.dialogue.end = ended->end;
    tell(at->second);
    close(at);
  }
}

void FlowGatherer::tell(Open& open) {
  FlowDialogue& dialogue = open.dialogue;
  if (!filter_.all_met(dialogue.met)) return;
  for (std::size_t side = 0; side < open.parties.size(); ++side) {
    open.parties[side].append_name(dialogue.names[side]);
    open.parties[side].append_details(dialogue.details[side]);
  }
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
