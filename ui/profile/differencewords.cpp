// SPDX-License-Identifier: MIT
#include "ui/profile/differencewords.h"

#include <QCoreApplication>

namespace spectap {

using namespace Qt::StringLiterals;

namespace {

using Reason = ReadingDifference::Reason;

constexpr qsizetype LongestId = 14; ///< two of them stand in a line; the call has them in full
constexpr qsizetype IdEnds = 5;

/// Says it in the words of the profile card.
class Words
{
public:
    Words(const PeopleDifference &other, const StringPool &strings)
        : m_other(other)
        , m_difference(other.difference)
        , m_strings(strings)
    {
    }

    [[nodiscard]] QString sentence() const
    {
        const QString a = idText(m_difference.a);
        const QString b = idText(m_difference.b);
        if (m_other.otherOrder) {
            const QString when = m_other.order == ReadingOrder::Arrival ? tr("In order of arrival")
                                                                        : tr("By the calls' own time");
            return m_difference.joined
                       ? tr("%1, %2 and %3 are together: %4", "%1: an order").arg(when, a, b, reason())
                       : tr("%1, %2 and %3 are apart: %4", "%1: an order").arg(when, a, b, reason());
        }
        return m_difference.joined
                   ? tr("%1 would join %2 and %3: %4", "%1: a reading").arg(reading(), a, b, reason())
                   : tr("%1 would keep %2 and %3 apart: %4", "%1: a reading").arg(reading(), a, b, reason());
    }

private:
    static QString tr(const char *text, const char *about = nullptr)
    {
        return QCoreApplication::translate("ProfileRows", text, about);
    }

    [[nodiscard]] QString idText(const IdName &id) const
    {
        const QString text = QString::fromUtf8(m_strings.at(id.value));
        return text.size() <= LongestId ? text : text.first(IdEnds) + u'\u2026' + text.last(IdEnds);
    }

    [[nodiscard]] QString reading() const
    {
        switch (m_other.reading) {
        case IdentityReading::Spec:
            return tr("The Spec");
        case IdentityReading::Observed:
            return tr("Observed");
        case IdentityReading::Unify:
            return tr("Unify");
        }
        return {};
    }

    [[nodiscard]] QString reason() const
    {
        switch (m_difference.reason) {
        case Reason::AliasJoinsNothing:
            return tr("alias joins nothing there");
        case Reason::Limit:
            return tr("limit %1 %2 per profile", "%1: a number, %2: a kind of ID")
                .arg(m_difference.limit)
                .arg(QString::fromUtf8(m_other.type));
        case Reason::Merges:
            return tr("limit %1 merges per profile").arg(m_difference.limit);
        case Reason::Mappings:
            return tr("limit %1 identifiers per profile").arg(m_difference.limit);
        case Reason::NotLinked:
            if (m_difference.via.value != 0)
                return tr("they only share the %1 %2", "%1: a kind of ID, %2: an ID")
                    .arg(QString::fromUtf8(m_other.viaType), idText(m_difference.via));
            return tr("no Identify or Alias links them");
        case Reason::OtherOwner:
            return tr("a call gives it to another user");
        case Reason::Together:
            if (m_difference.via.value == 0)
                break;
            return tr("both have the %1 %2", "%1: a kind of ID, %2: an ID")
                .arg(QString::fromUtf8(m_other.viaType), idText(m_difference.via));
        }
        switch (m_difference.link) {
        case IdentityLink::Kind::Identify:
            return tr("an Identify links them");
        case IdentityLink::Kind::Alias:
            return tr("an Alias links them");
        case IdentityLink::Kind::Observed:
            break;
        }
        return tr("one call carries both");
    }

    const PeopleDifference &m_other;
    const ReadingDifference &m_difference;
    const StringPool &m_strings;
};

} // namespace

QString differenceWords(const PeopleDifference &other, const StringPool &strings)
{
    return Words(other, strings).sentence();
}

} // namespace spectap
