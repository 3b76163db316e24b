# SPDX-License-Identifier: MIT
# Installs into an empty directory and starts what was installed: nothing may depend on the build tree.
file(REMOVE_RECURSE ${STAGE})
execute_process(COMMAND ${CMAKE_COMMAND} --install ${BUILD} --prefix ${STAGE} OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${STAGE}/${BINDIR}/spectap --version WORKING_DIRECTORY ${STAGE}
    OUTPUT_VARIABLE said OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
if(NOT said MATCHES "(^|[^0-9.])${VERSION}($|[^0-9.])")
    message(FATAL_ERROR "spectap --version should name ${VERSION}, and says: ${said}")
endif()
if(UNIX AND NOT APPLE)
    foreach(file applications/${ID}.desktop metainfo/${ID}.metainfo.xml mime/packages/${ID}.xml
            icons/hicolor/scalable/apps/${ID}.svg)
        if(NOT EXISTS ${STAGE}/${DATADIR}/${file})
            message(FATAL_ERROR "${DATADIR}/${file} was not installed")
        endif()
    endforeach()
endif()
