// verify.html and junit.xml: the outcome for people and for CI.
#pragma once

#include <filesystem>

#include "tools/verify/comparison.h"
#include "tools/verify/input.h"

namespace mapsim::verify {

// One file without script; it needs no network.
std::string html_report(const Outcome& outcome, const Input& input, const Mapping& mapping,
                        const KnownDefects& defects);
// A test case a capture, which fails for what is news.
std::string junit_report(const Outcome& outcome, const Input& input);

// Error: the folder is not empty and `force` is not set, or a file cannot be written.
Result<void> write_report(const std::filesystem::path& folder, bool force, const Outcome& outcome,
                          const Input& input, const Mapping& mapping, const KnownDefects& defects);

// Makes a folder, or takes an empty one (with `force` any). Error: as above.
Result<void> prepare_folder(const std::filesystem::path& folder, bool force);
Result<void> write_text(const std::filesystem::path& file, const std::string& text);

}  // namespace mapsim::verify
