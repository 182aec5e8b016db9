// What the HLR answers to a routing enquiry (TS 29.002 23.3.2).
#include "scenarios/world/delivery_failure.h"
#include "scenarios/world/numbers.h"
#include "scenarios/world/service_centre.h"
#include "sigtran/map/codec.h"

namespace mapsim::world {

void ServiceCentre::read_services(Recipient& recipient, const Outcome& outcome) {
  if (outcome.services == nullptr) return;
  for (const tcap::Component& c : *outcome.services) {
    const auto* code = c.code ? std::get_if<std::int32_t>(&*c.code) : nullptr;
    constexpr std::int32_t kInformServiceCentre = 63;
    if (c.type != tcap::ComponentType::invoke || code == nullptr || *code != kInformServiceCentre) continue;
    const auto arg = map::decode<map::InformServiceCentreArg>(c.parameter);
    const auto bits = arg && arg->mw_status ? arg->mw_status->bits() : std::nullopt;
    // With a flag set the HLR wants to hear of a success (TS 29.002 23.3.1).
    recipient.tell_success = bits && (*bits & (map::kMnrfSet | map::kMcefSet | map::kMnrgSet)) != 0;
  }
}

bool ServiceCentre::read_routing(Recipient& recipient, const Outcome& outcome) {
  const auto add = [&](const map::IsdnAddressString& address, bool sgsn) {
    if (const auto number = number_of(address)) recipient.nodes.emplace_back(*number, sgsn);
  };
  std::optional<map::Lmsi> lmsi;
  if (outcome.version == 3) {
    const auto res = map::decode<map::RoutingInfoForSmRes>(outcome.parameter);
    if (!res) return false;
    recipient.imsi = number_of(res->imsi).value_or(Number());
    const auto& where = res->location_info_with_lmsi;
    add(where.network_node_number, where.gprs_node_indicator);
    if (where.additional_number) {
      std::visit(
          [&](const auto& number) {
            add(number, where.additional_number->value.index() == map::AdditionalNumber::sgsn_number);
          },
          where.additional_number->value);
    }
    lmsi = where.lmsi;
  } else {
    const auto res = map::decode<map::RoutingInfoForSmResV2>(outcome.parameter);
    if (!res) return false;
    recipient.imsi = number_of(res->imsi).value_or(Number());
    std::visit([&](const auto& number) { add(number, false); },
               res->location_info_with_lmsi.location_info.value);
    lmsi = res->location_info_with_lmsi.lmsi;
    if (res->mwd_set.value_or(false)) recipient.tell_success = true;
  }
  recipient.lmsi.reset();
  if (lmsi && lmsi->octets().size() == 4) {
    std::uint32_t value = 0;
    for (const std::uint8_t octet : lmsi->octets()) value = value << 8U | octet;
    recipient.lmsi = value;
  }
  return recipient.imsi && !recipient.nodes.empty();
}

void ServiceCentre::on_routing(Recipients::iterator at, const Outcome& outcome, node::Node& node,
                               Instant now) {
  Recipient& recipient = at->second;
  read_services(recipient, outcome);
  const bool found = outcome.kind == Outcome::Kind::result && read_routing(recipient, outcome);
  const Failure failure = found ? Failure{} : failure_of(outcome, "HLR");
  if (outcome.open) caller_.close(*outcome.open, node, now);
  if (found) return deliver(at, std::nullopt, node, now);
  if (failure.permanent) return refuse_all(at, failure.text, failure.status, now);
  // The HLR that says "absent" has put this service centre on its list by itself (TS 29.002 23.3.2).
  recipient.failure = failure.text;
  recipient.failure_status = failure.status;
  attempt_failed(at, node, now);
}

}  // namespace mapsim::world
