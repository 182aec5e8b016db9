// Messages that other implementations made (../shared/vectors).
#include "tests/support/vectors.h"

#include "sigtran/tcap/value.h"
#include "tests/tcap/octets.h"

namespace mapsim::tcap::test {
namespace {

using mapsim::test::load_vectors;
using mapsim::test::Vector;

// tshark shows a field once as a string and more often as a list.
std::vector<std::string> shown(const Vector& v, const char* field) {
  std::vector<std::string> values;
  const auto& expect = v.row.at("expect");
  if (!expect.contains(field) || expect[field].is_null()) return values;
  if (expect[field].is_array()) {
    for (const auto& item : expect[field]) values.push_back(item.get<std::string>());
  } else {
    values.push_back(expect[field].get<std::string>());
  }
  return values;
}

std::string colons(const std::optional<TransactionId>& id) {
  if (!id) return "";
  std::string text;
  for (int i = id->octets - 1; i >= 0; --i) {
    const Octets octet{static_cast<std::uint8_t>(id->value >> (8 * i))};
    text += to_hex(octet) + (i != 0 ? ":" : "");
  }
  return text;
}

void expect_dialogue(const Vector& v, const DialoguePortion& p) {
  if (const auto name = shown(v, "tcap.application_context_name"); !name.empty()) {
    EXPECT_EQ(oid_text(p.application_context_name).value_or("?"), name[0]);
  }
  if (const auto result = shown(v, "tcap.result"); !result.empty()) {
    ASSERT_EQ(p.apdu, DialogueApdu::response);
    EXPECT_EQ(std::to_string(static_cast<int>(p.result)), result[0]);
  }
  for (const auto& [field, source] :
       {std::pair{"tcap.dialogue_service_user", DiagnosticSource::user},
        std::pair{"tcap.dialogue_service_provider", DiagnosticSource::provider}}) {
    if (const auto code = shown(v, field); !code.empty()) {
      EXPECT_EQ(p.diagnostic.source, source);
      EXPECT_EQ(std::to_string(p.diagnostic.code), code[0]);
    }
  }
  if (const auto source = shown(v, "tcap.abort_source"); !source.empty()) {
    ASSERT_EQ(p.apdu, DialogueApdu::abort);
    EXPECT_EQ(std::to_string(static_cast<int>(p.abort_source)), source[0]);
  }
}

void expect_components(const Vector& v, const Components& components) {
  std::vector<std::string> ids;
  std::vector<std::string> codes;
  for (const Component& c : components) {
    if (c.invoke_id) ids.push_back(std::to_string(*c.invoke_id));
    if (c.code && std::holds_alternative<std::int32_t>(*c.code)) {
      codes.push_back(std::to_string(std::get<std::int32_t>(*c.code)));
    }
  }
  if (const auto expected = shown(v, "gsm_old.invokeID"); !expected.empty()) {
    EXPECT_EQ(ids, expected);
  }
  if (auto expected = shown(v, "gsm_old.localValue"); !expected.empty()) {
    // tshark reads the two octets 00 FF as 255, and error codes as operation codes.
    EXPECT_EQ(codes, expected);
  }
}

void expect_message(const Vector& v, const Message& m) {
  if (const auto otid = shown(v, "tcap.otid"); !otid.empty()) {
    EXPECT_EQ(colons(m.otid), otid[0]);
  }
  if (const auto dtid = shown(v, "tcap.dtid"); !dtid.empty()) {
    EXPECT_EQ(colons(m.dtid), dtid[0]);
  }
  if (const auto cause = shown(v, "tcap.p_abortCause"); !cause.empty()) {
    ASSERT_TRUE(m.p_abort_cause);
    EXPECT_EQ(std::to_string(static_cast<int>(*m.p_abort_cause)), cause[0]);
  }
  if (m.dialogue) expect_dialogue(v, m.dialogue->portion);
  EXPECT_EQ(m.dialogue.has_value(),
            !shown(v, "tcap.application_context_name").empty() || !shown(v, "tcap.abort_source").empty());
  expect_components(v, m.components);
}

// Whether the message's own layer has definite lengths only, so that minimal octets come out again.
bool canonical(const Vector& v) {
  return v.id != "tcap-052" && v.id != "tcap-053";
}

bool may_be_refused(const Vector& v) {
  return v.quality == "dubious" || v.quality == "bad-any";
}

TEST(TcapVectors, decode_to_what_tshark_reads_and_encode_to_the_same_octets) {
  MAPSIM_NEEDS_VECTORS();
  int decoded = 0;
  int same = 0;
  int refused = 0;
  for (const Vector& v : load_vectors("tcap.jsonl")) {
    if (v.negative) continue;
    SCOPED_TRACE(v.id + " " + to_hex(v.octets));
    const auto message = decode(v.octets);
    if (!message && may_be_refused(v)) {
      ++refused;
      continue;
    }
    ASSERT_TRUE(message.has_value()) << message.error().message();
    ++decoded;
    expect_message(v, *message);
    if (canonical(v)) {
      EXPECT_EQ(encoded(*message), to_hex(v.octets));
      ++same;
    }
    const auto again = message_from_value(message_value(*message));
    ASSERT_TRUE(again.has_value()) << again.error().message();
    EXPECT_EQ(encoded(again->message), encoded(*message));
  }
  RecordProperty("decoded", decoded);
  RecordProperty("encoded_identically", same);
  RecordProperty("refused", refused);
  EXPECT_EQ(decoded, 29);
  EXPECT_EQ(same, 27);
  EXPECT_EQ(refused, 4);  // tcap-060 to 063: filler where a dialogue or component portion belongs
}

TEST(TcapVectors, negative_ones_are_refused_or_list_no_version_of_ours) {
  MAPSIM_NEEDS_VECTORS();
  for (const Vector& v : load_vectors("tcap.jsonl")) {
    if (!v.negative) continue;
    SCOPED_TRACE(v.id);
    const Reading reading = read(v.octets);
    const bool other_version = reading.message.dialogue && !has_version1(reading.message.dialogue->portion);
    EXPECT_TRUE(reading.transaction_fault || other_version);
  }
}

TEST(TcapVectors, every_truncation_is_refused) {
  MAPSIM_NEEDS_VECTORS();
  for (const Vector& v : load_vectors("tcap.jsonl")) {
    for (std::size_t size = 0; size < v.octets.size(); ++size) {
      const Octets part(v.octets.begin(), v.octets.begin() + static_cast<std::ptrdiff_t>(size));
      ASSERT_FALSE(decode(part).has_value()) << v.id << " cut to " << size;
    }
  }
}

TEST(TcapVectors, every_changed_octet_is_read_or_refused_and_what_is_read_keeps_its_meaning) {
  MAPSIM_NEEDS_VECTORS();
  for (const Vector& v : load_vectors("tcap.jsonl")) {
    for (std::size_t at = 0; at < v.octets.size(); ++at) {
      for (const unsigned flip : {0x01U, 0x20U, 0x80U, 0xFFU}) {
        Octets changed = v.octets;
        changed[at] = static_cast<std::uint8_t>(changed[at] ^ flip);
        const auto message = decode(changed);
        if (!message) continue;
        const Octets once = hex(encoded(*message));
        const auto again = decode(once);
        ASSERT_TRUE(again.has_value()) << v.id << " octet " << at << ": " << again.error().message();
        ASSERT_EQ(encoded(*again), to_hex(once)) << v.id << " octet " << at;
      }
    }
  }
}

std::string encoded_part(const Vector& v) {
  const std::string layer = v.row.at("layer");
  OutBuffer out;
  if (layer == "tcap-component") {
    const auto component = decode_component(v.octets);
    if (!component) return component.error().message();
    encode_component(*component, out);
  } else if (layer == "tcap-dialogue-apdu") {
    const auto apdu = decode_dialogue_apdu(v.octets);
    if (!apdu) return apdu.error().message();
    expect_dialogue(v, *apdu);
    encode_dialogue_apdu(*apdu, out);
  } else {
    const auto portion = decode_dialogue_portion(v.octets);
    if (!portion) return portion.error().message();
    expect_dialogue(v, portion->portion);
    encode_dialogue_portion(*portion, out);
  }
  return to_hex(out.view());
}

TEST(TcapVectors, parts_are_encoded_to_the_same_octets) {
  MAPSIM_NEEDS_VECTORS();
  int count = 0;
  for (const Vector& v : load_vectors("tcap_parts.jsonl")) {
    SCOPED_TRACE(v.id);
    EXPECT_EQ(encoded_part(v), to_hex(v.octets));
    ++count;
    for (std::size_t size = 0; size < v.octets.size(); ++size) {
      Vector cut = v;
      cut.octets.resize(size);
      EXPECT_NE(encoded_part(cut), to_hex(cut.octets)) << "cut to " << size;
    }
  }
  EXPECT_EQ(count, 11);
}

}  // namespace
}  // namespace mapsim::tcap::test
