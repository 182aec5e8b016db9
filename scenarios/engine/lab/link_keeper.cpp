#include "scenarios/engine/lab/link_keeper.h"

#include <algorithm>
#include <cstdio>
#include <utility>

#include "sigtran/m3ua/tables.h"

namespace mapsim::scenario::lab {

namespace {

std::string seconds(Instant at) {
  char text[32];
  const auto us = std::chrono::duration_cast<std::chrono::microseconds>(at.since_start()).count();
  std::snprintf(text, sizeof text, "%.3f s", static_cast<double>(us) / 1e6);
  return text;
}

std::string error_text(const LinkFacts& facts) {
  if (!facts.refused) return {};
  const auto* row = m3ua::find_message(*facts.refused);
  const std::string request = row != nullptr ? std::string(row->name) : "request";
  if (!facts.error) return request + " got no acknowledgement";
  const auto name = enum_name(*facts.error);
  return request + " was answered with ERROR " +
         (name ? std::string(*name) : std::to_string(static_cast<std::uint32_t>(*facts.error)));
}

}  // namespace

LinkKeeper::LinkKeeper(const Plan& plan, const Site& site, node::Runtime& runtime, RunObserver& observer)
    : plan_(plan), site_(site), runtime_(runtime), observer_(observer) {
  for (std::size_t node = 0; node < plan.nodes.size(); ++node) {
    for (std::size_t row = 0; row < plan.nodes[node].links.size(); ++row) {
      State s;
      s.node = node;
      s.row = row;
      const PlannedLink& link = plan.nodes[node].links[row];
      const node::Config& config = plan.nodes[node].config;
      s.facts.transport = plan.transport;
      s.facts.over_udp = site.over_udp;
      s.facts.udp_port = site.udp_remote;
      s.facts.connects = link.connects;
      s.facts.role = link.role;
      s.facts.remote = config.peers[row].remote;
      const std::size_t server = config.m3ua.peers[row].application_servers.front();
      s.facts.routing_context = config.m3ua.application_servers[server].routing_context;
      links_.push_back(std::move(s));
    }
  }
}

Result<void> LinkKeeper::start() {
  // First all that listen: two endpoints of this process may call each other.
  for (std::size_t node = 0; node < plan_.nodes.size(); ++node) {
    for (const link::EndpointAddress& at : plan_.nodes[node].listening) {
      if (auto done = runtime_.node(node).listen(at, runtime_.now()); !done) {
        return fail(Error{.layer = "sctp",
                          .text = plan_.nodes[node].config.name + " cannot listen at " + link::to_text(at) +
                                  ": " + done.error().message()});
      }
    }
  }
  for (State& s : links_) {
    if (!planned(s).connects) continue;
    if (auto done = connect(s); !done) {
      return fail(Error{.layer = "sctp",
                        .text = plan_.nodes[s.node].config.name + " cannot call " + planned(s).remote +
                                " at " + link::to_text(s.facts.remote) + ": " + done.error().message()});
    }
  }
  return {};
}

Result<void> LinkKeeper::connect(State& s) {
  ++s.attempts;
  ++counters_.attempts;
  s.next_attempt = Instant::never();
  s.give_up = runtime_.now() + site_.attempt_limit;
  s.given_up = false;
  return runtime_.node(s.node).connect(s.row, runtime_.now());
}

LinkKeeper::State* LinkKeeper::find(std::size_t node, std::size_t row) {
  const auto at =
      std::ranges::find_if(links_, [&](const State& s) { return s.node == node && s.row == row; });
  return at != links_.end() ? &*at : nullptr;
}

void LinkKeeper::note(const State& s, const std::string& text) {
  observer_.on_note(runtime_.now(), plan_.nodes[s.node].config.name, text);
}

void LinkKeeper::reach(State& s, LinkStage stage, const std::string& text) {
  if (stage <= s.stage) return;
  s.stage = stage;
  s.furthest = std::max(s.furthest, stage);
  s.reached.emplace_back(stage, runtime_.now());
  note(s, planned(s).remote + ": " + text);
}

void LinkKeeper::on_event(const node::NodeEvent& event) {
  if (const auto* changed = std::get_if<node::AssociationChanged>(event.event)) {
    if (State* s = find(event.node, changed->peer)) on_association(*s, *changed);
  } else if (const auto* asp = std::get_if<node::AspChanged>(event.event)) {
    if (State* s = find(event.node, asp->peer)) on_asp(*s, *asp);
  } else if (const auto* refused = std::get_if<node::AspRefused>(event.event)) {
    if (State* s = find(event.node, refused->peer)) {
      s->facts.refused = refused->request;
      s->facts.error = refused->error;
    }
  } else if (const auto* path = std::get_if<node::PathChanged>(event.event)) {
    if (State* s = find(event.node, path->peer)) {
      note(*s, planned(*s).remote + ": address " + path->address +
                   (path->reachable ? " is reachable" : " is unreachable"));
    }
  } else if (const auto* route = std::get_if<node::RouteChanged>(event.event)) {
    if (!route->available) {
      for (State& s : links_) {
        if (s.node == event.node && s.stage == LinkStage::reachable && !reachable(s))
          s.stage = LinkStage::asp_active;
      }
    }
    look_at_routes();
  } else if (const auto* message = std::get_if<map::MessageIndication>(event.event)) {
    const mtp::PointCode from = message->transit.label.opc;
    for (State& s : links_) {
      const auto& leads = planned(s).leads_to;
      if (s.node != event.node || s.told_first_message || std::ranges::find(leads, from) == leads.end())
        continue;
      s.told_first_message = true;
      note(s, planned(s).remote + ": first message, from point code " + std::to_string(from));
    }
  }
}

void LinkKeeper::on_association(State& s, const node::AssociationChanged& changed) {
  if (changed.up && changed.restarted) {
    note(s, planned(s).remote + ": the peer has restarted the association");
    s.stage = LinkStage::associated;
    return;
  }
  if (changed.up) {
    ++counters_.set_up;
    s.reached.clear();
    s.stage = LinkStage::nothing;
    s.pause = Duration::zero();
    s.give_up = Instant::never();
    s.facts.loss.reset();
    s.facts.refused.reset();
    s.facts.error.reset();
    reach(s, LinkStage::associated,
          "SCTP association with " + link::to_text(changed.address) +
              (changed.incoming ? ", which called" : "") + ", " + std::to_string(changed.streams_out) +
              " streams out, " + std::to_string(changed.streams_in) + " in");
    return;
  }
  // What we gave up got no answer, or none that led on.
  s.facts.loss = s.given_up ? link::LossReason::unreachable : changed.reason;
  s.give_up = Instant::never();
  const bool was_up = s.stage != LinkStage::nothing;
  s.facts.lost_after_set_up = s.facts.lost_after_set_up || was_up;
  s.stage = LinkStage::nothing;
  const bool ours = *s.facts.loss == link::LossReason::shutdown_complete;
  if (was_up && !ours) {
    ++counters_.lost;
    ++s.lost;
  }
  if (stopped_ || (ours && was_up)) return;
  if (!planned(s).connects) {
    if (was_up)
      note(s,
           planned(s).remote + ": the association was lost, " + std::string(link::to_text(changed.reason)));
    return;
  }
  s.pause =
      s.pause == Duration::zero() ? site_.reconnect_first : std::min(s.pause * 2, site_.reconnect_longest);
  s.next_attempt = runtime_.now() + s.pause;
  // Refusals of a peer that is not there yet are many; the first says it.
  if (was_up || s.attempts == 1) {
    note(s, planned(s).remote + (was_up ? ": the association was lost, " : ": no association with ") +
                (was_up ? std::string() : link::to_text(s.facts.remote) + ", ") +
                std::string(link::to_text(*s.facts.loss)) + "; trying again");
  }
}

void LinkKeeper::on_asp(State& s, const node::AspChanged& changed) {
  // An SGP watches the peer's ASP, everyone else its own.
  const m3ua::Side watched = planned(s).role == m3ua::Role::sgp ? m3ua::Side::remote : m3ua::Side::local;
  const bool single = planned(s).role == m3ua::Role::ipsp_single_exchange;
  if (changed.side != watched && !single) return;
  const std::string whose = changed.side == m3ua::Side::local ? "our ASP" : "its ASP";
  if (changed.state == m3ua::AspState::inactive) {
    if (s.stage > LinkStage::asp_up) s.stage = LinkStage::asp_up;
    reach(s, LinkStage::asp_up, whose + " is up");
  } else if (changed.state == m3ua::AspState::active) {
    reach(s, LinkStage::asp_up, whose + " is up");
    reach(s, LinkStage::asp_active, whose + " is active");
    look_at_routes();
  } else if (s.stage > LinkStage::associated) {
    s.stage = LinkStage::associated;
  }
}

bool LinkKeeper::reachable(const State& s) const {
  return std::ranges::all_of(planned(s).leads_to,
                             [&](mtp::PointCode pc) { return runtime_.node(s.node).reaches(pc); });
}

void LinkKeeper::look_at_routes() {
  for (State& s : links_) {
    if (s.stage != LinkStage::asp_active || !reachable(s)) continue;
    std::string codes;
    for (const mtp::PointCode pc : planned(s).leads_to)
      codes += (codes.empty() ? "" : ", ") + std::to_string(pc);
    reach(s, LinkStage::reachable, codes.empty() ? "ready" : "point code " + codes + " is available");
  }
}

void LinkKeeper::on_time(Instant now) {
  if (stopped_) return;
  for (State& s : links_) {
    if (s.give_up <= now) {
      s.give_up = Instant::never();
      s.given_up = true;
      runtime_.node(s.node).give_up(s.row, now);
    }
    if (s.next_attempt > now) continue;
    if (auto done = connect(s); !done) {
      note(s, planned(s).remote + ": " + done.error().message());
      s.pause = std::min(std::max(s.pause, site_.reconnect_first) * 2, site_.reconnect_longest);
      s.next_attempt = now + s.pause;
    }
  }
}

void LinkKeeper::stop() {
  if (std::exchange(stopped_, true)) return;
  for (const State& s : links_) {
    if (s.lost == 0) continue;
    note(s, planned(s).remote + ": in this run the association was lost " +
                (s.lost == 1 ? std::string("once") : std::to_string(s.lost) + " times") +
                (s.stage == LinkStage::nothing ? ", and is down now" : ", and is up again"));
  }
}

Instant LinkKeeper::next_deadline() const {
  Instant at = Instant::never();
  if (stopped_) return at;
  for (const State& s : links_) at = std::min({at, s.next_attempt, s.give_up});
  return at;
}

bool LinkKeeper::complete() const {
  return std::ranges::all_of(links_, [&](const State& s) { return reachable(s); });
}

std::string LinkKeeper::failure(Instant now) const {
  std::string text;
  for (const State& s : links_) {
    if (reachable(s)) continue;
    if (!text.empty()) text += '\n';
    text += "the link of " + plan_.nodes[s.node].config.name + " to " + planned(s).remote + " (" +
            link::to_text(s.facts.remote) + ") did not come up in " + seconds(now);
    LinkFacts facts = s.facts;
    facts.stage = s.stage;
    for (const auto& [stage, at] : s.reached) {
      text += "\n  " + std::string(to_text(stage)) + " after " + seconds(at);
    }
    if (s.facts.loss) {
      text += "\n  then, after " + std::to_string(s.attempts) +
              (s.attempts == 1 ? " attempt: " : " attempts: ") + std::string(link::to_text(*s.facts.loss));
    } else if (s.stage == LinkStage::nothing) {
      text += planned(s).connects ? "\n  no answer to INIT so far" : "\n  nobody called";
    }
    if (const std::string refused = error_text(s.facts); !refused.empty()) text += "\n  " + refused;
    text += "\n  likely causes:";
    std::size_t number = 0;
    for (const std::string& cause : likely_causes(facts))
      text += "\n    " + std::to_string(++number) + ". " + cause;
  }
  return text;
}

}  // namespace mapsim::scenario::lab
