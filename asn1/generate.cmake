# Runs asn1c on MODULES and checks that it wrote exactly one source for each of TYPES, as CMakeLists.txt expects.
# Files whose contents did not change keep their time, so that a changed module recompiles little else.
file(MAKE_DIRECTORY ${DIRECTORY})
set(fresh ${DIRECTORY}/fresh)
file(REMOVE_RECURSE ${fresh})
file(MAKE_DIRECTORY ${fresh})
# asn1c reads which options it was given into the files; the order of modules does not matter to it.
execute_process(
  COMMAND ${ASN1C} -R -fcompound-names -fincludes-quoted ${MODULES}
  WORKING_DIRECTORY ${fresh}
  RESULT_VARIABLE result
  OUTPUT_VARIABLE output
  ERROR_VARIABLE output)
if(NOT result EQUAL 0)
  message(FATAL_ERROR "asn1c refused the modules:\n${output}")
endif()

file(GLOB written RELATIVE ${fresh} ${fresh}/*.c)
list(TRANSFORM written REPLACE "\\.c$" "")
set(missing ${TYPES})
list(REMOVE_ITEM missing ${written})
set(unexpected ${written})
list(REMOVE_ITEM unexpected ${TYPES})
if(missing OR unexpected)
  message(FATAL_ERROR "the types found in the modules and the sources that asn1c wrote differ: "
                      "not written: '${missing}'; not expected: '${unexpected}'")
endif()

foreach(type IN LISTS TYPES)
  foreach(suffix c h)
    file(COPY_FILE ${fresh}/${type}.${suffix} ${DIRECTORY}/${type}.${suffix} ONLY_IF_DIFFERENT)
  endforeach()
endforeach()
file(REMOVE_RECURSE ${fresh})
