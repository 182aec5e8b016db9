#include "tools/flow/gatherer.h"

#include <algorithm>

namespace mapsim::cli {

void FlowGatherer::note(Open& open, const CapturedMessage& message) {
  const DecodedMessage& decoded = message.decoded;
  GatheredDialogue& gathered = open.gathered;
  FlowDialogue& out = gathered.dialogue;
  const bool room = out.lines.size() < kMaxLines;
  FlowLine beyond;
  FlowLine& line = room ? out.lines.emplace_back() : beyond;
  start_line(line, message);
  // What SCCP returned comes from the network to who sent it; addresses are exchanged already.
  const std::size_t sender = (line.by_initiator ? 0U : 1U) ^ (decoded.returned ? 1U : 0U);
  line.by_initiator = sender == 0;
  gathered.parties[sender].set(decoded.sccp->calling, decoded.label.opc);
  gathered.parties[1 - sender].set(decoded.sccp->called, decoded.label.dpc);
  if (decoded.context && (!out.context || out.assumed)) {
    out.context = decoded.context;
    out.assumed = decoded.assumed;
  }
  out.failed = out.failed || decoded.failed;
  out.met |= filter_.met(decoded);
  if (!room) {
    ++out.left_out;
    return;
  }
  gathered.messages.insert(gathered.messages.end(), decoded.tcap_octets.begin(), decoded.tcap_octets.end());
  gathered.ends.push_back(gathered.messages.size());
  const std::size_t octets = sizeof(FlowLine) + decoded.tcap_octets.size() + sizeof(std::size_t);
  open.octets += octets;
  octets_ += octets;
}

void FlowGatherer::add(const CapturedMessage& message) {
  const DecodedMessage& decoded = message.decoded;
  if (!decoded.type || message.event.retransmission) return;
  if (!decoded.followed) {
    Open alone;
    note(alone, message);
    octets_ -= alone.octets;
    tell(alone.gathered);
    return;
  }
  const TrackedDialogue& followed = *decoded.followed->dialogue;
  Open& open = open_of(followed.number);
  if (open.octets == 0) {
    open.gathered.dialogue.lines.reserve(2);
    open.octets = sizeof(Open);
    octets_ += sizeof(Open);
  }
  open.gathered.dialogue.number = followed.number;
  open.gathered.dialogue.begun = followed.begun;
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
  if (spare_.size() == kSpare) return;
  node.mapped().gathered.clear();
  node.mapped().octets = 0;
  spare_.push_back(std::move(node));
}

void FlowGatherer::tell_ended() {
  for (const auto& ended : tracker_.take_ended()) {
    const auto at = open_.find(ended->number);
    if (at == open_.end()) continue;
    at->second.gathered.dialogue.end = ended->end;
    tell(at->second.gathered);
    close(at);
  }
}

void FlowGatherer::tell(GatheredDialogue& gathered) {
  if (filter_.all_met(gathered.dialogue.met)) on_dialogue_(gathered);
}

void FlowGatherer::finish() {
  tell_ended();
  std::vector<std::uint64_t> numbers;
  for (const auto& [number, open] : open_) numbers.push_back(number);
  std::ranges::sort(numbers);
  for (const std::uint64_t number : numbers) tell(open_[number].gathered);
  open_.clear();
  octets_ = 0;
}

}  // namespace mapsim::cli
