#include "sigtran/m3ua/reception.h"

#include <algorithm>
#include <cassert>

namespace mapsim::m3ua {

const M3ua::ReceptionRow* M3ua::find_reception(MessageType type) {
  constexpr Side local = Side::local;    // taken by an ASP
  constexpr Side remote = Side::remote;  // taken by an SGP
  constexpr bool both = true, one = false, zero = true, any = false;
  // DATA is not here: it does not become a Message (transfer.cpp).
  static constexpr ReceptionRow kRows[] = {
      {MessageType::err, local, both, any, &M3ua::on_err, "RFC 4666 3.8.1"},
      {MessageType::ntfy, local, one, any, &M3ua::on_ntfy, "RFC 4666 4.3.4.5"},
      {MessageType::duna, local, one, any, &M3ua::on_availability, "RFC 4666 3.4.1"},
      {MessageType::dava, local, one, any, &M3ua::on_availability, "RFC 4666 3.4.2"},
      {MessageType::daud, remote, one, any, &M3ua::on_daud, "RFC 4666 3.4.3"},
      {MessageType::scon, local, both, any, &M3ua::on_scon, "RFC 4666 3.4.4"},
      {MessageType::dupu, local, one, any, &M3ua::on_dupu, "RFC 4666 3.4.5"},
      {MessageType::drst, local, one, any, &M3ua::on_availability, "RFC 4666 3.4.6"},
      {MessageType::aspup, remote, one, zero, &M3ua::on_aspup, "RFC 4666 4.3.4.1"},
      {MessageType::aspup_ack, local, one, zero, &M3ua::on_aspup_ack, "RFC 4666 4.3.4.1"},
      {MessageType::aspdn, remote, one, zero, &M3ua::on_aspdn, "RFC 4666 4.3.4.2"},
      {MessageType::aspdn_ack, local, one, zero, &M3ua::on_aspdn_ack, "RFC 4666 4.3.4.2"},
      {MessageType::beat, local, both, any, &M3ua::on_beat, "RFC 4666 4.3.4.6"},
      {MessageType::beat_ack, local, both, any, &M3ua::on_beat_ack, "RFC 4666 4.3.4.6"},
      {MessageType::aspac, remote, one, any, &M3ua::on_aspac, "RFC 4666 4.3.4.3"},
      {MessageType::aspac_ack, local, one, any, &M3ua::on_aspac_ack, "RFC 4666 4.3.4.3"},
      {MessageType::aspia, remote, one, any, &M3ua::on_aspia, "RFC 4666 4.3.4.4"},
      {MessageType::aspia_ack, local, one, any, &M3ua::on_aspia_ack, "RFC 4666 4.3.4.4"},
      {MessageType::reg_req, remote, both, zero, &M3ua::on_reg_req, "RFC 4666 4.4.1"},
      {MessageType::reg_rsp, local, one, zero, &M3ua::on_reg_rsp, "RFC 4666 4.4.1"},
      {MessageType::dereg_req, remote, both, zero, &M3ua::on_dereg_req, "RFC 4666 4.4.2"},
      {MessageType::dereg_rsp, local, one, zero, &M3ua::on_dereg_rsp, "RFC 4666 4.4.2"},
  };
  const auto* row = std::find_if(std::begin(kRows), std::end(kRows),
                                 [type](const ReceptionRow& r) { return r.type == type; });
  assert(row != std::end(kRows));  // check() let only messages of RFC 4666 pass
  return row;
}

}  // namespace mapsim::m3ua
