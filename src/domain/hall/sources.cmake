# Included by src/domain/CMakeLists.txt, which defines onsale_domain.
target_sources(onsale_domain PRIVATE
  ${CMAKE_CURRENT_LIST_DIR}/areas.cpp
  ${CMAKE_CURRENT_LIST_DIR}/blocks.cpp
  ${CMAKE_CURRENT_LIST_DIR}/bowl.cpp
  ${CMAKE_CURRENT_LIST_DIR}/bowl_ring.cpp
  ${CMAKE_CURRENT_LIST_DIR}/hall_map.cpp
  ${CMAKE_CURRENT_LIST_DIR}/layout.cpp
  ${CMAKE_CURRENT_LIST_DIR}/natural_order.cpp
  ${CMAKE_CURRENT_LIST_DIR}/outline.cpp
  ${CMAKE_CURRENT_LIST_DIR}/stand.cpp)
