#include "scenarios/engine/csv_reader.h"

namespace mapsim::scenario {

CsvReader::CsvReader(std::string_view text) : text_(text) {
  if (text_.starts_with("\xEF\xBB\xBF")) text_.remove_prefix(3);  // byte order mark of spreadsheets
}

bool CsvReader::at_line_end() const {
  return at_ >= text_.size() || text_[at_] == '\n' || text_.substr(at_, 2) == "\r\n";
}

void CsvReader::take() {
  const char c = text_[at_++];
  if (c == '\n') {
    ++mark_.line;
    mark_.column = 1;
  } else if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) {
    ++mark_.column;
  }
}

bool CsvReader::next(std::vector<CsvField>& row) {
  row.clear();
  unfolded_.clear();
  while (at_ < text_.size() && at_line_end()) take();
  if (at_ >= text_.size()) return false;
  for (;;) {
    row.push_back(text_[at_] == '"' ? read_quoted() : read_field());
    if (at_line_end()) break;
    take();  // the comma
    if (at_ < text_.size()) continue;
    row.push_back({{}, mark_});
    break;
  }
  while (at_ < text_.size() && text_[at_] != '\n') take();
  if (at_ < text_.size()) take();
  return true;
}

CsvField CsvReader::read_field() {
  const Mark mark = mark_;
  const std::size_t start = at_;
  for (; !at_line_end() && text_[at_] != ','; take()) {
    if (text_[at_] == '"') fault(CsvFault::Kind::quotes_inside, mark_, mark);
  }
  return {text_.substr(start, at_ - start), mark};
}

CsvField CsvReader::read_quoted() {
  const Mark mark = mark_;
  take();
  std::size_t start = at_;
  std::string* whole = nullptr;
  for (;; take()) {
    if (at_ >= text_.size()) {
      fault(CsvFault::Kind::quotes_not_closed, mark, mark);
      return {text_.substr(start), mark};
    }
    if (text_[at_] != '"') continue;
    if (at_ + 1 >= text_.size() || text_[at_ + 1] != '"') break;
    if (whole == nullptr) whole = &unfolded_.emplace_back();
    whole->append(text_.substr(start, at_ + 1 - start));
    take();
    start = at_ + 1;
  }
  std::string_view text = text_.substr(start, at_ - start);
  if (whole != nullptr) text = whole->append(text);
  take();
  if (!at_line_end() && text_[at_] != ',') {
    fault(CsvFault::Kind::text_behind_quotes, mark_, mark);
    while (!at_line_end() && text_[at_] != ',') take();
  }
  return {text, mark};
}

}  // namespace mapsim::scenario
