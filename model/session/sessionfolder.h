// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/isotime.h"
#include "model/support/result.h"

#include <QString>

#include <vector>

namespace spectap {

/// Unnamed sessions: files in the app's data folder that a capture writes until the person saves it under a
/// name. The last MaxKept of MaxDays days stay (DESIGN §3.12). A file whose writer died is offered for
/// recovery.
class SessionFolder
{
public:
    static constexpr int MaxKept = 10;
    static constexpr int MaxDays = 7;

    struct Entry
    {
        QString path;
        Micros startedAt = NoTime;
        quint32 calls = 0;
        bool crashed = false; ///< its writer ended without closing it
    };

    /// `folder` is created (mode 0700) when it is missing.
    explicit SessionFolder(QString folder);
    /// The platform's folder for the app's data.
    static QString defaultFolder();

    /// A path for a new unnamed session that no other program can have taken.
    Result<QString> newPath();
    /// Whether the session at `path` is an unnamed one.
    [[nodiscard]] bool holds(const QString &path) const;
    /// What is there, newest first; sessions being written by a living program are left out.
    std::vector<Entry> entries() const;
    /// Deletes what is past MaxKept or MaxDays and is neither in use nor crashed.
    void prune();

private:
    QString m_folder;
};

} // namespace spectap
