// SPDX-License-Identifier: MIT
#include "model/query/querypath.h"

#include <algorithm>

namespace spectap {

namespace {

constexpr quint32 None = JsonTape::None;
constexpr QStringView Roots[] = {u"properties", u"traits", u"context", u"integrations"};

/// A name in quotes from `at` on; moves `at` behind them.
std::optional<QString> quotedName(QStringView text, qsizetype &at)
{
    QString name;
    for (++at; at < text.size(); ++at) {
        if (text[at] == u'"') {
            ++at;
            return name;
        }
        if (text[at] == u'\\' && at + 1 < text.size() && (text[at + 1] == u'"' || text[at + 1] == u'\\'))
            ++at;
        name += text[at];
    }
    return std::nullopt;
}

bool isPlain(QChar c)
{
    return c.isLetterOrNumber() || c == u'_' || c == u'$' || c == u'-' || c == u'@' || c == u'/';
}

} // namespace

std::optional<QueryPath> QueryPath::parse(QStringView text)
{
    QueryPath path;
    qsizetype at = 0;
    while (at < text.size()) {
        if (text[at] == u'[') {
            const qsizetype close = text.indexOf(u']', at);
            if (close < 0 || path.m_steps.empty())
                return std::nullopt;
            Step step{Step::Kind::AnyItem, {}, 0};
            if (close > at + 1) {
                bool isNumber = false;
                step.index = text.sliced(at + 1, close - at - 1).toUInt(&isNumber);
                step.kind = Step::Kind::Item;
                if (!isNumber)
                    return std::nullopt;
            }
            path.m_steps.push_back(std::move(step));
            at = close + 1;
            continue;
        }
        if (!path.m_steps.empty() && text[at++] != u'.')
            return std::nullopt;
        const qsizetype from = at;
        std::optional<QString> name;
        if (at < text.size() && text[at] == u'"') {
            name = quotedName(text, at);
        } else {
            while (at < text.size() && text[at] != u'.' && text[at] != u'[')
                ++at;
            name = text.sliced(from, at - from).toString();
        }
        if (!name || name->isEmpty())
            return std::nullopt;
        path.m_steps.push_back({Step::Kind::Member, name->toUtf8(), 0});
    }
    return path.m_steps.empty() ? std::nullopt : std::optional(std::move(path));
}

/// One way down the steps. Stops at the first value that fits.
struct QueryPath::Walk
{
    const JsonTape &tape;
    const std::vector<Step> &steps;
    const std::function<bool(quint32)> &fits;
    /// What to say of a place where the way ends early.
    bool whenGone = false;

    bool from(quint32 node, std::size_t step) const
    {
        if (step == steps.size())
            return fits(node);
        const Step &next = steps[step];
        const JsonKind wanted = next.kind == Step::Kind::Member ? JsonKind::Object : JsonKind::Array;
        if (tape[node].kind != wanted)
            return whenGone;
        if (next.kind == Step::Kind::Member) {
            const quint32 member = tape.find(node, next.name);
            return member == None ? whenGone : from(member, step + 1);
        }
        quint32 index = 0;
        for (quint32 item = node + 1; item < tape[node].next; item = tape[item].next, ++index) {
            if (next.kind == Step::Kind::Item && index < next.index)
                continue;
            const bool found = from(item, step + 1);
            if (found || next.kind == Step::Kind::Item)
                return found;
        }
        return next.kind == Step::Kind::Item && whenGone;
    }

    /// The call's own fields before those of the batch around it, as when it is checked.
    bool run(const CallView &call) const
    {
        const Step &first = steps.front();
        const quint32 own = call.own(first.name);
        const bool isShared = call.batch != None && isSharedField(first.name);
        const quint32 shared = isShared ? tape.find(call.batch, first.name) : None;
        if (steps.size() == 1 || own == None || shared == None) {
            const quint32 node = own != None ? own : shared;
            return node == None ? whenGone : from(node, 1);
        }
        const bool ownHas = steps[1].kind == Step::Kind::Member && tape[own].kind == JsonKind::Object &&
                            tape.find(own, steps[1].name) != None;
        return from(ownHas ? own : shared, 1);
    }
};

bool QueryPath::any(const CallView &call, const std::function<bool(quint32)> &fits) const
{
    return Walk{*call.tape, m_steps, fits}.run(call);
}

bool QueryPath::isMissing(const CallView &call) const
{
    return Walk{*call.tape, m_steps, [](quint32) { return false; }, true}.run(call);
}

qsizetype pathLength(QStringView text)
{
    qsizetype at = 0;
    while (at < text.size()) {
        const QChar c = text[at];
        if (c == u'"') {
            if (!quotedName(text, at))
                return text.size();
        } else if (isPlain(c) || c == u'.' || c == u'[' || c == u']') {
            ++at;
        } else {
            break;
        }
    }
    return at;
}

bool beginsAsPath(QStringView text)
{
    return std::any_of(std::begin(Roots), std::end(Roots), [text](QStringView root) {
        return text.size() > root.size() && text.startsWith(root) &&
               (text[root.size()] == u'.' || text[root.size()] == u'[');
    });
}

QString pathStep(const QString &name)
{
    if (!name.isEmpty() && std::all_of(name.begin(), name.end(), isPlain))
        return name;
    QString quoted(u'"');
    for (const QChar c : name) {
        if (c == u'"' || c == u'\\')
            quoted += u'\\';
        quoted += c;
    }
    return quoted + u'"';
}

} // namespace spectap
