// Octets that are worked on, and where they go: a frame of the capture, or a datagram or message that was put
// together from parts of other pieces.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "tools/anonymize/editor.h"

namespace mapsim::cli::anonymize {

class Piece;
using PiecePtr = std::shared_ptr<Piece>;

// A part of a piece.
struct Part {
  PiecePtr piece;
  std::size_t offset = 0;
  std::size_t size = 0;

  OctetSpan octets() const;
  Part sub(std::size_t at, std::size_t count) const { return {piece, offset + at, count}; }
};

class Piece {
 public:
  explicit Piece(OctetView octets) : octets_(octets.begin(), octets.end()) {}

  OctetSpan octets() { return octets_; }

  // Something about this piece is not known yet; release() takes it back. When nothing is left, the steps are
  // taken, the one that was added last first: a checksum covers those of what is inside.
  void hold() { ++holds_; }
  void release();
  void at_release(std::function<void()> step) { steps_.push_back(std::move(step)); }
  bool done() const { return holds_ == 0; }

 private:
  Octets octets_;
  unsigned holds_ = 0;
  std::vector<std::function<void()>> steps_;
};

// One place of a message, and every part that it came in: the first time, and in retransmissions.
using Copies = std::vector<Part>;

// A piece of the octets of these, one behind another. Their pieces are held until it is released, and then
// have what it has. The piece is held once, by the caller.
PiecePtr join(const std::vector<Copies>& places);

}  // namespace mapsim::cli::anonymize
