// A short conversation over an in-process link, and files in a directory of the test's own.
#pragma once

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <memory>
#include <string>

#include "sigtran/capture/recorder.h"
#include "sigtran/capture/sctp_framer.h"
#include "sigtran/link/in_process.h"

namespace mapsim::capture::test {

inline Octets hex(std::string_view text) {
  auto octets = from_hex(text);
  EXPECT_TRUE(octets) << text;
  return octets ? *octets : Octets{};
}

// M3UA DATA: OPC 101, DPC 201, SI 3, NI 2, SLS 5; a UDT from SSN 8 to SSN 6 with a TC-ABORT.
inline constexpr std::string_view kM3uaData =
    "0100 0101 0000002c 0210 0024 00000065 000000c9 03020005"
    "090003050702420602420808 6706490400000001";
inline constexpr std::string_view kSccpUdt = "090003050702420602420808 6706490400000001";
inline constexpr std::string_view kAspUp = "0100 0301 00000008";

inline OutBuffer buffer_of(std::string_view text, std::uint64_t tag = 0) {
  OutBuffer out;
  out.prepend(hex(text));
  out.tag = tag;
  return out;
}

inline Octets file_octets(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return Octets(std::istreambuf_iterator<char>(in), {});
}

// A directory that is gone when the test ends.
class TemporaryDirectory {
 public:
  TemporaryDirectory() {
    std::string name = (std::filesystem::temp_directory_path() / "mapsim-test-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  ~TemporaryDirectory() { std::filesystem::remove_all(path_); }
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
  std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

class StepComments : public CommentSource {
 public:
  std::string_view comment_for(std::uint64_t tag) override {
    text_ = "step " + std::to_string(tag);
    return text_;
  }

 private:
  std::string text_;
};

struct Conversation {
  LinkType link_type = LinkType::ethernet;
  std::string client = "192.0.2.1";
  std::string server = "192.0.2.2";
  std::uint64_t seed = 1;
  bool end_by_abort = false;
};

// Set-up, ASP UP, a DATA each way, one of 5 000 octets, a lost one, a restart, one more DATA, the end.
inline void play(const Conversation& c, Recorder& recorder) {
  using namespace std::chrono_literals;
  StepComments comments;
  SctpFramer framer(recorder, {.link_type = c.link_type, .comments = &comments});
  link::InProcessNetwork network({.seed = c.seed});
  network.set_observer(&framer);
  link::InProcessTransport client(network);
  link::InProcessTransport server(network);
  Instant now;
  const auto run = [&] {
    for (; !network.next_deadline().is_never(); network.on_time(now))
      now = std::max(now, network.next_deadline());
    std::optional<link::Event> last;
    while (auto event = server.poll()) {
      if (std::holds_alternative<link::Established>(*event)) last = event;
    }
    while (client.poll()) {
    }
    return last;
  };
  ASSERT_TRUE(server.listen({{c.server}, 2905}, now));
  const auto id = client.connect({{c.client}, 2905}, {{c.server}, 2905}, now);
  ASSERT_TRUE(id);
  const auto up = run();
  ASSERT_TRUE(up);
  const link::AssociationId back = std::get<link::Established>(*up).association;
  const auto send = [&](link::Transport& from, link::AssociationId a, std::string_view message,
                        std::uint64_t tag, std::uint16_t stream) {
    ASSERT_TRUE(from.send(a, buffer_of(message, tag), {.stream = stream}, now));
  };
  send(client, *id, kAspUp, 0, 0);
  send(client, *id, kM3uaData, 1, 5);
  network.on_time(now = now + Duration(1ms));
  send(server, back, kM3uaData, 2, 5);
  Octets data(4976, 0xAB);
  const std::string large = "0100 0101 00001388 0210 1380 00000065 000000c9 03020005" + to_hex(data);
  send(server, back, large, 3, 6);
  ASSERT_TRUE(network.inject(*id, {.kind = link::Fault::Kind::drop}));
  send(client, *id, kM3uaData, 4, 5);
  run();
  ASSERT_TRUE(network.restart(*id, now));
  run();
  send(client, *id, kM3uaData, 5, 5);
  if (c.end_by_abort) {
    client.abort(*id, now);
  } else {
    client.shutdown(*id, now);
  }
  run();
  EXPECT_FALSE(framer.error()) << framer.error()->message();
}

}  // namespace mapsim::capture::test
