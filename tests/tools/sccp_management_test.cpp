// `mapsim decode` and `mapsim encode` of SCCP management inside of SCCP and of M3UA.
#include <gmock/gmock.h>
#include <iostream>
#include <nlohmann/json.hpp>

#include "sigtran/m3ua/message.h"
#include "tests/tools/called.h"
#include "tools/decode/message_decoder.h"
#include "tools/decode/value_json.h"

namespace mapsim::cli::test {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::HasSubstr;

// UDT, class 0, from and to SSN 1 with their point codes 201 and 101.
std::string udt(const std::string& management) {
  const Octets size = {static_cast<std::uint8_t>(management.size() / 2)};
  return "090003070b"
         "0443650001"
         "0443c90001" +
         to_hex(size) + management;
}

std::string data_of(const std::string& sccp) {
  m3ua::ProtocolData data{.label = {.opc = 201, .dpc = 101, .si = mtp::kServiceIndicatorSccp, .ni = 2},
                          .data = from_hex(sccp).value()};
  const m3ua::Message message{.type = m3ua::MessageType::data,
                              .parameters = {{m3ua::Tag::protocol_data, std::move(data)}}};
  return to_hex(m3ua::encode(message).value().view());
}

Called encode_lines(const std::string& text) {
  std::istringstream in(text);
  auto* const old = std::cin.rdbuf(in.rdbuf());
  Called called = call({"encode"});
  std::cin.rdbuf(old);
  return called;
}

json shown(const std::string& octets, const char* layer = "sccp") {
  const Called called = call({"decode", "--json", "--hex", octets, "--layer", layer});
  EXPECT_EQ(called.exit, ExitCode::ok) << called.err;
  return json::parse(called.out);
}

struct MessageRow {
  const char* octets;
  json management;
};

const std::vector<MessageRow>& rows() {
  const auto row = [](const char* type, const char* multiplicity) {
    return json{{"type", type}, {"affected-ssn", 8}, {"affected-pc", 201}, {"multiplicity", multiplicity}};
  };
  static const std::vector<MessageRow> all = [&] {
    std::vector<MessageRow> out = {
        {"0108c90000", row("SSA", "unknown")},    {"0208c90001", row("SSP", "solitary")},
        {"0308c90002", row("SST", "duplicated")}, {"0408c90000", row("SOR", "unknown")},
        {"0508c90000", row("SOG", "unknown")},    {"0608c9000003", row("SSC", "unknown")}};
    out.back().management["congestion-level"] = 3;
    return out;
  }();
  return all;
}

TEST(DecodeManagement, ShowsEveryMessageBesideTheDataThatCarriesIt) {
  for (const MessageRow& row : rows())
    EXPECT_EQ(shown(udt(row.octets))["management"], row.management) << row.octets;
}

TEST(DecodeManagement, ShowsText) {
  const Called called = call({"decode", "--hex", udt("0608c9000003"), "--layer", "sccp"});
  EXPECT_THAT(called.out, AllOf(HasSubstr("management:\n"), HasSubstr("  type: \"SSC\"\n"),
                                HasSubstr("affected-ssn: 8\n"), HasSubstr("affected-pc: 201\n"),
                                HasSubstr("congestion-level: 3\n")));
}

TEST(DecodeManagement, ShowsWhatM3uaCarriesAndLooksForNoTcap) {
  MessageDecoder decoder;
  for (const MessageRow& row : rows()) {
    DecodedMessage decoded;
    decoder.m3ua(from_hex(data_of(udt(row.octets))).value(), {}, decoded);
    EXPECT_THAT(decoded.problems, testing::IsEmpty());
    const json line = to_json(decoded.tree);
    EXPECT_EQ(line["sccp"]["management"], row.management);
    EXPECT_FALSE(line.contains("tcap"));
  }
}

TEST(DecodeManagement, ShowsNoneForOtherSubsystemsAndForParts) {
  std::string octets = udt("0108c90000");
  octets.replace(octets.find("436500") + 6, 2, "08");  // called SSN 8
  EXPECT_FALSE(shown(octets).contains("management"));
  // XUDT, first of two segments.
  const std::string segment =
      "11000f0408"
      "0c11"
      "0443650001"
      "0443c90001"
      "05"
      "0108c90000"
      "1004"
      "81000001"
      "00";
  EXPECT_FALSE(shown(segment).contains("management"));
}

TEST(DecodeManagement, TellsAMalformedOneWithItsPlaceInTheSccpMessage) {
  const Called hex = call({"decode", "--hex", udt("0708c90000"), "--layer", "sccp"});
  EXPECT_EQ(hex.exit, ExitCode::ok);
  EXPECT_THAT(hex.err, AllOf(HasSubstr("SCMG format identifier"), HasSubstr("octet 16"), HasSubstr("Q.713")));
  MessageDecoder decoder;
  DecodedMessage decoded;
  decoder.m3ua(from_hex(data_of(udt("0108c9"))).value(), {}, decoded);
  const std::vector<std::string>& problems = decoded.problems;
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_THAT(problems[0], AllOf(HasSubstr("ends after 3 octets of 5"), HasSubstr("octet 19")));
  EXPECT_EQ(to_json(decoded.tree)["sccp"]["data"]["hex"], "0108c9");
}

TEST(EncodeManagement, MakesTheOctetsThatDecodeShowed) {
  for (const MessageRow& row : rows()) {
    const json message = shown(udt(row.octets));
    EXPECT_EQ(encode_lines(message.dump()).out, udt(row.octets) + "\n");
  }
}

TEST(EncodeManagement, StandsInPlaceOfTheData) {
  for (const MessageRow& row : rows()) {
    json message = shown(udt(row.octets));
    message.erase("data");
    EXPECT_EQ(encode_lines(message.dump()).out, udt(row.octets) + "\n");
  }
}

TEST(EncodeManagement, TakesALineOfACaptureAndRefusesOneThatWasChangedAlone) {
  MessageDecoder decoder;
  DecodedMessage decoded;
  const std::string octets = data_of(udt("0108c90000"));
  decoder.m3ua(from_hex(octets).value(), {}, decoded);
  json line = to_json(decoded.tree);
  EXPECT_EQ(encode_lines(line.dump()).out, octets + "\n");
  line["sccp"]["management"]["affected-ssn"] = 7;
  EXPECT_THAT(encode_lines(line.dump()).err, HasSubstr("is not what m3ua carries"));
}

// What a spare bit or a longer message said is in the data.
TEST(EncodeManagement, KeepsDataThatSaysTheSameInOtherOctets) {
  const std::string unusual = udt("0108c9c0fdaabb");
  const json message = shown(unusual);
  EXPECT_EQ(message["management"]["multiplicity"], "solitary");
  EXPECT_EQ(encode_lines(message.dump()).out, unusual + "\n");
}

struct WrongWord {
  const char* name;
  const char* management;
  const char* said;
};

class EncodeManagementMistakes : public testing::TestWithParam<WrongWord> {};

TEST_P(EncodeManagementMistakes, AreToldWithTheirPlaceAndWhatIsAllowed) {
  const std::string text =
      R"({"layer": "sccp", "message": "UDT", "class": 0, "called": {"ssn": 1}, "calling": {"ssn": 1}, )"
      R"("management": )" +
      std::string(GetParam().management) + "}";
  const Called called = encode_lines(text);
  EXPECT_EQ(called.exit, ExitCode::usage);
  EXPECT_THAT(called.err, HasSubstr(GetParam().said));
}

INSTANTIATE_TEST_SUITE_P(
    All, EncodeManagementMistakes,
    testing::Values(
        WrongWord{"Type", R"({"type": "SSB", "affected-ssn": 8, "affected-pc": 1})",
                  "$.management.type: 'SSB' is not known here"},
        WrongWord{"Code", R"({"type": 7, "affected-ssn": 8, "affected-pc": 1})",
                  "allowed: SSA, SSP, SST, SOR, SOG, SSC"},
        WrongWord{"Ssn", R"({"type": "SSA", "affected-ssn": 256, "affected-pc": 1})",
                  "$.management.affected-ssn: 256 is out of range"},
        WrongWord{"PointCode", R"({"type": "SSA", "affected-ssn": 8, "affected-pc": 16384})",
                  "$.management.affected-pc: is out of range; allowed: 0 to 16383"},
        WrongWord{"Multiplicity",
                  R"({"type": "SSA", "affected-ssn": 8, "affected-pc": 1, "multiplicity": 4})",
                  "allowed: unknown, solitary"},
        WrongWord{"Level", R"({"type": "SSC", "affected-ssn": 8, "affected-pc": 1, "congestion-level": 9})",
                  "allowed: 1 to 8"},
        WrongWord{"NoLevel", R"({"type": "SSC", "affected-ssn": 8, "affected-pc": 1})",
                  "congestion-level is required in SSC"},
        WrongWord{"LevelElsewhere",
                  R"({"type": "SSA", "affected-ssn": 8, "affected-pc": 1, "congestion-level": 1})",
                  "is a member of SSC only"},
        WrongWord{"Member", R"({"type": "SSA", "affected-sn": 8, "affected-pc": 1})", "affected-ssn"},
        WrongWord{"Disagrees",
                  R"({"type": "SSA", "affected-ssn": 8, "affected-pc": 1}, "data": {"hex": "0108c90000"})",
                  "$.management: is not what data carries"}),
    [](const auto& mistake) { return mistake.param.name; });

}  // namespace
}  // namespace mapsim::cli::test
