// What a dialogue says, without what differs between two runs of the same.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

#include "tools/decode/capture_reading.h"

namespace mapsim::cli {

struct ContentOptions {
  bool ids = false;    // transaction and invoke ids count too
  bool times = false;  // so do times, since the dialogue's first message
  bool tsns = false;   // and SCTP's TSNs and streams
  // Members that do not count, as paths without indexes: "sccp.calling", "map.components.argument.sm-RP-UI".
  std::vector<std::string> ignored;
};

struct DialogueContent {
  std::uint64_t number = 0;       // 0: a message of no dialogue, or one that could not be read
  std::uint64_t first_frame = 0;  // of the capture
  std::string kind;               // what is compared with what: the context without its version
  std::vector<Value> messages;    // {by, sccp, m3ua, tcap, map, …}
};

// What one message adds; its tree goes into that. `since`: the time of the dialogue's first message.
Value message_content(CapturedMessage& message, std::chrono::nanoseconds since,
                      const ContentOptions& options);

// Calls `on_dialogue` for every dialogue of a capture, in the order in which they end. SCTP's retransmissions
// and messages without TCAP (M3UA's management) do not count. Error: as CaptureReading::read.
Result<CaptureFacts> read_contents(const std::string& path, const ContentOptions& options,
                                   const std::function<void(DialogueContent&)>& on_dialogue);

// Of equal contents equal, of others different but for chance.
struct ContentKey {
  std::uint64_t high = 0;
  std::uint64_t low = 0;
  friend bool operator==(const ContentKey&, const ContentKey&) = default;
};
struct ContentKeyHash {
  std::size_t operator()(const ContentKey& key) const { return static_cast<std::size_t>(key.low); }
};
ContentKey key_of(const DialogueContent& content);

}  // namespace mapsim::cli
