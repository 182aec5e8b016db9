// Loaded into user-mode Linux before its C library: mends its calls of ptrace(2) and clone(2).
//
// 1. To set the floating point registers of a process, the host wants all of them. User-mode Linux 6.1 keeps
// 2696
//    octets (up to AVX-512 and PKRU), fewer than processors with AMX have, and gets EFAULT there. What it
//    does not keep stays as it is: no program of the guest asks for AMX.
// 2. A process of the guest is a traced process of the host. Should user-mode Linux be killed, it must not go
// on
//    without its tracer: its system calls would reach the host. Nor shall the helpers of user-mode Linux
//    stay.
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdarg>
#include <cstdint>
#include <cstring>
#include <dlfcn.h>
#include <elf.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/uio.h>

namespace {

constexpr int kOldSetOptions = 21;  // PTRACE_OLDSETOPTIONS of <asm/ptrace-abi.h>, which user-mode Linux uses

using Ptrace = long (*)(__ptrace_request, pid_t, void*, void*);

// User-mode Linux calls from one thread, on small stacks.
alignas(64) std::uint8_t g_registers[65536];
bool g_wants_all = false;

long set_all_registers(Ptrace next, pid_t pid, void* type, const iovec& given) {
  iovec all{g_registers, sizeof g_registers};
  if (next(PTRACE_GETREGSET, pid, type, &all) < 0) return -1;
  std::memcpy(g_registers, given.iov_base, given.iov_len < all.iov_len ? given.iov_len : all.iov_len);
  return next(PTRACE_SETREGSET, pid, type, &all);
}

struct Start {
  int (*function)(void*) = nullptr;
  void* argument = nullptr;
};
// A process takes its own right after its start; it may have a copy of this memory, or share it.
std::array<Start, 64> g_starts;
std::size_t g_next_start = 0;

int start_helper(void* start) {
  const Start own = *static_cast<const Start*>(start);
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  return own.function(own.argument);
}

}  // namespace

extern "C" int clone(int (*function)(void*), void* stack, int flags, void* argument, ...) noexcept {
  using Clone = int (*)(int (*)(void*), void*, int, void*);
  static const Clone next = reinterpret_cast<Clone>(::dlsym(RTLD_NEXT, "clone"));
  Start& start = g_starts[g_next_start++ % g_starts.size()];
  start = {function, argument};
  return next(&start_helper, stack, flags, &start);
}

extern "C" long ptrace(__ptrace_request request, ...) noexcept {
  static const Ptrace next = reinterpret_cast<Ptrace>(::dlsym(RTLD_NEXT, "ptrace"));
  va_list arguments;
  va_start(arguments, request);
  const pid_t pid = va_arg(arguments, pid_t);
  void* address = va_arg(arguments, void*);
  void* data = va_arg(arguments, void*);
  va_end(arguments);

  if (request == PTRACE_SETOPTIONS || static_cast<int>(request) == kOldSetOptions) {
    data = reinterpret_cast<void*>(reinterpret_cast<std::uintptr_t>(data) | PTRACE_O_EXITKILL);
  }
  const bool sets_registers =
      request == PTRACE_SETREGSET && reinterpret_cast<std::uintptr_t>(address) == NT_X86_XSTATE;
  if (!sets_registers || !g_wants_all) {
    const long result = next(request, pid, address, data);
    if (!sets_registers || result == 0 || errno != EFAULT) return result;
    g_wants_all = true;
  }
  return set_all_registers(next, pid, address, *static_cast<const iovec*>(data));
}
