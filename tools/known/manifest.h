// What is known of a whole capture, as a file beside it (tools/known/manifest.schema.json, docs/corpus.md).
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "tools/known/message.h"

namespace mapsim::known {

inline constexpr int kManifestFormat = 1;
inline constexpr std::string_view kManifestExtension = ".known.json";

struct Manifest {
  std::string capture;  // its file name, in the same folder
  std::string subject;  // "errors"
  std::string title;
  std::string clause;
  std::vector<Message> messages;  // in the order of the frames
};

// ASCII and "\n" only; the same manifest gives the same text.
std::string to_json(const Manifest& manifest);

// Error: no manifest, with the path of the member that is wrong.
Result<Manifest> manifest_from_json(std::string_view text);
Result<Manifest> read_manifest(const std::filesystem::path& file);

// Where the manifest of a capture belongs: "a/b.known.json" for "a/b.pcapng".
std::filesystem::path manifest_of(const std::filesystem::path& capture);

}  // namespace mapsim::known
