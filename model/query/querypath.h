// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/callview.h"

#include <QByteArray>
#include <QString>

#include <functional>
#include <optional>
#include <vector>

namespace spectap {

/// A place in a call's body as people write it: properties.products[].price (any item),
/// properties.products[0].price, traits."first name". What a batch says for all its calls is found as well.
class QueryPath
{
public:
    /// Nothing when it cannot be read: an empty name, brackets with something else than a number, quotes that
    /// stay open.
    static std::optional<QueryPath> parse(QStringView text);

    /// Whether `fits` holds for a value there.
    [[nodiscard]] bool any(const CallView &call, const std::function<bool(quint32 node)> &fits) const;
    /// Whether the field was not sent; with [] by an item at least, or none of the array.
    [[nodiscard]] bool isMissing(const CallView &call) const;

private:
    struct Step
    {
        enum class Kind : quint8
        {
            Member,
            Item,
            AnyItem
        };
        Kind kind = Kind::Member;
        QByteArray name;
        quint32 index = 0;
    };

    struct Walk;
    std::vector<Step> m_steps;
};

/// How many characters at the beginning of `text` belong to a path.
[[nodiscard]] qsizetype pathLength(QStringView text);

/// Whether `text` begins with a path that can stand for a key: one below properties, traits, context or
/// integrations.
[[nodiscard]] bool beginsAsPath(QStringView text);

/// `name` as a step of a path, in quotes where it needs them.
[[nodiscard]] QString pathStep(const QString &name);

} // namespace spectap
