#include "scenarios/load/shard.h"

#include <charconv>
#include <string>

namespace mapsim::load {

namespace {

bool read(std::string_view text, std::uint32_t& number) {
  const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), number);
  return !text.empty() && status == std::errc() && end == text.data() + text.size();
}

}  // namespace

Result<Shard> parse_shard(std::string_view text) {
  const auto slash = text.find('/');
  std::uint32_t index = 0;
  Shard shard;
  if (slash == std::string_view::npos || !read(text.substr(0, slash), index) ||
      !read(text.substr(slash + 1), shard.count)) {
    return fail(
        Error{.layer = "", .text = "'" + std::string(text) + "' is no part; write which of how many: 2/4"});
  }
  if (index == 0 || index > shard.count || shard.count > kMaxShards) {
    return fail(Error{
        .layer = "",
        .text = "'" + std::string(text) + "': expected 1/N to N/N, N at most " + std::to_string(kMaxShards)});
  }
  shard.index = index - 1;
  return shard;
}

}  // namespace mapsim::load
