// The parts of a node file, for site_reader.cpp. What is wrong is told in `mistakes`, with its place.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string_view>

#include "scenarios/engine/field_reader.h"
#include "scenarios/engine/lab/site.h"

namespace mapsim::scenario::lab {

inline constexpr std::array<std::string_view, 3> kAddressKeys = {"host", "hosts", "port"};

void read_bool_into(const YamlNode& map, std::string_view name, bool& field, Mistakes& mistakes);
// A scalar is a list of one.
std::span<const YamlNode> items_of(const YamlNode& node);

// site_links.cpp
// Hosts and port of a map that has no other keys than `keys`; where there is no port it stays as it is.
void read_place(const YamlNode& node, std::span<const std::string_view> keys, link::EndpointAddress& place,
                HostNames& names, Mistakes& mistakes);
std::optional<Link> read_link(const YamlNode& node, HostNames& names, Mistakes& mistakes);

// site_options.cpp: the maps of these names.
void read_sctp(const YamlNode& node, Site& site, Mistakes& mistakes);
void read_m3ua(const YamlNode& node, Site& site, Mistakes& mistakes);
void read_sccp(const YamlNode& node, Site& site, Mistakes& mistakes);
void read_reconnect(const YamlNode& node, Site& site, Mistakes& mistakes);
void read_faults(const YamlNode& node, Site& site, Mistakes& mistakes);
void read_limits(const YamlNode& node, Site& site, Mistakes& mistakes);

}  // namespace mapsim::scenario::lab
