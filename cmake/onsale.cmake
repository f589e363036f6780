# How every target of this project is built: one set of warnings, sanitizers and include roots.

add_library(onsale_build_rules INTERFACE)
target_include_directories(onsale_build_rules INTERFACE ${CMAKE_SOURCE_DIR}/src)
target_compile_options(onsale_build_rules INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wnon-virtual-dtor -Woverloaded-virtual -Wimplicit-fallthrough -Wswitch-enum
  $<$<NOT:$<BOOL:$<TARGET_PROPERTY:ONSALE_NAMES_OF_MANY_FILES>>>:-Wshadow> -Werror)

target_link_libraries(onsale_build_rules INTERFACE onsale_assertions)

# Dozens of programs are linked with the same large libraries: lld takes a third of the usual linker's time for each.
# (mold 1.10, Debian's, is quicker still, but lays out some small programs such that they cannot be started: rui314/mold#1151.)
find_program(ONSALE_LLD ld.lld)
if(ONSALE_LLD)
  add_link_options(-fuse-ld=lld)
endif()

# What is shipped defends itself: checks of the standard library and of string functions, guarded stacks, an address
# chosen at each start, nothing to overwrite in the tables of the linker. script/check-hardening looks at the result.
# Assertions of Boost end a connection there, not the process (src/assertions).
if(CMAKE_BUILD_TYPE STREQUAL "Release")
  add_compile_definitions(BOOST_ENABLE_ASSERT_HANDLER _GLIBCXX_ASSERTIONS _FORTIFY_SOURCE=2)
  add_compile_options(-fPIE -fstack-protector-strong) # not -fPIC: nothing here is a shared library
  add_link_options(-pie -Wl,-z,relro,-z,now)
endif()

if(ONSALE_SANITIZE)
  add_compile_options(-fsanitize=${ONSALE_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${ONSALE_SANITIZE})
endif()

# GCC 12 finds faults that are none where it optimizes a std::string that the thread sanitizer watches (its bug 105651 and
# others like it). They stay warnings there; the release build refuses the real ones.
if(ONSALE_SANITIZE STREQUAL "thread")
  add_compile_options(-Wno-error=array-bounds -Wno-error=restrict -Wno-error=stringop-overflow)
endif()

# onsale_compile_together(TARGET MOST): with ONSALE_UNITY, as many as that of its files at a time. Most of what a file of
# ours costs the compiler is its headers. Frames of coroutines that keep what lies in an anonymous namespace are warned of
# where the file that is compiled is not the one that was written.
function(onsale_compile_together target most)
  if(ONSALE_UNITY)
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE ${most})
    target_compile_options(${target} PRIVATE -Wno-subobject-linkage)
  endif()
endfunction()

# onsale_compile_tests_together(TARGET): the same for tests, where a local name may be that of a constant in the next file.
function(onsale_compile_tests_together target)
  onsale_compile_together(${target} 8)
  set_target_properties(${target} PROPERTIES ONSALE_NAMES_OF_MANY_FILES "${ONSALE_UNITY}")
endfunction()

# onsale_library(NAME layer LINKS ... SOURCES ...): one layer or module; what it may include is what it links.
#
#   ONE_BY_ONE  its files use the same names for different things, and are never compiled together (ONSALE_UNITY)
function(onsale_library name)
  cmake_parse_arguments(ARG "ONE_BY_ONE" "" "SOURCES;LINKS" ${ARGN})
  add_library(${name} STATIC ${ARG_SOURCES})
  target_link_libraries(${name} PUBLIC ${ARG_LINKS} PRIVATE onsale_build_rules)
  target_include_directories(${name} PUBLIC ${CMAKE_SOURCE_DIR}/src)
  if(NOT ARG_ONE_BY_ONE)
    onsale_compile_together(${name} 10)
  endif()
endfunction()

# onsale_test_headers(): the headers that most tests include, read by the compiler once for all programs. The target
# links only what each of them links: g++ refuses a precompiled header that knows a macro which its reader lacks.
function(onsale_test_headers)
  file(WRITE ${CMAKE_BINARY_DIR}/test_headers.cpp "// What carries the precompiled headers of the tests.\n")
  add_library(onsale_test_headers OBJECT ${CMAKE_BINARY_DIR}/test_headers.cpp)
  target_link_libraries(onsale_test_headers PRIVATE onsale_build_rules GTest::gmock GTest::gtest_main)
  target_precompile_headers(onsale_test_headers PRIVATE
    <gmock/gmock.h> <gtest/gtest.h> <algorithm> <array> <atomic> <chrono> <condition_variable> <deque> <expected>
    <filesystem> <functional> <map> <memory> <mutex> <optional> <random> <ranges> <set> <span> <string> <string_view>
    <thread> <unordered_map> <variant> <vector>)
endfunction()

# onsale_test(NAME LABELS ... LINKS ... SOURCES ...): one test program. It is run whole, as one ctest: hundreds of cases
# with a process each took longer to start than to run. Its cases are in reports/NAME.xml, for script/test to count.
#
#   SECONDS     about how long it takes where that is long, so that it is started first
#   SHARDS      the number of ctests, NAME_1 and so on, that may run at once; each has its share of the cases
#   ONE_BY_ONE  as with onsale_library
function(onsale_test name)
  cmake_parse_arguments(ARG "ONE_BY_ONE" "SECONDS;SHARDS" "SOURCES;LINKS;LABELS" ${ARGN})
  if(NOT ARG_SECONDS)
    set(ARG_SECONDS 30)
  endif()
  if(NOT ARG_SHARDS)
    set(ARG_SHARDS 1)
  endif()
  add_executable(${name} ${ARG_SOURCES})
  target_precompile_headers(${name} REUSE_FROM onsale_test_headers)
  target_link_libraries(${name} PRIVATE ${ARG_LINKS} onsale_build_rules GTest::gmock GTest::gtest_main)
  target_include_directories(${name} PRIVATE ${CMAKE_SOURCE_DIR}/tests)
  if(NOT ARG_ONE_BY_ONE)
    onsale_compile_tests_together(${name})
  endif()
  math(EXPR limit "300 + 10 * ${ARG_SECONDS}")
  math(EXPR last "${ARG_SHARDS} - 1")
  foreach(index RANGE ${last})
    set(test ${name})
    if(ARG_SHARDS GREATER 1)
      math(EXPR number "${index} + 1")
      set(test ${name}_${number})
    endif()
    add_test(NAME ${test} COMMAND ${name} --gtest_brief=1
      --gtest_output=xml:${CMAKE_BINARY_DIR}/reports/${test}.xml)
    set_tests_properties(${test} PROPERTIES LABELS "${ARG_LABELS}" TIMEOUT ${limit} COST ${ARG_SECONDS}
      ENVIRONMENT "GTEST_TOTAL_SHARDS=${ARG_SHARDS};GTEST_SHARD_INDEX=${index}")
  endforeach()
  # The programs of each label as one target: script/test builds only what it runs.
  foreach(label IN LISTS ARG_LABELS)
    if(NOT TARGET ${label}_tests)
      add_custom_target(${label}_tests)
    endif()
    add_dependencies(${label}_tests ${name})
  endforeach()
endfunction()
