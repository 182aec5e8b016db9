#include "scenarios/engine/source_files.h"

#include <algorithm>

#include "scenarios/engine/program.h"

namespace mapsim::scenario {

int SourceFiles::add(std::filesystem::path file, int lines) {
  const int before = lines_;
  files_.push_back({std::move(file), before});
  // What is missing at the end of a file may be told of the line behind its last one.
  lines_ += lines + 1;
  return before;
}

SourcePlace SourceFiles::place(Mark mark) const {
  if (files_.empty()) return {{}, mark};
  if (mark.line == 0) return {files_.front().path, mark};
  const auto after = std::ranges::find_if(files_, [&](const File& file) { return file.before >= mark.line; });
  const File& file = after == files_.begin() ? files_.front() : *(after - 1);
  mark.line -= file.before;
  return {file.path, mark};
}

bool Program::needs_simulated_links() const {
  return std::ranges::any_of(steps, [](const Step& step) {
    const auto* message = std::get_if<MessageStep>(&step.what);
    return std::holds_alternative<LinkStep>(step.what) || (message != nullptr && message->is_held_back());
  });
}

std::string Program::line_text(Mark mark) const {
  const SourcePlace place = sources.place(mark);
  const std::string line = "line " + std::to_string(place.mark.line);
  return place.file.empty() || place.file == file ? line : place.file.filename().string() + " " + line;
}

std::string to_text(const SourcePlace& place) {
  std::string text = place.file.string();
  if (place.mark.line != 0)
    text += ":" + std::to_string(place.mark.line) + ":" + std::to_string(place.mark.column);
  return text;
}

}  // namespace mapsim::scenario
