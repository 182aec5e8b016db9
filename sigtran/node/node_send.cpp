// What M3UA sends, onto its association; on purpose, as a fault has it.
#include "sigtran/node/node.h"
#include "sigtran/node/trace_text.h"

namespace mapsim::node {

namespace {

OutBuffer copy_of(const OutBuffer& like, OctetView octets) {
  OutBuffer copy(octets.size());
  copy.prepend(octets);
  copy.tag = like.tag;
  return copy;
}

// What a fault that changes octets makes of the message; nullopt where it changes none.
std::optional<Octets> tampered_with(const link::Fault& fault, const OutBuffer& message) {
  using Kind = link::Fault::Kind;
  const OctetView octets = message.view();
  const auto start = fault.locate != nullptr ? fault.locate(octets) : std::optional<std::size_t>(0);
  if (!start || *start + fault.octet >= octets.size()) return std::nullopt;
  const std::size_t octet = *start + fault.octet;
  Octets changed(octets.begin(), octets.end());
  if (fault.kind == Kind::corrupt) {
    changed[octet] = static_cast<std::uint8_t>(changed[octet] ^ fault.mask);
  } else if (fault.kind == Kind::truncate && octet != 0) {
    changed.resize(octet);
  } else {
    return std::nullopt;
  }
  return changed;
}

}  // namespace

void Node::send(m3ua::SendMessage message, Instant now, std::optional<Event>& told) {
  if (traced(Layer::m3ua)) trace(Layer::m3ua, now, "sends " + describe_m3ua(message.octets.view()));
  if (fault_ && message.octets.tag == fault_->tag) {
    const link::Fault fault = fault_->fault;
    const auto octets = tampered_with(fault, message.octets);
    if (octets || fault.locate == nullptr || fault.locate(message.octets.view())) fault_.reset();
    if (fault.kind == link::Fault::Kind::drop) return;
    if (fault.kind == link::Fault::Kind::duplicate)
      transmit(message.association, message.stream, copy_of(message.octets, message.octets.view()), now,
               told);
    if (octets) message.octets = copy_of(message.octets, *octets);
  }
  transmit(message.association, message.stream, std::move(message.octets), now, told);
}

void Node::transmit(link::AssociationId association, std::uint16_t stream, OutBuffer message, Instant now,
                    std::optional<Event>& told) {
  link::SendOptions options;
  options.stream = stream;
  last_sent_ = association;
  if (auto sent = transport_->send(association, std::move(message), options, now); !sent) {
    told = LayerDiagnostic{Layer::link, Diagnostic{Severity::error, sent.error()}};
  }
}

}  // namespace mapsim::node
