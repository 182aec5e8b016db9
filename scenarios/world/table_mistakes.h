// The mistakes of a table, as many as anybody reads.
#pragma once

#include <memory>
#include <string>
#include <utility>

#include "scenarios/world/load_subscribers.h"

namespace mapsim::world {

class TableMistakes {
 public:
  void add(Mark mark, std::string text) {
    if (full()) return;
    Error error{.layer = "scenario", .text = std::move(text)};
    error.mark = mark;
    errors_.push_back(std::move(error));
    if (full()) {
      Error more{.layer = "scenario", .text = "there may be more mistakes; the table was read no further"};
      more.mark = mark;
      errors_.push_back(std::move(more));
    }
  }
  void add(Error error) {
    const Mark mark = error.mark;
    add(mark, std::move(error.text));
  }
  bool empty() const { return errors_.empty(); }
  bool full() const { return errors_.size() >= kMaxTableMistakes; }

  LoadedSubscribers result(std::shared_ptr<SubscriberTable> table) {
    LoadedSubscribers out;
    if (errors_.empty()) out.table = std::move(table);
    out.errors = std::move(errors_);
    return out;
  }

 private:
  std::vector<Error> errors_;
};

}  // namespace mapsim::world
