#include "scenarios/engine/lab/site_reader.h"

#include <fstream>
#include <gmock/gmock.h>
#include <sstream>

#include "tests/support/localhost.h"
#include "tests/support/paths.h"

namespace mapsim::scenario::lab {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// The first error as "line:column: text".
std::string first_error(const std::string& text) {
  const auto result = read_site(text);
  if (result.errors.empty()) return "none";
  const Error& e = result.errors.front();
  return std::to_string(e.mark.line) + ":" + std::to_string(e.mark.column) + ": " + e.text;
}

TEST(NodeFile, OfTheDocumentationIsRead) {
  std::ifstream in(test::source_dir() / "docs/lab.md");
  std::stringstream all;
  all << in.rdbuf();
  const std::string text = all.str();
  const auto begin = text.find("```yaml\n");
  ASSERT_NE(begin, std::string::npos);
  const auto end = text.find("```", begin + 8);
  const auto result = read_site(text.substr(begin + 8, end - begin - 8), "lab.yaml");
  for (const Error& e : result.errors) ADD_FAILURE() << e.mark.line << ": " << e.text;
  const Site& site = result.site;
  EXPECT_EQ(site.transport, TransportKind::kernel);
  EXPECT_THAT(site.here, ElementsAre("msc"));
  ASSERT_EQ(site.endpoints.size(), 2U);
  ASSERT_EQ(site.gateways.size(), 2U);
  EXPECT_EQ(site.gateways[1].address.hosts, std::vector<std::string>{"192.0.2.21"});
  ASSERT_EQ(site.links.size(), 3U);
  EXPECT_EQ(site.links[0].traffic_mode, m3ua::TrafficMode::loadshare);
  EXPECT_EQ(site.links[2].local->port, 2906);
  ASSERT_TRUE(site.links[2].routing_key);
  EXPECT_EQ(site.links[2].routing_key->parts[0].dpc, (2U << 11U) | (100U << 3U) | 1U);
  EXPECT_EQ(site.sctp.rto_min, 500ms);
  EXPECT_EQ(site.sctp.dscp, 26);
  EXPECT_EQ(site.m3ua.heartbeat, 30s);
  ASSERT_EQ(site.translations.size(), 1U);
  EXPECT_EQ(site.translations[0].prefix, "1555");
  EXPECT_EQ(site.reconnect_longest, 30s);
  ASSERT_TRUE(site.faults);
  EXPECT_EQ(site.faults->loss, 5);
}

TEST(NodeFile, MayBeEmptyOfEverything) {
  EXPECT_THAT(read_site("transport: usrsctp\n").errors, IsEmpty());
}

TEST(NodeFile, TellsWhatIsWrongWhere) {
  EXPECT_THAT(first_error("transprot: kernel\n"), HasSubstr("1:1: "));
  EXPECT_THAT(first_error("transprot: kernel\n"), HasSubstr("transport"));
  EXPECT_THAT(first_error("transport: tcp\n"), HasSubstr("1:12: "));
  EXPECT_THAT(first_error("links:\n  - {to: msc}\n"), HasSubstr("2:5: a link has no 'endpoint'"));
  EXPECT_THAT(first_error("links:\n  - {endpoint: msc, to: smsc, connect: {host: 192.0.2.300}}\n"),
              HasSubstr("2:47: '192.0.2.300' is no IPv4"));
  EXPECT_THAT(first_error("links:\n  - {endpoint: msc, to: smsc, connect: {host: 192.0.2.1}, listen: {port: 1}}\n"),
              HasSubstr("exclude one another"));
  EXPECT_THAT(first_error("links:\n  - {endpoint: msc, to: smsc, role: sg}\n"), HasSubstr("sgp"));
  EXPECT_THAT(first_error("gateways:\n  stp: {port: 2905}\n"), HasSubstr("gateway 'stp' has no 'host'"));
  EXPECT_THAT(first_error("sctp: {rto-min: 500}\n"), HasSubstr("1:17: "));
  EXPECT_THAT(first_error("sctp: {dscp: 64}\n"), HasSubstr("63"));
  EXPECT_THAT(first_error("reconnect: {first: 5s, longest: 1s}\n"), HasSubstr("'longest' is not less"));
  EXPECT_THAT(first_error("sccp: {translations: [{prefix: \"15\"}]}\n"), HasSubstr("needs 'to'"));
  EXPECT_THAT(first_error("faults: {loss: 60, reorder: 60}\n"), HasSubstr("more than 100 percent"));
  EXPECT_THAT(first_error("endpoints:\n  msc: {pcc: 1}\n"), HasSubstr("2:9: "));
  EXPECT_THAT(first_error("links: [{endpoint: a, to: b, routing-key: {si: [3]}}]\n"), HasSubstr("'dpc'"));
}

TEST(NodeFile, MayNameHosts) {
  if (!test::knows_localhost()) GTEST_SKIP() << test::kNoLocalhost;
  const auto result = read_site(
      "endpoints:\n  msc: {hosts: [localhost]}\ngateways:\n  stp: {host: localhost}\n"
      "links:\n  - {endpoint: msc, to: stp, local: {host: localhost}}\n");
  ASSERT_THAT(result.errors, IsEmpty());
  const Site& site = result.site;
  ASSERT_EQ(site.names.found().size(), 1U);
  const std::string address = site.names.found().at("localhost");
  EXPECT_EQ(site.endpoints[0].value.find("hosts")->value.items[0].text, address);
  EXPECT_THAT(site.gateways[0].address.hosts, ElementsAre(address));
  EXPECT_THAT(site.links[0].local->hosts, ElementsAre(address));
}

TEST(NodeFile, OfANameThatLeadsNowhereTellsPlaceWordAndReason) {
  EXPECT_THAT(first_error("endpoints:\n  msc: {host: name.invalid}\n"),
              HasSubstr("2:15: 'name.invalid' has no address: "));
  EXPECT_THAT(first_error("gateways:\n  stp: {host: name.invalid}\n"),
              HasSubstr("2:15: 'name.invalid' has no address: "));
}

TEST(NodeFile, OfSeveralMistakesTellsAll) {
  EXPECT_EQ(read_site("transport: tcp\nsctp: {streams: -1}\nm3ua: {ack: soon}\n").errors.size(), 3U);
}

TEST(NodeFile, ThatIsNotThereIsAnError) {
  EXPECT_EQ(load_site("/nowhere/lab.yaml").errors.size(), 1U);
}

}  // namespace
}  // namespace mapsim::scenario::lab
