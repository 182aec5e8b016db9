#include "tools/report/result_json.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "tools/cli/version.h"
#include "tools/report/place.h"

namespace mapsim::report {

namespace {

using Json = nlohmann::ordered_json;

std::string text_of(const Json& json) {
  return json.dump(2, ' ', true, Json::error_handler_t::replace) + "\n";
}

double number(Instant at) {
  const auto us = std::chrono::duration_cast<std::chrono::microseconds>(at.since_start()).count();
  return static_cast<double>(us) / 1e6;
}

Json step_json(const Scenario& s, const Message& m) {
  const scenario::Program& program = *s.program;
  const scenario::Step& step = program.steps[m.position];
  const scenario::SourcePlace at = program.sources.place(step.mark);
  Json out = {{"step", m.position + 1},
              {"line", at.mark.line},
              {"text", step.text},
              {"message", m.name},
              {"from", program.endpoints[m.from].name},
              {"to", program.endpoints[m.to].name},
              {"sent-at", number(m.sent_at)},
              {"ended-at", number(m.ended_at)},
              {"verdict", verdict_name(m.verdict)}};
  if (at.file != program.file) out["file"] = at.file.string();
  if (m.instance != 0) out["run"] = m.instance + 1;
  if (m.dialogue) out["dialogue"] = program.dialogues[*m.dialogue];
  if (!m.summary.empty()) out["summary"] = m.summary;
  if (!m.note.empty()) out["note"] = m.note;
  if (!m.octets.empty()) out["octets"] = to_hex(m.octets);
  Json differences = Json::array();
  for (const Comparison& c : m.comparisons) {
    if (!c.differs) continue;
    const scenario::SourcePlace of_field = program.sources.place(c.mark.line != 0 ? c.mark : step.mark);
    differences.push_back({{"field", c.path},
                           {"expected", c.expected},
                           {"received", c.received},
                           {"line", of_field.mark.line},
                           {"column", of_field.mark.column}});
    if (of_field.file != program.file) differences.back()["file"] = of_field.file.string();
  }
  if (!differences.empty()) out["differences"] = std::move(differences);
  return out;
}

Json scenario_json(const Scenario& s) {
  const scenario::Program& program = *s.program;
  Json out = {{"name", program.name},
              {"title", program.title},
              {"file", program.file.string()},
              {"verdict", verdict_name(s.verdict)},
              {"ended-at", number(s.ended)}};
  if (!s.capture.empty()) out["capture"] = s.capture;
  if (!s.problem.empty()) out["problem"] = s.problem;
  out["steps"] = Json::array();
  for (const Message& m : s.messages) out["steps"].push_back(step_json(s, m));
  out["notes"] = Json::array();
  for (const Note& n : s.notes)
    out["notes"].push_back({{"at", number(n.at)}, {"endpoint", n.endpoint}, {"text", n.text}});
  if (s.messages_left_out != 0) out["steps-left-out"] = s.messages_left_out;
  if (s.notes_left_out != 0) out["notes-left-out"] = s.notes_left_out;
  return out;
}

// FNV-1a: the same failure at the same place is the same finding in the next run.
std::string fingerprint(const std::string& text) {
  std::uint64_t hash = 14695981039346656037U;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
  char out[17];
  std::snprintf(out, sizeof out, "%016llx", static_cast<unsigned long long>(hash));
  return out;
}

}  // namespace

std::string result_json(const std::deque<Scenario>& scenarios) {
  const auto passed = std::ranges::count(scenarios, scenario::Verdict::pass, &Scenario::verdict);
  Json out = {{"format", kResultFormat},
              {"mapsim", cli::kVersion},
              {"verdict", verdict_name(worst(scenarios))},
              {"passed", passed},
              {"scenarios", Json::array()}};
  for (const Scenario& s : scenarios) out["scenarios"].push_back(scenario_json(s));
  return text_of(out);
}

std::string code_quality_json(const std::deque<Scenario>& scenarios) {
  Json out = Json::array();
  for (const Scenario& s : scenarios) {
    for (const Failure& f : failures_of(s)) {
      const scenario::SourcePlace at = s.program->sources.place(f.mark);
      const std::string file = at.file.lexically_normal().generic_string();
      const std::string text = s.program->name + ", " + f.title + ": " + f.text;
      out.push_back({{"description", text},
                     {"check_name", "mapsim"},
                     {"fingerprint", fingerprint(file + "\n" + text)},
                     {"severity", "major"},
                     {"location", {{"path", file}, {"lines", {{"begin", at.mark.line}}}}}});
    }
  }
  return text_of(out);
}

}  // namespace mapsim::report
