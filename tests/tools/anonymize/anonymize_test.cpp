// mapsim anonymize.
#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "tests/tools/played.h"
#include "tools/anonymize/anonymizer.h"

namespace mapsim::cli::test {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

// One short message and its answer; long, so that SCCP segments it where `--` says so.
const std::string kScenario = kEndpoints +
                              mt("001010000000001", "result: mt-ForwardSM", "a text that names nobody") +
                              mt("001010000000002", "error: absentSubscriberSM");

std::string contents(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<json> decoded(const std::filesystem::path& path) {
  const Called called = call({"decode", path.string(), "--json"});
  EXPECT_EQ(called.exit, ExitCode::ok) << called.err;
  std::vector<json> out;
  std::istringstream lines(called.out);
  for (std::string line; std::getline(lines, line);) out.push_back(json::parse(line));
  return out;
}

class Anonymize : public testing::Test {
 protected:
  ~Anonymize() override {
    for (const auto& path : {out_, again_}) std::filesystem::remove(path);
  }
  Called anonymize(const std::string& from, const std::filesystem::path& to,
                   std::vector<std::string> options = {}) {
    std::vector<std::string> arguments = {"anonymize", from, to.string()};
    arguments.insert(arguments.end(), options.begin(), options.end());
    return call(arguments);
  }
  Played played_{"in.pcapng", kScenario};
  std::filesystem::path out_ = temporary("out.pcapng");
  std::filesystem::path again_ = temporary("again.pcapng");
};

TEST_F(Anonymize, TheResultDecodesAsTheOriginalDoes) {
  const Called called = anonymize(played_.file(), out_, {"--key", "k"});
  EXPECT_EQ(called.exit, ExitCode::ok) << called.err;
  const auto before = decoded(played_.file());
  const auto after = decoded(out_);
  ASSERT_EQ(before.size(), after.size());
  for (std::size_t i = 0; i < before.size(); ++i) {
    EXPECT_EQ(before[i]["frame"], after[i]["frame"]);
    EXPECT_EQ(before[i]["time"], after[i]["time"]);
    EXPECT_EQ(before[i]["sctp"]["tsn"], after[i]["sctp"]["tsn"]);
    EXPECT_FALSE(after[i].contains("comment"));
  }
}

TEST_F(Anonymize, OneIdentityIsTheSameAtEveryLayer) {
  anonymize(played_.file(), out_, {"--key", "k"});
  const auto lines = decoded(out_);
  for (const json& line : lines) {
    if (!line.contains("map") || !line["map"].contains("components")) continue;
    const json& component = line["map"]["components"][0];
    if (!component.contains("argument")) continue;
    // The service centre in MAP is the calling party of SCCP.
    const std::string centre = component["argument"]["sm-RP-OA"]["serviceCentreAddressOA"];
    EXPECT_THAT(centre, HasSubstr("999"));
    EXPECT_EQ("+" + line["sccp"]["calling"]["gt"]["digits"].get<std::string>(), centre);
  }
}

TEST_F(Anonymize, TheSameKeyGivesTheSameFileAndChanceAnother) {
  anonymize(played_.file(), out_, {"--key", "k"});
  const std::filesystem::path file = temporary("key");
  std::ofstream(file) << "k\n";
  anonymize(played_.file(), again_, {"--key-file", file.string()});
  EXPECT_EQ(contents(out_), contents(again_));
  anonymize(played_.file(), again_);
  EXPECT_NE(contents(out_), contents(again_));
  std::filesystem::remove(file);
}

TEST_F(Anonymize, DialoguesStayTheSameDialogues) {
  anonymize(played_.file(), out_, {"--key", "k"});
  const Called flow = call({"flow", out_.string(), "--failed"});
  EXPECT_THAT(flow.out, HasSubstr("absentSubscriberSM"));
  EXPECT_THAT(flow.out, Not(HasSubstr("15550100")));
}

TEST_F(Anonymize, TheAccountNamesOriginalsOnlyWhenAsked) {
  const Called quiet = anonymize(played_.file(), out_, {"--key", "k"});
  EXPECT_THAT(quiet.out, HasSubstr("imsi         2 times, 2 different"));
  EXPECT_THAT(quiet.out, Not(HasSubstr("001010000000001")));
  const Called asked = anonymize(played_.file(), out_, {"--key", "k", "--originals"});
  EXPECT_THAT(asked.out, HasSubstr("001010000000001 -> 00101"));
  const json account = json::parse(anonymize(played_.file(), out_, {"--key", "k", "--json"}).out);
  EXPECT_EQ(account["replaced"]["imsi"]["different"], 2);
  EXPECT_FALSE(account["replaced"]["imsi"].contains("replacements"));
}

TEST_F(Anonymize, PcapStaysPcap) {
  const Played pcap("in.pcap", kScenario, {"--link-type", "raw"});
  EXPECT_EQ(anonymize(pcap.file(), out_, {"--key", "k"}).exit, ExitCode::ok);
  EXPECT_EQ(contents(out_).size(), contents(pcap.file()).size());
  EXPECT_EQ(decoded(out_).size(), decoded(pcap.file()).size());
}

TEST_F(Anonymize, WhatIsNotUnderstoodIsToldAndKeptOnlyWhenAsked) {
  // An invocation of an operation that is none of short messages.
  const Played opaque("opaque.pcapng",
                      kEndpoints +
                          "  - smsc -> msc: begin\n    application-context: shortMsgMT-Relay-v3\n"
                          "    invoke: 99\n    argument: {hex: \"30088006947111325476\"}\n"
                          "  - msc -> smsc: end\n    reject: unrecognizedOperation\n");
  const Called called = anonymize(opaque.file(), out_, {"--key", "k"});
  EXPECT_THAT(called.out, HasSubstr("not understood, now zeros:"));
  EXPECT_THAT(anonymize(opaque.file(), out_, {"--key", "k", "--keep-unknown"}).out,
              HasSubstr("not understood, KEPT as it was:"));
}

TEST_F(Anonymize, ADamagedCaptureIsWrittenUpToTheDamage) {
  const std::string whole = contents(played_.file());
  const std::filesystem::path cut = temporary("cut.pcapng");
  std::ofstream(cut, std::ios::binary) << whole.substr(0, whole.size() - 7);
  const Called called = anonymize(cut.string(), out_, {"--key", "k"});
  EXPECT_EQ(called.exit, ExitCode::failed);
  EXPECT_THAT(called.err, HasSubstr("the file ends inside a block"));
  EXPECT_EQ(decoded(out_).size(), decoded(played_.file()).size());  // the last frame had no message
  std::filesystem::remove(cut);
}

TEST_F(Anonymize, WrongUseIsTold) {
  EXPECT_EQ(call({"anonymize", played_.file()}).exit, ExitCode::usage);
  EXPECT_THAT(anonymize(played_.file(), played_.file()).err, HasSubstr("is the file that is read"));
  EXPECT_THAT(anonymize(played_.file(), out_, {"--key", ""}).err, HasSubstr("the key is empty"));
  EXPECT_THAT(anonymize(played_.file(), out_, {"--key", "a", "--key-file", "b"}).err,
              HasSubstr("exclude each other"));
  EXPECT_EQ(anonymize(played_.file(), out_, {"--key-file", "/nonexistent"}).exit, ExitCode::usage);
  EXPECT_EQ(anonymize(played_.file(), "/nonexistent/out.pcapng").exit, ExitCode::usage);
  EXPECT_EQ(anonymize("/nonexistent.pcapng", out_).exit, ExitCode::failed);
}

}  // namespace
}  // namespace mapsim::cli::test
