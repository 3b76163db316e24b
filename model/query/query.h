// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/calltype.h"
#include "model/call/isotime.h"
#include "model/support/result.h"

#include <QByteArrayView>
#include <QString>

#include <functional>
#include <memory>
#include <optional>

namespace spectap {

struct CallMark;
struct CallView;

/// What a filter may ask of a finding.
struct FoundFact
{
    QByteArrayView rule;    ///< "near-miss"
    QByteArrayView path;    ///< "properties.products[0].price"
    QByteArrayView pattern; ///< "properties.products[].price"
};

/// What a filter may ask of a call. `items` implements it over rows, export over stored calls; the filter
/// itself knows neither. Text is UTF-8.
class RowFacts
{
public:
    virtual ~RowFacts() = default;
    [[nodiscard]] virtual CallType type() const = 0;
    [[nodiscard]] virtual QByteArrayView name() const = 0;
    [[nodiscard]] virtual QByteArrayView userId() const = 0;
    [[nodiscard]] virtual QByteArrayView anonymousId() const = 0;
    [[nodiscard]] virtual QByteArrayView otherId() const = 0; ///< previousId or groupId
    [[nodiscard]] virtual QByteArrayView library() const = 0;
    [[nodiscard]] virtual QByteArrayView writeKey() const = 0;
    [[nodiscard]] virtual quint32 seq() const = 0;
    [[nodiscard]] virtual quint32 size() const = 0; ///< bytes as received
    [[nodiscard]] virtual Micros time() const = 0;  ///< of the call itself, as the timeline shows it
    [[nodiscard]] virtual bool hasErrors() const = 0;
    [[nodiscard]] virtual bool hasWarnings() const = 0;
    [[nodiscard]] virtual bool hasInfos() const = 0;
    [[nodiscard]] virtual bool isRetry() const = 0;
    [[nodiscard]] virtual bool hasConflict() const = 0;
    [[nodiscard]] virtual bool isRefused() const = 0; ///< Segment would answer 400
    [[nodiscard]] virtual bool isDropped() const = 0; ///< Segment would answer 200 and drop it

    /// What a person noted of it; null: nothing.
    [[nodiscard]] virtual const CallMark *mark() const = 0;
    [[nodiscard]] virtual bool isUnread() const = 0; ///< nobody looked at it yet

    // What the session file tells: only asked for when Query::needsBody().

    /// The call's bytes.
    [[nodiscard]] virtual QByteArrayView body() const = 0;
    /// The call, null when its body is not JSON.
    [[nodiscard]] virtual const CallView *call() const = 0;
    [[nodiscard]] virtual int status() const = 0; ///< that its request was answered with
    /// What was found in it, one after the other until one `fits`.
    [[nodiscard]] virtual bool anyFinding(const std::function<bool(const FoundFact &)> &fits) const = 0;
    /// Whether a tracking plan names its event; nothing when none can tell.
    [[nodiscard]] virtual std::optional<bool> isPlanned() const = 0;
};

/// A compiled filter; resources/help/filters.md tells its language. Immutable, cheap to copy, safe on any
/// thread.
class Query
{
public:
    /// Matches everything.
    Query();
    /// Error::position is the column of the first character that is not understood.
    static Result<Query> parse(QStringView text);

    [[nodiscard]] bool isEmpty() const;
    /// Whether matching may read bodies: then it must not run on the UI thread.
    [[nodiscard]] bool needsBody() const;
    /// Whether matching may take long for one call: it reads its body, or tests a regular expression.
    [[nodiscard]] bool isSlow() const;
    /// Whether it asks for times counted from a moment ("time:-5m"): before relativeTo() they hold nothing.
    [[nodiscard]] bool isRelative() const;
    /// The same filter with such times counted from `now`.
    [[nodiscard]] Query relativeTo(Micros now) const;
    /// Whether the call is one to show: hidden ones only match a filter that asks for hidden calls.
    [[nodiscard]] bool matches(const RowFacts &call) const;
    /// The same without regard to that.
    [[nodiscard]] bool holds(const RowFacts &call) const;
    [[nodiscard]] bool asksHidden() const;
    /// Whether marks decide what matches, beside hiding.
    [[nodiscard]] bool asksMarks() const;
    [[nodiscard]] QString text() const;

    struct Node;

private:
    std::shared_ptr<const Node> m_root;
    QString m_text;
};

} // namespace spectap
