// Management messages to and from a node under test.
#pragma once

#include "sigtran/sccp/management_message.h"
#include "tests/sccp/support.h"

namespace mapsim::sccp::test {

using enum ManagementType;

inline ManagementMessage about(ManagementType type, mtp::PointCode node, std::uint8_t ssn,
                               std::uint8_t congestion_level = 0) {
  return {.type = type, .ssn = ssn, .point_code = node, .congestion_level = congestion_level};
}

// The UDT that carries it from 201 to 101.
inline Octets udt(OctetView data) {
  Header h;
  h.called = on_ssn(101, kManagementSsn);
  h.calling = on_ssn(201, kManagementSsn);
  return encoded(h, copy(data));
}

inline Outcome hear(Sccp& sccp, const ManagementMessage& message, Instant now = at(0s),
                    mtp::PointCode opc = 201) {
  return arrive(sccp, udt(ManagementOctets(message).view()), now, opc);
}

// What the i-th message sent says; it must be one of SCMG to the SCMG of `to`.
inline ManagementMessage said(const Outcome& out, std::size_t i, mtp::PointCode to) {
  const Message m = out.message(i);
  EXPECT_EQ(out.sent.at(i).label.dpc, to);
  EXPECT_EQ(m.header.type, MessageType::udt);
  EXPECT_EQ(m.header.protocol_class, 0);
  EXPECT_FALSE(m.header.return_on_error());
  EXPECT_EQ(m.header.called, on_ssn(to, kManagementSsn));
  EXPECT_EQ(m.header.calling.ssn, kManagementSsn);
  return decode_management(m.data).value();
}

inline Outcome pause(Sccp& sccp, mtp::PointCode node, Instant now = at(0s)) {
  sccp.handle(mtp::Indication(mtp::PauseIndication{node}), now);
  return drain(sccp);
}
inline Outcome resume(Sccp& sccp, mtp::PointCode node, Instant now = at(0s)) {
  sccp.handle(mtp::Indication(mtp::ResumeIndication{node}), now);
  return drain(sccp);
}
inline Outcome report(Sccp& sccp, mtp::PointCode node, mtp::StatusCause cause, Instant now = at(0s)) {
  sccp.handle(mtp::Indication(mtp::StatusIndication{.affected = node, .cause = cause}), now);
  return drain(sccp);
}
inline Outcome wait_until(Sccp& sccp, Instant now) {
  sccp.on_time(now);
  return drain(sccp);
}

inline StateIndication state(mtp::PointCode node, std::uint8_t ssn, UserStatus status) {
  return {.affected = node, .ssn = ssn, .status = status};
}

}  // namespace mapsim::sccp::test
