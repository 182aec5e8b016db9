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
};

struct Statement {
  std::vector<StatedMessage> messages;  // steps that put a message on the wire
  std::vector<std::string> problems;    // what could not be evaluated
};

Statement stated_messages(const scenario::Program& program);

}  // namespace mapsim::e2e
