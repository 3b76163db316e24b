# SPDX-License-Identifier: MIT
# Qt's headers cost seconds in every file; they are read once here and reused. Targets that reuse them are compiled alike
# (spectap_options); what a target defines beyond that must not touch these headers.
set(pch_core
    <QByteArray> <QByteArrayView> <QFile> <QHash> <QObject> <QString> <QStringList> <QTimer> <QVariant>
    <algorithm> <array> <atomic> <chrono> <cstring> <functional> <memory> <mutex> <optional> <span> <string>
    <unordered_map> <utility> <vector>)
set(pch_widgets
    <QAbstractItemModel> <QAbstractScrollArea> <QAction> <QApplication> <QBoxLayout> <QColor> <QFont> <QIcon>
    <QLabel> <QLineEdit> <QMainWindow> <QMenu> <QPainter> <QPainterPath> <QPalette> <QStyle>
    <QStyledItemDelegate> <QToolButton> <QTreeView> <QWidget>)

function(spectap_add_pch name)
    cmake_parse_arguments(arg "" "" "LIBS;HEADERS" ${ARGN})
    # A library wants a source; what counts is the header compiled beside it.
    file(WRITE ${CMAKE_BINARY_DIR}/pch/${name}.cpp "// Holds the precompiled headers.\n")
    add_library(${name} OBJECT ${CMAKE_BINARY_DIR}/pch/${name}.cpp)
    target_link_libraries(${name} PRIVATE spectap_options ${arg_LIBS})
    target_precompile_headers(${name} PRIVATE ${arg_HEADERS})
    set_target_properties(${name} PROPERTIES AUTOMOC OFF AUTOUIC OFF)
endfunction()

spectap_add_pch(spectap_pch_core LIBS Qt6::Core HEADERS ${pch_core})
spectap_add_pch(spectap_pch_widgets LIBS Qt6::Widgets HEADERS ${pch_core} ${pch_widgets})
if(SPECTAP_TESTS)
    # What a test says runs once: optimizing it takes longer than it saves, and more than half of compiling it.
    add_library(spectap_testcode INTERFACE)
    target_compile_options(spectap_testcode INTERFACE
        $<$<AND:$<CONFIG:Release>,$<NOT:$<CXX_COMPILER_ID:MSVC>>>:-O0>)
    # Qt Test tells every target its own folders through macros, which would make the header of one useless to the next.
    set_property(TARGET Qt6::Test PROPERTY INTERFACE_COMPILE_DEFINITIONS QT_TESTLIB_LIB)
    # <QTest> reads which other modules there are: one header for each set of them that tests link.
    set(pch_test ${pch_core} <QSignalSpy> <QTemporaryDir> <QTest>)
    spectap_add_pch(spectap_pch_test LIBS spectap_testcode Qt6::Test HEADERS ${pch_test})
    spectap_add_pch(spectap_pch_test_network LIBS spectap_testcode Qt6::Test Qt6::Network HEADERS ${pch_test})
    spectap_add_pch(spectap_pch_test_widgets LIBS spectap_testcode Qt6::Test Qt6::Widgets HEADERS ${pch_test} ${pch_widgets})
endif()
