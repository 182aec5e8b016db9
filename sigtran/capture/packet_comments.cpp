// From messages and steps to the comments of frames that wait.
#include <algorithm>

#include "sigtran/capture/packet_recorder.h"

namespace mapsim::capture {

void PacketRecorder::on_message(Instant, const link::WireMessage& told) {
  if (!options_.apart) return take_message(told);
  link::WireMessage message = told;
  message.flow.udp_from = message.flow.udp_to = 0;  // as flow_of() has them
  if (!message.outgoing) settle_latest();
  take_message(message);
}

void PacketRecorder::take_message(const link::WireMessage& message) {
  if (message.outgoing) {
    path_of(message.flow).sent.on_message(message.stream, message.unordered, message.tag);
  } else {
    latest_ = message;
  }
}

// The user took it and did not say that it belongs to a step.
void PacketRecorder::settle_latest() {
  if (!latest_) return;
  const link::WireMessage message = *latest_;
  latest_.reset();
  if (is_here(message.flow.from, message.flow.udp_from) || note(message, 0, false)) return;
  if (notes_.size() < kMaxNotes) notes_.push_back({message, 0});
}

std::uint64_t PacketRecorder::postpone() {
  if (!latest_) return 0;
  const link::WireMessage message = *latest_;
  latest_.reset();
  if (is_here(message.flow.from, message.flow.udp_from)) return 0;
  if (postponed_.size() >= kMaxNotes) postponed_.erase(postponed_.begin());
  postponed_[++last_name_] = message;
  (void)note(message, 0, false, true);
  return last_name_;
}

void PacketRecorder::note_postponed(std::uint64_t name, std::uint64_t tag) {
  const auto found = postponed_.find(name);
  if (found == postponed_.end()) return;
  const bool noted = note(found->second, tag, false);
  if (!noted && tag != 0) ++counters_.not_commented;
  postponed_.erase(found);
}

void PacketRecorder::note_received(std::uint64_t tag) {
  if (!latest_ || tag == 0) return;
  const link::WireMessage message = *latest_;
  latest_.reset();
  if (is_here(message.flow.from, message.flow.udp_from)) return;  // its frame says what the sender meant
  if (note(message, tag, !options_.apart)) return;
  if (options_.apart && notes_.size() < kMaxNotes) {
    notes_.push_back({message, tag});
  } else {
    ++counters_.not_commented;
  }
}

// Packets may be told after their messages, by a turn.
void PacketRecorder::note_again(bool last_time) {
  std::erase_if(notes_, [&](Note& n) {
    const bool last = last_time || ++n.turns > 3;
    if (note(n.message, n.tag, last)) return true;
    counters_.not_commented += last && n.tag != 0 ? 1 : 0;
    return last;
  });
}

// A message's chunks have successive TSNs (RFC 9260 6.9), the last one with the E bit. Messages go up in
// about the order in which their chunks came, so the search begins behind the one before.
bool PacketRecorder::note(const link::WireMessage& message, std::uint64_t tag, bool may_be_late,
                          bool awaited) {
  Path* of_flow = find_path(message.flow);
  if (of_flow == nullptr) return false;
  Path& path = *of_flow;
  const std::size_t count = path.parts.size();
  std::uint32_t wanted = message.tsn;
  bool found = false;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t at = (path.next_part + i) % count;
    Part& part = parts_[path.parts[at]];
    if (frames_packets_of_its_own() ? part.tsn != wanted
                                    : part.tsn - wanted >= kMaxFragments || part.stream != message.stream ||
                                          part.size != message.size || part.tag != 0) {
      continue;
    }
    part.tag = tag;
    part.awaited = awaited;
    found = true;
    path.next_part = at + 1;
    if (part.last) return true;
    // The next fragment is behind this one, or came before it.
    if (++wanted - message.tsn > count) break;
    i = static_cast<std::size_t>(-1);
  }
  return found || note_rest(path, message, tag) || (may_be_late && tag != 0 && note_late(path, tag));
}

// The first fragments came in earlier turns and are written.
bool PacketRecorder::note_rest(const Path& path, const link::WireMessage& message, std::uint64_t tag) {
  if (!frames_packets_of_its_own() || path.largest == 0) return false;
  // It has at least so many chunks, so that none of another message is nearer.
  const std::size_t chunks = (message.size + path.largest - 1) / path.largest;
  std::size_t nearest = chunks;
  for (const std::size_t i : path.parts) {
    const Part& part = parts_[i];
    const std::size_t ahead = part.tsn - message.tsn;
    if (!part.first && ahead < nearest) nearest = ahead;
  }
  if (nearest == chunks) return false;
  bool found = false;
  bool last = false;
  for (auto tsn = static_cast<std::uint32_t>(message.tsn + nearest); !last; ++tsn) {
    const auto at = std::ranges::find_if(
        path.parts, [&](std::size_t i) { return parts_[i].tsn == tsn && !parts_[i].first; });
    if (at == path.parts.end()) break;
    parts_[*at].tag = tag;
    parts_[*at].awaited = false;
    found = true;
    last = parts_[*at].last;
  }
  return found;
}

// What was missing came now and lets this message go up, which came earlier itself.
bool PacketRecorder::note_late(const Path& path, std::uint64_t tag) {
  if (path.parts.empty() || !frames_packets_of_its_own()) return false;
  std::size_t frame = held_.size();
  while (frame != 0 && held_[frame - 1].first_part > path.parts.back()) --frame;
  if (frame != 0) late_.push_back({frame - 1, tag});
  return frame != 0;
}

// Gives what was sent its tags; for one path, for good: its association is over.
void PacketRecorder::name_sent(const Path* only) {
  for (Part& part : parts_) {
    if (part.outgoing == nullptr || (only != nullptr && part.outgoing != only)) continue;
    if (part.tag == 0) part.tag = part.outgoing->sent.tag(part.message);
    if (only != nullptr) part.outgoing = nullptr;
  }
}

void PacketRecorder::add_comment(std::uint64_t tag, bool retransmission, std::size_t times) {
  std::string_view text;
  if (options_.comments != nullptr && tag != 0) text = options_.comments->comment_for(tag);
  if (text.empty() && !retransmission) return;
  if (!comment_.empty()) comment_ += "; ";
  if (retransmission) comment_ += text.empty() ? "retransmission" : "retransmission of ";
  comment_ += text;
  if (times > 1) comment_ += " (" + std::to_string(times) + " chunks)";
}

void PacketRecorder::make_comment(std::size_t frame, std::size_t first_part, std::size_t end_part) {
  comment_.clear();
  for (std::size_t i = first_part; i < end_part;) {
    const Part& part = parts_[i];
    std::size_t end = i + 1;
    while (end < end_part && parts_[end].tag == part.tag && parts_[end].retransmission == part.retransmission)
      ++end;
    add_comment(part.tag, part.retransmission, end - i);
    i = end;
  }
  for (const Late& late : late_) {
    if (late.frame != frame || options_.comments == nullptr) continue;
    if (!comment_.empty()) comment_ += "; ";
    comment_ += "lets an earlier one go up: ";
    comment_ += options_.comments->comment_for(late.tag);
  }
}

}  // namespace mapsim::capture
