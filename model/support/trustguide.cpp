// SPDX-License-Identifier: MIT
#include "model/support/trustguide.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace spectap {

namespace {

bool isPlain(QChar c)
{
    return c.unicode() < 128 && (c.isLetterOrNumber() || QStringView(u"/._-+:@%,").contains(c));
}

class Filler
{
public:
    explicit Filler(const TrustFacts &facts)
        : m_values{{QStringLiteral("{{file}}"), QDir::toNativeSeparators(facts.certificate)},
              {QStringLiteral("{{file:sh}}"), shellWord(facts.certificate)},
              // a file name cannot hold a quote on Windows
              {QStringLiteral("{{file:cmd}}"), u'"' + QDir::toNativeSeparators(facts.certificate) + u'"'},
              {QStringLiteral("{{address}}"), QStringLiteral("https://localhost:%1").arg(facts.port)},
              {QStringLiteral("{{port}}"), QString::number(facts.port)},
              {QStringLiteral("{{title}}"), facts.title}}
    {
    }

    [[nodiscard]] QString operator()(const QJsonValue &value) const
    {
        QString text = value.toString();
        for (const auto &[name, filling] : m_values)
            text.replace(name, filling);
        return text;
    }

private:
    QList<std::pair<QString, QString>> m_values;
};

} // namespace

QString shellWord(const QString &path)
{
    if (!path.isEmpty() && std::all_of(path.begin(), path.end(), isPlain))
        return path;
    return u'\'' + QString(path).replace(u'\'', QStringLiteral("'\\''")) + u'\'';
}

QList<TrustGuide> trustGuides(const TrustFacts &facts)
{
    QFile file(QStringLiteral(":/trust/guide.json"));
    const bool opened = file.open(QIODevice::ReadOnly);
    Q_ASSERT(opened);
    const QJsonArray entries = opened ? QJsonDocument::fromJson(file.readAll()).array() : QJsonArray();
    const Filler filled(facts);
    QList<TrustGuide> guides;
    for (const QJsonValue &value : entries) {
        const QJsonObject entry = value.toObject();
        TrustGuide guide;
        guide.name = entry[QLatin1String("name")].toString();
        guide.title = entry[QLatin1String("title")].toString();
        guide.detail = entry[QLatin1String("detail")].toString();
        guide.undo = filled(entry[QLatin1String("undo")]);
        const QJsonArray steps = entry[QLatin1String("steps")].toArray();
        for (const QJsonValue &step : steps)
            guide.steps +=
                TrustStep{filled(step[QLatin1String("text")]), filled(step[QLatin1String("code")])};
        guides += guide;
    }
    return guides;
}

} // namespace spectap
