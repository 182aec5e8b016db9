// TCAP messages as trees of named values, and back: for decode, encode, and scenarios. The tree says what is
// on the wire, so canonical octets come out of it again:
//
//   begin:
//     otid: "0x49d228"            # two digits an octet; a number means four octets
//     dialogue:
//       aarq:
//         protocol-version: version1
//         application-context-name: 0.4.0.0.1.0.25.3
//         user-information: {hex: 28…}
//     components:
//       - invoke: {invoke-id: 1, opcode: 44, parameter: {hex: 30…}}
//
// Messages: unidirectional, begin, continue, end, abort (with p-abort-cause, or dialogue). Dialogue portions:
// aarq, aare, abrt, audt, or external: {hex: …} in another abstract syntax. Components: invoke,
// return-result-last, return-result-not-last, return-error (error-code), reject (problem: {invokeProblem:
// mistypedParameter}).
#pragma once

#include <list>

#include "sigtran/core/fields.h"
#include "sigtran/core/value.h"
#include "sigtran/tcap/codec.h"
#include "sigtran/tcap/names.h"
#include "sigtran/tcap/oid.h"

namespace mapsim::tcap {

// Holds the octets that the views of something read from a Value refer to. Moving it keeps them in place.
using Storage = std::list<Octets>;

// A message together with its octets.
struct OwnedMessage {
  Message message;
  Storage storage;

  OwnedMessage() = default;
  OwnedMessage(OwnedMessage&&) = default;
  OwnedMessage& operator=(OwnedMessage&&) = default;
  OwnedMessage(const OwnedMessage&) = delete;  // its views would refer to the original
  OwnedMessage& operator=(const OwnedMessage&) = delete;
};

// Octet ranges are filled for a message that was decoded, counted from its first octet.
Value message_value(const Message& message);
Result<OwnedMessage> message_from_value(const Value& value);

// The parts: {invoke: {…}}, {aarq: {…}}. Ranges count from the start of `whole`.
Value component_value(const Component& component, OctetView whole = {}, OctetView octets = {});
Result<Component> component_from_value(const Value& value, Storage& storage);
Value dialogue_value(const DialogueElement& dialogue, OctetView whole = {}, OctetView octets = {});
Result<DialogueElement> dialogue_from_value(const Value& value, Storage& storage);

// Where `part` lies in `whole`; nullopt where it does not.
std::optional<Value::OctetRange> octet_range(OctetView whole, OctetView part);

// The only member of a map that says which alternative is chosen. Error: none, several, or a name not in
// `allowed`.
Result<const Value::Member*> chosen(const Value& value, std::span<const std::string_view> allowed);

}  // namespace mapsim::tcap

namespace mapsim {

// "0x00008bd0"; from the same, from a number (four octets) or from octets.
template <>
struct ValueTraits<tcap::TransactionId> {
  static Value to(const tcap::TransactionId& id);
  static Result<tcap::TransactionId> from(const Value& v);
};

// "0.4.0.0.1.0.25.3", or octets.
template <>
struct ValueTraits<tcap::Oid> {
  static Value to(const tcap::Oid& oid);
  static Result<tcap::Oid> from(const Value& v);
};

// A number (local) or an object identifier (global).
template <>
struct ValueTraits<tcap::Code> {
  static Value to(const tcap::Code& code);
  static Result<tcap::Code> from(const Value& v);
};

// {invokeProblem: mistypedParameter}, the problem by name or number.
template <>
struct ValueTraits<tcap::Problem> {
  static Value to(const tcap::Problem& problem);
  static Result<tcap::Problem> from(const Value& v);
};

// {dialogue-service-user: no-reason-given}, by name or number.
template <>
struct ValueTraits<tcap::AssociateDiagnostic> {
  static Value to(const tcap::AssociateDiagnostic& diagnostic);
  static Result<tcap::AssociateDiagnostic> from(const Value& v);
};

}  // namespace mapsim
