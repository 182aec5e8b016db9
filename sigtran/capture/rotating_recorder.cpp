#include "sigtran/capture/rotating_recorder.h"

#include <array>
#include <cassert>
#include <cstdio>
#include <ctime>

namespace mapsim::capture {

namespace {

// Octets that a format adds to a frame and its comment, at most.
constexpr std::uint64_t kFrameOverhead = 64;

void add(Recorder::Counters& sum, const Recorder::Counters& part) {
  sum.written += part.written;
  sum.waiting += part.waiting;
  sum.lost += part.lost;
  sum.octets += part.octets;
}

}  // namespace

Result<std::unique_ptr<RotatingRecorder>> RotatingRecorder::open(std::filesystem::path path,
                                                                 RecorderOptions options,
                                                                 RotationOptions rotation) {
  assert(rotation.max_octets != 0);
  std::unique_ptr<RotatingRecorder> recorder(
      new RotatingRecorder(std::move(path), std::move(options), rotation));
  if (auto opened = recorder->next_file(Instant{}); !opened) return fail(opened.error());
  return recorder;
}

std::filesystem::path RotatingRecorder::name(Instant at) const {
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(options_.epoch + at.since_start());
  const auto time = static_cast<std::time_t>(seconds.count());
  std::tm date{};
  ::gmtime_r(&time, &date);
  std::array<char, 32> when{};
  std::strftime(when.data(), when.size(), "%Y%m%d%H%M%S", &date);
  std::array<char, 32> number{};
  std::snprintf(number.data(), number.size(), "_%05llu_", static_cast<unsigned long long>(number_));
  std::filesystem::path file = path_;
  file.replace_filename(path_.stem().string() + number.data() + when.data() + path_.extension().string());
  return file;
}

// The oldest goes before the new one comes: it may be the room that is missing.
Result<void> RotatingRecorder::next_file(Instant at) {
  while (rotation_.max_files != 0 && files_.size() >= rotation_.max_files) {
    std::error_code ignored;
    std::filesystem::remove(files_.front(), ignored);
    files_.pop_front();
    ++deleted_;
  }
  ++number_;
  const std::filesystem::path file = name(at);
  auto opened = open_recorder(file, options_);
  if (!opened) {
    --number_;
    return fail(opened.error());
  }
  files_.push_back(file);
  current_ = std::move(*opened);
  broken_ = false;
  return {};
}

Result<void> RotatingRecorder::close_file() {
  if (current_ == nullptr) return {};
  auto closed = current_->close();
  const Counters counters = current_->counters();
  add(closed_, counters);
  current_ = nullptr;
  if (counters.written == 0 && counters.lost != 0) {
    // Not even its headers may be there.
    std::error_code ignored;
    std::filesystem::remove(files_.back(), ignored);
    files_.pop_back();
  }
  return closed;
}

Result<void> RotatingRecorder::on_failure(const Error& error, Instant at) {
  broken_ = true;
  try_again_ = at + rotation_.retry;
  if (first_error_) return {};
  first_error_ = error;
  return fail(error);
}

Result<void> RotatingRecorder::write(const Frame& frame) {
  Result<void> told;
  const auto check = [&](const Result<void>& done) {
    if (done) return;
    if (auto failure = on_failure(done.error(), frame.at); !failure) told = failure;
  };
  const bool has_room = current_ != nullptr && (current_->counters().octets + frame.octets.size() +
                                                    frame.comment.size() + kFrameOverhead <=
                                                rotation_.max_octets);
  const auto has_frames = [this] {
    const Counters c = current_->counters();
    return c.written + c.waiting + c.lost != 0;
  };
  if (broken_ ? frame.at >= try_again_ : !has_room && (current_ == nullptr || has_frames())) {
    check(close_file());
    check(next_file(frame.at));
  }
  if (current_ != nullptr) {
    check(current_->write(frame));
  } else {
    ++closed_.lost;
  }
  return told;
}

Result<void> RotatingRecorder::close() {
  auto closed = close_file();
  if (!closed && !first_error_) first_error_ = closed.error();
  if (closed_.lost == 0 && !first_error_) return {};
  const std::uint64_t all = closed_.written + closed_.lost;
  Error error = first_error_.value_or(Error{.layer = "capture", .field = path_.string()});
  error.text = std::to_string(closed_.lost) + " of " + std::to_string(all) +
               " frames are not in the capture; " + error.text;
  return fail(error);
}

Recorder::Counters RotatingRecorder::counters() const {
  Counters sum = closed_;
  if (current_ != nullptr) add(sum, current_->counters());
  return sum;
}

}  // namespace mapsim::capture
