#include "sigtran/map/dialogue_pdu.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sigtran/map/context_name.h"
#include "tests/support/hex.h"
#include "tests/support/vectors.h"

namespace mapsim::map {
namespace {

std::string encoded(const DialoguePdu& pdu) {
  return to_hex(encode_dialogue_pdu(pdu).value());
}
DialoguePdu decoded(std::string_view hex) {
  return decode_dialogue_pdu(mapsim::test::octets(hex)).value();
}

struct Known {
  const char* hex;
  const char* name;
  const char* text;
};

// Canonical octets of every PDU and every choice, with what they say.
const Known kKnown[] = {
    {"a000", "map-open", "{map-open: {}}"},
    {"a014 8009 96 00010100000000f1 8107 91 5155100000f2", "map-open",
     "{map-open: {destinationReference: {nature: \"international\", plan: \"landMobile\", digits: "
     "\"001010000000001\"}, originationReference: \"+15550100002\"}}"},
    {"a003 8001 96", "map-open",
     "{map-open: {destinationReference: {nature: \"international\", plan: \"landMobile\", digits: \"\"}}}"},
    {"a100", "map-accept", "{map-accept: {}}"},
    {"a200", "map-close", "{map-close: {}}"},
    {"a2023000", "map-close", "{map-close: {extensionContainer: {hex: 3000}}}"},
    {"a3030a0100", "map-refuse", "{map-refuse: {reason: \"noReasonGiven\"}}"},
    {"a3030a0101", "map-refuse", "{map-refuse: {reason: \"invalidDestinationReference\"}}"},
    {"a3030a0102", "map-refuse", "{map-refuse: {reason: \"invalidOriginatingReference\"}}"},
    {"a3030a0107", "map-refuse", "{map-refuse: {reason: 7}}"},
    {"a30c0a0100060704000001001902", "map-refuse",
     "{map-refuse: {reason: \"noReasonGiven\", alternativeApplicationContext: \"0.4.0.0.1.0.25.2\"}}"},
    {"a4028000", "map-userAbort", "{map-userAbort: {map-UserAbortChoice: \"userSpecificReason\"}}"},
    {"a4028100", "map-userAbort", "{map-userAbort: {map-UserAbortChoice: \"userResourceLimitation\"}}"},
    {"a403820101", "map-userAbort",
     "{map-userAbort: {map-UserAbortChoice: {resourceUnavailable: \"longTermResourceLimitation\"}}}"},
    {"a403830103", "map-userAbort",
     "{map-userAbort: {map-UserAbortChoice: {applicationProcedureCancellation: \"callRelease\"}}}"},
    {"a5030a0100", "map-providerAbort",
     "{map-providerAbort: {map-ProviderAbortReason: \"abnormalDialogue\"}}"},
    {"a5030a0101", "map-providerAbort", "{map-providerAbort: {map-ProviderAbortReason: \"invalidPDU\"}}"},
};

TEST(DialoguePdu, DecodesWhatItsOctetsSay) {
  for (const Known& known : kKnown) {
    const auto pdu = decode_dialogue_pdu(mapsim::test::octets(known.hex));
    ASSERT_TRUE(pdu) << known.hex << ": " << pdu.error().message();
    EXPECT_EQ(name_of(*pdu), known.name);
    EXPECT_EQ(to_value(*pdu).to_text(), known.text);
  }
}

TEST(DialoguePdu, EncodesToTheSameOctets) {
  for (const Known& known : kKnown) EXPECT_EQ(encoded(decoded(known.hex)), to_hex(mapsim::test::octets(known.hex)));
}

TEST(DialoguePdu, GoesThroughItsNamedValues) {
  for (const Known& known : kKnown) {
    const auto again = from_value<DialoguePdu>(to_value(decoded(known.hex)));
    ASSERT_TRUE(again) << again.error().message();
    EXPECT_EQ(*again, decoded(known.hex));
  }
}

TEST(DialoguePdu, EveryTruncationIsRefused) {
  for (const Known& known : kKnown) {
    const Octets whole = mapsim::test::octets(known.hex);
    for (std::size_t size = 0; size < whole.size(); ++size) {
      const auto pdu = decode_dialogue_pdu(OctetView(whole).first(size));
      ASSERT_FALSE(pdu) << known.hex << " cut to " << size;
      EXPECT_EQ(pdu.error().layer, "map-dialogue");
      EXPECT_FALSE(pdu.error().text.empty());
    }
  }
}

TEST(DialoguePdu, EveryChangedOctetIsDecodedOrRefused) {
  for (const Known& known : kKnown) {
    const Octets whole = mapsim::test::octets(known.hex);
    for (std::size_t at = 0; at < whole.size(); ++at) {
      for (unsigned value = 0; value < 256; ++value) {
        Octets changed = whole;
        changed[at] = static_cast<std::uint8_t>(value);
        const auto pdu = decode_dialogue_pdu(changed);
        if (!pdu) continue;
        const auto again = encode_dialogue_pdu(*pdu);
        ASSERT_TRUE(again) << to_hex(changed);
        EXPECT_EQ(decode_dialogue_pdu(*again), *pdu) << to_hex(changed);
      }
    }
  }
}

TEST(DialoguePdu, IndefiniteLengthsAreReadAndDefiniteOnesWritten) {
  EXPECT_EQ(encoded(decoded("a0808004960224f00000")), "a0068004960224f0");
  EXPECT_EQ(encoded(decoded("a480820100308004010100000000")), "a4088201003003040101");
}

TEST(DialoguePdu, UnknownElementsBehindTheExtensionMarkerAreSkipped) {
  // [9] stands between the reason and what version 3 added.
  const auto pdu = decoded("a30f0a0101890155060704000001001902");
  EXPECT_EQ(std::get<MapRefuseInfo>(pdu).reason, RefuseReason::invalid_destination_reference);
  EXPECT_EQ(std::get<MapRefuseInfo>(pdu).alternative_application_context, context_name({25, 2}));
}

TEST(DialoguePdu, AnExtensionContainerStaysAsItCame) {
  const auto pdu = decoded("a111300fa00d300b06032a0304040401020304");
  EXPECT_EQ(to_hex(*std::get<MapAcceptInfo>(pdu).extension_container), "300fa00d300b06032a0304040401020304");
}

TEST(DialoguePdu, AReferenceHasOneToTwentyOctets) {
  const auto empty = decode_dialogue_pdu(mapsim::test::octets("a0028000"));
  ASSERT_FALSE(empty);
  EXPECT_EQ(empty.error().field, "destinationReference");
  Octets longest = mapsim::test::octets("a0168114");
  longest.resize(longest.size() + 20, 0x11);
  EXPECT_TRUE(decode_dialogue_pdu(longest));
  Octets longer = mapsim::test::octets("a0178115");
  longer.resize(longer.size() + 21, 0x11);
  const auto refused = decode_dialogue_pdu(longer);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().field, "originationReference");
}

TEST(DialoguePdu, AnEnumerationBeyond127IsRefused) {
  EXPECT_FALSE(decode_dialogue_pdu(mapsim::test::octets("a3040a020080")));
  EXPECT_FALSE(decode_dialogue_pdu(mapsim::test::octets("a3030a01ff")));
  EXPECT_FALSE(decode_dialogue_pdu(mapsim::test::octets("a4048202 0100")));
}

TEST(DialoguePdu, AMissingMandatoryElementIsNamed) {
  const auto missing = [](const char* hex) { return decode_dialogue_pdu(mapsim::test::octets(hex)).error().field; };
  EXPECT_EQ(missing("a300"), "map-refuse.reason");
  EXPECT_EQ(missing("a400"), "map-userAbort.map-UserAbortChoice");
  EXPECT_EQ(missing("a500"), "map-providerAbort.map-ProviderAbortReason");
}

TEST(DialoguePdu, OtherTagsAndOctetsBehindAreRefused) {
  EXPECT_FALSE(decode_dialogue_pdu(mapsim::test::octets("a600")));
  EXPECT_FALSE(decode_dialogue_pdu(mapsim::test::octets("3003 0a0100")));
  EXPECT_FALSE(decode_dialogue_pdu(mapsim::test::octets("a3030a010000")));
}

TEST(DialoguePdu, NestingAndSizeAreLimited) {
  Octets deep;
  for (int i = 0; i < 300; ++i) deep.insert(deep.end(), {0x30, 0x80});
  Octets pdu = mapsim::test::octets("a080");
  pdu.insert(pdu.end(), deep.begin(), deep.end());
  pdu.resize(pdu.size() + 602, 0x00);
  EXPECT_FALSE(decode_dialogue_pdu(pdu));
  Octets big(kMaxDialoguePduSize + 1, 0x00);
  const auto refused = decode_dialogue_pdu(big);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().offset, kMaxDialoguePduSize);
}

TEST(DialoguePdu, AnExtensionContainerThatIsNoSequenceCannotBeEncoded) {
  for (const char* hex : {"0401aa", "3002aa", "30003000", ""}) {
    const auto refused = encode_dialogue_pdu(MapAcceptInfo{.extension_container = mapsim::test::octets(hex)});
    ASSERT_FALSE(refused) << hex;
    EXPECT_EQ(refused.error().field, "extensionContainer");
  }
}

TEST(DialoguePdu, AChoiceThatIsNoneCannotBeEncoded) {
  MapUserAbortInfo info;
  info.choice.reason = UserAbortReason{4};
  EXPECT_FALSE(encode_dialogue_pdu(info));
}

TEST(DialoguePdu, AMistypedNameIsAnsweredWithTheNearest) {
  Value inner;
  inner.add("reason", "noReasonGven");
  Value v;
  v.add("map-refuse", std::move(inner));
  const auto refused = from_value<DialoguePdu>(v);
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().text, testing::HasSubstr("did you mean 'noReasonGiven'?"));
  Value wrong;
  wrong.add("map-refused", Value::Map{});
  EXPECT_THAT(from_value<DialoguePdu>(wrong).error().text, testing::HasSubstr("map-refuse"));
}

TEST(DialoguePdu, AUserAbortDetailIsWrittenByNameOrNumber) {
  Value v;
  v.add("resourceUnavailable", 1);
  EXPECT_EQ(from_value<UserAbort>(v), (UserAbort{UserAbortReason::resource_unavailable, 1}));
  EXPECT_EQ(from_value<UserAbort>(Value("userSpecificReason")), UserAbort{});
  EXPECT_FALSE(from_value<UserAbort>(Value("callRelease")));
}

TEST(ContextName, IsReadAndWritten) {
  const tcap::Oid name = context_name({25, 3});
  EXPECT_EQ(to_hex({name.data(), name.size()}), "04000001001903");
  EXPECT_EQ(parse_context_name(mapsim::test::octets("04000001001903")), (ApplicationContext{25, 3}));
  const tcap::Oid large = context_name({200, 3});
  EXPECT_EQ(parse_context_name({large.data(), large.size()}), (ApplicationContext{200, 3}));
}

TEST(ContextName, OtherNamesAreNone) {
  for (const char* hex : {"", "0400000100", "040000010019", "0400000100190300", "04000001011903",
                          "0400000100ff1903", "04000001008019", "04000001001983"}) {
    EXPECT_EQ(parse_context_name(mapsim::test::octets(hex)), std::nullopt) << hex;
  }
}

// The field names that tshark uses for what its `expect` says.
void expect_as_tshark_says(const test::Vector& vector, const DialoguePdu& pdu) {
  const auto& expect = vector.row.at("expect");
  const auto text = [&](const char* field) {
    return expect.contains(field) ? std::optional(expect.at(field).get<std::string>()) : std::nullopt;
  };
  EXPECT_EQ(text("gsm_map.dialogue.MAP_DialoguePDU"), std::to_string(pdu.index())) << vector.id;
  const auto same_octets = [&](const char* field, const std::optional<Octets>& ours) {
    if (const auto said = text(field)) {
      EXPECT_EQ(from_hex(*said).value(), ours.value_or(Octets{})) << vector.id << ' ' << field;
    }
  };
  if (const auto* open = std::get_if<MapOpenInfo>(&pdu)) {
    same_octets("gsm_map.dialogue.destinationReference", open->destination_reference);
    same_octets("gsm_map.dialogue.originationReference", open->originating_reference);
  }
  if (const auto* refuse = std::get_if<MapRefuseInfo>(&pdu)) {
    EXPECT_EQ(text("gsm_map.dialogue.reason"), std::to_string(static_cast<int>(refuse->reason)));
  }
  if (const auto* abort = std::get_if<MapUserAbortInfo>(&pdu)) {
    EXPECT_EQ(text("gsm_map.dialogue.map_UserAbortChoice"),
              std::to_string(static_cast<int>(abort->choice.reason)));
    for (const char* field :
         {"gsm_map.dialogue.resourceUnavailable", "gsm_map.dialogue.applicationProcedureCancellation"}) {
      if (const auto said = text(field)) {
        EXPECT_EQ(*said, std::to_string(abort->choice.detail.value_or(255))) << vector.id;
      }
    }
  }
}

TEST(DialoguePduVectors, DecodeAndReencode) {
  MAPSIM_NEEDS_VECTORS();
  int decoded_count = 0;
  for (const test::Vector& vector : test::load_vectors("map_dialogue.jsonl")) {
    const auto pdu = decode_dialogue_pdu(vector.octets);
    if (vector.negative) {
      EXPECT_FALSE(pdu) << vector.id;
      continue;
    }
    if (vector.quality == "bad-any") continue;  // its filler may be refused; that it does not crash is enough
    ASSERT_TRUE(pdu) << vector.id << ": " << pdu.error().message();
    expect_as_tshark_says(vector, *pdu);
    ++decoded_count;
    if (vector.octets[1] != 0x80) {
      EXPECT_EQ(encoded(*pdu), to_hex(vector.octets)) << vector.id;
    }
  }
  EXPECT_GE(decoded_count, 6);
}

}  // namespace
}  // namespace mapsim::map
