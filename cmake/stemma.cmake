# What the build is made of: one line a library, one line a room.

set(CMAKE_C_STANDARD 17)
set(CMAKE_C_STANDARD_REQUIRED ON)
set(CMAKE_C_EXTENSIONS OFF)
set(CMAKE_CXX_STANDARD 17)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

find_program(STM_CCACHE ccache)
if(STM_CCACHE)
  set(CMAKE_C_COMPILER_LAUNCHER ${STM_CCACHE})
  set(CMAKE_CXX_COMPILER_LAUNCHER ${STM_CCACHE})
endif()

set(STM_WARNINGS -Wall -Wextra -Wpedantic -Wshadow -Wconversion
    -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wcast-qual -Wundef
    -Wformat=2)

# stm_library(NAME PKG module... | LIB name): an interface target ext_NAME.
function(stm_library name)
  cmake_parse_arguments(A "" "LIB" "PKG" ${ARGN})
  add_library(ext_${name} INTERFACE)
  if(A_PKG)
    pkg_check_modules(EXT_${name} REQUIRED IMPORTED_TARGET ${A_PKG})
    target_link_libraries(ext_${name} INTERFACE PkgConfig::EXT_${name})
  else()
    find_library(EXT_${name}_PATH ${A_LIB} REQUIRED)
    # libmodest does not name the libm it needs
    target_link_libraries(ext_${name} INTERFACE ${EXT_${name}_PATH} m)
  endif()
endfunction()

# stm_embed(FILE NAME): the bytes of FILE as build/embed/NAME.inc, numbers
# parted by commas, for an array's initialiser.
function(stm_embed file name)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
  file(READ ${file} hex HEX)
  string(REGEX REPLACE "(..)" "0x\\1," hex "${hex}")
  string(REGEX REPLACE ",$" "" hex "${hex}")
  file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/embed/${name}.inc CONTENT "${hex}\n" @ONLY)
endfunction()

# stm_module(NAME USES room... LIBS library...): one folder under src/.
function(stm_module name)
  cmake_parse_arguments(A "" "" "USES;LIBS" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS
       ${PROJECT_SOURCE_DIR}/src/${name}/*.c ${PROJECT_SOURCE_DIR}/src/${name}/*.cc
       ${PROJECT_SOURCE_DIR}/src/${name}/*.S)
  if(NOT sources)
    message(FATAL_ERROR "src/${name} holds no source")
  endif()
  add_library(stm_${name} OBJECT ${sources})
  target_include_directories(stm_${name} PUBLIC
    ${PROJECT_SOURCE_DIR}/src ${PROJECT_SOURCE_DIR}/include)
  target_include_directories(stm_${name} PRIVATE ${PROJECT_BINARY_DIR}/embed)
  target_compile_definitions(stm_${name} PRIVATE STM_BUILDING)
  if(STM_ALLOC_FAULTS)
    target_compile_definitions(stm_${name} PUBLIC STM_ALLOC_FAULTS)
  endif()
  target_compile_options(stm_${name} PRIVATE -fvisibility=hidden
    $<$<COMPILE_LANGUAGE:C>:${STM_WARNINGS}>)
  if(STM_WERROR)
    target_compile_options(stm_${name} PRIVATE $<$<COMPILE_LANGUAGE:C>:-Werror>)
  endif()
  foreach(lib ${A_LIBS})
    target_link_libraries(stm_${name} PUBLIC ext_${lib})
  endforeach()
  target_link_libraries(stm_${name} PUBLIC Threads::Threads)
  set_property(GLOBAL APPEND PROPERTY STM_ROOMS ${name})
  set_property(GLOBAL PROPERTY STM_USES_${name} "${A_USES}")
  set_property(GLOBAL PROPERTY STM_LIBS_${name} "${A_LIBS}")
endfunction()

# The library, the command, and layers.txt, which the test `layers` reads.
function(stm_product)
  get_property(rooms GLOBAL PROPERTY STM_ROOMS)
  set(layers "")
  set(objects "")
  set(libs "")
  foreach(room ${rooms})
    get_property(uses GLOBAL PROPERTY STM_USES_${room})
    string(REPLACE ";" " " uses "${uses}")
    string(APPEND layers "${room}: ${uses}\n")
    message(STATUS "room ${room} uses: ${uses}")
    list(APPEND objects $<TARGET_OBJECTS:stm_${room}>)
    get_property(room_libs GLOBAL PROPERTY STM_LIBS_${room})
    list(APPEND libs ${room_libs})
  endforeach()
  list(REMOVE_DUPLICATES libs)
  list(TRANSFORM libs PREPEND ext_)
  file(WRITE ${PROJECT_BINARY_DIR}/layers.txt "${layers}")

  # libstemma.so shows the public header's names alone; tests, fuzz targets
  # and benchmarks link the archive, which shows all.
  add_library(stemma SHARED ${objects})
  add_library(stemma_all STATIC ${objects})
  set_target_properties(stemma PROPERTIES VERSION ${PROJECT_VERSION} SOVERSION 0)
  target_include_directories(stemma PUBLIC ${PROJECT_SOURCE_DIR}/include)
  target_include_directories(stemma_all PUBLIC
    ${PROJECT_SOURCE_DIR}/src ${PROJECT_SOURCE_DIR}/include)
  if(STM_ALLOC_FAULTS)
    target_compile_definitions(stemma_all PUBLIC STM_ALLOC_FAULTS)
  endif()
  target_link_libraries(stemma PRIVATE ${libs} Threads::Threads m)
  target_link_libraries(stemma_all PUBLIC ${libs} Threads::Threads m)

  file(GLOB cli CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/cli/*.c)
  add_executable(stemma_cli ${cli})
  set_target_properties(stemma_cli PROPERTIES OUTPUT_NAME stemma)
  target_include_directories(stemma_cli PRIVATE
    ${PROJECT_SOURCE_DIR}/include ${PROJECT_SOURCE_DIR}/src)
  target_compile_options(stemma_cli PRIVATE ${STM_WARNINGS})
  if(STM_WERROR)
    target_compile_options(stemma_cli PRIVATE -Werror)
  endif()
  target_link_libraries(stemma_cli PRIVATE stemma)

  include(GNUInstallDirs)
  set_target_properties(stemma_cli PROPERTIES INSTALL_RPATH "$ORIGIN/../${CMAKE_INSTALL_LIBDIR}")
  install(TARGETS stemma stemma_cli)
  install(FILES include/stemma/stemma.h DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/stemma)
endfunction()
