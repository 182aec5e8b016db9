// What an automatic endpoint is told: who it is, whom it knows, how it answers and how much it keeps.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "scenarios/engine/program.h"
#include "scenarios/world/answers.h"
#include "scenarios/world/subscriber_table.h"

namespace mapsim::world {

// Where the node of a number is reached: the endpoints of the file, and every other number as a global title
// of its own (TS 29.002 6.1.3).
class Directory {
 public:
  void add(Number number, sccp::Address address) { known_.emplace(number, std::move(address)); }
  sccp::Address address(Number number, std::uint8_t ssn) const;

 private:
  std::unordered_map<Number, sccp::Address> known_;
};

// TS 23.003 8
inline constexpr std::uint8_t kHlrSsn = 6;
inline constexpr std::uint8_t kMscSsn = 8;  // an SMSC interworks as an MSC
inline constexpr std::uint8_t kSgsnSsn = 149;

struct Delay {
  Duration least{};
  Duration most{};
  Duration draw(Random& random) const;
};

// A message that an MSC sends by itself, for a handset.
struct Sending {
  Number from;  // an MSISDN
  Number to;    // TP-DA
  std::string text;
  Duration after{};  // from the start
  Duration every{};  // 0: once
  std::uint32_t count = 1;
};

struct Limits {
  std::size_t messages = 1'000'000;         // that an SMSC keeps
  std::size_t messages_of_one = 1'000;      // of them, for one recipient
  std::size_t subscribers = 1'000'000;      // of which an HLR or an MSC remembers more than the table says
  std::size_t service_centres_of_one = 10;  // message waiting data of one subscriber (TS 23.040 3.2.6)
  std::size_t destinations = 100'000;       // whose version is remembered
  std::size_t calls = 100'000;              // dialogues that the endpoint has opened and not ended
  std::size_t delayed = 1'000'000;          // answers that wait for their delay
};

struct Setting {
  std::string name;
  scenario::Role role = scenario::Role::msc;
  Number number;  // its global title
  sccp::Address address;
  std::shared_ptr<const Directory> directory;
  std::optional<sccp::Address> hlr;                // absent: the MSISDN is the global title of its HLR
  std::optional<Number> service_centre;            // to which an MSC sends
  Number default_msc;                              // serves whom the table gives no node
  std::vector<std::uint8_t> versions = {3, 2, 1};  // that it speaks, the highest first
  scenario::Refuses refuses = scenario::Refuses::alternative;
  Answers answers;
  Delay delay;
  std::shared_ptr<const SubscriberTable> subscribers;  // null: everybody is reachable
  // Of an SMSC: the pauses between attempts; when they are used up, what waits is refused.
  std::vector<Duration> retry;
  Duration validity = std::chrono::hours(24);  // of a message that states none
  std::vector<Sending> sends;
  Duration more_messages_guard = std::chrono::seconds(30);  // how long an MSC waits for the next one
  std::int64_t epoch =
      1'704'067'200;  // seconds since 1970 at the start of the run: 2024-01-01, as in captures
  std::uint64_t seed = 1;
  Limits limits;
};

}  // namespace mapsim::world
