// How a transport with sockets tells a loop when to look: one descriptor for all that it has open. A
// transport without sockets (the in-process link) is not Pollable; its deadlines say everything.
#pragma once

namespace mapsim::link {

class Pollable {
 public:
  virtual ~Pollable() = default;
  // Readable (EPOLLIN, level-triggered) while Transport::on_time() has something to do before
  // next_deadline(). -1: nothing was opened yet. From then on the same for the life of the transport, which
  // owns it.
  virtual int fd() const = 0;
};

}  // namespace mapsim::link
