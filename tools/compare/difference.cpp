#include "tools/compare/difference.h"

#include <algorithm>
#include <unordered_map>

namespace mapsim::cli {

namespace {

void collect(const Value* a, const Value* b, const std::string& path, std::vector<Difference>& out) {
  if (a != nullptr && b != nullptr) {
    if (*a == *b) return;
    const auto* map_a = a->if_map();
    const auto* map_b = b->if_map();
    if (map_a != nullptr && map_b != nullptr) {
      const std::string start = path.empty() ? "" : path + ".";
      for (const Value::Member& m : *map_a) collect(&m.value, b->find(m.name), start + m.name, out);
      for (const Value::Member& m : *map_b) {
        if (a->find(m.name) == nullptr) collect(nullptr, &m.value, start + m.name, out);
      }
      return;
    }
    const auto* list_a = a->if_list();
    const auto* list_b = b->if_list();
    if (list_a != nullptr && list_b != nullptr) {
      for (std::size_t i = 0; i < std::max(list_a->size(), list_b->size()); ++i) {
        collect(i < list_a->size() ? &(*list_a)[i] : nullptr, i < list_b->size() ? &(*list_b)[i] : nullptr,
                path + "[" + std::to_string(i) + "]", out);
      }
      return;
    }
  }
  const auto text = [](const Value* v) { return v != nullptr ? std::optional(v->to_text()) : std::nullopt; };
  out.push_back({path, text(a), text(b)});
}

}  // namespace

std::vector<Difference> differences(const Value& a, const Value& b) {
  std::vector<Difference> out;
  collect(&a, &b, "", out);
  return out;
}

std::vector<MessageDifference> differences(const DialogueContent& a, const DialogueContent& b) {
  std::vector<MessageDifference> out;
  for (std::size_t i = 0; i < std::max(a.messages.size(), b.messages.size()); ++i) {
    std::vector<Difference> found;
    collect(i < a.messages.size() ? &a.messages[i] : nullptr,
            i < b.messages.size() ? &b.messages[i] : nullptr, "", found);
    for (Difference& d : found) out.push_back({i + 1, std::move(d)});
  }
  return out;
}

Pairing pair(const std::vector<DialogueContent>& a, const std::vector<DialogueContent>& b) {
  Pairing out;
  std::unordered_map<std::string, std::vector<std::size_t>> free;  // of B by kind, in order
  for (std::size_t i = 0; i < b.size(); ++i) free[b[i].kind].push_back(i);
  for (std::size_t i = 0; i < a.size(); ++i) {
    auto& candidates = free[a[i].kind];
    if (candidates.empty()) {
      out.only_a.push_back(i);
      continue;
    }
    std::size_t best = 0;
    std::size_t least = SIZE_MAX;
    for (std::size_t c = 0; c < std::min(candidates.size(), kMaxCandidates); ++c) {
      const std::size_t count = differences(a[i], b[candidates[c]]).size();
      if (count < least) {
        least = count;
        best = c;
      }
    }
    out.pairs.push_back({i, candidates[best]});
    candidates.erase(candidates.begin() + static_cast<std::ptrdiff_t>(best));
  }
  for (const auto& [kind, rest] : free) out.only_b.insert(out.only_b.end(), rest.begin(), rest.end());
  std::ranges::sort(out.only_b);
  return out;
}

}  // namespace mapsim::cli
