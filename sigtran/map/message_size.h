// How many octets the TCAP message of a request will have, without making it: what SCCP has to carry.
#pragma once

#include <cstddef>

#include "sigtran/map/primitives.h"

namespace mapsim::map {

// An Invoke without id counts with the one octet that TCAP will give it.
std::size_t component_size(const tcap::Component& component);

// The component portion, 6C …; 0 without components.
std::size_t component_portion_size(const tcap::Components& components);

// The dialogue portion of a BEGIN, 6B …; 0 in version 1. The request's `portion` and overrides count where
// they are set.
std::size_t begin_dialogue_portion_size(const Request& begin);

// The whole BEGIN with its services. `otid_octets`, 1 to 4, where the request's overrides do not say it.
std::size_t begin_size(const Request& begin, std::size_t otid_octets = 4);

// The CONTINUE that carries the same services after an empty BEGIN was accepted: without dialogue portion.
std::size_t continue_size(const Request& begin, std::size_t otid_octets = 4, std::size_t dtid_octets = 4);

}  // namespace mapsim::map
