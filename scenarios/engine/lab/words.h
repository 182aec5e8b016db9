// The words of the command line that say which endpoints are real and where: --lab, --as, --gateway,
// --udp-port.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scenarios/engine/lab/host_names.h"
#include "sigtran/core/result.h"
#include "sigtran/link/transport.h"

namespace mapsim::scenario::lab {

// --lab NAME=HOST[:PORT][,HOST…]: the endpoint is a real system there, and we call it.
// --lab NAME=listen:[HOST:]PORT: it calls us, at that port (of that address of ours).
struct LabWord {
  std::string name;
  bool listen = false;
  link::EndpointAddress address;
};

struct Words {
  std::vector<LabWord> labs;
  std::vector<std::string> as;  // played here; the others are real
  std::optional<link::EndpointAddress> gateway;
};

// Of several scenarios not every one has every endpoint. The words that concern this one; nullopt: it has
// none of the endpoints that are to be played here.
std::optional<Words> words_for(const Words& words, const std::vector<std::string>& endpoints);

// Error: what the word must look like, or which name leads nowhere.
Result<LabWord> parse_lab(std::string_view text, HostNames& names);
// HOST[:PORT][,HOST…], addresses or names; IPv6 addresses in brackets where a port follows. Port 2905 where
// none is given.
Result<link::EndpointAddress> parse_address(std::string_view text, HostNames& names);
// LOCAL[:REMOTE]; REMOTE is 9899 where it is not given (RFC 6951 5.1).
Result<std::pair<std::uint16_t, std::uint16_t>> parse_udp_ports(std::string_view text);

}  // namespace mapsim::scenario::lab
