// SPDX-License-Identifier: MIT
// What is only to be read: limits, quotas, what nobody documents, identifiers, remarks on pages.
#include "model/items/specmodel.h"
#include "model/support/utf8.h"

#include <algorithm>

namespace spectap {

namespace {

QVariant limitData(const LimitSpec &limit, int role)
{
    switch (role) {
    case SpecMeansRole:
        return utf8(limit.means);
    case SpecPathRole:
        return utf8(limit.path);
    case SpecBoundRole:
        return static_cast<int>(limit.bound);
    case SpecAmountRole:
        return limit.value;
    case SpecUnitRole:
        return utf8(limit.unit);
    case SpecEffectRole:
        return static_cast<int>(limit.effect);
    case SpecDocRole:
        return utf8(limit.doc);
    default:
        return {};
    }
}

QVariant quotaData(const QuotaSpec &quota, int role)
{
    switch (role) {
    case SpecMeansRole:
        return utf8(quota.means);
    case SpecBoundRole:
        return static_cast<int>(quota.bound);
    case SpecAmountRole:
        return quota.value;
    case SpecUnitRole:
        return utf8(quota.unit);
    case SpecBeyondRole:
        return utf8(quota.beyond);
    case SpecScopeRole:
        return utf8(quota.scope);
    case SpecDocRole:
        return utf8(quota.doc);
    default:
        return {};
    }
}

/// "context.device.id where context.device.type is "ios"".
QStringList sourcesOf(const IdentifierSpec &identifier)
{
    QStringList sources;
    for (const IdentifierSpec::Source &source : identifier.from) {
        QString words = utf8(source.path);
        QString joint = QStringLiteral(" where ");
        for (const IdentifierSpec::Condition &condition : source.where) {
            words += joint + utf8(condition.path) + QStringLiteral(" is ") + utf8(condition.value);
            joint = QStringLiteral(" and ");
        }
        sources += words;
    }
    return sources;
}

QVariant identifierData(const IdentifierSpec &identifier, int role)
{
    switch (role) {
    case SpecMeansRole:
        return utf8(identifier.means);
    case SpecNoteRole:
        return utf8(identifier.note);
    case SpecBoundRole:
        return identifier.limit > 0 ? static_cast<int>(LimitSpec::Bound::AtMost) : -1;
    case SpecAmountRole:
        return static_cast<double>(identifier.limit);
    case SpecUnitRole:
        return QStringLiteral("values/profile");
    case SpecSourcesRole:
        return sourcesOf(identifier);
    case SpecPriorityRole:
        return static_cast<int>(identifier.priority.value_or(0));
    case SpecOtherLimitRole:
        return static_cast<int>(identifier.otherLimit.value_or(0));
    case SpecAdvisedRole:
        return identifier.advisedLimit ? QString::number(*identifier.advisedLimit) + QStringLiteral(", ") +
                                             utf8(identifier.advisedPer).join(QStringLiteral(" or "))
                                       : QString();
    case SpecDocRole:
        return utf8(identifier.doc);
    default:
        return {};
    }
}

} // namespace

QVariant SpecModel::factData(const Item &item, int role) const
{
    const Catalogue &catalogue = m_checker->catalogue();
    QVariant data;
    switch (item.fact) {
    case SpecTree::Fact::Limit:
        data = limitData(catalogue.limits[item.number], role);
        break;
    case SpecTree::Fact::Quota:
        data = quotaData(catalogue.quotas[item.number], role);
        break;
    case SpecTree::Fact::UnknownBound:
        if (role == SpecMeansRole)
            return utf8(catalogue.undocumented[item.number].means);
        if (role == SpecPathRole)
            return utf8(catalogue.undocumented[item.number].path);
        break;
    case SpecTree::Fact::Identifier:
        data = identifierData(catalogue.identifiers[item.number], role);
        break;
    case SpecTree::Fact::BlockedIds:
        if (role == SpecValuesRole)
            return utf8(catalogue.blockedIds);
        if (role == SpecDocRole)
            return utf8(catalogue.blockedDoc);
        break;
    case SpecTree::Fact::None:
        break;
    }
    const bool isNumber = role == SpecPresenceRole || role == SpecBoundRole || role == SpecEffectRole;
    return isNumber && !data.isValid() ? QVariant(-1) : data;
}

QVariant SpecModel::pageData(const Item &item, int role) const
{
    const auto &pages = m_checker->catalogue().pages;
    const auto page = std::find_if(
        pages.begin(), pages.end(), [&item](const SpecPage &one) { return one.spec == item.name; });
    const bool has = item.kind == SpecTree::Kind::Spec || item.kind == SpecTree::Kind::Call ||
                     item.kind == SpecTree::Kind::Common ||
                     (item.kind == SpecTree::Kind::Heading && item.parent == SpecTree::None);
    if (!has || page == pages.end())
        return {};
    if (role == SpecTitleRole)
        return item.kind == SpecTree::Kind::Spec ? utf8(page->title) : QString();
    QStringList list;
    for (const SpecNote &note : page->notes)
        list += utf8(role == SpecNotesRole ? note.means : note.doc);
    return list;
}

} // namespace spectap
