// The subscribers of a simulated network: made once, then read only, and found by IMSI and by MSISDN. A
// reload makes another table; whoever holds the old one keeps it until he takes the new one.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "scenarios/world/answers.h"
#include "scenarios/world/subscriber.h"

namespace mapsim::world {

class SubscriberTable {
 public:
  static constexpr std::size_t kMax = 10'000'000;         // subscribers
  static constexpr std::size_t kMaxNodes = 0xFFFF - 1;    // different numbers of serving nodes
  static constexpr std::size_t kMaxAnswers = 0xFFFF - 1;  // different lists of answers

  // Nullptr: no such subscriber. Valid as long as the table.
  const Subscriber* find_imsi(Number imsi) const { return find(by_imsi_, imsi, &Subscriber::imsi); }
  const Subscriber* find_msisdn(Number msisdn) const { return find(by_msisdn_, msisdn, &Subscriber::msisdn); }

  std::size_t size() const { return subscribers_.size(); }
  const Subscriber& at(std::size_t row) const { return subscribers_[row]; }
  // Of a serving node.
  Number node(std::uint16_t index) const { return nodes_[index]; }
  const Answers& answers(std::uint16_t index) const { return answers_[index]; }

  // While the table is made. -----------------------------------------------------------------------
  enum class Added : std::uint8_t { ok, same_imsi, same_msisdn, full };
  Added add(const Subscriber& subscriber);
  void reserve(std::size_t subscribers);
  // The index of a node's number, or of answers as they were written; kNone where there are too many.
  std::uint16_t node_index(Number number);
  // Error: of Answers::parse.
  Result<std::uint16_t> answers_index(std::string_view written);

 private:
  // Open addressing with linear probing; row + 1, 0 is free. Its size is a power of two, at most half is
  // used.
  using Index = std::vector<std::uint32_t>;
  const Subscriber* find(const Index& index, Number number, Number Subscriber::*key) const;
  // False: it is there already.
  bool insert(Index& index, std::uint32_t row, Number Subscriber::*key) const;
  void grow(std::size_t slots);

  std::vector<Subscriber> subscribers_;
  Index by_imsi_;
  Index by_msisdn_;
  std::vector<Number> nodes_;
  std::unordered_map<Number, std::uint16_t> node_indices_;
  std::vector<Answers> answers_;
  std::unordered_map<std::string, std::uint16_t> answers_indices_;
};

}  // namespace mapsim::world
