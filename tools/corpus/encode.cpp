#include "tools/corpus/encode.h"

#include <algorithm>
#include <array>

#include "scenarios/engine/message_tree.h"
#include "sigtran/core/fields.h"
#include "sigtran/map/application_contexts.h"
#include "sigtran/map/dialogue_pdu.h"
#include "sigtran/map/user_information.h"
#include "tools/corpus/damage.h"
#include "tools/corpus/parameters.h"
#include "tools/decode/layers.h"

namespace mapsim::corpus {

namespace {

using tcap::MessageType;

constexpr std::size_t kMinimum = 20;  // octets of a segment that is not the last, at least

std::string oid_of(map::ApplicationContext context) {
  return "0.4.0.0.1.0." + std::to_string(context.code) + "." + std::to_string(context.version);
}

std::string id_text(std::uint32_t id, std::size_t octets) {
  Octets bytes;
  for (std::size_t i = octets; i-- > 0;) bytes.push_back(static_cast<std::uint8_t>(id >> (8U * i)));
  return "0x" + to_hex(bytes);
}

Value gt_address(const Side& side) {
  Value gt;
  gt.add("indicator", 4);
  gt.add("tt", 0);
  gt.add("np", "e164");
  gt.add("nai", "international");
  gt.add("digits", side.digits);
  Value out;
  out.add("routing", "gt");
  out.add("ssn", static_cast<int>(side.ssn));
  out.add("gt", std::move(gt));
  return out;
}

// What a user wrote of an address, in the order of the wire and with its routing.
Value complete_address(const Value& address) {
  Value out;
  const Value* routing = address.find("routing");
  out.add("routing", routing != nullptr ? *routing : Value("gt"));
  return merged(std::move(out), address);
}

// One dialogue while it is encoded.
class Encoder {
 public:
  Encoder(const Dialogue& dialogue, std::uint32_t initiator_id, std::uint32_t responder_id,
          std::uint32_t reference)
      : dialogue_(dialogue),
        initiator_id_(initiator_id),
        responder_id_(responder_id),
        reference_(reference) {}

  Result<void> turn(const Turn& turn, std::vector<Sent>& out);

 private:
  Result<Octets> parameter(const Part& part);
  Result<void> components(const Turn& turn, Value& body, Value& map);
  Result<void> portion(const Turn& turn, Value& body, Value& map);
  Result<void> whole(const Turn& turn, std::vector<Sent>& out);
  Value sccp_of(const Turn& turn) const;
  Result<void> send(const Turn& turn, Value sccp, Octets data, Value above, std::vector<Sent>& out);
  Value data_of(const Turn& turn) const;

  const Dialogue& dialogue_;
  std::uint32_t initiator_id_;
  std::uint32_t responder_id_;
  std::uint32_t reference_;
  bool answered_ = false;
  const Side& sender(const Turn& turn) const { return turn.back ? dialogue_.responder : dialogue_.initiator; }
  const Side& receiver(const Turn& turn) const {
    return turn.back ? dialogue_.initiator : dialogue_.responder;
  }
};

Result<Octets> Encoder::parameter(const Part& part) {
  if (part.parameter.is_null()) return Octets();
  if (const auto* octets = part.parameter.if_octets()) return *octets;
  switch (part.kind) {
    case PartKind::invoke:
      return scenario::encode_argument(part.operation, &part.parameter);
    case PartKind::result:
    case PartKind::result_not_last:
      return scenario::encode_result(part.operation, &part.parameter);
    case PartKind::error:
      return scenario::encode_error(part.code, dialogue_.context, &part.parameter);
    case PartKind::reject:
      break;
  }
  return Octets();
}

Result<void> Encoder::components(const Turn& turn, Value& body, Value& map) {
  Value::List wire;
  Value::List meaning;
  for (const Part& part : turn.parts) {
    auto octets = parameter(part);
    if (!octets) return tl::unexpected(octets.error());
    Value component;
    Value shown;
    if (part.invoke_id >= 0) component.add("invoke-id", part.invoke_id);
    const auto name = scenario::operation_name(part.code, dialogue_.context);
    std::string kind;
    switch (part.kind) {
      case PartKind::invoke:
        kind = "invoke";
        component.add("opcode", static_cast<std::int64_t>(part.code));
        shown.add("invoke", name);
        break;
      case PartKind::result:
      case PartKind::result_not_last:
        kind = part.kind == PartKind::result ? "return-result-last" : "return-result-not-last";
        // Operation code and parameter are there together or not at all (Q.773 table 17).
        if (!octets->empty()) component.add("opcode", static_cast<std::int64_t>(part.code));
        shown.add(part.kind == PartKind::result ? "result" : "result-not-last", name);
        break;
      case PartKind::error:
        kind = "return-error";
        component.add("error-code", static_cast<std::int64_t>(part.code));
        shown.add("error", scenario::error_name(part.code, dialogue_.context));
        break;
      case PartKind::reject: {
        kind = "reject";
        Value problem;
        problem.add(std::string(part.problem_kind), part.problem);
        component.add("problem", std::move(problem));
        shown.add("reject", part.problem);
        break;
      }
    }
    if (!octets->empty()) {
      component.add("parameter", *octets);
      shown.add(part.kind == PartKind::invoke ? "argument" : "parameter", part.parameter);
    }
    wire.emplace_back();
    wire.back().add(kind, std::move(component));
    meaning.push_back(std::move(shown));
  }
  if (wire.empty()) return {};
  body.add("components", std::move(wire));
  map.add("components", std::move(meaning));
  return {};
}

Result<void> Encoder::portion(const Turn& turn, Value& body, Value& map) {
  Value apdu;
  if (turn.apdu) {
    apdu = *turn.apdu;
  } else if (dialogue_.context.version > 1 && turn.type == MessageType::begin) {
    apdu = json(R"({"aarq":{"protocol-version":"version1","application-context-name":")" +
                oid_of(dialogue_.context) + "\"}}");
  } else if (dialogue_.context.version > 1 && turn.back && !answered_ && turn.abort_cause.empty()) {
    apdu = json(R"({"aare":{"protocol-version":"version1","application-context-name":")" +
                oid_of(dialogue_.context) +
                R"(","result":"accepted","result-source-diagnostic":{"dialogue-service-user":"null"}}})");
  }
  if (apdu.is_null()) return {};
  if (!turn.pdu.is_null()) {
    const auto pdu = from_value<map::DialoguePdu>(turn.pdu);
    if (!pdu) return tl::unexpected(pdu.error());
    const auto information = map::encode_user_information(*pdu);
    if (!information) return tl::unexpected(information.error());
    apdu.if_map()->front().value.add("user-information", *information);
    map.add("dialogue", turn.pdu);
  }
  body.add("dialogue", std::move(apdu));
  return {};
}

Value Encoder::sccp_of(const Turn& turn) const {
  Value sccp;
  const Value* form = turn.sccp.find("message");
  const std::string name = form != nullptr ? *form->if_string() : "UDT";
  sccp.add("message", name);
  const bool service = name.ends_with('S');
  if (!service) {
    sccp.add("class", 0);
    if (form == nullptr) sccp.add("return-on-error", true);
  }
  sccp.add("called", gt_address(service ? dialogue_.initiator : receiver(turn)));
  sccp.add("calling", gt_address(service ? dialogue_.responder : sender(turn)));
  sccp = merged(std::move(sccp), turn.sccp);
  for (const char* end : {"called", "calling"}) {
    for (Value::Member& m : *sccp.if_map()) {
      if (m.name == end) m.value = complete_address(m.value);
    }
  }
  return sccp;
}

Value Encoder::data_of(const Turn& turn) const {
  // What is returned travels against the message.
  const Value* form = turn.sccp.find("message");
  const bool returned = form != nullptr && form->if_string()->ends_with('S');
  const Side& from = returned ? receiver(turn) : sender(turn);
  const Side& to = returned ? sender(turn) : receiver(turn);
  Value data;
  data.add("opc", static_cast<std::int64_t>(from.pc));
  data.add("dpc", static_cast<std::int64_t>(to.pc));
  data.add("si", 3);
  data.add("ni", 2);
  data.add("mp", 0);
  data.add("sls", static_cast<std::int64_t>(initiator_id_ % 16));
  if (const Value* label = turn.m3ua.find("protocol-data")) data = merged(std::move(data), *label);
  Value out;
  out.add("message", "data");
  for (const char* before : {"network-appearance", "routing-context"}) {
    if (const Value* parameter = turn.m3ua.find(before)) out.add(before, *parameter);
  }
  out.add("protocol-data", std::move(data));
  if (const Value* parameter = turn.m3ua.find("correlation-id")) out.add("correlation-id", *parameter);
  return out;
}

Result<void> Encoder::send(const Turn& turn, Value sccp, Octets data, Value above, std::vector<Sent>& out) {
  Value with_data = sccp;
  if (sccp.find("management") == nullptr) with_data.add("data", data);
  auto sccp_octets = cli::encode_layer("sccp", with_data, {});
  if (!sccp_octets) return tl::unexpected(sccp_octets.error());
  damage_sccp(turn.damage, *sccp_octets);
  Value m3ua = data_of(turn);
  Value with_sccp = m3ua;
  for (Value::Member& m : *with_sccp.if_map()) {
    if (m.name == "protocol-data") m.value.add("data", *sccp_octets);
  }
  auto m3ua_octets = cli::encode_layer("m3ua", with_sccp, {});
  if (!m3ua_octets) return tl::unexpected(m3ua_octets.error());
  damage_m3ua(turn.damage, *m3ua_octets);
  const bool returned =
      m3ua.find_path("protocol-data.opc") != nullptr && sccp.find("return-cause") != nullptr;
  Sent sent{.from = returned ? receiver(turn) : sender(turn),
            .to = returned ? sender(turn) : receiver(turn),
            .m3ua = std::move(*m3ua_octets),
            .stated = {},
            .violation = turn.violation};
  sent.stated.add("m3ua", std::move(m3ua));
  sent.stated.add("sccp", std::move(sccp));
  sent.stated = merged(std::move(sent.stated), above);
  out.push_back(std::move(sent));
  return {};
}

Result<void> Encoder::whole(const Turn& turn, std::vector<Sent>& out) {
  Value body(Value::Map{});
  Value map(Value::Map{});
  map.add("application-context", map::to_string(dialogue_.context));
  const std::string own = id_text(turn.back ? responder_id_ : initiator_id_, dialogue_.tid_octets);
  const std::string peer = id_text(turn.back ? initiator_id_ : responder_id_, dialogue_.tid_octets);
  if (turn.type == MessageType::begin || turn.type == MessageType::continue_) body.add("otid", own);
  if (turn.type != MessageType::begin) body.add("dtid", peer);
  if (!turn.abort_cause.empty()) body.add("p-abort-cause", turn.abort_cause);
  if (auto done = portion(turn, body, map); !done) return done;
  if (auto done = components(turn, body, map); !done) return done;
  Value tcap;
  tcap.add(std::string(*enum_name(turn.type)), std::move(body));
  auto octets = cli::encode_layer("tcap", tcap, {});
  if (!octets) return tl::unexpected(octets.error());
  damage_tcap(turn.damage, *octets);
  Value above;
  above.add("tcap", std::move(tcap));
  above.add("map", std::move(map));
  Value sccp = sccp_of(turn);
  if (turn.segments < 2) return send(turn, std::move(sccp), std::move(*octets), std::move(above), out);
  // The first segment is the longest (Q.714 4.1.1.1.2).
  const std::size_t size = std::max(kMinimum, octets->size() / turn.segments + 1);
  std::size_t at = 0;
  for (std::size_t i = 0; i < turn.segments; ++i) {
    const bool last = i + 1 == turn.segments;
    const std::size_t end = last ? octets->size() : std::min(octets->size(), at + size);
    Value segmentation;
    segmentation.add("first", i == 0);
    segmentation.add("class1", *sccp.find("class") == Value(1));
    segmentation.add("remaining", static_cast<std::int64_t>(turn.segments - 1 - i));
    segmentation.add("reference", static_cast<std::int64_t>(reference_));
    Value part = sccp;
    part.add("segmentation", std::move(segmentation));
    Octets data(octets->begin() + static_cast<std::ptrdiff_t>(at),
                octets->begin() + static_cast<std::ptrdiff_t>(end));
    if (auto done = send(turn, std::move(part), std::move(data), last ? above : Value(), out); !done)
      return done;
    at = end;
  }
  return {};
}

Result<void> Encoder::turn(const Turn& turn, std::vector<Sent>& out) {
  Result<void> done;
  if (!turn.management.is_null()) {
    auto octets = cli::encode_layer("m3ua", turn.management, {});
    if (!octets) return tl::unexpected(octets.error());
    Sent sent{.from = sender(turn),
              .to = receiver(turn),
              .m3ua = std::move(*octets),
              .stated = {},
              .violation = turn.violation};
    sent.stated.add("m3ua", turn.management);
    out.push_back(std::move(sent));
  } else if (turn.sccp.find("management") != nullptr) {
    done = send(turn, sccp_of(turn), {}, {}, out);
  } else {
    std::vector<Sent> sent;
    done = whole(turn, sent);
    if (turn.recorded) std::move(sent.begin(), sent.end(), std::back_inserter(out));
  }
  answered_ = answered_ || turn.back;
  return done;
}

}  // namespace

Result<std::vector<Sent>> encode(const Cell& cell, std::uint32_t number) {
  std::vector<Sent> out;
  std::vector<std::uint32_t> ids;
  const std::uint32_t base = number << 8U;
  for (std::size_t i = 0; i < cell.dialogues.size(); ++i) {
    const Dialogue& dialogue = cell.dialogues[i];
    const auto nth = static_cast<std::uint32_t>(i);
    const std::uint32_t id = dialogue.same_id_as ? ids[*dialogue.same_id_as] : 0x10000000U + base + nth;
    ids.push_back(id);
    // The last octets differ too, for ids of one octet.
    Encoder encoder(dialogue, id, 0x20000080U + base + nth, base + nth + 1);
    for (const Turn& turn : dialogue.turns) {
      if (auto done = encoder.turn(turn, out); !done) {
        Error error = done.error();
        error.field = cell.subject + "/" + cell.name + ": " + error.field;
        return fail(std::move(error));
      }
    }
  }
  return out;
}

}  // namespace mapsim::corpus
