// Which $names a step may use, and what is known of their values while a scenario is compiled.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/engine/template_reader.h"

namespace mapsim::scenario {

class Scope {
 public:
  // `vars`: the file's variables and its endpoints, a map.
  explicit Scope(const Value* vars) : vars_(vars), known_(vars) {}

  // A loop variable's value in the copy that is looked at; it hides a variable of the file.
  void set(const std::string& name, Value value);
  // At the end of a loop: those of `outer` are as they were, what was captured stays.
  void restore_loop_variables(const Scope& outer);
  // What a message that is received will set: a name without a value yet.
  void capture(const std::string& name) { captured_.insert(name); }

  // What another branch has captured, too, is there behind it.
  void add_captured(const Scope& other) { captured_.insert(other.captured_.begin(), other.captured_.end()); }
  // What only this alternative or the other has captured is not there behind them.
  void keep_captured_in_both(const Scope& other) {
    std::erase_if(captured_, [&](const std::string& name) { return !other.captured_.contains(name); });
  }

  // Tells of every reference that leads nowhere, at its mark.
  void check(const Template& t, Mistakes& mistakes) const;
  // Whether its value depends on what will be received.
  bool depends_on_capture(const Template& t) const;
  // Whether every reference below has a value now: neither captured nor undefined.
  bool has_value(const Template& t) const;

  bool in_loop() const { return !loop_names_.empty(); }
  // Without captured names.
  const Variables& variables() const { return known_; }
  std::vector<std::string_view> names() const;

 private:
  void check(const Reference& reference, Mark mark, Mistakes& mistakes) const;
  bool is_captured(std::string_view path) const;

  const Value* vars_;
  Variables known_;
  std::set<std::string, std::less<>> loop_names_;
  std::set<std::string, std::less<>> captured_;
};

}  // namespace mapsim::scenario
