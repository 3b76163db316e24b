// SPDX-License-Identifier: MIT
#pragma once

#include <QCoreApplication>
#include <QStandardPaths>
#include <QTest>

namespace spectap::test {

template <typename Test, typename Application>
int run(int argc, char **argv)
{
    QStandardPaths::setTestModeEnabled(true);
    Application app(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("spectap-test"));
    Test test;
    return QTest::qExec(&test, argc, argv);
}

} // namespace spectap::test

/// main() of a test without widgets; include the .moc after it.
#define SPECTAP_TEST_MAIN(Test)                                                                              \
    int main(int argc, char **argv)                                                                          \
    {                                                                                                        \
        return spectap::test::run<Test, QCoreApplication>(argc, argv);                                       \
    }

/// main() of a test with widgets (link Qt6::Widgets and include QApplication first).
#define SPECTAP_GUI_TEST_MAIN(Test)                                                                          \
    int main(int argc, char **argv)                                                                          \
    {                                                                                                        \
        return spectap::test::run<Test, QApplication>(argc, argv);                                           \
    }
