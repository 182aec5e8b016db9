#include "tools/anonymize/anonymizer.h"

namespace mapsim::cli::anonymize {

Result<void> Anonymizer::run(const std::filesystem::path& from, const std::filesystem::path& to) {
  std::error_code ignored;
  if (std::filesystem::equivalent(from, to, ignored)) {
    return fail(Error{.layer = "capture", .field = to.string(), .text = "is the file that is read"});
  }
  // Whatever is no capture is refused before a file is made.
  auto reader = capture::Reader::open(from);
  if (!reader) return fail(reader.error());
  auto writer = capture::PacketWriter::open(to, reader->format());
  if (!writer) return fail(writer.error());
  std::optional<Error> damage;
  for (;;) {
    const auto packet = reader->next();
    if (!packet) {
      damage = packet.error();
      damage->field = from.string();
    }
    if (!packet || !*packet) break;
    if (auto ok = feed(**packet, *writer); !ok) return ok;
  }
  while (!fragments_.empty()) fragments_.give_up_oldest();
  if (auto ok = flush(*writer); !ok) return ok;
  if (auto ok = writer->close(); !ok) return ok;
  if (damage) return fail(std::move(*damage));
  return {};
}

Result<void> Anonymizer::feed(const capture::Packet& packet, capture::PacketWriter& writer) {
  ++frames_;
  comments_ += packet.comment.empty() ? 0 : 1;
  editor_.frame = packet.number;
  waiting_.push_back({packet, std::make_shared<Piece>(packet.octets)});
  waiting_octets_ += packet.octets.size();
  const PiecePtr frame = waiting_.back().frame;
  frame->hold();
  packets_.replace(frame, packet);
  frame->release();
  if (auto ok = flush(writer); !ok) return ok;
  while (waiting_octets_ > kMostWaitingOctets || waiting_.size() > kMostWaitingFrames) {
    fragments_.give_up_oldest();
    if (auto ok = flush(writer); !ok) return ok;
  }
  return {};
}

// Frames stay in their order.
Result<void> Anonymizer::flush(capture::PacketWriter& writer) {
  while (!waiting_.empty() && waiting_.front().frame->done()) {
    Waiting& w = waiting_.front();
    w.packet.octets = w.frame->octets();
    waiting_octets_ -= w.packet.octets.size();
    if (auto ok = writer.write(w.packet); !ok) return ok;
    waiting_.pop_front();
  }
  return {};
}

}  // namespace mapsim::cli::anonymize
