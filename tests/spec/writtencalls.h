// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>

namespace spectap::test {

/// A call with what every row would else repeat.
inline QByteArray call(const char *type, const char *rest)
{
    return QByteArray(R"({"type":")") + type + R"(","userId":"u-1",)" + rest + '}';
}

inline QByteArray track(const char *rest)
{
    return call("track", rest);
}

inline QByteArray order(const char *properties)
{
    return track(
        QByteArray(QByteArray(R"("event":"Order Completed","properties":{)") + properties + '}').constData());
}

} // namespace spectap::test
