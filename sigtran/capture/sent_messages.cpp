#include "sigtran/capture/sent_messages.h"

namespace mapsim::capture {

SentMessages::Queue& SentMessages::queue(std::uint32_t number) {
  if (number >= queues_.size()) queues_.resize(number + 1);
  return queues_[number];
}

void SentMessages::on_message(std::uint16_t stream, bool unordered, std::uint64_t tag) {
  Queue& queue = this->queue(queue_of(stream, unordered));
  queue.tags.push(tag);
  if (queue.tags.size() <= kMax) return;
  queue.tags.pop();
  ++queue.first;
}

SentMessages::Name SentMessages::name_of(const DataChunk& chunk, std::size_t at) {
  const std::uint32_t number = queue_of(chunk.stream, chunk.unordered);
  Queue& queue = this->queue(number);
  if (!chunk.unordered) {
    // Stream sequence numbers have 16 bits (RFC 9260 3.3.1), and the first one kept is not far behind.
    return {number, queue.first + static_cast<std::uint16_t>(chunk.stream_sequence - queue.first)};
  }
  if (chunk.first) return {number, queue.unordered_sent++};
  return at == 0 ? Name() : sent_[at - 1].message;  // the fragments of a message follow each other
}

SentMessages::Chunk SentMessages::on_chunk(const DataChunk& chunk) {
  if (!started_) first_tsn_ = chunk.tsn;
  started_ = true;
  const auto ahead = static_cast<std::int32_t>(chunk.tsn - first_tsn_);
  if (ahead < 0) return {{}, true};  // acknowledged, or forgotten
  auto at = static_cast<std::size_t>(ahead);
  if (at >= sent_.size() + kMax) {
    while (!sent_.empty()) forget_first_chunk();
    first_tsn_ = chunk.tsn;
    at = 0;
  }
  while (sent_.size() <= at) sent_.push({});
  if (sent_[at].seen) return {sent_[at].message, true};
  const Name name = name_of(chunk, at);
  sent_[at] = {name, true, chunk.last};
  while (sent_.size() > kMax) forget_first_chunk();
  return {name, false};
}

std::uint64_t SentMessages::tag(const Name& message) const {
  if (!message.known() || message.queue() >= queues_.size()) return 0;
  const Queue& queue = queues_[message.queue()];
  const std::uint32_t at = message.number() - queue.first;
  return at < queue.tags.size() ? queue.tags[at] : 0;
}

void SentMessages::on_acknowledged(std::uint32_t tsn) {
  if (tsn - first_tsn_ >= sent_.size()) return;  // old, or of what was never sent
  while (!sent_.empty() && static_cast<std::int32_t>(tsn - first_tsn_) >= 0) forget_first_chunk();
}

void SentMessages::forget_first_chunk() {
  const Sent sent = sent_.pop();
  ++first_tsn_;
  if (!sent.last || !sent.message.known()) return;
  Queue& queue = queues_[sent.message.queue()];
  while (!queue.tags.empty() && static_cast<std::int32_t>(sent.message.number() - queue.first) >= 0) {
    queue.tags.pop();
    ++queue.first;
  }
}

}  // namespace mapsim::capture
