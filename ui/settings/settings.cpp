// SPDX-License-Identifier: MIT
#include "ui/settings/settings.h"

#include "model/compare/comparison.h"
#include "model/session/sessionfolder.h"
#include "model/support/utf8.h"

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
        return {u"table/layout"_s, QStringList()};
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
    case Setting::ShowVolume:
        return {u"window/showVolume"_s, true};
    case Setting::TableTime:
        return {u"table/time"_s, u"local"_s};
    case Setting::TableOrder:
        return {u"table/order"_s, QString()};
    case Setting::KeepMarkedCalls:
        return {u"capture/keepMarkedCalls"_s, false};
    case Setting::ColourRules:
        return {u"table/colourRules"_s, QVariant()};
    case Setting::Port:
        return {u"capture/port"_s, 8787};
    case Setting::LargestBody:
        return {u"capture/largestBody"_s, 32};
    case Setting::KeepSessions:
        return {SessionFolder::Retention::SessionsKey, SessionFolder::Retention::DefaultSessions};
    case Setting::KeepDays:
        return {SessionFolder::Retention::DaysKey, SessionFolder::Retention::DefaultDays};
    case Setting::TextSize:
        return {u"window/textSize"_s, 100};
    case Setting::TextFont:
        return {u"window/textFont"_s, QString()};
    case Setting::FixedFont:
        return {u"window/fixedFont"_s, QString()};
    case Setting::RecentFiles:
        return {u"files/recent"_s, QStringList()};
    case Setting::LayoutBelow:
        return {u"window/layoutBelow"_s, QByteArray()};
    case Setting::LayoutNarrow:
        return {u"window/layoutNarrow"_s, QByteArray()};
    case Setting::AnnounceErrors:
        return {u"window/announceErrors"_s, false};
    case Setting::ShareSafe:
        return {u"export/shareSafe"_s, false};
    case Setting::ShareSafeProfile:
        return {u"export/shareSafeProfile"_s, QString()};
    case Setting::ShareSafeChoices:
        return {u"export/shareSafeChoices"_s, QByteArray()};
    case Setting::ShareSafeProfiles:
        return {u"export/shareSafeProfiles"_s, QStringList()};
    case Setting::Baseline:
        return {SessionFolder::Retention::BaselineKey, QString()};
    case Setting::NotCompared:
        return {u"compare/notCompared"_s, utf8(ComparisonOptions::usuallyIgnored())};
    }
    return {};
}

} // namespace

Settings::Settings(std::unique_ptr<QSettings> store, QObject *parent)
    : QObject(parent)
    , m_store(std::move(store))
{
}

QVariant Settings::value(Setting setting) const
{
    const Entry entry = entryOf(setting);
    // Text files keep numbers as text.
    QVariant value = m_store->value(entry.key);
    if (!entry.fallback.isValid())
        return value;
    return value.isValid() && value.convert(entry.fallback.metaType()) ? value : entry.fallback;
}

void Settings::setValue(Setting setting, const QVariant &value)
{
    const QVariant before = this->value(setting);
    m_store->setValue(entryOf(setting).key, value);
    if (before != value)
        emit changed(setting);
}

QVariant Settings::fallback(Setting setting)
{
    return entryOf(setting).fallback;
}

void Settings::reset(Setting setting)
{
    const Entry entry = entryOf(setting);
    const QVariant before = value(setting);
    m_store->remove(entry.key);
    if (before != entry.fallback)
        emit changed(setting);
}

} // namespace spectap
