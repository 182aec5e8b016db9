#include "sigtran/tcap/codec.h"

#include <algorithm>

namespace mapsim::tcap {

namespace {

// Copied to begin with: a copy is a few wide stores, where value initialisation first clears octet by octet.
const Component kBlankComponent;
const DialogueElement kBlankDialogue;

std::optional<MessageType> message_type(ber::Tag tag) {
  switch (tag) {
    case 0x61:
    case 0x62:
    case 0x64:
    case 0x65:
    case 0x67:
      return static_cast<MessageType>(tag);
    default:
      return std::nullopt;
  }
}

std::optional<TransactionId> to_transaction_id(const ber::Element& e) {
  if (e.contents.empty() || e.contents.size() > 4) return std::nullopt;
  TransactionId id{.value = 0, .octets = static_cast<std::uint8_t>(e.contents.size())};
  for (const std::uint8_t octet : e.contents) id.value = (id.value << 8U) | octet;
  return id;
}

// Takes the first sound id of each kind out of a transaction portion that may be damaged (Q.774 3.3.4).
void derive_transaction_ids(OctetView contents, Message& out) {
  ber::Cursor cursor(contents);
  for (ber::Element e; !cursor.at_end() && cursor.read(e);) {
    if (e.tag == kOtidTag && !out.otid) out.otid = to_transaction_id(e);
    if (e.tag == kDtidTag && !out.dtid) out.dtid = to_transaction_id(e);
  }
}

// Reads the elements of a message in the order of Q.773 3.1.
class MessageReader {
 public:
  MessageReader(OctetView octets, Reading& out) : octets_(octets), out_(out) {}

  void read() {
    ber::Cursor outer(octets_);
    ber::Element e;
    if (!outer.read(e)) {
      undelimited(outer);
      return;
    }
    out_.message.octets = octets_;
    const auto type = message_type(e.tag);
    out_.type_known = type.has_value();
    if (type) out_.message.type = *type;
    if (!portions(outer, e)) {
      // What was read in order may be less than what can be derived, and a wrong order leaves traces.
      Message derived;
      derived.type = out_.message.type;
      if (ber::is_constructed(e.tag)) derive_transaction_ids(e.contents, derived);
      out_.message = std::move(derived);
      return;
    }
    if (dialogue_) read_dialogue_portion();
    if (components_ && !out_.dialogue_fault) read_component_portion();
  }

 private:
  bool fault(PAbortCause cause, std::size_t offset, const char* field, const char* text) {
    out_.transaction_fault = TransactionFault{
        cause, Error{.layer = "tcap", .field = field, .clause = "Q.772 2.3", .offset = offset, .text = text}};
    return false;
  }
  bool bad_format(std::size_t offset, const char* field, const char* text) {
    return fault(PAbortCause::badly_formatted_transaction_portion, offset, field, text);
  }
  bool incorrect(std::size_t offset, const char* field, const char* text) {
    return fault(PAbortCause::incorrect_transaction_portion, offset, field, text);
  }
  bool damaged(ber::Cursor& cursor) {
    Error error = cursor.next().error();
    error.layer = "tcap";
    error.field = "transaction portion";
    out_.transaction_fault =
        TransactionFault{PAbortCause::badly_formatted_transaction_portion, std::move(error)};
    return false;
  }

  // The message does not end where its length says.
  void undelimited(ber::Cursor& cursor) {
    damaged(cursor);
    if (const auto tag = cursor.peek()) {
      const auto type = message_type(*tag);
      out_.type_known = type.has_value();
      if (type) out_.message.type = *type;
      if (const auto contents = reachable_contents(octets_); contents && ber::is_constructed(*tag)) {
        derive_transaction_ids(*contents, out_.message);
      }
    }
  }

  bool portions(const ber::Cursor& outer, const ber::Element& e) {
    if (!outer.at_end()) return bad_format(outer.offset(), "message", "octets follow the end of the message");
    if (!out_.type_known) {
      return fault(PAbortCause::unrecognized_message_type, 0, "message type", "no message type has this tag");
    }
    ber::Cursor cursor(e);
    const MessageType type = out_.message.type;
    const bool has_otid = type == MessageType::begin || type == MessageType::continue_;
    const bool has_dtid = type != MessageType::begin && type != MessageType::unidirectional;
    if (has_otid && !transaction_id(cursor, kOtidTag, "OTID", out_.message.otid)) return false;
    if (has_dtid && !transaction_id(cursor, kDtidTag, "DTID", out_.message.dtid)) return false;
    if (type == MessageType::abort && !p_abort_cause(cursor)) return false;
    if (!out_.message.p_abort_cause && !portion(cursor, kDialoguePortionTag, "dialogue portion", dialogue_))
      return false;
    if (type != MessageType::abort &&
        !portion(cursor, kComponentPortionTag, "component portion", components_)) {
      return false;
    }
    if (!cursor.at_end()) return unexpected(cursor);
    if (components_ && components_->contents.empty()) {
      return incorrect(components_->offset, "component portion", "holds no component");
    }
    if (type == MessageType::unidirectional && !components_) {
      return incorrect(cursor.offset(), "component portion", "is missing");
    }
    return true;
  }

  bool unexpected(ber::Cursor& cursor) {
    const std::size_t at = cursor.offset();
    ber::Element e;
    if (!cursor.read(e)) return damaged(cursor);
    return incorrect(at, "transaction portion",
                     "an element stands here that this message does not have there");
  }

  // The next element is one of this tag in the wrong form (Q.773 4.1.1).
  static bool wrong_form(const ber::Cursor& cursor, ber::Tag tag) {
    return cursor.next_is(tag ^ ber::kConstructed);
  }

  bool transaction_id(ber::Cursor& cursor, ber::Tag tag, const char* field,
                      std::optional<TransactionId>& id) {
    if (cursor.at_end()) return incorrect(cursor.offset(), field, "is missing");
    const std::size_t at = cursor.offset();
    ber::Element e;
    const bool read = cursor.read(e);
    if (read && e.tag == tag) {
      id = to_transaction_id(e);
      return id || incorrect(at, field, "has 1 to 4 octets");
    }
    if (read ? e.tag == (tag ^ ber::kConstructed) : wrong_form(cursor, tag)) {
      return bad_format(at, field, "is primitive, not constructed");
    }
    if (!read) return damaged(cursor);
    return incorrect(at, field, "is expected here, another element was found");
  }

  bool p_abort_cause(ber::Cursor& cursor) {
    constexpr const char* kField = "P-Abort cause";
    if (wrong_form(cursor, kPAbortCauseTag))
      return bad_format(cursor.offset(), kField, "is primitive, not constructed");
    if (!cursor.next_is(kPAbortCauseTag)) return true;
    ber::Element e;
    if (!cursor.read(e)) return damaged(cursor);
    const auto value = ber::read_integer(e);
    if (!value || *value < 0 || *value > 127) return incorrect(e.offset, kField, "is not within 0 to 127");
    out_.message.p_abort_cause = static_cast<PAbortCause>(*value);
    return true;
  }

  bool portion(ber::Cursor& cursor, ber::Tag tag, const char* field, std::optional<ber::Element>& out) {
    if (cursor.next_is(tag)) return cursor.read(out.emplace()) || damaged(cursor);
    if (wrong_form(cursor, tag)) return bad_format(cursor.offset(), field, "is constructed, not primitive");
    return true;
  }

  void read_dialogue_portion() {
    Message& m = out_.message;
    m.dialogue_octets = dialogue_->whole;
    m.dialogue.emplace(kBlankDialogue);
    out_.dialogue_fault = read_dialogue(*dialogue_, *m.dialogue);
    if (out_.dialogue_fault) m.dialogue.reset();
  }

  void read_component_portion() {
    const ber::Element& portion = *components_;
    ber::Cursor cursor(portion);
    while (!cursor.at_end()) {
      const std::size_t start = cursor.offset();
      Component& component = out_.message.components.emplace_back(kBlankComponent);
      out_.component_fault = read_component(cursor, portion.contents, portion.contents_offset, component);
      if (out_.component_fault) {
        out_.message.components.pop_back();
        return;
      }
      out_.message.component_octets.push_back(
          portion.contents.subspan(start - portion.contents_offset, cursor.offset() - start));
    }
  }

  OctetView octets_;
  Reading& out_;
  std::optional<ber::Element> dialogue_;
  std::optional<ber::Element> components_;
};

}  // namespace

std::optional<OctetView> reachable_contents(OctetView octets) {
  if (octets.size() < 2 || (octets[0] & 0x1FU) == 0x1F) return std::nullopt;
  const std::size_t header = octets[1] <= 0x80 ? 2U : 2U + (octets[1] & 0x7FU);
  if (header > octets.size()) return std::nullopt;
  return octets.subspan(header);
}

Reading read(OctetView octets) {
  Reading reading;
  MessageReader(octets, reading).read();
  return reading;
}

Result<Message> decode(OctetView octets) {
  Reading reading = read(octets);
  if (reading.transaction_fault) return fail(std::move(reading.transaction_fault->error));
  if (reading.dialogue_fault) return fail(std::move(*reading.dialogue_fault));
  if (reading.component_fault) return fail(std::move(reading.component_fault->error));
  return std::move(reading.message);
}

void encode_transaction_id(OutBuffer& out, std::uint8_t tag, TransactionId id) {
  for (std::uint32_t shift = 0; shift < id.octets * 8U; shift += 8U) {
    out.prepend_u8(static_cast<std::uint8_t>(id.value >> shift));
  }
  out.prepend_u8(id.octets);
  out.prepend_u8(tag);
}

void encode(const Message& message, OutBuffer& out) {
  const std::size_t before = out.size();
  for (std::size_t i = message.components.size(); i-- > 0;) encode_component(message.components[i], out);
  if (!message.components.empty()) ber::prepend_header(out, kComponentPortionTag, out.size() - before);
  if (message.dialogue) encode_dialogue_portion(*message.dialogue, out);
  if (message.p_abort_cause) {
    ber::prepend_integer(out, kPAbortCauseTag, static_cast<std::int32_t>(*message.p_abort_cause));
  }
  if (message.dtid) encode_transaction_id(out, kDtidTag, *message.dtid);
  if (message.otid) encode_transaction_id(out, kOtidTag, *message.otid);
  ber::prepend_header(out, static_cast<ber::Tag>(message.type), out.size() - before);
}

}  // namespace mapsim::tcap
