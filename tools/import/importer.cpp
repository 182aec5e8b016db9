#include "tools/import/importer.h"

#include <array>

#include "sigtran/sccp/names.h"
#include "tools/cli/printable.h"
#include "tools/import/message_step.h"
#include "tools/import/yaml.h"

namespace mapsim::cli {

namespace {

constexpr std::size_t kMaxLeftOut = 1000;

// Members whose values vary from run to run of the same chart, and the name of their variables.
struct Varying {
  std::string_view member;
  std::string_view variable;
};
constexpr Varying kVarying[] = {{"imsi", "imsi"},    {"msisdn", "number"}, {"tp-oa", "number"},
                                {"tp-da", "number"}, {"tp-ra", "number"},  {"text", "text"}};

// Of who begins with that operation and of who is asked. `to_subscriber`: the message is mobile terminated.
std::array<const char*, 2> roles(std::int32_t code, bool to_subscriber) {
  switch (code) {
    case 44:
      return {"smsc", "msc"};
    case 46:
      return to_subscriber ? std::array{"smsc", "msc"} : std::array{"msc", "smsc"};
    case 45:
    case 47:
      return {"smsc", "hlr"};
    case 49:
    case 64:
      return {"hlr", "smsc"};
    case 48:
    case 66:
      return {"vlr", "hlr"};
    default:
      return {"", ""};
  }
}

std::optional<std::int64_t> first_number(const Value* value) {
  if (value == nullptr) return std::nullopt;
  if (const auto* list = value->if_list()) value = list->empty() ? nullptr : &list->front();
  const auto* number = value != nullptr ? value->if_int() : nullptr;
  return number != nullptr ? std::optional(*number) : std::nullopt;
}

}  // namespace

void Importer::leave_out(const CapturedMessage& message, const std::string& why) {
  if (left_out_.size() < kMaxLeftOut)
    left_out_.push_back("frame " + std::to_string(message.packet.number) + ": " + why);
}

void Importer::add(const CapturedMessage& message) {
  const DecodedMessage& decoded = message.decoded;
  if (message.event.retransmission || !decoded.type) {
    if (!decoded.problems.empty()) leave_out(message, decoded.problems.front());
    return;
  }
  if (decoded.returned)
    return leave_out(message, "SCCP returned it; a scenario cannot make the network do so");
  if (!decoded.followed || decoded.type == tcap::MessageType::unidirectional) {
    return leave_out(message, "it belongs to no dialogue");
  }
  const std::uint64_t number = decoded.followed->dialogue->number;
  if (!decoded.followed->dialogue->begun)
    return leave_out(message, "the BEGIN of its dialogue is not in the capture");
  if (steps_.size() >= kMaxSteps) return leave_out(message, "a scenario has at most 100000 steps");
  Open& open = dialogues_[number];
  Step step;
  step.message = step_message(decoded);
  if (step.message == "begin") {
    open.from = cast_.endpoint(decoded.sccp->calling, decoded.label.opc);
    open.to = cast_.endpoint(decoded.sccp->called, decoded.label.dpc);
    if (open.from == nullptr || open.to == nullptr)
      return leave_out(message, "a scenario has at most 200 endpoints");
    const auto& invocations = decoded.followed->dialogue->invocations[0];
    const auto& context = decoded.followed->dialogue->context;
    if (!invocations.empty() && context) {
      const bool terminated =
          context->version == 1
              ? decoded.tree.find_path("map.components[0].argument.sm-RP-OA.serviceCentreAddressOA") !=
                    nullptr
              : context->code == 25;
      const auto role = roles(invocations.front().operation_code, terminated);
      cast_.set_role(*open.from, role[0]);
      cast_.set_role(*open.to, role[1]);
    } else if (context && (context->code == 25 || context->code == 21)) {
      cast_.set_role(*open.from, context->code == 25 ? "smsc" : "msc");
      cast_.set_role(*open.to, context->code == 25 ? "msc" : "smsc");
    }
  }
  if (open.from == nullptr || open.to == nullptr)
    return leave_out(message, "a scenario has at most 200 endpoints");
  step.from = decoded.followed->by_initiator ? open.from : open.to;
  step.to = decoded.followed->by_initiator ? open.to : open.from;
  step.dialogue = number;
  step.label = decoded.label;
  step.called = decoded.sccp->called;
  step.calling = decoded.sccp->calling;
  step.rest = step_keys(decoded);
  if (step.label.opc != 0) step.from->ni = step.label.ni;
  if (!step.from->routing_context) {
    step.from->routing_context = first_number(decoded.tree.find_path("m3ua.routing-context"));
  }
  if (!step.from->network_appearance) {
    step.from->network_appearance = first_number(decoded.tree.find_path("m3ua.network-appearance"));
  }
  open.ended = step.message == "end" || step.message == "abort" || step.message == "refuse";
  steps_.push_back(std::move(step));
}

Value Importer::with_variables(const Value& value, std::string_view name) {
  if (const auto* list = value.if_list()) {
    Value::List out;
    for (const Value& item : *list) out.push_back(with_variables(item, name));
    return out;
  }
  if (const auto* map = value.if_map()) {
    Value::Map out;
    for (const Value::Member& m : *map) out.push_back({m.name, with_variables(m.value, m.name), {}});
    return out;
  }
  const auto* text = value.if_string();
  if (text == nullptr) return value;
  if (const ImportedEndpoint* endpoint = cast_.by_title(*text))
    return plain_scalar("$" + endpoint->name + ".gt");
  for (const Varying& row : kVarying) {
    if (row.member != name) continue;
    std::string& variable = names_[{std::string(row.variable), *text}];
    if (variable.empty()) {
      variable = std::string(row.variable) + std::to_string(++counts_[std::string(row.variable)]);
      variables_.add(variable, *text);
    }
    return plain_scalar("$" + variable);
  }
  return value;
}

// sccp and m3ua, where they are not what the endpoints say.
Value Importer::layers(const Step& step) const {
  Value out = step.rest;
  const bool called = ImportedCast::is_default(step.called, *step.to);
  const bool calling = ImportedCast::is_default(step.calling, *step.from);
  if (!called || !calling) {
    Value sccp;
    if (const Value* before = step.rest.find("sccp")) sccp = *before;
    if (!called) sccp.add("called", ValueTraits<sccp::Address>::to(step.called));
    if (!calling) sccp.add("calling", ValueTraits<sccp::Address>::to(step.calling));
    Value::Map members;
    if (const auto* map = out.if_map()) {
      for (const Value::Member& m : *map) {
        if (m.name != "sccp") members.push_back(m);
      }
    }
    members.push_back({"sccp", std::move(sccp), {}});
    out = std::move(members);
  }
  const bool known = step.label.opc != 0 || step.label.dpc != 0;
  if (known && (step.label.opc != step.from->pc || step.label.dpc != step.to->pc)) {
    Value m3ua;
    m3ua.add("opc", static_cast<std::int64_t>(step.label.opc));
    m3ua.add("dpc", static_cast<std::int64_t>(step.label.dpc));
    out.add("m3ua", std::move(m3ua));
  }
  return out;
}

std::string Importer::step_text(const Step& step) {
  std::string out = "  - " + step.from->name + " -> " + step.to->name + ": " + step.message +
                    "\n    dialogue: d" + std::to_string(step.dialogue) + "\n";
  const Value keys = with_variables(layers(step), "");
  if (const auto* map = keys.if_map()) {
    for (const Value::Member& m : *map) out += "    " + m.name + ":" + to_yaml(m.value, 4);
  }
  return out;
}

std::string Importer::scenario(const std::string& source) {
  cast_.complete();
  std::string steps;
  for (const Step& step : steps_) steps += step_text(step);
  for (const auto& [number, open] : dialogues_) {
    if (open.ended || open.from == nullptr) continue;
    steps += "  - " + open.from->name + " -> " + open.to->name + ": end\n    dialogue: d" +
             std::to_string(number) + "\n    prearranged: true\n";
  }
  std::string out = "title:" + to_yaml(Value("Imported from " + printable(source)), 0);
  out += "\nendpoints:\n";
  const Value endpoints = cast_.value();
  if (const auto* map = endpoints.if_map()) {
    for (const Value::Member& m : *map) out += "  " + m.name + ":" + to_yaml(m.value, 2);
  }
  if (const auto* map = variables_.if_map()) {
    out += "\nvars:\n";
    for (const Value::Member& m : *map) {
      // A variable's text may hold a dollar, which is none of a variable; in quotes it is not looked at.
      out += "  " + m.name + ":" + to_yaml(m.value, 2);
    }
  }
  return out + "\nsteps:\n" + steps;
}

}  // namespace mapsim::cli
