// What is verified: captures with their manifests, or with what our own decoder finds in them.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "sigtran/core/result.h"
#include "tools/verify/comparison.h"

namespace mapsim::verify {

struct InputCapture {
  std::filesystem::path file;
  std::string name;               // "errors/mt-ForwardSM-v3", or the path as it was given
  std::string subject = {};       // of its manifest; empty where it has none
  std::uint64_t first_frame = 1;  // the number that the dissector gives to its first frame
};

struct Input {
  std::vector<InputCapture> captures;  // in the order in which they are dissected
  std::filesystem::path dissected;     // one capture that holds the frames of all, in their order
};

// A capture, or a folder with captures below it that have manifests. Several become one file in `scratch`, so
// that the dissector starts once. Error: what cannot be read, or a folder without captures.
Result<Input> gather(const std::filesystem::path& path, const std::filesystem::path& scratch);

// Gives what is known of the captures to `comparison`, and their subjects to `input`: of their manifests, or
// what our own decoder finds. Error: what cannot be read.
Result<void> expect_known(Input& input, Comparison& comparison);

}  // namespace mapsim::verify
