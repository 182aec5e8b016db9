#include "tools/anonymize/fragments.h"

#include <algorithm>

namespace mapsim::cli::anonymize {

namespace {

std::string place_key(const std::string& key, std::uint32_t at) {
  return key + "@" + std::to_string(at);
}

}  // namespace

void Fragments::give_up(Place place) {
  editor_.frame = place->frame;
  for (const Part& part : place->copies) {
    editor_.unknown(part.octets(), place->what);
    part.piece->release();
  }
  const auto places = by_key_.find(place->key);
  places->second.erase(place->fragment.at);
  if (places->second.empty()) by_key_.erase(places);
  waiting_.erase(place);
}

void Fragments::give_up_oldest() {
  give_up(waiting_.begin());
}

void Fragments::give_up_all(const std::string& key) {
  for (auto places = by_key_.find(key); places != by_key_.end(); places = by_key_.find(key)) {
    give_up(places->second.begin()->second);
  }
}

bool Fragments::came_before(const std::string& key, const Fragment& fragment) {
  const auto at = became_.find(place_key(key, fragment.at));
  const OctetSpan octets = fragment.part.octets();
  if (at == became_.end() || !equal(at->second.original, octets)) return false;
  std::ranges::copy(at->second.octets, octets.begin());
  return true;
}

std::optional<PiecePtr> Fragments::add(const std::string& key, const Fragment& fragment,
                                       std::string_view what, bool restarts) {
  if (came_before(key, fragment)) return std::nullopt;
  const std::uint64_t frame = editor_.frame;
  if (const auto places = by_key_.find(key); places != by_key_.end()) {
    const auto same = places->second.find(fragment.at);
    if (same != places->second.end() &&
        equal(same->second->copies.front().octets(), fragment.part.octets())) {
      fragment.part.piece->hold();
      same->second->copies.push_back(fragment.part);
      return std::nullopt;
    }
    // Other octets in the same place are of another message.
    const bool full = places->second.size() >= kMostOfOneKey;
    if (same != places->second.end() || (restarts && fragment.first) || full) give_up_all(key);
  }
  editor_.frame = frame;
  fragment.part.piece->hold();
  const Place place =
      waiting_.insert(waiting_.end(), Waiting{key, fragment, {fragment.part}, what, editor_.frame});
  by_key_[key][fragment.at] = place;
  return complete(key, place);
}

std::optional<PiecePtr> Fragments::complete(const std::string& key, Place place) {
  const Places& places = by_key_[key];
  std::vector<Place> run = {place};
  // Fragments without octets lead to themselves: no run is longer than there are fragments.
  while (!run.back()->fragment.first) {
    // The one before it has the next lower place, or the highest where TSNs begin again at 0.
    auto before = places.find(run.back()->fragment.at);
    before = before == places.begin() ? std::prev(places.end()) : std::prev(before);
    const Fragment& f = before->second->fragment;
    if (f.next != run.back()->fragment.at || f.last || run.size() > places.size()) return std::nullopt;
    run.push_back(before->second);
  }
  std::reverse(run.begin(), run.end());
  while (!run.back()->fragment.last) {
    const auto behind = places.find(run.back()->fragment.next);
    if (behind == places.end() || behind->second->fragment.first || run.size() > places.size())
      return std::nullopt;
    run.push_back(behind->second);
  }
  std::vector<Copies> copies;
  for (const Place& p : run) copies.push_back(p->copies);
  PiecePtr piece = join(copies);
  remember(key, run, *piece);
  for (const Place& p : run) {
    for (const Part& part : p->copies) part.piece->release();
    by_key_[key].erase(p->fragment.at);
    waiting_.erase(p);
  }
  if (by_key_[key].empty()) by_key_.erase(key);
  return piece;
}

// When the piece is released it is known what its fragments became.
void Fragments::remember(const std::string& key, const std::vector<Place>& places, Piece& piece) {
  std::vector<std::pair<std::string, Octets>> originals;
  for (const Place& p : places) {
    const OctetSpan octets = p->copies.front().octets();
    originals.emplace_back(place_key(key, p->fragment.at), Octets(octets.begin(), octets.end()));
  }
  piece.at_release([this, originals = std::move(originals), &piece] {
    std::size_t at = 0;
    for (const auto& [name, original] : originals) {
      const OctetSpan now = piece.octets().subspan(at, original.size());
      at += original.size();
      const auto [row, fresh] = became_.insert_or_assign(name, Became{original, {now.begin(), now.end()}});
      if (!fresh) continue;
      remembered_.push_back(name);
      remembered_octets_ += original.size();
    }
    while (remembered_octets_ > kMostRemembered) {
      const auto oldest = became_.find(remembered_.front());
      remembered_octets_ -= std::min(remembered_octets_, oldest->second.original.size());
      became_.erase(oldest);
      remembered_.pop_front();
    }
  });
}

}  // namespace mapsim::cli::anonymize
