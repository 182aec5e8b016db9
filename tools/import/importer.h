// Makes a scenario of a capture.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "tools/import/cast.h"

namespace mapsim::cli {

class Importer {
 public:
  static constexpr std::size_t kMaxSteps = 100'000;  // of a scenario

  void add(const CapturedMessage& message);
  // The scenario's text. `source` names the capture.
  std::string scenario(const std::string& source);

  std::size_t steps() const { return steps_.size(); }
  // What could not become a step, each with its frame.
  const std::vector<std::string>& left_out() const { return left_out_; }

 private:
  struct Step {
    ImportedEndpoint* from = nullptr;
    ImportedEndpoint* to = nullptr;
    std::uint64_t dialogue = 0;
    mtp::RoutingLabel label;
    sccp::Address called;
    sccp::Address calling;
    std::string message;  // begin, continue, end, abort, refuse
    Value rest;           // the other keys
  };
  struct Open {
    ImportedEndpoint* from = nullptr;
    ImportedEndpoint* to = nullptr;
    bool ended = false;
  };

  Value with_variables(const Value& value, std::string_view name);
  Value layers(const Step& step) const;
  std::string step_text(const Step& step);
  void leave_out(const CapturedMessage& message, const std::string& why);

  ImportedCast cast_;
  std::vector<Step> steps_;
  std::map<std::uint64_t, Open> dialogues_;
  std::map<std::pair<std::string, std::string>, std::string> names_;  // of variables, by kind and value
  std::map<std::string, int> counts_;
  Value variables_;
  std::vector<std::string> left_out_;
};

}  // namespace mapsim::cli
