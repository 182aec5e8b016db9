# One place for how this project declares its libraries, programs and tests.
find_package(Threads REQUIRED)

add_library(mapsim_options INTERFACE)
target_include_directories(mapsim_options INTERFACE ${CMAKE_SOURCE_DIR})
target_compile_options(mapsim_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor
                                                -Woverloaded-virtual)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # g++ 12 takes the inline storage of boost's small_vector for the whole of it.
  target_compile_options(mapsim_options INTERFACE -Wno-stringop-overread)
endif()
# Assertions tell of the programmer's errors; they stay on in every build (docs/architecture.md).
target_compile_options(mapsim_options INTERFACE -UNDEBUG)
# GCC clears small structures by `rep stos`, whose start alone takes as long as clearing 300 octets by moves: it
# stood for 6 % of the time of a message.
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU AND CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
  target_compile_options(mapsim_options INTERFACE
                         -mmemset-strategy=unrolled_loop:512:noalign,libcall:-1:noalign)
endif()
# GCC lays out and inlines by how often each branch was really taken (docs/performance.md, "The tuned build"). Directory-wide,
# as the asn1c runtime is part of the path of a message.
if(MAPSIM_PROFILE AND NOT CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  message(FATAL_ERROR "MAPSIM_PROFILE=${MAPSIM_PROFILE} is for gcc")
elseif(MAPSIM_PROFILE STREQUAL "generate")
  # Engines of `mapsim load` are threads.
  add_compile_options(-fprofile-generate -fprofile-update=prefer-atomic -fprofile-dir=${MAPSIM_PROFILE_DIR})
  add_link_options(-fprofile-generate)
elseif(MAPSIM_PROFILE STREQUAL "use")
  # What was not trained is optimised as ever, and not for size.
  add_compile_options(-fprofile-use=${MAPSIM_PROFILE_DIR} -fprofile-partial-training -Wno-missing-profile)
  add_link_options(-fprofile-use=${MAPSIM_PROFILE_DIR})
  # Where the profile makes GCC 12 inline deeper it warns of paths that cannot be taken; the usual build has these warnings on. And
  # both SCTP libraries have a header with structures of the same names (RFC 6458), which no file includes together.
  add_link_options(-Wno-stringop-overread -Wno-stringop-overflow -Wno-maybe-uninitialized -Wno-odr -Wno-lto-type-mismatch)
elseif(MAPSIM_PROFILE)
  message(FATAL_ERROR "MAPSIM_PROFILE is '${MAPSIM_PROFILE}'; it is generate, use or empty")
endif()
if(MAPSIM_SANITIZE)
  # A directory-wide option: the asn1c runtime must be instrumented too, or ASan misses what it writes.
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
  add_compile_definitions(MAPSIM_SANITIZED)
  if(MAPSIM_FUZZ)
    # What the fuzzers see of the code that they run. -fsanitize=fuzzer itself goes to their link alone.
    add_compile_options(-fsanitize=fuzzer-no-link)
    add_link_options(-fsanitize=fuzzer-no-link)
  endif()
endif()

# mapsim_library(NAME SOURCES a.cpp … DEPENDS lib …): one static library a folder, warnings on.
function(mapsim_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPENDS" ${ARGN})
  add_library(${name} STATIC ${ARG_SOURCES})
  target_link_libraries(${name} PUBLIC mapsim_options ${ARG_DEPENDS})
endfunction()

# mapsim_test_program(NAME SOURCES a_test.cpp … DEPENDS lib …): a GoogleTest program that something else runs.
function(mapsim_test_program name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPENDS" ${ARGN})
  if(NOT MAPSIM_TESTS)
    return()
  endif()
  find_package(GTest REQUIRED)
  add_executable(${name} ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE mapsim_options ${ARG_DEPENDS} mapsim_test_support GTest::gtest GTest::gmock
                                        GTest::gtest_main)
  # Half of the build is the bodies of tests, and nobody waits for them to run: what is optimised is what they test.
  target_compile_options(${name} PRIVATE -O0)
endfunction()

# mapsim_test(NAME [SHARDS n] SOURCES a_test.cpp … DEPENDS lib …): one GoogleTest program a folder, registered with CTest.
# With SHARDS, CTest runs its tests in n processes, NAME_1 to NAME_n, beside each other.
function(mapsim_test name)
  if(NOT MAPSIM_TESTS)
    return()
  endif()
  cmake_parse_arguments(ARG "" "SHARDS" "" ${ARGN})
  mapsim_test_program(${name} ${ARG_UNPARSED_ARGUMENTS})
  if(NOT ARG_SHARDS)
    add_test(NAME ${name} COMMAND ${name})
    set(tests ${name})
  else()
    foreach(shard RANGE 1 ${ARG_SHARDS})
      math(EXPR index "${shard} - 1")
      add_test(NAME ${name}_${shard} COMMAND ${name})
      set_tests_properties(${name}_${shard} PROPERTIES ENVIRONMENT
                                                       "GTEST_TOTAL_SHARDS=${ARG_SHARDS};GTEST_SHARD_INDEX=${index}")
      list(APPEND tests ${name}_${shard})
    endforeach()
  endif()
  set_tests_properties(${tests} PROPERTIES SKIP_REGULAR_EXPRESSION "^all tests of this program were skipped")
endfunction()
