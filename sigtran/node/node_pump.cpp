// What the layers of a node tell, handed on to the next one or to the user.
#include "sigtran/node/node.h"
#include "sigtran/node/trace_text.h"

namespace mapsim::node {

namespace {

std::string name_of(const m3ua::Config& config, std::size_t application_server) {
  const auto& servers = config.application_servers;
  // Those that registered keys have made stand behind those of the configuration.
  return application_server < servers.size() ? "application server " + servers[application_server].name
                                             : "the application server of a registered key";
}

LayerDiagnostic pending_notice(const m3ua::Config& config, const std::string& name) {
  const auto recovery = std::chrono::duration_cast<std::chrono::milliseconds>(config.timers.recovery);
  return {Layer::m3ua,
          {Severity::warning, Error{.layer = "m3ua",
                                    .field = name,
                                    .clause = "RFC 4666 4.3.2",
                                    .text = "is pending: no ASP is active; messages wait T(r), " +
                                            std::to_string(recovery.count()) + " ms"}}};
}

}  // namespace

bool Node::pump_map(Instant now, std::optional<Event>& told) {
  auto* event = map_.poll_in_place();
  if (!event) return false;
  if (auto* request = std::get_if<tcap::Request>(&*event)) {
    if (traced(Layer::map)) trace(Layer::map, now, describe(*request));
    if (auto done = tcap_.handle(std::move(*request), now); !done) {
      told = LayerDiagnostic{Layer::tcap, Diagnostic{Severity::error, done.error()}};
    }
  } else if (auto* diagnostic = std::get_if<Diagnostic>(&*event)) {
    told = LayerDiagnostic{Layer::map, std::move(*diagnostic)};
  } else if (auto* message = std::get_if<map::MessageIndication>(&*event)) {
    if (traced(Layer::map)) trace(Layer::map, now, describe(*message));
    told = std::move(*message);
  } else if (auto* timeout = std::get_if<map::TimeoutIndication>(&*event)) {
    told = *timeout;
  } else if (auto* notice = std::get_if<map::NoticeIndication>(&*event)) {
    told = *notice;
  } else if (auto* sent = std::get_if<map::SentIndication>(&*event)) {
    told = *sent;
  }
  return true;
}

bool Node::pump_tcap(Instant now, std::optional<Event>& told) {
  auto* event = tcap_.poll_in_place();
  if (!event) return false;
  if (auto* request = std::get_if<sccp::UnitdataRequest>(&*event)) {
    if (traced(Layer::tcap)) trace(Layer::tcap, now, "sends " + describe_tcap(request->data.view()));
    if (auto done = sccp_.handle(std::move(*request), now); !done) {
      told = LayerDiagnostic{Layer::sccp, Diagnostic{Severity::error, done.error()}};
    }
  } else if (auto* message = std::get_if<tcap::MessageIndication>(&*event)) {
    map_.handle(std::move(*message), now);
  } else if (auto* cancel = std::get_if<tcap::CancelIndication>(&*event)) {
    map_.handle(*cancel, now);
  } else if (auto* notice = std::get_if<tcap::NoticeIndication>(&*event)) {
    map_.handle(*notice, now);
  } else if (auto* sent = std::get_if<tcap::SentIndication>(&*event)) {
    told = TcapAnswered{*sent};
  } else if (auto* diagnostic = std::get_if<Diagnostic>(&*event)) {
    told = LayerDiagnostic{Layer::tcap, std::move(*diagnostic)};
  }
  return true;
}

bool Node::pump_sccp(Instant now, std::optional<Event>& told) {
  auto* event = sccp_.poll_in_place();
  if (!event) return false;
  if (auto* transfer = std::get_if<mtp::TransferRequest>(&*event)) {
    if (traced(Layer::sccp)) trace(Layer::sccp, now, "sends " + describe_sccp(transfer->data.view()));
    m3ua_.handle(std::move(*transfer), now);
  } else if (auto* indication = std::get_if<sccp::Indication>(&*event)) {
    if (auto* unitdata = std::get_if<sccp::UnitdataIndication>(indication)) {
      if (traced(Layer::tcap)) trace(Layer::tcap, now, "receives " + describe_tcap(unitdata->data));
      last_message_ = *unitdata;
    }
    tcap_.handle(*indication, now);
  } else if (auto* diagnostic = std::get_if<Diagnostic>(&*event)) {
    told = LayerDiagnostic{Layer::sccp, std::move(*diagnostic)};
  }
  return true;
}

bool Node::pump_m3ua(Instant now, std::optional<Event>& told) {
  auto* event = m3ua_.poll_in_place();
  if (!event) return false;
  if (auto* indication = std::get_if<mtp::Indication>(&*event)) {
    on_mtp(*indication, now, told);
  } else if (auto* message = std::get_if<m3ua::SendMessage>(&*event)) {
    send(std::move(*message), now, told);
  } else if (auto* changed = std::get_if<m3ua::AspStateChanged>(&*event)) {
    if (traced(Layer::m3ua)) {
      trace(Layer::m3ua, now,
            "ASP towards " + config_.m3ua.peers[changed->peer].name + " is " +
                std::string(to_text(changed->state)));
    }
    if (!changed->application_server || changed->state == m3ua::AspState::active) {
      told = AspChanged{changed->peer, changed->side, changed->state};
    }
    if (closing_ && changed->side == m3ua::Side::local && changed->state == m3ua::AspState::down) {
      for (const Association& a : associations_) {
        if (a.peer == changed->peer && a.up) transport_->shutdown(a.id, now);
      }
    }
  } else if (const auto* as = std::get_if<m3ua::AsStateChanged>(&*event)) {
    const std::string name = name_of(config_.m3ua, as->application_server);
    if (traced(Layer::m3ua)) trace(Layer::m3ua, now, name + " is " + std::string(to_text(as->state)));
    if (as->state == m3ua::AsState::pending && !closing_) told = pending_notice(config_.m3ua, name);
  } else if (auto* failed = std::get_if<m3ua::ProcedureFailed>(&*event)) {
    told = LayerDiagnostic{
        Layer::m3ua,
        Diagnostic{Severity::error, failure_text(*failed, config_.m3ua.peers[failed->peer].name)}};
    held_.emplace_back(AspRefused{failed->peer, failed->request, failed->error});
  } else if (auto* lost = std::get_if<m3ua::PeerUnavailable>(&*event)) {
    transport_->abort(lost->association, now);
  } else if (auto* error = std::get_if<m3ua::ErrorReceived>(&*event)) {
    told = LayerDiagnostic{
        Layer::m3ua,
        Diagnostic{Severity::warning, failure_text(*error, config_.m3ua.peers[error->peer].name)}};
  } else if (auto* diagnostic = std::get_if<Diagnostic>(&*event)) {
    told = LayerDiagnostic{Layer::m3ua, std::move(*diagnostic)};
  }
  return true;
}

void Node::on_mtp(const mtp::Indication& indication, Instant now, std::optional<Event>& told) {
  if (const auto* transfer = std::get_if<mtp::TransferIndication>(&indication)) {
    if (traced(Layer::sccp)) trace(Layer::sccp, now, "receives " + describe_sccp(transfer->data));
  } else if (const auto* pause = std::get_if<mtp::PauseIndication>(&indication)) {
    told = RouteChanged{pause->affected, false};
  } else if (const auto* resume = std::get_if<mtp::ResumeIndication>(&indication)) {
    told = RouteChanged{resume->affected, true};
  }
  sccp_.handle(indication, now);
}

}  // namespace mapsim::node
