#include "tools/decode/message_decoder.h"

#include <algorithm>

#include "sigtran/capture/mtp3_frame.h"
#include "sigtran/tcap/value.h"
#include "tools/decode/context_guess.h"
#include "tools/decode/map_tree.h"
#include "tools/decode/sccp_management.h"

namespace mapsim::cli {

void MessageDecoder::start() {
  m3ua_.reset();
  mtp3_.reset();
  sccp_.reset();
}

void MessageDecoder::finish(DecodedMessage& out) const {
  if (depth_ == Depth::map) add_map(out);
  if (depth_ == Depth::everything) add_all(out);
}

void MessageDecoder::m3ua(OctetView octets, const Arrival& arrival, DecodedMessage& out) {
  start();
  auto message = m3ua::decode(octets);
  if (!message) {
    out.problems.push_back(message.error().message());
    return;
  }
  m3ua_ = std::move(*message);
  const auto* data = m3ua_->find<m3ua::ProtocolData>(m3ua::Tag::protocol_data);
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
  auto message = sccp::decode(octets);
  if (!message) {
    out.problems.push_back(message.error().message());
    return;
  }
  out.label = label;
  out.called = message->header.called;
  out.calling = message->header.calling;
  sccp_ = std::move(*message);
  const sccp::MessageFormat& format = sccp::format_of(sccp_->header.type);
  if (format.service) out.returned = sccp_->header.return_cause;
  if (carries_management(*sccp_)) return;
  if (!sccp_->header.segmentation) return read_tcap(sccp_->data, arrival, out);
  if (arrival.again) return;
  // T(reass) by the capture's time.
  const Instant now = Instant::from_start(arrival.at);
  while (const auto late = reassembly_.on_time(now)) {
    out.problems.push_back("sccp: of an earlier message: " + late->text);
  }
  const OctetView calling = octets.subspan(sccp_->calling.offset, sccp_->calling.size);
  auto outcome = reassembly_.add(*sccp_, calling, label, now);
  if (outcome.failure) out.problems.push_back("sccp: " + outcome.failure->text);
  if (!outcome.complete) return;
  assembled_ = std::move(outcome.complete->data);
  read_tcap(assembled_, arrival, out);
}

void MessageDecoder::read_tcap(OctetView octets, const Arrival& arrival, DecodedMessage& out) {
  out.tcap_octets = octets;
  auto message = tcap::decode(octets);
  if (!message) {
    out.problems.push_back(message.error().message());
    return;
  }
  tcap_ = std::move(*message);
  out.tcap = &*tcap_;
  out.type = tcap_->type;
  out.failed = out.returned || tcap_->type == tcap::MessageType::abort ||
               std::any_of(tcap_->components.begin(), tcap_->components.end(), [](const tcap::Component& c) {
                 return c.type == tcap::ComponentType::return_error || c.type == tcap::ComponentType::reject;
               });
  if (out.returned) {
    // As it was sent: it comes back with its addresses exchanged (Q.714 4.2).
    mtp::RoutingLabel sent = out.label;
    std::swap(sent.opc, sent.dpc);
    out.followed = dialogues_.find(*tcap_, {out.calling, out.called, sent});
  } else if (arrival.again) {
    out.followed = dialogues_.find(*tcap_, {out.called, out.calling, out.label});
  } else {
    out.followed = dialogues_.follow(*tcap_, {out.called, out.calling, out.label}, arrival.at);
  }
  out.context = out.followed ? out.followed->dialogue->context : context_of(*tcap_);
  if (!out.context) {
    out.context = guess_context(*tcap_, out.followed);
    out.assumed = out.context.has_value();
  }
}

void MessageDecoder::add_map(DecodedMessage& out) {
  if (out.tcap == nullptr) return;
  Value map = map_tree(out, &out.problems);
  if (!map.is_null()) out.tree.add("map", std::move(map));
}

void MessageDecoder::add_all(DecodedMessage& out) const {
  if (m3ua_) out.tree.add("m3ua", m3ua::to_value(*m3ua_));
  if (mtp3_) {
    Value label;
    label.add("opc", static_cast<std::int64_t>(mtp3_->opc));
    label.add("dpc", static_cast<std::int64_t>(mtp3_->dpc));
    label.add("si", static_cast<std::int64_t>(mtp3_->si));
    label.add("ni", static_cast<std::int64_t>(mtp3_->ni));
    label.add("sls", static_cast<std::int64_t>(mtp3_->sls));
    out.tree.add("mtp3", std::move(label));
  }
  if (sccp_) {
    ShownSccp shown = show_sccp(*sccp_);
    out.tree.add("sccp", std::move(shown.tree));
    if (shown.fault) out.problems.push_back(shown.fault->message());
  }
  if (out.tcap == nullptr) return;
  out.tree.add("tcap", tcap::message_value(*out.tcap));
  add_map(out);
}

}  // namespace mapsim::cli
