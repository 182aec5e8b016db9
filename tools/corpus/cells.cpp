#include "tools/corpus/parameters.h"

namespace mapsim::corpus {

std::deque<Cell> cells() {
  std::deque<Cell> out;
  add_operations(out);
  add_addresses(out);
  add_texts(out);
  add_dialogues(out);
  add_results(out);
  add_errors(out);
  add_rejects(out);
  add_aborts(out);
  add_sccp(out);
  add_global_titles(out);
  add_m3ua(out);
  add_malformed(out);
  return out;
}

}  // namespace mapsim::corpus
