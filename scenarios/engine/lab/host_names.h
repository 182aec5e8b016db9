// What the names of hosts lead to: asked once each, before anything is opened.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "sigtran/core/result.h"

namespace mapsim::scenario::lab {

class HostNames {
 public:
  // An IPv4 or IPv6 address as it stands; of a name (RFC 1123 2.1) the first of the addresses that this
  // system has for it, IPv6 or IPv4 (RFC 6724 says which goes first). Waits as long as the system does.
  // Error: the word, and why it leads nowhere.
  Result<std::string> address_of(std::string_view word);

  // The names that were asked for, with their addresses.
  const std::map<std::string, std::string, std::less<>>& found() const { return found_; }

 private:
  std::map<std::string, std::string, std::less<>> found_;
};

}  // namespace mapsim::scenario::lab
