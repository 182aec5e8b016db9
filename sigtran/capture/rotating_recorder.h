// A capture in several files, for long runs: each is closed when it has its size, and the oldest make room.
#pragma once

#include <deque>

#include "sigtran/capture/recorder.h"

namespace mapsim::capture {

struct RotationOptions {
  std::uint64_t max_octets = 100'000'000;  // of a file; one frame is always allowed. At least 1
  std::size_t max_files = 0;               // older ones of this run are deleted; 0: all are kept
  // A file that cannot be written to is given up; no other is tried for so long, on the clock of the frames.
  Duration retry = std::chrono::seconds(10);
};

class RotatingRecorder final : public Recorder {
 public:
  // "run.pcapng" becomes run_00001_20260131235959.pcapng and so on: a number, and the time of the first frame
  // (of the first file: RecorderOptions::epoch) in UTC. Error: as open_recorder for the first file.
  static Result<std::unique_ptr<RotatingRecorder>> open(std::filesystem::path path, RecorderOptions options,
                                                        RotationOptions rotation);

  // Goes on whatever the disk says. Error: the first that went wrong, told once.
  Result<void> write(const Frame& frame) override;
  // Error: how many frames are not in the files, and what went wrong first.
  Result<void> close() override;
  // Of all files, deleted ones too.
  Counters counters() const override;

  // Of this run that are still there, oldest first.
  const std::deque<std::filesystem::path>& files() const { return files_; }
  std::uint64_t deleted() const { return deleted_; }

 private:
  RotatingRecorder(std::filesystem::path path, RecorderOptions options, RotationOptions rotation)
      : path_(std::move(path)), options_(std::move(options)), rotation_(rotation) {}
  Result<void> next_file(Instant at);
  Result<void> close_file();
  Result<void> on_failure(const Error& error, Instant at);
  std::filesystem::path name(Instant at) const;

  std::filesystem::path path_;
  RecorderOptions options_;
  RotationOptions rotation_;
  std::unique_ptr<Recorder> current_;  // null: none could be opened
  std::deque<std::filesystem::path> files_;
  std::uint64_t number_ = 0;
  std::uint64_t deleted_ = 0;
  Instant try_again_;
  bool broken_ = false;  // the current file takes no more
  std::optional<Error> first_error_;
  Counters closed_;  // of the files before
};

}  // namespace mapsim::capture
