// Octets to TPDUs and back (TS 23.040 9.2).
#pragma once

#include "sigtran/sms/tpdu.h"

namespace mapsim::sms {

// Whether a report has a TP-FCS is not said by its octets, but by what carried it: none in the result of an
// operation (RP-ACK), one in the error sm-DeliveryFailure (RP-ERROR).
enum class ReportForm : std::uint8_t {
  // Alone, without what carried it. The octet behind the first is TP-FCS where its bit 8 is set (all causes
  // have it;
  // in TP-PI it would announce an extension that does not exist yet) or one of the reserved bits 4-7 of
  // TP-PI; else it
  // is TP-PI. (TS 23.040 9.2.3.22, 9.2.3.27)
  by_octets,
  ack,
  error,
};

// The whole of `octets` must be one TPDU. Error (layer "sms", the field, its clause, the offset): a field
// that is cut, an address of more than 20 semi-octets, a TP-UDL or TP-CDL beyond the octets, a TP-UDHL beyond
// TP-UD, octets behind the last field, TP-MTI 3 from an MS. A header whose elements do not end with it is no
// error here, for then only the header is ignored (9.2.3.24): diagnose() tells of it. Allocates nothing but
// for an error or an extended TP-PI.
Result<Tpdu> decode(OctetView octets, Direction direction, ReportForm form);
// `error_report`: it came in sm-DeliveryFailure. Otherwise, alone: see ReportForm::by_octets.
Result<Tpdu> decode(OctetView octets, Direction direction, bool error_report = false);

// The reverse; nothing is corrected. Error: spare bits set that the TPDU uses for a field.
Result<Octets> encode(const Tpdu& tpdu);

}  // namespace mapsim::sms
