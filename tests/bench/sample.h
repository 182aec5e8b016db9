// The message that the benchmarks measure, as values of every layer: mt-ForwardSM of version 3 in a BEGIN
// with AARQ, to an IMSI, with an SMS-DELIVER of 140 octets, in a UDT between two global titles, in DATA: 280
// octets.
#pragma once

#include "sigtran/core/out_buffer.h"
#include "sigtran/m3ua/data.h"
#include "sigtran/map/dialogue_pdu.h"
#include "sigtran/map/types_forward_sm.h"
#include "sigtran/sccp/message.h"
#include "sigtran/tcap/codec.h"
#include "tests/bench/yardstick.h"

namespace mapsim::bench {

// What goes in at the top. `argument` is encoded by asn1c; `prepared` are its octets, encoded before.
struct Sample {
  Sample();

  mtp::RoutingLabel label;
  m3ua::DataParameters data_parameters;
  sccp::Header sccp;
  tcap::TransactionId otid;
  tcap::DialoguePortion portion;
  tcap::Component invoke;  // without its parameter
  map::MtForwardSmArg argument;
  Octets prepared;
  map::MapOpenInfo open;  // for the dialogue PDU alone; the message has none
  Octets tpdu;
  FlatMessage flat;  // the same as one flat structure
};

// What comes out at the top: the values of every layer, each where its decoder put it. Views refer to the
// octets. Throws where a layer refuses.
struct Decoded {
  explicit Decoded(OctetView octets);

  tl::expected<mtp::TransferIndication, m3ua::Fault> mtp;
  Result<sccp::MessageView> sccp;
  tcap::Reading tcap;
  Result<map::MtForwardSmArg> argument;
};

// Each is a chain of the calls that the layers make. Throws where a layer refuses.
OutBuffer encode_stack(const Sample& sample);
OutBuffer encode_prepared(const Sample& sample);

// The parts of the chain, with what is above them already in the buffer.
void encode_tcap(const Sample& sample, OctetView parameter, OutBuffer& out);
void encode_sccp(const Sample& sample, OutBuffer& out);
void encode_m3ua(const Sample& sample, OutBuffer& out);

}  // namespace mapsim::bench
