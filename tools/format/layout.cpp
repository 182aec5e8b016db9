#include "tools/format/layout.h"

#include <algorithm>
#include <map>

#include "tools/cli/printable.h"
#include "tools/format/order.h"
#include "tools/format/scalar.h"
#include "tools/format/source_lines.h"

namespace mapsim::cli::format {

namespace {

using scenario::YamlMember;
using scenario::YamlNode;
using Kind = YamlNode::Kind;

int last_line(const YamlNode& node) {
  int line = node.mark.line;
  for (const YamlNode& item : node.items) line = std::max(line, last_line(item));
  for (const YamlMember& m : node.members) line = std::max({line, m.mark.line, last_line(m.value)});
  return line;
}

bool is_collection(const YamlNode& node) {
  return (node.kind == Kind::list && !node.items.empty()) ||
         (node.kind == Kind::map && !node.members.empty());
}

// What its writer put into several lines; `line`: where its name or dash stands.
bool was_broken(const YamlNode& node, int line) {
  return is_collection(node) && last_line(node) > line;
}

// A line of its own in the result: a member of a map or an item of a list that is written in several lines.
struct Unit {
  int line = 0;
  int column = 0;
  std::vector<const Comment*> before;
  std::vector<const Comment*> beside;
  std::vector<const Comment*> behind;  // indented like it, at the end of the list or map that it is in
};

class Layout {
 public:
  Layout(const YamlNode& root, const SourceLines& lines) : root_(root), lines_(lines) {
    for (const YamlMember& m : root.members) add_member(m);
    for (int line = 1; line < units_.begin()->first; ++line) {
      if (lines.is_empty(line)) header_end_ = line;
    }
    for (const Comment& c : lines.comments) attach(c);
  }

  std::string text() {
    for (const Comment* c : header_) {
      if (lines_.is_empty(c->line - 1)) empty_line();
      out_ += c->text + "\n";
      if (lines_.is_empty(c->line + 1)) empty_line();
    }
    for (const YamlMember& m : root_.members) {
      const bool part = m.name == "endpoints" || m.name == "vars" || m.name == "steps";
      write_member(m, 0, "", part, &m == &root_.members.front());
    }
    for (const Comment* c : footer_) {
      if (lines_.is_empty(c->line - 1)) empty_line();
      out_ += c->text + "\n";
    }
    return std::move(out_);
  }

 private:
  // Units in the order of the file are found by line; those of one line are the outermost first.
  void add_member(const YamlMember& m) {
    units_[m.mark.line].push_back(&unit_of_[&m]);
    unit_of_[&m].line = m.mark.line;
    unit_of_[&m].column = m.mark.column;
    add_below(m.value, m.mark.line, m.name == "steps");
  }
  void add_item(const YamlNode& item, bool step) {
    units_[item.mark.line].push_back(&unit_of_[&item]);
    unit_of_[&item].line = item.mark.line;
    unit_of_[&item].column = std::max(1, item.mark.column - 2);  // of its dash
    add_below(item, item.mark.line, false, step);
  }
  void add_below(const YamlNode& node, int line, bool steps, bool step = false) {
    if (!is_collection(node) || !(steps || step || was_broken(node, line))) return;
    broken_[&node] = true;
    for (const YamlMember& m : node.members) add_member(m);
    for (const YamlNode& item : node.items) add_item(item, steps);
  }

  void attach(const Comment& c) {
    if (c.alone) {
      const auto next = units_.upper_bound(c.line);
      // What speaks of the whole file stays at its head, whatever the order of keys.
      if (next == units_.begin() && (c.line < header_end_ || c.text.starts_with("# yaml-language-server"))) {
        header_.push_back(&c);
      } else if (Unit& last = last_indented_like(c);
                 last.column > (next == units_.end() ? 1 : next->second.front()->column)) {
        last.behind.push_back(&c);
      } else if (next == units_.end()) {
        footer_.push_back(&c);
      } else {
        next->second.front()->before.push_back(&c);
      }
      return;
    }
    auto own = units_.upper_bound(c.line);
    if (own == units_.begin()) {
      footer_.push_back(&c);  // nothing stands before it: it cannot be beside anything
    } else {
      (--own)->second.back()->beside.push_back(&c);
    }
  }

  // The last unit before the comment that begins in its column, or left of it.
  Unit& last_indented_like(const Comment& c) {
    Unit* best = units_.begin()->second.front();
    for (const auto& [line, units] : units_) {
      if (line > c.line) break;
      for (Unit* unit : units) {
        if (unit->column <= c.column && unit->column >= best->column) best = unit;
        if (unit->column < best->column) best = unit;
      }
    }
    return *best;
  }

  void behind(const Unit& unit, std::size_t indent) {
    for (const Comment* c : unit.behind) {
      if (lines_.is_empty(c->line - 1)) empty_line();
      out_ += std::string(indent, ' ') + c->text + "\n";
    }
  }

  void empty_line() {
    if (!out_.empty() && !out_.ends_with("\n\n")) out_ += '\n';
  }

  // Comments and the empty line before a unit.
  void before(const Unit& unit, std::size_t indent, bool always_empty, bool first) {
    bool may_be_empty = !first;
    if (always_empty && may_be_empty) empty_line();
    for (const Comment* c : unit.before) {
      if (may_be_empty && lines_.is_empty(c->line - 1)) empty_line();
      out_ += std::string(indent, ' ') + c->text + "\n";
      may_be_empty = true;
    }
    if (may_be_empty && lines_.is_empty(unit.line - 1)) empty_line();
  }

  static std::string beside(const Unit& unit) {
    std::string out;
    for (const Comment* c : unit.beside) out += "  " + c->text;
    return out;
  }

  // `lead`: what stands in the line already, "- " of the item whose first member this is.
  void write_member(const YamlMember& m, std::size_t indent, const std::string& lead, bool always_empty,
                    bool first, const std::string& beside_item = "") {
    const Unit& unit = unit_of_.at(&m);
    if (lead.empty()) before(unit, indent, always_empty, first);
    const std::string start = (lead.empty() ? std::string(indent, ' ') : lead) + key_text(m.name) + ":";
    write_value(m.value, indent, start, beside(unit) + beside_item);
    behind(unit, indent);
  }

  void write_value(const YamlNode& value, std::size_t indent, const std::string& start,
                   const std::string& end) {
    if (!is_collection(value)) {
      out_ += start + " " + scalar_text(value, indent + 2, width(start) + 1, end) + "\n";
      return;
    }
    if (!broken_.contains(&value)) {
      const auto flow = flow_text(value);
      if (flow && width(start) + 1 + width(*flow) <= kWidth) {
        out_ += start + " " + *flow + end + "\n";
        return;
      }
      break_up(value);
    }
    out_ += start + end + "\n";
    write_below(value, indent + 2);
  }

  // Too wide for a line, or not to be written in one.
  void break_up(const YamlNode& node) {
    broken_[&node] = true;
    for (const YamlMember& m : node.members) unit_of_[&m].line = 0;
    for (const YamlNode& item : node.items) unit_of_[&item].line = 0;
  }

  void write_below(const YamlNode& node, std::size_t indent) {
    bool first = true;
    for (const YamlMember& m : node.members) {
      write_member(m, indent, "", false, first);
      first = false;
    }
    for (const YamlNode& item : node.items) {
      write_item(item, indent, first);
      first = false;
    }
  }

  // `lead`: "- " of the list whose first item this is.
  void write_item(const YamlNode& item, std::size_t indent, bool first, const std::string& lead = "") {
    const Unit& unit = unit_of_.at(&item);
    if (lead.empty()) before(unit, indent, false, first);
    if (is_collection(item) && !broken_.contains(&item)) {
      const auto flow = flow_text(item);
      if (!flow || indent + 2 + width(*flow) > kWidth) break_up(item);
    }
    const std::string dash = (lead.empty() ? std::string(indent, ' ') : lead) + "-";
    if (item.kind == Kind::map && broken_.contains(&item)) {
      const YamlMember& head = item.members.front();
      // Comments that came to stand inside of the item by the order of its keys go before it.
      for (const Comment* c : unit_of_.at(&head).before) out_ += std::string(indent, ' ') + c->text + "\n";
      write_member(head, indent + 2, dash + " ", false, true, beside(unit));
      for (std::size_t i = 1; i < item.members.size(); ++i)
        write_member(item.members[i], indent + 2, "", false, false);
    } else if (item.kind == Kind::list && broken_.contains(&item) && unit.beside.empty()) {
      const YamlNode& head = item.items.front();
      for (const Comment* c : unit_of_.at(&head).before) out_ += std::string(indent, ' ') + c->text + "\n";
      write_item(head, indent + 2, true, dash + " ");
      for (std::size_t i = 1; i < item.items.size(); ++i) write_item(item.items[i], indent + 2, false);
    } else {
      write_value(item, indent, dash, beside(unit));
    }
    behind(unit, indent);
  }

  const YamlNode& root_;
  const SourceLines& lines_;
  std::map<const void*, Unit> unit_of_;  // by member or item
  std::map<const YamlNode*, bool> broken_;
  std::map<int, std::vector<Unit*>> units_;
  std::vector<const Comment*> header_;
  int header_end_ = 0;  // the last empty line before the first key
  std::vector<const Comment*> footer_;
  std::string out_;
};

bool same(const YamlNode& a, const YamlNode& b) {
  if (a.kind != b.kind || a.text != b.text || a.negated != b.negated) return false;
  return std::ranges::equal(a.items, b.items, same) &&
         std::ranges::equal(a.members, b.members, [](const YamlMember& x, const YamlMember& y) {
           return x.name == y.name && same(x.value, y.value);
         });
}

}  // namespace

Laid lay_out(std::string_view source, bool write_out_anchors) {
  auto document = scenario::parse_yaml(source);
  if (!document.errors.empty()) return {"", std::move(document.errors)};
  if (document.root.kind != Kind::map || document.root.members.empty()) {
    return {"", {Error{.layer = "scenario", .text = "expected a scenario, a map", .mark = {1, 1}}}};
  }
  const SourceLines lines = read_lines(source);
  if (!lines.anchors.empty() && !write_out_anchors) {
    return {
        "",
        {Error{
            .layer = "scenario",
            .text = "the canonical layout has no anchors and aliases; --force writes out what they stand for",
            .mark = lines.anchors.front()}}};
  }
  put_in_order(document.root);
  Laid laid{Layout(document.root, lines).text(), {}};
  const auto again = scenario::parse_yaml(laid.text);
  const auto comments = read_lines(laid.text).comments.size();
  if (!again.errors.empty() || !same(again.root, document.root) || comments != lines.comments.size()) {
    return {"",
            {Error{.layer = "scenario",
                   .text = "this file cannot be laid out anew without a change",
                   .mark = {1, 1}}}};
  }
  return laid;
}

}  // namespace mapsim::cli::format
