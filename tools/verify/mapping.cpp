#include "tools/verify/mapping.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <charconv>

#include "sigtran/core/nearest.h"
#include "tools/known/message.h"
#include "tools/verify/data_files.h"
#include "tools/verify/glob.h"

namespace mapsim::verify {

namespace {

struct CompareName {
  std::string_view name;
  Compare compare;
};
constexpr auto kCompares = std::to_array<CompareName>({{"number", Compare::number},
                                                       {"name", Compare::name},
                                                       {"text", Compare::text},
                                                       {"digits", Compare::digits},
                                                       {"octets", Compare::octets},
                                                       {"octets-of", Compare::octets_of},
                                                       {"address", Compare::address},
                                                       {"imsi", Compare::imsi},
                                                       {"context", Compare::context},
                                                       {"bits", Compare::bits},
                                                       {"time", Compare::time},
                                                       {"present", Compare::present},
                                                       {"none", Compare::none}});
constexpr std::size_t kColumns = 7;
constexpr std::string_view kHeader = "field,versions,shown,compare,values,subject,clause";

std::vector<std::string_view> split(std::string_view text, char by) {
  std::vector<std::string_view> out;
  for (;;) {
    const auto at = text.find(by);
    out.push_back(text.substr(0, at));
    if (at == std::string_view::npos) return out;
    text.remove_prefix(at + 1);
  }
}

tl::unexpected<Error> wrong(int line, std::string field, std::string text) {
  return fail(
      Error{.layer = "mapping", .field = std::move(field), .text = std::move(text), .mark = {line, 1}});
}

Result<void> read_values(std::string_view text, int line, MappingRow& row) {
  if (text.empty()) return {};
  for (const std::string_view pair : split(text, ' ')) {
    const auto equals = pair.find('=');
    std::int64_t number = 0;
    const std::string_view digits =
        equals == std::string_view::npos ? std::string_view() : pair.substr(equals + 1);
    const auto [end, status] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (digits.empty() || status != std::errc() || end != digits.data() + digits.size())
      return wrong(line, "values", "'" + std::string(pair) + "' is not NAME=NUMBER");
    row.values[std::string(pair.substr(0, equals))] = number;
  }
  return {};
}

Result<MappingRow> read_row(std::string_view text, int line) {
  const auto columns = split(text, ',');
  if (columns.size() != kColumns)
    return wrong(line, "", std::to_string(columns.size()) + " columns; allowed: " + std::string(kHeader));
  MappingRow row;
  row.field = columns[0];
  if (row.field.empty()) return wrong(line, "field", "is empty");
  const std::string_view versions = columns[1];
  if (!versions.empty()) {
    const bool sound = (versions.size() == 1 || (versions.size() == 3 && versions[1] == '-')) &&
                       versions.front() >= '1' && versions.back() <= '3';
    if (!sound)
      return wrong(line, "versions", "'" + std::string(versions) + "' is not 1, 2, 3 or a range such as 1-2");
    row.first_version = versions.front() - '0';
    row.last_version = versions.back() - '0';
  }
  for (const std::string_view name : split(columns[2], '|')) row.shown.emplace_back(name);
  const auto compare = std::ranges::find(kCompares, columns[3], &CompareName::name);
  if (compare == kCompares.end()) {
    std::vector<std::string_view> names;
    for (const CompareName& c : kCompares) names.push_back(c.name);
    return wrong(line, "compare", unknown_name(columns[3], names));
  }
  row.compare = compare->compare;
  if (auto done = read_values(columns[4], line, row); !done) return tl::unexpected(done.error());
  row.subject = columns[5];
  row.clause = columns[6];
  if (row.subject.empty()) return wrong(line, "subject", "is empty");
  return row;
}

}  // namespace

Result<Mapping> Mapping::from_csv(std::string_view text) {
  Mapping out;
  int number = 0;
  bool header = false;
  for (std::string_view line : split(text, '\n')) {
    ++number;
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty() || line.front() == '#') continue;
    if (!header) {
      if (line != kHeader) return wrong(number, "", "the first line is not " + std::string(kHeader));
      header = true;
      continue;
    }
    auto row = read_row(line, number);
    if (!row) return tl::unexpected(row.error());
    out.rows_.push_back(std::move(*row));
  }
  if (!header) return wrong(number, "", "the first line is not " + std::string(kHeader));
  return out;
}

const Mapping& Mapping::built_in() {
  static const Mapping mapping = [] {
    auto read = from_csv(kMappingCsv);
    assert(read);
    return std::move(*read);
  }();
  return mapping;
}

const MappingRow* Mapping::find(std::string_view path, int version) const {
  if (version < 0 || static_cast<std::size_t>(version) >= found_.size()) return nullptr;
  const std::string plain = known::without_indexes(path);
  auto& of_version = found_[static_cast<std::size_t>(version)];
  if (const auto at = of_version.find(plain); at != of_version.end()) return at->second;
  const auto row = std::ranges::find_if(rows_, [&](const MappingRow& r) {
    return (version == 0 || (version >= r.first_version && version <= r.last_version)) &&
           matches_path(r.field, plain);
  });
  const MappingRow* found = row == rows_.end() ? nullptr : &*row;
  of_version.emplace(plain, found);
  return found;
}

std::vector<std::string> Mapping::subjects() const {
  std::vector<std::string> out;
  for (const MappingRow& row : rows_) {
    if (std::ranges::find(out, row.subject) == out.end()) out.push_back(row.subject);
  }
  return out;
}

}  // namespace mapsim::verify
