// A dissector that others wrote reads what is written here.
#pragma once

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <gtest/gtest.h>
#include <sstream>
#include <string>

namespace mapsim::capture::test {

inline std::string output_of(const std::string& command) {
  std::string out;
  FILE* pipe = ::popen((command + " 2>/dev/null").c_str(), "r");
  if (pipe == nullptr) return out;
  std::array<char, 4096> part{};
  while (const std::size_t n = std::fread(part.data(), 1, part.size(), pipe)) out.append(part.data(), n);
  ::pclose(pipe);
  return out;
}

inline std::string tshark(const std::filesystem::path& file, const std::string& arguments) {
  return output_of("tshark -r '" + file.string() +
                   "' -o 'sctp.checksum:CRC 32c' -o ip.check_checksum:TRUE -o udp.check_checksum:TRUE -o "
                   "sctp.reassembly:TRUE"
                   " -o sctp.tsn_analysis:TRUE " +
                   arguments);
}

inline std::size_t lines(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

inline bool tshark_is_there() {
  return output_of("tshark --version").find("TShark") != std::string::npos;
}

// Neither malformed nor with an error, a warning or a bad checksum. Returns the number of frames.
inline std::size_t expect_clean(const std::filesystem::path& file) {
  constexpr unsigned long kWarning = 0x600000;
  std::istringstream in(
      tshark(file,
             "-T fields -E separator=, -E aggregator=+ -e frame.number -e _ws.malformed"
             " -e _ws.expert.severity -e sctp.checksum.status -e ip.checksum.status -e udp.checksum.status"));
  std::size_t frames = 0;
  for (std::string line; std::getline(in, line); ++frames) {
    std::array<std::string, 6> field;
    std::istringstream fields(line);
    for (std::string& f : field) std::getline(fields, f, ',');
    EXPECT_EQ(field[1], "") << "frame " << field[0] << " is malformed";
    std::istringstream severities(field[2]);
    for (std::string severity; std::getline(severities, severity, '+');) {
      EXPECT_LT(std::stoul(severity), kWarning) << "frame " << field[0];
    }
    EXPECT_EQ(field[3], "1") << "SCTP checksum of frame " << field[0];  // 1 is good, 0 bad
    EXPECT_NE(field[4], "0") << "IP checksum of frame " << field[0];
    EXPECT_NE(field[5], "0") << "UDP checksum of frame " << field[0];
  }
  return frames;
}

}  // namespace mapsim::capture::test
