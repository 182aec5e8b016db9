// What a step may set of the layers below MAP, as `tcap:`, `sccp:` and `m3ua:`. The same names stand in the tree of
// a received message, where a step may match them.
#pragma once

#include <optional>

#include "sigtran/core/fields.h"
#include "sigtran/map/primitives.h"
#include "sigtran/sccp/names.h"

namespace mapsim::scenario {

// tcap: {otid: 0x1234, dtid: 7, dialogue-portion: {hex: "6b…"}, component-portion: …, message: …}
struct TcapOptions {
  std::optional<std::uint32_t> otid;
  std::optional<std::uint32_t> dtid;
  std::optional<Octets> dialogue_portion;   // whole TLV; no octets: left out
  std::optional<Octets> component_portion;  // whole TLV; no octets: left out
  std::optional<Octets> message;            // the whole TCAP message
};
template <class V>
void fields(V& v, TcapOptions& o) {
  v("otid", o.otid);
  v("dtid", o.dtid);
  v("dialogue-portion", o.dialogue_portion);
  v("component-portion", o.component_portion);
  v("message", o.message);
}

// Q.713 table 1, as a user forces it.
enum class SccpForm : std::uint8_t { automatic, udt, xudt, ludt };
inline std::span<const EnumName<SccpForm>> enum_names(SccpForm) {
  static constexpr EnumName<SccpForm> kNames[] = {{"automatic", SccpForm::automatic},
                                                  {"udt", SccpForm::udt},
                                                  {"xudt", SccpForm::xudt},
                                                  {"ludt", SccpForm::ludt}};
  return kNames;
}

// sccp: {called: {gt: "+1555…", tt: 0, np: e164, nai: international}, class: 1, return-on-error: true, form: xudt}.
// `called` and `calling` are kept as values: what they do not state comes from the endpoints (sccp_address).
struct SccpOptions {
  std::optional<Value> called;
  std::optional<Value> calling;
  std::optional<std::uint8_t> protocol_class;
  std::optional<bool> return_on_error;
  std::optional<SccpForm> form;
  std::optional<std::uint16_t> segment_size;             // octets of user data in each segment
  std::optional<std::uint32_t> segmentation_reference;   // 24 bits
  std::optional<std::uint8_t> hop_counter;               // 1..15
  std::optional<std::uint8_t> importance;                // 0..7
  std::optional<std::uint32_t> sequence_control;
};
template <class V>
void fields(V& v, SccpOptions& o) {
  v("called", o.called);
  v("calling", o.calling);
  v("class", o.protocol_class);
  v("return-on-error", o.return_on_error);
  v("form", o.form);
  v("segment-size", o.segment_size);
  v("segmentation-reference", o.segmentation_reference);
  v("hop-counter", o.hop_counter);
  v("importance", o.importance);
  v("sequence-control", o.sequence_control);
}

// m3ua: {routing-context: 7, opc: 101, …}: protocol data and the parameters beside it (RFC 4666 3.3.1).
struct M3uaOptions {
  std::optional<std::uint32_t> routing_context;
  std::optional<std::uint32_t> network_appearance;
  std::optional<std::uint32_t> correlation_id;
  std::optional<std::uint32_t> opc;
  std::optional<std::uint32_t> dpc;
  std::optional<std::uint8_t> si;
  std::optional<std::uint8_t> ni;
  std::optional<std::uint8_t> mp;
  std::optional<std::uint8_t> sls;
};
template <class V>
void fields(V& v, M3uaOptions& o) {
  v("routing-context", o.routing_context);
  v("network-appearance", o.network_appearance);
  v("correlation-id", o.correlation_id);
  v("opc", o.opc);
  v("dpc", o.dpc);
  v("si", o.si);
  v("ni", o.ni);
  v("mp", o.mp);
  v("sls", o.sls);
}

// The endpoint's own address with what `stated` says put in its place. `stated` has the keys of sccp::Address;
// tt, np, nai and indicator may stand beside a `gt` written as a string.
Result<sccp::Address> sccp_address(const sccp::Address& endpoint, const Value& stated);

// Put what a step states into a request. Errors carry the mark of what is wrong.
// `tid_octets`: how wide the endpoint's transaction ids are.
Result<void> apply_tcap(const Value& stated, std::uint8_t tid_octets, map::Request& request);
Result<void> apply_sccp(const Value& stated, const sccp::Address& called, const sccp::Address& calling,
                        map::Request& request);
Result<void> apply_m3ua(const Value& stated, map::Request& request);

}  // namespace mapsim::scenario

namespace mapsim {

// A value as it stands, for fields that are read later.
template <>
struct ValueTraits<Value> {
  static Value to(const Value& v) { return v; }
  static Result<Value> from(const Value& v) { return v; }
};

}  // namespace mapsim
