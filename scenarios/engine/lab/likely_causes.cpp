#include "scenarios/engine/lab/likely_causes.h"

namespace mapsim::scenario::lab {

namespace {

using Causes = std::vector<std::string>;
using link::LossReason;
using m3ua::ErrorCode;

std::string host_of(const LinkFacts& f) {
  return f.remote.hosts.empty() ? "the peer" : f.remote.hosts.front();
}

Causes no_association(const LinkFacts& f) {
  if (!f.connects) {
    return {
        "the peer does not call: look there whether it is told our address and port",
        "it calls from another address than the one configured here: the log of refused associations says "
        "which "
        "(--accept any, or hosts in the node file)",
        f.over_udp && f.transport == TransportKind::usrsctp
            ? "it speaks SCTP directly over IP, and we listen inside UDP (RFC 6951): --transport kernel, or "
              "encapsulation: none in the node file"
            : "a firewall drops SCTP (IP protocol 132) on the way"};
  }
  if (f.loss == LossReason::refused) {
    return {"nothing listens at port " + std::to_string(f.remote.port) + " of " + host_of(f) + ", or not yet",
            "the peer accepts associations of configured addresses only, and ours is not among them",
            "the peer wants to call by itself: --lab NAME=listen:PORT"};
  }
  if (f.loss == LossReason::aborted_by_peer) {
    return {"the peer accepts associations of configured addresses only, and ours is not among them",
            "the peer limits its associations, or an older one of ours is still there"};
  }
  Causes causes = {host_of(f) + " is not there, or not reached from this host"};
  if (f.transport == TransportKind::usrsctp && f.over_udp) {
    causes.push_back(
        "the peer does not take SCTP inside UDP (RFC 6951) at UDP port " + std::to_string(f.udp_port) +
        ": --transport kernel, encapsulation: none in the node file, or --udp-port LOCAL:REMOTE");
    causes.push_back("a firewall drops UDP port " + std::to_string(f.udp_port));
  } else {
    causes.push_back("a firewall drops SCTP (IP protocol 132); many let TCP and UDP pass only");
    causes.push_back("address translation (NAT) on the way, which SCTP does not pass: use UDP encapsulation");
  }
  return causes;
}

Causes no_asp_up(const LinkFacts& f) {
  if (f.error == ErrorCode::asp_identifier_required || f.error == ErrorCode::invalid_asp_identifier) {
    return {"the peer wants the ASP identifier that is configured there: asp-identifier in the node file"};
  }
  if (f.error == ErrorCode::refused_management_blocking) {
    return {"our ASP is blocked by the management of the peer"};
  }
  if (f.error == ErrorCode::unsupported_message_class || f.error == ErrorCode::unexpected_message ||
      f.error == ErrorCode::unsupported_message_type) {
    return {
        "the peer does not expect ASPUP: it is an ASP too (role: sgp here), or an IPSP (role: "
        "ipsp-single-exchange)"};
  }
  if (f.error == ErrorCode::invalid_version) return {"the peer speaks another version of M3UA"};
  if (f.role == m3ua::Role::sgp) {
    return {"the peer sends no ASPUP: it may wait for ours (role: asp here)",
            "its ASP is blocked by its management"};
  }
  if (f.lost_after_set_up) {
    return {"the peer ended the association: it does not know our address and port as an ASP",
            "the peer speaks another protocol at this port (M2PA, SUA, Diameter …)",
            "an older association of ours is still there, and the peer allows only one"};
  }
  return {"the peer does not answer ASPUP: it is an ASP itself and waits for ours to be an SGP (role: sgp)",
          "the peer speaks another protocol at this port (M2PA, SUA, Diameter …)",
          "the peer ignores messages whose payload protocol identifier is not the one it expects"};
}

Causes no_asp_active(const LinkFacts& f) {
  const std::string context =
      f.routing_context ? "routing context " + std::to_string(*f.routing_context) : "no routing context";
  if (f.error == ErrorCode::invalid_routing_context || f.error == ErrorCode::no_configured_as_for_asp) {
    return {"ASPAC named " + context +
                ", and the peer has another one for us: routing-context of the endpoint or link",
            "the peer has no application server for this ASP: it must be added there, or registered "
            "(routing-key)"};
  }
  if (f.error == ErrorCode::unsupported_traffic_mode_type) {
    return {"the peer has another traffic mode for this application server: traffic-mode of the link"};
  }
  if (f.error == ErrorCode::invalid_network_appearance) {
    return {"the peer has another network appearance: network-appearance of the endpoint or link"};
  }
  if (f.error == ErrorCode::refused_management_blocking)
    return {"our ASP is blocked by the management of the peer"};
  if (f.role == m3ua::Role::sgp) {
    return {"the peer sends no ASPAC: its application server is kept inactive by its management",
            "it waits for NOTIFY or for another routing context than ours (" + context + ")"};
  }
  return {"the peer does not answer ASPAC, which named " + context +
              ": it may have another one for us, or need one",
          "the routing key was not registered, or not accepted"};
}

}  // namespace

std::string_view to_text(LinkStage stage) {
  switch (stage) {
    case LinkStage::nothing:
      return "nothing";
    case LinkStage::associated:
      return "SCTP association";
    case LinkStage::asp_up:
      return "ASP up";
    case LinkStage::asp_active:
      return "ASP active";
    case LinkStage::reachable:
      return "destination available";
  }
  return "";
}

std::vector<std::string> likely_causes(const LinkFacts& facts) {
  switch (facts.stage) {
    case LinkStage::nothing:
      return facts.lost_after_set_up ? no_asp_up(facts) : no_association(facts);
    case LinkStage::associated:
      return no_asp_up(facts);
    case LinkStage::asp_up:
      return no_asp_active(facts);
    case LinkStage::asp_active:
      return {
          "the gateway says that the destination is unavailable (DUNA): the ASP there is not active, or its "
          "point "
          "code is not routed",
          "the point code of the other endpoint differs from what the peer serves: pc in the node file"};
    case LinkStage::reachable:
      return {};
  }
  return {};
}

}  // namespace mapsim::scenario::lab
