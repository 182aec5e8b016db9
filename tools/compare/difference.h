// What two dialogues differ in, field by field; and which dialogue to compare with which.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tools/compare/content.h"

namespace mapsim::cli {

struct Difference {
  std::string path;              // "map.components[0].error"; empty: the whole message
  std::optional<std::string> a;  // as text for people; nullopt: absent
  std::optional<std::string> b;
};

// Members in any order; elements of lists by position.
std::vector<Difference> differences(const Value& a, const Value& b);

struct MessageDifference {
  std::size_t message = 0;  // from 1
  Difference difference;
};
// Message by message, in their order.
std::vector<MessageDifference> differences(const DialogueContent& a, const DialogueContent& b);

// Dialogues of A and B that are of one kind and differ least, each used once, in A's order: indexes. What
// finds no partner is in none.
struct Pairing {
  struct Pair {
    std::size_t a = 0;
    std::size_t b = 0;
  };
  std::vector<Pair> pairs;
  std::vector<std::size_t> only_a;
  std::vector<std::size_t> only_b;
};
Pairing pair(const std::vector<DialogueContent>& a, const std::vector<DialogueContent>& b);

// Candidates that are looked at for one dialogue: beyond, the nearest in the order of the capture are.
inline constexpr std::size_t kMaxCandidates = 32;

}  // namespace mapsim::cli
