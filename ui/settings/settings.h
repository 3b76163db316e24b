// SPDX-License-Identifier: MIT
#pragma once

#include <QSettings>
#include <QVariant>

#include <memory>

namespace spectap {

/// Everything the window remembers between runs.
enum class Setting : quint8
{
    WindowGeometry,
    WindowLayout,
    TableColumns,
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
};

/// The one table of keys and defaults over a store that app/ (or a test) hands in.
class Settings final
{
public:
    explicit Settings(std::unique_ptr<QSettings> store);

    [[nodiscard]] QVariant value(Setting setting) const;
    void setValue(Setting setting, const QVariant &value);

private:
    std::unique_ptr<QSettings> m_store;
};

} // namespace spectap
