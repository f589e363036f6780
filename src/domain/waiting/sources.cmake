# Included by src/domain/CMakeLists.txt, which defines onsale_domain.
target_sources(onsale_domain PRIVATE
  ${CMAKE_CURRENT_LIST_DIR}/admission.cpp
  ${CMAKE_CURRENT_LIST_DIR}/attendance.cpp
  ${CMAKE_CURRENT_LIST_DIR}/line_profile.cpp
  ${CMAKE_CURRENT_LIST_DIR}/live_places.cpp
  ${CMAKE_CURRENT_LIST_DIR}/place_records.cpp
  ${CMAKE_CURRENT_LIST_DIR}/waiting_line.cpp
  ${CMAKE_CURRENT_LIST_DIR}/waiting_line_time.cpp)
