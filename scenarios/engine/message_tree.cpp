#include "scenarios/engine/message_tree.h"

#include <algorithm>
#include <optional>

#include "scenarios/engine/report_direction.h"
#include "scenarios/engine/tpdu_tree.h"
#include "sigtran/map/application_contexts.h"
#include "sigtran/map/errors.h"
#include "sigtran/map/types_common.h"

namespace mapsim::scenario {

namespace {

Value* member(Value& value, std::string_view name) {
  auto* map = value.if_map();
  if (map == nullptr) return nullptr;
  const auto at = std::ranges::find(*map, name, &Value::Member::name);
  return at == map->end() ? nullptr : &at->value;
}

// The TPDU in its member becomes octets.
Result<Value> with_octets(const Value& value, std::string_view name) {
  Value out = value;
  Value* tpdu = member(out, name);
  if (tpdu == nullptr || tpdu->is_null()) return out;
  auto octets = encode_tpdu(*tpdu);
  if (!octets) {
    Error error = std::move(octets.error());
    error.field = error.field.empty() ? std::string(name) : std::string(name) + "." + error.field;
    return fail(std::move(error));
  }
  const Mark mark = tpdu->mark;
  *tpdu = Value(std::move(*octets));
  tpdu->mark = mark;
  return out;
}

void show_tpdu(Value& value, std::string_view name, sms::Direction towards, sms::ReportForm form) {
  Value* octets = member(value, name);
  if (octets == nullptr || octets->if_octets() == nullptr) return;
  const Octets contents = *octets->if_octets();
  *octets = tpdu_tree(contents, towards, form);
}

// Octets of {hex: "…", undecoded: "…"} in place of a whole parameter.
std::optional<Result<Octets>> as_octets(const Value& value) {
  if (value.if_octets() == nullptr && value.find("hex") == nullptr) return std::nullopt;
  return encode_tpdu(value);
}

template <class Encode>
Result<Octets> encode_with(const Value* value, std::string_view tpdu, Encode encode) {
  if (value == nullptr) return encode(Value());
  if (const auto octets = as_octets(*value)) return *octets;
  const auto converted = with_octets(*value, tpdu);
  if (!converted) return tl::unexpected(converted.error());
  return encode(*converted);
}

Result<Octets> octets_only(const Value* value, std::string_view what) {
  if (value == nullptr || value->is_null()) return Octets();
  if (const auto octets = as_octets(*value)) return *octets;
  return fail(Error{
      .layer = "map",
      .text = "nothing is known of this " + std::string(what) + "; what it carries is written {hex: \"…\"}",
      .mark = value->mark});
}

}  // namespace

Result<Octets> encode_argument(const map::Operation* operation, const Value* value) {
  if (operation == nullptr) return octets_only(value, "operation");
  return encode_with(value, kShortMessage,
                     [&](const Value& v) { return map::encode_argument(*operation, v); });
}

Result<Octets> encode_result(const map::Operation* operation, const Value* value) {
  if (operation == nullptr) return octets_only(value, "operation");
  return encode_with(value, kShortMessage, [&](const Value& v) { return map::encode_result(*operation, v); });
}

Result<Octets> encode_error(std::int32_t code, map::ApplicationContext context, const Value* value) {
  const map::ErrorRow* row = map::find_error(code);
  if (row == nullptr) return octets_only(value, "error");
  return encode_with(value, kDiagnosticInfo,
                     [&](const Value& v) { return map::encode_error(row->code, context.version, v); });
}

Value argument_tree(const map::Operation* operation, OctetView octets, map::Remarks* remarks) {
  if (operation == nullptr) return Value(octets);
  auto tree = map::decode_argument(*operation, octets, remarks);
  if (!tree) return undecoded(octets, tree.error());
  const Value* destination = tree->find("sm-RP-DA");
  const bool to_centre = destination != nullptr && destination->find("serviceCentreAddressDA") != nullptr;
  show_tpdu(*tree, kShortMessage, towards(operation->context, to_centre), sms::ReportForm::by_octets);
  return std::move(*tree);
}

Value result_tree(const map::Operation* operation, OctetView octets, map::Remarks* remarks) {
  if (operation == nullptr) return Value(octets);
  auto tree = map::decode_result(*operation, octets, remarks);
  if (!tree) return undecoded(octets, tree.error());
  show_tpdu(*tree, kShortMessage, report_towards(operation->context), sms::ReportForm::ack);
  return std::move(*tree);
}

Value error_tree(std::int32_t code, const map::Operation* operation, map::ApplicationContext context,
                 OctetView octets, map::Remarks* remarks) {
  const map::ErrorRow* row = map::find_error(code);
  if (row == nullptr) return Value(octets);
  auto tree = map::decode_error(row->code, context.version, octets, remarks);
  if (!tree) return undecoded(octets, tree.error());
  const map::ApplicationContext failed = operation != nullptr ? operation->context : context;
  show_tpdu(*tree, kDiagnosticInfo, report_towards(failed), sms::ReportForm::error);
  return std::move(*tree);
}

Result<Octets> encode_reference(const Value& value) {
  Result<map::AddressString> address;
  const Value* imsi = value.find("imsi");
  if (imsi != nullptr && imsi->if_string() != nullptr && value.if_map()->size() == 1) {
    address = map::AddressString::from_digits(
        {map::NatureOfAddress::international, map::NumberingPlan::land_mobile, *imsi->if_string()});
  } else {
    address = from_value<map::AddressString>(value);
  }
  if (address) return Octets(address->octets().begin(), address->octets().end());
  Error error = std::move(address.error());
  error.layer = "map";
  if (error.mark.line == 0) error.mark = imsi != nullptr ? imsi->mark : value.mark;
  return fail(std::move(error));
}

Value reference_tree(OctetView octets) {
  const map::AddressString address(octets);
  const auto digits = address.digits();
  if (digits && digits->plan == map::NumberingPlan::land_mobile &&
      digits->nature == map::NatureOfAddress::international) {
    Value out;
    out.add("imsi", digits->digits);
    return out;
  }
  return to_value(address);
}

}  // namespace mapsim::scenario
