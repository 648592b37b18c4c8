# Every third-party library, in one place. README.md gives the reason for each; tools/setup
# installs them. A missing one stops the configure step with the package to install.

find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
find_package(OpenSSL 3.0 REQUIRED COMPONENTS Crypto)
find_package(ICU 67 REQUIRED COMPONENTS uc i18n)
pkg_check_modules(xapian REQUIRED IMPORTED_TARGET xapian-core>=1.4.18)
pkg_check_modules(xxhash REQUIRED IMPORTED_TARGET libxxhash>=0.8)
pkg_check_modules(libxml2 REQUIRED IMPORTED_TARGET libxml-2.0>=2.9.14)
pkg_check_modules(md4c_html REQUIRED IMPORTED_TARGET md4c-html>=0.4.8)
pkg_check_modules(yaml_cpp REQUIRED IMPORTED_TARGET yaml-cpp>=0.7)
pkg_check_modules(tomlplusplus REQUIRED IMPORTED_TARGET tomlplusplus>=3.3)
pkg_check_modules(libbrotlienc REQUIRED IMPORTED_TARGET libbrotlienc>=1.0)
pkg_check_modules(libcurl REQUIRED IMPORTED_TARGET libcurl>=7.85)
pkg_check_modules(libarchive REQUIRED IMPORTED_TARGET libarchive>=3.4)
find_package(nlohmann_json 3.10 REQUIRED)
find_package(spdlog 1.9 REQUIRED)
find_package(CLI11 2.1 REQUIRED)
find_package(ZLIB 1.2 REQUIRED)
find_package(Libstemmer REQUIRED)
find_package(OnnxRuntime)  # Optional.

# cpp-httplib before 0.41 lets one client exhaust the server (oversized chunked bodies and header
# lines, idle connections), so an older one is refused rather than used.
find_path(HTTPLIB_INCLUDE_DIR httplib.h
  HINTS "$ENV{CUEPOINT_DEPS}/include" "${PROJECT_SOURCE_DIR}/.cache/deps/include")
if(NOT HTTPLIB_INCLUDE_DIR)
  message(FATAL_ERROR "httplib.h (cpp-httplib >= 0.41) not found; run ./tools/setup")
endif()
file(STRINGS "${HTTPLIB_INCLUDE_DIR}/httplib.h" httplib_version_line
     REGEX "#define CPPHTTPLIB_VERSION \"" LIMIT_COUNT 1)
string(REGEX REPLACE ".*\"([0-9.]+)\".*" "\\1" httplib_version "${httplib_version_line}")
if(httplib_version VERSION_LESS 0.41)
  message(FATAL_ERROR "cpp-httplib ${httplib_version} in ${HTTPLIB_INCLUDE_DIR} is too old to be "
                      "exposed to a network; 0.41 or newer is needed: run ./tools/setup")
endif()
add_library(httplib::httplib INTERFACE IMPORTED)
target_include_directories(httplib::httplib SYSTEM INTERFACE "${HTTPLIB_INCLUDE_DIR}")
target_link_libraries(httplib::httplib INTERFACE Threads::Threads)

if(CUEPOINT_BUILD_TESTS)
  find_package(GTest 1.11 REQUIRED)
  pkg_check_modules(libbrotlidec REQUIRED IMPORTED_TARGET libbrotlidec>=1.0)
endif()
if(CUEPOINT_BUILD_BENCH)
  find_package(benchmark 1.7 REQUIRED)
endif()
