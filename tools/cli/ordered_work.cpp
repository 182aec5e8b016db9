#include "tools/cli/ordered_work.h"

#include <algorithm>
#include <system_error>

namespace mapsim::cli {

std::size_t OrderedWork::helpers_of_this_machine() {
  const std::size_t processors = std::thread::hardware_concurrency();  // 0: not known
  return processors == 0 ? 0 : std::min(processors - 1, kMostHelpers);
}

OrderedWork::~OrderedWork() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  something_waits_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

void OrderedWork::start() {
  try {
    while (threads_.size() < helpers_) threads_.emplace_back([this] { help(); });
  } catch (const std::system_error&) {
    helpers_ = threads_.size();  // a limit of the system: it takes longer
  }
}

void OrderedWork::push(std::unique_ptr<Part> part) {
  const std::lock_guard lock(mutex_);
  entries_.emplace_back().part = std::move(part);
}

void OrderedWork::submit(std::unique_ptr<Part> part) {
  start();
  push(std::move(part));
  something_waits_.notify_one();
  std::unique_lock lock(mutex_);
  let_leave(lock);
  // Two for each helper, so that none waits for the next part; what is beyond is memory and nothing else.
  while (entries_.size() > 2 * helpers_) {
    do_something(lock);
    let_leave(lock);
  }
}

void OrderedWork::finish(std::unique_ptr<Part> last) {
  push(std::move(last));
  std::unique_lock lock(mutex_);
  let_leave(lock);
  while (!entries_.empty()) {
    do_something(lock);
    let_leave(lock);
  }
}

std::unique_ptr<OrderedWork::Part> OrderedWork::take_left() {
  if (left_.empty()) return nullptr;
  auto part = std::move(left_.back());
  left_.pop_back();
  return part;
}

OrderedWork::Entry* OrderedWork::longest_waiting() {
  const auto at =
      std::ranges::find_if(entries_, [](const Entry& entry) { return entry.state == State::waits; });
  return at == entries_.end() ? nullptr : &*at;
}

void OrderedWork::do_one(Entry& entry, std::unique_lock<std::mutex>& lock) {
  entry.state = State::taken;
  lock.unlock();
  std::exception_ptr thrown;
  try {
    entry.part->work();
  } catch (...) {
    thrown = std::current_exception();
  }
  lock.lock();
  entry.thrown = thrown;
  entry.state = State::done;
}

void OrderedWork::do_something(std::unique_lock<std::mutex>& lock) {
  if (Entry* entry = longest_waiting()) return do_one(*entry, lock);
  something_is_done_.wait(lock, [this] { return entries_.front().state == State::done; });
}

void OrderedWork::let_leave(std::unique_lock<std::mutex>& lock) {
  while (!entries_.empty() && entries_.front().state == State::done) {
    Entry first = std::move(entries_.front());
    entries_.pop_front();
    lock.unlock();
    if (first.thrown) std::rethrow_exception(first.thrown);
    first.part->leave();
    left_.push_back(std::move(first.part));
    lock.lock();
  }
}

void OrderedWork::help() {
  std::unique_lock lock(mutex_);
  for (;;) {
    something_waits_.wait(lock, [this] { return stop_ || longest_waiting() != nullptr; });
    if (stop_) return;
    do_one(*longest_waiting(), lock);
    something_is_done_.notify_one();
  }
}

}  // namespace mapsim::cli
