// mapsim relink, and link type 12 in mapsim decode.
#include "sigtran/capture/relink.h"

#include <gmock/gmock.h>

#include "tests/tools/played.h"

namespace mapsim::cli::test {
namespace {

using testing::HasSubstr;

std::string contents(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

class Relink : public testing::Test {
 protected:
  // A capture of the loopback as OpenBSD marks it.
  Relink() { EXPECT_TRUE(capture::relink(loop_.file(), twelve_, capture::LinkType::raw_ip_or_loop)); }
  ~Relink() override {
    std::filesystem::remove(twelve_);
    std::filesystem::remove(out_);
  }
  Played loop_{
      "loop.pcap", kEndpoints + mt("001010000000001", "result: mt-ForwardSM"), {"--link-type", "loop"}};
  std::filesystem::path twelve_ = temporary("twelve.pcap");
  std::filesystem::path out_ = temporary("out.pcap");
};

TEST_F(Relink, DecodeReadsOpenBsdsLoopbackAndSaysSo) {
  const Called called = call({"decode", twelve_.string()});
  EXPECT_EQ(called.exit, ExitCode::ok);
  EXPECT_EQ(called.out, call({"decode", loop_.file()}).out);
  EXPECT_THAT(called.err, HasSubstr("link type 12 is read as OpenBSD's loopback (108)"));
  EXPECT_EQ(call({"decode", loop_.file()}).err, "");
}

TEST_F(Relink, WritesTheLinkTypeThatTheContentSays) {
  const Called called = call({"relink", twelve_.string(), out_.string()});
  EXPECT_EQ(called.exit, ExitCode::ok) << called.err;
  EXPECT_THAT(called.out, HasSubstr("interface 0: link type 12, by content loop (108)"));
  EXPECT_EQ(contents(out_), contents(loop_.file()));
}

TEST_F(Relink, WritesTheLinkTypeThatTheUserSays) {
  EXPECT_EQ(call({"relink", loop_.file(), out_.string(), "--link-type", "12"}).exit, ExitCode::ok);
  EXPECT_EQ(contents(out_), contents(twelve_));
  const Called none =
      call({"relink", loop_.file(), out_.string(), "--link-type", "raw", "--from", "ethernet"});
  EXPECT_THAT(none.out, HasSubstr("written for 0 interfaces"));
  EXPECT_EQ(contents(out_), contents(loop_.file()));
}

TEST_F(Relink, AsksForWhatItCannotKnow) {
  const Called nothing = call({"relink", loop_.file(), out_.string()});
  EXPECT_EQ(nothing.exit, ExitCode::usage);
  EXPECT_THAT(nothing.err, HasSubstr("has no packet of link type 12: say --link-type"));
  EXPECT_EQ(call({"relink", loop_.file()}).exit, ExitCode::usage);
  EXPECT_THAT(call({"relink", loop_.file(), out_.string(), "--link-type", "lop"}).err,
              HasSubstr("did you mean 'loop'?"));
}

TEST_F(Relink, TellsTheMachineFromTheInput) {
  EXPECT_EQ(call({"relink", twelve_.string(), "/nonexistent/out.pcap", "--link-type", "loop"}).exit,
            ExitCode::usage);
  EXPECT_EQ(call({"relink", "/nonexistent/in.pcap", out_.string(), "--link-type", "loop"}).exit,
            ExitCode::failed);
}

}  // namespace
}  // namespace mapsim::cli::test
