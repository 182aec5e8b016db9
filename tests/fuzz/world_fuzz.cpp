// An HLR, an MSC and an SMSC that behave by themselves, in virtual time, and a tester that is an SMSC, an MSC
// and an HLR to them. What the script says goes to them: operations of every version with sound, changed and
// arbitrary arguments, several components in a message, answers to the dialogues that they open, aborts,
// time. Whatever comes, their books balance, and when the tester has gone none of their dialogues stays open.
#include <algorithm>
#include <memory>
#include <vector>

#include "scenarios/engine/loader.h"
#include "scenarios/engine/stage.h"
#include "scenarios/world/load_subscribers.h"
#include "scenarios/world/prepare.h"
#include "scenarios/world/procedure.h"
#include "tests/fuzz/script.h"

namespace mapsim::fuzz {
namespace {

constexpr const char* kNetwork =
    "title: fuzzed\n"
    "endpoints:\n"
    "  hlr:\n"
    "    role: hlr\n"
    "    pc: 301\n"
    "    gt: \"+15550100003\"\n"
    "    behaviour: auto\n"
    "    subscribers:\n"
    "      - {imsi: \"001010000000001\", msisdn: \"+15550100100\", msc: msc}\n"
    "      - {imsi: \"001010000000002\", msisdn: \"+15550100101\", msc: msc, state: absent, returns: 30s}\n"
    "      - {imsi: \"001010000000003\", msisdn: \"+15550100102\", msc: msc, room: 1, returns: 5m, lmsi: "
    "\"00000100\"}\n"
    "      - {imsi: \"001010000000004\", msisdn: \"+15550100103\", msc: tester}\n"
    "      - {imsi: \"001010000000005\", msisdn: \"+15550100104\", msc: msc, sgsn: tester, state: purged, "
    "returns: 1m}\n"
    "  msc: {role: msc, pc: 201, gt: \"+15550100002\", behaviour: auto, delay: [0ms, 50ms]}\n"
    "  smsc: {role: smsc, pc: 101, gt: \"+15550100001\", behaviour: auto, retry: [1m, 1h]}\n"
    "  tester: {role: sgsn, pc: 501, gt: \"+15550100005\"}\n";
constexpr std::size_t kAutomatic = 3;
constexpr std::size_t kTester = 3;

struct Network {
  scenario::Program program;
  world::Prepared prepared;
};

const Network& network() {
  static const Network made = [] {
    auto loaded = scenario::load_text(kNetwork, "fuzzed.yaml");
    require(loaded.program.has_value());
    Network out{std::move(*loaded.program), {}};
    out.prepared = world::prepare(out.program, 1);
    require(out.prepared.mistakes.empty());
    return out;
  }();
  return made;
}

world::Number digits(const char* text) {
  return *world::Number::from_digits(text);
}

constexpr const char* kNumbers[] = {"15550100100", "15550100101", "15550100102",
                                    "15550100103", "15550100104", "15550100199"};
constexpr const char* kImsis[] = {"001010000000001", "001010000000002", "001010000000003",
                                  "001010000000004", "001010000000005", "001010000000099"};

// SMS-SUBMIT to the number that ends with this octet, and an SMS-DELIVER (TS 23.040 9.2.2).
Octets submit(std::uint8_t to) {
  return {0x21, 0x00, 0x0b, 0x91, 0x51, 0x55, 0x10, 0x00, 0x01, to, 0x00, 0x00, 0x02, 0xe8, 0x34};
}
Octets deliver() {
  return {0x04, 0x0b, 0x91, 0x51, 0x55, 0x10, 0x00, 0x51, 0xf0, 0x00, 0x00,
          0x42, 0x10, 0x10, 0x00, 0x00, 0x00, 0x00, 0x02, 0xe8, 0x34};
}

class Peer {
 public:
  explicit Peer(Script& script) : script_(script) {
    auto stage = scenario::Stage::create(network().program, {});
    require(stage.has_value());
    stage_ = std::move(*stage);
    require(stage_->open().has_value());
    automata_ = std::make_unique<world::Automata>(
        stage_->world(), world::behaviours_of(network().prepared, scenario::Cast::everyone(kAutomatic + 1)));
  }

  void step() {
    switch (script_.below(5)) {
      case 0:
      case 1:
        begin();
        break;
      case 2:
      case 3:
        go_on();
        break;
      case 4:
        run(script_.time());
        break;
    }
    run(std::chrono::milliseconds(50));
    require_balanced();
  }

  // Nobody answers any more; every message is delivered or refused in the end.
  void leave() {
    gone_ = true;
    while (!open_.empty()) {
      abort(open_.back());
      open_.pop_back();
    }
    run(std::chrono::hours(80));
    require_balanced();
    for (std::size_t i = 0; i < kAutomatic; ++i) require(automata_->node(i).open_dialogues() == 0);
    require(automata_->behaviours()[2]->books().waiting == 0);
  }

 private:
  node::Node& tester() { return stage_->world().node(kTester); }

  void run(Duration duration) {
    const Instant limit = automata_->now() + duration;
    while (const auto event = automata_->next(limit)) {
      const auto* message = std::get_if<map::MessageIndication>(event->event);
      if (event->node != kTester || message == nullptr) continue;
      const auto id = message->dialogue;
      std::erase(open_, id);
      if (message->dialogue_ended) continue;
      if (gone_) {
        abort(id);
      } else {
        open_.push_back(id);
      }
    }
  }

  void require_balanced() {
    for (std::size_t i = 0; i < kAutomatic; ++i) require(automata_->behaviours()[i]->books().balanced());
  }

  world::Procedure procedure() {
    const world::Number number = digits(kNumbers[script_.below(6)]);
    const world::Number imsi = digits(kImsis[script_.below(6)]);
    const world::Number centre = digits("15550100005");
    switch (script_.below(6)) {
      case 0:
        return world::SendRoutingInfo{number, centre, script_.below(2) == 1};
      case 1:
        return world::ReportDeliveryStatus{
            number, centre, static_cast<map::SmDeliveryOutcome>(script_.below(3)),
            script_.below(2) == 1 ? std::optional(script_.number()) : std::nullopt};
      case 2:
        return world::ReadyForSm{imsi, static_cast<map::AlertReason>(script_.below(2))};
      case 3:
        return world::AlertServiceCentre{number, centre};
      case 4:
        return world::ForwardMo{digits("15550100001"), digits("15550100150"), imsi,
                                submit(static_cast<std::uint8_t>(0xF0U | script_.below(6)))};
      default:
        return world::ForwardMt{imsi,
                                script_.below(4) == 1 ? std::optional<std::uint32_t>(0x100) : std::nullopt,
                                centre,
                                deliver(),
                                script_.below(2) == 1,
                                script_.below(8) == 1};
    }
  }

  static std::size_t taker_of(const world::Procedure& what) {
    constexpr std::size_t kHlr = 0;
    constexpr std::size_t kMsc = 1;
    constexpr std::size_t kSmsc = 2;
    if (std::holds_alternative<world::ForwardMt>(what)) return kMsc;
    return std::holds_alternative<world::ForwardMo>(what) ||
                   std::holds_alternative<world::AlertServiceCentre>(what)
               ? kSmsc
               : kHlr;
  }

  // As it is, changed in places, or something else.
  Octets changed(Octets sound) {
    switch (script_.below(4)) {
      case 0:
      case 1:
        return sound;
      case 2:
        for (std::uint8_t n = script_.below(4); n != 0 && !sound.empty(); --n) {
          const std::size_t at = script_.number() % sound.size();
          sound[at] = script_.number();
        }
        return sound;
      default: {
        const OctetView other = script_.octets();
        return {other.begin(), other.end()};
      }
    }
  }

  void begin() {
    const world::Procedure what = procedure();
    const auto context = world::context_of(what, static_cast<std::uint8_t>(1 + script_.below(3)));
    if (!context) return;
    const auto id = tester().new_dialogue();
    if (!id) return;
    map::Request request;
    request.action = map::Action::begin;
    request.dialogue = *id;
    request.context = *context;
    // Whom it is for, or now and then somebody else.
    const std::size_t taker = script_.below(8) == 1 ? script_.below(kAutomatic) : taker_of(what);
    request.called = network().program.endpoints[taker].address();
    request.calling = network().program.endpoints[kTester].address();
    const auto argument = world::argument_of(what, context->version);
    if (!argument) return;
    arguments_.push_back(changed(*argument));
    if (script_.below(8) != 1) add_invoke(request, world::operation_of(what, *context).code);
    add_components(request);
    send(std::move(request));
    open_.push_back(*id);
  }

  void go_on() {
    if (open_.empty()) return begin();
    const std::size_t at = script_.number() % open_.size();
    const map::DialogueId id = open_[at];
    if (script_.below(8) == 1) {
      abort(id);
      open_.erase(open_.begin() + static_cast<std::ptrdiff_t>(at));
      return;
    }
    map::Request request;
    request.dialogue = id;
    const bool ends = script_.below(2) == 1;
    request.action = ends ? map::Action::end : map::Action::continue_;
    const OctetView octets = script_.octets();
    arguments_.emplace_back(octets.begin(), octets.end());
    add_components(request);
    send(std::move(request));
    if (ends) open_.erase(open_.begin() + static_cast<std::ptrdiff_t>(at));
  }

  void add_invoke(map::Request& request, std::int32_t code) {
    tcap::Component c;
    c.type = tcap::ComponentType::invoke;
    c.invoke_id = static_cast<map::InvokeId>(1 + script_.below(4));
    c.code = code;
    c.parameter = arguments_.back();
    request.services.push_back(c);
  }
  void add_components(map::Request& request) {
    constexpr std::int32_t kCodes[] = {44, 45, 46, 47, 48, 49, 63, 64, 66, 6};
    for (std::uint8_t n = script_.below(4); n != 0; --n) {
      tcap::Component c;
      using enum tcap::ComponentType;
      constexpr tcap::ComponentType kTypes[] = {return_result_last, return_error, invoke, reject,
                                                return_result_not_last};
      c.type = kTypes[script_.below(5)];
      c.invoke_id = static_cast<map::InvokeId>(1 + script_.below(4));
      if (c.type == reject) {
        c.problem = {tcap::ProblemType::invoke, script_.below(8)};
      } else {
        c.code = c.type == return_error ? std::int32_t{script_.number()} : kCodes[script_.below(10)];
        if (script_.below(2) == 1) c.parameter = arguments_.back();
      }
      request.services.push_back(c);
    }
  }

  // What the stack refuses to send is not sent.
  void send(map::Request&& request) { (void)tester().request(std::move(request), stage_->world().now()); }
  void abort(map::DialogueId id) {
    map::Request request;
    request.action = map::Action::u_abort;
    request.dialogue = id;
    request.abort = map::UserAbort{};
    if (tester().request(std::move(request), stage_->world().now())) return;
    // The peer has not answered yet, so that it cannot be told.
    map::Request forget;
    forget.action = map::Action::prearranged_end;
    forget.dialogue = id;
    send(std::move(forget));
  }

  Script& script_;
  std::unique_ptr<scenario::Stage> stage_;
  std::unique_ptr<world::Automata> automata_;
  std::vector<map::DialogueId> open_;  // at the tester
  std::vector<Octets> arguments_;      // what requests look at
  bool gone_ = false;
};

}  // namespace
}  // namespace mapsim::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  mapsim::fuzz::Script script({data, size});
  mapsim::fuzz::Peer peer(script);
  for (int steps = 0; !script.ended() && steps < 60; ++steps) peer.step();
  peer.leave();
  return 0;
}
