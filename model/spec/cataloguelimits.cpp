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
    if (!required(at, {"name", "counts", "value", "unit", "bound", "effect"}) ||
        !text(at.in("name"), limit.name) || !word(at.in("counts"), CountWords, "count", limit.counts) ||
        !number(at.in("value"), limit.value) || !text(at.in("unit"), limit.unit) ||
        !word(at.in("bound"), BoundWords, "bound", limit.bound) ||
        !word(at.in("effect"), EffectWords, "effect", limit.effect) ||
        !optionalText(at, "path", limit.path) || !optionalText(at, "means", limit.means) ||
        !optionalText(at, "doc", limit.doc))
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

bool CatalogueReader::readQuota(const At &at)
{
    QuotaSpec quota;
    if (!object(at, {"name", "scope", "value", "unit", "bound", "beyond", "means", "doc"}) ||
        !required(at, {"name", "scope", "value", "unit"}) || !text(at.in("name"), quota.name) ||
        !text(at.in("scope"), quota.scope) || !number(at.in("value"), quota.value) ||
        !text(at.in("unit"), quota.unit) || !optionalText(at, "beyond", quota.beyond) ||
        !optionalText(at, "means", quota.means) || !optionalText(at, "doc", quota.doc))
        return false;
    if (at.json.contains("bound") && !word(at.in("bound"), BoundWords, "bound", quota.bound))
        return false;
    quota.doc = fullDoc(quota.doc);
    m_into.quotas.push_back(std::move(quota));
    return true;
}

bool CatalogueReader::readUndocumented(const At &at)
{
    UnknownBound bound;
    if (!object(at, {"path", "means"}) || !required(at, {"means"}) || !text(at.in("means"), bound.means) ||
        !optionalText(at, "path", bound.path))
        return false;
    if (!bound.path.isEmpty() && !knownPath(at.in("path"), bound.path, false))
        return false;
    m_into.undocumented.push_back(std::move(bound));
    return true;
}

} // namespace spectap
