// SPDX-License-Identifier: MIT
#include "model/spec/cataloguereader.h"

#include "model/call/jsontape.h"

namespace spectap {

using namespace Qt::StringLiterals;

namespace {

constexpr std::pair<const char *, LimitSpec::Counts> CountWords[]{{"call", LimitSpec::Counts::CallBytes},
    {"request", LimitSpec::Counts::RequestBytes}, {"batch", LimitSpec::Counts::BatchCalls},
    {"members", LimitSpec::Counts::Members}, {"characters", LimitSpec::Counts::Characters},
    {"seconds", LimitSpec::Counts::Seconds}};

constexpr std::pair<const char *, LimitSpec::Bound> BoundWords[]{{"at-most", LimitSpec::Bound::AtMost},
    {"below", LimitSpec::Bound::Below}, {"at-least", LimitSpec::Bound::AtLeast}};

constexpr std::pair<const char *, LimitSpec::Effect> EffectWords[]{{"refused", LimitSpec::Effect::Refused},
    {"dropped", LimitSpec::Effect::Dropped}, {"cut", LimitSpec::Effect::Cut},
    {"unify", LimitSpec::Effect::Unify}};

} // namespace

bool CatalogueReader::readLimit(const At &at)
{
    LimitSpec limit;
    limit.calls = m_calls;
    if (!object(at, {"name", "counts", "path", "calls", "value", "unit", "bound", "effect", "means", "doc"}))
        return false;
    for (const char *key : {"name", "counts", "value", "unit", "bound", "effect"}) {
        if (!at.json.contains(key))
            return fail(at.pointer, u"\"%1\" is missing"_s.arg(QString::fromLatin1(key)));
    }
    const auto optional = [&](const char *key, QByteArray &out) {
        return !at.json.contains(key) || text(at.in(key), out);
    };
    if (!text(at.in("name"), limit.name) || !word(at.in("counts"), CountWords, "count", limit.counts) ||
        !number(at.in("value"), limit.value) || !text(at.in("unit"), limit.unit) ||
        !word(at.in("bound"), BoundWords, "bound", limit.bound) ||
        !word(at.in("effect"), EffectWords, "effect", limit.effect) || !optional("path", limit.path) ||
        !optional("means", limit.means) || !optional("doc", limit.doc))
        return false;
    if (at.json.contains("calls") && !readCalls(at.in("calls"), limit.calls))
        return false;
    const bool ofField = limit.counts >= LimitSpec::Counts::Members;
    if (ofField && limit.path.isEmpty())
        return fail(at.pointer, u"\"path\" is missing: the field that is counted"_s);
    if (ofField && !knownPath(at.in("path"), limit.path, false))
        return false;
    limit.doc = fullDoc(limit.doc);
    m_into.limits.push_back(std::move(limit));
    return true;
}

bool CatalogueReader::readReserved(const At &at)
{
    ReservedName name;
    name.calls = m_calls;
    if (!object(at, {"path", "doc"}))
        return false;
    if (!at.json.contains("path"))
        return fail(at.pointer, u"\"path\" is missing"_s);
    if (!text(at.in("path"), name.path) || !knownPath(at.in("path"), name.path, false))
        return false;
    if (at.json.contains("doc") && !text(at.in("doc"), name.doc))
        return false;
    name.doc = fullDoc(name.doc);
    m_into.reserved.push_back(std::move(name));
    return true;
}

bool CatalogueReader::readBlocked(const At &at)
{
    QByteArray value;
    if (!text(at, value))
        return false;
    if (value.startsWith('^') && !(value.startsWith("^[") && value.endsWith("]*$") && value.size() > 5))
        return fail(
            at.pointer, u"write a value, or ^[…]*$ for any mix of the characters between the brackets"_s);
    m_into.blockedIds.push_back(std::move(value));
    m_into.blockedDoc = fullDoc(m_heading);
    return true;
}

} // namespace spectap
