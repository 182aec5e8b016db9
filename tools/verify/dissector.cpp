#include "tools/verify/dissector.h"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

extern char** environ;

namespace mapsim::verify {

namespace {

namespace fs = std::filesystem;

constexpr const char* kSaid = "said";  // the file of its standard error

// What is written with all that is in it: half of the text is of the layers below, and nobody compares those.
constexpr std::string_view kLayers =
    "m3ua mtp3 mtp3mg sccp sccpmg tcap gsm_map gsm_old gsm_sms gsm_sms_ud data _ws.malformed _ws.short "
    "_ws.unreassembled";

std::string reason(int error) {
  return std::generic_category().message(error);
}

// The last line that is not tshark's remark about its user.
std::string last_words(const fs::path& file) {
  std::ifstream in(file);
  std::string line;
  std::string last;
  while (std::getline(in, line)) {
    if (!line.empty() && line.find("Running as user") == std::string::npos) last = line;
  }
  return last;
}

}  // namespace

Result<ScratchFolder> ScratchFolder::create() {
  std::error_code error;
  std::string path = (fs::temp_directory_path(error) / "mapsim-XXXXXX").string();
  if (error || ::mkdtemp(path.data()) == nullptr)
    return fail(
        Error{.layer = "", .text = "no temporary folder: " + (error ? error.message() : reason(errno))});
  return ScratchFolder(path);
}

ScratchFolder::~ScratchFolder() {
  std::error_code error;
  if (!path_.empty()) fs::remove_all(path_, error);
}

Result<fs::path> find_program(const std::string& program) {
  const auto is_executable = [](const fs::path& path) { return ::access(path.c_str(), X_OK) == 0; };
  if (program.find('/') != std::string::npos) {
    if (is_executable(program)) return fs::path(program);
    return fail(Error{.layer = "", .text = program + ": " + reason(errno)});
  }
  const char* variable = std::getenv("PATH");
  std::string_view folders = variable != nullptr ? variable : "";
  while (!folders.empty()) {
    const std::string_view folder = folders.substr(0, folders.find(':'));
    folders.remove_prefix(std::min(folders.size(), folder.size() + 1));
    fs::path path = fs::path(folder) / program;
    if (is_executable(path)) return path;
  }
  return fail(Error{
      .layer = "",
      .text = program + " is not in PATH; --tshark says where it is, --pdml takes what it wrote elsewhere"});
}

Result<Dissector> Dissector::start(const fs::path& tshark, const fs::path& capture) {
  auto scratch = ScratchFolder::create();
  if (!scratch) return tl::unexpected(scratch.error());
  Dissector out(std::move(*scratch), tshark);
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return fail(Error{.layer = "", .text = "pipe: " + reason(errno)});
  out.output_ = ends[0];
  // It need not wait while what is known is read.
  constexpr int kRoom = 1 << 20;
  ::fcntl(out.output_, F_SETPIPE_SZ, kRoom);
  std::vector<std::string> words = {tshark.string(),
                                    "-n",
                                    "-r",
                                    capture.string(),
                                    "-o",
                                    "gsm_sms.reassemble:FALSE",
                                    "-o",
                                    "gsm_sms_ud.try_dissect_1st_fragment:FALSE",
                                    "-T",
                                    "pdml",
                                    "-J",
                                    std::string(kLayers)};
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  ::posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, (out.scratch_.path() / kSaid).c_str(),
                                     O_WRONLY | O_CREAT, 0600);
  const int started =
      ::posix_spawn(&out.child_, tshark.c_str(), &actions, nullptr, arguments.data(), environ);
  ::posix_spawn_file_actions_destroy(&actions);
  ::close(ends[1]);
  if (started != 0) {
    out.child_ = -1;
    return fail(Error{.layer = "", .text = tshark.string() + ": " + reason(started)});
  }
  return out;
}

Dissector::Dissector(Dissector&& other) noexcept
    : scratch_(std::move(other.scratch_)),
      tshark_(std::move(other.tshark_)),
      output_(std::exchange(other.output_, -1)),
      child_(std::exchange(other.child_, -1)) {}

Dissector::~Dissector() {
  wait();
}

// Its exit status; -1 where it was ended by a signal or runs no more.
int Dissector::wait() {
  // What it still writes goes nowhere, and ends it.
  if (output_ >= 0) ::close(std::exchange(output_, -1));
  if (child_ < 0) return -1;
  int status = 0;
  while (::waitpid(child_, &status, 0) < 0 && errno == EINTR) {
  }
  child_ = -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

Result<void> Dissector::read_all(PdmlReader& reader) {
  std::vector<char> buffer(std::size_t{1} << 18U);
  for (;;) {
    const auto got = ::read(output_, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return fail(Error{.layer = "", .text = "tshark: " + reason(errno)});
    if (got == 0) return reader.finish();
    if (auto done = reader.feed({buffer.data(), static_cast<std::size_t>(got)}); !done) return done;
  }
}

Result<void> Dissector::read(PdmlReader& reader) {
  const Result<void> done = read_all(reader);
  if (wait() == 0) return done;
  // A damaged capture is told after everything before the damage.
  const std::string said = last_words(scratch_.path() / kSaid);
  return fail(Error{.layer = "", .text = tshark_.string() + " failed" + (said.empty() ? "" : ": " + said)});
}

Result<void> dissect(const fs::path& tshark, const fs::path& capture, PdmlReader& reader) {
  auto dissector = Dissector::start(tshark, capture);
  if (!dissector) return tl::unexpected(dissector.error());
  return dissector->read(reader);
}

}  // namespace mapsim::verify
