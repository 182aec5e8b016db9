// From a scenario file to a program that can be played, or to everything that is wrong with the file.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scenarios/engine/program.h"
#include "scenarios/engine/yaml_document.h"

namespace mapsim::scenario {

struct LoadOptions {
  // Variables of the file with other values (--set NAME=VALUE); the value is read as a YAML value is,
  // but what is text in the file is given as text, without quotes.
  std::vector<std::pair<std::string, std::string>> set;
  // What a node file says of endpoints in place of the scenario, by name (lab/site_reader.h).
  std::vector<YamlMember> endpoints = {};
};

// A variable of a file, and where its value stands.
struct KnownVariable {
  std::string name;
  Mark mark;
};

struct LoadResult {
  std::filesystem::path file;
  std::vector<KnownVariable> variables;  // those of the file, in its order
  SourceFiles sources;                   // where the marks of `errors` lead
  std::optional<Program> program;        // present exactly if there are no errors
  std::vector<Error> errors;             // all at once, in the order of the file; each with its mark
};

// Error kinds: the file cannot be read (no mark), it is no YAML, or it is no scenario.
LoadResult load_file(const std::filesystem::path& file, const LoadOptions& options = {});
// `file` is the name that the text goes by.
LoadResult load_text(std::string_view text, const std::filesystem::path& file = "scenario.yaml",
                     const LoadOptions& options = {});

// "mo.yaml:12:5: …", one line for an editor to jump to.
std::string to_text(const std::filesystem::path& file, const Error& error);
// The same of any file that the scenario was read from.
std::string to_text(const LoadResult& result, const Error& error);

}  // namespace mapsim::scenario
