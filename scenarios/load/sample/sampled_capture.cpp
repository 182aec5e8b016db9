#include "scenarios/load/sample/sampled_capture.h"

#include <algorithm>

namespace mapsim::load {

SampledCapture::SampledCapture(capture::Recorder& out, SampleConfig config)
    : config_(config), frames_(out, config.comments) {}

std::size_t SampledCapture::KeyHash::operator()(const Key& key) const {
  const std::uint64_t where = std::uint64_t{key.point_code} << 20U | std::uint64_t{key.node} << 2U |
                              static_cast<std::uint64_t>(key.kind);
  const std::uint64_t h = (where * 0x9E3779B97F4A7C15ULL ^ key.value) * 0xBF58476D1CE4E5B9ULL;
  return static_cast<std::size_t>(h ^ h >> 32U);
}

// By what the message can be known, and by what later ones of its dialogue can.
SampledCapture::Keys SampledCapture::keys_of(const SeenMessage& message, const DialogueMarks& marks) const {
  Keys keys;
  const auto add = [&](Key::Kind kind, std::size_t node, mtp::PointCode pc, std::uint32_t value) {
    keys.push_back({value, pc, static_cast<std::uint16_t>(node), kind});
  };
  // What SCCP returns comes back to whoever sent it.
  const auto& sender = marks.returned ? message.to : message.from;
  const auto& receiver = marks.returned ? message.from : message.to;
  const mtp::PointCode senders = marks.returned ? marks.dpc : marks.opc;
  const mtp::PointCode receivers = marks.returned ? marks.opc : marks.dpc;
  if (marks.dtid && receiver) add(Key::Kind::own, *receiver, 0, *marks.dtid);
  if (marks.dtid && !receiver && sender) add(Key::Kind::peers, *sender, receivers, *marks.dtid);
  if (marks.otid && sender) add(Key::Kind::own, *sender, 0, *marks.otid);
  if (marks.otid && !sender && receiver) add(Key::Kind::peers, *receiver, senders, *marks.otid);
  if (marks.segments) {
    add(Key::Kind::segments, message.from.value_or(message.to.value_or(0)), marks.opc, *marks.segments);
  }
  return keys;
}

SampledCapture::Group& SampledCapture::group_of(Id id) {
  const auto [at, made] = groups_.try_emplace(id);
  Group& group = at->second;
  if (!made || id >= kUntaken) return group;
  const InstanceName name{static_cast<std::uint8_t>(id >> kNumberBits), id & ((Id{1} << kNumberBits) - 1)};
  group.wanted = config_.draw.takes(name.scenario, name.number);
  if (group.wanted) ++counters_.drawn;
  return group;
}

std::optional<SampledCapture::Id> SampledCapture::owner_of(const SeenMessage& message,
                                                           const DialogueMarks& marks, const Keys& keys) {
  if (sending_) return sending_;
  const bool begins = marks.otid && !marks.dtid && !marks.returned;
  if (begins && !message.from) return next_untaken_++;
  for (const Key& key : keys) {
    const auto found = keys_.find(key);
    if (found != keys_.end()) return found->second;
  }
  return std::nullopt;
}

void SampledCapture::learn(Id id, Group& group, const Keys& keys) {
  for (const Key& key : keys) {
    const auto [at, made] = keys_.try_emplace(key, id);
    if (!made && at->second == id) continue;
    at->second = id;
    group.keys.push_back(key);
  }
}

// Whoever waits for nobody keeps what came later from being written.
void SampledCapture::forget_untaken(Instant now) {
  while (!undecided_.empty() && undecided_.front() >= kUntaken &&
         now - groups_.at(undecided_.front()).since > kMostUntaken)
    forget(Id{undecided_.front()});
}

void SampledCapture::on_message(const SeenMessage& message) {
  forget_untaken(message.frame.at);
  frames_.write_before(oldest_undecided());
  const auto marks = dialogue_marks(message.m3ua);
  if (!marks) {
    // Management of M3UA: so little, and so useful, that all of it is there.
    frames_.choose(frames_.add(message.frame));
    return;
  }
  const Keys keys = keys_of(message, *marks);
  const auto id = owner_of(message, *marks, keys);
  if (!id) return;
  Group& group = group_of(*id);
  learn(*id, group, keys);
  if (!group.listed) group.since = message.frame.at;
  const SlabHandle frame = frames_.add(message.frame);
  if (!message.from) latest_received_ = frame;
  keep(*id, group, frame);
  make_room();
}

void SampledCapture::keep(Id id, Group& group, SlabHandle frame) {
  if (group.wanted) return frames_.choose(frame);
  if (!group.listed) {
    group.first = frames_.last();
    group.place = undecided_.insert(undecided_.end(), id);
    group.listed = true;
  }
  group.frames.push_back(frame);
}

void SampledCapture::on_taken(InstanceName instance, std::size_t node, mtp::PointCode opc,
                              std::uint32_t otid) {
  const auto key = keys_.find({otid, opc, static_cast<std::uint16_t>(node), Key::Kind::peers});
  if (key == keys_.end() || key->second < kUntaken) return;
  const Id untaken = key->second;
  const Id id = id_of(instance);
  Group begin = std::move(groups_.at(untaken));
  groups_.erase(untaken);
  Group& group = group_of(id);
  for (const Key& each : begin.keys) {
    const auto found = keys_.find(each);
    if (found == keys_.end() || found->second != untaken) continue;
    found->second = id;
    group.keys.push_back(each);
  }
  group.cut = group.cut || begin.cut;
  if (begin.listed && !group.wanted && !group.listed) {
    *begin.place = id;  // where it is in the order of time
    group.place = begin.place;
    group.listed = true;
    group.first = begin.first;
    group.frames = std::move(begin.frames);
    return;
  }
  unlist(begin);
  for (const SlabHandle frame : begin.frames) keep(id, group, frame);
}

void SampledCapture::unlist(Group& group) {
  if (group.listed) undecided_.erase(group.place);
  group.listed = false;
}

void SampledCapture::want(Group& group) {
  unlist(group);
  group.wanted = true;
  for (const SlabHandle frame : group.frames) frames_.choose(frame);
  group.frames.clear();
}

void SampledCapture::drop_frames(Group& group) {
  unlist(group);
  for (const SlabHandle frame : group.frames) frames_.drop(frame);
  group.frames.clear();
}

void SampledCapture::forget(Id id) {
  const auto at = groups_.find(id);
  if (at == groups_.end()) return;
  drop_frames(at->second);
  for (const Key& key : at->second.keys) {
    const auto found = keys_.find(key);
    if (found != keys_.end() && found->second == id) keys_.erase(found);
  }
  groups_.erase(at);
}

void SampledCapture::remember(Id id) {
  ended_.push_back(id);
  if (ended_.size() <= kMostEnded) return;
  forget(ended_.front());
  ended_.pop_front();
}

void SampledCapture::on_ended(InstanceName instance, bool failed) {
  const Id id = id_of(instance);
  const auto at = groups_.find(id);
  if (at == groups_.end()) return;  // not one message
  Group& group = at->second;
  if (!group.wanted && !failed) return forget(id);
  if (!group.wanted) {
    ++counters_.failed;
    if (group.cut) ++counters_.incomplete;
    want(group);
  }
  remember(id);
}

HeldFrames::Order SampledCapture::oldest_undecided() const {
  return undecided_.empty() ? HeldFrames::kAll : groups_.at(undecided_.front()).first;
}

// What is kept of a dialogue beside its messages stays until it ends, so that it is known what is missing.
void SampledCapture::make_room() {
  while (frames_.octets() > config_.most_octets && !undecided_.empty()) {
    const Id oldest = undecided_.front();
    Group& group = groups_.at(oldest);
    if (!group.cut) ++counters_.dropped;
    group.cut = true;
    drop_frames(group);
    if (oldest >= kUntaken) forget(oldest);
    frames_.write_before(oldest_undecided());
  }
}

void SampledCapture::close() {
  frames_.write_before(HeldFrames::kAll);
}

SampledCapture::Counters SampledCapture::counters() const {
  Counters counters = counters_;
  counters.frames = frames_.written();
  return counters;
}

}  // namespace mapsim::load
