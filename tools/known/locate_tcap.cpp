// Q.773 tables 8 to 23 (transaction and component portion) and 4.2.3 (dialogue portion).
#include <vector>

#include "sigtran/core/ber.h"
#include "sigtran/tcap/codec.h"
#include "tools/known/locate.h"

namespace mapsim::known {

namespace {

using Elements = std::vector<ber::Element>;

constexpr ber::Tag kInteger = 0x02;
constexpr ber::Tag kSequence = 0x30;
constexpr ber::Tag kLinkedId = 0x80;
constexpr ber::Tag kReject = 0xA4;
// APDUs, and what is in them
constexpr ber::Tag kAbrt = 0x64;
constexpr ber::Tag kProtocolVersion = 0x80;
constexpr ber::Tag kAbortSource = 0x80;
constexpr ber::Tag kContextName = 0xA1;
constexpr ber::Tag kResult = 0xA2;
constexpr ber::Tag kDiagnostic = 0xA3;

Elements children(ber::Cursor cursor) {
  Elements out;
  ber::Element e;
  while (!cursor.at_end() && cursor.read(e)) out.push_back(e);
  return out;
}

Value::OctetRange contents(const ber::Element& e) {
  return e.contents.empty() ? Value::OctetRange{e.offset, e.whole.size()}
                            : Value::OctetRange{e.contents_offset, e.contents.size()};
}

void give(Value& tree, std::string_view name, const ber::Element& e) {
  if (Value* value = member(tree, name)) value->octets = contents(e);
}

// The innermost of elements that have one element each.
ber::Element innermost(ber::Element e) {
  while (ber::is_constructed(e.tag)) {
    const Elements below = children(ber::Cursor(e));
    if (below.size() != 1) break;
    e = below.front();
  }
  return e;
}

void locate_apdu(Value& tree, const ber::Element& apdu) {
  for (const ber::Element& e : children(ber::Cursor(apdu))) {
    if (e.tag == kAbortSource && apdu.tag == kAbrt) give(tree, "abort-source", e);
    if (e.tag == kProtocolVersion && apdu.tag != kAbrt) give(tree, "protocol-version", e);
    if (e.tag == kContextName) give(tree, "application-context-name", innermost(e));
    if (e.tag == kResult) give(tree, "result", innermost(e));
    if (e.tag != kDiagnostic) continue;
    Value* diagnostic = member(tree, "result-source-diagnostic");
    auto* chosen = diagnostic != nullptr ? diagnostic->if_map() : nullptr;
    if (chosen != nullptr && chosen->size() == 1) chosen->front().value.octets = contents(innermost(e));
  }
}

// [APPLICATION 11] EXTERNAL { object identifier, [0] { APDU } }
void locate_dialogue(Value& tree, const ber::Element& portion) {
  auto* map = tree.if_map();
  if (map == nullptr || map->size() != 1) return;
  for (const ber::Element& external : children(ber::Cursor(portion))) {
    for (const ber::Element& e : children(ber::Cursor(external))) {
      if (!ber::is_constructed(e.tag)) continue;
      const Elements apdus = children(ber::Cursor(e));
      if (!apdus.empty()) locate_apdu(map->front().value, apdus.front());
    }
  }
}

void locate_component(Value& tree, const ber::Element& component) {
  auto* map = tree.if_map();
  if (map == nullptr || map->size() != 1) return;
  Value& body = map->front().value;
  Elements parts = children(ber::Cursor(component));
  if (parts.empty()) return;
  give(body, "invoke-id", parts.front());
  parts.erase(parts.begin());
  if (component.tag == kReject) {
    Value* problem = member(body, "problem");
    auto* chosen = problem != nullptr ? problem->if_map() : nullptr;
    if (chosen != nullptr && chosen->size() == 1 && !parts.empty())
      chosen->front().value.octets = contents(parts.front());
    return;
  }
  if (!parts.empty() && parts.front().tag == kLinkedId) {
    give(body, "linked-id", parts.front());
    parts.erase(parts.begin());
  }
  // A result has its operation code in a SEQUENCE with the parameter.
  if (!parts.empty() && parts.front().tag == kSequence && member(body, "opcode") != nullptr)
    parts = children(ber::Cursor(parts.front()));
  if (parts.empty() || parts.front().tag != kInteger) return;
  give(body, "opcode", parts.front());
  give(body, "error-code", parts.front());
}

}  // namespace

void locate_tcap(Value& tree, OctetView message) {
  auto* map = tree.if_map();
  ber::Cursor cursor(message);
  ber::Element whole;
  if (map == nullptr || map->size() != 1 || !cursor.read(whole)) return;
  Value& body = map->front().value;
  for (const ber::Element& e : children(ber::Cursor(whole))) {
    if (e.tag == tcap::kOtidTag) give(body, "otid", e);
    if (e.tag == tcap::kDtidTag) give(body, "dtid", e);
    if (e.tag == tcap::kPAbortCauseTag) give(body, "p-abort-cause", e);
    if (e.tag == tcap::kDialoguePortionTag) {
      if (Value* dialogue = member(body, "dialogue")) locate_dialogue(*dialogue, e);
    }
    if (e.tag != tcap::kComponentPortionTag) continue;
    Value* components = member(body, "components");
    auto* list = components != nullptr ? components->if_list() : nullptr;
    const Elements elements = children(ber::Cursor(e));
    for (std::size_t i = 0; list != nullptr && i < list->size() && i < elements.size(); ++i)
      locate_component((*list)[i], elements[i]);
  }
}

}  // namespace mapsim::known
