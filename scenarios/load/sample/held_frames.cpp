#include "scenarios/load/sample/held_frames.h"

namespace mapsim::load {

SlabHandle HeldFrames::add(const MessageFrame& frame) {
  const SlabHandle handle = held_.emplace();
  Held& held = *held_.find(handle);
  held = {next_++,  frame.at, frame.from, frame.to, Octets(frame.packet.begin(), frame.packet.end()),
          frame.tag};
  octets_ += size_of(held);
  return handle;
}

void HeldFrames::set_tag(SlabHandle frame, std::uint64_t tag) {
  if (Held* held = held_.find(frame)) held->tag = tag;
}

void HeldFrames::drop(SlabHandle frame) {
  const Held* held = held_.find(frame);
  if (held == nullptr) return;
  octets_ -= size_of(*held);
  held_.erase(frame);
}

void HeldFrames::choose(SlabHandle frame) {
  if (const Held* held = held_.find(frame)) chosen_.push({held->order, frame});
}

void HeldFrames::write_before(Order order) {
  while (!chosen_.empty() && chosen_.top().first < order) {
    const SlabHandle handle = chosen_.top().second;
    chosen_.pop();
    const Held* held = held_.find(handle);
    if (held == nullptr) continue;
    write(*held);
    drop(handle);
  }
}

void HeldFrames::write(const Held& held) {
  const auto flow = std::pair{held.from, held.to};
  auto header = headers_.find(flow);
  if (header == headers_.end()) {
    header = headers_.try_emplace(flow, capture::LinkType::ethernet, held.from, held.to).first;
  }
  frame_.assign(header->second.octets().begin(), header->second.octets().end());
  frame_.insert(frame_.end(), held.packet.begin(), held.packet.end());
  if (frame_.size() > capture::kMaxIpPacket) {
    if (!error_) error_ = Error{.layer = "capture", .text = "a message is longer than IP can carry"};
    return;
  }
  header->second.complete(frame_);
  const std::string_view comment =
      comments_ != nullptr ? comments_->comment_for(held.tag) : std::string_view();
  auto done = out_.write({held.at, frame_, comment});
  if (!done && !error_) error_ = done.error();
  ++written_;
}

}  // namespace mapsim::load
