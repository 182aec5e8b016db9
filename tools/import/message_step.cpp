#include "tools/import/message_step.h"

#include "scenarios/engine/tpdu_tree.h"
#include "sigtran/map/application_contexts.h"
#include "sigtran/map/errors.h"
#include "sigtran/tcap/codec.h"

namespace mapsim::cli {

namespace {

using tcap::MessageType;

constexpr std::size_t kLongMessage = 120;  // octets of TCAP from which on a stack may choose how it travels

// Without `undecoded`, which is for people, and with TPDUs in short.
Value cleaned(const Value& value) {
  if (const auto* list = value.if_list()) {
    Value::List out;
    for (const Value& item : *list) out.push_back(cleaned(item));
    return out;
  }
  const auto* map = value.if_map();
  if (map == nullptr) return value;
  if (map->size() == 1 && map->front().name.starts_with("sms-") && map->front().value.if_map() != nullptr) {
    return short_tpdu(value);
  }
  Value::Map out;
  for (const Value::Member& m : *map) {
    if (m.name != "undecoded") out.push_back({m.name, cleaned(m.value), {}});
  }
  return out;
}

// The invoke id of a component, from the tree of TCAP.
const Value* invoke_id(const Value& tcap_component) {
  const auto* map = tcap_component.if_map();
  return map != nullptr && !map->empty() ? map->front().value.find("invoke-id") : nullptr;
}

// Whether an error has to have a parameter, so that leaving it out has to be said.
bool is_mandatory(const Value& error, int version) {
  const auto* name = error.if_string();
  const map::ErrorRow* row = name != nullptr ? map::find_error(*name) : nullptr;
  const auto parameter = row != nullptr ? map::parameter_of(row->code, version) : std::nullopt;
  return parameter && parameter->presence == map::Presence::mandatory;
}

Value component(const Value& shown, const Value* in_tcap, int version) {
  Value out;
  const auto& first = shown.if_map()->front();
  const Value* id = in_tcap != nullptr ? invoke_id(*in_tcap) : nullptr;
  const Value* body =
      in_tcap != nullptr && in_tcap->if_map() != nullptr ? &in_tcap->if_map()->front().value : nullptr;
  Value name = first.value;
  // An answer to nothing that is known: the code, if it has one.
  if (first.value == Value(-1)) {
    const Value* code = body != nullptr ? body->find("opcode") : nullptr;
    name = code != nullptr ? *code : Value(0);
  }
  out.add(first.name, name);
  if (id != nullptr) {
    out.add("invoke-id", *id);
  } else if (first.name == "reject") {
    out.add("invoke-id", Value());
  }
  if (const Value* linked = body != nullptr ? body->find("linked-id") : nullptr)
    out.add("linked-id", *linked);
  if (first.name == "reject") {
    const Value* problem = body != nullptr ? body->find("problem") : nullptr;
    if (problem != nullptr && problem->if_map() != nullptr)
      out.add("problem", problem->if_map()->front().name);
    return out;
  }
  const char* key = first.name == "invoke" ? "argument" : "parameter";
  if (const Value* parameter = shown.find(key)) {
    out.add(key, cleaned(*parameter));
  } else if (first.name == "invoke" || (first.name == "error" && is_mandatory(first.value, version))) {
    out.add(key, Octets{});
  }
  return out;
}

void add_components(const DecodedMessage& decoded, Value& out) {
  const Value* components = decoded.tree.find_path("map.components");
  if (components == nullptr) return;
  const Value* tcap = decoded.tree.find("tcap");
  const Value* in_tcap = tcap->if_map()->front().value.find("components");
  const auto& context = decoded.followed->dialogue->context;
  const int version = context ? context->version : 3;
  Value::List list;
  for (std::size_t i = 0; i < components->if_list()->size(); ++i) {
    const auto* all = in_tcap != nullptr ? in_tcap->if_list() : nullptr;
    const Value* its = all != nullptr && i < all->size() ? &(*all)[i] : nullptr;
    list.push_back(component((*components->if_list())[i], its, version));
  }
  if (list.size() != 1) {
    out.add("components", std::move(list));
    return;
  }
  for (const Value::Member& m : *list.front().if_map()) out.add(m.name, m.value);
}

// The only member of the only member: the reason in a MAP dialogue PDU.
const Value* first_in(const Value* pdu) {
  const auto* map = pdu != nullptr ? pdu->if_map() : nullptr;
  return map != nullptr && !map->empty() ? &map->front().value : nullptr;
}

void add_refusal(const DecodedMessage& decoded, Value& out) {
  const Value* diagnostic = decoded.tree.find_path("tcap.abort.dialogue.aare.result-source-diagnostic");
  const std::string why = diagnostic != nullptr ? diagnostic->to_text() : "";
  if (why.find("application-context-name-not-supported") != std::string::npos) {
    out.add("reason", "applicationContextNotSupported");
  } else if (why.find("no-common-dialogue-portion") != std::string::npos) {
    out.add("reason", "noCommonDialoguePortion");
  } else if (const Value* reason = decoded.tree.find_path("map.dialogue.map-refuse.reason")) {
    out.add("reason", *reason);
  }
  const Value* name = decoded.tree.find_path("tcap.abort.dialogue.aare.application-context-name");
  for (const map::ApplicationContextRow& row : map::application_contexts()) {
    const std::string oid =
        "0.4.0.0.1.0." + std::to_string(row.context.code) + "." + std::to_string(row.context.version);
    const bool asked = decoded.followed && decoded.followed->dialogue->context == row.context;
    if (name != nullptr && *name == Value(oid) && !asked) out.add("alternative", row.name);
  }
}

void add_abort(const DecodedMessage& decoded, Value& out) {
  if (const Value* cause = decoded.tree.find_path("tcap.abort.p-abort-cause")) {
    out.add("abort", "provider");
    out.add("cause", *cause);
    return;
  }
  if (const Value* pdu = decoded.tree.find_path("map.dialogue.map-providerAbort")) {
    out.add("abort", "provider");
    if (const Value* reason = first_in(pdu)) out.add("reason", *reason);
    return;
  }
  out.add("abort", "user");
  if (const Value* reason = first_in(decoded.tree.find_path("map.dialogue.map-userAbort")))
    out.add("reason", *reason);
}

// An IMSI as reference, as a scenario writes it; any other stays as it is.
Value reference(const Value& shown) {
  const Value* nature = shown.find("nature");
  const Value* plan = shown.find("plan");
  const Value* digits = shown.find("digits");
  if (nature == nullptr || plan == nullptr || digits == nullptr) return shown;
  if (*nature != Value("international") || *plan != Value("landMobile")) return shown;
  Value out;
  out.add("imsi", *digits);
  return out;
}

// A name of version 1 in a BEGIN is wrong, and answered by what version 2 has: the sender opens a dialogue of
// that, and the step's tcap has the name.
map::ApplicationContext opened(const DecodedMessage& decoded, map::ApplicationContext context) {
  if (context.version != 1 || decoded.tree.find_path("tcap.begin.dialogue") == nullptr) return context;
  const Value* origin = decoded.tree.find_path("map.components[0].argument.sm-RP-OA.serviceCentreAddressOA");
  const map::ApplicationContext second{origin != nullptr ? std::uint8_t{25} : context.code, 2};
  return map::find_application_context(second) != nullptr ? second : context;
}

void add_opening(const DecodedMessage& decoded, Value& out) {
  const auto context = decoded.followed->dialogue->context;
  if (context) out.add("application-context", map::to_string(opened(decoded, *context)));
  if (const Value* to = decoded.tree.find_path("map.dialogue.map-open.destinationReference")) {
    out.add("destination-reference", reference(*to));
  }
  if (const Value* from = decoded.tree.find_path("map.dialogue.map-open.originationReference")) {
    out.add("originating-reference", reference(*from));
  }
}

Value sccp_keys(const DecodedMessage& decoded) {
  Value out;
  const Value* form = decoded.tree.find_path("sccp.message");
  const bool segmented = decoded.tree.find_path("sccp.segmentation") != nullptr;
  if (form != nullptr && !segmented && *form == Value("XUDT")) out.add("form", "xudt");
  if (form != nullptr && !segmented && *form == Value("LUDT")) out.add("form", "ludt");
  if (const Value* c = decoded.tree.find_path("sccp.class"); c != nullptr && *c != Value(0))
    out.add("class", *c);
  if (decoded.tree.find_path("sccp.return-on-error") == nullptr) out.add("return-on-error", false);
  const Value* hops = decoded.tree.find_path("sccp.hop-counter");
  if (hops != nullptr && *hops != Value(15)) out.add("hop-counter", *hops);
  return out;
}

// A context of version 1 whose name is on the wire: no stack sends that by itself.
Value tcap_keys(const DecodedMessage& decoded) {
  Value out;
  const auto& context = decoded.followed->dialogue->context;
  if (decoded.type != MessageType::begin || !context || context->version != 1) return out;
  const auto message = tcap::decode(decoded.tcap_octets);
  if (message && message->dialogue) out.add("dialogue-portion", message->dialogue_octets);
  return out;
}

}  // namespace

std::string step_message(const DecodedMessage& decoded) {
  switch (*decoded.type) {
    case MessageType::begin:
      return "begin";
    case MessageType::continue_:
      return "continue";
    case MessageType::end:
      return "end";
    default:
      return decoded.tree.find_path("tcap.abort.dialogue.aare") != nullptr ? "refuse" : "abort";
  }
}

Value step_keys(const DecodedMessage& decoded) {
  Value out;
  const std::string message = step_message(decoded);
  if (message == "begin") add_opening(decoded, out);
  if (message == "refuse") add_refusal(decoded, out);
  if (message == "abort") add_abort(decoded, out);
  if (message == "begin" || message == "continue" || message == "end") add_components(decoded, out);
  const bool segmented = decoded.tree.find_path("sccp.segmentation") != nullptr;
  if (message == "begin" || message == "continue") {
    if (segmented) {
      out.add("long-message", "segments");
    } else if (decoded.tcap_octets.size() > kLongMessage) {
      out.add("long-message", "begin");
    }
  }
  if (Value sccp = sccp_keys(decoded); !sccp.is_null()) out.add("sccp", std::move(sccp));
  if (Value tcap = tcap_keys(decoded); !tcap.is_null()) out.add("tcap", std::move(tcap));
  return out;
}

Value short_tpdu(const Value& tpdu) {
  const auto wanted = scenario::encode_tpdu(tpdu);
  if (!wanted) return tpdu;
  const Value::Member& outer = tpdu.if_map()->front();
  Value::Map members = *outer.value.if_map();
  const auto with = [&](Value::Map inner) {
    Value out;
    out.add(outer.name, std::move(inner));
    return out;
  };
  // The octets go first, so that the text stays where it says the same.
  const auto try_without = [&](std::string_view name) {
    Value::Map fewer;
    for (const Value::Member& m : members) {
      if (m.name != name) fewer.push_back(m);
    }
    if (fewer.size() == members.size()) return;
    const auto again = scenario::encode_tpdu(with(fewer));
    if (again && *again == *wanted) members = std::move(fewer);
  };
  for (const char* name : {"tp-ud", "tp-udl", "tp-udhi"}) try_without(name);
  const Value::Map all = members;
  for (const Value::Member& m : all) {
    if (m.name != "text" && m.name != "data") try_without(m.name);
  }
  return with(std::move(members));
}

}  // namespace mapsim::cli
