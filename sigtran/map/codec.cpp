#include "sigtran/map/codec.h"

#include "sigtran/core/ber.h"
#include "sigtran/map/version_rules.h"

namespace mapsim::map {

namespace {

void remark(Remarks* remarks, std::string field, std::string_view clause, std::string text) {
  if (remarks == nullptr) return;
  remarks->push_back(
      {.layer = "map", .field = std::move(field), .clause = std::string(clause), .text = std::move(text)});
}

tl::unexpected<Error> absent(std::string_view of, std::string_view clause) {
  return fail(Error{.layer = "map",
                    .field = std::string(of),
                    .clause = std::string(clause),
                    .offset = 0,
                    .text = "the parameter is mandatory and missing"});
}

// What another version says about the parameter of the same error, where the first octet is its tag (17.7.7:
// the CHOICEs SystemFailureParam and CallBarredParam).
std::optional<ParameterType> other_shape(const ErrorRow& row, int version, OctetView octets) {
  for (int other = 3; other >= 1; --other) {
    const ErrorParameter& parameter = row.versions[static_cast<std::size_t>(other - 1)];
    if (other == version || !parameter.used || parameter.type == ParameterType::none) continue;
    if (decode_parameter(parameter.type, octets)) return parameter.type;
  }
  return std::nullopt;
}

Result<Value> shown(Result<Parameter> parameter) {
  if (!parameter) return tl::unexpected(parameter.error());
  return parameter_to_value(*parameter);
}

Result<Octets> written(ParameterType type, Presence presence, std::string_view of, std::string_view clause,
                       const Value& value) {
  auto parameter = parameter_from_value(type, value);
  if (!parameter) return tl::unexpected(parameter.error());
  if (std::holds_alternative<std::monostate>(*parameter) && presence == Presence::mandatory) {
    return fail(Error{.layer = "",
                      .field = std::string(of),
                      .clause = std::string(clause),
                      .text = "needs a parameter; {hex: \"\"} leaves it out",
                      .mark = value.mark});
  }
  return encode_parameter(*parameter, Ranges::as_they_are);
}

}  // namespace

Result<Parameter> decode_argument_parameter(const Operation& operation, OctetView octets, Remarks* remarks) {
  if (octets.empty()) return absent(operation.name, operation.clause);
  auto parameter = decode_parameter(operation.argument, octets, remarks);
  if (!parameter) return parameter;
  const int version = operation.context.version;
  for (Error& broken : check_version_rules(*parameter, version)) {
    // SM-RP-DA of version 3 does not have the alternative at all.
    if (version == 3) return fail(std::move(broken));
    if (remarks != nullptr) remarks->push_back(std::move(broken));
  }
  return parameter;
}

Result<Parameter> decode_result_parameter(const Operation& operation, OctetView octets, Remarks* remarks) {
  if (octets.empty()) {
    if (operation.result_presence == Presence::mandatory) return absent(operation.name, operation.clause);
    return Parameter();
  }
  if (operation.result == ParameterType::none) {
    remark(remarks, std::string(operation.name), operation.clause,
           "the result has no parameter in this version");
  }
  auto parameter = decode_parameter(operation.result, octets, remarks);
  if (!parameter) return parameter;
  for (Error& broken : check_version_rules(*parameter, operation.context.version)) {
    if (remarks != nullptr) remarks->push_back(std::move(broken));
  }
  return parameter;
}

Result<Parameter> decode_error_parameter(ErrorCode code, int version, OctetView octets, Remarks* remarks) {
  const ErrorRow* row = find_error(static_cast<std::int32_t>(code));
  if (row == nullptr) {
    if (octets.empty()) return Parameter();
    return RawParameter{Octets(octets.begin(), octets.end())};
  }
  const auto parameter = parameter_of(code, version);
  if (!parameter)
    remark(remarks, std::string(row->name), row->clause, "is not used in version " + std::to_string(version));
  if (octets.empty()) {
    if (parameter && parameter->presence == Presence::mandatory) return absent(row->name, row->clause);
    return Parameter();
  }
  const ParameterType type = parameter ? parameter->type : ParameterType::none;
  auto decoded = decode_parameter(type, octets, remarks);
  if (decoded && type != ParameterType::none) return decoded;
  if (const auto other = other_shape(*row, version, octets)) {
    remark(remarks, std::string(row->name), row->clause, "the parameter has the shape of another version");
    return decode_parameter(*other, octets, remarks);
  }
  if (parameter && decoded)
    remark(remarks, std::string(row->name), row->clause, "has no parameter in this version");
  return decoded;
}

Result<Value> decode_argument(const Operation& operation, OctetView octets, Remarks* remarks) {
  return shown(decode_argument_parameter(operation, octets, remarks));
}
Result<Value> decode_result(const Operation& operation, OctetView octets, Remarks* remarks) {
  return shown(decode_result_parameter(operation, octets, remarks));
}
Result<Value> decode_error(ErrorCode code, int version, OctetView octets, Remarks* remarks) {
  return shown(decode_error_parameter(code, version, octets, remarks));
}

Result<Octets> encode_argument(const Operation& operation, const Value& value) {
  return written(operation.argument, Presence::mandatory, operation.name, operation.clause, value);
}
Result<Octets> encode_result(const Operation& operation, const Value& value) {
  return written(operation.result, operation.result_presence, operation.name, operation.clause, value);
}
Result<Octets> encode_error(ErrorCode code, int version, const Value& value) {
  const auto parameter = parameter_of(code, version);
  const ErrorRow* row = find_error(static_cast<std::int32_t>(code));
  return written(parameter ? parameter->type : ParameterType::none,
                 parameter ? parameter->presence : Presence::absent, row != nullptr ? row->name : "error",
                 row != nullptr ? row->clause : "TS 29.002 17.6.6", value);
}

}  // namespace mapsim::map
