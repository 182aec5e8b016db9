#include "tools/verify/defects.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <nlohmann/json.hpp>

#include "sigtran/core/nearest.h"
#include "tools/json/whole_number.h"
#include "tools/verify/data_files.h"
#include "tools/verify/glob.h"

namespace mapsim::verify {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<std::string_view, 13> kMembers = {
    "id",         "versions",   "title",  "reason", "clause", "map-versions", "begun",
    "operations", "has-fields", "fields", "known",  "shown",  "id-reused"};

template <class T>
std::vector<T> list(const Json& row, const char* name) {
  return row.value(name, std::vector<T>());
}

std::vector<int> map_versions(const Json& row) {
  std::vector<int> out;
  for (const Json& version : row.value("map-versions", Json::array()))
    out.push_back(cli::whole_number<int>(version));
  return out;
}

Defect defect_from(const Json& row) {
  return {.id = row.at("id").get<std::string>(),
          .versions = row.at("versions").get<std::vector<std::string>>(),
          .title = row.at("title").get<std::string>(),
          .reason = row.at("reason").get<std::string>(),
          .clause = row.value("clause", ""),
          .map_versions = map_versions(row),
          .begun = list<bool>(row, "begun"),
          .reused = list<bool>(row, "id-reused"),
          .operations = list<std::string>(row, "operations"),
          .has_fields = list<std::string>(row, "has-fields"),
          .fields = row.at("fields").get<std::vector<std::string>>(),
          .known = list<std::string>(row, "known"),
          .shown = list<std::string>(row, "shown")};
}

bool is_version(std::string_view listed, std::string_view version) {
  return version == listed || (version.starts_with(listed) && version.substr(listed.size()).starts_with('.'));
}

template <class List, class Predicate>
bool admits(const List& list, Predicate predicate) {
  return list.empty() || std::any_of(list.begin(), list.end(), predicate);
}

bool invokes(const known::Message& message, std::string_view operation) {
  return std::ranges::any_of(message.fields, [&](const known::Field& f) {
    return matches_path("map.components.invoke", known::without_indexes(f.path)) &&
           known::to_text(f.value) == operation;
  });
}

bool has_field(const known::Message& message, std::string_view pattern) {
  return std::ranges::any_of(message.fields, [&](const known::Field& f) {
    return matches_path(pattern, known::without_indexes(f.path));
  });
}

}  // namespace

Result<KnownDefects> KnownDefects::from_json(std::string_view text) {
  KnownDefects out;
  try {
    const Json json = Json::parse(text);
    for (const Json& row : json.at("defects")) {
      for (const auto& [name, value] : row.items()) {
        if (std::ranges::find(kMembers, name) == kMembers.end())
          return fail(Error{
              .layer = "known defects", .field = row.value("id", "?"), .text = unknown_name(name, kMembers)});
      }
      out.rows_.push_back(defect_from(row));
    }
  } catch (const Json::exception& e) {
    return fail(Error{.layer = "known defects", .text = e.what()});
  }
  return out;
}

const KnownDefects& KnownDefects::built_in() {
  static const KnownDefects defects = [] {
    auto read = from_json(kKnownDefectsJson);
    assert(read);
    return std::move(*read);
  }();
  return defects;
}

const Defect* KnownDefects::find(const Disagreement& d, const known::Message& message,
                                 std::string_view version) const {
  const std::string field = known::without_indexes(d.field);
  for (const Defect& row : rows_) {
    const bool listed = admits(row.versions, [&](const std::string& v) { return is_version(v, version); }) &&
                        admits(row.map_versions, [&](int v) { return v == message.version; }) &&
                        admits(row.begun, [&](bool b) { return b == message.begun; }) &&
                        admits(row.reused, [&](bool b) { return b == message.reused; }) &&
                        admits(row.operations, [&](const std::string& o) { return invokes(message, o); }) &&
                        admits(row.has_fields, [&](const std::string& p) { return has_field(message, p); }) &&
                        admits(row.fields, [&](const std::string& p) { return matches_path(p, field); }) &&
                        admits(row.known, [&](const std::string& p) { return matches_text(p, d.known); }) &&
                        admits(row.shown, [&](const std::string& p) { return matches_text(p, d.shown); });
    if (listed) return &row;
  }
  return nullptr;
}

std::string version_in(std::string_view creator) {
  const auto slash = creator.rfind('/');
  std::string_view version = slash == std::string_view::npos ? creator : creator.substr(slash + 1);
  return std::string(version.substr(0, version.find_first_not_of("0123456789.")));
}

}  // namespace mapsim::verify
