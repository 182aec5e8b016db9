#include "tools/anonymize/account.h"

#include <map>

#include "tools/cli/printable.h"

namespace mapsim::cli::anonymize {

namespace {

std::string counted(std::uint64_t count, std::string_view what) {
  return std::to_string(count) + " " + std::string(what) + (count == 1 ? "" : "s");
}

std::string padded(std::string text, std::size_t width) {
  text.resize(std::max(width, text.size()), ' ');
  return text;
}

std::map<std::string, std::string> sorted(const Pseudonyms::Kind& kind) {
  return {kind.replacements.begin(), kind.replacements.end()};
}

}  // namespace

std::string account_text(const Anonymizer& anonymizer, const AccountOptions& options) {
  constexpr std::size_t kName = 13;
  std::string out = counted(anonymizer.frames(), "frame") + "\n";
  const Editor& editor = anonymizer.editor();
  if (!editor.names.kinds().empty()) out += "replaced:\n";
  for (const auto& [identity, kind] : editor.names.kinds()) {
    out += "  " + padded(std::string(name_of(identity)), kName) + counted(kind.replaced, "time") + ", " +
           std::to_string(kind.replacements.size()) + (kind.more ? " or more" : "") + " different\n";
    if (!options.originals) continue;
    for (const auto& [original, replacement] : sorted(kind)) {
      out += "    " + printable(original) + " -> " + printable(replacement) + "\n";
    }
  }
  if (anonymizer.comments() != 0)
    out += "left out: the comments of " + counted(anonymizer.comments(), "frame") + "\n";
  if (editor.not_understood().empty()) return out;
  out += options.kept ? "not understood, KEPT as it was:\n" : "not understood, now zeros:\n";
  for (const auto& [what, row] : editor.not_understood()) {
    out += "  " + what + ": " + counted(row.times, "time") + ", " + counted(row.octets, "octet") +
           ", first in frame " + std::to_string(row.first_frame) + "\n";
  }
  return out;
}

nlohmann::ordered_json account_json(const Anonymizer& anonymizer, const AccountOptions& options) {
  using Json = nlohmann::ordered_json;
  const Editor& editor = anonymizer.editor();
  Json out = {{"frames", anonymizer.frames()}, {"replaced", Json::object()}};
  for (const auto& [identity, kind] : editor.names.kinds()) {
    Json& row = out["replaced"][std::string(name_of(identity))];
    row = {{"times", kind.replaced}, {"different", kind.replacements.size()}, {"more", kind.more}};
    if (options.originals) {
      for (const auto& [original, replacement] : sorted(kind)) row["replacements"][original] = replacement;
    }
  }
  out["comments-left-out"] = anonymizer.comments();
  out["kept"] = options.kept;
  out["not-understood"] = Json::array();
  for (const auto& [what, row] : editor.not_understood()) {
    out["not-understood"].push_back(
        {{"what", what}, {"times", row.times}, {"octets", row.octets}, {"first-frame", row.first_frame}});
  }
  return out;
}

}  // namespace mapsim::cli::anonymize
