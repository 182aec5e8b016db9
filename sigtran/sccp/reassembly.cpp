#include "sigtran/sccp/reassembly.h"

#include <cassert>

namespace mapsim::sccp {

namespace {

// What tells one segmented message from another: calling address, originating node, local reference
// (Q.714 4.1.1.3.1).
std::string key_of(const Segmentation& s, OctetView calling, const mtp::RoutingLabel& label) {
  std::string key;
  key.reserve(7 + calling.size());
  for (unsigned shift = 0; shift < 32; shift += 8) key.push_back(static_cast<char>(label.opc >> shift));
  for (unsigned shift = 0; shift < 24; shift += 8) key.push_back(static_cast<char>(s.reference >> shift));
  key.append(reinterpret_cast<const char*>(calling.data()), calling.size());
  return key;
}

Reassembly::Failure failure(ReturnCause cause, std::string text, const MessageView& segment,
                            const mtp::RoutingLabel& label) {
  return {.cause = cause,
          .text = std::move(text),
          .header = segment.header,
          .label = label,
          .data = Octets(segment.data.begin(), segment.data.end())};
}

}  // namespace

Reassembly::Outcome Reassembly::add(const MessageView& segment, OctetView calling,
                                    const mtp::RoutingLabel& label, Instant now) {
  assert(segment.header.segmentation);
  const Segmentation& s = *segment.header.segmentation;
  if (s.first && s.remaining == 0) {
    return {.failure = {}, .complete = Complete{Octets(segment.data.begin(), segment.data.end()), 1}};
  }
  std::string key = key_of(s, calling, label);
  const auto found = by_key_.find(key);
  if (s.first) {
    if (found == by_key_.end()) return start(std::move(key), segment, label, now);
    Failure old = give_up(found->second, "the first segment came again; the earlier one is discarded");
    old.may_return = false;
    Outcome outcome = start(std::move(key), segment, label, now);
    if (!outcome.failure) outcome.failure = std::move(old);
    return outcome;
  }
  if (found == by_key_.end()) {
    return {.failure = failure(ReturnCause::error_in_message_transport,
                               "no first segment of this message came before", segment, label),
            .complete = {}};
  }
  return next(found->second, segment);
}

Reassembly::Outcome Reassembly::start(std::string key, const MessageView& segment,
                                      const mtp::RoutingLabel& label, Instant now) {
  const std::uint8_t remaining = segment.header.segmentation->remaining;
  // No segment is longer than the first (Q.714 4.1.1.2.2), which bounds the whole message.
  const std::size_t bound = segment.data.size() * (remaining + std::size_t{1});
  if (processes_.size() >= limits_.max_messages || octets_ + bound > limits_.max_octets) {
    return {.failure = failure(ReturnCause::destination_cannot_perform_reassembly,
                               "too many messages are under reassembly", segment, label),
            .complete = {}};
  }
  const SlabHandle handle = processes_.emplace();
  Process& p = *processes_.find(handle);
  p.header = segment.header;
  p.label = label;
  p.data.reserve(bound);
  p.data.assign(segment.data.begin(), segment.data.end());
  p.first_size = segment.data.size();
  p.reserved = bound;
  p.remaining = remaining;
  p.timer = timers_.arm(now, limits_.timer, handle);
  p.key = key;
  octets_ += bound;
  by_key_.emplace(std::move(key), handle);
  return {};
}

Reassembly::Outcome Reassembly::next(SlabHandle handle, const MessageView& segment) {
  Process& p = *processes_.find(handle);
  const std::uint8_t remaining = segment.header.segmentation->remaining;
  if (remaining + 1 != p.remaining) {
    return {
        .failure = give_up(handle, "segment with " + std::to_string(remaining) + " remaining came where " +
                                       std::to_string(p.remaining - 1) + " was due"),
        .complete = {}};
  }
  if (segment.data.size() > p.first_size) {
    return {.failure = give_up(handle, "a segment is longer than the first one"), .complete = {}};
  }
  p.data.insert(p.data.end(), segment.data.begin(), segment.data.end());
  p.remaining = remaining;
  ++p.segments;
  if (remaining != 0) return {};
  Outcome outcome;
  outcome.complete = Complete{std::move(p.data), p.segments};
  end(handle);
  return outcome;
}

std::optional<Reassembly::Failure> Reassembly::on_time(Instant now) {
  const auto due = timers_.pop_due(now);
  if (!due) return std::nullopt;
  return give_up(*due, "T(reass) ran out before all segments came");
}

Reassembly::Failure Reassembly::give_up(SlabHandle handle, std::string text) {
  Process& p = *processes_.find(handle);
  Failure f{.cause = ReturnCause::error_in_message_transport,
            .text = std::move(text),
            .header = std::move(p.header),
            .label = p.label,
            .data = std::move(p.data)};
  f.data.resize(p.first_size);
  end(handle);
  return f;
}

void Reassembly::end(SlabHandle handle) {
  Process& p = *processes_.find(handle);
  timers_.cancel(p.timer);
  octets_ -= p.reserved;
  by_key_.erase(p.key);
  processes_.erase(handle);
}

}  // namespace mapsim::sccp
