// SPDX-License-Identifier: MIT
#include "ui/settings/settings.h"

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

struct Entry
{
    QString key;
    QVariant fallback;
};

Entry entryOf(Setting setting)
{
    switch (setting) {
    case Setting::WindowGeometry:
        return {u"window/geometry"_s, QByteArray()};
    case Setting::WindowLayout:
        return {u"window/layout"_s, QByteArray()};
    case Setting::TableColumns:
        return {u"table/columns"_s, QByteArray()};
    case Setting::Appearance:
        return {u"window/appearance"_s, u"system"_s};
    case Setting::ShowNavigator:
        return {u"window/showNavigator"_s, true};
    case Setting::ShowInspector:
        return {u"window/showInspector"_s, true};
    case Setting::ShowBottom:
        return {u"window/showBottom"_s, true};
    case Setting::TimelineTab:
        return {u"window/timelineTab"_s, false};
    case Setting::ShowRetries:
        return {u"table/showRetries"_s, false};
    case Setting::LastFolder:
        return {u"files/lastFolder"_s, QString()};
    case Setting::Mutes:
        return {u"findings/mutes"_s, QByteArray()};
    case Setting::Plans:
        return {u"plan/files"_s, QStringList()};
    case Setting::AnswerPolicy:
        return {u"capture/answers"_s, u"segment"_s};
    case Setting::TimelineTime:
        return {u"timeline/time"_s, u"local"_s};
    case Setting::CodeLanguage:
        return {u"inspector/codeLanguage"_s, QString()};
    case Setting::FilterHistory:
        return {u"filter/history"_s, QStringList()};
    case Setting::SavedFilters:
        return {u"filter/saved"_s, QStringList()};
    case Setting::NavigatorLayout:
        return {u"navigator/layout"_s, QByteArray()};
    }
    return {};
}

} // namespace

Settings::Settings(std::unique_ptr<QSettings> store)
    : m_store(std::move(store))
{
}

QVariant Settings::value(Setting setting) const
{
    const Entry entry = entryOf(setting);
    return m_store->value(entry.key, entry.fallback);
}

void Settings::setValue(Setting setting, const QVariant &value)
{
    m_store->setValue(entryOf(setting).key, value);
}

} // namespace spectap
