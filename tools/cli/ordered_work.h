// Work in parts on several threads, whose results leave in the order in which the parts came: what a program
// says does not depend on how many processors there are.
#pragma once

#include <condition_variable>
#include <deque>
#include <exception>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace mapsim::cli {

class OrderedWork {
 public:
  class Part {
   public:
    Part() = default;
    Part(const Part&) = delete;
    Part& operator=(const Part&) = delete;
    virtual ~Part() = default;
    virtual void work() = 0;   // once, on any thread
    virtual void leave() = 0;  // once, on the thread that submits, in the order in which parts were submitted
  };

  static constexpr std::size_t kMostHelpers = 3;  // beyond that who submits is what limits
  // One for every processor but that of who submits.
  static std::size_t helpers_of_this_machine();

  // `helpers`: threads beside the one that submits; 0: that one does everything. They start with the first
  // part.
  explicit OrderedWork(std::size_t helpers) : helpers_(helpers) {}
  OrderedWork(const OrderedWork&) = delete;
  OrderedWork& operator=(const OrderedWork&) = delete;
  ~OrderedWork();

  // Lets parts leave that are done. Where many wait already, the caller works too. Throws what work() threw.
  void submit(std::unique_ptr<Part> part);
  // The same with the last part, and returns when all have left.
  void finish(std::unique_ptr<Part> last);
  // One that has left, to be filled again; null when there is none.
  std::unique_ptr<Part> take_left();

 private:
  enum class State { waits, taken, done };
  struct Entry {
    std::unique_ptr<Part> part;
    State state = State::waits;
    std::exception_ptr thrown;
  };

  void push(std::unique_ptr<Part> part);
  void start();
  void help();                                         // until told to stop
  void let_leave(std::unique_lock<std::mutex>& lock);  // the first ones, as far as they are done
  // Does the one that has waited longest, or waits for the first one.
  void do_something(std::unique_lock<std::mutex>& lock);
  static void do_one(Entry& entry, std::unique_lock<std::mutex>& lock);
  Entry* longest_waiting();

  std::size_t helpers_;
  std::vector<std::thread> threads_;
  std::vector<std::unique_ptr<Part>> left_;
  // Guarded by the mutex. References to entries stay valid while others come and go at the ends.
  std::mutex mutex_;
  std::condition_variable something_waits_;
  std::condition_variable something_is_done_;
  std::deque<Entry> entries_;
  bool stop_ = false;
};

}  // namespace mapsim::cli
