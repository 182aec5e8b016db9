// What was replaced and what was not understood, for people and as JSON.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "tools/anonymize/anonymizer.h"

namespace mapsim::cli::anonymize {

struct AccountOptions {
  bool kept = false;       // what was not understood
  bool originals = false;  // name what was replaced: whoever reads that can undo it
};

std::string account_text(const Anonymizer& anonymizer, const AccountOptions& options);
nlohmann::ordered_json account_json(const Anonymizer& anonymizer, const AccountOptions& options);

}  // namespace mapsim::cli::anonymize
