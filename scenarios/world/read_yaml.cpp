#include <algorithm>
#include <fstream>
#include <string>

#include "scenarios/world/load_subscribers.h"
#include "scenarios/world/table_mistakes.h"
#include "sigtran/core/nearest.h"

namespace mapsim::world {

namespace {

using scenario::YamlMember;
using scenario::YamlNode;

class ListReader {
 public:
  explicit ListReader(const NodeNames& nodes)
      : table_(std::make_shared<SubscriberTable>()), row_(*table_, nodes) {}

  LoadedSubscribers read(const YamlNode& list) {
    if (list.kind != YamlNode::Kind::list) {
      mistakes_.add(list.mark,
                    "expected a list of subscribers, each a map such as {imsi: \"001010000000001\", "
                    "msisdn: \"+15550100100\"}, found " +
                        list.describe());
    } else {
      table_->reserve(list.items.size());
      for (const YamlNode& item : list.items) {
        if (mistakes_.full()) break;
        read_row(item);
      }
    }
    return mistakes_.result(std::move(table_));
  }

 private:
  void read_row(const YamlNode& item) {
    if (item.kind != YamlNode::Kind::map) {
      mistakes_.add(item.mark, "expected a subscriber, a map, found " + item.describe());
      return;
    }
    row_.clear();
    bool sound = true;
    for (const YamlMember& member : item.members) sound = read_member(member) && sound;
    if (!sound) return;
    if (auto refusal = row_.add()) {
      const YamlMember* member = item.find(column_names()[static_cast<std::size_t>(refusal->column)]);
      mistakes_.add(member != nullptr ? member->value.mark : item.mark, std::move(refusal->error.text));
    }
  }

  bool read_member(const YamlMember& member) {
    const auto names = column_names();
    const auto at = std::find(names.begin(), names.end(), member.name);
    if (at == names.end()) {
      mistakes_.add(member.mark, unknown_name(member.name, names));
      return false;
    }
    if (!member.value.is_scalar()) {
      mistakes_.add(member.value.mark,
                    member.name + ": expected text or a number, found " + member.value.describe());
      return false;
    }
    auto error = row_.set(static_cast<Column>(at - names.begin()), member.value.text);
    if (!error) return true;
    mistakes_.add(member.value.mark, member.name + ": " + error->text);
    return false;
  }

  std::shared_ptr<SubscriberTable> table_;
  SubscriberRow row_;
  TableMistakes mistakes_;
};

LoadedSubscribers unreadable(std::string text) {
  LoadedSubscribers out;
  out.errors.push_back(Error{.layer = "scenario", .text = std::move(text)});
  return out;
}

}  // namespace

LoadedSubscribers read_list(const YamlNode& list, const NodeNames& nodes) {
  return ListReader(nodes).read(list);
}

LoadedSubscribers read_yaml(std::string_view text, const NodeNames& nodes) {
  scenario::YamlDocument document = scenario::parse_yaml(text);
  if (!document.errors.empty()) {
    TableMistakes mistakes;
    for (Error& error : document.errors) mistakes.add(std::move(error));
    return mistakes.result(nullptr);
  }
  const YamlMember* list = document.root.find("subscribers");
  return read_list(list != nullptr ? list->value : document.root, nodes);
}

LoadedSubscribers load_subscribers(const std::filesystem::path& file, const NodeNames& nodes) {
  std::error_code status;
  if (std::filesystem::is_directory(file, status)) return unreadable("this is a directory, not a table");
  const auto size = std::filesystem::file_size(file, status);
  std::ifstream in(file, std::ios::binary);
  if (status || !in) return unreadable("the table cannot be read");
  if (size > kMaxTableOctets) return unreadable("the table is larger than 2 GiB");
  std::string text(size, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (in.bad() || static_cast<std::size_t>(in.gcount()) != size)
    return unreadable("the table cannot be read to its end");
  const auto extension = file.extension();
  return extension == ".yaml" || extension == ".yml" ? read_yaml(text, nodes) : read_csv(text, nodes);
}

}  // namespace mapsim::world
