#include "scenarios/engine/lab/words.h"

#include <gmock/gmock.h>

#include "tests/support/localhost.h"

namespace mapsim::scenario::lab {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

Result<LabWord> lab_word(std::string_view text) {
  HostNames names;
  return parse_lab(text, names);
}

TEST(LabWord, NamesAnEndpointAndWhereItIs) {
  const auto word = lab_word("smsc=192.0.2.10:2906");
  ASSERT_TRUE(word);
  EXPECT_EQ(word->name, "smsc");
  EXPECT_FALSE(word->listen);
  EXPECT_EQ(word->address, (link::EndpointAddress{{"192.0.2.10"}, 2906}));
}

TEST(LabWord, HasM3uasPortWhereNoneIsGiven) {
  EXPECT_EQ(lab_word("smsc=192.0.2.10")->address.port, 2905);
  EXPECT_EQ(lab_word("smsc=2001:db8::10")->address, (link::EndpointAddress{{"2001:db8::10"}, 2905}));
}

TEST(LabWord, MayHaveSeveralAddressesAndOnePort) {
  EXPECT_THAT(lab_word("smsc=192.0.2.10:2905,198.51.100.10")->address.hosts,
              ElementsAre("192.0.2.10", "198.51.100.10"));
  EXPECT_EQ(lab_word("smsc=[2001:db8::10]:2906,[2001:db8::11]:2906")->address.port, 2906);
  const auto two_ports = lab_word("smsc=192.0.2.10:2905,192.0.2.11:2906");
  ASSERT_FALSE(two_ports);
  EXPECT_THAT(two_ports.error().text, HasSubstr("one port"));
}

TEST(LabWord, MaySayThatTheSystemCallsUs) {
  const auto any = lab_word("smsc=listen:2906");
  ASSERT_TRUE(any);
  EXPECT_TRUE(any->listen);
  EXPECT_EQ(any->address, (link::EndpointAddress{{}, 2906}));
  EXPECT_EQ(lab_word("smsc=listen:192.0.2.1:2906")->address, (link::EndpointAddress{{"192.0.2.1"}, 2906}));
}

TEST(LabWord, IsRefusedWithWhatItMustLookLike) {
  for (const char* wrong : {"", "smsc", "smsc=", "=192.0.2.10", "smsc=now here", "smsc=192.0.2.10:0", "smsc=192.0.2.10:65536",
                            "smsc=192.0.2.10:x", "smsc=[2001:db8::10", "smsc=[2001:db8::10]2905", "smsc=192.0.2.10,",
                            "smsc=listen:", "smsc=listen:x y"}) {
    const auto word = lab_word(wrong);
    ASSERT_FALSE(word) << wrong;
    EXPECT_THAT(word.error().text, HasSubstr("--lab")) << wrong;
  }
}

TEST(LabWord, MayNameAHost) {
  if (!test::knows_localhost()) GTEST_SKIP() << test::kNoLocalhost;
  HostNames names;
  const auto word = parse_lab("smsc=localhost:2906", names);
  ASSERT_TRUE(word) << word.error().text;
  EXPECT_THAT(word->address.hosts, ElementsAre(::testing::AnyOf("127.0.0.1", "::1")));
  EXPECT_EQ(word->address.port, 2906);
  EXPECT_EQ(names.found().count("localhost"), 1U);
}

TEST(LabWord, OfANameThatLeadsNowhereTellsWordAndReason) {
  const auto word = lab_word("smsc=name.invalid:2906");
  ASSERT_FALSE(word);
  EXPECT_THAT(word.error().text, HasSubstr("'name.invalid' has no address: "));
}

TEST(UdpPorts, AreOneOrTwo) {
  EXPECT_EQ(*parse_udp_ports("9900"), (std::pair<std::uint16_t, std::uint16_t>(9900, 9899)));
  EXPECT_EQ(*parse_udp_ports("9900:9901"), (std::pair<std::uint16_t, std::uint16_t>(9900, 9901)));
  for (const char* wrong : {"", "x", "0", "1:", ":1", "1:2:3", "70000"}) EXPECT_FALSE(parse_udp_ports(wrong)) << wrong;
}

TEST(WordsForOneOfSeveralScenarios, AreThoseOfItsEndpoints) {
  Words words;
  words.as = {"smsc", "hlr"};
  words.labs = {*lab_word("msc=192.0.2.1"), *lab_word("vlr=192.0.2.2")};
  const auto some = words_for(words, {"smsc", "msc"});
  ASSERT_TRUE(some);
  EXPECT_THAT(some->as, ElementsAre("smsc"));
  ASSERT_EQ(some->labs.size(), 1U);
  EXPECT_EQ(some->labs[0].name, "msc");
  EXPECT_FALSE(words_for(words, {"msc", "vlr"}));
}

}  // namespace
}  // namespace mapsim::scenario::lab
