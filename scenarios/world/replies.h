// Messages that answer, at once or after a delay.
#pragma once

#include <vector>

#include "scenarios/world/agenda.h"
#include "scenarios/world/setting.h"
#include "sigtran/node/node.h"

namespace mapsim::world {

enum class Closing : std::uint8_t {
  end,        // END
  stay_open,  // CONTINUE
  abort,      // ABORT: MAP-U-ABORT, resource unavailable
  silently,   // nothing is sent and the dialogue is forgotten
};

struct Reply {
  map::DialogueId dialogue;
  Closing closing = Closing::end;
  tcap::Components services;  // views are used up by send()
};

class Replies {
 public:
  Replies(Delay delay, std::size_t most, Random random) : delay_(delay), most_(most), random_(random) {}

  // True: it was sent at once, because its delay was none or `most` answers wait already.
  bool send(const Reply& reply, node::Node& node, Instant now);
  // The dialogues that ended with what was sent.
  std::vector<map::DialogueId> on_time(node::Node& node, Instant now);
  Instant next_deadline() const { return waiting_.next_deadline(); }
  std::size_t waiting() const { return waiting_.size(); }

 private:
  struct Kept {
    Reply reply;
    std::vector<Octets> parameters;  // by service
  };
  Delay delay_;
  std::size_t most_;
  Random random_;
  Agenda<Kept> waiting_;
};

}  // namespace mapsim::world
