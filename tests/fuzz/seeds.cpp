// Makes seed corpora out of captures: fuzz_seeds DIR CAPTURE… writes DIR/<target>/<n>, every message of every
// layer once, in the form that the target of that name reads.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>

#include "sigtran/capture/packet_walk.h"
#include "sigtran/capture/reader.h"
#include "sigtran/m3ua/message.h"
#include "sigtran/map/codec.h"
#include "sigtran/map/operations.h"
#include "sigtran/sccp/message.h"
#include "sigtran/tcap/codec.h"

namespace mapsim::fuzz {
namespace {

class Seeds {
 public:
  explicit Seeds(std::filesystem::path folder) : folder_(std::move(folder)) {}

  void read(const std::filesystem::path& file) {
    auto reader = capture::Reader::open(file);
    if (!reader) throw std::runtime_error(reader.error().message());
    capture::PacketWalker walker;
    for (;;) {
      const auto packet = reader->next();
      if (!packet || !*packet) break;
      walker.feed((*packet)->link_type, (*packet)->octets, (*packet)->original_size);
      while (const auto event = walker.poll()) {
        if (event->what == capture::WalkEvent::What::message) m3ua(event->octets);
      }
    }
    write("tools", {}, all_of_sccp_);
    all_of_sccp_.clear();
  }
  std::size_t written() const { return written_; }

 private:
  void m3ua(OctetView octets) {
    write("m3ua", {}, octets);
    for (std::uint8_t role = 0; role < 3; ++role) script("m3ua_machine", {role, 0, 3, 0, 0}, octets);
    const auto message = m3ua::decode(octets);
    if (!message) return;
    // The protocol data parameter (RFC 4666 3.3.1) ends the message: its user data begins 12 octets after the
    // tag.
    for (std::size_t at = 8; at + 16 <= octets.size(); at += 4) {
      if (octets[at] == 0x02 && octets[at + 1] == 0x10) {
        const std::size_t size = static_cast<std::size_t>(octets[at + 2] << 8U | octets[at + 3]);
        if (size >= 16 && at + size <= octets.size()) sccp(octets.subspan(at + 16, size - 16));
        return;
      }
    }
  }
  void sccp(OctetView octets) {
    write("sccp", {}, octets);
    for (const std::size_t octet : {std::size_t{0}, octets.size() >> 8U, octets.size()}) {
      all_of_sccp_.push_back(static_cast<std::uint8_t>(octet));
    }
    all_of_sccp_.insert(all_of_sccp_.end(), octets.begin(), octets.end());
    script("sccp_machine", {0, 0}, octets);
    const auto message = sccp::decode(octets);
    if (message) tcap(message->data);
  }
  void tcap(OctetView octets) {
    write("tcap", {}, octets);
    for (std::uint8_t state = 0; state < 4; ++state) script("tcap_machine", {state, 0}, octets);
    const auto message = tcap::decode(octets);
    if (!message) return;
    for (const tcap::Component& c : message->components) {
      if (c.parameter.empty()) continue;
      const auto operations = map::operations();
      for (std::size_t i = 0; i < operations.size(); ++i) {
        const auto* code = c.code ? std::get_if<std::int32_t>(&*c.code) : nullptr;
        if (code == nullptr || *code != operations[i].code) continue;
        const auto choice = static_cast<std::uint8_t>(i);
        if (c.type == tcap::ComponentType::invoke) argument(operations[i], choice, c.parameter);
        if (c.type == tcap::ComponentType::return_result_last) write("map-result", {choice}, c.parameter);
      }
      if (c.type == tcap::ComponentType::return_error) {
        const auto errors = map::errors();
        for (std::size_t i = 0; i < errors.size() * 3 && i < 256; ++i)
          write("map-error", {static_cast<std::uint8_t>(i)}, c.parameter);
      }
    }
    // An EXTERNAL (28) with a single-ASN.1-type (A0) holds the dialogue PDU.
    if (!message->dialogue) return;
    const OctetView information = message->dialogue->portion.user_information;
    for (std::size_t at = 0; at + 2 < information.size(); ++at) {
      if (information[at] == 0xA0 && information[at + 1] == information.size() - at - 2)
        write("map-dialogue", {}, information.subspan(at + 2));
    }
  }
  void argument(const map::Operation& operation, std::uint8_t choice, OctetView octets) {
    write("map-argument", {choice}, octets);
    const auto tree = map::decode_argument(operation, octets);
    if (!tree) return;
    const Value* tpdu = tree->find("sm-RP-UI");
    if (tpdu == nullptr || tpdu->if_octets() == nullptr) return;
    for (const std::uint8_t direction : {std::uint8_t{0}, std::uint8_t{1}})
      write("sms-tpdu", {direction}, *tpdu->if_octets());
    if (tpdu->if_octets()->size() > 20) write("gsm7", {}, OctetView(*tpdu->if_octets()).subspan(20));
  }

  // A script that starts as `head` says and then receives the octets.
  void script(const std::string& target, Octets head, OctetView octets) {
    if (octets.size() >= 0xF0) head.push_back(static_cast<std::uint8_t>(0xF0U | octets.size() >> 8U));
    head.push_back(static_cast<std::uint8_t>(octets.size()));
    write(target, std::move(head), octets);
  }
  void write(const std::string& target, Octets head, OctetView octets) {
    head.insert(head.end(), octets.begin(), octets.end());
    auto& known = known_[target];
    if (!known.insert(head).second) return;
    std::filesystem::create_directories(folder_ / target);
    std::ofstream out(folder_ / target / std::to_string(known.size()), std::ios::binary);
    out.write(reinterpret_cast<const char*>(head.data()), static_cast<std::streamsize>(head.size()));
    if (!out) throw std::runtime_error("cannot write to " + (folder_ / target).string());
    ++written_;
  }

  std::filesystem::path folder_;
  Octets all_of_sccp_;  // of one capture, as tools_fuzz.cpp cuts it
  std::map<std::string, std::set<Octets>> known_;
  std::size_t written_ = 0;
};

}  // namespace
}  // namespace mapsim::fuzz

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fputs("fuzz_seeds DIR CAPTURE…\n", stderr);
    return 2;
  }
  try {
    mapsim::fuzz::Seeds seeds(argv[1]);
    for (int i = 2; i < argc; ++i) seeds.read(argv[i]);
    std::printf("%zu seeds\n", seeds.written());
  } catch (const std::exception& e) {
    std::fprintf(stderr, "fuzz_seeds: %s\n", e.what());
    return 1;
  }
  return 0;
}
