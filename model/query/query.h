// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/calltype.h"
#include "model/call/isotime.h"
#include "model/support/result.h"

#include <QByteArrayView>
#include <QString>

#include <memory>

namespace spectap {

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
    [[nodiscard]] virtual QByteArrayView source() const = 0;  ///< library name and write key
    [[nodiscard]] virtual Micros time() const = 0; ///< of the call itself, as the timeline shows it
    [[nodiscard]] virtual bool hasErrors() const = 0;
    [[nodiscard]] virtual bool hasWarnings() const = 0;
    [[nodiscard]] virtual bool hasInfos() const = 0;
    [[nodiscard]] virtual bool isRetry() const = 0;
    [[nodiscard]] virtual bool hasConflict() const = 0;
    [[nodiscard]] virtual bool isRefused() const = 0; ///< Segment would answer 400
    [[nodiscard]] virtual bool isDropped() const = 0; ///< Segment would answer 200 and drop it
    /// The call's bytes. May read the session file: only asked for when Query::needsBody().
    [[nodiscard]] virtual QByteArrayView body() const = 0;
};

/// A compiled filter (grammar: ui.md section 9). This part: the keys type, event (or name), user, anon, id
/// (any id), group, previous, time, has, is:ok, ingest, and bare text; quotes, * and ?, \ before a character
/// that means something, comma, = != ~, negation, parentheses, OR. Immutable, cheap to copy, safe on any
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
    /// Whether it asks for times counted from a moment ("time:-5m"): before relativeTo() they hold nothing.
    [[nodiscard]] bool isRelative() const;
    /// The same filter with such times counted from `now`.
    [[nodiscard]] Query relativeTo(Micros now) const;
    [[nodiscard]] bool matches(const RowFacts &call) const;
    [[nodiscard]] QString text() const;

    struct Node;

private:
    std::shared_ptr<const Node> m_root;
    QString m_text;
};

} // namespace spectap
