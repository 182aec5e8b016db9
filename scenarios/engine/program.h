// A scenario, compiled once into an immutable program; any number of instances play it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/engine/automatic.h"
#include "scenarios/engine/source_files.h"
#include "scenarios/engine/template.h"
#include "scenarios/engine/verdict.h"
#include "scenarios/engine/wire_layer.h"
#include "sigtran/core/mtp.h"
#include "sigtran/core/time.h"
#include "sigtran/map/primitives.h"
#include "sigtran/sccp/address.h"

namespace mapsim::scenario {

enum class Role : std::uint8_t { msc, smsc, hlr, vlr, sgsn };

struct Endpoint {
  std::string name;
  Role role = Role::msc;
  mtp::PointCode pc = 0;
  std::string gt;  // "+15550100001"; empty: routed by point code and SSN
  // What the global title has beside its digits (Q.713 3.4.2.3), which are those of `gt`. By default, what
  // TS 29.002 6.1.3.1 wants: E.164, international, translation type 0.
  sccp::GlobalTitle title;
  std::uint8_t ssn = 8;
  std::uint8_t ni = 2;
  std::vector<std::string> hosts;  // IP addresses in the capture; given by order when not stated
  bool hosts_stated = false;
  std::uint16_t port = 2905;
  bool port_stated = false;
  std::optional<std::uint32_t> routing_context;
  std::optional<std::uint32_t> network_appearance;
  std::uint8_t tid_octets = 4;
  // Contexts that this endpoint accepts; empty: all that exist. For refusals and version fallback.
  std::vector<map::ApplicationContext> contexts;
  std::optional<Automatic> automatic;  // it behaves by itself
  Mark mark;
  sccp::Address address() const;
};

// What happens to a message on its way (sigtran/link/fault.h).
struct FaultOnTheWay {
  enum class Kind : std::uint8_t { drop, duplicate, delay, reorder, corrupt, truncate };
  Kind kind = Kind::drop;
  Duration delay{};
  WireLayer layer = WireLayer::m3ua;  // corrupt, truncate: where octets are counted from
  std::size_t octet = 0;              // from 0
  std::uint8_t mask = 0xFF;           // corrupt: the octet XOR this
};

// One message of the chart.
struct MessageStep {
  enum class Kind : std::uint8_t {
    begin,
    continue_,
    end,
    prearranged_end,
    u_abort,  // abort: user
    p_abort,  // abort: provider
    refuse,
  };
  Kind kind = Kind::begin;
  std::uint16_t from = 0;  // indices into Program::endpoints
  std::uint16_t to = 0;
  std::uint16_t dialogue = 0;  // index into Program::dialogues
  // The message in canonical keys (docs/scenarios.md): application-context, destination-reference,
  // originating-reference, components (a list; shorthand at step level is normalised into it), reason, cause,
  // alternative, tcap, sccp, m3ua. This is what is sent; see component_keys in step_reader.h.
  Template content;
  // What the receiver's tree must match: `content` without what only a sender decides, its literals as a
  // decoder writes them ("cause: 0" as "cause: memoryCapacityExceeded"), and the step's `expect` laid over
  // it.
  Template expected;
  struct Capture {
    std::string name;  // variable to set
    std::string path;  // into the received message's tree
    Mark mark;
  };
  std::vector<Capture> captures;
  std::optional<Duration> within;
  map::LongMessage long_message = map::LongMessage::automatic;
  std::optional<FaultOnTheWay> fault;
  // By a fault, the receiver may see another message than the one stated, or none.
  bool may_be_lost() const { return has(FaultOnTheWay::Kind::drop) || is_damaged(); }
  bool is_damaged() const { return has(FaultOnTheWay::Kind::corrupt) || has(FaultOnTheWay::Kind::truncate); }
  bool is_held_back() const { return has(FaultOnTheWay::Kind::delay) || has(FaultOnTheWay::Kind::reorder); }
  // Whether a stack may do so by itself.
  bool is_by_stack() const { return kind == Kind::p_abort || kind == Kind::u_abort || kind == Kind::refuse; }
  bool has(FaultOnTheWay::Kind wanted) const { return fault && fault->kind == wanted; }
};

// The dialogue must end at `at` because the timer of an invocation there runs out.
struct TimeoutStep {
  std::uint16_t at = 0;
  std::uint16_t dialogue = 0;
  std::optional<Duration> within;
  bool peer_is_told = false;  // by an ABORT: it has answered before, so that its transaction id is known
};

struct PauseStep {
  Duration duration{};
};

// The association between two endpoints.
struct LinkStep {
  enum class Change : std::uint8_t {
    down,     // the path between them is cut; messages wait for their retransmission
    up,       // it is mended; an association that was lost is set up again
    restart,  // the first one loses its state and sets the association up again (RFC 9260 5.2)
    abort,    // the first one aborts the association (RFC 9260 9.1)
  };
  Change change = Change::down;
  std::uint16_t first = 0;
  std::uint16_t second = 0;
  std::optional<Duration> within;  // up, restart, abort: how long that may take
};

// Branches that go on side by side. Each begins at its position and is over where the next one begins, the
// last one at Step::next.
struct ParallelStep {
  std::vector<std::size_t> branches;
};

// Several ways in which the chart may go on; each begins with a message of one endpoint to another one, or
// with a TimeoutStep. The first that fits what comes is taken. After its last step the chart goes on at the
// Step::next of this one.
struct AltStep {
  std::uint16_t from = 0;
  std::uint16_t to = 0;
  std::vector<std::size_t> alternatives;
};

// The scenario ends here, with this verdict.
struct VerdictStep {
  Verdict verdict = Verdict::pass;
  std::string because;
};

// repeat and for are unrolled by the compiler, included files are there: a position in a program is a number.
struct Step {
  std::variant<MessageStep, TimeoutStep, PauseStep, LinkStep, ParallelStep, AltStep, VerdictStep> what;
  std::size_t next = 0;  // the position after it
  Mark mark;
  Value loop_variables;  // the loop variables of this unrolled copy, a map or nothing
  std::string text;      // "smsc -> msc: begin", for people
};

enum class Otherwise : std::uint8_t { fail, ignore };

struct Program {
  std::filesystem::path file;
  SourceFiles sources;  // where marks lead
  std::string name;     // file name without extension
  std::string title;
  std::string purpose;
  std::vector<std::string> spec;
  std::vector<Endpoint> endpoints;
  // A dialogue that begins again after its end (in a loop) has an index of its own here: "d1", "d1/2", …
  std::vector<std::string> dialogues;
  Value vars;  // a map: the file's vars, and each endpoint under its name ($smsc.gt)
  std::vector<Step> steps;
  Otherwise otherwise = Otherwise::fail;

  // Whether it cuts links or holds messages back, as only the simulated network can.
  bool needs_simulated_links() const;

  // "line 12", of an included file "open.yaml line 12"; for comments, where paths would say too much.
  std::string line_text(Mark mark) const;
};

inline constexpr std::size_t kMaxSteps = 100'000;      // after unrolling
inline constexpr std::size_t kMaxFileSize = 16 << 20;  // octets of one scenario file

}  // namespace mapsim::scenario
