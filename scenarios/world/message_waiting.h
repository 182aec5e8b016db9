// Message waiting data of an HLR (TS 23.040 3.2.6, 3.2.7): which service centres want to be told, and why the
// subscriber could not be reached.
#pragma once

#include <boost/container/small_vector.hpp>
#include <unordered_map>

#include "scenarios/world/number.h"

namespace mapsim::world {

class MessageWaiting {
 public:
  struct Data {
    bool not_reachable = false;    // MNRF
    bool memory_exceeded = false;  // MCEF
    boost::container::small_vector<Number, 2> service_centres;
  };

  MessageWaiting(std::size_t most_subscribers, std::size_t most_service_centres)
      : most_(most_subscribers), most_service_centres_(most_service_centres) {}

  // Nullptr: no flag is set and nobody waits.
  const Data* find(Number imsi) const;
  // False: the list is full, or there are lists for too many subscribers; nothing has changed then
  // (messageWaitingListFull).
  bool add(Number imsi, Number service_centre, bool not_reachable, bool memory_exceeded);
  // The flags are cleared; without any left, so is the list, which is returned: they are to be alerted.
  boost::container::small_vector<Number, 2> present(Number imsi);
  boost::container::small_vector<Number, 2> memory_available(Number imsi);
  // This one was alerted or has given up; others stay.
  void remove(Number imsi, Number service_centre);
  std::size_t size() const { return data_.size(); }

 private:
  boost::container::small_vector<Number, 2> take_if_clear(Number imsi);

  std::size_t most_;
  std::size_t most_service_centres_;
  std::unordered_map<Number, Data> data_;
};

}  // namespace mapsim::world
