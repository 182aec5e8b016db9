// Defects of dissectors that are known, by version: the rows of known_defects.json (docs/corpus.md).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tools/known/message.h"

namespace mapsim::verify {

// A field that is shown otherwise than it is known.
struct Disagreement {
  std::size_t capture = 0;  // index of the capture
  std::uint64_t frame = 0;  // in it
  std::string field;        // path, or "complaint" where the dissector says that something is wrong
  std::string known;        // "nothing is wrong" for a complaint
  std::string shown;        // empty: nothing
  std::string subject;
  std::string clause;
  std::vector<known::Place> places;
  std::string defect = {};  // the id of the row that lists it; empty: news
};

// Patterns where texts are (glob.h); an empty list admits all.
struct Defect {
  std::string id;
  std::vector<std::string> versions;  // "4.0" is every 4.0.x
  std::string title;
  std::string reason;
  std::string clause;
  std::vector<int> map_versions;
  std::vector<bool> begun;              // whether the dialogue's BEGIN is in the capture
  std::vector<bool> reused;             // whether its transaction id was in use
  std::vector<std::string> operations;  // that the message invokes
  std::vector<std::string> has_fields;  // patterns of paths without indexes: the message has one of them
  std::vector<std::string> fields;      // of paths without indexes
  std::vector<std::string> known;
  std::vector<std::string> shown;
};

class KnownDefects {
 public:
  // Error: what is no JSON, or a member that is not known.
  static Result<KnownDefects> from_json(std::string_view text);
  static const KnownDefects& built_in();

  // The first row that lists it for that version of the dissector ("4.0.17"); nullptr: news.
  const Defect* find(const Disagreement& d, const known::Message& message, std::string_view version) const;
  const std::vector<Defect>& rows() const { return rows_; }

 private:
  std::vector<Defect> rows_;
};

// "wireshark/4.0.17" is "4.0.17".
std::string version_in(std::string_view creator);

}  // namespace mapsim::verify
