#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <iostream>
#include <nlohmann/json.hpp>

#include "sigtran/capture/packet_walk.h"
#include "sigtran/capture/reader.h"
#include "tests/support/paths.h"
#include "tests/tools/called.h"

namespace mapsim::cli::test {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

// `mapsim encode ARGUMENTS` with `text` on its standard input.
Called encode(const std::string& text, std::vector<std::string> arguments = {}) {
  std::istringstream in(text);
  auto* const old = std::cin.rdbuf(in.rdbuf());
  arguments.insert(arguments.begin(), "encode");
  Called called = call(arguments);
  std::cin.rdbuf(old);
  return called;
}

std::string decode(const std::vector<std::string>& arguments) {
  std::vector<std::string> all = {"decode", "--json", "--hex"};
  all.insert(all.end(), arguments.begin(), arguments.end());
  const Called called = call(all);
  EXPECT_EQ(called.exit, ExitCode::ok) << called.err;
  return called.out;
}

class Scratch : public testing::Test {
 protected:
  Scratch()
      : folder_(std::filesystem::path(testing::TempDir()) /
                testing::UnitTest::GetInstance()->current_test_info()->name()) {
    std::filesystem::create_directories(folder_);
  }
  ~Scratch() override { std::filesystem::remove_all(folder_); }
  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  std::filesystem::path folder_;
};
using EncodeFile = Scratch;

const std::string kArgument =
    "3026840791223343992032820891321132214333f404110b16212c37424d00010203040506070908";

TEST(Encode, MakesTheOctetsThatDecodeShowed) {
  const Called called = encode(decode({"a3030a0100", "--layer", "map-dialogue"}));
  EXPECT_EQ(called.exit, ExitCode::ok) << called.err;
  EXPECT_EQ(called.out, "a3030a0100\n");
}

TEST(Encode, ReadsOperationAndVersionFromTheJson) {
  const std::string shown =
      decode({kArgument, "--layer", "map-argument", "--operation", "forwardSM", "--map-version", "2"});
  EXPECT_EQ(json::parse(shown)["operation"], "forwardSM");
  EXPECT_EQ(json::parse(shown)["map-version"], 2);
  EXPECT_EQ(encode(shown).out, kArgument + "\n");
}

TEST(Encode, ReadsTheNameOfAnError) {
  const std::string shown =
      decode({"0a0101", "--layer", "map-error", "--operation", "systemFailure", "--map-version", "2"});
  EXPECT_EQ(json::parse(shown)["error"], "systemFailure");
  EXPECT_EQ(encode(shown).out, "0a0101\n");
}

TEST(Encode, TakesABareTreeWithTheLayerOnTheCommandLine) {
  EXPECT_EQ(encode(R"({"text": "123"})", {"--layer", "gsm7"}).out, "31d90c\n");
  json bare = json::parse(
      decode({kArgument, "--layer", "map-argument", "--operation", "forwardSM", "--map-version", "2"}));
  for (const char* name : {"layer", "operation", "map-version"}) bare.erase(name);
  EXPECT_EQ(
      encode(bare.dump(), {"--layer", "map-argument", "--operation", "forwardSM", "--map-version", "2"}).out,
      kArgument + "\n");
}

// What a person leaves open is completed: TS 23.040 9.2.2.1 octet by octet.
TEST(Encode, CompletesWhatIsLeftOpen) {
  const Called called =
      encode(R"({"layer": "sms-tpdu", "sms-deliver": {"tp-oa": "+15550100100", "text": "hi"}})");
  EXPECT_EQ(called.out,
            "040b915155100001f0000042101000000000"
            "02e834\n");
}

TEST(Encode, WritesAMessageForEachValue) {
  EXPECT_EQ(encode("{\"layer\": \"gsm7\", \"text\": \"1\"}\n{\"layer\": \"gsm7\", \"text\": \"2\"}\n").out,
            "31\n32\n");
}

TEST(Encode, PutsMessagesInsideOfMessages) {
  const Called called =
      encode(R"({"layer": "m3ua", "message": "data", "protocol-data": {"opc": 1, "dpc": 2, "si": 3, "ni": 2,
    "mp": 0, "sls": 0, "data": {"layer": "sccp", "message": "UDT", "class": 0, "called": {"routing": "ssn", "ssn": 8},
    "calling": {"routing": "ssn", "ssn": 8}, "data": {"layer": "tcap", "end": {"dtid": "0x01", "components": [
    {"return-error": {"invoke-id": 1, "error-code": 34, "parameter":
      {"layer": "map-error", "error": "systemFailure", "map-version": 2, "networkResource": "hlr"}}}]}}}}})");
  ASSERT_EQ(called.exit, ExitCode::ok) << called.err;
  EXPECT_THAT(called.out, HasSubstr("6410490101"
                                    "6c0b"
                                    "a3090201010201220a0101"));
  EXPECT_THAT(called.out, StartsWith("01000101"));
}

TEST(Encode, WritesRawOctets) {
  EXPECT_EQ(encode(R"({"layer": "gsm7", "text": "123"})", {"--raw"}).out, "\x31\xd9\x0c");
}

TEST_F(EncodeFile, WritesACaptureThatDecodeReads) {
  const std::string aspup = R"({"layer": "m3ua", "message": "aspup", "asp-identifier": 7})";
  for (const char* name : {"a.pcapng", "a.pcap"}) {
    EXPECT_EQ(encode(aspup, {"--out", path(name)}).exit, ExitCode::ok);
    const Called shown = call({"decode", path(name), "--json"});
    EXPECT_EQ(shown.exit, ExitCode::ok) << shown.err;
    EXPECT_EQ(json::parse(shown.out)["m3ua"], (json{{"message", "aspup"}, {"asp-identifier", 7}}));
    EXPECT_EQ(json::parse(shown.out)["frame"], 1);
  }
}

TEST_F(EncodeFile, RefusesACaptureOfALayerThatIsNoFrame) {
  const Called called = encode(R"({"layer": "gsm7", "text": "1"})", {"--out", path("a.pcapng")});
  EXPECT_EQ(called.exit, ExitCode::usage);
  EXPECT_THAT(called.err, HasSubstr("--out takes m3ua, sccp, tcap and sms-tpdu"));
}

TEST_F(EncodeFile, ReadsAFileAndNamesItInMistakes) {
  std::ofstream(path("m.json")) << "{\"layer\": \"gsm7\",\n \"txt\": \"1\"}";
  const Called called = call({"encode", path("m.json")});
  EXPECT_EQ(called.exit, ExitCode::usage);
  EXPECT_THAT(called.err, HasSubstr(path("m.json") + ":2:2: $.txt: "));
  EXPECT_THAT(called.err, HasSubstr("did you mean 'text'?"));
  EXPECT_EQ(call({"encode", path("none.json")}).exit, ExitCode::usage);
}

struct Mistake {
  const char* name;
  const char* text;
  const char* said;
};

class EncodeMistakes : public testing::TestWithParam<Mistake> {};

TEST_P(EncodeMistakes, AreToldWithPlaceFindingAndWhatIsAllowed) {
  const Called called = encode(GetParam().text);
  EXPECT_EQ(called.exit, ExitCode::usage);
  EXPECT_EQ(called.out, "");
  EXPECT_THAT(called.err, StartsWith("mapsim encode: standard input"));
  EXPECT_THAT(called.err, HasSubstr(GetParam().said));
}

INSTANTIATE_TEST_SUITE_P(
    All, EncodeMistakes,
    testing::Values(
        Mistake{"Syntax", "{\"layer\": \"gsm7\",\n\"text\" \"1\"}", ":2:8: expected ':', found '\"'"},
        Mistake{"Nothing", "  \n", "no JSON value is there"},
        Mistake{"NoLayer", R"({"text": "1"})", ":1:1: $: layer is required here"},
        Mistake{"Layer", R"({"layer": "tcp"})",
                ":1:11: $.layer: 'tcp' is not known here; did you mean 'tcap'?"},
        Mistake{"LayerKind", R"({"layer": 7})", "$.layer: expected the name of a layer, found a number (7)"},
        Mistake{"Missing", R"({"layer": "sms-tpdu", "sms-deliver": {"text": "1"}})",
                ":1:38: $.sms-deliver: tp-oa is required here"},
        Mistake{"Member", R"({"layer": "sms-tpdu", "sms-submit": {"tp-da": "+1", "tp-oa": "+1"}})",
                "$.sms-submit.tp-oa: 'tp-oa' is not known here; did you mean 'tp-da'?"},
        Mistake{"Kind", R"({"layer": "sms-tpdu", "sms-submit": {"tp-da": "+1", "tp-mr": "x"}})",
                "$.sms-submit.tp-mr: expected a number, found a string (\"x\")"},
        Mistake{"Range", R"({"layer": "sms-tpdu", "sms-submit": {"tp-da": "+1", "tp-mr": 256}})",
                "$.sms-submit.tp-mr: 256 is out of range; allowed: 0 to 255"},
        Mistake{"Hex", R"({"layer": "sms-tpdu", "sms-submit": {"tp-da": "+1", "data": {"hex": "0g"}}})",
                "'g' is not a hexadecimal digit"},
        Mistake{"Message", R"({"layer": "m3ua", "message": "aspu"})",
                "$.message: 'aspu' is not known here; did you mean 'aspup'?"},
        Mistake{"Parameter", R"({"layer": "m3ua", "message": "aspup", "info-strin": "x"})",
                "$.info-strin: 'info-strin' is not known here; did you mean 'info-string'?"},
        Mistake{
            "Address",
            R"({"layer": "sccp", "message": "UDT", "class": 0, "called": {"ssn": 8, "routng": "ssn"}, "calling": {"ssn": 8}, "data": {"hex": ""}})",
            "$.called.routng: 'routng' is not known here; did you mean 'routing'?"},
        Mistake{"Component", R"({"layer": "tcap", "begin": {"otid": 1, "components": [{"invok": {}}]}})",
                "$.begin.components[0].invok: 'invok' is not known here; did you mean 'invoke'?"},
        Mistake{"Opcode",
                R"({"layer": "tcap", "begin": {"otid": 1, "components": [{"invoke": {"opcode": true}}]}})",
                "$.begin.components[0].invoke.opcode: expected"},
        Mistake{"Operation", R"({"layer": "map-argument", "operation": "mt-forwardSm"})",
                "did you mean 'mt-ForwardSM'?"},
        Mistake{"NoOperation", R"({"layer": "map-argument"})", "operation is required here"},
        Mistake{"Version", R"({"layer": "map-argument", "operation": "forwardSM", "map-version": 4})",
                "$.map-version: expected 1, 2 or 3, found 4"},
        Mistake{
            "Inside",
            R"({"layer": "sccp", "message": "UDT", "class": 0, "called": {"ssn": 8}, "calling": {"ssn": 8}, "data": {"layer": "tcap", "edn": {}}})",
            "$.data.edn: 'edn' is not known here; did you mean 'end'?"},
        Mistake{"Compressed",
                R"({"layer": "sms-tpdu", "sms-submit": {"tp-da": "+1", "tp-dcs": 32, "text": "x"}})",
                "compressed text, which is not supported"},
        Mistake{"Fraction", R"({"layer": "gsm7", "septets": 1.5})", ":1:30: expected an integer"},
        Mistake{"Septets", R"({"layer": "gsm7", "text": "1", "septets": 2})",
                "$.septets: the text has 1; found 2"}),
    [](const auto& mistake) { return mistake.param.name; });

TEST(Encode, RefusesOptionsThatContradict) {
  EXPECT_EQ(encode("{}", {"--raw", "--out", "a.pcap"}).exit, ExitCode::usage);
  EXPECT_THAT(encode("{}", {"--layer", "sms-tpd"}).err, HasSubstr("did you mean 'sms-tpdu'?"));
  EXPECT_THAT(encode(R"({"layer": "gsm7", "text": "1"})", {"--layer", "tcap"}).err,
              HasSubstr("--layer says tcap"));
}

// The M3UA messages of a capture, as its packets have them.
std::vector<std::string> messages_of(const std::filesystem::path& file) {
  std::vector<std::string> out;
  auto reader = capture::Reader::open(file);
  EXPECT_TRUE(reader);
  capture::PacketWalker walker;
  for (auto packet = reader->next(); packet && *packet; packet = reader->next()) {
    walker.feed((*packet)->link_type, (*packet)->octets, (*packet)->original_size);
    while (const auto event = walker.poll()) {
      if (event->what == capture::WalkEvent::What::message) out.push_back(to_hex(event->octets));
    }
  }
  return out;
}

std::vector<std::string> lines(const std::string& text) {
  std::vector<std::string> out;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) out.push_back(line);
  return out;
}

const std::filesystem::path kGolden = mapsim::test::source_dir() / "tests" / "golden";

TEST(EncodeCapture, MakesEveryMessageOfTheGoldenCapturesAgain) {
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(kGolden)) {
    if (!entry.path().extension().string().starts_with(".pcap")) continue;
    ++files;
    const std::vector<std::string> expected = messages_of(entry.path());
    EXPECT_GE(expected.size(), 8U) << entry.path();
    const Called shown = call({"decode", entry.path().string(), "--json"});
    const Called called = encode(shown.out);
    EXPECT_EQ(called.exit, ExitCode::ok) << entry.path() << ": " << called.err;
    EXPECT_EQ(lines(called.out), expected) << entry.path();
  }
  EXPECT_GE(files, 5U);
}

class EncodeLine : public testing::Test {
 protected:
  // The first line of mt-v3 with a MAP argument.
  EncodeLine() {
    for (const std::string& line : lines(call({"decode", (kGolden / "mt-v3.pcap").string(), "--json"}).out)) {
      row_ = json::parse(line);
      if (row_.contains("map") && row_["map"].contains("components")) break;
    }
  }
  json row_;
};

TEST_F(EncodeLine, LeavesTheOrderOfMembersAlone) {
  const Called called = encode(row_.dump());  // sorted by name
  EXPECT_EQ(called.exit, ExitCode::ok) << called.err;
}

TEST_F(EncodeLine, RefusesAnInnerLayerThatWasChangedAlone) {
  json changed = row_;
  changed["map"]["components"][0]["argument"]["sm-RP-OA"]["serviceCentreAddressOA"] = "+15550199999";
  EXPECT_THAT(encode(changed.dump()).err, HasSubstr("is not what tcap carries"));
  changed = row_;
  changed["tcap"]["begin"]["otid"] = "0x01020304";
  EXPECT_THAT(encode(changed.dump()).err,
              AllOf(HasSubstr("$.tcap: "), HasSubstr("is not what sccp carries")));
  changed = row_;
  changed["sccp"]["class"] = 1;
  EXPECT_THAT(encode(changed.dump()).err, HasSubstr("is not what m3ua carries"));
  changed = row_;
  changed["m3au"] = 1;
  EXPECT_THAT(encode(changed.dump()).err, HasSubstr("did you mean 'm3ua'?"));
}

TEST_F(EncodeLine, TakesTheOutermostLayerThatIsThere) {
  json inner = row_;
  inner.erase("m3ua");
  const Called sccp = encode(inner.dump());
  EXPECT_THAT(sccp.out, StartsWith("09"));
  inner.erase("sccp");
  EXPECT_THAT(encode(inner.dump()).out, StartsWith("62"));
}

}  // namespace
}  // namespace mapsim::cli::test
