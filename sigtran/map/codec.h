// Parameters of operations and errors: octets to values and back. What a parameter is follows from the
// operation table (operations.h) and the error table (errors.h).
//
// Octets are the whole parameter, tag included, as tcap::Component has them; empty: absent. Elements that a
// type does not define are kept as `unknown` and go out again; nothing known behind them is lost.
#pragma once

#include <vector>

#include "sigtran/core/value.h"
#include "sigtran/map/operations.h"
#include "sigtran/map/parameter.h"

namespace mapsim::map {

// What was decoded in spite of being wrong or unknown: unknown elements, what the version does not use, the
// shape that another version has. Each names field and clause, and the offset where there is one.
using Remarks = std::vector<Error>;

// Ranges before encoding. A user's value is checked when it is read; what he wrote as {hex: "…"} or as the
// number of an enumeration shall go out as it is.
enum class Ranges : std::uint8_t { checked, as_they_are };

// Errors: not the type (field, offset), a value out of its range, larger than asn1::kMaxOctets.
Result<Parameter> decode_parameter(ParameterType type, OctetView octets, Remarks* remarks = nullptr);
Result<Octets> encode_parameter(const Parameter& parameter, Ranges ranges = Ranges::checked);

// The same for one type, without the variant: T is one of its alternatives.
template <class T>
Result<T> decode(OctetView octets, Remarks* remarks = nullptr);
template <class T>
Result<Octets> encode(const T& parameter, Ranges ranges = Ranges::checked);
template <class T>
Result<void> encode(OutBuffer& out, const T& parameter, Ranges ranges = Ranges::checked);

// A value of nothing is an absent parameter, octets are a RawParameter.
Value parameter_to_value(const Parameter& parameter);
Result<Parameter> parameter_from_value(ParameterType type, const Value& value);

// By operation and error. Errors besides those above: absent though mandatory (TS 29.002 17.6.5, 17.6.6); an
// error that the version does not use is decoded to octets, with a remark.
Result<Parameter> decode_argument_parameter(const Operation& operation, OctetView octets,
                                            Remarks* remarks = nullptr);
Result<Parameter> decode_result_parameter(const Operation& operation, OctetView octets,
                                          Remarks* remarks = nullptr);
Result<Parameter> decode_error_parameter(ErrorCode code, int version, OctetView octets,
                                         Remarks* remarks = nullptr);

Result<Value> decode_argument(const Operation& operation, OctetView octets, Remarks* remarks = nullptr);
Result<Value> decode_result(const Operation& operation, OctetView octets, Remarks* remarks = nullptr);
Result<Value> decode_error(ErrorCode code, int version, OctetView octets, Remarks* remarks = nullptr);

// A user's value: the error is at the mark of what is wrong. {hex: "…"} in place of the whole goes out as it
// is, where the table has no parameter too.
Result<Octets> encode_argument(const Operation& operation, const Value& value);
Result<Octets> encode_result(const Operation& operation, const Value& value);
Result<Octets> encode_error(ErrorCode code, int version, const Value& value);

}  // namespace mapsim::map
