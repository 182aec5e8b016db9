// A Linux with SCTP that runs as an ordinary program of this host: Debian's user-mode-linux. It sees the
// host's files read-only, so it runs what was just built. docs: tests/uml/README.md.
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace mapsim::uml {

struct Job {
  // Belongs to the run: emptied before it. Holds `output`, `status`, `console` and what the command writes to
  // /run/job. An absolute path without spaces and commas, which the kernel's command line cannot carry.
  std::filesystem::path folder;
  std::vector<std::string> command;  // words; run by root of the guest, in an empty folder
  std::chrono::seconds limit{120};   // of the whole, boot and all
  std::filesystem::path init;        // tests/uml/init.sh
  std::filesystem::path shim;        // guest_shim.cpp, built
};

struct Outcome {
  enum class Kind : std::uint8_t {
    ended,         // the command did: `status`
    cannot_start,  // no user-mode Linux on this host, or it did not reach init: `reason`
    failed,        // it started and did not get as far as a status, or took too long: `reason`
  };
  Kind kind = Kind::failed;
  int status = -1;  // of the command, as a shell tells it
  std::string reason;
};

// What this host lacks for a guest, in one sentence; nothing: all is there.
std::optional<std::string> missing();

// No process of the guest is left when it returns, whatever happened; nor when this process is killed.
Outcome run(const Job& job);

}  // namespace mapsim::uml
