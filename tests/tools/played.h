// A scenario, played into a capture that is gone when the test ends.
#pragma once

#include <filesystem>
#include <fstream>
#include <functional>
#include <gtest/gtest.h>
#include <string>
#include <vector>

#include "sigtran/capture/reader.h"
#include "tests/tools/called.h"

namespace mapsim::cli::test {

inline std::filesystem::path temporary(const std::string& name) {
  const std::string test = testing::UnitTest::GetInstance()->current_test_info()->name();
  return std::filesystem::path(testing::TempDir()) / (test + "-" + name);
}

class Played {
 public:
  // `name` ends in .pcapng or .pcap. `options` go to `mapsim run`.
  Played(const std::string& name, const std::string& scenario, const std::vector<std::string>& options = {})
      : path_(temporary(name)) {
    const std::filesystem::path file = temporary(name + ".yaml");
    std::ofstream(file) << scenario;
    std::vector<std::string> arguments = {"run", "--quiet", "--capture", path_.string(), file.string()};
    arguments.insert(arguments.end(), options.begin(), options.end());
    const Called called = call(arguments);
    EXPECT_EQ(called.exit, ExitCode::ok) << called.out << called.err;
    std::filesystem::remove(file);
  }
  ~Played() { std::filesystem::remove(path_); }
  Played(const Played&) = delete;
  Played& operator=(const Played&) = delete;

  std::string file() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

// The frames of a capture again, each as often as `copies(number)` says.
inline void copy_frames(const std::filesystem::path& from, const std::filesystem::path& to,
                        const std::function<int(std::uint64_t)>& copies) {
  auto reader = capture::Reader::open(from);
  ASSERT_TRUE(reader);
  std::unique_ptr<capture::Recorder> recorder;
  for (;;) {
    const auto packet = reader->next();
    ASSERT_TRUE(packet);
    if (!*packet) break;
    if (!recorder) recorder = std::move(*capture::open_recorder(to, {.link_type = (*packet)->link_type}));
    const Instant at = Instant::from_start(*(*packet)->at - capture::kDefaultEpoch);
    for (int i = 0; i < copies((*packet)->number); ++i) EXPECT_TRUE(recorder->write({at, (*packet)->octets}));
  }
  EXPECT_TRUE(recorder->close());
}

inline const std::string kEndpoints =
    "title: t\nendpoints:\n  smsc: {role: smsc, pc: 101, gt: \"+15550100001\"}\n"
    "  msc: {role: msc, pc: 201, gt: \"+15550100002\"}\nsteps:\n";

// An MT message of version 3 to an IMSI, and the step of its answer.
inline std::string mt(const std::string& imsi, const std::string& answer, const std::string& text = "hi") {
  return "  - smsc -> msc: begin\n    dialogue: d" + imsi +
         "\n    application-context: shortMsgMT-Relay-v3\n    invoke: mt-ForwardSM\n"
         "    argument: {sm-RP-DA: {imsi: \"" +
         imsi +
         "\"}, sm-RP-OA: {serviceCentreAddressOA: \"+15550100001\"}, "
         "sm-RP-UI: {sms-deliver: {tp-oa: \"+15550100100\", text: \"" +
         text +
         "\"}}}\n"
         "  - msc -> smsc: end\n    dialogue: d" +
         imsi + "\n    " + answer + "\n";
}

}  // namespace mapsim::cli::test
