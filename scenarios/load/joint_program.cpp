#include "scenarios/load/joint_program.h"

#include <algorithm>
#include <cassert>

namespace mapsim::load {

namespace {

using scenario::Endpoint;
using scenario::Program;

// What they differ in; empty: nothing that a node is configured with.
std::string difference(const Endpoint& a, const Endpoint& b) {
  if (a.pc != b.pc) return "the point code";
  if (a.gt != b.gt || a.title != b.title) return "the global title";
  if (a.ssn != b.ssn) return "the subsystem";
  if (a.ni != b.ni) return "the network indicator";
  if (a.hosts_stated != b.hosts_stated || (a.hosts_stated && a.hosts != b.hosts)) return "the hosts";
  if (a.port != b.port) return "the port";
  if (a.routing_context != b.routing_context) return "the routing context";
  if (a.network_appearance != b.network_appearance) return "the network appearance";
  if (a.tid_octets != b.tid_octets) return "the length of transaction ids";
  if (a.contexts != b.contexts) return "the versions that it accepts";
  return {};
}

tl::unexpected<Error> cannot(const Program& a, const Program& b, const std::string& why) {
  return fail(
      Error{.layer = "", .text = a.name + " and " + b.name + " cannot be played by the same nodes: " + why});
}

class Joiner {
 public:
  Result<JointProgram> join(std::span<const Program* const> programs) {
    joint_.whole.name = "mix";
    for (const Program* program : programs) {
      if (auto done = add(*program); !done) return tl::unexpected(done.error());
    }
    return std::move(joint_);
  }

 private:
  Result<void> add(const Program& program) {
    Program& whole = joint_.whole;
    whole.title += (whole.title.empty() ? "" : "; ") + program.title;
    JointProgram::Part part;
    part.first_tag = whole.steps.size() + 1;
    for (const Endpoint& endpoint : program.endpoints) {
      const auto known = std::ranges::find_if(whole.endpoints, [&](const Endpoint& e) {
        return e.name == endpoint.name || e.pc == endpoint.pc || (!e.gt.empty() && e.gt == endpoint.gt);
      });
      const auto index = static_cast<std::size_t>(known - whole.endpoints.begin());
      part.endpoints.push_back(static_cast<std::uint16_t>(index));
      if (known == whole.endpoints.end()) {
        whole.endpoints.push_back(endpoint);
        // By order, as the loader gives them.
        if (!endpoint.hosts_stated)
          whole.endpoints.back().hosts = {"192.0.2." + std::to_string(whole.endpoints.size())};
        owners_.push_back(&program);
      } else if (known->name != endpoint.name) {
        return cannot(*owners_[index], program,
                      (known->pc == endpoint.pc ? "point code " + std::to_string(endpoint.pc)
                                                : "global title " + endpoint.gt) +
                          " is that of '" + known->name + "' in the one and of '" + endpoint.name +
                          "' in the other");
      } else if (const std::string what = difference(*known, endpoint); !what.empty()) {
        return cannot(*owners_[index], program,
                      what + " of '" + endpoint.name + "' is another one; a node file can say what it is");
      }
    }
    add_steps(program, part);
    joint_.parts.push_back(std::move(part));
    return {};
  }

  void add_steps(const Program& program, const JointProgram::Part& part) {
    Program& whole = joint_.whole;
    for (std::size_t i = 0; i < program.steps.size(); ++i) {
      scenario::Step step = program.steps[i];
      if (auto* message = std::get_if<scenario::MessageStep>(&step.what)) {
        message->from = part.endpoints[message->from];
        message->to = part.endpoints[message->to];
        message->dialogue = static_cast<std::uint16_t>(message->dialogue + whole.dialogues.size());
      } else if (auto* link = std::get_if<scenario::LinkStep>(&step.what)) {
        link->first = part.endpoints[link->first];
        link->second = part.endpoints[link->second];
      }
      // Comments of a capture name the scenario.
      step.text = program.name + " step " + std::to_string(i + 1) + ": " + step.text;
      whole.steps.push_back(std::move(step));
    }
    whole.dialogues.insert(whole.dialogues.end(), program.dialogues.begin(), program.dialogues.end());
  }

  JointProgram joint_;
  std::vector<const Program*> owners_;  // by endpoint of the whole, who had it first
};

}  // namespace

Result<JointProgram> join(std::span<const Program* const> programs) {
  assert(!programs.empty());
  if (programs.size() > 1) return Joiner().join(programs);
  JointProgram joint;
  joint.whole = *programs.front();
  JointProgram::Part& part = joint.parts.emplace_back();
  for (std::size_t i = 0; i < joint.whole.endpoints.size(); ++i)
    part.endpoints.push_back(static_cast<std::uint16_t>(i));
  return joint;
}

}  // namespace mapsim::load
