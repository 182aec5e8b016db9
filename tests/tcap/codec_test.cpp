#include "sigtran/tcap/codec.h"

#include "tests/tcap/octets.h"

namespace mapsim::tcap::test {
namespace {

Message decoded(const Octets& octets) {
  auto message = decode(octets);
  EXPECT_TRUE(message.has_value()) << (message ? "" : message.error().message());
  return message ? *message : Message{};
}

void same_octets(const std::string& digits) {
  const Octets octets = hex(digits);
  EXPECT_EQ(encoded(decoded(octets)), to_hex(octets));
}

TEST(TcapCodec, begin_has_an_originating_id_a_dialogue_portion_and_components) {
  const Octets octets = hex(tlv("62", kOtid + dialogue_portion(tlv("60", std::string("80020780") + kAcn)) +
                                          tlv("6c", "a10b02010102012c3003040101")));
  const Message m = decoded(octets);
  EXPECT_EQ(m.type, MessageType::begin);
  EXPECT_EQ(m.otid, (TransactionId{0xA001, 4}));
  EXPECT_FALSE(m.dtid);
  ASSERT_TRUE(m.dialogue);
  EXPECT_EQ(m.dialogue->portion.apdu, DialogueApdu::request);
  EXPECT_EQ(to_hex({m.dialogue->portion.application_context_name.data(), 7}), "04000001001903");
  ASSERT_EQ(m.components.size(), 1U);
  EXPECT_EQ(m.components[0].type, ComponentType::invoke);
  EXPECT_EQ(m.components[0].invoke_id, InvokeId{1});
  EXPECT_EQ(m.components[0].code, Code(44));
  EXPECT_EQ(to_hex(m.components[0].parameter), "3003040101");
  EXPECT_EQ(encoded(m), to_hex(octets));
}

TEST(TcapCodec, transaction_ids_keep_their_width_of_1_to_4_octets) {
  for (const std::string id : {"00", "7f", "0001", "49d228", "00000000", "ffffffff"}) {
    same_octets(tlv("62", tlv("48", id)));
    same_octets(tlv("65", tlv("48", id) + tlv("49", id)));
    same_octets(tlv("64", tlv("49", id)));
  }
}

TEST(TcapCodec, a_parameter_is_a_view_of_the_message) {
  const Octets octets = hex(tlv("64", kDtid + tlv("6c",
                                                  "a20d0201013008"
                                                  "02012d"
                                                  "0403abcdef")));
  const Message m = decoded(octets);
  const OctetView parameter = m.components.at(0).parameter;
  EXPECT_EQ(parameter.data(), octets.data() + octets.size() - 5);
  EXPECT_EQ(parameter.size(), 5U);
}

TEST(TcapCodec, indefinite_lengths_are_read_in_any_mixture) {
  const Message definite =
      decoded(hex(tlv("62", kOtid + dialogue_portion(tlv("60", kAcn)) + tlv("6c", "a106020101020130"))));
  // 62 indefinite; 6B definite with 28, A0, 60 indefinite; 6C indefinite; A1 long form.
  const std::string external = "2880060700118605010101a0806080" + std::string(kAcn) + "000000000000";
  const Octets mixed =
      hex("6280" + std::string(kOtid) + tlv("6b", external) + "6c80a18106020101020130" + "0000" + "0000");
  EXPECT_EQ(encoded(decoded(mixed)), encoded(definite));
}

TEST(TcapCodec, an_indefinite_parameter_is_carried_as_it_came) {
  same_octets(tlv("62", kOtid + tlv("6c", "a10d02010102012e30800401010000")));
}

TEST(TcapCodec, every_component_type_is_encoded_to_the_same_octets) {
  for (const std::string component : {
           "a106020101020130",            // Invoke
           "a10902010180010002012e",      // linked id
           "a10b0201800604010203040500",  // global operation code and a NULL parameter
           "a203020101",                  // ReturnResultLast, nothing in it
           "a208020101300302012e",        // operation code only
           "a20a020101300502012e0500",    // and a parameter
           "a70a020101300502012e0500",    // ReturnResultNotLast
           "a306020101020122",            // ReturnError
           "a309020101060401020304",      // global error code
           "a406020101810102",            // Reject
           "a4050500800100",              // not derivable
           "a406020101830163",            // a problem that no table has
       }) {
    SCOPED_TRACE(component);
    const Octets octets = hex(component);
    const auto read = decode_component(octets);
    ASSERT_TRUE(read.has_value()) << read.error().message();
    OutBuffer out;
    encode_component(*read, out);
    EXPECT_EQ(to_hex(out.view()), to_hex(octets));
  }
}

TEST(TcapCodec, operation_codes_of_1_to_4_octets_and_either_sign) {
  for (const std::string code :
       {"020180", "02017f", "02020080", "0202024f", "020480000000", "02047fffffff"}) {
    same_octets(tlv("62", kOtid + tlv("6c", tlv("a1", "020101" + code))));
  }
}

TEST(TcapCodec, every_apdu_is_encoded_to_the_same_octets) {
  const std::string version = "80020780";
  const std::string info = tlv("be", tlv("28", "060704000001010101" + tlv("a0", "a003800100")));
  for (const std::string& apdu : std::vector<std::string>{
           tlv("60", kAcn),
           tlv("60", version + kAcn + info),
           tlv("60", "800205a0" + std::string(kAcn)),  // two more versions
           tlv("61", version + kAcn + "a203020100" + "a305a103020100"),
           tlv("61", std::string(kAcn) + "a203020101" + "a305a203020102" + info),
           tlv("64", "800100"),
           tlv("64", "800101" + info),
       }) {
    SCOPED_TRACE(apdu);
    same_octets(tlv("65", std::string(kOtid) + kDtid + dialogue_portion(apdu)));
    const Octets alone = hex(apdu);
    const auto read = decode_dialogue_apdu(alone);
    ASSERT_TRUE(read.has_value());
    OutBuffer out;
    encode_dialogue_apdu(*read, out);
    EXPECT_EQ(to_hex(out.view()), apdu);
  }
}

// A length of two octets where one is enough keeps a portion off the shorter way of the plain ones.
TEST(TcapCodec, plain_dialogue_portions_are_read_as_those_with_other_lengths) {
  const std::string acn = std::string("80020780") + kAcn;
  const std::vector<std::string> apdus = {
      tlv("60", acn),
      tlv("60", std::string("80020780") + tlv("a1", tlv("06", "2a0304"))),
      tlv("61", acn + "a203020100" + "a305a103020100"),
      tlv("61", acn + "a203020101" + "a305a203020102"),
      tlv("61", acn + "a203020101" + "a305a1030201ff"),
  };
  const auto expect_same = [](const std::string& apdu) {
    const std::string external = "060700118605010101" + tlv("a0", apdu);
    const Octets plain = hex(tlv("6b", tlv("28", external)));
    const Octets longer = hex(tlv("6b", "2881" + tlv("", external)));
    const auto a = decode_dialogue_portion(plain);
    const auto b = decode_dialogue_portion(longer);
    ASSERT_EQ(a.has_value(), b.has_value()) << apdu;
    if (!a) {
      EXPECT_EQ(a.error().text, b.error().text) << apdu;
      return;
    }
    OutBuffer first;
    OutBuffer second;
    encode_dialogue_portion(*a, first);
    encode_dialogue_portion(*b, second);
    EXPECT_EQ(to_hex(first.view()), to_hex(second.view())) << apdu;
    EXPECT_EQ(a->portion.apdu, b->portion.apdu) << apdu;
    EXPECT_EQ(a->portion.result, b->portion.result) << apdu;
    EXPECT_EQ(a->portion.diagnostic, b->portion.diagnostic) << apdu;
    EXPECT_EQ(a->octet_aligned, b->octet_aligned) << apdu;
  };
  for (const std::string& apdu : apdus) expect_same(apdu);
  // And faults in every octet.
  for (const std::string& apdu : {apdus[0], apdus[2]}) {
    for (std::size_t at = 0; at < apdu.size() / 2; ++at) {
      for (const unsigned flip : {1U, 2U, 0x20U, 0x80U}) {
        Octets damaged = hex(apdu);
        damaged[at] = static_cast<std::uint8_t>(damaged[at] ^ flip);
        expect_same(to_hex(damaged));
      }
    }
  }
}

TEST(TcapCodec, an_audt_is_known_by_its_abstract_syntax) {
  const Octets octets =
      hex(tlv("61", tlv("6b", tlv("28", "060700118605010201" + tlv("a0", tlv("60", kAcn)))) +
                        tlv("6c", "a106020101020130")));
  const Message m = decoded(octets);
  EXPECT_EQ(m.dialogue->portion.apdu, DialogueApdu::uni);
  EXPECT_EQ(encoded(m), to_hex(octets));
}

TEST(TcapCodec, forms_of_the_external_are_kept) {
  const std::string oid = "060700118605010101";
  // octet-aligned; indirect-reference and descriptor; another abstract syntax.
  for (const std::string& external :
       std::vector<std::string>{tlv("28", oid + tlv("81", tlv("64", "800100"))),
                                tlv("28", oid + "020105" + "070141" + tlv("a0", tlv("64", "800100"))),
                                tlv("28", "0603290102" + tlv("a0", "0500"))}) {
    SCOPED_TRACE(external);
    same_octets(tlv("67", kDtid + tlv("6b", external)));
  }
  const Octets other = hex(tlv("67", kDtid + tlv("6b", tlv("28", "0603290102" + tlv("a0", "0500")))));
  const Message m = decoded(other);
  EXPECT_EQ(m.dialogue->portion.apdu, DialogueApdu::none);
  EXPECT_EQ(to_hex(m.dialogue->portion.user_information), "28090603290102a0020500");
}

TEST(TcapCodec, version1_is_looked_for_in_any_bit_string) {
  DialoguePortion p;
  EXPECT_TRUE(has_version1(p));
  const auto bits = [&](std::initializer_list<std::uint8_t> octets) {
    p.protocol_version.assign(OctetView(octets.begin(), octets.size()));
    return has_version1(p);
  };
  EXPECT_TRUE(bits({}));  // DEFAULT { version1 }
  EXPECT_TRUE(bits({0x00, 0x80}));
  EXPECT_TRUE(bits({0x04, 0xB0}));
  EXPECT_FALSE(bits({0x06, 0x40}));
  EXPECT_FALSE(bits({0x00}));
}

TEST(TcapCodec, an_abort_with_any_cause_to_127_is_kept) {
  for (const std::string cause : {"00", "04", "05", "7e", "7f"})
    same_octets(tlv("67", kDtid + tlv("4a", cause)));
  EXPECT_FALSE(decode(hex(tlv("67", kDtid + tlv("4a", "80")))).has_value());
  same_octets(tlv("67", kDtid));  // neither cause nor dialogue portion
}

TEST(TcapCodec, a_long_message_has_minimal_definite_lengths) {
  Message m;
  m.otid = TransactionId{1, 1};
  const Octets parameter = [] {
    Octets o = hex("0482012c");
    o.resize(304, 0xAB);
    return o;
  }();
  Component c;
  c.invoke_id = InvokeId{1};
  c.code = Code(44);
  c.parameter = parameter;
  m.components.push_back(c);
  const std::string octets = encoded(m);
  EXPECT_TRUE(octets.starts_with("628201414801016c82013aa182013602010102012c0482012cabab"))
      << octets.substr(0, 60);
  const Octets read = hex(octets);
  EXPECT_EQ(encoded(decoded(read)), octets);
}

}  // namespace
}  // namespace mapsim::tcap::test
