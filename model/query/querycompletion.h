// SPDX-License-Identifier: MIT
#pragma once

#include "model/query/querynode.h"

#include <QString>

namespace spectap {

/// What one is about to write at a place of a filter. Positions are of the text; [from, to) is what a choice
/// replaces, [termFrom, termTo) the whole term: the rest of the filter tells which calls to learn from.
struct QueryCompletion
{
    enum class What : quint8
    {
        Nothing,  ///< one's own words: text in quotes, a regular expression
        Key,      ///< a key, or a path of the body
        Value,    ///< of `key`, or of `path`
        Field,    ///< the path that missing:, typeof: or field: is about
        JsonType, ///< behind "typeof:properties.revenue="
    };

    What what = What::Nothing;
    QueryKey key = QueryKey::Free;
    QString path;  ///< for values of QueryKey::Path
    QString typed; ///< of what is completed, up to the cursor and without quotes
    qsizetype from = 0;
    qsizetype to = 0;
    qsizetype termFrom = 0;
    qsizetype termTo = 0;
    /// An operator follows already: a key is not to bring its own.
    bool hasOperator = false;
};

/// Never fails: it goes along with a filter that is not understood (yet).
[[nodiscard]] QueryCompletion completionAt(QStringView text, qsizetype cursor);

/// `value` as the value of a clause that means just it.
[[nodiscard]] QString quotedQueryValue(const QString &value);

/// `text` without the term at [from, to), and without an OR, minus or parentheses that it leaves alone.
[[nodiscard]] QString withoutTerm(QStringView text, qsizetype from, qsizetype to);

} // namespace spectap
