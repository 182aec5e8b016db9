// A capture again, with other identities.
#pragma once

#include <deque>
#include <filesystem>

#include "sigtran/capture/packet_writer.h"
#include "tools/anonymize/packet_editor.h"

namespace mapsim::cli::anonymize {

// Frames that wait for the rest of a message that they have a part of: beyond either, the part that waits
// longest is not understood.
inline constexpr std::size_t kMostWaitingOctets = 16 << 20;
inline constexpr std::size_t kMostWaitingFrames = 65'536;

class Anonymizer {
 public:
  Anonymizer(Key key, bool keep_unknown) : editor_(std::move(key), keep_unknown) {}

  // Writes what it read of `from` to `to`, another file, in the same format. Comments, names and what else a
  // capture says of itself are left out. Error: as capture::Reader, `field` being `from`, when everything
  // before the damage was written; or as capture::PacketWriter.
  Result<void> run(const std::filesystem::path& from, const std::filesystem::path& to);

  const Editor& editor() const { return editor_; }
  std::uint64_t frames() const { return frames_; }
  std::uint64_t comments() const { return comments_; }  // frames that had one

 private:
  struct Waiting {
    capture::Packet packet;  // its views are not valid
    PiecePtr frame;
  };
  Result<void> feed(const capture::Packet& packet, capture::PacketWriter& writer);
  Result<void> flush(capture::PacketWriter& writer);

  Editor editor_;
  Fragments fragments_{editor_};
  PacketEditor packets_{editor_, fragments_};
  std::deque<Waiting> waiting_;
  std::size_t waiting_octets_ = 0;
  std::uint64_t frames_ = 0;
  std::uint64_t comments_ = 0;
};

}  // namespace mapsim::cli::anonymize
