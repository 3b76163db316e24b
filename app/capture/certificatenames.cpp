// SPDX-License-Identifier: MIT
#include "app/capture/certificatenames.h"

#include <QHostAddress>
#include <QUrl>

#include <algorithm>

namespace spectap {

namespace {

constexpr qsizetype LongestName = 253;
constexpr qsizetype LongestLabel = 63;

bool isLetter(QChar c)
{
    return c >= u'a' && c <= u'z';
}

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

bool isLabel(QStringView label)
{
    return !label.isEmpty() && label.size() <= LongestLabel && !label.startsWith(u'-') &&
           !label.endsWith(u'-') && std::all_of(label.begin(), label.end(), [](QChar c) {
               return isLetter(c) || isDigit(c) || c == u'-';
           });
}

} // namespace

bool isAddress(const QString &name)
{
    return name.contains(u':') || (!name.isEmpty() && isDigit(name.back()) && !QHostAddress(name).isNull());
}

bool isHostName(const QString &name)
{
    const auto labels = QStringView(name).split(u'.');
    // a last label of digits is an address, or taken for one
    return name.size() <= LongestName && std::all_of(labels.begin(), labels.end(), isLabel) &&
           !std::all_of(labels.back().begin(), labels.back().end(), isDigit);
}

bool mayBeTopLevel(const QString &name)
{
    return name != u"localhost" && !name.contains(u'.') &&
           (name.startsWith(u"xn--") || std::all_of(name.begin(), name.end(), isLetter));
}

QStringList endpointNames(const QString &hostName, const QStringList &addresses)
{
    QStringList names{QStringLiteral("localhost"), QStringLiteral("127.0.0.1"), QStringLiteral("::1"),
        QStringLiteral("10.0.2.2")};
    QString host = QString::fromLatin1(QUrl::toAce(hostName)).toLower();
    if (host.endsWith(u'.'))
        host.chop(1);
    if (isHostName(host))
        names += host;
    if (isHostName(host) && !addresses.isEmpty() && !host.contains(u'.') && host != u"localhost")
        names += host + QStringLiteral(".local"); // how phones ask for it by name
    for (const QString &address : addresses) {
        if (const QHostAddress parsed(address); !parsed.isNull() && parsed.scopeId().isEmpty())
            names += parsed.toString();
    }
    names.removeDuplicates();
    return names;
}

} // namespace spectap
