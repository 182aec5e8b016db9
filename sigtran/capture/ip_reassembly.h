// Datagrams put together from IP fragments (RFC 791 3.2, RFC 8200 4.5).
#pragma once

#include <list>
#include <map>
#include <optional>
#include <tuple>
#include <unordered_map>

#include "sigtran/capture/ip_layer.h"

namespace mapsim::capture {

// Limits: beyond them the datagram that was begun first is given up.
inline constexpr std::size_t kMaxDatagrams = 256;                  // incomplete
inline constexpr std::size_t kMaxDatagramFragments = 1024;         // of one datagram
inline constexpr std::size_t kMaxDatagramOctets = 65'535;          // of one datagram's payload
inline constexpr std::size_t kMaxWaitingDatagramOctets = 4 << 20;  // of all that are incomplete

class IpReassembly {
 public:
  struct Outcome {
    std::optional<Octets> payload;     // of the whole datagram, when this fragment was the last one missing
    std::optional<std::string> fault;  // why the fragment was not taken
    std::size_t given_up = 0;          // datagrams, because of a limit
  };
  // `payload` is that of `packet`, a fragment. Octets that overlap what came before are taken as they came
  // first where the two agree; where they do not, the datagram is given up (RFC 5722 3).
  Outcome add(const IpPacket& packet, OctetView payload);

  std::size_t waiting() const { return datagrams_.size(); }

 private:
  // Source, destination, identification and protocol (RFC 791 3.2); IPv6 leaves the protocol out, but the
  // next header of the fragments of one datagram is the same.
  using Key = std::tuple<std::string, std::uint32_t, std::uint8_t>;
  struct Datagram {
    std::map<std::size_t, Octets> parts;  // by offset; they do not overlap
    std::size_t octets = 0;
    std::optional<std::size_t> total;
    std::uint64_t begun = 0;
  };
  void forget(std::map<Key, Datagram>::iterator datagram);
  bool make_room(const Key& keep);

  std::map<Key, Datagram> datagrams_;
  std::size_t octets_ = 0;
  std::uint64_t clock_ = 0;
};

}  // namespace mapsim::capture
