#include "tools/corpus/check.h"

#include <algorithm>

namespace mapsim::corpus {

namespace {

struct Leaf {
  std::string path;
  const Value* value;
};

void leaves(const Value& value, const std::string& path, std::vector<Leaf>& out) {
  if (const auto* map = value.if_map()) {
    for (const Value::Member& m : *map) leaves(m.value, path.empty() ? m.name : path + "." + m.name, out);
  } else if (const auto* list = value.if_list()) {
    for (std::size_t i = 0; i < list->size(); ++i)
      leaves((*list)[i], path + "[" + std::to_string(i) + "]", out);
  } else if (!value.is_null()) {
    out.push_back({path, &value});
  }
}

// Octets that hold what other fields say.
bool is_container(const Leaf& leaf) {
  return leaf.value->if_octets() != nullptr &&
         (leaf.path.ends_with(".parameter") || leaf.path.ends_with(".user-information")) &&
         leaf.path.starts_with("tcap.");
}

}  // namespace

Result<void> state(const std::vector<Sent>& sent, std::vector<known::Message>& decoded) {
  if (sent.size() != decoded.size()) {
    return fail(Error{.layer = "corpus",
                      .text = std::to_string(sent.size()) + " messages were made, " +
                              std::to_string(decoded.size()) + " are read"});
  }
  for (std::size_t i = 0; i < sent.size(); ++i) {
    known::Message& message = decoded[i];
    message.violation = sent[i].violation;
    if (const Value* context = sent[i].stated.find_path("map.application-context")) {
      message.context = *context->if_string();
      message.version = known::version_of(message.context);
    }
    // Elements that a wrong guess of the version has no name for.
    if (!message.certain) {
      std::erase_if(message.fields,
                    [](const known::Field& f) { return f.path.find(".unknown[") != std::string::npos; });
    }
    std::vector<Leaf> stated;
    leaves(sent[i].stated, "", stated);
    for (const Leaf& leaf : stated) {
      if (is_container(leaf)) continue;
      const auto at = std::ranges::find(message.fields, leaf.path, &known::Field::path);
      const bool same = at != message.fields.end() && at->value == *leaf.value;
      if (same) {
        at->stated = true;
      } else if (!message.certain && leaf.path.starts_with("map.")) {
        // The capture does not tell; whoever made it knows.
        if (at != message.fields.end()) {
          at->value = *leaf.value;
          at->stated = true;
        } else {
          message.fields.push_back(
              {.path = leaf.path, .value = *leaf.value, .places = {}, .in_tcap = {}, .stated = true});
        }
      } else if (!message.violation) {
        return fail(Error{.layer = "corpus",
                          .field = "frame " + std::to_string(message.frame) + ", " + leaf.path,
                          .text = "stated " + leaf.value->to_text() + ", read " +
                                  (at == message.fields.end() ? "nothing" : at->value.to_text())});
      }
    }
  }
  return {};
}

}  // namespace mapsim::corpus
