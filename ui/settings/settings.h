// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>
#include <QSettings>
#include <QVariant>

#include <memory>

namespace spectap {

/// Everything the window remembers between runs.
enum class Setting : quint8
{
    WindowGeometry,
    WindowLayout,
    TableColumns, ///< as EventColumns::save() tells them
    Appearance,
    ShowNavigator,
    ShowInspector,
    ShowBottom,
    TimelineTab,
    ShowRetries,
    LastFolder,
    Mutes,
    Plans,
    AnswerPolicy,
    TimelineTime,
    CodeLanguage,
    FilterHistory, ///< newest first, each behind a * when it is kept, else a space
    SavedFilters,  ///< name, filter, name, filter
    NavigatorLayout,
    ShowVolume,
    TableTime,
    TableOrder,      ///< as EventTable::savedOrder() tells it
    KeepMarkedCalls, ///< Clear carries them over
    ColourRules,     ///< name, filter, colour, "on" or "off", for each
    Port,
    LargestBody,  ///< MiB of a request's body, decoded
    KeepSessions, ///< unnamed sessions, at most
    KeepDays,     ///< and as long
    TextSize,     ///< percent of the system's
    TextFont,     ///< family, empty: the system's
    FixedFont,    ///< likewise
    RecentFiles,  ///< sessions with a name, the last one first
    LayoutBelow,  ///< as WindowLayout, with the inspector below the table
    LayoutNarrow, ///< as WindowLayout, with the navigator there too
    AnnounceErrors,
    ShareSafe,         ///< exports are
    ShareSafeProfile,  ///< name of the one in use, empty: none that is saved
    ShareSafeChoices,  ///< of the one in use, as in profile files
    ShareSafeProfiles, ///< name, choices, name, choices
    Baseline,          ///< path of the session that others are compared with, empty: none
    NotCompared,       ///< paths of fields
};

/// The one table of keys and defaults over a store that app/ (or a test) hands in. UI thread.
class Settings final : public QObject
{
    Q_OBJECT

public:
    explicit Settings(std::unique_ptr<QSettings> store, QObject *parent = nullptr);

    [[nodiscard]] QVariant value(Setting setting) const;
    void setValue(Setting setting, const QVariant &value);
    /// What value() is while nothing was set.
    [[nodiscard]] static QVariant fallback(Setting setting);
    void reset(Setting setting);

signals:
    /// It has another value.
    void changed(spectap::Setting setting);

private:
    std::unique_ptr<QSettings> m_store;
};

} // namespace spectap
