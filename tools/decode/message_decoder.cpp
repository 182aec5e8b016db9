#include "tools/decode/message_decoder.h"

#include <algorithm>

#include "sigtran/capture/mtp3_frame.h"
#include "sigtran/m3ua/data.h"
#include "sigtran/tcap/value.h"
#include "tools/decode/context_guess.h"
#include "tools/decode/map_tree.h"
#include "tools/decode/sccp_management.h"

namespace mapsim::cli {

namespace {

// Becomes what was read where that shall stand, without a move: it is large.
struct Elided {
  OctetView octets;
  operator tcap::Reading() const { return tcap::read(octets); }  // NOLINT: that is what it is for
};

// As tcap::decode() says it.
const Error* fault_of(const tcap::Reading& reading) {
  if (reading.transaction_fault) return &reading.transaction_fault->error;
  if (reading.dialogue_fault) return &*reading.dialogue_fault;
  return reading.component_fault ? &reading.component_fault->error : nullptr;
}

}  // namespace

void MessageDecoder::start() {
  m3ua_octets_ = {};
  mtp3_.reset();
}

void MessageDecoder::finish(DecodedMessage& out) const {
  if (depth_ == Depth::map) add_map(out);
  if (depth_ == Depth::everything) add_all(out);
}

void MessageDecoder::m3ua(OctetView octets, const Arrival& arrival, DecodedMessage& out) {
  start();
  m3ua_octets_ = octets;
  if (m3ua::is_data(octets)) {
    if (const auto data = m3ua::decode_data(octets)) {
      if (data->label.si == mtp::kServiceIndicatorSccp) read_sccp(data->data, data->label, arrival, out);
      return finish(out);
    }
  }
  // Another message, or DATA of which a receiver would complain though it can be read.
  auto message = m3ua::decode(octets);
  if (!message) {
    out.problems.push_back(message.error().message());
    return;
  }
  m3ua_ = std::move(*message);
  const auto* data = m3ua_.find<m3ua::ProtocolData>(m3ua::Tag::protocol_data);
  if (data != nullptr && data->label.si == mtp::kServiceIndicatorSccp) {
    read_sccp(data->data, data->label, arrival, out);
  }
  finish(out);
}

void MessageDecoder::mtp3(OctetView octets, const Arrival& arrival, DecodedMessage& out) {
  start();
  const auto part = capture::read_mtp3(octets);
  if (!part) {
    out.problems.push_back(part.error().message());
    return;
  }
  mtp3_ = part->label;
  if (part->label.si == mtp::kServiceIndicatorSccp) read_sccp(part->data, part->label, arrival, out);
  finish(out);
}

void MessageDecoder::sccp(OctetView octets, mtp::RoutingLabel label, const Arrival& arrival,
                          DecodedMessage& out) {
  start();
  read_sccp(octets, label, arrival, out);
  finish(out);
}

void MessageDecoder::read_sccp(OctetView octets, mtp::RoutingLabel label, const Arrival& arrival,
                               DecodedMessage& out) {
  out.sccp_octets = octets;
  sccp::MessageView& message = sccp_.emplace();
  if (const auto read = sccp::decode_into(octets, message); !read) {
    out.problems.push_back(read.error().message());
    return;
  }
  const sccp::MessageFormat& format = sccp::format_of(message.header.type);
  if (format.service) out.returned = message.header.return_cause;
  out.label = label;
  out.sccp = &message.header;
  if (carries_management(message)) return;
  if (!message.header.segmentation) return read_tcap(message.data, arrival, out);
  if (arrival.again) return;
  // T(reass) by the capture's time.
  const Instant now = Instant::from_start(arrival.at);
  while (const auto late = reassembly_.on_time(now)) {
    out.problems.push_back("sccp: of an earlier message: " + late->text);
  }
  const OctetView calling = octets.subspan(message.calling.offset, message.calling.size);
  auto outcome = reassembly_.add(message, calling, label, now);
  if (outcome.failure) out.problems.push_back("sccp: " + outcome.failure->text);
  if (!outcome.complete) return;
  assembled_ = std::move(outcome.complete->data);
  read_tcap(assembled_, arrival, out);
}

void MessageDecoder::read_tcap(OctetView octets, const Arrival& arrival, DecodedMessage& out) {
  out.tcap_octets = octets;
  tcap_.emplace(Elided{octets});
  if (const Error* fault = fault_of(*tcap_)) {
    out.problems.push_back(fault->message());
    return;
  }
  const tcap::Message& message = tcap_->message;
  out.tcap = &message;
  out.type = message.type;
  out.failed =
      out.returned || message.type == tcap::MessageType::abort ||
      std::any_of(message.components.begin(), message.components.end(), [](const tcap::Component& c) {
        return c.type == tcap::ComponentType::return_error || c.type == tcap::ComponentType::reject;
      });
  if (out.returned) {
    // As it was sent: it comes back with its addresses exchanged (Q.714 4.2).
    mtp::RoutingLabel sent = out.label;
    std::swap(sent.opc, sent.dpc);
    out.followed = dialogues_.find(message, {out.sccp->calling, out.sccp->called, sent});
  } else if (arrival.again) {
    out.followed = dialogues_.find(message, {out.sccp->called, out.sccp->calling, out.label});
  } else {
    out.followed = dialogues_.follow(message, {out.sccp->called, out.sccp->calling, out.label}, arrival.at);
  }
  out.context = out.followed ? out.followed->dialogue->context : context_of(message);
  if (!out.context) {
    out.context = guess_context(message, out.followed);
    out.assumed = out.context.has_value();
  }
}

void MessageDecoder::add_map(DecodedMessage& out) {
  if (out.tcap == nullptr) return;
  Value map = map_tree(out, &out.problems);
  if (!map.is_null()) out.tree.add("map", std::move(map));
}

void MessageDecoder::add_all(DecodedMessage& out) const {
  if (!m3ua_octets_.empty()) {
    if (const auto message = m3ua::decode(m3ua_octets_)) out.tree.add("m3ua", m3ua::to_value(*message));
  }
  if (mtp3_) {
    Value label;
    label.add("opc", static_cast<std::int64_t>(mtp3_->opc));
    label.add("dpc", static_cast<std::int64_t>(mtp3_->dpc));
    label.add("si", static_cast<std::int64_t>(mtp3_->si));
    label.add("ni", static_cast<std::int64_t>(mtp3_->ni));
    label.add("sls", static_cast<std::int64_t>(mtp3_->sls));
    out.tree.add("mtp3", std::move(label));
  }
  if (const auto sccp = sccp::decode(out.sccp_octets)) {
    ShownSccp shown = show_sccp(*sccp);
    out.tree.add("sccp", std::move(shown.tree));
    if (shown.fault) out.problems.push_back(shown.fault->message());
  }
  if (out.tcap == nullptr) return;
  out.tree.add("tcap", tcap::message_value(*out.tcap));
  add_map(out);
}

}  // namespace mapsim::cli
