// What TCAP remembers of one dialogue: its transaction (Q.774 3.3), its dialogue handling (Q.774 3.2.1.2) and
// the operations that this side invoked (Q.774 3.2.1.1.3).
#pragma once

#include <boost/container/small_vector.hpp>
#include <cstdint>
#include <optional>
#include <vector>

#include "sigtran/core/timer_queue.h"
#include "sigtran/tcap/primitives.h"
#include "sigtran/tcap/shared_addresses.h"

namespace mapsim::tcap {

// Q.774 3.3.3.2 and figure A.4. `ended`: the TC-user was told so; the dialogue goes with the next input.
enum class TransactionState : std::uint8_t { idle, initiation_sent, initiation_received, active, ended };

// An operation in the state "operation sent" or, where it is answered, "wait for reject" (Q.774 figure A.7).
struct Invocation {
  InvokeId id = 0;
  OperationClass operation_class = OperationClass::class1;
  bool answered = false;  // for good: the id alone is kept until the reject timer ends it
  Duration after{};       // 0: no timer
  TimerId timer;
};

// A Reject that goes out with the next message of the dialogue (Q.774 3.2.2.2).
struct PendingReject {
  std::optional<InvokeId> invoke_id;
  Problem problem;
};

struct Dialogue {
  TransactionState state = TransactionState::idle;
  bool application_context_mode = false;  // an AARQ was sent or received (Q.774 figure A.5)
  bool explicit_id = false;               // `local` was chosen by the TC-user
  TransactionId local;
  std::optional<TransactionId> remote;
  std::uint32_t sequence_control = 0;
  std::uint64_t user = 0;
  SharedAddress local_address;  // present from the first message on
  SharedAddress remote_address;
  boost::container::small_vector<Invocation, 1> invocations;  // nearly always one
  std::vector<PendingReject> rejects;                         // nearly always none

  // Whose id it is, answered or not.
  Invocation* find(InvokeId id) {
    for (Invocation& i : invocations) {
      if (i.id == id) return &i;
    }
    return nullptr;
  }
  // The operation that can still be answered.
  Invocation* find_sent(InvokeId id) {
    Invocation* i = find(id);
    return i != nullptr && !i->answered ? i : nullptr;
  }
};

}  // namespace mapsim::tcap
