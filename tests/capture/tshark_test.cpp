// A dissector that others wrote reads what is written here.
#include "tests/capture/tshark.h"

#include <gmock/gmock.h>

#include "tests/capture/support.h"

namespace mapsim::capture::test {
namespace {

using ::testing::HasSubstr;

class Tshark : public ::testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    if (!tshark_is_there()) GTEST_SKIP() << "no tshark on this machine";
  }
  std::filesystem::path written(Conversation c, const std::string& name = "c.pcapng") {
    const auto path = directory_ / name;
    RecorderOptions options;
    options.link_type = c.link_type;
    options.names = {{c.client, "smsc"}, {c.server, "msc"}};
    auto recorder = open_recorder(path, options);
    EXPECT_TRUE(recorder);
    play(c, **recorder);
    EXPECT_TRUE((*recorder)->close());
    return path;
  }
  TemporaryDirectory directory_;
};

TEST_P(Tshark, FindsNothingToComplainAbout) {
  const auto type = link_type_from_name(GetParam());
  ASSERT_TRUE(type);
  const auto file = written({.link_type = *type});
  EXPECT_EQ(expect_clean(file), 24U);
}

INSTANTIATE_TEST_SUITE_P(LinkTypes, Tshark,
                         ::testing::Values("ethernet", "raw", "linux-sll", "linux-sll2", "null", "loop",
                                           "sctp"),
                         [](const auto& row) {
                           std::string name = row.param;
                           std::erase(name, '-');
                           return name;
                         });

TEST_F(Tshark, SeesTheHandshakeAndTheShutdown) {
  const std::string types = tshark(written({}), "-T fields -e sctp.chunk_type");
  EXPECT_THAT(types, ::testing::StartsWith("1\n2\n10\n11\n0\n"));
  EXPECT_THAT(types, ::testing::EndsWith("7\n8\n14\n"));
}

TEST_F(Tshark, SeesIpv6) {
  const auto file = written({.client = "2001:db8::1", .server = "2001:db8::2"});
  EXPECT_EQ(expect_clean(file), 24U);
  EXPECT_EQ(lines(tshark(file, "-Y 'ipv6 && sctp'")), 24U);
}

TEST_F(Tshark, SeesAnAbort) {
  const auto file = written({.end_by_abort = true});
  EXPECT_GT(expect_clean(file), 20U);
  EXPECT_EQ(lines(tshark(file, "-Y 'sctp.chunk_type == 6'")), 1U);
}

TEST_F(Tshark, SeesM3uaAndSccpAndPutsFragmentsTogether) {
  const auto file = written({});
  const std::string codes =
      tshark(file, "-Y m3ua.protocol_data_opc -T fields -e m3ua.message_length -e m3ua.protocol_data_opc");
  EXPECT_THAT(codes, HasSubstr("44\t101"));
  EXPECT_THAT(codes, HasSubstr("5000\t101"));
  EXPECT_GE(lines(tshark(file, "-Y 'tcap.abort_element'")), 1U);
}

TEST_F(Tshark, SeesCommentsNamesAndTimes) {
  const auto file = written({});
  EXPECT_THAT(tshark(file, "-Y frame.comment -T fields -e frame.comment"),
              HasSubstr("step 4; lost on the way: a fault of the scenario"));
  EXPECT_THAT(tshark(file, "-N n -T fields -e ip.src_host -c 1"), HasSubstr("smsc"));
  EXPECT_THAT(tshark(file, "-T fields -e frame.time_epoch -c 2"),
              HasSubstr("1704067200.000000000\n1704067200.001000000"));
}

TEST_F(Tshark, ReadsClassicPcap) {
  const auto file = written({}, "c.pcap");
  EXPECT_EQ(expect_clean(file), 24U);
  EXPECT_THAT(tshark(file, "-T fields -e frame.time_epoch -c 2"), HasSubstr("1704067200.001000000"));
}

TEST_F(Tshark, ReadsMtp3AndSccpFrames) {
  const auto mtp3 = written({.link_type = LinkType::mtp3}, "m.pcapng");
  EXPECT_EQ(
      tshark(
          mtp3,
          "-c 1 -T fields -e mtp3.opc -e mtp3.dpc -e mtp3.sls -e mtp3.network_indicator -e sccp.called.ssn"),
      "101\t201\t5\t0x02\t6\n");
  const auto sccp = written({.link_type = LinkType::sccp}, "s.pcapng");
  EXPECT_EQ(tshark(sccp, "-c 1 -T fields -e sccp.calling.ssn -e sccp.message_type"), "8\t0x09\n");
}

}  // namespace
}  // namespace mapsim::capture::test
