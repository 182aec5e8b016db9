#include "tests/lab/stp.h"

#include <arpa/inet.h>
#include <array>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

#include "tests/support/paths.h"

namespace mapsim::lab {

namespace {

constexpr std::uint16_t kVtyPort = 4239;

int connect_to_vty() {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(kVtyPort);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0) return fd;
  ::close(fd);
  return -1;
}

// Until nothing more comes for a while.
std::string read_all(int fd) {
  std::string out;
  std::array<char, 4096> buffer{};
  pollfd readable{fd, POLLIN, 0};
  while (::poll(&readable, 1, 300) == 1) {
    const ssize_t size = ::read(fd, buffer.data(), buffer.size());
    if (size <= 0) break;
    out.append(buffer.data(), static_cast<std::size_t>(size));
  }
  return out;
}

}  // namespace

Stp::Stp(const std::string& config)
    : log_(std::filesystem::temp_directory_path() / ("stp-" + config + ".log")) {
  const std::string file = (test::source_dir() / "tests/lab/stp" / (config + ".cfg")).string();
  pid_ = ::fork();
  if (pid_ == 0) {
    const int out = ::open(log_.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
    ::dup2(out, 1);
    ::dup2(out, 2);
    ::execlp("osmo-stp", "osmo-stp", "-c", file.c_str(), nullptr);
    ::_exit(127);
  }
  // It opens its VTY after the SCTP socket.
  for (int i = 0; i < 400; ++i) {
    if (const int fd = connect_to_vty(); fd >= 0) {
      ::close(fd);
      return;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  ADD_FAILURE() << "osmo-stp does not answer: " << log();
}

Stp::~Stp() {
  ::kill(pid_, SIGKILL);
  ::waitpid(pid_, nullptr, 0);
}

std::string Stp::log() const {
  std::ifstream in(log_);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string Stp::ask(const std::string& command) const {
  const int fd = connect_to_vty();
  if (fd < 0) return "osmo-stp does not answer";
  read_all(fd);
  for (const std::string& line : {std::string("enable\r\n"), command + "\r\n"}) {
    if (::write(fd, line.data(), line.size()) < 0) break;
  }
  std::string answer = read_all(fd);
  ::close(fd);
  return answer;
}

}  // namespace mapsim::lab
