// Times of a capture as text, quickly: what a second is called is worked out once.
#pragma once

#include <chrono>
#include <string>

namespace mapsim::cli {

class DateText {
 public:
  // Appends what date(since_1970) gives.
  void append(std::string& out, std::chrono::nanoseconds since_1970);

 private:
  std::chrono::seconds second_{-1};
  std::string text_;  // of that second
};

// "2024-01-01T00:00:00.009000000Z"
std::string date(std::chrono::nanoseconds since_1970);

}  // namespace mapsim::cli
