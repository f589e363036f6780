# Included by src/domain/CMakeLists.txt, which defines onsale_domain.
target_sources(onsale_domain PRIVATE
  ${CMAKE_CURRENT_LIST_DIR}/best_search.cpp
  ${CMAKE_CURRENT_LIST_DIR}/free_seats.cpp
  ${CMAKE_CURRENT_LIST_DIR}/seat_grid.cpp
  ${CMAKE_CURRENT_LIST_DIR}/seat_rows.cpp
  ${CMAKE_CURRENT_LIST_DIR}/seating_plan.cpp)
