// Messages of SCTP from DATA chunks: fragments put together by B and E bits, repeated TSNs recognised
// (RFC 9260 6.9, 6.2).
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <optional>
#include <unordered_map>
#include <utility>

#include "sigtran/core/bytes.h"
#include "sigtran/link/ip_address.h"

namespace mapsim::capture {

// One direction of one association. The verification tag tells an association from the next one of the same
// ports.
struct FlowKey {
  link::IpAddress from;
  link::IpAddress to;
  std::uint16_t from_port = 0;
  std::uint16_t to_port = 0;
  std::uint32_t verification_tag = 0;
  friend bool operator==(const FlowKey&, const FlowKey&) = default;
};

struct FlowKeyHash {
  std::size_t operator()(const FlowKey& key) const;
};

struct DataChunk {
  std::uint32_t tsn = 0;
  std::uint16_t stream = 0;
  std::uint16_t stream_sequence = 0;
  std::uint32_t payload_protocol = 0;
  bool unordered = false;
  bool first = true;  // B
  bool last = true;   // E
  OctetView payload;
};

// Limits: beyond them the oldest is forgotten.
inline constexpr std::size_t kMaxFlows = 4096;
inline constexpr std::size_t kMaxFragments = 1024;                  // waiting in one flow
inline constexpr std::size_t kMaxFragmentOctets = 1 << 20;          // waiting in one flow
inline constexpr std::size_t kMaxWaitingFragmentOctets = 16 << 20;  // waiting in all of them
inline constexpr std::uint32_t kTsnWindow = 2048;  // TSNs back from the highest that are remembered

class Flow {
 public:
  // True the first time that a TSN is seen. One from before the window counts as new.
  bool is_new(std::uint32_t tsn);
  // Keeps a fragment; the whole message when this was the last one missing.
  std::optional<Octets> add_fragment(const DataChunk& chunk);
  // Fragments that were forgotten because of a limit, since the last call.
  std::size_t take_forgotten();
  std::size_t waiting_octets() const { return octets_; }
  void forget_fragments();

 private:
  struct Fragment {
    bool first = false;
    bool last = false;
    Octets payload;
  };
  void forget_oldest();

  bool started_ = false;
  std::uint32_t highest_ = 0;
  std::array<std::uint64_t, kTsnWindow / 64> seen_{};
  std::unordered_map<std::uint32_t, Fragment> fragments_;  // by TSN
  std::deque<std::uint32_t> order_;                        // TSNs, oldest first; may name some that are gone
  std::size_t octets_ = 0;
  std::size_t forgotten_ = 0;
};

class FlowTable {
 public:
  FlowTable() = default;
  FlowTable(FlowTable&&) = default;
  FlowTable& operator=(FlowTable&&) = default;
  FlowTable(const FlowTable&) = delete;  // it has pointers into itself
  FlowTable& operator=(const FlowTable&) = delete;

  // Stays valid until the next call.
  Flow& flow(const FlowKey& key);
  // flow.add_fragment(), with the limit of all flows kept: what waits in the flow that was used longest ago
  // goes first.
  std::optional<Octets> add_fragment(Flow& flow, const DataChunk& chunk);
  // Fragments that went because of it, since the last call.
  std::size_t take_forgotten() { return std::exchange(forgotten_, 0); }
  std::size_t size() const { return flows_.size(); }

 private:
  struct Entry {
    Flow flow;
    std::uint64_t used = 0;
  };
  using Flows = std::unordered_map<FlowKey, Entry, FlowKeyHash>;
  Flows flows_;
  std::array<Flows::value_type*, 4>
      recent_{};  // of these, the one that was looked for last first: most have two
  std::uint64_t clock_ = 0;
  std::size_t octets_ = 0;  // waiting in all flows
  std::size_t forgotten_ = 0;
};

}  // namespace mapsim::capture
