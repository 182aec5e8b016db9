#include "sigtran/tcap/dialogue_codec.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "sigtran/tcap/codec.h"

namespace mapsim::tcap {

namespace {

constexpr ber::Tag kObjectDescriptor = 0x07;
constexpr ber::Tag kExternal = 0x28;
constexpr ber::Tag kSingleAsn1Type = 0xA0;
constexpr ber::Tag kOctetAligned = 0x81;
constexpr ber::Tag kAarq = 0x60;  // and AUDT
constexpr ber::Tag kAare = 0x61;
constexpr ber::Tag kAbrt = 0x64;
constexpr ber::Tag kProtocolVersion = 0x80;
constexpr ber::Tag kApplicationContextName = 0xA1;
constexpr ber::Tag kResult = 0xA2;
constexpr ber::Tag kDiagnostic = 0xA3;
constexpr ber::Tag kAbortSource = 0x80;
constexpr ber::Tag kUserInformation = 0xBE;

// Q.773 3.2: { itu-t recommendation q 773 as (1) dialogue-as (1) version1 (1) } and unidialogue-as (2).
constexpr std::array<std::uint8_t, 7> kDialogueAs{0x00, 0x11, 0x86, 0x05, 0x01, 0x01, 0x01};
constexpr std::array<std::uint8_t, 7> kUnidialogueAs{0x00, 0x11, 0x86, 0x05, 0x01, 0x02, 0x01};

// Reads an APDU's elements in their order and keeps the first fault.
class ApduReader {
 public:
  explicit ApduReader(DialoguePortion& out) : out_(out) {}

  bool read(const ber::Element& apdu, bool unidialogue) {
    ber::Cursor cursor(apdu);
    out_.protocol_version.clear();
    if (unidialogue) {
      if (apdu.tag != kAarq)
        return fault(apdu.offset, "dialogue PDU", "an AUDT is expected in unidialogue-as");
      out_.apdu = DialogueApdu::uni;
      return request(cursor);
    }
    switch (apdu.tag) {
      case kAarq:
        out_.apdu = DialogueApdu::request;
        return request(cursor);
      case kAare:
        out_.apdu = DialogueApdu::response;
        return protocol_version(cursor) && context_name(cursor) && result(cursor) && diagnostic(cursor) &&
               user_information(cursor) && nothing_left(cursor);
      case kAbrt:
        out_.apdu = DialogueApdu::abort;
        return abort_source(cursor) && user_information(cursor) && nothing_left(cursor);
      default:
        return fault(apdu.offset, "dialogue PDU", "an AARQ, AARE or ABRT is expected in dialogue-as");
    }
  }

  Error take_fault() { return std::move(*fault_); }

 private:
  bool fault(std::size_t offset, const char* field, const char* text) {
    fault_ = Error{.layer = "tcap", .field = field, .clause = "Q.773 3.2", .offset = offset, .text = text};
    return false;
  }

  bool damaged(ber::Cursor& cursor, const char* field) {
    fault_ = cursor.next().error();
    fault_->layer = "tcap";
    fault_->field = field;
    return false;
  }

  // The next element, which must have this tag.
  bool expect(ber::Cursor& cursor, ber::Tag tag, const char* field, ber::Element& e) {
    if (cursor.at_end()) return fault(cursor.offset(), field, "is missing");
    if (!cursor.read(e)) return damaged(cursor, field);
    return e.tag == tag || fault(e.offset, field, "is expected here, another element was found");
  }

  // The only element within an explicit tag.
  bool expect_within(const ber::Element& outer, ber::Tag tag, const char* field, ber::Element& e) {
    ber::Cursor cursor(outer);
    return expect(cursor, tag, field, e) &&
           (cursor.at_end() || fault(cursor.offset(), field, "has one element only"));
  }

  bool request(ber::Cursor& cursor) {
    return protocol_version(cursor) && context_name(cursor) && user_information(cursor) &&
           nothing_left(cursor);
  }

  bool protocol_version(ber::Cursor& cursor) {
    if (!cursor.next_is(kProtocolVersion)) return true;
    ber::Element e;
    if (!cursor.read(e)) return damaged(cursor, "protocol-version");
    const OctetView bits = e.contents;
    if (bits.empty() || bits[0] > 7 || (bits.size() == 1 && bits[0] != 0)) {
      return fault(e.offset, "protocol-version", "is not a BIT STRING");
    }
    if (bits.size() > ProtocolVersion::kCapacity) {
      return fault(e.offset, "protocol-version", "lists more versions than can be kept");
    }
    out_.protocol_version.assign(bits);
    return true;
  }

  bool context_name(ber::Cursor& cursor) {
    ber::Element outer;
    ber::Element e;
    if (!expect(cursor, kApplicationContextName, "application-context-name", outer) ||
        !expect_within(outer, ber::kObjectIdentifier, "application-context-name", e)) {
      return false;
    }
    if (e.contents.empty() || e.contents.size() > Oid::static_capacity) {
      return fault(e.offset, "application-context-name", "has 1 to 32 octets here");
    }
    out_.application_context_name.assign(e.contents.begin(), e.contents.end());
    return true;
  }

  bool result(ber::Cursor& cursor) {
    ber::Element outer;
    ber::Element e;
    if (!expect(cursor, kResult, "result", outer) || !expect_within(outer, ber::kInteger, "result", e))
      return false;
    const auto value = ber::read_integer(e);
    if (!value || *value < 0 || *value > 1) return fault(e.offset, "result", "is 0 or 1");
    out_.result = static_cast<AssociateResult>(*value);
    return true;
  }

  bool diagnostic(ber::Cursor& cursor) {
    constexpr const char* kField = "result-source-diagnostic";
    ber::Element outer;
    if (!expect(cursor, kDiagnostic, kField, outer)) return false;
    const auto source = ber::Cursor(outer).peek();
    if (source != 0xA1 && source != 0xA2) {
      return fault(outer.contents_offset, kField, "is of the dialogue-service-user [1] or -provider [2]");
    }
    ber::Element choice;
    ber::Element e;
    if (!expect_within(outer, *source, kField, choice) || !expect_within(choice, ber::kInteger, kField, e))
      return false;
    const auto value = ber::read_integer(e);
    if (!value) return fault(e.offset, kField, "is an INTEGER of 1 to 4 octets");
    out_.diagnostic = {static_cast<DiagnosticSource>(*source & 0x1FU), *value};
    return true;
  }

  bool abort_source(ber::Cursor& cursor) {
    ber::Element e;
    if (!expect(cursor, kAbortSource, "abort-source", e)) return false;
    const auto value = ber::read_integer(e);
    if (!value || *value < 0 || *value > 1) return fault(e.offset, "abort-source", "is 0 or 1");
    out_.abort_source = static_cast<AbortSource>(*value);
    return true;
  }

  // A SEQUENCE OF EXTERNAL; what the EXTERNALs hold is the TC-user's.
  bool user_information(ber::Cursor& cursor) {
    if (!cursor.next_is(kUserInformation)) return true;
    ber::Element outer;
    if (!cursor.read(outer)) return damaged(cursor, "user-information");
    for (ber::Cursor inner(outer); !inner.at_end();) {
      ber::Element external;
      if (!expect(inner, kExternal, "user-information", external)) return false;
    }
    out_.user_information = outer.contents;
    return true;
  }

  bool nothing_left(ber::Cursor& cursor) {
    return cursor.at_end() ||
           fault(cursor.offset(), "dialogue PDU", "an element stands here that this PDU does not have");
  }

  DialoguePortion& out_;
  std::optional<Error> fault_;
};

Error portion_fault(std::size_t offset, const char* text) {
  return Error{
      .layer = "tcap", .field = "dialogue portion", .clause = "Q.773 4.2.3", .offset = offset, .text = text};
}

Error damaged_portion(ber::Cursor& cursor) {
  Error error = cursor.next().error();
  error.layer = "tcap";
  error.field = "dialogue portion";
  return error;
}

// indirect-reference and data-value-descriptor, which TC does not use.
std::optional<Error> read_references(ber::Cursor& cursor, OctetView contents, std::size_t base,
                                     OctetView& out) {
  const std::size_t start = cursor.offset();
  for (const ber::Tag tag : {ber::kInteger, kObjectDescriptor}) {
    if (!cursor.next_is(tag)) continue;
    ber::Element e;
    if (!cursor.read(e)) return damaged_portion(cursor);
  }
  out = contents.subspan(start - base, cursor.offset() - start);
  return std::nullopt;
}

// The APDU, wherever the EXTERNAL has it.
std::optional<Error> read_encoding(const ber::Element& encoding, bool unidialogue, DialogueElement& out) {
  if (encoding.tag != kSingleAsn1Type && encoding.tag != kOctetAligned) {
    return portion_fault(encoding.offset, "the EXTERNAL has neither single-ASN1-type nor octet-aligned");
  }
  out.octet_aligned = encoding.tag == kOctetAligned;
  ber::Cursor cursor(encoding);
  ber::Element apdu;
  if (cursor.at_end()) return portion_fault(encoding.contents_offset, "the EXTERNAL holds no APDU");
  if (!cursor.read(apdu)) return damaged_portion(cursor);
  if (!cursor.at_end()) return portion_fault(cursor.offset(), "octets follow the APDU");
  ApduReader reader(out.portion);
  if (!reader.read(apdu, unidialogue)) return reader.take_fault();
  return std::nullopt;
}

bool same(OctetView a, const std::array<std::uint8_t, 7>& b) {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), b.size()) == 0;
}

// The contents of a dialogue portion as nearly all are: AARQ or AARE of version 1 without user information,
// in single-ASN1-type and minimal lengths. False: it is another, and `out` is as it was.
bool read_plain(OctetView contents, DialogueElement& out) {
  constexpr std::size_t kFront = 23;    // up to the length of the application context name
  constexpr std::size_t kResults = 12;  // result and diagnostic of an AARE
  if (contents.size() <= kFront) return false;
  const std::uint8_t* const octets = contents.data();
  const std::uint8_t apdu = octets[13];
  const std::size_t name = octets[kFront - 1];
  const std::size_t behind = apdu == kAare ? kResults : 0;
  if ((apdu != kAarq && apdu != kAare) || name == 0 || name > Oid::static_capacity ||
      contents.size() != kFront + name + behind) {
    return false;
  }
  const auto length = [&](std::size_t size) { return static_cast<std::uint8_t>(size + name + behind); };
  const std::array<std::uint8_t, kFront> front = {kExternal,
                                                  length(21),
                                                  ber::kObjectIdentifier,
                                                  0x07,
                                                  0x00,
                                                  0x11,
                                                  0x86,
                                                  0x05,
                                                  0x01,
                                                  0x01,
                                                  0x01,
                                                  kSingleAsn1Type,
                                                  length(10),
                                                  apdu,
                                                  length(8),
                                                  kProtocolVersion,
                                                  0x02,
                                                  0x07,
                                                  0x80,
                                                  kApplicationContextName,
                                                  static_cast<std::uint8_t>(name + 2),
                                                  ber::kObjectIdentifier,
                                                  static_cast<std::uint8_t>(name)};
  if (std::memcmp(octets, front.data(), kFront) != 0) return false;
  const std::uint8_t* const end = octets + kFront + name;
  DialoguePortion& portion = out.portion;
  if (apdu == kAare) {
    const std::array<std::uint8_t, kResults> result = {kResult, 0x03,          ber::kInteger, 0x01,
                                                       end[4],  kDiagnostic,   0x05,          end[7],
                                                       0x03,    ber::kInteger, 0x01,          end[11]};
    if (std::memcmp(end, result.data(), kResults) != 0 || end[4] > 1 || (end[7] != 0xA1 && end[7] != 0xA2))
      return false;
    portion.result = static_cast<AssociateResult>(end[4]);
    portion.diagnostic = {static_cast<DiagnosticSource>(end[7] & 0x1FU), static_cast<std::int8_t>(end[11])};
  }
  portion.apdu = apdu == kAarq ? DialogueApdu::request : DialogueApdu::response;
  portion.protocol_version.assign(contents.subspan(17, 2));
  portion.application_context_name.assign(octets + kFront, end);
  out.octet_aligned = false;
  out.references = contents.subspan(11, 0);
  return true;
}

}  // namespace

bool has_version1(const DialoguePortion& portion) {
  const OctetView bits = portion.protocol_version.view();
  return bits.empty() || (bits.size() > 1 && (bits[1] & 0x80U) != 0);
}

std::optional<Error> read_dialogue(const ber::Element& portion, DialogueElement& out) {
  if (read_plain(portion.contents, out)) return std::nullopt;
  ber::Cursor cursor(portion);
  ber::Element external;
  if (cursor.at_end()) return portion_fault(portion.contents_offset, "is empty, an EXTERNAL is expected");
  if (!cursor.read(external)) return damaged_portion(cursor);
  if (external.tag != kExternal) return portion_fault(external.offset, "an EXTERNAL is expected here");
  if (!cursor.at_end()) return portion_fault(cursor.offset(), "octets follow the EXTERNAL");

  ber::Cursor inner(external);
  ber::Element syntax;
  if (!inner.next_is(ber::kObjectIdentifier)) {
    return portion_fault(external.contents_offset, "the EXTERNAL names no abstract syntax");
  }
  if (!inner.read(syntax)) return damaged_portion(inner);
  const bool dialogue = same(syntax.contents, kDialogueAs);
  const bool unidialogue = !dialogue && same(syntax.contents, kUnidialogueAs);
  if (!dialogue && !unidialogue) {
    out.portion.protocol_version.clear();
    out.portion.user_information = external.whole;
    return std::nullopt;
  }
  if (auto error = read_references(inner, external.contents, external.contents_offset, out.references))
    return error;
  ber::Element encoding;
  if (inner.at_end()) return portion_fault(inner.offset(), "the EXTERNAL holds no APDU");
  if (!inner.read(encoding)) return damaged_portion(inner);
  if (!inner.at_end()) return portion_fault(inner.offset(), "octets follow the APDU");
  return read_encoding(encoding, unidialogue, out);
}

namespace {

// The only element of what a stand-alone decoder was given.
Result<ber::Element> sole_element(OctetView octets) {
  ber::Cursor cursor(octets);
  ber::Element e;
  if (!cursor.read(e)) return fail(damaged_portion(cursor));
  if (!cursor.at_end()) return fail(portion_fault(cursor.offset(), "octets follow the end"));
  return e;
}

}  // namespace

Result<DialogueElement> decode_dialogue_portion(OctetView octets) {
  const auto element = sole_element(octets);
  if (!element) return tl::unexpected(element.error());
  if (element->tag != kDialoguePortionTag) return fail(portion_fault(0, "the tag 6B is expected"));
  DialogueElement dialogue;
  if (auto error = read_dialogue(*element, dialogue)) return fail(std::move(*error));
  return dialogue;
}

Result<DialoguePortion> decode_dialogue_apdu(OctetView octets) {
  const auto element = sole_element(octets);
  if (!element) return tl::unexpected(element.error());
  DialoguePortion portion;
  ApduReader reader(portion);
  if (!reader.read(*element, false)) return fail(reader.take_fault());
  return portion;
}

namespace {

void prepend_context(const DialoguePortion& portion, OutBuffer& out) {
  const Oid& name = portion.application_context_name;
  const std::size_t before = out.size();
  ber::prepend_octets(out, ber::kObjectIdentifier, {name.data(), name.size()});
  ber::prepend_header(out, kApplicationContextName, out.size() - before);
  if (!portion.protocol_version.empty()) {
    ber::prepend_octets(out, kProtocolVersion, portion.protocol_version.view());
  }
}

void prepend_wrapped_integer(OutBuffer& out, ber::Tag outer, std::int32_t value) {
  const std::size_t before = out.size();
  ber::prepend_integer(out, ber::kInteger, value);
  ber::prepend_header(out, outer, out.size() - before);
}

void prepend_result(const DialoguePortion& portion, OutBuffer& out) {
  const std::size_t before = out.size();
  prepend_wrapped_integer(out, 0xA0U | static_cast<ber::Tag>(portion.diagnostic.source),
                          portion.diagnostic.code);
  ber::prepend_header(out, kDiagnostic, out.size() - before);
  prepend_wrapped_integer(out, kResult, static_cast<std::int32_t>(portion.result));
}

}  // namespace

void encode_dialogue_apdu(const DialoguePortion& portion, OutBuffer& out) {
  if (portion.apdu == DialogueApdu::none) return;
  const std::size_t before = out.size();
  if (!portion.user_information.empty()) ber::prepend_octets(out, kUserInformation, portion.user_information);
  ber::Tag tag = kAarq;
  if (portion.apdu == DialogueApdu::abort) {
    tag = kAbrt;
    ber::prepend_integer(out, kAbortSource, static_cast<std::int32_t>(portion.abort_source));
  } else {
    if (portion.apdu == DialogueApdu::response) {
      tag = kAare;
      prepend_result(portion, out);
    }
    prepend_context(portion, out);
  }
  ber::prepend_header(out, tag, out.size() - before);
}

void encode_dialogue_portion(const DialogueElement& dialogue, OutBuffer& out) {
  const std::size_t before = out.size();
  if (dialogue.portion.apdu == DialogueApdu::none) {
    if (dialogue.portion.user_information.empty()) return;
    out.prepend(dialogue.portion.user_information);
  } else {
    encode_dialogue_apdu(dialogue.portion, out);
    ber::prepend_header(out, dialogue.octet_aligned ? kOctetAligned : kSingleAsn1Type, out.size() - before);
    out.prepend(dialogue.references);
    const auto& syntax = dialogue.portion.apdu == DialogueApdu::uni ? kUnidialogueAs : kDialogueAs;
    ber::prepend_octets(out, ber::kObjectIdentifier, syntax);
    ber::prepend_header(out, kExternal, out.size() - before);
  }
  ber::prepend_header(out, kDialoguePortionTag, out.size() - before);
}

void encode_dialogue_portion(const DialoguePortion& portion, OutBuffer& out) {
  DialogueElement dialogue;
  dialogue.portion = portion;
  encode_dialogue_portion(dialogue, out);
}

}  // namespace mapsim::tcap
