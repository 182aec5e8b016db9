// The canonical tree of a message: MAP parameters as values with the short message inside of them, and the
// names by which operations, errors and problems are written. Used by scenarios both ways, and by whoever
// shows messages.
//
// Where TS 29.002 has an octet string that holds a TPDU of TS 23.040 (sm-RP-UI, diagnosticInfo of
// sm-DeliveryFailure) the tree has the TPDU: sm-RP-UI: {sms-deliver: {tp-oa: …, text: …}}. What cannot be
// decoded stands as {hex: "…", undecoded: "the reason"}; `undecoded` is ignored when such a value is encoded.
#pragma once

#include <cstdint>
#include <string_view>

#include "sigtran/core/value.h"
#include "sigtran/map/codec.h"
#include "sigtran/map/operations.h"
#include "sigtran/tcap/primitives.h"

namespace mapsim::scenario {

// By name, or by number, in that context and version. Nullptr: it has none such.
const map::Operation* find_operation(const Value& name, map::ApplicationContext context);
// The same for what a user wrote. A number that the context does not have is nullptr too; a name is an error
// that says what the context has.
Result<const map::Operation*> named_operation(const Value& name, map::ApplicationContext context);
// Its name, or the number where the context has no such operation.
Value operation_name(std::int32_t code, map::ApplicationContext context);

// The code of an error by name or number. Error: a name that no operation or not this version has; by its
// number such an error can be sent nevertheless.
Result<std::int32_t> error_code(const Value& name, map::ApplicationContext context);
Value error_name(std::int32_t code, map::ApplicationContext context);

// `problem` says of which kind it is ("invokeProblem"); nullptr: the first that has the name, in the order
// general, invoke, return result, return error. A number needs its kind. Error: no such problem.
Result<tcap::Problem> reject_problem(const Value& name, const Value* problem);

// To octets, the whole parameter with its tag; no value: none. `operation` nullptr (unknown): octets only.
// Error: as map::encode_argument, at the mark of what is wrong.
Result<Octets> encode_argument(const map::Operation* operation, const Value* value);
Result<Octets> encode_result(const map::Operation* operation, const Value* value);
Result<Octets> encode_error(std::int32_t code, map::ApplicationContext context, const Value* value);

// From octets. Never fails: see `undecoded` above. Octets that are no MAP parameter of that type, and those
// of which no type is known, stay octets.
Value argument_tree(const map::Operation* operation, OctetView octets, map::Remarks* remarks = nullptr);
Value result_tree(const map::Operation* operation, OctetView octets, map::Remarks* remarks = nullptr);
// `operation`, where known, is the one that failed: it tells the direction of the report in diagnosticInfo.
Value error_tree(std::int32_t code, const map::Operation* operation, map::ApplicationContext context,
                 OctetView octets, map::Remarks* remarks = nullptr);

// MAP-OPEN's references: an AddressString without tag. "+15550100001" is E.164, {imsi: "001010000000001"} is
// E.212 (with an LMSI the IMSI travels so, TS 29.002 12.9.2), anything else {nature: …, plan: …, digits: …}
// or {hex: …}.
Result<Octets> encode_reference(const Value& value);
Value reference_tree(OctetView octets);

}  // namespace mapsim::scenario
