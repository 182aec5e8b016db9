#include "scenarios/engine/included_file.h"

#include <algorithm>
#include <fstream>

#include "scenarios/engine/program.h"

namespace mapsim::scenario {

namespace {

namespace fs = std::filesystem;

void move_down(YamlNode& node, int lines) {
  node.mark.line += lines;
  for (YamlNode& item : node.items) move_down(item, lines);
  for (YamlMember& member : node.members) {
    member.mark.line += lines;
    move_down(member.value, lines);
  }
}

bool is_read_already(const fs::path& file, const Reading& reading) {
  std::error_code error;
  return std::ranges::any_of(reading.chain,
                             [&](const fs::path& open) { return fs::equivalent(open, file, error); });
}

}  // namespace

int count_lines(std::string_view text) {
  return 1 + static_cast<int>(std::ranges::count_if(text, [](char c) { return c == '\n' || c == '\r'; }));
}

std::optional<std::string> read_text(const fs::path& file, std::size_t limit) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return std::nullopt;
  // In pieces: files are small, and to clear room for the largest takes longer than to load one.
  constexpr std::size_t kPiece = 16 << 10;
  std::string text;
  while (in && text.size() <= limit) {
    const std::size_t before = text.size();
    text.resize(std::min(before + kPiece, limit + 1));
    in.read(text.data() + before, static_cast<std::streamsize>(text.size() - before));
    text.resize(before + static_cast<std::size_t>(in.gcount()));
  }
  if (in.bad()) return std::nullopt;
  return text;
}

std::optional<YamlNode> read_included(const YamlNode& name, Reading& reading, Mistakes& mistakes) {
  const auto refuse = [&](std::string text) {
    mistakes.add(name.mark, std::move(text));
    return std::nullopt;
  };
  if (!name.is_scalar() || name.text.empty()) {
    return refuse("expected the name of a file, relative to this one, found " + name.describe());
  }
  if (fs::path(name.text).is_absolute()) {
    return refuse("'" + name.text +
                  "' is an absolute path; a file is named relative to the one that includes it");
  }
  const fs::path file = (reading.chain.back().parent_path() / name.text).lexically_normal();
  std::error_code error;
  if (!fs::is_regular_file(file, error)) return refuse("there is no file '" + file.string() + "'");
  if (is_read_already(file, reading)) return refuse("'" + file.string() + "' would include itself");
  // The first file of all is the scenario's own.
  if (reading.sources.size() > kMaxIncludes) {
    return refuse("a scenario includes more than " + std::to_string(kMaxIncludes) + " files");
  }
  const auto text = read_text(file, kMaxFileSize - reading.octets);
  if (!text) return refuse("'" + file.string() + "' cannot be read");
  if (text->size() > kMaxFileSize - reading.octets)
    return refuse("the included files are larger than 16 MiB");
  reading.octets += text->size();
  YamlDocument document = parse_yaml(*text);
  const int before = reading.sources.add(file, count_lines(*text));
  for (Error& e : document.errors) {
    e.mark.line += before;
    mistakes.add(std::move(e));
  }
  if (document.root.kind == YamlNode::Kind::null) {
    if (document.errors.empty()) mistakes.add(Mark{before + 1, 1}, "the file is empty");
    return std::nullopt;
  }
  move_down(document.root, before);
  reading.chain.push_back(file);
  return std::move(document.root);
}

}  // namespace mapsim::scenario
