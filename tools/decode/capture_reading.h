// Reads a capture message by message, in constant memory but for what dialogues need.
#pragma once

#include <functional>
#include <string>

#include "sigtran/capture/packet_walk.h"
#include "sigtran/capture/reader.h"
#include "tools/decode/message_decoder.h"

namespace mapsim::cli {

struct CapturedMessage {
  const capture::Packet& packet;
  const capture::WalkEvent& event;  // its octets are those of M3UA, MTP3 or SCCP
  DecodedMessage decoded;
};

struct CaptureFacts {
  std::uint64_t frames = 0;
  std::uint64_t messages = 0;                        // that were told
  std::uint64_t retransmissions = 0;                 // of SCTP
  std::uint64_t problems = 0;                        // in all messages
  std::optional<std::chrono::nanoseconds> first_at;  // of the first frame that has a time, since 1970
  bool openbsd_loopback = false;                     // link type 12 was taken as OpenBSD's loopback
};

struct CaptureReading {
  Depth depth;
  MessageDecoder decoder{depth};
  CaptureFacts facts;

  explicit CaptureReading(Depth wanted) : depth(wanted) {}

  // Calls `on_message` for every message of M3UA, MTP3 or SCCP, and for what is wrong with frames. Error: the
  // file cannot be read or is damaged; what came before was told. Problems that `on_message` adds count too.
  Result<void> read(const std::string& path, const std::function<void(CapturedMessage&)>& on_message);

  // Depth::everything for a message that is being told: frame, time, comment, sctp, and all layers.
  void add_all(CapturedMessage& message) const;

 private:
  void show(const capture::Packet& packet, const capture::WalkEvent& event,
            const std::function<void(CapturedMessage&)>& on_message);
};

// "link type 12 is read as OpenBSD's loopback (108) …", as a note for people.
std::string openbsd_note(const std::string& path);

}  // namespace mapsim::cli
