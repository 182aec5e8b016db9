#include "sigtran/core/ber.h"
#include "sigtran/map/application_contexts.h"
#include "tools/known/locate.h"
#include "tools/report/octet_ranges.h"

namespace mapsim::known {

namespace {

using Range = Value::OctetRange;

constexpr ber::Tag kSingleAsn1Type = 0xA0;  // of an EXTERNAL (X.690 8.18)

// The members of {begin: {…}} and {invoke: {…}}, which have one.
const Value* only_member(const Value& tree) {
  const auto* map = tree.if_map();
  return map == nullptr || map->size() != 1 ? nullptr : &map->front().value;
}

// Whether an object identifier, "0.4.0.0.1.0.25.3", is that of a context, "shortMsgMT-Relay-v3".
bool is_name_of(const Value& oid, const Value& context) {
  const auto* numbers = oid.if_string();
  const auto* text = context.if_string();
  if (numbers == nullptr || text == nullptr) return false;
  const auto* row = map::find_application_context(*text);
  return row != nullptr && numbers->ends_with("." + std::to_string(row->context.code) + "." +
                                              std::to_string(row->context.version));
}

void locate_component(Value& component, const Value& tcap, OctetView message) {
  const Value* body = only_member(tcap);
  if (body == nullptr) return;
  for (const char* code : {"opcode", "error-code", "problem"}) {
    const Value* from = body->find(code);
    if (from == nullptr) continue;
    for (const char* name : {"invoke", "result", "result-not-last", "error", "reject"}) {
      if (Value* value = member(component, name)) value->octets = from->octets;
    }
  }
  const Value* octets = body->find("parameter");
  if (octets == nullptr || !octets->octets) return;
  const Range range = *octets->octets;
  for (const char* name : {"argument", "parameter"}) {
    if (Value* value = member(component, name))
      report::locate_parameter(*value, message.subspan(range.offset, range.size), range.offset);
  }
}

// The MAP dialogue PDU stands in an EXTERNAL (TS 29.002 17.4, X.690 8.18).
void locate_dialogue(Value& pdu, Range information, OctetView message) {
  ber::Cursor externals(message.subspan(information.offset, information.size), information.offset);
  ber::Element e;
  if (!externals.read(e)) return;
  ber::Cursor inside(e);
  while (!inside.at_end() && inside.read(e)) {
    if (e.tag != kSingleAsn1Type) continue;
    ber::Cursor single(e);
    ber::Element element;
    auto* map = pdu.if_map();
    if (!single.read(element) || map == nullptr || map->size() != 1) return;
    report::locate_parameter(map->front().value, element.whole, element.offset);
    return;
  }
}

}  // namespace

void locate_map(Value& map, const Value& tcap, OctetView message) {
  const Value* body = only_member(tcap);
  if (body == nullptr) return;
  if (const Value* dialogue = body->find("dialogue")) {
    const Value* apdu = only_member(*dialogue);
    const Value* name = apdu != nullptr ? apdu->find("application-context-name") : nullptr;
    // A refusal may name another context than the dialogue's.
    if (Value* context = member(map, "application-context");
        context != nullptr && name != nullptr && is_name_of(*name, *context))
      context->octets = name->octets;
    const Value* information = apdu != nullptr ? apdu->find("user-information") : nullptr;
    if (Value* pdu = member(map, "dialogue"); pdu != nullptr && information != nullptr && information->octets)
      locate_dialogue(*pdu, *information->octets, message);
  }
  const Value* components = body->find("components");
  Value* shown = member(map, "components");
  if (components == nullptr || shown == nullptr) return;
  const auto* from = components->if_list();
  auto* to = shown->if_list();
  for (std::size_t i = 0; from != nullptr && to != nullptr && i < to->size() && i < from->size(); ++i)
    locate_component((*to)[i], (*from)[i], message);
}

}  // namespace mapsim::known
