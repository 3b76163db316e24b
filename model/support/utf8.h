// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArrayView>
#include <QStringList>

#include <vector>

namespace spectap {

[[nodiscard]] inline QString utf8(QByteArrayView text)
{
    return QString::fromUtf8(text);
}

[[nodiscard]] inline QStringList utf8(const std::vector<QByteArray> &texts)
{
    QStringList list;
    for (const QByteArray &text : texts)
        list += utf8(text);
    return list;
}

} // namespace spectap
