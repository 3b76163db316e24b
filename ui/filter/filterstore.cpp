// SPDX-License-Identifier: MIT
#include "ui/filter/filterstore.h"

#include "ui/settings/settings.h"

#include <algorithm>

namespace spectap {

void FilterStore::setSettings(Settings *settings)
{
    m_settings = settings;
    m_used.clear();
    m_saved.clear();
    for (const QString &line : settings->value(Setting::FilterHistory).toStringList()) {
        if (line.size() > 1)
            m_used.push_back({line.sliced(1), line.front() == u'*'});
    }
    const QStringList saved = settings->value(Setting::SavedFilters).toStringList();
    for (qsizetype i = 0; i + 1 < saved.size(); i += 2)
        m_saved.push_back({saved[i], saved[i + 1]});
    emit savedChanged();
}

std::vector<FilterStore::Used> FilterStore::used() const
{
    std::vector<Used> used = m_used;
    std::stable_partition(used.begin(), used.end(), [](const Used &each) { return each.kept; });
    return used;
}

void FilterStore::use(const QString &text)
{
    const QString filter = text.trimmed();
    if (filter.isEmpty() || (!m_used.empty() && m_used.front().text == filter))
        return;
    Used newest{filter, false};
    const auto known = std::find_if(
        m_used.begin(), m_used.end(), [&filter](const Used &each) { return each.text == filter; });
    if (known != m_used.end()) {
        newest = *known;
        m_used.erase(known);
    }
    m_used.insert(m_used.begin(), newest);
    std::size_t others = 0;
    std::erase_if(m_used, [&others](const Used &each) { return !each.kept && ++others > MaxUsed; });
    rememberUsed();
}

void FilterStore::setKept(const QString &text, bool kept)
{
    for (Used &each : m_used) {
        if (each.text == text)
            each.kept = kept;
    }
    rememberUsed();
}

void FilterStore::forget(const QString &text)
{
    std::erase_if(m_used, [&text](const Used &each) { return each.text == text; });
    rememberUsed();
}

std::size_t FilterStore::save(const QString &name, const QString &text)
{
    const auto known = std::find_if(
        m_saved.begin(), m_saved.end(), [&name](const Saved &each) { return each.name == name; });
    const auto at = static_cast<std::size_t>(known - m_saved.begin());
    if (known == m_saved.end())
        m_saved.push_back({name, text});
    else
        known->text = text;
    rememberSaved();
    return at;
}

void FilterStore::rename(std::size_t at, const QString &name)
{
    const QString words = name.simplified();
    if (words.isEmpty() || m_saved[at].name == words)
        return;
    m_saved[at].name = words;
    rememberSaved();
}

void FilterStore::change(std::size_t at, const QString &text)
{
    m_saved[at].text = text;
    rememberSaved();
}

void FilterStore::remove(std::size_t at)
{
    m_saved.erase(m_saved.begin() + static_cast<std::ptrdiff_t>(at));
    rememberSaved();
}

void FilterStore::move(std::size_t from, std::size_t to)
{
    if (from == to || to >= m_saved.size())
        return;
    const Saved moved = m_saved[from];
    m_saved.erase(m_saved.begin() + static_cast<std::ptrdiff_t>(from));
    m_saved.insert(m_saved.begin() + static_cast<std::ptrdiff_t>(to), moved);
    rememberSaved();
}

void FilterStore::rememberUsed()
{
    QStringList lines;
    for (const Used &each : m_used)
        lines << QString(QChar(each.kept ? u'*' : u' ') + each.text);
    if (m_settings)
        m_settings->setValue(Setting::FilterHistory, lines);
}

void FilterStore::rememberSaved()
{
    QStringList lines;
    for (const Saved &each : m_saved)
        lines << each.name << each.text;
    if (m_settings)
        m_settings->setValue(Setting::SavedFilters, lines);
    emit savedChanged();
}

} // namespace spectap
