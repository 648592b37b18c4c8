# What every target of ours shares: the language level, warnings and sanitizers.

add_library(cuepoint_warnings INTERFACE)
target_compile_options(cuepoint_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Wnon-virtual-dtor
  -Woverloaded-virtual -Wimplicit-fallthrough
  $<$<BOOL:${CUEPOINT_WERROR}>:-Werror>)
# GCC's flow warnings misfire under sanitizers, which instrument the same paths at run time.
if(CUEPOINT_SANITIZE)
  target_compile_options(cuepoint_warnings INTERFACE
    $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
endif()

add_library(cuepoint_sanitizers INTERFACE)
if(CUEPOINT_SANITIZE)
  target_compile_options(cuepoint_sanitizers INTERFACE
    -fsanitize=${CUEPOINT_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(cuepoint_sanitizers INTERFACE -fsanitize=${CUEPOINT_SANITIZE})
endif()

# cuepoint_common(TARGET): C++20, warnings and sanitizers for a target of ours.
function(cuepoint_common target)
  target_compile_features(${target} PUBLIC cxx_std_20)
  set_target_properties(${target} PROPERTIES CXX_EXTENSIONS OFF)
  target_link_libraries(${target} PRIVATE
    $<BUILD_INTERFACE:cuepoint_warnings> $<BUILD_INTERFACE:cuepoint_sanitizers>)
endfunction()

# cuepoint_room(NAME SOURCES… DEPENDS…): one room of the house as the library cuepoint::NAME.
function(cuepoint_room name)
  cmake_parse_arguments(arg "" "" "SOURCES;DEPENDS;PRIVATE_DEPENDS" ${ARGN})
  add_library(cuepoint_${name} STATIC ${arg_SOURCES})
  add_library(cuepoint::${name} ALIAS cuepoint_${name})
  set_target_properties(cuepoint_${name} PROPERTIES EXPORT_NAME ${name})
  target_include_directories(cuepoint_${name} PUBLIC
    $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}> $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/cuepoint>)
  target_link_libraries(cuepoint_${name} PUBLIC ${arg_DEPENDS} PRIVATE ${arg_PRIVATE_DEPENDS})
  cuepoint_common(cuepoint_${name})
endfunction()
