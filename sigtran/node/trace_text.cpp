#include "sigtran/node/trace_text.h"

#include "sigtran/m3ua/message.h"
#include "sigtran/map/application_contexts.h"
#include "sigtran/sccp/names.h"
#include "sigtran/tcap/value.h"

namespace mapsim::node {

namespace {

std::string undecodable(OctetView message, const Error& error) {
  return to_hex(message) + " (" + error.message() + ")";
}

std::string components(const tcap::Components& services) {
  std::string out;
  for (const tcap::Component& c : services) out += " " + tcap::component_value(c).to_text();
  return out;
}

}  // namespace

std::string describe_m3ua(OctetView message) {
  const auto decoded = m3ua::decode(message);
  return decoded ? m3ua::to_value(*decoded).to_text() : undecodable(message, decoded.error());
}

std::string describe_sccp(OctetView message) {
  const auto decoded = sccp::decode_owned(message);
  return decoded ? mapsim::to_value(*decoded).to_text() : undecodable(message, decoded.error());
}

std::string describe_tcap(OctetView message) {
  const auto decoded = tcap::decode(message);
  return decoded ? tcap::message_value(*decoded).to_text() : undecodable(message, decoded.error());
}

std::string describe(const tcap::Request& request) {
  return "requests " + std::string(enum_name(request.primitive).value_or("?")) +
         components(request.components);
}

std::string describe(const map::MessageIndication& message) {
  return "indicates " + std::string(enum_name(message.primitive).value_or("?")) + " in " +
         map::to_string(message.context) + components(message.services);
}

Error failure_text(const m3ua::ProcedureFailed& failed, const std::string& peer) {
  return Error{.layer = "m3ua",
               .clause = "RFC 4666 4.3.4",
               .text = "a request to " + peer +
                       (failed.error ? " was answered with ERROR " +
                                           std::to_string(static_cast<unsigned>(*failed.error))
                                     : std::string(" got no acknowledgement"))};
}

Error failure_text(const m3ua::ErrorReceived& error, const std::string& peer) {
  return Error{.layer = "m3ua",
               .clause = "RFC 4666 3.8.1",
               .text = peer + " sent ERROR, code " + std::to_string(static_cast<unsigned>(error.code))};
}

}  // namespace mapsim::node
