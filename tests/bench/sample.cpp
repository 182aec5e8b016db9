#include "tests/bench/sample.h"

#include <algorithm>
#include <stdexcept>

#include "sigtran/map/codec.h"
#include "sigtran/map/user_information.h"
#include "sigtran/sms/tpdu_codec.h"
#include "sigtran/tcap/oid.h"

namespace mapsim::bench {

namespace {

template <class T>
T must(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().message());
  return std::move(*result);
}
void must(const Result<void>& result) {
  if (!result) throw std::runtime_error(result.error().message());
}

// SMS-DELIVER from +15550100100 with 8-bit data, 140 octets in all (TS 23.040 9.2.2.1).
Octets make_tpdu() {
  Octets tpdu = *from_hex("040b915155100001f00004 42108061143200 79");
  for (std::uint8_t v = 0; tpdu.size() < 140; ++v) tpdu.push_back(static_cast<std::uint8_t>('0' + v % 64));
  return tpdu;
}

sccp::Address make_address(const char* digits) {
  sccp::Address address;
  address.ssn = 8;
  address.gt.emplace().digits = digits;
  return address;
}

FlatAddress flat_address(const sccp::Address& address) {
  FlatAddress flat{.route_on_ssn = address.routing == sccp::RoutingIndicator::route_on_ssn,
                   .ssn = *address.ssn,
                   .translation_type = address.gt->translation_type,
                   .numbering_plan = static_cast<std::uint8_t>(address.gt->numbering_plan),
                   .nature_of_address = static_cast<std::uint8_t>(address.gt->nature_of_address),
                   .digits = {}};
  flat.digits.size = static_cast<std::uint8_t>(address.gt->digits.size());
  std::ranges::copy(address.gt->digits, flat.digits.octets.begin());
  return flat;
}

template <std::size_t N>
FlatOctets<N> flat_octets(OctetView octets) {
  FlatOctets<N> flat;
  flat.size = static_cast<std::uint8_t>(octets.size());
  std::ranges::copy(octets, flat.octets.begin());
  return flat;
}

FlatMessage make_flat(const Sample& s) {
  const tcap::Oid& name = s.portion.application_context_name;
  return {.routing_context = *s.data_parameters.routing_context,
          .opc = s.label.opc,
          .dpc = s.label.dpc,
          .si = s.label.si,
          .ni = s.label.ni,
          .mp = s.label.mp,
          .sls = s.label.sls,
          .protocol_class = s.sccp.protocol_class,
          .message_handling = s.sccp.message_handling,
          .called = flat_address(s.sccp.called),
          .calling = flat_address(s.sccp.calling),
          .otid = s.otid.value,
          .application_context = flat_octets<32>({name.data(), name.size()}),
          .invoke_id = *s.invoke.invoke_id,
          .operation = std::get<std::int32_t>(*s.invoke.code),
          .imsi = flat_octets<8>(std::get<map::SmRpDa::imsi>(s.argument.sm_rp_da.value).octets()),
          .service_centre = flat_octets<20>(
              std::get<map::SmRpOa::service_centre_address_oa>(s.argument.sm_rp_oa.value).octets()),
          .tpdu = flat_octets<200>(s.argument.sm_rp_ui.octets())};
}

}  // namespace

Sample::Sample() : tpdu(make_tpdu()) {
  label = {.opc = 101, .dpc = 201, .si = mtp::kServiceIndicatorSccp, .ni = 2, .mp = 0, .sls = 7};
  data_parameters.routing_context = 1;
  sccp.protocol_class = 0;
  sccp.message_handling = sccp::kReturnOnError;
  sccp.called = make_address("15550100002");
  sccp.calling = make_address("15550100001");
  otid = {0x12345678, 4};
  portion.apdu = tcap::DialogueApdu::request;
  portion.application_context_name = must(tcap::oid_from_text("0.4.0.0.1.0.25.3"));
  invoke.invoke_id = tcap::InvokeId{1};
  invoke.code = tcap::Code(44);
  argument.sm_rp_da.value.emplace<map::SmRpDa::imsi>() = must(map::Imsi::from_digits("001010000000001"));
  argument.sm_rp_oa.value.emplace<map::SmRpOa::service_centre_address_oa>() =
      must(map::AddressString::from_digits({.digits = "15550100001"}));
  argument.sm_rp_ui = map::SignalInfo(OctetView(tpdu));
  prepared = must(map::encode(argument));
  open.destination_reference = must(from_hex("9600010100000000f1"));
  open.originating_reference = must(from_hex("915155100000f1"));
  flat = make_flat(*this);
}

void encode_tcap(const Sample& sample, OctetView parameter, OutBuffer& out) {
  const std::size_t before = out.size();
  tcap::Component invoke = sample.invoke;
  invoke.parameter = parameter;
  tcap::encode_component(invoke, out);
  ber::prepend_header(out, tcap::kComponentPortionTag, out.size() - before);
  tcap::encode_dialogue_portion(sample.portion, out);
  tcap::encode_transaction_id(out, tcap::kOtidTag, sample.otid);
  ber::prepend_header(out, static_cast<ber::Tag>(tcap::MessageType::begin), out.size() - before);
}

void encode_sccp(const Sample& sample, OutBuffer& out) {
  must(sccp::check(sample.sccp, out.size()));
  sccp::prepend_header(out, sample.sccp);
}

void encode_m3ua(const Sample& sample, OutBuffer& out) {
  must(m3ua::encode_data(out, sample.label, sample.data_parameters));
}

OutBuffer encode_prepared(const Sample& sample) {
  OutBuffer out;
  encode_tcap(sample, sample.prepared, out);
  encode_sccp(sample, out);
  encode_m3ua(sample, out);
  return out;
}

OutBuffer encode_stack(const Sample& sample) {
  OutBuffer out;
  OutBuffer argument;
  must(map::encode(argument, sample.argument));
  encode_tcap(sample, argument.view(), out);
  encode_sccp(sample, out);
  encode_m3ua(sample, out);
  return out;
}

Decoded::Decoded(OctetView octets)
    : mtp(m3ua::decode_data(octets)),
      sccp(sccp::decode(mtp.value().data)),
      tcap(tcap::read(sccp.value().data)),
      argument(map::decode<map::MtForwardSmArg>(tcap.message.components.at(0).parameter)) {
  if (tcap.dialogue_fault || !tcap.message.dialogue || !argument)
    throw std::runtime_error("the message is refused");
}

}  // namespace mapsim::bench
