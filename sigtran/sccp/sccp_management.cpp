// SCCP management, SCMG (Q.714 5): the states of nodes and subsystems, and what users and other nodes are
// told of them.
#include "sigtran/sccp/sccp.h"

namespace mapsim::sccp {

namespace {

Error fault(const char* field, const char* clause, std::string text) {
  return {.layer = "sccp", .field = field, .clause = clause, .text = std::move(text)};
}

std::string name_of(const ManagementMessage& m) {
  return std::string(enum_name(m.type).value_or("SCMG message")) + " of subsystem " + std::to_string(m.ssn) +
         " at point code " + std::to_string(m.point_code);
}

RemoteSccpStatus status_of(mtp::StatusCause cause) {
  switch (cause) {
    case mtp::StatusCause::user_part_unequipped:
      return RemoteSccpStatus::unequipped;
    case mtp::StatusCause::user_part_inaccessible:
      return RemoteSccpStatus::inaccessible;
    default:
      return RemoteSccpStatus::unavailable;
  }
}

}  // namespace

// From MTP ----------------------------------------------------------------------------------------------

void Sccp::paused(mtp::PointCode node) {  // Q.714 5.2.2
  if (!destinations_.pause(node)) table_full("Q.714 5.2.2", "unreachable nodes");
  congestion_.forget(node);
  ManagementActions actions;
  remote_.prohibit_all(node, actions);
  carry_out(actions);
  tell({.affected = node,
        .signalling_point = SignallingPointStatus::inaccessible,
        .remote_sccp = RemoteSccpStatus::inaccessible});
}

void Sccp::resumed(mtp::PointCode node) {  // Q.714 5.2.3
  destinations_.resume(node);
  congestion_.forget(node);
  ManagementActions actions;
  remote_.allow_all(node, actions);
  tell({.affected = node,
        .signalling_point = SignallingPointStatus::accessible,
        .remote_sccp = RemoteSccpStatus::available});
  carry_out(actions);
}

void Sccp::status(const mtp::StatusIndication& status, Instant now) {
  const mtp::PointCode node = status.affected;
  if (status.cause == mtp::StatusCause::congestion) {  // Q.714 5.2.4
    if (const auto level = congestion_.mtp_reports(node, now)) {
      tell({.affected = node,
            .signalling_point = SignallingPointStatus::congested,
            .restricted_importance = level});
    }
    return;
  }
  // Q.714 5.2.2: the node is there, but not its SCCP. One that is not equipped will not answer a test.
  if (!destinations_.sccp_unavailable(node)) table_full("Q.714 5.2.2", "unreachable nodes");
  ManagementActions actions;
  remote_.prohibit_all(node, actions);
  carry_out(actions);
  tell({.affected = node, .remote_sccp = status_of(status.cause)});
  if (status.cause == mtp::StatusCause::user_part_unequipped) return;
  if (!remote_.test_sccp(node, now)) table_full("Q.714 5.3.4.2", "subsystems under watch");
}

// A message of an SCCP that was not there: it is there again (Q.714 5.2.3).
void Sccp::sccp_back(mtp::PointCode node) {
  ManagementActions actions;
  remote_.allow_all(node, actions);
  tell({.affected = node, .remote_sccp = RemoteSccpStatus::available});
  carry_out(actions);
}

void Sccp::management_on_time(Instant now) {
  ManagementActions actions;
  remote_.on_time(now, actions);
  carry_out(actions);
  for (const Congestion::Decayed& d : congestion_.on_time(now)) {
    PcStateIndication told{
        .affected = d.node, .signalling_point = {}, .remote_sccp = {}, .restricted_importance = d.level};
    if (d.level == 0) told.signalling_point = SignallingPointStatus::accessible;
    tell(told);
  }
}

// From the users of this node ---------------------------------------------------------------------------

Result<void> Sccp::handle(const StateRequest& request, Instant /*now*/) {
  if (request.ssn <= kManagementSsn) {
    return fail(fault("affected subsystem", "Q.711 6.3.2.2",
                      std::to_string(request.ssn) + " is no user's; allowed: 2 to 255"));
  }
  const bool allowed = request.status == UserStatus::in_service;
  const SubsystemState state = allowed ? SubsystemState::in_service : SubsystemState::out_of_service;
  if (subsystems_[request.ssn] == state) return {};
  subsystems_[request.ssn] = state;
  // Broadcast to the concerned nodes (Q.714 5.3.6.2, 5.3.6.3); those that are not reachable learn it by their
  // tests.
  for (const mtp::PointCode node : config_.management.concerned) {
    if (destinations_.fault(node)) continue;
    send_management(node, own_state(request.ssn, allowed));
  }
  return {};
}

ManagementMessage Sccp::own_state(std::uint8_t ssn, bool allowed) const {
  return {.type = allowed ? ManagementType::subsystem_allowed : ManagementType::subsystem_prohibited,
          .ssn = ssn,
          .point_code = config_.point_code,
          .multiplicity = config_.management.multiplicity,
          .congestion_level = 0};
}

// From other nodes --------------------------------------------------------------------------------------

void Sccp::receive_management(const Arrival& arrival, Instant now) {
  const Header& header = arrival.message.header;
  if (format_of(header.type).service || (header.segmentation && !header.segmentation->lone())) {
    return diagnose(Severity::warning, fault("SCMG message", "Q.714 5.1",
                                             "management messages come whole and are never returned"));
  }
  auto message = decode_management(arrival.message.data);
  if (!message) {
    return diagnose(Severity::warning,
                    at_offset(std::move(message.error()), arrival.message.user_data.offset));
  }
  using enum ManagementType;
  switch (message->type) {
    case subsystem_status_test:
      return answer_test(*message, arrival.mtp.label);
    case subsystem_out_of_service_request:
    case subsystem_out_of_service_grant:
      // Q.714 5.3.5: without a duplicate here no request is granted, and none of ours is under way.
      return diagnose(Severity::warning, fault("SCMG format identifier", "Q.714 5.3.5",
                                               name_of(*message) + ": coordinated state change is refused"));
    default:
      return learn(*message, now);
  }
}

// Q.714 5.3.4.3: an allowed subsystem is told of, a prohibited one is not answered for.
void Sccp::answer_test(const ManagementMessage& test, const mtp::RoutingLabel& label) {
  if (test.point_code != config_.point_code && test.point_code != label.dpc) {
    return diagnose(Severity::warning,
                    fault("affected point code", "Q.714 5.3.4.3", name_of(test) + " is not for this node"));
  }
  const SubsystemState state = subsystems_[test.ssn];
  const bool allowed =
      test.ssn == kManagementSsn || state == SubsystemState::in_service || state == SubsystemState::congested;
  if (!allowed) {
    return diagnose(Severity::info,
                    fault("affected subsystem", "Q.714 5.3.4.3", name_of(test) + " is not answered"));
  }
  ManagementMessage answer = own_state(test.ssn, true);
  answer.point_code = test.point_code;
  send_management(label.opc, answer);
}

// SSA, SSP and SSC (Q.714 5.3.3.2, 5.3.2.2, 5.2.8)
void Sccp::learn(const ManagementMessage& m, Instant now) {
  const bool of_sccp = m.ssn == kManagementSsn;
  const bool prohibited = m.type == ManagementType::subsystem_prohibited;
  const bool congested = m.type == ManagementType::subsystem_congested;
  if (m.point_code == config_.point_code || m.ssn == 0 || (prohibited && of_sccp) ||
      (congested && !of_sccp)) {
    return diagnose(Severity::warning,
                    fault("affected subsystem", "Q.714 5.3", name_of(m) + " says nothing that can be"));
  }
  ManagementActions actions;
  if (congested) {
    if (const auto level = congestion_.sccp_reports(m.point_code, m.congestion_level, now)) {
      tell({.affected = m.point_code,
            .remote_sccp = RemoteSccpStatus::congested,
            .restricted_importance = level});
    }
  } else if (prohibited) {
    if (!remote_.prohibit(m.point_code, m.ssn, m.multiplicity, now, actions)) {
      table_full("Q.714 5.3.2.2", "subsystems under watch");
    }
  } else if (of_sccp) {
    if (destinations_.heard(m.point_code)) sccp_back(m.point_code);
  } else {
    remote_.allow(m.point_code, m.ssn, m.multiplicity, actions);
  }
  carry_out(actions);
}

// What is done ------------------------------------------------------------------------------------------

void Sccp::carry_out(const ManagementActions& actions) {
  for (const ManagementAction& action : actions) {
    if (const auto* told = std::get_if<ManagementIndication>(&action)) {
      push(*told);
    } else {
      const ManagementSend& send = std::get<ManagementSend>(action);
      send_management(send.to, send.message);
    }
  }
}

// Q.714 5.1: class 0, no return option, from subsystem 1 to subsystem 1.
void Sccp::send_management(mtp::PointCode node, const ManagementMessage& message) {
  Header header;
  header.called.routing = RoutingIndicator::route_on_ssn;
  header.called.point_code = node;
  header.called.ssn = kManagementSsn;
  header.calling = header.called;
  header.calling.point_code = config_.point_code;
  OutBuffer data;
  data.prepend(ManagementOctets(message).view());
  transmit(header, std::move(data),
           {.opc = config_.point_code, .dpc = node, .ni = config_.network_indicator});
}

void Sccp::tell(const PcStateIndication& told) {
  push(ManagementIndication(told));
}

void Sccp::table_full(const char* clause, const char* of_what) {
  diagnose(Severity::warning,
           fault("point code", clause, std::string("as many ") + of_what + " are known as are kept"));
}

}  // namespace mapsim::sccp
