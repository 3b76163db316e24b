// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/request.h"

namespace spectap {

/// Whether `a` and `b` are the same header name; names are ASCII in any case.
[[nodiscard]] inline bool sameHeaderName(QByteArrayView a, QByteArrayView b)
{
    return a.size() == b.size() && a.compare(b, Qt::CaseInsensitive) == 0;
}

/// The value of the first header `name`, empty when there is none.
[[nodiscard]] inline QByteArray headerValue(const std::vector<Header> &headers, QByteArrayView name)
{
    for (const Header &header : headers) {
        if (sameHeaderName(header.name, name))
            return header.value;
    }
    return {};
}

} // namespace spectap
