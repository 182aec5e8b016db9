#include "scenarios/engine/dialogue_order.h"

#include "scenarios/engine/contexts.h"
#include "sigtran/core/nearest.h"

namespace mapsim::scenario {

namespace {

using Kind = MessageStep::Kind;

constexpr std::size_t kMaxDialogues = 65'000;  // their index has 16 bits

bool has_tcap(const MessageStep& step) {
  return step.content.find("tcap") != nullptr;
}

}  // namespace

std::optional<std::uint16_t> DialogueOrder::begin(const std::string& name, const MessageStep& step,
                                                  Mark mark) {
  if (program_.dialogues.size() >= kMaxDialogues) {
    mistakes_.add(mark, "the scenario has more than 65000 dialogues");
    return std::nullopt;
  }
  Dialogue& d = dialogues_[name];
  ++d.times;
  d.index = static_cast<std::uint16_t>(program_.dialogues.size());
  d.state = State::begun;
  d.initiator = step.from;
  d.responder = step.to;
  program_.dialogues.push_back(d.times == 1 ? name : name + "/" + std::to_string(d.times));
  auto& context = contexts_.emplace_back();
  const Template* stated = step.content.find("application-context");
  if (stated == nullptr) {
    mistakes_.add(mark,
                  "a begin needs its 'application-context'; version 1 too, though it does not send the name");
    return d.index;
  }
  const auto* value = std::get_if<Value>(&stated->node);
  const auto* text = value != nullptr ? value->if_string() : nullptr;
  if (text == nullptr) {
    mistakes_.add(stated->mark, "expected the name of an application context such as shortMsgMT-Relay-v3");
    return d.index;
  }
  context = find_context(*text);
  if (!context) mistakes_.add(stated->mark, unknown_name(*text, context_names()));
  return d.index;
}

std::optional<std::uint16_t> DialogueOrder::message(const std::string& name, const MessageStep& step,
                                                    Mark mark) {
  const auto known = dialogues_.find(name);
  if (step.kind == Kind::begin) {
    if (known != dialogues_.end() && known->second.state != State::ended && !has_tcap(step)) {
      mistakes_.add(
          mark, "dialogue '" + name +
                    "' has begun already and has not ended; another one needs another name: 'dialogue: d2'");
      return std::nullopt;
    }
    return begin(name, step, mark);
  }
  if (known == dialogues_.end()) {
    mistakes_.add(mark, "dialogue '" + name + "' has not begun; its first message is a begin");
    return std::nullopt;
  }
  Dialogue& d = known->second;
  if (!check_order(d, step, mark)) return d.index;
  switch (step.kind) {
    case Kind::begin:
      break;
    case Kind::continue_:
      if (step.from == d.responder && d.state == State::begun) d.state = State::confirmed;
      break;
    case Kind::end:
    case Kind::prearranged_end:
    case Kind::u_abort:
    case Kind::p_abort:
    case Kind::refuse:
      d.state = State::ended;
      break;
  }
  return d.index;
}

bool DialogueOrder::check_order(const Dialogue& d, const MessageStep& step, Mark mark) {
  const std::string name = "dialogue '" + program_.dialogues[d.index] + "'";
  const auto refuse = [&](std::string text) {
    mistakes_.add(mark, name + " " + std::move(text));
    return false;
  };
  const bool within = (step.from == d.initiator && step.to == d.responder) ||
                      (step.from == d.responder && step.to == d.initiator);
  if (!within) {
    return refuse("is between " + program_.endpoints[d.initiator].name + " and " +
                  program_.endpoints[d.responder].name);
  }
  if (has_tcap(step)) return true;
  if (d.state == State::ended)
    return refuse("has ended; a message that comes too late needs its own 'tcap:'");
  if (d.state == State::timed_out && step.kind != Kind::u_abort && step.kind != Kind::p_abort) {
    return refuse("has ended by a timer; only an abort may follow");
  }
  const bool forward = step.from == d.initiator;
  if (d.state == State::begun && forward && step.kind != Kind::prearranged_end) {
    return refuse("has not been answered; the next message comes from " +
                  program_.endpoints[d.responder].name + " (Q.774 3.3.3.1), unless 'tcap:' says otherwise");
  }
  if (step.kind == Kind::refuse && (forward || d.state != State::begun)) {
    return refuse("can be refused by the first answer only (TS 29.002 7.3.1)");
  }
  return true;
}

std::optional<std::uint16_t> DialogueOrder::timeout(const std::string& name, TimeoutStep& step, Mark mark) {
  const auto known = dialogues_.find(name);
  if (known == dialogues_.end() || known->second.state == State::ended) {
    mistakes_.add(mark, "dialogue '" + name + "' is not open here: no timer runs");
    return std::nullopt;
  }
  Dialogue& d = known->second;
  if (step.at != d.initiator && step.at != d.responder) {
    mistakes_.add(mark, "dialogue '" + name + "' is between " + program_.endpoints[d.initiator].name +
                            " and " + program_.endpoints[d.responder].name);
    return std::nullopt;
  }
  // Where the peer never answered there is no transaction to abort: the dialogue is over at this end.
  step.peer_is_told = d.state == State::confirmed;
  d.state = step.peer_is_told ? State::timed_out : State::ended;
  return d.index;
}

}  // namespace mapsim::scenario
