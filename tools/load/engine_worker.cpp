#include "tools/load/engine_worker.h"

#include <cerrno>
#include <poll.h>
#include <sys/socket.h>

#include "tools/cli/privileges.h"
#include "tools/load/tick_json.h"

namespace mapsim::cli {

namespace {

using Json = nlohmann::ordered_json;

class Wire final : public EngineWatcher {
 public:
  explicit Wire(int socket) : socket_(socket) {}

  void on_note(const std::string& text) override { tell({{"note", text}}); }
  void on_tick(Tick tick) override { tell({{"tick", tick_json(tick)}}); }
  std::optional<char> command() override { return read(0); }
  bool commands_soon() const override { return true; }

  // False: the run shall not begin.
  bool wait_for_go() {
    for (;;) {
      const auto c = read(-1);
      if (c == kGo) return true;
      if (!c || *c == kStop) return false;
    }
  }
  void tell(const Json& json) {
    const std::string line = json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
    for (std::size_t at = 0; at < line.size() && !gone_;) {
      const ssize_t n = ::send(socket_, line.data() + at, line.size() - at, MSG_NOSIGNAL);
      if (n < 0 && errno == EINTR) continue;
      gone_ = n <= 0;
      if (!gone_) at += static_cast<std::size_t>(n);
    }
  }

 private:
  std::optional<char> read(int milliseconds) {
    // Whoever commanded is gone: told once.
    if (gone_) return std::exchange(told_, true) ? std::nullopt : std::optional(kStop);
    pollfd input{socket_, POLLIN, 0};
    if (::poll(&input, 1, milliseconds) != 1) return std::nullopt;
    char c = 0;
    const ssize_t n = ::recv(socket_, &c, 1, 0);
    if (n == 1) return c;
    gone_ = true;
    told_ = true;
    return kStop;
  }

  int socket_;
  bool gone_ = false;
  bool told_ = false;
};

}  // namespace

void play_at(int socket, const std::vector<Material>& material, const LoadSettings& settings,
             const LabSettings* lab) {
  Wire wire(socket);
  auto engine = Engine::create(material, settings, lab, wire);
  if (!engine) return wire.tell({{"lacks", engine.error().message()}});
  if (auto up = (*engine)->open(); !up) return wire.tell({{"lacks", up.error().message()}});
  if (lab != nullptr) {
    if (auto dropped = drop_privileges(Ahead::nothing); !dropped)
      return wire.tell({{"lacks", dropped.error().message()}});
  }
  wire.tell({{"ready", true}});
  // Who answers is called when others are ready.
  if (!(*engine)->answers() && !wire.wait_for_go()) return;
  const LoadResult result = (*engine)->play();
  const auto closed = (*engine)->close();
  wire.tell({{"result", to_json(result)}, {"close", closed ? "" : closed.error().message()}});
}

}  // namespace mapsim::cli
