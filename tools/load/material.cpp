#include "tools/load/material.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <ostream>

#include "scenarios/load/repertoire.h"
#include "tools/cli/load_scenarios.h"
#include "tools/cli/printable.h"

namespace mapsim::cli {

namespace {

using scenario::Program;

std::nullopt_t refuse_use(Output& output, const std::string& text) {
  output.err << "mapsim load: " << printable(text) << '\n';
  return std::nullopt;
}

Result<load::RowTable> read_rows_of(const std::filesystem::path& file, const Program& program) {
  std::error_code error;
  const auto size = std::filesystem::file_size(file, error);
  std::ifstream in(file, std::ios::binary);
  if (error || !in) return fail(Error{.layer = "", .text = file.string() + ": cannot be read"});
  if (size > load::kMostRowOctets)
    return fail(Error{.layer = "", .text = file.string() + ": longer than 2 GiB"});
  auto table = load::read_rows(std::string(std::istreambuf_iterator<char>(in), {}), program);
  if (!table) return fail(Error{.layer = "", .text = scenario::to_text(file, table.error())});
  return table;
}

// Of several that have one name, the later ones get numbers.
void name_apart(std::vector<Material>& all) {
  std::vector<std::string> names;
  for (Material& material : all) {
    const std::string plain = material.program.name;
    for (int i = 2; std::ranges::find(names, material.program.name) != names.end(); ++i)
      material.program.name = plain + "-" + std::to_string(i);
    names.push_back(material.program.name);
  }
}

class MaterialReader {
 public:
  MaterialReader(const std::vector<scenario::YamlMember>& endpoints, Output& output)
      : endpoints_(endpoints), output_(output) {}

  // False: it was told what is wrong.
  bool add(const std::string& name, const std::vector<std::string>& set, const std::string& data,
           std::uint32_t weight) {
    auto programs = load_scenarios({name}, set, output_, endpoints_);
    if (!programs) return false;
    if (programs->size() != 1) {
      refuse_use(output_,
                 name + ": one scenario is expected, and these are " + std::to_string(programs->size()));
      return false;
    }
    Material material{std::move(programs->front()), weight, nullptr};
    if (!data.empty()) {
      auto table = read_rows_of(data, material.program);
      if (!table) {
        refuse_use(output_, table.error().message());
        return false;
      }
      material.rows = std::make_shared<const load::RowTable>(std::move(*table));
    }
    all_.push_back(std::move(material));
    return true;
  }
  std::vector<Material> take() {
    name_apart(all_);
    return std::move(all_);
  }

 private:
  const std::vector<scenario::YamlMember>& endpoints_;
  Output& output_;
  std::vector<Material> all_;
};

}  // namespace

std::optional<std::vector<Material>> load_material(const Options& options, const LoadSettings& settings,
                                                   const std::vector<scenario::YamlMember>& endpoints,
                                                   Output& output) {
  const auto names = all(options, "scenario");
  const auto set = all(options, "set");
  MaterialReader reader(endpoints, output);
  if (!settings.mix) {
    if (names.size() != 1) {
      return refuse_use(
          output,
          "one scenario; 'mapsim list' shows those that come with the program, and --mix plays several");
    }
    const std::string data = settings.data ? settings.data->string() : "";
    if (!reader.add(names.front(), set, data, 1)) return std::nullopt;
    return reader.take();
  }
  if (!names.empty() || settings.data)
    return refuse_use(output, "--mix names the scenarios and their data; give no others");
  const auto mix = read_mix_file(*settings.mix, set, output);
  if (!mix) return std::nullopt;
  if (mix->parts.size() > load::Repertoire::kMost)
    return refuse_use(output, "--mix: at most " + std::to_string(load::Repertoire::kMost) + " scenarios");
  bool sound = true;
  for (std::size_t i = 0; i < mix->parts.size(); ++i) {
    const MixPart& part = mix->parts[i];
    sound = reader.add(part.name, part.set, part.data, mix->mix.entries[i].weight) && sound;
  }
  if (!sound) return std::nullopt;
  return reader.take();
}

}  // namespace mapsim::cli
