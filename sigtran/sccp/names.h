// The names that users write and read for the values of Q.713, and the structures as Values.
//
// An address is {routing: gt, ssn: 8, gt: {digits: "15550100001", tt: 0, np: e164, nai: international}}. In
// short, as scenarios write it: {gt: "+15550100001", ssn: 8, tt: 0}: the members of the title may stand
// beside `gt`, a '+' means an international number, and `routing` follows from whether there is a title.
#pragma once

#include <span>

#include "sigtran/core/fields.h"
#include "sigtran/sccp/message.h"

namespace mapsim::sccp {

std::span<const EnumName<RoutingIndicator>> enum_names(RoutingIndicator);
std::span<const EnumName<NatureOfAddress>> enum_names(NatureOfAddress);
std::span<const EnumName<NumberingPlan>> enum_names(NumberingPlan);
std::span<const EnumName<ReturnCause>> enum_names(ReturnCause);
std::span<const EnumName<Form>> enum_names(Form);
std::span<const EnumName<MessageType>> enum_names(MessageType);

template <class V>
void fields(V& v, Segmentation& s) {
  v("first", s.first);
  v("class1", s.class1);
  v("remaining", s.remaining);
  v("reference", s.reference);
}

template <class V>
void fields(V& v, OptionalParameter& p) {
  v("name", p.name);
  v("contents", p.contents);
}

// As to_value(Message), and each parameter knows its octets in the message.
Value to_value(const MessageView& message);

}  // namespace mapsim::sccp

namespace mapsim {

template <>
struct ValueTraits<sccp::GlobalTitle> {
  static Value to(const sccp::GlobalTitle& gt);
  static Result<sccp::GlobalTitle> from(const Value& v);  // a map, or a string of digits
};

template <>
struct ValueTraits<sccp::Address> {
  static Value to(const sccp::Address& address);
  static Result<sccp::Address> from(const Value& v);
};

// {message: XUDT, class: 1, return-on-error: true, hop-counter: 15, called: …, calling: …, segmentation: …,
// data: …}
template <>
struct ValueTraits<sccp::Message> {
  static Value to(const sccp::Message& message);
  static Result<sccp::Message> from(const Value& v);
};

}  // namespace mapsim
