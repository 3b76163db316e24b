// SPDX-License-Identifier: MIT
#include "app/capture/router.h"
#include "model/support/jsontext.h"

#include <QList>

#include <utility>
#include <vector>

namespace spectap {

namespace {

/// Dotted keys nest; more levels than this are one key with dots in it.
constexpr qsizetype MaxLevels = 16;
constexpr int MaxPairs = 1'000; ///< of a query; the target that is stored has them all

/// An object under construction: a leaf has a value, a branch has members, in the order of the query.
struct Member
{
    QByteArray name;
    QByteArray value;
    std::vector<Member> members;
};

Member &memberNamed(std::vector<Member> &members, const QByteArray &name)
{
    for (Member &member : members) {
        if (member.name == name)
            return member;
    }
    members.push_back({name, {}, {}});
    return members.back();
}

void appendObject(QByteArray &out, const std::vector<Member> &members)
{
    out += '{';
    bool first = true;
    for (const Member &member : members) {
        if (!std::exchange(first, false))
            out += ',';
        appendJsonString(out, member.name);
        out += ':';
        if (member.members.empty())
            appendJsonString(out, member.value);
        else
            appendObject(out, member.members);
    }
    out += '}';
}

QByteArray plain(QByteArrayView text)
{
    return QByteArray::fromPercentEncoding(text.toByteArray().replace('+', ' '));
}

} // namespace

QByteArray pixelCall(QByteArrayView target)
{
    // a plus sign is base64's own here, not a space
    QByteArray data = queryValue(target, "data").replace(' ', '+').replace('-', '+').replace('_', '/');
    if (!data.isEmpty())
        return QByteArray::fromBase64(data);

    std::vector<Member> root;
    const qsizetype query = target.indexOf('?');
    const QByteArray pairs = query < 0 ? QByteArray() : target.sliced(query + 1).toByteArray();
    int taken = 0;
    for (const QByteArray &pair : pairs.split('&')) {
        if (++taken > MaxPairs)
            break;
        const qsizetype equals = pair.indexOf('=');
        if (equals <= 0)
            continue;
        const QByteArray key = plain(QByteArrayView(pair).first(equals));
        QList<QByteArray> levels = key.split('.');
        if (levels.size() > MaxLevels)
            levels = {key};
        std::vector<Member> *members = &root;
        Member *leaf = nullptr;
        for (const QByteArray &level : levels) {
            leaf = &memberNamed(*members, level);
            members = &leaf->members;
        }
        leaf->value = plain(QByteArrayView(pair).sliced(equals + 1));
    }
    QByteArray call;
    appendObject(call, root);
    return call;
}

} // namespace spectap
