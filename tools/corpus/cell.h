// What a capture of the corpus holds, before it is encoded: dialogues of turns, each with its meaning in the
// values that scenarios and `mapsim encode` use. Cells are made from the tables of parameters.h and their
// neighbours; encode.h makes octets of them.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sigtran/core/value.h"
#include "sigtran/map/operations.h"
#include "sigtran/tcap/message.h"
#include "tools/known/message.h"

namespace mapsim::corpus {

// One end of dialogues.
struct Side {
  std::string_view host;  // IP address
  std::uint32_t pc = 0;
  std::uint8_t ssn = 8;
  std::string_view digits;  // of its global title: E.164, international
};
inline constexpr Side kSmsc{"192.0.2.1", 101, 8, "15550100001"};
inline constexpr Side kMsc{"192.0.2.2", 201, 8, "15550100002"};
inline constexpr Side kHlr{"192.0.2.3", 301, 6, "15550100003"};

enum class PartKind : std::uint8_t { invoke, result, result_not_last, error, reject };

// A component.
struct Part {
  PartKind kind = PartKind::invoke;
  const map::Operation* operation = nullptr;  // of an invoke, and of a result or error what it answers
  std::int32_t code = -1;                     // error code; of an invoke without `operation`, its code
  Value parameter;                            // as in scenarios; null: none
  int invoke_id = 1;
  std::string_view problem_kind = {};  // of a reject: "invokeProblem", and the problem's name
  std::string_view problem = {};
};

// What is done to octets after they were made, where no value says it.
enum class Damage : std::uint8_t {
  none,
  tcap_long_length,       // the length of the message has one octet more than it needs
  tcap_unknown_type,      // a message type that Q.773 does not have
  tcap_truncated,         // its last three octets are missing
  tcap_component_length,  // the first component says that it is longer than its portion
  sccp_pointer,           // the third pointer leads behind the message
  sccp_unknown_type,      // a message type that Q.713 does not have
  m3ua_version,           // version 2
  m3ua_length,            // the protocol data says that it is longer than the message
};

// A message.
struct Turn {
  bool back = false;  // from the responder
  tcap::MessageType type = tcap::MessageType::begin;
  std::vector<Part> parts = {};
  // The dialogue portion, {aarq: {…}}. Where it is left open: an AARQ in the BEGIN and an AARE in the first
  // answer, in versions 2 and 3; null: none at all.
  std::optional<Value> apdu = std::nullopt;
  Value pdu = {};                     // the MAP dialogue PDU in it, {map-open: {…}}
  std::string_view abort_cause = {};  // of a P-ABORT
  bool recorded = true;               // false: not in the capture
  std::size_t segments = 0;           // in that many XUDT
  Value sccp = {};                    // members of the SCCP message that differ
  Value m3ua = {};                    // members of DATA's protocol data that differ; beside it, of DATA
  Value management = {};              // a message of M3UA's management instead of everything above
  Damage damage = Damage::none;
  std::optional<known::Violation> violation = std::nullopt;
};

struct Dialogue {
  map::ApplicationContext context;
  Side initiator = kSmsc;
  Side responder = kMsc;
  std::vector<Turn> turns = {};
  std::size_t tid_octets = 4;
  std::optional<std::size_t> same_id_as =
      std::nullopt;  // index of the dialogue whose originating id it uses again
};

struct Cell {
  std::string subject;  // the folder
  std::string name;     // the file, without extension
  std::string title;
  std::string clause;
  std::vector<Dialogue> dialogues = {};
};

// All cells, in the order of their subjects.
std::deque<Cell> cells();

// The subjects, each in a file cells_*.cpp.
void add_operations(std::deque<Cell>& out);
void add_addresses(std::deque<Cell>& out);
void add_texts(std::deque<Cell>& out);
void add_dialogues(std::deque<Cell>& out);
void add_results(std::deque<Cell>& out);
void add_errors(std::deque<Cell>& out);
void add_rejects(std::deque<Cell>& out);
void add_aborts(std::deque<Cell>& out);
void add_sccp(std::deque<Cell>& out);
void add_global_titles(std::deque<Cell>& out);
void add_m3ua(std::deque<Cell>& out);
void add_malformed(std::deque<Cell>& out);

}  // namespace mapsim::corpus
