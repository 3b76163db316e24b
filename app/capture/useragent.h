// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/request.h"

namespace spectap {

/// A program as its User-Agent names it.
struct Product
{
    QByteArray name;
    QByteArray version;
};

/// The first product of the request's User-Agent: names the SDK of a call whose context has no library.
/// Empty for browsers, which say nothing of the SDK in the page, and without such a header.
[[nodiscard]] Product clientProduct(const std::vector<Header> &headers);

} // namespace spectap
