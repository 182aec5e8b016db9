// What SCMG knows of the subsystems of other nodes (Q.714 5.3.2 to 5.3.4): which are prohibited, and the
// subsystem status tests by which it finds out when they are allowed again.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <variant>
#include <vector>

#include "sigtran/core/diagnostic.h"
#include "sigtran/core/timer_queue.h"
#include "sigtran/sccp/management_message.h"

namespace mapsim::sccp {

struct RemoteSubsystem {
  mtp::PointCode point_code = 0;
  std::uint8_t ssn = 0;
};

struct StatusTest {
  Duration first = std::chrono::seconds(10);    // T(stat info) at first, 5 s to 10 s (Q.714 annex C)
  Duration longest = std::chrono::minutes(10);  // doubled up to this, 10 min to 20 min
};

// A message for the SCMG of another node.
struct ManagementSend {
  mtp::PointCode to = 0;
  ManagementMessage message;
};

// What management wants done, in this order.
using ManagementAction = std::variant<ManagementIndication, ManagementSend>;
using ManagementActions = std::vector<ManagementAction>;

class RemoteSubsystems {
 public:
  // Subsystems under watch, those that were configured included.
  static constexpr std::size_t kMax = 4096;

  RemoteSubsystems(const std::vector<RemoteSubsystem>& configured, StatusTest test);

  bool prohibited(mtp::PointCode node, std::uint8_t ssn) const;

  // SSP (Q.714 5.3.2.2). False where kMax are under watch already: it then counts as allowed.
  bool prohibit(mtp::PointCode node, std::uint8_t ssn, Multiplicity, Instant now, ManagementActions& out);
  // SSA (Q.714 5.3.3.2).
  void allow(mtp::PointCode node, std::uint8_t ssn, Multiplicity, ManagementActions& out);
  // MTP-PAUSE, and MTP-STATUS of an SCCP that is not there: all of the node's are prohibited, no test goes on
  // (Q.714 5.2.2).
  void prohibit_all(mtp::PointCode node, ManagementActions& out);
  // MTP-RESUME, and an SCCP that is there again: all are allowed (Q.714 5.2.3).
  void allow_all(mtp::PointCode node, ManagementActions& out);
  // Asks for the SCCP itself, SSN 1, until allow_all (Q.714 5.2.2). False as with prohibit.
  bool test_sccp(mtp::PointCode node, Instant now);

  void on_time(Instant now, ManagementActions& out);
  Instant next_deadline() const { return timers_.next_deadline(); }
  std::size_t size() const { return entries_.size(); }

 private:
  struct Key {
    mtp::PointCode node = 0;
    std::uint8_t ssn = 0;
    friend auto operator<=>(const Key&, const Key&) = default;
  };
  struct Entry {
    bool configured = false;  // stays when it is allowed
    bool prohibited = false;
    Multiplicity multiplicity = Multiplicity::unknown;
    Duration interval{};
    TimerId test;
  };
  using Entries = std::map<Key, Entry>;

  Entry* entry_for(Key key);
  void start_test(const Key& key, Entry& entry, Instant now);
  void set_prohibited(const Key& key, Entry& entry, bool prohibited, ManagementActions& out);
  Entries::iterator release(Entries::iterator at, ManagementActions& out);

  Entries entries_;
  std::size_t prohibited_ = 0;
  StatusTest test_;
  TimerQueue<Key> timers_;
};

}  // namespace mapsim::sccp
