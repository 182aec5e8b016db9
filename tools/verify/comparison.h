// Holds what is known of captures against what a dissector shows of their frames, frame by frame.
#pragma once

#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "tools/known/manifest.h"
#include "tools/verify/defects.h"
#include "tools/verify/mapping.h"
#include "tools/verify/shown.h"

namespace mapsim::verify {

struct SubjectCounts {
  std::uint64_t compared = 0;
  std::uint64_t agreed = 0;
  std::uint64_t known_defects = 0;
  std::uint64_t news = 0;
};

struct CaptureCounts {
  std::uint64_t news = 0;
};

struct Outcome {
  std::map<std::string, SubjectCounts> subjects;
  std::vector<Disagreement> disagreements;          // at most kMaxKept; all are counted
  std::map<std::string, std::uint64_t> defects;     // that were met, by id: in how many frames
  std::map<std::string, std::uint64_t> not_mapped;  // paths without indexes that the mapping does not have
  std::vector<CaptureCounts> captures;
  std::uint64_t frames = 0;            // that were compared
  std::uint64_t frames_not_shown = 0;  // known, and the dissector did not show them
  std::uint64_t malformed = 0;         // wrong on purpose
  std::uint64_t malformed_marked = 0;  // of these, those of which the dissector says so
  std::string dissector;               // "wireshark/4.0.17"

  static constexpr std::size_t kMaxKept = 20'000;
  std::uint64_t compared() const;
  std::uint64_t agreed() const;
  std::uint64_t news() const;
};

class Comparison {
 public:
  // All outlive this.
  Comparison(const Mapping& mapping, const KnownDefects& defects) : mapping_(mapping), defects_(defects) {}

  // What is known of a capture; it is moved from. `first_frame`: the number that the dissector gives to its
  // first frame. Returns its index.
  std::size_t expect(std::vector<known::Message> messages, std::uint64_t first_frame);

  // The version by which known defects are looked up; to be said before the first frame.
  void set_dissector(std::string creator);
  void look_at(const ShownFrame& frame);
  // No more frames come.
  Outcome finish();

 private:
  struct Expected {
    std::size_t capture = 0;
    std::uint64_t first_frame = 1;
    known::Message message;
  };
  void compare(const Expected& expected, const ShownFrame& frame);
  void compare_fields(const Expected& expected, const ShownFrame& frame);
  void hear_complaints(const Expected& expected, const ShownFrame& frame);
  void disagree(const Expected& expected, Disagreement d);

  const Mapping& mapping_;
  const KnownDefects& defects_;
  std::unordered_map<std::uint64_t, std::vector<Expected>> expected_;  // by the dissector's numbers
  Outcome outcome_;
  std::string version_;
};

// Warnings, errors and malformed parts that a dissector tells of a frame.
std::vector<std::string> complaints(const ShownFrame& frame);

}  // namespace mapsim::verify
