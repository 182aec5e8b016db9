// Which endpoints of a program are played here, and by which node of the runtime. The others are real
// systems, or another process that plays them: their messages are only expected, and ours to them only sent.
#pragma once

#include <cassert>
#include <cstdint>
#include <optional>
#include <vector>

namespace mapsim::scenario {

class Cast {
 public:
  // Endpoint i is node i.
  static Cast everyone(std::size_t endpoints) { return Cast(std::vector<bool>(endpoints, true)); }
  // By endpoint, whether it is played here; those that are become nodes in their order.
  explicit Cast(const std::vector<bool>& here) {
    for (std::size_t i = 0; i < here.size(); ++i) {
      node_of_.push_back(here[i] ? std::optional(endpoint_of_.size()) : std::nullopt);
      if (here[i]) endpoint_of_.push_back(static_cast<std::uint16_t>(i));
    }
  }

  // Of a program whose endpoint i is endpoint `whole_of[i]` of another one, with that one's nodes.
  Cast(const Cast& whole, const std::vector<std::uint16_t>& whole_of) : endpoint_of_(whole.nodes(), kNobody) {
    for (std::size_t i = 0; i < whole_of.size(); ++i) {
      node_of_.push_back(whole.node_of_[whole_of[i]]);
      if (node_of_.back()) endpoint_of_[*node_of_.back()] = static_cast<std::uint16_t>(i);
    }
  }

  // Whether one of the endpoints is at that node.
  bool plays_at(std::size_t node) const { return endpoint_of_[node] != kNobody; }
  bool here(std::size_t endpoint) const { return node_of_[endpoint].has_value(); }
  std::size_t node_of(std::size_t endpoint) const {
    assert(here(endpoint));
    return *node_of_[endpoint];
  }
  std::uint16_t endpoint_of(std::size_t node) const { return endpoint_of_[node]; }
  std::size_t nodes() const { return endpoint_of_.size(); }

 private:
  static constexpr std::uint16_t kNobody = 0xFFFF;
  std::vector<std::optional<std::size_t>> node_of_;
  std::vector<std::uint16_t> endpoint_of_;
};

}  // namespace mapsim::scenario
