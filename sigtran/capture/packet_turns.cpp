// When frames that wait are written.
#include <algorithm>

#include "sigtran/capture/packet_recorder.h"

namespace mapsim::capture {

void PacketRecorder::flush() {
  note_again(true);
  name_sent(nullptr);
  for (std::size_t i = 0; i < held_.size(); ++i) write(i);
  octets_.clear();
  held_.clear();
  parts_.clear();
  late_.clear();
  latest_.reset();
  turns_ = {};
  forget_turn();
}

void PacketRecorder::end_turn(Instant now) {
  settle_latest();
  note_again(false);
  name_sent(nullptr);
  const std::size_t written = write_ready(turns_.front(), now);
  std::shift_left(turns_.begin(), turns_.end(), 1);
  turns_.back() = held_.size() + written;
  for (std::size_t& count : turns_) count -= written;
  forget_acknowledged();
}

void PacketRecorder::on_later_instant(Instant now) {
  if (postponed_.empty()) return flush();
  name_sent(nullptr);
  write_ready(held_.size(), now);
  latest_.reset();
  forget_acknowledged();
}

// Of the first `due` frames; returns how many.
std::size_t PacketRecorder::write_ready(std::size_t due, Instant now) {
  std::size_t written = 0;
  while (written < due && !awaits(written, now)) write(written++);
  drop_frames(written);
  return written;
}

bool PacketRecorder::awaits(std::size_t frame, Instant now) const {
  if (held_.size() - frame > kMaxAwaiting || now - held_[frame].at > kMaxWait) return false;
  const std::size_t end = frame + 1 == held_.size() ? parts_.size() : held_[frame + 1].first_part;
  for (std::size_t i = held_[frame].first_part; i < end; ++i) {
    if (parts_[i].awaited) return true;
  }
  return false;
}

void PacketRecorder::forget_acknowledged() {
  for (Path* path : waiting_) {
    if (path->acknowledged) path->sent.on_acknowledged(*path->acknowledged);
    path->acknowledged.reset();
  }
  std::erase_if(waiting_, [](const Path* path) { return path->parts.empty(); });
}

// The first of those that wait.
void PacketRecorder::drop_frames(std::size_t count) {
  if (count == 0) return;
  const bool all = count == held_.size();
  const std::size_t octets = all ? octets_.size() : held_[count].begin;
  const std::size_t parts = all ? parts_.size() : held_[count].first_part;
  octets_.erase(octets_.begin(), octets_.begin() + static_cast<std::ptrdiff_t>(octets));
  parts_.erase(parts_.begin(), parts_.begin() + static_cast<std::ptrdiff_t>(parts));
  held_.erase(held_.begin(), held_.begin() + static_cast<std::ptrdiff_t>(count));
  for (Held& held : held_) {
    held.begin -= octets;
    held.first_part -= parts;
  }
  std::erase_if(late_, [&](const Late& late) { return late.frame < count; });
  for (Late& late : late_) late.frame -= count;
  std::sort(waiting_.begin(), waiting_.end());
  waiting_.erase(std::unique(waiting_.begin(), waiting_.end()), waiting_.end());
  for (Path* path : waiting_) {
    std::erase_if(path->parts, [&](std::size_t part) { return part < parts; });
    for (std::size_t& part : path->parts) part -= parts;
    path->next_part = 0;
  }
}

void PacketRecorder::forget_turn() {
  for (Path* path : waiting_) {
    if (path->acknowledged) path->sent.on_acknowledged(*path->acknowledged);
    path->acknowledged.reset();
    path->parts.clear();
    path->next_part = 0;
  }
  waiting_.clear();
}

void PacketRecorder::write(std::size_t frame) {
  const Held& held = held_[frame];
  const bool is_last = frame + 1 == held_.size();
  make_comment(frame, held.first_part, is_last ? parts_.size() : held_[frame + 1].first_part);
  ++counters_.frames;
  const OctetView octets = OctetView(octets_).subspan(held.begin, held.size);
  if (auto written = out_.write({held.at, octets, comment_}); !written && !error_) error_ = written.error();
}

}  // namespace mapsim::capture
