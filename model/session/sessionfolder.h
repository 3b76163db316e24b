// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/isotime.h"
#include "model/support/result.h"

#include <QLatin1StringView>
#include <QString>

#include <vector>

namespace spectap {

/// Unnamed sessions: files in the app's data folder that a capture writes until the person saves it under a
/// name. The last ten of a week stay, or as people set it (DESIGN §3.12). A file whose writer died is offered
/// for recovery.
class SessionFolder
{
public:
    /// What prune() leaves: so many, and none that is older.
    struct Retention
    {
        static constexpr QLatin1StringView SessionsKey{"sessions/keep"}; ///< of the person's settings
        static constexpr QLatin1StringView DaysKey{"sessions/days"};
        static constexpr QLatin1StringView BaselineKey{"compare/baseline"};
        static constexpr int DefaultSessions = 10;
        static constexpr int DefaultDays = 7;

        int sessions = DefaultSessions;
        int days = DefaultDays;
        QString baseline = {}; ///< stays in any case: the one that others are compared with

        /// As the person set it: a capture without a window must not delete what the window keeps.
        static Retention remembered();
    };
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
    /// Deletes what is past `retention` and is neither in use nor crashed.
    void prune(const Retention &retention);

private:
    QString m_folder;
};

} // namespace spectap
