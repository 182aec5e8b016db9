#include "tools/cli/automatic.h"

#include <ostream>

#include "tools/cli/printable.h"

namespace mapsim::cli {

std::optional<std::vector<world::Prepared>> prepare_automatic(const std::vector<scenario::Program>& programs,
                                                              std::uint64_t seed, Output& output,
                                                              std::optional<std::int64_t> epoch,
                                                              const std::vector<scenario::lab::Plan>& plans) {
  std::vector<world::Prepared> prepared;
  std::size_t mistakes = 0;
  for (std::size_t i = 0; i < programs.size(); ++i) {
    const scenario::Cast* cast = i < plans.size() ? &plans[i].cast : nullptr;
    prepared.push_back(world::prepare(programs[i], seed, epoch, cast));
    for (const std::string& text : prepared.back().mistakes) output.err << printable(text) << '\n';
    mistakes += prepared.back().mistakes.size();
  }
  if (mistakes == 0) return prepared;
  output.err << mistakes << (mistakes == 1 ? " mistake" : " mistakes") << '\n';
  return std::nullopt;
}

namespace {

// What the books of a role count; only at an SMSC something waits.
struct Words {
  const char* taken;
  const char* done;
  bool waits;
};

Words words(const world::Behaviour& behaviour) {
  switch (behaviour.setting().role) {
    case scenario::Role::hlr:
      return {" enquiries", " answered", false};
    case scenario::Role::smsc:
      return {" accepted", " delivered", true};
    default:
      return {" attempts", " delivered", false};
  }
}

std::string counts(const world::Books& books, const Words& words, const char* separator) {
  std::string out =
      std::to_string(books.accepted) + words.taken + separator + std::to_string(books.delivered) + words.done;
  if (words.waits) out += ", " + std::to_string(books.waiting) + " waiting";
  return out;
}

}  // namespace

std::string short_books_line(const world::Behaviour& behaviour) {
  return counts(behaviour.books(), words(behaviour), ", ");
}

std::string books_line(const world::Behaviour& behaviour) {
  const world::Books books = behaviour.books();
  std::string line =
      counts(books, words(behaviour), ": ") + ", " + std::to_string(books.refused_in_all()) + " refused";
  std::string causes;
  for (const auto& [cause, count] : books.refused)
    causes += (causes.empty() ? "" : ", ") + std::to_string(count) + " " + cause;
  return causes.empty() ? line : line + " (" + causes + ")";
}

}  // namespace mapsim::cli
