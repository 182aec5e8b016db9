#include "scenarios/engine/dialogue_order.h"

#include <algorithm>

#include "scenarios/engine/contexts.h"
#include "sigtran/core/nearest.h"

namespace mapsim::scenario {

namespace {

using Kind = MessageStep::Kind;
using Progress = DialogueProgress;

constexpr std::size_t kMaxDialogues = 65'000;  // their index has 16 bits

bool has_tcap(const MessageStep& step) {
  return step.content.find("tcap") != nullptr;
}

}  // namespace

std::optional<std::uint16_t> DialogueOrder::tell_unclear(const std::string& name, Mark mark) {
  mistakes_.add(mark, "the alternatives above leave dialogue '" + name +
                          "' in different states; what follows of it stands in each of them");
  return std::nullopt;
}

void DialogueOrder::claim(const std::string& name, Mark mark) {
  for (Branches& level : branches_) {
    const auto [user, is_new] = level.users.try_emplace(name, level.current);
    if (is_new || user->second == level.current) continue;
    mistakes_.add(mark, "dialogue '" + name +
                            "' is used in another branch already; branches go on side by side, so each has "
                            "dialogues of its own: 'dialogue: d2'");
    user->second = level.current;
  }
}

DialogueOrder::State DialogueOrder::state() const {
  return dialogues_;
}

void DialogueOrder::set_state(const State& state) {
  dialogues_ = state;
}

DialogueOrder::State DialogueOrder::joined(const std::vector<State>& states) {
  State out;
  for (const State& state : states) {
    for (const auto& entry : state) {
      const auto& name = entry.first;  // clang 14 captures no structured bindings
      const auto& dialogue = entry.second;
      const auto at = out.try_emplace(name, dialogue).first;
      const bool same = std::ranges::all_of(states, [&](const State& other) {
        const auto there = other.find(name);
        // One that began and ended in some alternatives only is over in all.
        if (there == other.end()) return dialogue.state == Progress::ended;
        return there->second == dialogue ||
               (there->second.state == Progress::ended && dialogue.state == Progress::ended);
      });
      if (!same) at->second.state = Progress::unclear;
    }
  }
  return out;
}

std::optional<std::uint16_t> DialogueOrder::begin(const std::string& name, const MessageStep& step,
                                                  Mark mark) {
  if (program_.dialogues.size() >= kMaxDialogues) {
    mistakes_.add(mark, "the scenario has more than 65000 dialogues");
    return std::nullopt;
  }
  Dialogue& d = dialogues_[name];
  const std::size_t times = ++times_[name];
  d.index = static_cast<std::uint16_t>(program_.dialogues.size());
  d.state = Progress::begun;
  d.initiator = step.from;
  d.responder = step.to;
  program_.dialogues.push_back(times == 1 ? name : name + "/" + std::to_string(times));
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
  claim(name, mark);
  const auto known = dialogues_.find(name);
  if (known != dialogues_.end() && known->second.state == Progress::unclear) return tell_unclear(name, mark);
  if (step.kind == Kind::begin) {
    const bool may_begin = known == dialogues_.end() || known->second.state == Progress::ended ||
                           known->second.state == Progress::perhaps_ended;
    if (!may_begin && !has_tcap(step)) {
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
      if (step.from == d.responder && d.state == Progress::begun) d.state = Progress::confirmed;
      break;
    case Kind::end:
    case Kind::prearranged_end:
    case Kind::u_abort:
    case Kind::p_abort:
    case Kind::refuse:
      d.state = step.may_be_lost() || step.is_held_back() ? Progress::perhaps_ended : Progress::ended;
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
  if (has_tcap(step) || d.state == Progress::perhaps_ended) return true;
  if (d.state == Progress::ended)
    return refuse("has ended; a message that comes too late needs its own 'tcap:'");
  if (d.state == Progress::timed_out && step.kind != Kind::u_abort && step.kind != Kind::p_abort) {
    return refuse("has ended by a timer; only an abort may follow");
  }
  const bool forward = step.from == d.initiator;
  if (d.state == Progress::begun && forward && step.kind != Kind::prearranged_end) {
    return refuse("has not been answered; the next message comes from " +
                  program_.endpoints[d.responder].name + " (Q.774 3.3.3.1), unless 'tcap:' says otherwise");
  }
  if (step.kind == Kind::refuse && (forward || d.state != Progress::begun)) {
    return refuse("can be refused by the first answer only (TS 29.002 7.3.1)");
  }
  return true;
}

std::optional<std::uint16_t> DialogueOrder::timeout(const std::string& name, TimeoutStep& step, Mark mark) {
  claim(name, mark);
  const auto known = dialogues_.find(name);
  if (known != dialogues_.end() && known->second.state == Progress::unclear) return tell_unclear(name, mark);
  if (known == dialogues_.end() || known->second.state == Progress::ended) {
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
  step.peer_is_told = d.state == Progress::confirmed;
  d.state = step.peer_is_told ? Progress::timed_out : Progress::ended;
  return d.index;
}

}  // namespace mapsim::scenario
