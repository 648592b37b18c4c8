# What `cmake --install` lays out: the command, the libraries with their headers by room, the CMake
# package (find_package(cuepoint) gives cuepoint::corpus, cuepoint::query, …), the bundled corpus
# and the documents. tests/consumer checks it from outside.

include(CMakePackageConfigHelpers)

set(cuepoint_rooms "")
foreach(room corpus indexer query server)
  if(TARGET cuepoint_${room})
    list(APPEND cuepoint_rooms ${room})
    install(TARGETS cuepoint_${room} EXPORT cuepointTargets)
    install(DIRECTORY "${PROJECT_SOURCE_DIR}/${room}/"
            DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/cuepoint/${room}"
            FILES_MATCHING PATTERN "*.h")
  endif()
endforeach()

if(TARGET cuepoint)
  install(TARGETS cuepoint)
endif()

# Every room's library is in one package: they share a version and are linked one on the other.
set(cuepoint_package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/cuepoint")
install(EXPORT cuepointTargets NAMESPACE cuepoint:: DESTINATION "${cuepoint_package_dir}")
configure_package_config_file("${PROJECT_SOURCE_DIR}/cmake/cuepointConfig.cmake.in"
  "${PROJECT_BINARY_DIR}/cuepointConfig.cmake" INSTALL_DESTINATION "${cuepoint_package_dir}")
# Before 1.0 a minor version may change the interface.
write_basic_package_version_file("${PROJECT_BINARY_DIR}/cuepointConfigVersion.cmake"
  COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_BINARY_DIR}/cuepointConfig.cmake"
              "${PROJECT_BINARY_DIR}/cuepointConfigVersion.cmake"
              "${PROJECT_SOURCE_DIR}/cmake/FindLibstemmer.cmake"
        DESTINATION "${cuepoint_package_dir}")

install(DIRECTORY "${PROJECT_SOURCE_DIR}/corpus/netstack.fm"
        DESTINATION "${CMAKE_INSTALL_DATADIR}/cuepoint/corpus" OPTIONAL)
install(FILES "${PROJECT_SOURCE_DIR}/corpus/SOURCES.md"
        DESTINATION "${CMAKE_INSTALL_DATADIR}/cuepoint/corpus" OPTIONAL)
# The encoders' models with their cards; programs look for them here (indexer/encoder_registry.h).
install(DIRECTORY "${PROJECT_SOURCE_DIR}/indexer/models/"
        DESTINATION "${CMAKE_INSTALL_DATADIR}/cuepoint/models" OPTIONAL)
# Units, settings and proxies, to be copied and adapted.
install(DIRECTORY "${PROJECT_SOURCE_DIR}/deploy/"
        DESTINATION "${CMAKE_INSTALL_DATADIR}/cuepoint/deploy" OPTIONAL)
install(FILES LICENSE README.md ARCHITECTURE.md CHANGELOG.md
        DESTINATION "${CMAKE_INSTALL_DOCDIR}" OPTIONAL)
