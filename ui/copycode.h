// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/callcode.h"

#include <QFutureWatcher>
#include <QObject>

#include <vector>

namespace spectap {

/// Puts calls on the clipboard as source code. They are read from the session's file by another thread; what
/// is asked for last counts.
class CodeCopier final : public QObject
{
    Q_OBJECT

public:
    explicit CodeCopier(QObject *parent = nullptr);
    void copy(const QString &path, std::vector<quint32> seqs, const CodeWish &wish);

signals:
    void copied();
    void failed(const QString &why);

private:
    QFutureWatcher<Result<QString>> m_read;
};

} // namespace spectap
