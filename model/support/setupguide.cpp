// SPDX-License-Identifier: MIT
#include "model/support/setupguide.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

constexpr quint16 UsualPort = 8787;

constexpr std::array PlaceNames{std::pair{AppPlace::ThisMachine, "this"_L1},
    std::pair{AppPlace::Emulator, "emulator"_L1}, std::pair{AppPlace::Usb, "usb"_L1},
    std::pair{AppPlace::Lan, "lan"_L1}};

QByteArray resource(const QString &name)
{
    QFile file(u":/snippets/"_s + name);
    const bool opened = file.open(QIODevice::ReadOnly);
    Q_ASSERT(opened);
    return opened ? file.readAll() : QByteArray();
}

const QJsonObject &index()
{
    static const QJsonObject document = QJsonDocument::fromJson(resource(u"index.json"_s)).object();
    return document;
}

QJsonObject aboutPlace(AppPlace place)
{
    return index()["places"_L1][appPlaceName(place)].toObject();
}

/// One address in all the forms in which SDKs want it.
class Filler
{
public:
    Filler(const Reach &reach, AppPlace place, bool overHttps, bool keepsPath)
        : m_keyIsSecret(place == AppPlace::Lan && !keepsPath)
    {
        QString host = aboutPlace(place)["host"_L1].toString().replace(u"{{here}}"_s, reach.host);
        QString prefix;
        if (place == AppPlace::Lan) {
            host = reach.lan->host;
            prefix = keepsPath ? reach.lan->prefix : QString();
            m_key = keepsPath ? QString() : reach.lan->writeKey;
        }
        const QString port = QString::number(reach.port ? reach.port : UsualPort);
        const QString scheme = overHttps ? u"https"_s : u"http"_s;
        const QString authority = host + u':' + port;
        m_values = {{u"{{url}}"_s, scheme + u"://"_s + authority + prefix},
            {u"{{origin}}"_s, scheme + u"://"_s + authority}, {u"{{authority}}"_s, authority + prefix},
            {u"{{host}}"_s, host}, {u"{{port}}"_s, port}, {u"{{scheme}}"_s, scheme}};
    }

    [[nodiscard]] QString operator()(QString text) const
    {
        for (const auto &[name, value] : m_values)
            text.replace(name, value);
        static const QRegularExpression key(u"\\{\\{key:([^}]*)\\}\\}"_s);
        return text.replace(key, m_key.isEmpty() ? u"\\1"_s : m_key);
    }

    void setWriteKey(const QString &key) { m_key = key; }

    /// Whether filling it in makes a line one to add: a write key counts only when it has to be this one.
    [[nodiscard]] bool marks(const QString &line) const
    {
        return (m_keyIsSecret && line.contains(u"{{key:"_s)) ||
               std::any_of(m_values.begin(), m_values.end(),
                   [&](const auto &value) { return line.contains(value.first); });
    }

private:
    QList<std::pair<QString, QString>> m_values;
    QString m_key;
    bool m_keyIsSecret;
};

/// Takes `guard` off the start of `line`, if it is there.
bool takeOff(const QString &guard, QString &line)
{
    const bool there = line.startsWith(guard);
    if (there)
        line.remove(0, guard.size());
    return there;
}

/// What is there for the calls of the program and makes way for others.
const QString UsesMark = u"{{uses}}"_s;
const QString CallsMark = u"{{calls}}"_s;
const QString EndMark = u"{{end}}"_s;

bool isPartMark(const QString &line)
{
    return line == UsesMark || line == CallsMark || line == EndMark;
}

} // namespace

QString appPlaceName(AppPlace place)
{
    const auto *entry = std::find_if(PlaceNames.begin(), PlaceNames.end(),
        [place](const auto &candidate) { return candidate.first == place; });
    return QString(entry->second);
}

std::optional<AppPlace> appPlaceFromName(QStringView name)
{
    for (const auto &[place, word] : PlaceNames) {
        if (name == word)
            return place;
    }
    return std::nullopt;
}

bool SetupGuide::matches(const QString &words) const
{
    const QString shown = QStringList{title, detail, group, install, name}.join(u' ');
    const QStringList wanted = words.split(u' ', Qt::SkipEmptyParts);
    return std::all_of(wanted.begin(), wanted.end(),
        [&](const QString &word) { return shown.contains(word, Qt::CaseInsensitive); });
}

std::optional<Snippet> SetupGuide::snippet(const Reach &reach, AppPlace place, bool overHttps) const
{
    if (place == AppPlace::Lan && !reach.lan)
        return std::nullopt;
    const Filler filled(reach, place, overHttps, m_keepsPath);
    Snippet snippet;
    QStringList text;
    for (QString line : m_template.split(u'\n')) {
        const bool plain = takeOff(u"{{http}}"_s, line);
        if (plain && overHttps)
            continue;
        const bool marked = takeOff(u"{{+}}"_s, line);
        if (isPartMark(line))
            continue;
        if (line.isEmpty() && (text.isEmpty() || text.constLast().isEmpty()))
            continue; // around lines left out
        if (plain || marked || filled.marks(line))
            snippet.markedLines << int(text.size());
        text << filled(line);
    }
    snippet.text = text.join(u'\n');

    const QJsonObject about = aboutPlace(place);
    const QString way = place != AppPlace::Lan ? u"note"_s : m_keepsPath ? u"prefix"_s : u"key"_s;
    for (const QString &note : {m_note, overHttps ? QString() : m_httpNote, about[way].toString()}) {
        if (!note.isEmpty())
            snippet.notes << filled(note);
    }
    snippet.command = filled(about["command"_L1].toString());
    return snippet;
}

QString SetupGuide::program(
    const Reach &reach, const QString &writeKey, const QStringList &imports, const QString &code) const
{
    static const QRegularExpression plain(u"^[\\w.:-]+$"_s);
    Filler filled(reach, AppPlace::ThisMachine, false, true);
    if (plain.match(writeKey).hasMatch())
        filled.setWriteKey(writeKey);
    QStringList text;
    bool leavingOut = false;
    for (QString line : m_template.split(u'\n')) {
        takeOff(u"{{http}}"_s, line);
        takeOff(u"{{+}}"_s, line);
        if (line == UsesMark) {
            text << imports;
            leavingOut = true;
        } else if (line == CallsMark) {
            leavingOut = true;
            text << CallsMark;
        } else if (line == EndMark) {
            leavingOut = false;
        } else if (leavingOut) {
            if (text.endsWith(CallsMark)) {
                const QString indent = line.first(line.size() - line.trimmed().size());
                text.removeLast();
                for (const QString &codeLine : code.split(u'\n'))
                    text << (codeLine.isEmpty() ? codeLine : QString(indent + codeLine));
            }
        } else {
            text << filled(line);
        }
    }
    return text.join(u'\n');
}

QString SetupGuide::lanIsOff()
{
    return aboutPlace(AppPlace::Lan)["off"_L1].toString();
}

QList<SetupGuide> setupGuides()
{
    QList<SetupGuide> guides;
    const QJsonArray entries = index()["sdks"_L1].toArray();
    for (const QJsonValue &entry : entries) {
        SetupGuide guide;
        guide.name = entry["name"_L1].toString();
        guide.title = entry["title"_L1].toString();
        guide.detail = entry["detail"_L1].toString();
        guide.group = entry["group"_L1].toString();
        guide.install = entry["install"_L1].toString();
        guide.trust = entry["trust"_L1].toString();
        const QString https = entry["https"_L1].toString();
        guide.https = https == u"only"     ? SetupGuide::Https::Only
                      : https == u"always" ? SetupGuide::Https::Always
                                           : SetupGuide::Https::Possible;
        const QJsonArray places = entry["on"_L1].toArray();
        for (const QJsonValue &place : places) {
            if (const auto known = appPlaceFromName(place.toString()))
                guide.places << *known;
        }
        guide.m_keepsPath = entry["lan"_L1].toString() != u"key";
        guide.m_note = entry["note"_L1].toString();
        guide.m_httpNote = entry["http"_L1].toString();
        guide.m_template = QString::fromUtf8(resource(guide.name + u".txt"_s)).trimmed();
        guides << guide;
    }
    return guides;
}

} // namespace spectap
