#include "tools/corpus/corpus.h"

#include <algorithm>
#include <fstream>

#include "tools/corpus/check.h"
#include "tools/corpus/write_capture.h"
#include "tools/known/manifest.h"
#include "tools/known/read.h"

namespace mapsim::corpus {

namespace {

namespace fs = std::filesystem;

Error cannot_write(const fs::path& file, const std::string& reason) {
  return Error{.layer = "", .field = file.string(), .text = "cannot be written: " + reason};
}

Result<void> write_text(const fs::path& file, const std::string& text) {
  std::ofstream out(file, std::ios::binary);
  out << text;
  out.close();
  if (!out) return fail(cannot_write(file, std::generic_category().message(errno)));
  return {};
}

Result<known::Manifest> write_cell(const fs::path& folder, const Cell& cell, std::uint32_t number) {
  const auto messages = encode(cell, number);
  if (!messages) return tl::unexpected(messages.error());
  const fs::path file = folder / cell.subject / (cell.name + ".pcapng");
  if (auto done = write_capture(file, cell, *messages, number); !done) return tl::unexpected(done.error());
  known::Manifest manifest{.capture = file.filename().string(),
                           .subject = cell.subject,
                           .title = cell.title,
                           .clause = cell.clause,
                           .messages = {}};
  auto done = known::read_capture(file.string(),
                                  [&](known::Message& m) { manifest.messages.push_back(std::move(m)); });
  if (!done) return tl::unexpected(done.error());
  if (done = state(*messages, manifest.messages); !done) {
    Error error = done.error();
    error.field = cell.subject + "/" + cell.name + ": " + error.field;
    return fail(std::move(error));
  }
  done = write_text(known::manifest_of(file), known::to_json(manifest));
  if (!done) return tl::unexpected(done.error());
  return manifest;
}

}  // namespace

Result<Written> write_corpus(const fs::path& folder) {
  Written out;
  std::uint32_t number = 0;
  for (const Cell& cell : cells()) {
    std::error_code error;
    fs::create_directories(folder / cell.subject, error);
    if (error) return fail(cannot_write(folder / cell.subject, error.message()));
    const auto manifest = write_cell(folder, cell, ++number);
    if (!manifest) return tl::unexpected(manifest.error());
    ++out.captures;
    out.frames += manifest->messages.size();
    for (const known::Message& m : manifest->messages) {
      out.fields += m.fields.size();
      if (m.violation) ++out.malformed;
    }
  }
  return out;
}

}  // namespace mapsim::corpus
