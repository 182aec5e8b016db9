// Two nodes that reach each other, and a dialogue between them: for tests of what drives nodes.
#pragma once

#include <string>

#include "sigtran/node/node.h"

namespace mapsim::node::test {

inline Config config(const std::string& name, mtp::PointCode pc, const std::string& host,
                     mtp::PointCode other_pc, const std::string& other_host, m3ua::Role role) {
  Config c;
  c.name = name;
  c.local = {{host}, 2905};
  c.peers = {{.remote = {{other_host}, 2905}}};
  c.m3ua.application_servers = {{.name = "as"}};
  m3ua::Peer peer;
  peer.name = "peer";
  peer.role = role;
  peer.application_servers = {0};
  c.m3ua.peers = {peer};
  c.m3ua.routes = {{other_pc, 0, {0}}};
  c.sccp.point_code = pc;
  c.sccp.accept_untranslated = true;
  sccp::TranslationRule rule;
  rule.prefix = std::to_string(other_pc);
  rule.destinations = {other_pc};
  c.sccp.translations = {rule};
  return c;
}

inline sccp::Address address(const std::string& digits) {
  sccp::Address a;
  a.ssn = 8;
  a.gt = sccp::GlobalTitle{};
  a.gt->digits = digits;
  return a;
}

// A dialogue that the node with point code 1 opens towards 2.
inline map::Request begin(Node& node) {
  map::Request r;
  r.action = map::Action::begin;
  r.dialogue = node.new_dialogue().value();
  r.context = {25, 3};
  r.called = address("2");
  r.calling = address("1");
  return r;
}

}  // namespace mapsim::node::test
