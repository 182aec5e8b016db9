#include "tools/anonymize/piece.h"

#include <algorithm>

namespace mapsim::cli::anonymize {

OctetSpan Part::octets() const {
  return piece->octets().subspan(offset, size);
}

void Piece::release() {
  if (--holds_ != 0) return;
  while (!steps_.empty()) {
    const auto step = std::move(steps_.back());
    steps_.pop_back();
    step();
  }
}

PiecePtr join(const std::vector<Copies>& places) {
  Octets all;
  for (const Copies& copies : places) {
    const OctetSpan octets = copies.front().octets();
    all.insert(all.end(), octets.begin(), octets.end());
    for (const Part& part : copies) part.piece->hold();
  }
  auto out = std::make_shared<Piece>(all);
  out->hold();
  // Not the pointer: a piece does not own itself.
  out->at_release([places, piece = out.get()] {
    std::size_t at = 0;
    for (const Copies& copies : places) {
      for (const Part& part : copies) {
        std::ranges::copy(piece->octets().subspan(at, part.size), part.octets().begin());
        part.piece->release();
      }
      at += copies.front().size;
    }
  });
  return out;
}

}  // namespace mapsim::cli::anonymize
