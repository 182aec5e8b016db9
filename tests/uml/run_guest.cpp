// run_guest NAME FOLDER SECONDS PROGRAM [ARGUMENT…]: runs a GoogleTest program in a guest, shows its output
// and ends as it ended. Without a result file that is whole, that is a failure. A host that cannot run a
// guest is told as GoogleTest tells a skipped test, with exit status 77.
#include <charconv>
#include <fstream>
#include <iostream>
#include <iterator>

#include "tests/uml/guest.h"
#include "tests/uml/results.h"

namespace {

namespace uml = mapsim::uml;

constexpr int kSkipped = 77;

std::string read_file(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

int skip(const std::string& name, const std::string& reason) {
  std::cout << "[ RUN      ] UserModeLinux." << name << "\n"
            << "tests/uml: Skipped\n"
            << reason << "\n"
            << "[  SKIPPED ] UserModeLinux." << name << " (0 ms)\n"
            << "[  SKIPPED ] 1 test, listed below:\n"
            << "[  SKIPPED ] UserModeLinux." << name << "\n";
  return kSkipped;
}

int fail(const std::string& name, const std::string& reason) {
  std::cout << name << ": " << reason << "\n[  FAILED  ] UserModeLinux." << name << "\n"
            << "[  FAILED  ] 1 test, listed below:\n";
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> words(argv, argv + argc);
  int seconds = 0;
  if (words.size() >= 5) {
    std::from_chars(words[3].data(), words[3].data() + words[3].size(), seconds);
  }
  if (seconds <= 0) {
    std::cerr << "usage: run_guest NAME FOLDER SECONDS PROGRAM [ARGUMENT...]\n";
    return 2;
  }
  const std::string& name = words[1];
  uml::Job job;
  job.folder = words[2];
  job.limit = std::chrono::seconds(seconds);
  job.command.assign(words.begin() + 4, words.end());
  job.init = MAPSIM_UML_INIT;
  job.shim = MAPSIM_UML_SHIM;
  const uml::Outcome outcome = uml::run(job);
  if (outcome.kind == uml::Outcome::Kind::cannot_start) return skip(name, outcome.reason);
  std::cout << read_file(job.folder / "output") << std::flush;
  if (outcome.kind == uml::Outcome::Kind::failed) return fail(name, outcome.reason);
  const auto results = uml::read_results(read_file(job.folder / "results.xml"));
  if (!results)
    return fail(name,
                "the program left no whole result file, and exit status " + std::to_string(outcome.status));
  if (results->tests == 0) return fail(name, "the program ran no test");
  if (outcome.status == 0 && results->failures != 0) return fail(name, "the result file tells of failures");
  return outcome.status;
}
