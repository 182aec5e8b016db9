#include "tools/report/report.h"

#include <fstream>

#include "tools/report/junit.h"
#include "tools/report/page.h"
#include "tools/report/result_json.h"

namespace mapsim::report {

namespace fs = std::filesystem;

namespace {

tl::unexpected<Error> refuse(const fs::path& path, const std::string& why) {
  return fail(Error{.layer = "", .text = path.string() + ": " + why});
}

// Written beside its place and moved there, so that nobody reads half a file.
Result<void> write_file(const fs::path& path, const std::string& text) {
  const fs::path part = path.string() + ".part";
  std::ofstream out(part, std::ios::binary);
  out << text;
  out.close();
  if (!out) return refuse(path, "cannot be written");
  std::error_code error;
  fs::rename(part, path, error);
  if (error) return refuse(path, error.message());
  return {};
}

}  // namespace

Result<Report> Report::create(const fs::path& folder, bool force) {
  std::error_code error;
  const fs::file_status status = fs::status(folder, error);
  if (fs::exists(status)) {
    if (!fs::is_directory(status)) return refuse(folder, "is no folder");
    const bool empty = fs::is_empty(folder, error);
    if (error) return refuse(folder, error.message());
    if (!empty && !force)
      return refuse(folder, "exists and is not empty; --force writes over the report in it");
  }
  fs::create_directories(folder / "captures", error);
  if (error) return refuse(folder, error.message());
  Report report;
  report.folder_ = folder;
  for (const char* name : {"report.html", "junit.xml", "result.json"}) {
    if (auto written = write_file(folder / name, ""); !written) return tl::unexpected(written.error());
  }
  return report;
}

fs::path Report::capture_of(const scenario::Program& program) const {
  return folder_ / "captures" / (program.name + ".pcapng");
}

Recorder& Report::add(const scenario::Program& program) {
  return recorders_.emplace_back(program, scenarios_.emplace_back(), *rows_);
}

Result<void> Report::keep_capture(const scenario::Program& program, const fs::path& written) {
  fs::path place = capture_of(program);
  if (written != place) {
    place.replace_extension(written.extension());
    std::error_code error;
    fs::copy_file(written, place, fs::copy_options::overwrite_existing, error);
    if (error) return refuse(place, error.message());
  }
  scenarios_.back().capture = "captures/" + place.filename().string();
  return {};
}

Result<void> Report::write(bool code_quality) const {
  if (auto done = write_file(page(), report::page(scenarios_)); !done) return done;
  if (auto done = write_file(folder_ / "junit.xml", junit_xml(scenarios_)); !done) return done;
  if (auto done = write_file(folder_ / "result.json", result_json(scenarios_)); !done) return done;
  if (!code_quality) return {};
  return write_file(folder_ / "gl-code-quality-report.json", code_quality_json(scenarios_));
}

}  // namespace mapsim::report
