# onsale_embed_assets(TARGET target NAME name FOLDER folder ...): puts files into the program, as the table name_assets().
#
#   FOLDER  where the built files lie; next to each may lie its twins, NAME.gz and NAME.br
#   ASSETS  one entry for each file: "url path|file name"
#   LISTED_BY file  in place of ASSETS: whatever lies in the folder when that file has changed, known only then.
#           index.html becomes "/", other pages lose their ".html".
#
# Content types follow from the names. The bytes come in by the assembler's .incbin: no byte arrays for the C++
# compiler to chew on. The files may be made by another build step; whenever one of them changes, the table and the
# object are made again.

set(ONSALE_WRITE_ASSETS ${CMAKE_CURRENT_LIST_DIR}/write_assets.cmake)

function(onsale_embed_assets)
  cmake_parse_arguments(ARG "" "TARGET;NAME;FOLDER;LISTED_BY" "ASSETS" ${ARGN})
  set(made ${CMAKE_CURRENT_BINARY_DIR}/embedded/${ARG_NAME})
  set(files ${ARG_LISTED_BY})
  foreach(asset IN LISTS ARG_ASSETS)
    string(REGEX REPLACE ".*[|]" "" name "${asset}")
    list(APPEND files ${ARG_FOLDER}/${name} ${ARG_FOLDER}/${name}.gz)
  endforeach()
  file(CONFIGURE OUTPUT ${made}/list.cmake @ONLY
    CONTENT "set(name @ARG_NAME@)\nset(folder [[@ARG_FOLDER@]])\nset(assets [[@ARG_ASSETS@]])\n")
  add_custom_command(
    OUTPUT ${made}/bytes.s ${made}/table.cpp
    COMMAND ${CMAKE_COMMAND} -D MADE=${made} -P ${ONSALE_WRITE_ASSETS}
    DEPENDS ${files} ${made}/list.cmake ${ONSALE_WRITE_ASSETS}
    COMMENT "Embedding the ${ARG_NAME} assets" VERBATIM)
  target_sources(${ARG_TARGET} PRIVATE ${made}/bytes.s ${made}/table.cpp)
endfunction()
