// SPDX-License-Identifier: MIT
#pragma once

#include "model/identity/identitygraph.h"

#include <QStringList>

namespace spectap::test {

/// Calls written as "identify a=a1 u=u1; track u=u1; alias p=x u=u2; group u=u1 g=acme", seqs from 1, one
/// second apart.
/// "@N" sets a call's time to second N.
inline std::vector<IdentityInput> callsOf(const QString &script, StringPool &pool)
{
    std::vector<IdentityInput> calls;
    for (const QString &line : script.split(u';', Qt::SkipEmptyParts)) {
        IdentityInput call;
        call.seq = static_cast<quint32>(calls.size() + 1);
        call.time = call.seq * Micros(1'000'000);
        const QStringList words = line.simplified().split(u' ');
        call.type = callTypeFromName(words.front().toUtf8());
        for (const QString &word : words.mid(1)) {
            if (word.startsWith(u'@')) {
                call.time = word.mid(1).toLongLong() * 1'000'000;
                continue;
            }
            const StringId id = pool.intern(word.mid(2).toUtf8());
            switch (word[0].unicode()) {
            case u'u':
                call.user = id;
                break;
            case u'a':
                call.anonymous = id;
                break;
            case u'p':
                call.previous = id;
                break;
            case u'g':
                call.group = id;
                break;
            default:
                qFatal("no such id: %s", qPrintable(word));
            }
        }
        calls.push_back(call);
    }
    return calls;
}

/// "a:a1", "u:u1" or "p:x".
inline QString idText(const IdentityGraph &graph, IdIndex id, const StringPool &pool)
{
    static constexpr char16_t Kinds[] = {u'u', u'a', u'p'};
    const IdentityId &entry = graph.ids()[id];
    return QChar(Kinds[static_cast<std::size_t>(entry.kind)]) + QStringLiteral(":") +
           QString::fromUtf8(pool.at(entry.value));
}

} // namespace spectap::test
