// The messages of a scenario as its file states them, before any of the stack has touched them.
#pragma once

#include <string>
#include <vector>

#include "scenarios/engine/program.h"
#include "tests/e2e/message_facts.h"

namespace mapsim::e2e {

struct StatedMessage {
  std::size_t step = 0;  // counted from 1
  std::string text;      // "a.yaml:17: smsc -> msc: begin"
  MessageFacts facts;
  // What the step or its dialogue's BEGIN writes as octets or otherwise than the endpoints have it.
  bool compare_names = true;
  bool compare_addresses = true;
  bool compare_components = true;
  // A fault on the way: nothing of it can be compared, or it may never have left, or it left twice.
  bool damaged = false;
  bool may_be_absent = false;
  bool doubled = false;
};

struct Statement {
  std::vector<StatedMessage> messages;  // steps that put a message on the wire
  std::vector<std::string> problems;    // what could not be evaluated
};

// `played`: the steps of which the capture has frames. Of alternatives the one that was played is stated;
// branches are stated in the order in which they were played.
Statement stated_messages(const scenario::Program& program, const std::vector<std::size_t>& played);

}  // namespace mapsim::e2e
