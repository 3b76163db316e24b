# SPDX-License-Identifier: MIT
# Stands for the SDK tests where CMake found no Node.js.
if(DEFINED ENV{SPECTAP_SDK_REQUIRED})
    message(FATAL_ERROR "missing: Node.js was not found by CMake")
endif()
message("skipped: Node.js was not found by CMake")
