// Frames of the messages of a cell, in a pcapng file.
#pragma once

#include <filesystem>
#include <vector>

#include "tools/corpus/encode.h"

namespace mapsim::corpus {

// A millisecond apart, over IPv4 and SCTP without handshake. Verification tags and TSNs come from `number`.
Result<void> write_capture(const std::filesystem::path& file, const Cell& cell,
                           const std::vector<Sent>& messages, std::uint32_t number);

}  // namespace mapsim::corpus
