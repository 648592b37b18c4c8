# Run by ctest: installs build_dir under work_dir, moves the installation (a package must not
# remember where it was installed first), indexes the installed corpus with the installed command,
# then configures, builds and runs the project in project_dir against it.

function(run)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT status EQUAL 0)
    list(JOIN ARGN " " line)
    message(FATAL_ERROR "${line}\nended with ${status}:\n${output}")
  endif()
endfunction()

file(REMOVE_RECURSE "${work_dir}")
file(MAKE_DIRECTORY "${work_dir}")
run("${CMAKE_COMMAND}" --install "${build_dir}" --prefix "${work_dir}/first")
file(RENAME "${work_dir}/first" "${work_dir}/moved")

set(prefix "${work_dir}/moved")
run("${prefix}/bin/cuepoint" index --db "${work_dir}/db" "${prefix}/share/cuepoint/corpus/netstack.fm")
run("${CMAKE_COMMAND}" -S "${project_dir}" -B "${work_dir}/build" -G "${generator}"
    "-DCMAKE_CXX_COMPILER=${compiler}" "-DCMAKE_PREFIX_PATH=${prefix}")
run("${CMAKE_COMMAND}" --build "${work_dir}/build")
run("${work_dir}/build/ask" "${work_dir}/db" dnssec)
