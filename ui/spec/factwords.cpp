// SPDX-License-Identifier: MIT
#include "ui/spec/factwords.h"

#include "model/items/specmodel.h"
#include "ui/numbers.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(spectap::FactWords)
};

SpecTree::Fact factOf(const QModelIndex &index)
{
    return static_cast<SpecTree::Fact>(index.data(SpecFactRole).toInt());
}

} // namespace

QString headingName(const QModelIndex &index)
{
    QString name = index.data(SpecNameRole).toString();
    if (!index.parent().isValid())
        return name == u"limits" ? Words::tr("Limits and quotas") : Words::tr("Identifiers");
    if (name == u"calls")
        return Words::tr("Of calls, checked here");
    if (name == u"undocumented")
        return Words::tr("Documented nowhere");
    if (name == u"oauth")
        return u"OAuth"_s;
    name.replace(u'-', u' ').replace(u" api"_s, u" API"_s);
    return name.isEmpty() ? name : QString(name[0].toUpper() + name.sliced(1));
}

QString factName(const QModelIndex &index)
{
    switch (factOf(index)) {
    case SpecTree::Fact::Identifier:
        return index.data(SpecNameRole).toString();
    case SpecTree::Fact::BlockedIds:
        return Words::tr("Values that are no ids");
    case SpecTree::Fact::Limit:
    case SpecTree::Fact::Quota:
    case SpecTree::Fact::UnknownBound:
    case SpecTree::Fact::None:
        break;
    }
    return index.data(SpecMeansRole).toString();
}

QString factAmount(const QModelIndex &index)
{
    const int bound = index.data(SpecBoundRole).toInt();
    if (factOf(index) == SpecTree::Fact::None || bound < 0)
        return {};
    const auto value = static_cast<qint64>(index.data(SpecAmountRole).toDouble());
    const QString unit = index.data(SpecUnitRole).toString();
    QString number = countText(value);
    if (unit.startsWith(u"seconds since "))
        return Words::tr("not before %1", "%1: a date").arg(unit.sliced(14));
    if (const qsizetype slash = unit.indexOf(u'/'); slash < 0)
        number = Words::tr("%1 %2", "number, unit").arg(number, unit);
    else
        number = Words::tr("%1 %2 per %3", "number, unit, unit")
                     .arg(number, unit.first(slash), unit.sliced(slash + 1).replace(u'/', u" and "_s));
    switch (static_cast<LimitSpec::Bound>(bound)) {
    case LimitSpec::Bound::AtMost:
        return Words::tr("at most %1").arg(number);
    case LimitSpec::Bound::Below:
        return Words::tr("less than %1").arg(number);
    case LimitSpec::Bound::AtLeast:
        return Words::tr("at least %1").arg(number);
    }
    return number;
}

QString factBound(const QModelIndex &index)
{
    const QString unit = index.data(SpecUnitRole).toString();
    const int bound = index.data(SpecBoundRole).toInt();
    if (factOf(index) == SpecTree::Fact::None || bound < 0 || unit.startsWith(u"seconds since "))
        return factAmount(index);
    const QString signs[] = {u"\u2264 "_s, u"< "_s, u"\u2265 "_s}; // by LimitSpec::Bound
    return signs[bound] + countText(static_cast<qint64>(index.data(SpecAmountRole).toDouble())) + u' ' + unit;
}

QString factEffect(const QModelIndex &index)
{
    const int effect = index.data(SpecEffectRole).toInt();
    if (factOf(index) != SpecTree::Fact::Limit)
        return index.data(SpecBeyondRole).toString();
    switch (static_cast<LimitSpec::Effect>(effect)) {
    case LimitSpec::Effect::Refused:
        return Words::tr("Refused with 400");
    case LimitSpec::Effect::Dropped:
        return Words::tr("Answered 200 and dropped");
    case LimitSpec::Effect::Cut:
        return Words::tr("What is over is cut off");
    case LimitSpec::Effect::Unify:
        return Words::tr("Taken, and refused later by Unify or Engage");
    }
    return {};
}

QString factPriority(const QModelIndex &index)
{
    if (factOf(index) != SpecTree::Fact::Identifier)
        return {};
    const int priority = index.data(SpecPriorityRole).toInt();
    return priority == 0   ? Words::tr("behind those that have one", "priority of an identifier")
           : priority == 1 ? Words::tr("1, kept longest", "priority of an identifier")
                           : QString::number(priority);
}

} // namespace spectap
