// Messages of which only some parts came so far: IP datagrams, messages of SCTP, messages of SCCP.
#pragma once

#include <list>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>

#include "tools/anonymize/piece.h"

namespace mapsim::cli::anonymize {

struct Fragment {
  std::uint32_t at = 0;    // its place in what has one key: an offset, a TSN, a count
  std::uint32_t next = 0;  // the place of the one that follows
  bool first = false;
  bool last = false;
  Part part;
};

class Fragments {
 public:
  // Of one key; beyond it they are given up.
  static constexpr std::size_t kMostOfOneKey = 1024;

  explicit Fragments(Editor& editor) : editor_(editor) {}

  // Everything from a first to a last fragment of `key`, when this was the one that was missing; the
  // fragments hold their pieces until then. One that was complete before, and comes again with the same
  // octets, gets at once what it became then. `restarts`: a first fragment ends what was begun before with
  // its key.
  std::optional<PiecePtr> add(const std::string& key, const Fragment& fragment, std::string_view what,
                              bool restarts = false);

  // The fragment that waits longest is not understood, since the rest of its message is not there.
  void give_up_oldest();
  bool empty() const { return waiting_.empty(); }

 private:
  struct Waiting {
    std::string key;
    Fragment fragment;
    Copies copies;
    std::string_view what;
    std::uint64_t frame = 0;
  };
  using Place = std::list<Waiting>::iterator;
  using Places = std::map<std::uint32_t, Place>;
  struct Became {
    Octets original;
    Octets octets;
  };

  void give_up(Place place);
  void give_up_all(const std::string& key);
  std::optional<PiecePtr> complete(const std::string& key, Place place);
  bool came_before(const std::string& key, const Fragment& fragment);
  void remember(const std::string& key, const std::vector<Place>& places, Piece& piece);

  static constexpr std::size_t kMostRemembered = 4 << 20;  // octets of fragments that may come again

  Editor& editor_;
  std::list<Waiting> waiting_;  // the oldest first
  std::unordered_map<std::string, Places> by_key_;
  std::map<std::string, Became> became_;  // by key and place
  std::list<std::string> remembered_;     // the keys of became_, the oldest first
  std::size_t remembered_octets_ = 0;
};

}  // namespace mapsim::cli::anonymize
