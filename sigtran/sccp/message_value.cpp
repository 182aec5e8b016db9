// Whole messages as users write and read them.
#include "sigtran/sccp/names.h"

namespace mapsim {

namespace {

using sccp::Header;
using sccp::Message;
using sccp::MessageFormat;
using sccp::MessageView;

// Adds a member, with its octets where they are known.
void add(Value& v, const char* name, Value member, const MessageView::Part* part) {
  if (part != nullptr) member.octets = Value::OctetRange{.offset = part->offset, .size = part->size};
  v.add(name, std::move(member));
}

Value message_value(const Header& h, OctetView data, OctetView surplus, const MessageView* at) {
  const MessageFormat& format = sccp::format_of(h.type);
  const MessageView::Part type{0, 1};
  const MessageView::Part fixed{1, 1};
  const MessageView::Part hops{2, 1};
  const auto known = [at](const MessageView::Part& part) { return at != nullptr ? &part : nullptr; };
  Value v{Value::Map{}};
  add(v, "message", to_value(h.type), known(type));
  if (format.service) {
    add(v, "return-cause", to_value(h.return_cause), known(fixed));
  } else {
    add(v, "class", static_cast<int>(h.protocol_class), known(fixed));
    if (h.return_on_error()) {
      add(v, "return-on-error", true, known(fixed));
    } else if (h.message_handling != 0) {
      add(v, "message-handling", static_cast<int>(h.message_handling), known(fixed));
    }
  }
  if (format.hop_counter) add(v, "hop-counter", static_cast<int>(h.hop_counter), known(hops));
  add(v, "called", to_value(h.called), at != nullptr ? &at->called : nullptr);
  add(v, "calling", to_value(h.calling), at != nullptr ? &at->calling : nullptr);
  const MessageView::Part* optional = at != nullptr ? &at->optional_part : nullptr;
  if (h.segmentation) add(v, "segmentation", to_value(*h.segmentation), optional);
  if (h.importance) add(v, "importance", static_cast<int>(*h.importance), optional);
  if (!h.others.empty()) add(v, "optional", to_value(h.others), optional);
  add(v, "data", data, at != nullptr ? &at->user_data : nullptr);
  if (!surplus.empty()) v.add("surplus", surplus);
  return v;
}

Error wrong_header(const char* field, std::string text) {
  return Error{.layer = "", .field = field, .text = std::move(text)};
}

// The members of one message type: others are refused by name.
void fixed_part(FromValue& in, const MessageFormat& format, Header& h) {
  if (format.service) {
    in("return-cause", h.return_cause);
  } else {
    bool return_on_error = false;
    std::optional<std::uint8_t> handling;
    in("class", h.protocol_class);
    in.flag("return-on-error", return_on_error);
    in("message-handling", handling);
    if (return_on_error && handling) {
      in.refuse(wrong_header("message-handling", "says the same as return-on-error; allowed: one of them"));
    }
    if (h.protocol_class > 15) in.refuse(wrong_header("class", "is out of range; allowed: 0 to 15"));
    if (handling.value_or(0) > 15)
      in.refuse(wrong_header("message-handling", "is out of range; allowed: 0 to 15"));
    h.message_handling = handling.value_or(return_on_error ? sccp::kReturnOnError : std::uint8_t{0});
  }
  if (format.hop_counter) in("hop-counter", h.hop_counter);
}

void optional_part(FromValue& in, Header& h) {
  std::optional<std::vector<sccp::OptionalParameter>> others;
  in("segmentation", h.segmentation);
  in("importance", h.importance);
  in("optional", others);
  if (others) h.others = std::move(*others);
}

}  // namespace

Value ValueTraits<Message>::to(const Message& m) {
  return message_value(m.header, m.data, m.surplus, nullptr);
}

Result<Message> ValueTraits<Message>::from(const Value& v) {
  Message m;
  FromValue in(v);
  in("message", m.header.type);
  const MessageFormat* format = sccp::find_format(static_cast<std::uint8_t>(m.header.type));
  if (format == nullptr) {
    in.refuse(wrong_header("message",
                           "is no connectionless message; allowed: UDT, UDTS, XUDT, XUDTS, LUDT, LUDTS"));
  } else {
    fixed_part(in, *format, m.header);
    if (format->hop_counter) optional_part(in, m.header);
  }
  in("called", m.header.called);
  in("calling", m.header.calling);
  std::optional<Octets> surplus;
  in("data", m.data);
  in("surplus", surplus);
  if (surplus) m.surplus = std::move(*surplus);
  if (auto done = in.finish(); !done) return tl::unexpected(done.error());
  return m;
}

namespace sccp {

Value to_value(const MessageView& message) {
  return message_value(message.header, message.data, message.surplus, &message);
}

}  // namespace sccp

}  // namespace mapsim
