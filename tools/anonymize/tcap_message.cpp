#include "tools/anonymize/tcap_message.h"

#include "sigtran/tcap/codec.h"
#include "tools/decode/context_guess.h"

namespace mapsim::cli::anonymize {

namespace {

// Q.773 tables 10, 20 to 24, 33 to 50
constexpr ber::Tag kExternal = 0x28;
constexpr ber::Tag kSingleAsn1Type = 0xA0;
constexpr ber::Tag kOctetAligned = 0x81;
constexpr ber::Tag kUserInformation = 0xBE;
constexpr ber::Tag kLinkedId = 0x80;

bool is_tcap_own(ber::Tag tag) {
  // Transaction ids and P-Abort cause; protocol version, abort source, results and diagnostics; problems.
  switch (tag) {
    case 0x48:
    case 0x49:
    case 0x4A:
    case 0x80:
    case 0x81:
    case 0x82:
    case 0x83:
    case ber::kInteger:
    case ber::kNull:
    case ber::kObjectIdentifier:
      return true;
    default:
      return false;
  }
}

class TcapWalk {
 public:
  TcapWalk(Editor& editor, OctetSpan whole) : editor_(editor), whole_(whole) {}

  // Calls `f` for every element.
  template <class F>
  void each(const ber::Element& parent, F f) {
    ber::Cursor cursor(parent);
    while (!cursor.at_end()) {
      const std::size_t at = cursor.offset();
      const auto element = cursor.next();
      if (!element) {
        const std::size_t end = parent.contents_offset + parent.contents.size();
        return editor_.unknown(whole_.subspan(at, end - at), "BER of a TCAP message");
      }
      f(*element);
    }
  }

  void not_understood(const ber::Element& element, std::string_view what) {
    editor_.unknown_ber(of(element.whole), what);
  }

  // What TCAP itself says; nothing of it is long.
  void keep(const ber::Element& element) {
    constexpr std::size_t kMost = 16;
    if (!is_tcap_own(element.tag) || element.contents.size() > kMost)
      not_understood(element, "element of TCAP");
  }

  void dialogue(const ber::Element& portion) {
    each(portion, [&](const ber::Element& external) {
      if (external.tag != kExternal) return not_understood(external, "dialogue portion");
      each(external, [&](const ber::Element& e) {
        if (e.tag != kSingleAsn1Type && e.tag != kOctetAligned) return keep(e);
        each(e, [&](const ber::Element& apdu) { apdu_of(apdu); });
      });
    });
  }

  void apdu_of(const ber::Element& apdu) {
    if (!ber::is_constructed(apdu.tag)) return not_understood(apdu, "dialogue portion");
    each(apdu, [&](const ber::Element& e) {
      if (e.tag == kUserInformation) return user_information(e);
      if (!ber::is_constructed(e.tag)) return keep(e);
      // Application context name, result, and the diagnostic one level further down.
      each(e, [&](const ber::Element& below) {
        if (!ber::is_constructed(below.tag)) return keep(below);
        each(below, [&](const ber::Element& lowest) { keep(lowest); });
      });
    });
  }

  void user_information(const ber::Element& information) {
    each(information, [&](const ber::Element& external) {
      if (external.tag != kExternal) return not_understood(external, "user information");
      each(external, [&](const ber::Element& e) {
        if (e.tag == kSingleAsn1Type || e.tag == kOctetAligned) {
          return replace_in_dialogue_pdu(editor_, of(e.contents));
        }
        keep(e);
      });
    });
  }

  void component(const ber::Element& component, const Operation& operation) {
    using enum tcap::ComponentType;
    switch (static_cast<tcap::ComponentType>(component.tag)) {
      case invoke:
      case return_error:
        return with_code(component, operation, component.tag);
      case return_result_last:
      case return_result_not_last:
        return each(component, [&](const ber::Element& e) {
          e.tag == ber::kSequence ? with_code(e, operation, component.tag) : keep(e);
        });
      case reject:
        return each(component, [&](const ber::Element& e) { keep(e); });
    }
    not_understood(component, "component");
  }

 private:
  OctetSpan of(OctetView part) { return writable(whole_, part); }

  // Identifiers, a code, and everything behind it as the parameter.
  void with_code(const ber::Element& parent, const Operation& operation, ber::Tag type) {
    ber::Cursor cursor(parent);
    const bool result = parent.tag == ber::kSequence;
    for (int integers = result ? 1 : 0; integers < 2 && !cursor.at_end();) {
      const auto element = cursor.next();
      if (!element) break;
      const bool code = element->tag == ber::kInteger || element->tag == ber::kObjectIdentifier ||
                        element->tag == ber::kNull;
      if (!code && element->tag != kLinkedId) break;
      keep(*element);
      integers += code ? 1 : 0;
      if (integers == 2) {
        std::int32_t error = -1;
        if (element->tag == ber::kInteger) ber::read_integer(*element, error);
        const std::size_t at = cursor.offset();
        const std::size_t end = parent.contents_offset + parent.contents.size();
        return parameter(whole_.subspan(at, end - at), operation, type, error);
      }
    }
    editor_.unknown(of(parent.contents), "component");
  }

  void parameter(OctetSpan octets, const Operation& operation, ber::Tag type, std::int32_t error) {
    using enum tcap::ComponentType;
    if (type == static_cast<ber::Tag>(invoke)) return replace_in_argument(editor_, octets, operation);
    if (type == static_cast<ber::Tag>(return_error))
      return replace_in_error(editor_, octets, error, operation);
    replace_in_result(editor_, octets, operation);
  }

  Editor& editor_;
  OctetSpan whole_;
};

}  // namespace

std::optional<Followed> TcapMessages::follow(const tcap::Message& message, const TcapArrival& arrival) {
  dialogues_.take_ended();
  if (arrival.returned) {
    // As it was sent (Q.714 4.2).
    mtp::RoutingLabel sent = arrival.path.label;
    std::swap(sent.opc, sent.dpc);
    return dialogues_.find(message, {arrival.path.calling, arrival.path.called, sent});
  }
  if (arrival.again) return dialogues_.find(message, arrival.path);
  return dialogues_.follow(message, arrival.path, arrival.at);
}

void TcapMessages::replace(Editor& editor, OctetSpan octets, const TcapArrival& arrival) {
  const auto message = tcap::decode(octets);
  if (!message) return editor.unknown(octets, "TCAP message");
  const auto followed = follow(*message, arrival);
  auto context = followed ? followed->dialogue->context : context_of(*message);
  if (!context) context = guess_context(*message, followed);
  // The codes, before anything is replaced.
  std::vector<Operation> operations;
  for (const tcap::Component& c : message->components) {
    operations.push_back({operation_code_of(c, followed), context.value_or(map::ApplicationContext{})});
  }
  ber::Cursor cursor{OctetView(octets)};
  const auto whole = cursor.next();
  if (!whole) return editor.unknown(octets, "TCAP message");
  if (!cursor.at_end()) editor.unknown(octets.subspan(cursor.offset()), "octets behind the TCAP message");
  TcapWalk walk(editor, octets);
  walk.each(*whole, [&](const ber::Element& part) {
    if (part.tag == tcap::kDialoguePortionTag) return walk.dialogue(part);
    if (part.tag != tcap::kComponentPortionTag) return walk.keep(part);
    std::size_t index = 0;
    walk.each(part, [&](const ber::Element& component) {
      walk.component(component, index < operations.size() ? operations[index] : Operation{});
      ++index;
    });
  });
}

}  // namespace mapsim::cli::anonymize
