#include "sigtran/tcap/value.h"

#include <functional>

namespace mapsim {

namespace tcap {
namespace {
// A member that is read later.
struct Subtree {
  Value value;
};
// What a message holds beside its type.
struct Body {
  std::optional<TransactionId> otid;
  std::optional<TransactionId> dtid;
  std::optional<PAbortCause> p_abort_cause;
  std::optional<Subtree> dialogue;
  std::optional<Subtree> components;
};
template <class V>
void fields(V& v, Body& b) {
  v("otid", b.otid);
  v("dtid", b.dtid);
  v("p-abort-cause", b.p_abort_cause);
  v("dialogue", b.dialogue);
  v("components", b.components);
}
}  // namespace
}  // namespace tcap

template <>
struct ValueTraits<tcap::Subtree> {
  static Value to(const tcap::Subtree& v) { return v.value; }
  static Result<tcap::Subtree> from(const Value& v) { return tcap::Subtree{v}; }
};

namespace tcap {

std::optional<Value::OctetRange> octet_range(OctetView whole, OctetView part) {
  const std::less_equal<const std::uint8_t*> not_after;
  if (part.empty() || whole.empty()) return std::nullopt;
  if (!not_after(whole.data(), part.data()) ||
      !not_after(part.data() + part.size(), whole.data() + whole.size())) {
    return std::nullopt;
  }
  return Value::OctetRange{static_cast<std::size_t>(part.data() - whole.data()), part.size()};
}

Result<const Value::Member*> chosen(const Value& value, std::span<const std::string_view> allowed) {
  const auto* map = value.if_map();
  if (map == nullptr || map->size() != 1) return fail(unexpected_kind(value, "a map with one member"));
  const Value::Member& member = map->front();
  for (const std::string_view name : allowed) {
    if (member.name == name) return &member;
  }
  return fail(Error{.layer = "", .text = unknown_name(member.name, allowed), .mark = member.mark});
}

Value message_value(const Message& message) {
  Body body{.otid = message.otid,
            .dtid = message.dtid,
            .p_abort_cause = message.p_abort_cause,
            .dialogue = std::nullopt,
            .components = std::nullopt};
  if (message.dialogue) {
    body.dialogue = Subtree{dialogue_value(*message.dialogue, message.octets, message.dialogue_octets)};
  }
  if (!message.components.empty()) {
    Value::List list;
    for (std::size_t i = 0; i < message.components.size(); ++i) {
      const OctetView octets =
          i < message.component_octets.size() ? message.component_octets[i] : OctetView();
      list.push_back(component_value(message.components[i], message.octets, octets));
    }
    body.components = Subtree{Value(std::move(list))};
  }
  Value value;
  value.add(std::string(*enum_name(message.type)), to_value(body));
  value.octets = octet_range(message.octets, message.octets);
  return value;
}

namespace {

Error within(Error error, std::string_view field) {
  error.field = error.field.empty() ? std::string(field) : std::string(field) + "." + error.field;
  return error;
}

Result<void> read_components(const Value& value, OwnedMessage& out) {
  const auto* list = value.if_list();
  if (list == nullptr) return fail(within(unexpected_kind(value, "a list"), "components"));
  for (std::size_t i = 0; i < list->size(); ++i) {
    auto component = component_from_value((*list)[i], out.storage);
    if (!component) return fail(within(component.error(), "components[" + std::to_string(i) + "]"));
    out.message.components.push_back(std::move(*component));
  }
  return {};
}

}  // namespace

Result<OwnedMessage> message_from_value(const Value& value) {
  constexpr std::string_view kTypes[] = {"unidirectional", "begin", "continue", "end", "abort"};
  const auto member = chosen(value, kTypes);
  if (!member) return tl::unexpected(member.error());
  const auto type = from_value<MessageType>(Value((*member)->name));
  auto body = from_value<Body>((*member)->value);
  if (!body) return fail(within(body.error(), (*member)->name));
  OwnedMessage out;
  out.message.type = *type;
  out.message.otid = body->otid;
  out.message.dtid = body->dtid;
  out.message.p_abort_cause = body->p_abort_cause;
  if (body->dialogue) {
    auto dialogue = dialogue_from_value(body->dialogue->value, out.storage);
    if (!dialogue) return fail(within(within(dialogue.error(), "dialogue"), (*member)->name));
    out.message.dialogue = std::move(*dialogue);
  }
  if (body->components) {
    if (auto done = read_components(body->components->value, out); !done) {
      return fail(within(done.error(), (*member)->name));
    }
  }
  return out;
}

}  // namespace tcap

Value ValueTraits<tcap::TransactionId>::to(const tcap::TransactionId& id) {
  std::string text = "0x";
  for (int shift = id.octets * 8 - 4; shift >= 0; shift -= 4) {
    text += "0123456789abcdef"[(id.value >> static_cast<unsigned>(shift)) & 0xFU];
  }
  return Value(std::move(text));
}

Result<tcap::TransactionId> ValueTraits<tcap::TransactionId>::from(const Value& v) {
  constexpr const char* kExpected =
      "a transaction id: a number, \"0x\" and two digits for each of 1 to 4 octets, or octets";
  if (const auto* number = v.if_int()) {
    if (*number < 0 || *number > 0xFFFFFFFF)
      return fail(unexpected_kind(v, "a transaction id of at most 32 bits"));
    return tcap::TransactionId{.value = static_cast<std::uint32_t>(*number), .octets = 4};
  }
  Octets octets;
  if (const auto* text = v.if_string()) {
    const bool prefixed = text->starts_with("0x") || text->starts_with("0X");
    const auto read = from_hex(prefixed ? std::string_view(*text).substr(2) : std::string_view());
    if (read) octets = *read;
  } else if (const auto read = from_value<Octets>(v)) {
    octets = *read;
  }
  if (octets.empty() || octets.size() > 4) return fail(unexpected_kind(v, kExpected));
  tcap::TransactionId id{.value = 0, .octets = static_cast<std::uint8_t>(octets.size())};
  for (const std::uint8_t octet : octets) id.value = (id.value << 8U) | octet;
  return id;
}

Value ValueTraits<tcap::Oid>::to(const tcap::Oid& oid) {
  if (auto text = tcap::oid_text(oid)) return Value(std::move(*text));
  return Value(OctetView(oid.data(), oid.size()));
}

Result<tcap::Oid> ValueTraits<tcap::Oid>::from(const Value& v) {
  if (const auto* text = v.if_string()) {
    auto oid = tcap::oid_from_text(*text);
    if (!oid) oid.error().mark = v.mark;
    return oid;
  }
  const auto octets = from_value<Octets>(v);
  if (!octets || octets->size() > tcap::Oid::static_capacity) {
    return fail(unexpected_kind(v, "an object identifier such as 0.4.0.0.1.0.25.3, or at most 32 octets"));
  }
  return tcap::Oid(octets->begin(), octets->end());
}

Value ValueTraits<tcap::Code>::to(const tcap::Code& code) {
  if (const auto* local = std::get_if<std::int32_t>(&code)) return to_value(*local);
  return to_value(std::get<tcap::Oid>(code));
}

Result<tcap::Code> ValueTraits<tcap::Code>::from(const Value& v) {
  if (v.if_int() != nullptr) {
    const auto local = from_value<std::int32_t>(v);
    if (!local) return tl::unexpected(local.error());
    return tcap::Code(*local);
  }
  const auto global = from_value<tcap::Oid>(v);
  if (!global) return tl::unexpected(global.error());
  return tcap::Code(*global);
}

}  // namespace mapsim
