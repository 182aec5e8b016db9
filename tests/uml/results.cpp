#include "tests/uml/results.h"

#include <charconv>

namespace mapsim::uml {

namespace {

std::optional<int> attribute(const std::string& element, const std::string& name) {
  const std::string start = " " + name + "=\"";
  const std::size_t at = element.find(start);
  if (at == std::string::npos) return std::nullopt;
  int value = 0;
  const char* begin = element.data() + at + start.size();
  const auto read = std::from_chars(begin, element.data() + element.size(), value);
  if (read.ec != std::errc() || *read.ptr != '"') return std::nullopt;
  return value;
}

}  // namespace

std::optional<Results> read_results(const std::string& xml) {
  const std::size_t begin = xml.find("<testsuites ");
  if (begin == std::string::npos || xml.find("</testsuites>", begin) == std::string::npos)
    return std::nullopt;
  const std::string element = xml.substr(begin, xml.find('>', begin) - begin + 1);
  const auto tests = attribute(element, "tests");
  const auto failures = attribute(element, "failures");
  const auto errors = attribute(element, "errors");
  if (!tests || !failures || !errors) return std::nullopt;
  return Results{*tests, *failures + *errors};
}

}  // namespace mapsim::uml
