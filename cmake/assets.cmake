# onsale_embed_assets(TARGET target FOLDER folder ASSETS ...): puts files into the program.
#
#   FOLDER  where the built files lie; each has a gzipped twin beside it, NAME.gz
#   ASSETS  one entry for each file: "url path|file name"; its content type follows from the name
#
# The bytes come in by the assembler's .incbin: no byte arrays for the C++ compiler to chew on. The files may be made
# by another build step; whenever one of them changes, the table and the object are made anew.

set(ONSALE_WRITE_ASSETS ${CMAKE_CURRENT_LIST_DIR}/write_assets.cmake)

function(onsale_embed_assets)
  cmake_parse_arguments(ARG "" "TARGET;FOLDER" "ASSETS" ${ARGN})
  set(made ${CMAKE_CURRENT_BINARY_DIR}/embedded)
  set(files "")
  foreach(asset IN LISTS ARG_ASSETS)
    string(REGEX REPLACE ".*[|]" "" name "${asset}")
    list(APPEND files ${ARG_FOLDER}/${name} ${ARG_FOLDER}/${name}.gz)
  endforeach()
  file(CONFIGURE OUTPUT ${made}/list.cmake @ONLY
    CONTENT "set(folder [[@ARG_FOLDER@]])\nset(assets [[@ARG_ASSETS@]])\n")
  add_custom_command(
    OUTPUT ${made}/bytes.s ${made}/table.cpp
    COMMAND ${CMAKE_COMMAND} -D MADE=${made} -P ${ONSALE_WRITE_ASSETS}
    DEPENDS ${files} ${made}/list.cmake ${ONSALE_WRITE_ASSETS}
    COMMENT "Embedding assets" VERBATIM)
  target_sources(${ARG_TARGET} PRIVATE ${made}/bytes.s ${made}/table.cpp)
endfunction()
