#include "tools/flow/dialogue_writer.h"

#include <ostream>

#include "tools/cli/printable.h"
#include "tools/decode/json_writer.h"
#include "tools/flow/flow_chart.h"

namespace mapsim::cli {

namespace {

// Telling so many takes a fraction of a millisecond: long against handing them over, and short enough that
// what a reader of a pipe sees is not late.
constexpr std::size_t kDialoguesOfPart = 256;
constexpr std::size_t kOctetsOfPart = std::size_t{1} << 18U;  // or so many octets of messages

}  // namespace

void FrameProblems::tell(const std::vector<std::string>& problems, std::uint64_t frame) {
  for (const std::string& problem : problems) {
    if (count_++ < kMostTold) out_ << "frame " << frame << ": " << printable(problem) << '\n';
  }
}

void FrameProblems::tell_rest() const {
  if (count_ > kMostTold) out_ << "and " << count_ - kMostTold << " more problems\n";
}

class DialogueWriter::Part : public OrderedWork::Part {
 public:
  explicit Part(const DialogueWriter& writer)
      : form_(writer.form_), output_(writer.output_), problems_(writer.problems_), chart_(output_.terminal) {}

  void add(GatheredDialogue& gathered, std::optional<std::chrono::nanoseconds> first_at) {
    if (used_ == dialogues_.size()) dialogues_.emplace_back();
    std::swap(dialogues_[used_++], gathered);
    octets_ += dialogues_[used_ - 1].messages.size();
    first_at_ = first_at;
  }
  bool is_full() const { return used_ == kDialoguesOfPart || octets_ >= kOctetsOfPart; }

  void work() override {
    for (std::size_t i = 0; i < used_; ++i) {
      FlowDialogue& dialogue = dialogues_[i].dialogue;
      dialogues_[i].tell();
      if (form_ == Form::json) {
        append_json(text_, flow_value(dialogue));
        text_ += '\n';
      } else {
        chart_.append(text_, dialogue, first_at_);
      }
      for (FlowLine& line : dialogue.lines) {
        if (!line.problems.empty()) wrong_.push_back({line.frame, std::move(line.problems)});
      }
      // Here, as what a thread has allocated it frees at less cost than another.
      dialogues_[i].clear();
    }
  }

  void leave() override {
    output_.out.write(text_.data(), static_cast<std::streamsize>(text_.size()));
    text_.clear();
    for (const Wrong& wrong : wrong_) problems_.tell(wrong.problems, wrong.frame);
    wrong_.clear();
    used_ = 0;
    octets_ = 0;
  }

 private:
  struct Wrong {
    std::uint64_t frame = 0;
    std::vector<std::string> problems;
  };

  Form form_;
  Output& output_;
  FrameProblems& problems_;
  FlowChart chart_;
  std::optional<std::chrono::nanoseconds> first_at_;
  std::vector<GatheredDialogue> dialogues_;
  std::size_t used_ = 0;    // of them
  std::size_t octets_ = 0;  // of messages in these
  std::string text_;
  std::vector<Wrong> wrong_;
};

DialogueWriter::DialogueWriter(Form form, Output& output, FrameProblems& problems, std::size_t helpers)
    : form_(form), output_(output), problems_(problems), work_(helpers) {}

DialogueWriter::Part& DialogueWriter::part_to_fill() {
  if (!filling_) filling_ = work_.take_left();
  if (!filling_) filling_ = std::make_unique<Part>(*this);
  return static_cast<Part&>(*filling_);
}

void DialogueWriter::add(GatheredDialogue& gathered, std::optional<std::chrono::nanoseconds> first_at) {
  ++count_;
  Part& part = part_to_fill();
  part.add(gathered, first_at);
  if (part.is_full()) work_.submit(std::move(filling_));
}

void DialogueWriter::finish() {
  part_to_fill();
  work_.finish(std::move(filling_));
  output_.out.flush();
}

}  // namespace mapsim::cli
