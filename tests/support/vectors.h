// The messages of other implementations that lie beside this checkout (../shared/vectors). Where the folder is
// absent, a test that needs it is skipped and says so.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "sigtran/core/bytes.h"
#include "tests/support/paths.h"

namespace mapsim::test {

struct Vector {
  std::string id;
  std::string quality;  // clean, clean-opaque, extension, bad-any, dubious, negative
  bool negative = false;
  Octets octets;
  nlohmann::json row;  // everything, `expect` among it
};

// All rows of one file ("sccp.jsonl"); empty where the folder is absent.
inline std::vector<Vector> load_vectors(const std::string& file) {
  std::vector<Vector> vectors;
  std::ifstream in(vectors_dir() / file);
  for (std::string line; std::getline(in, line);) {
    if (line.empty()) continue;
    Vector v;
    v.row = nlohmann::json::parse(line);
    v.id = v.row.at("id");
    v.quality = v.row.value("quality", "clean");
    v.negative = v.row.value("negative", false);
    auto octets = from_hex(v.row.at("hex").get<std::string>());
    if (!octets) throw std::runtime_error(v.id + ": " + octets.error().message());
    v.octets = std::move(*octets);
    vectors.push_back(std::move(v));
  }
  return vectors;
}

}  // namespace mapsim::test

// At the start of a test over vectors.
#define MAPSIM_NEEDS_VECTORS()                                                                         \
  if (!std::filesystem::exists(::mapsim::test::vectors_dir())) {                                       \
    GTEST_SKIP() << "no folder " << ::mapsim::test::vectors_dir() << " beside the checkout";           \
  }
