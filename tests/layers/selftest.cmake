# SPDX-License-Identifier: MIT
# Runs the check over a tree that is wrong on purpose and compares every word it says.
# Needs LAYERS (the program), FIXTURE (the tree), EXPECTED (a file) and SCRATCH (a directory to work in).
file(REMOVE_RECURSE ${SCRATCH})
file(COPY ${FIXTURE}/ DESTINATION ${SCRATCH})
# Grown here rather than kept: nobody needs to read them.
string(REPEAT "\n" 450 lines)
file(WRITE ${SCRATCH}/ui/longest.cpp "// SPDX-License-Identifier: MIT${lines}")
file(WRITE ${SCRATCH}/ui/toolong.cpp "// SPDX-License-Identifier: MIT${lines}\n")
file(WRITE ${SCRATCH}/tests/toolong.cpp "// SPDX-License-Identifier: MIT${lines}\n")

execute_process(COMMAND ${LAYERS} ${SCRATCH} OUTPUT_VARIABLE said RESULT_VARIABLE code ERROR_QUIET)
file(READ ${EXPECTED} expected)
if(NOT code EQUAL 1)
    message(FATAL_ERROR "A wrong tree must fail with 1, not ${code}")
endif()
if(NOT said STREQUAL expected)
    message(FATAL_ERROR "Expected:\n${expected}\nSaid:\n${said}")
endif()
