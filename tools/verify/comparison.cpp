#include "tools/verify/comparison.h"

#include <algorithm>
#include <charconv>

#include "tools/verify/agree.h"

namespace mapsim::verify {

namespace {

constexpr std::string_view kComplaint = "complaint";
constexpr std::string_view kComplaints = "what the dissector says is wrong";
constexpr unsigned long kWarning = 0x600000;  // of Wireshark's severities: PI_WARN; PI_ERROR is above

// Fields that depend on a version which the capture does not tell.
bool depends_on_version(std::string_view path) {
  return path.starts_with("map.");
}

}  // namespace

std::uint64_t Outcome::compared() const {
  std::uint64_t sum = 0;
  for (const auto& [name, counts] : subjects) sum += counts.compared;
  return sum;
}
std::uint64_t Outcome::agreed() const {
  std::uint64_t sum = 0;
  for (const auto& [name, counts] : subjects) sum += counts.agreed;
  return sum;
}
std::uint64_t Outcome::news() const {
  std::uint64_t sum = 0;
  for (const auto& [name, counts] : subjects) sum += counts.news;
  return sum;
}

std::vector<std::string> complaints(const ShownFrame& frame) {
  std::vector<std::string> out;
  std::string expert;
  for (const ShownField& f : frame.fields) {
    std::string text;
    if (f.name == "_ws.expert") expert = f.showname;
    if (f.name == "_ws.malformed") text = f.showname.empty() ? f.show : f.showname;
    if (f.name == "_ws.expert.severity") {
      unsigned long severity = 0;
      std::from_chars(f.show.data(), f.show.data() + f.show.size(), severity);
      if (severity >= kWarning) text = expert;
    }
    if (!text.empty() && std::ranges::find(out, text) == out.end()) out.push_back(text);
  }
  return out;
}

std::size_t Comparison::expect(std::vector<known::Message> messages, std::uint64_t first_frame) {
  const std::size_t index = outcome_.captures.size();
  outcome_.captures.emplace_back();
  for (known::Message& m : messages) {
    const std::uint64_t number = m.frame + first_frame - 1;
    expected_[number].push_back({index, first_frame, std::move(m)});
  }
  return index;
}

void Comparison::set_dissector(std::string creator) {
  version_ = version_in(creator);
  outcome_.dissector = std::move(creator);
}

void Comparison::look_at(const ShownFrame& frame) {
  const auto at = expected_.find(frame.number);
  if (at == expected_.end()) return;
  ++outcome_.frames;
  for (const Expected& expected : at->second) compare(expected, frame);
  expected_.erase(at);
}

void Comparison::compare(const Expected& expected, const ShownFrame& frame) {
  if (expected.message.violation) {
    ++outcome_.malformed;
    if (!complaints(frame).empty()) ++outcome_.malformed_marked;
    return;
  }
  compare_fields(expected, frame);
  if (&expected == &expected_.at(frame.number).front()) hear_complaints(expected, frame);
}

void Comparison::compare_fields(const Expected& expected, const ShownFrame& frame) {
  const known::Message& message = expected.message;
  const bool segmented = message.frames.size() > 1;
  for (const known::Field& field : message.fields) {
    if (!message.certain && depends_on_version(field.path)) continue;
    const MappingRow* row = mapping_.find(field.path, message.version);
    if (row == nullptr) {
      ++outcome_.not_mapped[known::without_indexes(field.path)];
      continue;
    }
    // What no octet says may be shown or not.
    if (row->compare == Compare::none || (field.places.empty() && row->compare != Compare::present)) continue;
    SubjectCounts& counts = outcome_.subjects[row->subject];
    ++counts.compared;
    // Places have the numbers of the capture's own, as its manifest has them.
    const Judgement judgement = judge(field, *row, segmented, message.frame, frame);
    if (judgement.agrees) {
      ++counts.agreed;
      continue;
    }
    disagree(expected, {.capture = expected.capture,
                        .frame = message.frame,
                        .field = field.path,
                        .known = known::to_text(field.value),
                        .shown = judgement.shown,
                        .subject = row->subject,
                        .clause = row->clause,
                        .places = field.places});
  }
}

void Comparison::hear_complaints(const Expected& expected, const ShownFrame& frame) {
  SubjectCounts& counts = outcome_.subjects[std::string(kComplaints)];
  ++counts.compared;
  const auto heard = complaints(frame);
  if (heard.empty() || !expected.message.certain) {
    ++counts.agreed;
    return;
  }
  std::string all;
  for (const std::string& text : heard) all += (all.empty() ? "" : "; ") + text;
  disagree(expected, {.capture = expected.capture,
                      .frame = expected.message.frame,
                      .field = std::string(kComplaint),
                      .known = "nothing is wrong",
                      .shown = all,
                      .subject = std::string(kComplaints),
                      .clause = "",
                      .places = {}});
}

void Comparison::disagree(const Expected& expected, Disagreement d) {
  const Defect* defect = defects_.find(d, expected.message, version_);
  SubjectCounts& counts = outcome_.subjects[d.subject];
  if (defect != nullptr) {
    d.defect = defect->id;
    if (d.clause.empty()) d.clause = defect->clause;
    ++counts.known_defects;
    ++outcome_.defects[defect->id];
  } else {
    ++counts.news;
    ++outcome_.captures[expected.capture].news;
  }
  if (outcome_.disagreements.size() < Outcome::kMaxKept) outcome_.disagreements.push_back(std::move(d));
}

Outcome Comparison::finish() {
  outcome_.frames_not_shown = expected_.size();
  return std::move(outcome_);
}

}  // namespace mapsim::verify
