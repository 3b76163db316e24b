// SPDX-License-Identifier: MIT
#include "ui/export/sharesafeprofiles.h"

#include "ui/settings/settings.h"

#include <algorithm>

namespace spectap {

ShareSafeProfiles::ShareSafeProfiles(Settings *settings)
    : m_settings(settings)
{
    if (!settings)
        return;
    const QStringList saved = settings->value(Setting::ShareSafeProfiles).toStringList();
    for (qsizetype i = 0; i + 1 < saved.size(); i += 2) {
        // What a newer program wrote is left out, and comes back with it unless something is saved here.
        if (auto profile = RedactionProfile::fromJson(saved[i + 1].toUtf8()))
            m_named.push_back({saved[i], std::move(*profile)});
    }
}

QStringList ShareSafeProfiles::names() const
{
    QStringList names;
    for (const Named &each : m_named)
        names.append(each.name);
    return names;
}

std::optional<RedactionProfile> ShareSafeProfiles::profile(const QString &name) const
{
    for (const Named &each : m_named) {
        if (each.name == name)
            return each.profile;
    }
    return std::nullopt;
}

void ShareSafeProfiles::save(const QString &name, const RedactionProfile &profile)
{
    remove(name);
    m_named.push_back({name, profile});
    std::sort(m_named.begin(), m_named.end(),
        [](const Named &a, const Named &b) { return a.name.localeAwareCompare(b.name) < 0; });
    remember();
}

void ShareSafeProfiles::remove(const QString &name)
{
    if (std::erase_if(m_named, [&name](const Named &each) { return each.name == name; }) > 0)
        remember();
}

void ShareSafeProfiles::remember()
{
    if (!m_settings)
        return;
    QStringList saved;
    for (const Named &each : m_named)
        saved << each.name << QString::fromUtf8(each.profile.toJson());
    m_settings->setValue(Setting::ShareSafeProfiles, saved);
}

ShareSafeProfiles::Last ShareSafeProfiles::last() const
{
    Last last;
    if (!m_settings)
        return last;
    last.isOn = m_settings->value(Setting::ShareSafe).toBool();
    last.name = m_settings->value(Setting::ShareSafeProfile).toString();
    if (auto profile = RedactionProfile::fromJson(m_settings->value(Setting::ShareSafeChoices).toByteArray()))
        last.profile = std::move(*profile);
    return last;
}

void ShareSafeProfiles::setLast(const Last &last)
{
    if (!m_settings)
        return;
    m_settings->setValue(Setting::ShareSafe, last.isOn);
    m_settings->setValue(Setting::ShareSafeProfile, last.name);
    m_settings->setValue(Setting::ShareSafeChoices, last.profile.toJson());
}

} // namespace spectap
