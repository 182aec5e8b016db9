#include "scenarios/engine/yaml_document.h"

#include <algorithm>
#include <map>
#include <optional>
#include <sstream>
#include <utility>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include "scenarios/engine/source_text.h"

namespace mapsim::scenario {

const YamlMember* YamlNode::find(std::string_view name) const {
  for (const YamlMember& member : members) {
    if (member.name == name) return &member;
  }
  return nullptr;
}

std::string YamlNode::describe() const {
  switch (kind) {
    case Kind::null:
      return "nothing";
    case Kind::list:
      return "a list";
    case Kind::map:
      return "a map";
    case Kind::plain:
    case Kind::quoted:
      break;
  }
  constexpr std::size_t kShown = 60;
  return "'" + (text.size() > kShown ? text.substr(0, kShown) + "…" : text) + "'";
}

namespace {

// Thrown through yaml-cpp's parser to stop it, caught in parse_yaml.
struct Refused {
  Error error;
};

Error document_mistake(Mark mark, std::string text) {
  return Error{.layer = "scenario", .text = std::move(text), .mark = mark};
}

class Builder : public YAML::EventHandler {
 public:
  explicit Builder(const SourceText& source) : source_(source) {}

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    YamlNode node;
    node.mark = place(mark);
    complete(std::move(node), anchor);
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto known = anchors_.find(anchor);
    if (known == anchors_.end()) refuse(place(mark), "an alias cannot stand inside of what it stands for");
    count(known->second.nodes, place(mark));
    if (depth() + known->second.depth > kMaxYamlDepth) refuse_depth(place(mark));
    if (!stack_.empty()) stack_.back().deepest = std::max(stack_.back().deepest, known->second.depth);
    YamlNode node = known->second.node;
    node.mark = place(mark);
    complete(std::move(node), 0);
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    YamlNode node;
    node.mark = place(mark);
    node.text = value;
    node.kind = YamlNode::Kind::plain;
    if (tag == "!" || tag == "tag:yaml.org,2002:str") {
      node.kind = YamlNode::Kind::quoted;
      check_closed(node.mark);
    } else if (tag == "!=") {
      node.negated = true;
    } else if (tag != "?" && !tag.empty()) {
      refuse_tag(node.mark, tag);
    }
    complete(std::move(node), anchor);
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(YamlNode::Kind::list, mark, tag, anchor);
  }
  void OnSequenceEnd() override { close(); }

  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(YamlNode::Kind::map, mark, tag, anchor);
  }
  void OnMapEnd() override { close(); }

  std::optional<YamlNode> root;
  std::vector<Error> errors;

 private:
  struct Open {
    YamlNode node;
    YAML::anchor_t anchor = 0;
    std::size_t first_node = 0;  // how many nodes there were before it
    int deepest = 0;             // levels below
    std::optional<std::pair<std::string, Mark>> key;
  };
  struct Anchored {
    YamlNode node;
    std::size_t nodes = 1;
    int depth = 0;
  };

  [[noreturn]] static void refuse(Mark mark, std::string text) {
    throw Refused{document_mistake(mark, std::move(text))};
  }
  [[noreturn]] static void refuse_depth(Mark mark) {
    refuse(mark, "maps and lists are nested deeper than " + std::to_string(kMaxYamlDepth) + " levels");
  }
  [[noreturn]] static void refuse_tag(Mark mark, const std::string& tag) {
    refuse(mark, "the tag '" + tag + "' is not part of the language; a value that begins with '!' is quoted");
  }

  Mark place(const YAML::Mark& mark) const { return source_.place(mark.line, mark.column); }
  int depth() const { return static_cast<int>(stack_.size()); }

  void count(std::size_t nodes, Mark mark) {
    nodes_ += nodes;
    if (nodes_ > kMaxYamlNodes) {
      refuse(mark,
             "the file has more than " + std::to_string(kMaxYamlNodes) + " values, aliases written out");
    }
  }

  // yaml-cpp reads a quote that is never closed as if it ended with the file.
  void check_closed(Mark mark) const {
    if (!source_.quote_is_closed(mark)) refuse(mark, "this quote is never closed");
  }

  void open(YamlNode::Kind kind, const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor) {
    if (depth() >= kMaxYamlDepth) refuse_depth(place(mark));
    if (tag != "?" && !tag.empty()) refuse_tag(place(mark), tag);
    if (expects_key()) refuse(place(mark), "a name is expected here, not a list or a map");
    Open entry;
    entry.node.kind = kind;
    entry.node.mark = place(mark);
    entry.anchor = anchor;
    entry.first_node = nodes_;
    stack_.push_back(std::move(entry));
    count(1, stack_.back().node.mark);
  }

  void close() {
    Open done = std::move(stack_.back());
    stack_.pop_back();
    if (!stack_.empty()) stack_.back().deepest = std::max(stack_.back().deepest, done.deepest + 1);
    if (done.anchor != 0) anchors_[done.anchor] = {done.node, nodes_ - done.first_node, done.deepest + 1};
    place_in_parent(std::move(done.node));
  }

  void complete(YamlNode node, YAML::anchor_t anchor) {
    count(1, node.mark);
    if (anchor != 0) anchors_[anchor] = {node, 1, 0};
    place_in_parent(std::move(node));
  }

  bool expects_key() const {
    return !stack_.empty() && stack_.back().node.kind == YamlNode::Kind::map && !stack_.back().key;
  }

  void place_in_parent(YamlNode node) {
    if (stack_.empty()) {
      root = std::move(node);
      return;
    }
    Open& parent = stack_.back();
    if (parent.node.kind == YamlNode::Kind::list) {
      parent.node.items.push_back(std::move(node));
    } else if (!parent.key) {
      if (!node.is_scalar()) refuse(node.mark, "a name is expected here, found " + node.describe());
      parent.key.emplace(std::move(node.text), node.mark);
    } else {
      add_member(parent, std::move(node));
    }
  }

  void add_member(Open& parent, YamlNode node) {
    auto [name, mark] = std::move(*parent.key);
    parent.key.reset();
    // An empty value has the place of whatever follows it; its name is where a reader looks.
    if (node.kind == YamlNode::Kind::null && node.mark.line != mark.line) node.mark = mark;
    if (const YamlMember* first = parent.node.find(name)) {
      errors.push_back(document_mistake(
          mark, "'" + name + "' stands here twice, first in line " + std::to_string(first->mark.line)));
      return;
    }
    parent.node.members.push_back({std::move(name), mark, std::move(node)});
  }

  const SourceText& source_;
  std::vector<Open> stack_;
  std::map<YAML::anchor_t, Anchored> anchors_;
  std::size_t nodes_ = 0;
};

void parse_document(const SourceText& source, YamlDocument& document) {
  Builder builder(source);
  try {
    std::istringstream in(source.text());
    YAML::Parser parser(in);
    parser.HandleNextDocument(builder);
    std::optional<YamlNode> root = std::move(builder.root);
    builder.root.reset();
    if (root) {
      document.root = std::move(*root);
      parser.HandleNextDocument(builder);
      if (builder.root) {
        builder.errors.push_back(document_mistake(
            builder.root->mark, "a file holds one scenario, but here a second document starts"));
      }
    }
  } catch (const YAML::Exception& e) {
    const Mark mark = source.place(e.mark.line, e.mark.column);
    builder.errors.push_back(source.explain(mark, e.msg));
  } catch (Refused& refused) {
    builder.errors.push_back(std::move(refused.error));
  }
  document.errors = std::move(builder.errors);
}

}  // namespace

YamlDocument parse_yaml(std::string_view text) {
  YamlDocument document;
  const SourceText source(text);
  if (const auto error = source.unreadable()) {
    document.errors.push_back(*error);
    return document;
  }
  parse_document(source, document);
  return document;
}

}  // namespace mapsim::scenario
