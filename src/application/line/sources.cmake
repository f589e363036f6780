# Included by src/application/CMakeLists.txt, which defines onsale_application.
target_sources(onsale_application PRIVATE
  ${CMAKE_CURRENT_LIST_DIR}/embedded_line.cpp
  ${CMAKE_CURRENT_LIST_DIR}/line_batch.cpp)
