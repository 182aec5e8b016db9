#include "scenarios/world/replies.h"

namespace mapsim::world {

namespace {

void send_now(const Reply& reply, node::Node& node, Instant now) {
  map::Request request;
  request.dialogue = reply.dialogue;
  switch (reply.closing) {
    case Closing::end:
      request.action = map::Action::end;
      break;
    case Closing::stay_open:
      request.action = map::Action::continue_;
      break;
    case Closing::abort:
      request.action = map::Action::u_abort;
      request.abort = map::UserAbort{map::UserAbortReason::resource_unavailable, 0};
      break;
    case Closing::silently:
      request.action = map::Action::prearranged_end;
      break;
  }
  if (reply.closing == Closing::end || reply.closing == Closing::stay_open) request.services = reply.services;
  // The peer may have ended the dialogue meanwhile; then there is nobody to answer.
  (void)node.request(std::move(request), now);
}

}  // namespace

bool Replies::send(const Reply& reply, node::Node& node, Instant now) {
  const Duration wait = delay_.draw(random_);
  if (wait <= Duration() || waiting_.size() >= most_) {
    send_now(reply, node, now);
    return true;
  }
  Kept kept{reply, {}};
  kept.parameters.reserve(reply.services.size());
  for (tcap::Component& c : kept.reply.services) {
    kept.parameters.emplace_back(c.parameter.begin(), c.parameter.end());
    c.parameter = {};
  }
  waiting_.add(now + wait, std::move(kept));
  return false;
}

std::vector<map::DialogueId> Replies::on_time(node::Node& node, Instant now) {
  std::vector<map::DialogueId> ended;
  while (auto kept = waiting_.pop_due(now)) {
    for (std::size_t i = 0; i < kept->parameters.size(); ++i)
      kept->reply.services[i].parameter = kept->parameters[i];
    send_now(kept->reply, node, now);
    if (kept->reply.closing != Closing::stay_open) ended.push_back(kept->reply.dialogue);
  }
  return ended;
}

}  // namespace mapsim::world
