#include "tools/format/source_lines.h"

#include <algorithm>

namespace mapsim::cli::format {

namespace {

constexpr std::string_view kSpace = " \t";

std::size_t indentation(std::string_view line) {
  return std::min(line.find_first_not_of(kSpace), line.size());
}

// "text: >-" and the like: a block scalar follows.
bool opens_block(std::string_view line) {
  while (!line.empty() && (line.back() == ' ' || line.back() == '\t')) line.remove_suffix(1);
  const auto last = line.find_last_of(kSpace);
  if (last == std::string_view::npos) return false;
  const std::string_view indicator = line.substr(last + 1);
  const char before = line.find_last_not_of(kSpace, last) == std::string_view::npos
                          ? '\0'
                          : line[line.find_last_not_of(kSpace, last)];
  return (indicator.front() == '|' || indicator.front() == '>') && indicator.size() <= 3 &&
         (before == ':' || before == '-');
}

class Reader {
 public:
  void line(std::string_view text) {
    ++number_;
    const bool blank = indentation(text) == text.size();
    out.empty.push_back(blank && quote_ == '\0');
    if (quote_ == '\0' && in_block(text, blank)) return;
    scan(text);
  }

  SourceLines out;

 private:
  bool in_block(std::string_view text, bool blank) {
    if (!block_) return false;
    if (blank) return true;
    if (block_indentation_ == 0) {
      block_indentation_ = indentation(text);
      if (block_indentation_ <= opened_at_) block_ = false;
    } else if (indentation(text) < block_indentation_) {
      block_ = false;
    }
    return block_;
  }

  void scan(std::string_view text) {
    const std::size_t start = indentation(text);
    bool token_start = true;
    std::size_t end = text.size();
    for (std::size_t i = 0; i < text.size(); ++i) {
      const char c = text[i];
      if (quote_ != '\0') {
        if (c == '\\' && quote_ == '"') {
          ++i;
        } else if (c == quote_) {
          if (quote_ == '\'' && i + 1 < text.size() && text[i + 1] == '\'') {
            ++i;
          } else {
            quote_ = '\0';
            token_start = false;
          }
        }
        continue;
      }
      if (c == '#' && (i == 0 || kSpace.find(text[i - 1]) != std::string_view::npos)) {
        out.comments.push_back({number_, static_cast<int>(i) + 1, std::string(text.substr(i)), i == start});
        end = i;
        break;
      }
      if (token_start && (c == '"' || c == '\'')) quote_ = c;
      if (token_start && (c == '&' || c == '*')) out.anchors.push_back({number_, static_cast<int>(i) + 1});
      const bool separates = c == '[' || c == '{' || c == ',' || c == ']' || c == '}' ||
                             ((c == ':' || c == '-') && (i + 1 == text.size() || text[i + 1] == ' '));
      token_start = separates || (token_start && kSpace.find(c) != std::string_view::npos);
    }
    if (quote_ == '\0' && opens_block(text.substr(0, end))) {
      block_ = true;
      block_indentation_ = 0;
      opened_at_ = start;
    }
  }

  int number_ = 0;
  char quote_ = '\0';
  bool block_ = false;
  std::size_t block_indentation_ = 0;  // 0: its first line has not come yet
  std::size_t opened_at_ = 0;
};

}  // namespace

SourceLines read_lines(std::string_view text) {
  Reader reader;
  while (!text.empty()) {
    const auto end = text.find('\n');
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    reader.line(line);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return std::move(reader.out);
}

}  // namespace mapsim::cli::format
