#include "tools/serve/tally.h"

#include <algorithm>

#include "sigtran/sccp/names.h"

namespace mapsim::serve {

void Tally::on_event(const node::NodeEvent& event, node::Runtime& runtime) {
  const std::string& name = runtime.node(event.node).name();
  if (const auto* message = std::get_if<map::MessageIndication>(event.event)) {
    ++messages_;
    if (message->primitive == tcap::Primitive::begin) ++begins_;
  } else if (const auto* diagnostic = std::get_if<node::LayerDiagnostic>(event.event)) {
    if (diagnostic->diagnostic.severity >= Severity::warning)
      note_error(runtime.now(), name + ": " + diagnostic->diagnostic.error.message());
  } else if (const auto* notice = std::get_if<map::NoticeIndication>(event.event)) {
    note_error(runtime.now(), name + ": SCCP returned a message: " +
                                  std::string(enum_name(notice->cause).value_or("unknown cause")));
  }
  // What links do is told by whoever keeps them up.
}

void Tally::note_error(Instant at, std::string text) {
  ++errors_in_all_;
  errors_.push_back({at, std::move(text)});
  if (errors_.size() > kMostErrors) errors_.pop_front();
}

Tally::Second Tally::look(const world::Automata& automata, node::Runtime& runtime) {
  Second now;
  now.at = runtime.now();
  now.opened = begins_;
  for (const auto& behaviour : automata.behaviours()) {
    if (behaviour == nullptr) continue;
    for (const auto& [name, count] : behaviour->counters()) {
      if (name == "dialogues opened") now.opened += count;
    }
  }
  for (std::size_t i = 0; i < runtime.size(); ++i) {
    node::Node& node = runtime.node(i);
    now.open += node.open_dialogues();
    now.links += node.config().peers.size();
    for (std::size_t peer = 0; peer < node.config().peers.size(); ++peer)
      now.links_up += node.is_up(peer) ? 1 : 0;
  }
  now.ended = now.opened >= now.open ? now.opened - now.open : 0;
  const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(now.at - last_.at).count();
  if (ms > 0) {
    const auto rate = [&](std::uint64_t later, std::uint64_t earlier) {
      return later > earlier ? (later - earlier) * 1000 / static_cast<std::uint64_t>(ms) : 0;
    };
    now.opened_a_second = rate(now.opened, last_.opened);
    now.ended_a_second = rate(now.ended, last_.ended);
    now.messages_a_second = rate(messages_, last_messages_);
  }
  last_ = now;
  last_messages_ = messages_;
  return now;
}

}  // namespace mapsim::serve
