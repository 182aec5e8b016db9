// Captures in several files, and disks that are full.
#include "sigtran/capture/rotating_recorder.h"

#include <csignal>
#include <gmock/gmock.h>
#include <sys/resource.h>

#include "sigtran/capture/reader.h"
#include "tests/capture/support.h"

namespace mapsim::capture::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

// While it lives, no file of this process grows beyond so many octets: a full disk that can be had anywhere.
class FullDisk {
 public:
  explicit FullDisk(rlim_t octets) : before_(std::signal(SIGXFSZ, SIG_IGN)) {
    ::getrlimit(RLIMIT_FSIZE, &limit_);
    rlimit low = limit_;
    low.rlim_cur = octets;
    ::setrlimit(RLIMIT_FSIZE, &low);
  }
  ~FullDisk() {
    ::setrlimit(RLIMIT_FSIZE, &limit_);
    std::signal(SIGXFSZ, before_);
  }
  FullDisk(const FullDisk&) = delete;
  FullDisk& operator=(const FullDisk&) = delete;

 private:
  void (*before_)(int);
  rlimit limit_{};
};

std::size_t frames_in(const std::filesystem::path& path) {
  auto reader = Reader::open(path);
  EXPECT_TRUE(reader) << reader.error().message();
  std::size_t frames = 0;
  while (reader) {
    const auto packet = reader->next();
    EXPECT_TRUE(packet) << packet.error().message();
    if (!packet || !*packet) break;
    ++frames;
  }
  return frames;
}

class RotatingRecorderTest : public ::testing::Test {
 protected:
  void open(RotationOptions rotation, const std::string& name = "run.pcapng") {
    auto opened = RotatingRecorder::open(directory / name, {}, rotation);
    ASSERT_TRUE(opened) << opened.error().message();
    recorder = std::move(*opened);
  }
  // One a second.
  std::size_t write(int count) {
    std::size_t errors = 0;
    for (int i = 0; i < count; ++i) {
      at = at + std::chrono::seconds(1);
      if (auto written = recorder->write({at, frame, "step"}); !written) {
        ++errors;
        last_error = written.error().message();
      }
    }
    return errors;
  }
  TemporaryDirectory directory;
  std::unique_ptr<RotatingRecorder> recorder;
  Octets frame = Octets(1000, 0xAB);
  Instant at;
  std::string last_error;
};

TEST_F(RotatingRecorderTest, NamesItsFilesByNumberAndTime) {
  open({.max_octets = 4000});
  EXPECT_EQ(write(5), 0U);
  EXPECT_TRUE(recorder->close());
  EXPECT_THAT(recorder->files(), ElementsAre(directory / "run_00001_20240101000000.pcapng",
                                             directory / "run_00002_20240101000004.pcapng"));
}

TEST_F(RotatingRecorderTest, NoFileIsAboveTheSizeAndEachReadsByItself) {
  for (const std::string name : {"run.pcapng", "run.pcap"}) {
    open({.max_octets = 10'000}, name);
    EXPECT_EQ(write(100), 0U);
    EXPECT_TRUE(recorder->close());
    std::size_t frames = 0;
    for (const auto& file : recorder->files()) {
      EXPECT_LE(std::filesystem::file_size(file), 10'000U);
      frames += frames_in(file);
    }
    EXPECT_EQ(frames, 100U);
    EXPECT_GE(recorder->files().size(), 11U);
    EXPECT_EQ(recorder->counters().written, 100U);
  }
}

TEST_F(RotatingRecorderTest, AFrameAboveTheSizeHasAFileOfItsOwn) {
  open({.max_octets = 1});
  EXPECT_EQ(write(3), 0U);
  EXPECT_TRUE(recorder->close());
  EXPECT_EQ(recorder->files().size(), 3U);
}

TEST_F(RotatingRecorderTest, TheOldestMakeRoom) {
  open({.max_octets = 4000, .max_files = 3});
  EXPECT_EQ(write(31), 0U);
  EXPECT_TRUE(recorder->close());
  ASSERT_EQ(recorder->files().size(), 3U);
  EXPECT_EQ(recorder->deleted(), 8U);
  EXPECT_EQ(frames_in(recorder->files().back()), 1U);
  std::size_t there = 0;
  for (const auto& entry : std::filesystem::directory_iterator(directory / ""))
    there += entry.exists() ? 1 : 0;
  EXPECT_EQ(there, 3U);
  EXPECT_EQ(recorder->counters().written, 31U);
}

TEST_F(RotatingRecorderTest, AFullDiskIsToldOnceAndCounted) {
  open({.max_octets = 10'000'000, .retry = std::chrono::hours(1)});
  std::size_t errors = 0;
  {
    const FullDisk full(600'000);
    errors = write(2000);
  }
  EXPECT_EQ(errors, 1U);
  EXPECT_THAT(last_error, HasSubstr("File too large"));
  const auto closed = recorder->close();
  const auto counters = recorder->counters();
  ASSERT_FALSE(closed);
  EXPECT_THAT(closed.error().message(),
              HasSubstr(std::to_string(counters.lost) + " of 2000 frames are not in the capture; cannot be"));
  EXPECT_EQ(counters.written + counters.lost, 2000U);
  EXPECT_EQ(counters.waiting, 0U);
  EXPECT_GT(counters.written, 500U);
  // The file ends behind a whole frame.
  EXPECT_EQ(frames_in(recorder->files().front()), counters.written);
}

TEST_F(RotatingRecorderTest, ANewFileIsTriedAfterAWhile) {
  open({.max_octets = 10'000'000, .retry = std::chrono::seconds(100)});
  {
    const FullDisk full(300'000);
    EXPECT_EQ(write(2000), 1U);
  }
  write(200);
  EXPECT_FALSE(recorder->close());
  const auto counters = recorder->counters();
  EXPECT_EQ(counters.written + counters.lost, 2200U);
  ASSERT_GE(recorder->files().size(), 2U);
  std::size_t frames = 0;
  for (const auto& file : recorder->files()) frames += frames_in(file);
  EXPECT_EQ(frames, counters.written);
}

TEST_F(RotatingRecorderTest, ADirectoryThatIsGoneEndsNothing) {
  std::filesystem::create_directory(directory / "gone");
  open({.max_octets = 4000, .retry = std::chrono::seconds(1)}, "gone/run.pcapng");
  std::filesystem::remove_all(directory / "gone");
  EXPECT_EQ(write(10), 1U);
  EXPECT_THAT(last_error, HasSubstr("No such file or directory"));
  std::filesystem::create_directory(directory / "gone");
  EXPECT_EQ(write(3), 0U);
  const auto closed = recorder->close();
  ASSERT_FALSE(closed);
  EXPECT_EQ(frames_in(recorder->files().back()), 3U);
}

TEST_F(RotatingRecorderTest, AnotherExtensionIsAnError) {
  const auto opened = RotatingRecorder::open(directory / "run.cap", {}, {});
  ASSERT_FALSE(opened);
  EXPECT_THAT(opened.error().message(), HasSubstr(".pcapng or .pcap"));
}

TEST(RecorderCounters, AFullDiskLeavesAReadableFileAndItsFramesCounted) {
  for (const std::string name : {"c.pcapng", "c.pcap"}) {
    TemporaryDirectory directory;
    auto recorder = open_recorder(directory / name, {});
    ASSERT_TRUE(recorder);
    const Octets frame(700, 1);
    std::size_t errors = 0;
    {
      const FullDisk full(400'000);
      for (int i = 0; i < 1500; ++i) errors += (*recorder)->write({Instant{}, frame}) ? 0 : 1;
      EXPECT_TRUE((*recorder)->close());
    }
    const auto counters = (*recorder)->counters();
    EXPECT_EQ(errors, 1U);
    EXPECT_EQ(counters.written + counters.lost, 1500U);
    EXPECT_EQ(frames_in(directory / name), counters.written);
  }
}

}  // namespace
}  // namespace mapsim::capture::test
