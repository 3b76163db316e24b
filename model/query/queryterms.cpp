// SPDX-License-Identifier: MIT
#include "model/query/queryterms.h"

namespace spectap {

std::vector<QStringView> outerTerms(QStringView text)
{
    std::vector<QStringView> terms;
    qsizetype from = 0;
    int depth = 0;
    bool quoted = false;
    for (qsizetype i = 0; i <= text.size(); ++i) {
        if (i == text.size() || (text[i].isSpace() && !quoted && depth <= 0)) {
            if (i > from)
                terms.push_back(text.sliced(from, i - from));
            from = i + 1;
            continue;
        }
        const QChar c = text[i];
        if (quoted && c == u'\\' && i + 1 < text.size())
            ++i;
        else if (c == u'"')
            quoted = !quoted;
        else if (!quoted && c == u'(')
            ++depth;
        else if (!quoted && c == u')')
            --depth;
    }
    return terms;
}

QString inQuotes(QString text)
{
    return u'"' + text.replace(u'\\', QStringLiteral("\\\\")).replace(u'"', QStringLiteral("\\\"")) + u'"';
}

} // namespace spectap
